"""Retouch in the real window: its keys and options, what is seen and said."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from dmat_gui.canvas.tools import Tool
from dmat_gui.canvas.views import View
from dmat_gui.retouch_control import NO_RESULT
from tests.gui.retouch_work import LINE, another_run, begin_retouch, key, texts


@pytest.fixture
def retouching(driver, known_trimap):
    return begin_retouch(driver, known_trimap)


def words(driver):
    names = ("class_foreground", "class_background", "class_unknown", "swap")
    return [driver.window.actions_[name].text() for name in names]


def letters(driver):
    return [button.text() for button in driver.window.top_bar._class_buttons.values()]


def test_the_keys_and_words_are_its_own_while_it_is_in_hand(retouching):
    canvas, bar = retouching.window.canvas, retouching.window.view_parts.retouch.bar
    assert canvas.tool is Tool.RETOUCH
    assert bar.isVisible()
    assert words(retouching) == ["Opaque", "Transparent", "Restore", "Swap opaque and transparent"]
    assert letters(retouching) == ["O", "T", "R"]
    assert "alpha 1" in retouching.window.actions_["class_foreground"].toolTip()
    for pressed, value in ((Qt.Key.Key_2, 0), (Qt.Key.Key_3, 128), (Qt.Key.Key_X, 0), (Qt.Key.Key_X, 255)):
        key(retouching, pressed)
        assert canvas.paint_class == value
        assert canvas.tool is Tool.RETOUCH
    key(retouching, Qt.Key.Key_BracketRight)
    assert canvas.brush_size == 23
    key(retouching, Qt.Key.Key_3)
    key(retouching, Qt.Key.Key_B)
    assert not bar.isVisible()
    assert canvas.paint_class == 255, "the brush goes on with its own class"
    assert words(retouching) == ["Foreground", "Background", "Unknown", "Swap foreground and background"]
    assert letters(retouching) == ["F", "B", "U"]
    key(retouching, Qt.Key.Key_A)
    assert (canvas.paint_class, canvas.brush_size) == (128, 23)
    assert retouching.window.actions_["class_unknown"].isChecked()


def test_a_stroke_is_seen_named_and_undone_in_the_one_history(retouching):
    document, window = retouching.document, retouching.window
    before = document.result_alpha().copy()
    assert window.canvas.view is View.ALPHA
    retouching.paint(*LINE)
    after = document.result_alpha().copy()
    assert (after[15:25, 72:88] == 1).all()
    assert texts(retouching)[-1] == "Retouch opaque"
    assert window.actions_["undo"].text() == "Undo: Retouch opaque"
    assert window.panel.result_label.text().startswith("Run 1 · result, retouched")
    assert window.film.frames[-1].title == "Result, retouched"
    assert all("retouched" not in frame.title for frame in window.film.frames[:-1])
    driver_step = np.asarray(document.current_run.steps[-1].alpha0)
    assert (driver_step[15:25, 72:88] < 1).any(), "the steps stay as they were"
    key(retouching, Qt.Key.Key_B)
    key(retouching, Qt.Key.Key_F2)
    key(retouching, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.canvas.view is View.ALPHA, "undo shows the layer that it changed"
    np.testing.assert_array_equal(document.result_alpha(), before)
    assert "retouched" not in window.panel.result_label.text()
    assert window.film.frames[-1].title == "Result"
    key(retouching, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    np.testing.assert_array_equal(document.result_alpha(), after)


@pytest.mark.parametrize(("view", "kept"), [("view_composite", True), ("view_overlay", False)])
def test_taken_in_hand_it_shows_the_alpha_unless_another_view_shows_it(retouching, view, kept):
    key(retouching, Qt.Key.Key_B)
    retouching.trigger(view)
    key(retouching, Qt.Key.Key_A)
    assert retouching.window.canvas.view is (View.COMPOSITE if kept else View.ALPHA)


def test_a_press_shows_the_result_where_a_step_was_on_show(retouching):
    window = retouching.window
    window.film.choose(1)
    assert window.canvas.shown_title
    retouching.paint(*LINE)
    assert window.canvas.shown_title == ""
    assert window.film.current.is_result
    assert (retouching.document.result_alpha()[20, 72:88] == 1).all()


def test_the_last_frame_is_the_result_pixel_for_pixel(retouching):
    window, canvas = retouching.window, retouching.window.canvas
    retouching.paint(*LINE)
    shown = canvas.shown_matte()
    assert shown is retouching.document.result_alpha()
    canvas.zoom_to(1.0)
    pixels = canvas._layers.matte.array
    np.testing.assert_array_equal(pixels, np.rint(shown * 255).astype(np.uint8))
    window.film.choose(2)
    window.film.show_result()
    np.testing.assert_array_equal(canvas._layers.matte.array, pixels)


def test_without_a_result_it_says_so_and_offers_matte(driver, known_trimap):
    driver.open(known_trimap)
    key(driver, Qt.Key.Key_A)
    assert driver.window.messages.text("retouch") == NO_RESULT
    driver.window.messages.dismiss("retouch")
    driver.paint(*LINE)
    bar = driver.window.messages.bar("retouch")
    assert bar is not None
    assert (driver.document.trimap == known_trimap).all()
    with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
        QTest.mouseClick(bar.buttons[0], Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
    assert driver.window.messages.text("retouch") is None
    driver.paint(*LINE)
    assert driver.document.has_retouch


def test_without_a_picture_it_offers_to_open_one(driver):
    driver.trigger("retouch")
    assert [button.text() for button in driver.window.messages.bar("retouch").buttons] == ["Open…"]


def test_the_trimap_is_what_is_asked_for_where_a_class_is_missing(driver):
    driver.open()
    driver.trigger("retouch")
    driver.trigger("matte")
    assert driver.window.canvas.tool is Tool.BRUSH
    driver.paint(*LINE)
    assert (driver.document.trimap == 255).any()


def test_its_options_are_remembered(retouching, settings):
    canvas, bar = retouching.window.canvas, retouching.window.view_parts.retouch.bar
    bar.hardness.setValue(35)
    bar.strength.setValue(70)
    assert settings.retouch_brush == (35, 70)
    assert (canvas._hardness, canvas._strength) == (0.35, 0.7)


def test_another_picture_takes_its_retouch_and_its_bar_along(retouching, known_trimap):
    retouching.paint(*LINE)
    another_run(retouching)
    retouching.open(known_trimap)
    assert not retouching.document.has_retouch
    assert retouching.window.messages.text("kept") is None
    assert retouching.window.canvas.tool is Tool.BRUSH
    assert not retouching.window.actions_["remove_retouch"].isEnabled()


def test_hardness_and_strength_have_keys_while_retouch_is_in_hand(retouching, settings):
    bar, actions = retouching.window.view_parts.retouch.bar, retouching.window.actions_
    canvas, modifiers = retouching.window.canvas, Qt.KeyboardModifier
    shift, alt = modifiers.ShiftModifier, modifiers.AltModifier
    canvas.setFocus()
    bar.set_percents(85, 100)
    for pressed, modifier, percents in (
        (Qt.Key.Key_BracketLeft, shift, (80, 100)),
        (Qt.Key.Key_BracketLeft, shift, (70, 100)),
        (Qt.Key.Key_BracketRight, shift, (80, 100)),
        (Qt.Key.Key_BracketLeft, alt, (80, 90)),
        (Qt.Key.Key_BracketRight, alt, (80, 100)),
        (Qt.Key.Key_BracketRight, alt, (80, 100)),
    ):
        QTest.keyClick(canvas, pressed, modifier)
        assert settings.retouch_brush == percents
    bar.set_percents(80, 15)
    actions["weaker"].trigger()
    actions["weaker"].trigger()
    assert bar.strength.value() == 1, "a stroke that covers nothing would be none"
    actions["stronger"].trigger()
    assert bar.strength.value() == 10
    retouching.trigger("brush")
    assert not any(actions[name].isEnabled() for name in ("softer", "harder", "weaker", "stronger"))
