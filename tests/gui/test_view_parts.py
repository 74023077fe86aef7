"""What lies behind the composite, how the overlay looks, and what is read out under the pointer."""

import cv2
import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog, QDialogButtonBox, QFileDialog

from dmat_gui.canvas.navigation import MAX_ZOOM, MIN_ZOOM
from dmat_gui.canvas.views import View
from dmat_gui.dialogs.overlay_look import OverlayLook
from tests.gui.canvas_events import LEFT, at, shown_pixel


def grey_at(driver, x, y):
    """The colour of the display image, from 0 to 255, at a pixel."""
    return driver.document.display_image[y, x].astype(int)


def test_the_composite_lies_over_a_picture_of_ones_choice(driver, known_trimap, monkeypatch, tmp_path, qtbot):
    path = tmp_path / "Wald.png"
    cv2.imencode(".png", np.full((30, 40, 3), (10, 200, 90), np.uint8))[1].tofile(path)
    driver.open(known_trimap)
    driver.matte()
    window = driver.window
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    with qtbot.waitSignal(window.file_runner.finished, timeout=5000):
        driver.trigger("back_picture")
    assert window.canvas.view is View.COMPOSITE
    assert window.actions_["back_picture"].isChecked()
    window.canvas.zoom_to(1.0)
    np.testing.assert_array_equal(shown_pixel(window.canvas, 5, 60), [90, 200, 10])
    np.testing.assert_array_equal(shown_pixel(window.canvas, 155, 60), grey_at(driver, 155, 60))
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_args: QColor(1, 2, 3))
    driver.trigger("back_colour")
    np.testing.assert_array_equal(shown_pixel(window.canvas, 5, 60), [1, 2, 3])


def test_a_background_that_cannot_be_read_leaves_the_one_there(driver, known_trimap, tmp_path, qtbot):
    path = tmp_path / "broken.png"
    path.write_bytes(b"no picture")
    driver.open(known_trimap)
    driver.matte()
    window = driver.window
    with qtbot.waitSignal(window.file_runner.failed, timeout=5000):
        window.view_parts.backdrop.open_picture(path)
    assert window.actions_["back_checker"].isChecked()
    assert "broken.png" in window.messages.text("note")


def test_the_overlays_colours_are_chosen_and_remembered(driver, known_trimap, settings, monkeypatch):
    driver.open(known_trimap)
    window, control = driver.window, driver.window.view_parts.overlay
    window.canvas.zoom_to(1.0)
    driver.trigger("overlay_look")
    dialog = control.dialog
    assert dialog.isVisible()
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_args: QColor(0, 255, 0))
    QTest.mouseClick(dialog.form.foreground, LEFT)
    dialog.form.spin.setValue(100)
    np.testing.assert_array_equal(shown_pixel(window.canvas, 150, 60), [0, 255, 0])
    np.testing.assert_array_equal(shown_pixel(window.canvas, 5, 60), [0xD5, 0x5E, 0x00])
    kept = OverlayLook(*settings.overlay_look(*OverlayLook()))
    assert kept == OverlayLook(QColor(0, 255, 0), OverlayLook().background, 100)
    legend = window.panel.legend.grab().toImage()
    assert legend.pixelColor(4, 6) == QColor(0, 255, 0)
    QTest.mouseClick(dialog.findChild(QDialogButtonBox).button(dialog_button("RestoreDefaults")), LEFT)
    assert control.look == OverlayLook()
    own = grey_at(driver, 150, 60)
    assert (
        np.abs(shown_pixel(window.canvas, 150, 60) - (0.6 * own + 0.4 * np.array([0, 0x72, 0xB2]))).max() <= 2
    )


def dialog_button(name):
    return QDialogButtonBox.StandardButton[name]


def test_the_overlay_is_away_for_as_long_as_o_is_held(driver, known_trimap):
    driver.open(known_trimap)
    canvas = driver.window.canvas
    canvas.zoom_to(1.0)
    canvas.setFocus()
    tinted = shown_pixel(canvas, 150, 60)
    QTest.keyPress(canvas, Qt.Key.Key_O)
    np.testing.assert_array_equal(shown_pixel(canvas, 150, 60), grey_at(driver, 150, 60))
    QTest.keyRelease(canvas, Qt.Key.Key_O)
    np.testing.assert_array_equal(shown_pixel(canvas, 150, 60), tinted)


def test_o_let_go_elsewhere_brings_the_overlay_back(driver, known_trimap):
    driver.open(known_trimap)
    canvas = driver.window.canvas
    canvas.setFocus()
    tinted = shown_pixel(canvas, 150, 60)
    QTest.keyPress(canvas, Qt.Key.Key_O)
    assert (shown_pixel(canvas, 150, 60) != tinted).any()
    driver.window.panel.matte_button.setFocus()
    QTest.keyRelease(driver.window.panel.matte_button, Qt.Key.Key_O)
    np.testing.assert_array_equal(shown_pixel(canvas, 150, 60), tinted)


def test_the_read_out_follows_the_keys_that_zoom_and_fit(driver, known_trimap):
    driver.open(known_trimap)
    window, canvas = driver.window, driver.window.canvas
    canvas.zoom_to(1.0)
    seen = []
    canvas.readout_changed.connect(seen.append)
    place = at(canvas, 20, 30)
    QTest.mouseMove(canvas.viewport(), place)
    assert seen[-1][:2] == (20, 30)
    for name in ("zoom_in", "zoom_in", "zoom_out", "fit", "actual_size"):
        driver.trigger(name)
        there = canvas.scene_position(place.toPointF())
        inside = 0 <= there.x() < 160 and 0 <= there.y() < 120
        assert (seen[-1][:2] if seen[-1] else None) == ((int(there.x()), int(there.y())) if inside else None)
    driver.trigger("actual_size")
    canvas.begin_pan(place)
    canvas.pan_to(place)
    assert window.status.pixel.text().startswith(f"x {seen[-1].x}  y {seen[-1].y}")
    QApplication.sendEvent(canvas.viewport(), QEvent(QEvent.Type.Leave))
    driver.trigger("zoom_in")
    assert seen[-1] is None, "the pointer is elsewhere"


def test_keys_zoom_from_2_to_3200_percent_and_back_to_100(driver):
    driver.open()
    window, canvas = driver.window, driver.window.canvas
    for key, limit, words in ((Qt.Key.Key_Plus, MAX_ZOOM, "3200 %"), (Qt.Key.Key_Minus, MIN_ZOOM, "2 %")):
        for _ in range(40):
            QTest.keyClick(canvas, key, Qt.KeyboardModifier.ControlModifier)
        assert canvas.zoom == limit
        assert window.status.zoom.text() == words
    QTest.keyClick(canvas, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom == 1.0
    QTest.keyClick(canvas, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert canvas.fits


def test_what_is_looked_at_stays_when_the_filmstrip_comes(driver, known_trimap):
    driver.open(known_trimap)
    canvas = driver.window.canvas
    canvas.zoom_to(6.0)
    driver.trigger("view_image")
    before = canvas.scene_position(canvas.viewport().rect().center().toPointF())
    height = canvas.height()
    driver.matte()
    QApplication.processEvents()
    assert canvas.height() < height
    after = canvas.scene_position(canvas.viewport().rect().center().toPointF())
    assert abs(after.x() - before.x()) * canvas.zoom <= 1.5
    assert abs(after.y() - before.y()) * canvas.zoom <= 1.5


def test_a_second_picture_has_no_alpha_to_look_at(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    driver.trigger("view_composite")
    driver.open()
    for name in ("view_alpha", "view_composite", "view_foreground", "back_checker", "back_picture"):
        assert not driver.window.actions_[name].isEnabled()
    assert driver.window.canvas.view is View.TRIMAP_OVERLAY
