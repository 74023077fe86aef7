"""Two views beside one another on the canvas, with a divider that the mouse and the keys move."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from dmat_gui.canvas.views import View
from tests.gui.canvas_events import HEIGHT, LEFT, WIDTH, at, drag, finished, screen, shown_pixel, wheel


@pytest.fixture
def wiped(canvas, document):
    """Alpha, all white, at the left of column 320 of 640; the image at its right."""
    document.add_run(finished(np.ones((HEIGHT, WIDTH), np.float32)), document.trimap)
    canvas.set_view(View.ALPHA)
    canvas.set_other_view(View.IMAGE)
    return canvas


def test_each_side_of_the_divider_shows_its_view_pixel_for_pixel(wiped, document):
    corner, own = at(wiped, 0, 0), document.display_image
    for share in (0.5, 0.35, 0.61):
        wiped.set_divider(share)
        column = wiped.divider - corner.x()
        assert column == round(share * 640) - corner.x()
        part = screen(wiped)[corner.y() : corner.y() + HEIGHT, corner.x() : corner.x() + WIDTH]
        assert (part[:, :column] == 255).all()
        np.testing.assert_array_equal(part[:, column:], own[:, column:])
    wiped.set_other_view(None)
    assert (shown_pixel(wiped, WIDTH - 1, 9) == 255).all()


def test_moving_the_divider_composes_only_what_it_passed_over(wiped, monkeypatch):
    screen(wiped)
    composed = []
    item = wiped._picture_item
    compose = item.compose_box
    monkeypatch.setattr(
        item, "compose_box", lambda grid, ratio: composed.append(grid) or compose(grid, ratio)
    )
    wiped.set_divider(0.5 + 10 / 640)
    screen(wiped)
    assert 10 <= sum(grid.width for grid in composed) <= 20


def test_the_overlay_keeps_to_its_side(canvas, document):
    trimap = np.full((HEIGHT, WIDTH), 255, np.uint8)
    document.set_trimap(trimap)
    canvas.set_other_view(View.IMAGE)
    middle = canvas.divider - at(canvas, 0, 0).x()
    own = document.display_image.astype(int)
    assert np.abs(shown_pixel(canvas, middle - 2, 50) - own[50, middle - 2]).max() > 10
    np.testing.assert_array_equal(shown_pixel(canvas, middle + 2, 50), own[50, middle + 2])
    canvas.set_view(View.IMAGE)
    canvas.set_other_view(View.TRIMAP_OVERLAY)
    np.testing.assert_array_equal(shown_pixel(canvas, middle - 2, 50), own[50, middle - 2])
    assert np.abs(shown_pixel(canvas, middle + 2, 50) - own[50, middle + 2]).max() > 10


def test_both_sides_zoom_and_move_as_one_and_the_divider_stays(wiped):
    column = wiped.divider
    wheel(wiped, QPoint(200, 200), 3)
    drag(wiped, (100, 100), (110, 120), button=Qt.MouseButton.MiddleButton)
    assert wiped.divider == column
    shown = screen(wiped)
    assert (shown[240, column - 30 : column] == 255).all(), "nothing is left over where it was before"
    assert not (shown[240, column : column + 30] == 255).all(axis=-1).any()
    wiped.resize(800, 480)
    assert wiped.divider == 400


@pytest.fixture
def compared(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    driver.trigger("view_alpha")
    driver.trigger("wipe")
    return driver.window


def test_w_puts_the_divider_there_and_takes_it_away(driver, known_trimap):
    window = driver.window
    assert not window.actions_["wipe"].isEnabled(), "nothing to compare without a picture"
    driver.open(known_trimap)
    wipe = window.view_parts.wipe
    QTest.keyClick(window.canvas, Qt.Key.Key_W)
    assert (window.canvas.view, window.canvas.other_view) == (View.TRIMAP_OVERLAY, View.IMAGE)
    assert wipe.divider.isVisible()
    assert (wipe.left.text(), wipe.right.text()) == ("A   Trimap overlay", "B   Image")
    QTest.keyClick(window.canvas, Qt.Key.Key_W)
    assert window.canvas.other_view is None
    assert not wipe.divider.isVisible()


def test_f_keys_choose_the_left_view_and_with_shift_the_right(compared):
    canvas = compared.canvas
    assert canvas.views == (View.ALPHA, View.TRIMAP_OVERLAY)
    QTest.keyClick(canvas, Qt.Key.Key_F5)
    QTest.keyClick(canvas, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.views == (View.COMPOSITE, View.ALPHA)
    assert compared.view_parts.wipe.right.text() == "B   Alpha"
    QTest.keyClick(canvas, Qt.Key.Key_W)
    QTest.keyClick(canvas, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.views == (View.COMPOSITE, View.FOREGROUND), "comparing with a view begins the comparison"
    assert compared.actions_["wipe"].isChecked()


def test_the_divider_follows_the_mouse_and_the_keys(compared):
    canvas, divider = compared.canvas, compared.view_parts.wipe.divider
    assert divider.column == canvas.divider == round(canvas.viewport().width() / 2)
    start, middle = canvas.divider, divider.rect().center()
    QTest.mousePress(divider, LEFT, pos=middle)
    QTest.mouseMove(divider, middle + QPoint(60, 0))
    QTest.mouseRelease(divider, LEFT, pos=divider.rect().center())
    assert canvas.divider == divider.column == start + 60
    assert divider.geometry().center().x() == start + 60
    divider.setFocus()
    QTest.keyClick(divider, Qt.Key.Key_Left)
    assert canvas.divider == start + 50
    assert compared.film.current.kind == "result", "the arrows move the divider and not the steps"
    QTest.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert canvas.divider == start + 50 - round(0.02 * canvas.viewport().width())


def test_painting_shows_the_trimap_but_keeps_the_other_side(compared, driver):
    canvas = compared.canvas
    driver.trigger("other_image")
    driver.paint((80, 20), (85, 20))
    assert canvas.views == (View.TRIMAP_OVERLAY, View.IMAGE)
    driver.trigger("view_alpha")
    driver.trigger("other_overlay")
    driver.paint((80, 40), (85, 40))
    assert canvas.views == (View.ALPHA, View.TRIMAP_OVERLAY), "the trimap is in sight already"


def test_another_picture_has_one_view_and_nothing_to_compare_with(compared, driver):
    driver.open()
    assert compared.canvas.views == (View.TRIMAP_OVERLAY,)
    assert not compared.view_parts.wipe.divider.isVisible()
    for name in ("alpha", "composite", "foreground", "difference"):
        assert not compared.actions_[f"view_{name}"].isEnabled()
        assert not compared.actions_[f"other_{name}"].isEnabled()
    assert compared.actions_["other_image"].isEnabled()
