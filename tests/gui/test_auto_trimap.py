"""Auto trimap in the real window: its sources, its preview on the canvas, and what it leaves."""

import threading

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from core.imaging import auto_trimap
from core.imaging.auto_trimap import trimap_from_alpha
from core.imaging.picture import Picture
from dmat_gui.canvas.sampling import ScreenGrid
from tests.gui.canvas_events import at, drag, screen
from tests.gui.held import hold

SIZE = 120


@pytest.fixture
def mask():
    mask = np.zeros((SIZE, SIZE), np.uint8)
    cv2.circle(mask, (60, 60), 35, 255, -1)
    return mask


def open_picture(driver, alpha=None, trimap=None):
    pixels = np.full((SIZE, SIZE, 3), 90, np.uint8)
    driver.document.open_picture(Picture.from_array(pixels, alpha), trimap)
    driver.window.views.picture_opened()


def choose(monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path) if path else "", ""))


def found(driver):
    """Wait for the edge of the source to be found."""
    return driver.qtbot.waitSignal(driver.window.file_runner.finished, timeout=15000)


def apply(driver) -> None:
    """Click Apply, and wait for the worker to make the trimap."""
    driver.window.auto_bar.apply_button.click()
    driver.qtbot.waitUntil(lambda: not driver.window.auto_trimap.is_open, timeout=15000)


def test_the_trimap_is_made_by_the_worker_from_the_widths_of_the_click(driver, mask, monkeypatch):
    open_picture(driver, alpha=mask)
    with found(driver):
        driver.trigger("auto_trimap")
    threads, real, bar = [], auto_trimap.trimap_at, driver.window.auto_bar

    def noted(*arguments):
        threads.append(threading.get_ident())
        return real(*arguments)

    monkeypatch.setattr(auto_trimap, "trimap_at", noted)
    bar.inner.setValue(3)
    bar.outer.setValue(9)
    held = hold(driver.window.file_runner)
    bar.apply_button.click()
    bar.outer.setValue(20)
    assert not bar.apply_button.isEnabled()
    held.set()
    driver.qtbot.waitUntil(lambda: not driver.window.auto_trimap.is_open, timeout=15000)
    np.testing.assert_array_equal(driver.document.trimap, trimap_from_alpha(mask, 3, 9))
    assert set(threads) - {threading.get_ident()}, "made by the window's own thread"


def test_giving_up_while_the_trimap_is_made_leaves_the_old_one(driver, mask):
    open_picture(driver, alpha=mask)
    with found(driver):
        driver.trigger("auto_trimap")
    held = hold(driver.window.file_runner)
    driver.window.auto_bar.apply_button.click()
    driver.window.auto_bar.cancel_button.click()
    with driver.qtbot.waitSignal(driver.window.file_runner.idle, timeout=15000):
        held.set()
    assert (driver.document.trimap == 128).all()


def test_the_pictures_own_alpha_with_a_width_on_each_side(driver, mask):
    open_picture(driver, alpha=mask)
    bar = driver.window.auto_bar
    with found(driver):
        driver.trigger("auto_trimap")
    assert bar.isVisible()
    assert bar.source == "alpha"
    bar.inner.setValue(3)
    bar.outer.setValue(9)
    assert (driver.document.trimap == 128).all(), "nothing is changed before Apply"
    apply(driver)
    np.testing.assert_array_equal(driver.document.trimap, trimap_from_alpha(mask, 3, 9))
    assert driver.document.history.texts == ("Auto trimap",)
    assert not bar.isVisible()
    driver.trigger("undo")
    assert (driver.document.trimap == 128).all()


def test_the_preview_follows_the_sliders_and_computes_the_screen_only(driver, mask, monkeypatch):
    open_picture(driver, alpha=mask)
    canvas, bar = driver.window.canvas, driver.window.auto_bar
    with found(driver):
        driver.trigger("auto_trimap")
    bar.inner.setValue(2)
    bar.outer.setValue(2)
    place = at(canvas, 60, 110)
    narrow = screen(canvas)[place.y(), place.x()]
    sampled = []
    monkeypatch.setattr("dmat_gui.canvas.overlay.trimap_at", lambda part, *_: sampled.append(part.size) or
                        np.full(part.shape, np.uint8(128)))  # fmt: skip
    bar.outer.setValue(30)
    wide = screen(canvas)[place.y(), place.x()]
    assert (narrow != wide).any()
    device_pixels = canvas.viewport().width() * canvas.viewport().height() * canvas.devicePixelRatioF() ** 2
    assert sampled and max(sampled) <= 1.1 * device_pixels


def test_the_previewed_classes_are_those_applied(driver, mask):
    open_picture(driver, alpha=mask)
    with found(driver):
        driver.trigger("auto_trimap")
    driver.window.auto_bar.inner.setValue(5)
    preview = driver.window.canvas._overlay.preview
    shown = preview.sample(ScreenGrid(0, 0, SIZE, SIZE, 1.0, 0.0, 0.0))
    QTest.keyClick(driver.window.canvas, Qt.Key.Key_Return)
    driver.qtbot.waitUntil(lambda: not driver.window.auto_trimap.is_open, timeout=15000)
    np.testing.assert_array_equal(driver.document.trimap, shown)


def test_escape_keeps_the_trimap_and_nothing_is_painted_meanwhile(driver, mask):
    open_picture(driver, alpha=mask)
    canvas = driver.window.canvas
    with found(driver):
        driver.trigger("auto_trimap")
    drag(canvas, (20, 20), (50, 50))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert not driver.window.auto_bar.isVisible()
    assert canvas._overlay.preview is None
    assert not driver.document.can_undo
    drag(canvas, (20, 20), (50, 50))
    assert driver.document.history.texts == ("Paint foreground",)


def test_a_mask_from_a_file_and_its_widths_stay_for_the_next_time(driver, mask, tmp_path, monkeypatch):
    cv2.imwrite(str(tmp_path / "m.png"), mask)
    open_picture(driver)
    choose(monkeypatch, tmp_path / "m.png")
    with found(driver):
        driver.trigger("auto_trimap")
    bar = driver.window.auto_bar
    assert (bar.source, bar.source_box.currentText()) == ("file", "m.png")
    bar.inner.setValue(0)
    bar.outer.setValue(4)
    apply(driver)
    np.testing.assert_array_equal(driver.document.trimap, trimap_from_alpha(mask, 0, 4))
    with found(driver):
        driver.trigger("auto_trimap")
    assert (bar.source, bar.widths) == ("file", (0, 4))


def test_the_last_mask_is_proposed_for_the_next_picture(driver, mask, tmp_path, monkeypatch):
    cv2.imwrite(str(tmp_path / "m.png"), mask)
    proposed = []

    def ask(_window, _title, place, _filter):
        proposed.append(place)
        return str(tmp_path / "m.png"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    for _ in range(2):
        open_picture(driver)
        with found(driver):
            driver.trigger("auto_trimap")
        apply(driver)
    assert proposed[0] != proposed[1] == str(tmp_path / "m.png")
    (tmp_path / "m.png").unlink()
    assert driver.window.settings.last_mask is None


def test_no_file_chosen_leaves_all_as_it_was(driver, monkeypatch):
    open_picture(driver)
    choose(monkeypatch, None)
    driver.trigger("auto_trimap")
    assert not driver.window.auto_bar.isVisible()


@pytest.mark.parametrize("bad", ["size", "flat"])
def test_a_mask_of_no_use_gets_a_sentence(driver, mask, tmp_path, monkeypatch, bad):
    cv2.imwrite(str(tmp_path / "m.png"), mask[:50] if bad == "size" else np.zeros_like(mask))
    open_picture(driver)
    choose(monkeypatch, tmp_path / "m.png")
    with driver.qtbot.waitSignal(driver.window.file_runner.failed, timeout=15000):
        driver.trigger("auto_trimap")
    words = "120 × 50 pixels" if bad == "size" else "same all over"
    assert words in driver.window.messages.text("note")
    assert not driver.window.auto_bar.isVisible()


def test_an_earlier_result_comes_first(driver, mask):
    trimap = np.where(mask, 255, 0).astype(np.uint8)
    trimap[:, 50:70] = 128
    open_picture(driver, alpha=mask, trimap=trimap)
    driver.matte()
    with found(driver):
        driver.trigger("auto_trimap")
    bar = driver.window.auto_bar
    assert bar.source == "result"
    assert bar.source_box.currentText() == driver.document.result_title()
    expected = trimap_from_alpha(driver.document.result_alpha(), *bar.widths)
    apply(driver)
    np.testing.assert_array_equal(driver.document.trimap, expected)


def test_the_present_trimap_gets_a_wider_band(driver, mask):
    open_picture(driver, trimap=mask)
    with found(driver):
        driver.trigger("auto_trimap")
    assert driver.window.auto_bar.source == "trimap"
    expected = trimap_from_alpha(mask, *driver.window.auto_bar.widths)
    apply(driver)
    np.testing.assert_array_equal(driver.document.trimap, expected)


def test_another_picture_closes_it(driver, mask):
    open_picture(driver, alpha=mask)
    with found(driver):
        driver.trigger("auto_trimap")
    open_picture(driver)
    assert not driver.window.auto_bar.isVisible()
    assert driver.window.canvas._overlay.preview is None


def test_widths_that_leave_no_subject_say_so(driver, mask):
    open_picture(driver, alpha=mask)
    with found(driver):
        driver.trigger("auto_trimap")
    driver.window.auto_bar.inner.setMaximum(100)
    driver.window.auto_bar.inner.setValue(60)
    apply(driver)
    assert "Nothing is foreground" in driver.window.messages.text("note")


def with_a_result_tried(driver, mask):
    """A run is there, and Auto trimap tries its result."""
    trimap = np.where(mask, 255, 0).astype(np.uint8)
    trimap[:, 50:70] = 128
    open_picture(driver, trimap=trimap)
    driver.matte()
    driver.trigger("view_alpha")
    with found(driver):
        driver.trigger("auto_trimap")


def test_nothing_is_undone_behind_the_bar_and_cancel_leaves_everything_as_it_was(driver, mask):
    with_a_result_tried(driver, mask)
    window, before = driver.window, driver.document.trimap.copy()
    QTest.keyClick(window.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    driver.trigger("undo")
    assert not window.panel.history.isEnabled()
    assert driver.document.current_run is not None
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert window.actions_["view_alpha"].isChecked()
    assert window.panel.history.isEnabled()
    np.testing.assert_array_equal(driver.document.trimap, before)
    driver.trigger("undo")
    assert driver.document.current_run is None


def test_a_source_goes_with_its_result(driver, mask):
    with_a_result_tried(driver, mask)
    bar = driver.window.auto_bar
    with found(driver):
        driver.document.use_step(1, "alpha0")
    assert bar.source_box.currentText() == driver.document.result_title()
    expected = trimap_from_alpha(driver.document.result_alpha(), *bar.widths)
    np.testing.assert_array_equal(
        driver.window.canvas._overlay.preview.sample(ScreenGrid(0, 0, SIZE, SIZE, 1.0, 0.0, 0.0)), expected
    )
    driver.trigger("delete_run")
    assert not bar.isVisible()
    assert driver.window.actions_["undo"].isEnabled()
