"""Preferences: every setting acts at once, is kept, and goes back to the usual."""

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QColorSpace, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from dmat_gui.app import make_window
from dmat_gui.dialogs.overlay_look import OverlayLook
from dmat_gui.jobs import RealPredictors
from dmat_gui.preferences import general
from dmat_gui.preferences.brush import BrushPage
from dmat_gui.preferences.colours import ColoursPage
from dmat_gui.preferences.computing import ComputingPage
from dmat_gui.preferences.general import GeneralPage
from dmat_gui.preferences.keys import KeysPage
from dmat_gui.theme import DARK
from tests.gui.canvas_events import shown_pixel
from tests.gui.fake_predictor import FakePredictor

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def preferences(driver):
    window = driver.window
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_Comma, CONTROL)
    preferences = window.side["preferences"]
    assert preferences.isVisible()
    return preferences


def test_theme_and_what_projects_hold(driver, preferences, settings):
    page = preferences.show_page(GeneralPage)
    page.theme.setCurrentIndex(page.theme.findData("dark"))
    assert QApplication.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    driver.trigger("theme_light")
    assert page.theme.currentData() == "light"
    page.project_picture.click()
    assert driver.window.actions_["project_picture"].isChecked()
    assert settings.switch("project_picture", False)
    driver.trigger("project_steps")
    assert not page.project_steps.isChecked()
    QTest.mouseClick(preferences.reset_button, LEFT)
    assert settings.theme == page.theme.currentData() == "system"
    assert driver.window.actions_["project_steps"].isChecked()
    assert not settings.switch("project_picture", True)


def test_the_icons_of_the_keys_go_with_the_theme(driver, preferences):
    page = preferences.show_page(KeysPage)

    def strokes():
        pixels = page.table.topLevelItem(0).icon(0).pixmap(18, 18).toImage()
        every = (pixels.pixelColor(x, y) for x in range(pixels.width()) for y in range(pixels.height()))
        return max(every, key=QColor.alpha).lightness()

    driver.trigger("theme_light")
    assert strokes() < 100
    driver.trigger("theme_dark")
    assert strokes() > 155


def test_a_language_is_kept_for_the_next_start(driver, settings, monkeypatch):
    monkeypatch.setattr(general, "languages", lambda: ["en", "de"])
    page = driver.window.side["preferences"].show_page(GeneralPage)
    assert [page.language.itemText(row) for row in (0, 2)] == ["As the system", "Deutsch"]
    assert not page.words.text()
    page.language.setCurrentIndex(page.language.findData("de"))
    assert settings.language == "de"
    assert "next start" in page.words.text()
    page.reset()
    assert settings.language == ""


def test_device_and_precision_reach_the_predictor_and_the_status_bar(driver, preferences, settings, qtbot):
    window, page = driver.window, preferences.show_page(ComputingPage)
    with qtbot.waitSignal(window.models.facts_known):
        page.precision.setCurrentIndex(page.precision.findData("bfloat16"))
    assert window.status.device.text() == "CPU · bfloat16"
    assert page.now.text() == "Now: CPU · bfloat16"
    assert window.panel.advanced.precision.currentData() == "bfloat16"
    with qtbot.waitSignal(window.models.facts_known):
        window.panel.advanced.device.setCurrentIndex(1)
    assert page.device.currentData() == "cpu"
    assert [(one.device, one.asked_precision) for one in driver.predictors] == [
        ("auto", "auto"), ("auto", "bfloat16"), ("cpu", "bfloat16")]  # fmt: skip
    again = make_window(FakePredictor, settings)
    try:
        advanced = again.panel.advanced
        assert (advanced.device_name(), advanced.precision_name()) == ("cpu", "bfloat16")
    finally:
        again.shut_down()
        again.deleteLater()
    with qtbot.waitSignal(window.models.facts_known):
        preferences.reset_button.click()
    assert (settings.device, settings.precision) == ("auto", "auto")


def test_another_precision_is_another_run(driver, known_trimap, qtbot):
    driver.open(known_trimap)
    driver.matte()
    with qtbot.waitSignal(driver.window.models.facts_known):
        driver.window.panel.advanced.set_computing("auto", "bfloat16")
    driver.matte()
    first, second = driver.document.runs
    assert (first.asked.precision, second.asked.precision) == ("auto", "bfloat16")
    assert second.result.precision == "bfloat16"


def test_the_predictor_computes_as_it_is_asked_to():
    import torch

    before = torch.get_num_threads()
    try:
        predictor = RealPredictors(3)("compact", device="cpu", precision="bfloat16")
        assert torch.get_num_threads() == 3
        assert (predictor.device.type, predictor.precision) == ("cpu", "bfloat16")
        torch.set_num_threads(before)
        RealPredictors()("closed-form", device="cpu", precision="auto")
        assert torch.get_num_threads() == before
    finally:
        torch.set_num_threads(before)


def test_threads_and_the_memory_of_the_history(driver, preferences, settings):
    page = preferences.show_page(ComputingPage)
    page.threads.setValue(2)
    page.undo.setValue(256)
    assert (settings.threads, settings.undo_mb) == (2, 256)
    assert driver.document._history.byte_cap == 256 * 2**20
    again = make_window(None, settings)
    try:
        assert again.document._history.byte_cap == 256 * 2**20
        assert again.runner._worker._factory == RealPredictors(2)
    finally:
        again.shut_down()
        again.deleteLater()
    page.reset()
    assert (settings.threads, settings.undo_mb) == (0, 64)


def test_numbers_out_of_range_in_the_settings_are_brought_into_it(settings):
    for text, threads, megabytes in (("-3", 0, 64), ("99999", 256, 4096), ("x", 0, 64), ("1", 1, 16)):
        settings._store.setValue("run/threads", text)
        settings._store.setValue("history/megabytes", text)
        assert (settings.threads, settings.undo_mb) == (threads, megabytes)


def test_the_overlays_colours_are_those_of_its_dialog(driver, preferences):
    page, overlay = preferences.show_page(ColoursPage), driver.window.view_parts.overlay
    driver.trigger("overlay_look")
    page.look.spin.setValue(75)
    assert overlay.look.opacity == overlay.dialog.form.spin.value() == 75
    overlay.dialog.form.spin.setValue(20)
    assert page.look.spin.value() == 20
    overlay.dialog.close()
    preferences.reset_button.click()
    assert overlay.look == OverlayLook()


@pytest.fixture
def profile(tmp_path):
    """A monitor of much wider colours than sRGB's."""
    path = tmp_path / "wide.icc"
    path.write_bytes(QColorSpace(QColorSpace.NamedColorSpace.ProPhotoRgb).iccProfile().data())
    return path


def test_the_canvas_shows_colours_through_the_monitors_profile(
    driver, preferences, known_trimap, profile, settings, qtbot, monkeypatch
):
    driver.open(known_trimap)
    window, page = driver.window, preferences.show_page(ColoursPage)
    pixels = np.zeros((120, 160, 3), np.uint8)
    pixels[:] = 200, 30, 30
    driver.document.open_picture(type(driver.document.picture).from_array(pixels))
    driver.trigger("view_image")
    window.canvas.zoom_to(1.0)
    np.testing.assert_array_equal(shown_pixel(window.canvas, 80, 60), [200, 30, 30])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(profile), ""))
    with qtbot.waitSignal(window.view_parts.monitor.changed):
        page.choose_button.click()
    space = QColorSpace.fromIccProfile(profile.read_bytes())
    wanted = QColorSpace(QColorSpace.NamedColorSpace.SRgb).transformationToColorSpace(space)
    expected = wanted.map(QColor(200, 30, 30))
    shown = shown_pixel(window.canvas, 80, 60)
    assert abs(shown - np.array([expected.red(), expected.green(), expected.blue()])).max() <= 1
    assert abs(shown.astype(int) - [200, 30, 30]).max() > 20
    np.testing.assert_array_equal(driver.document.display_image[60, 80], [200, 30, 30])
    assert "ProPhoto" in page.profile.text()
    assert settings.monitor_profile == profile
    preferences.reset_button.click()
    np.testing.assert_array_equal(shown_pixel(window.canvas, 80, 60), [200, 30, 30])
    assert settings.monitor_profile is None


def test_the_monitors_profile_is_there_at_the_next_start_if_it_can_be_read(driver, profile, settings, qtbot):
    settings.monitor_profile = profile
    for words, tone in (("ProPhoto", None), ("sRGB", "no colour profile")):
        again = make_window(FakePredictor, settings)
        try:
            with qtbot.waitSignal(again.view_parts.monitor.changed):
                pass
            assert words in again.view_parts.monitor.words
            assert (tone or "") in (again.messages.text("monitor") or "")
            assert (again.messages.text("monitor") is None) == (tone is None)
        finally:
            again.shut_down()
            again.deleteLater()
        assert settings.monitor_profile == profile
        profile.write_bytes(cv2.imencode(".png", np.zeros((4, 4), np.uint8))[1].tobytes())


def test_brush_pen_and_retouch(driver, preferences, settings):
    page, bar = preferences.show_page(BrushPage), driver.window.view_parts.retouch.bar
    page.boxes["brush_on_screen"].click()
    page.boxes["live_preview"].click()
    page.hardness.setValue(35)
    assert driver.window.actions_["brush_on_screen"].isChecked()
    assert not settings.switch("live_preview", True)
    assert bar.hardness.value() == 35
    bar.strength.setValue(50)
    assert page.strength.value() == 50
    preferences.reset_button.click()
    assert settings.retouch_brush == (80, 100)
    assert not settings.switch("brush_on_screen", True) and settings.switch("live_preview", False)


class TestKeys:
    """The page of the keys."""

    @pytest.fixture
    def page(self, preferences):
        return preferences.show_page(KeysPage)

    @staticmethod
    def press(page, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        page.editor.setFocus()
        QTest.keyClick(page.editor, key, modifiers)

    def test_a_free_key_is_given_at_once(self, driver, page, settings):
        page.choose("eraser")
        self.press(page, Qt.Key.Key_K)
        assert driver.window.shortcuts.keys("eraser") == ("K",)
        assert page.table.currentItem().text(2) == "K (yours)"
        assert settings.own_keys == {"eraser": ("K",)}
        page.usual_button.click()
        assert driver.window.shortcuts.is_usual("eraser")

    def test_a_key_that_is_taken_is_shown_to_be_before_it_is(self, driver, page):
        shortcuts = driver.window.shortcuts
        page.choose("matte")
        self.press(page, Qt.Key.Key_E, CONTROL)
        assert page.words.text() == "Ctrl+E is the key of “Export…”."
        assert shortcuts.is_usual("matte") and shortcuts.is_usual("export")
        page.leave_button.click()
        assert shortcuts.is_usual("matte") and shortcuts.is_usual("export")
        assert page.editor.keySequence().toString() == "Ctrl+Return"
        assert page.take_button.isHidden()
        self.press(page, Qt.Key.Key_E, CONTROL)
        page.take_button.click()
        assert (shortcuts.keys("matte"), shortcuts.keys("export")) == (("Ctrl+E",), ())
        page.choose("export")
        assert page.table.currentItem().text(2) == "none (yours)"
        page.usual_button.click()
        assert page.words.text() == "Ctrl+E is the key of “Matte”.", "it is not taken back unasked"
        page.take_button.click()
        assert (shortcuts.keys("matte"), shortcuts.keys("export")) == ((), ("Ctrl+E",))

    def test_a_fixed_key_cannot_be_had(self, driver, page):
        page.choose("play")
        self.press(page, Qt.Key.Key_O)
        assert page.words.text().startswith("O hides the overlay while it is held")
        assert page.take_button.isHidden() and not page.leave_button.isHidden()
        assert driver.window.shortcuts.keys("play") == ("P",)

    def test_an_action_can_go_without_a_key(self, driver, page):
        page.choose("play")
        page.none_button.click()
        assert driver.window.shortcuts.keys("play") == ()

    def test_the_filter_finds_names_and_keys(self, page):
        def listed():
            rows = range(page.table.topLevelItemCount())
            return [page.table.topLevelItem(row).text(0) for row in rows]

        everything = len(listed())
        page.filter.setText("Ctrl+E")
        assert listed() == ["Export…"]
        page.filter.setText("unknown band")
        assert listed() == ["Narrower unknown band", "Wider unknown band"]
        page.filter.clear()
        assert len(listed()) == everything > 80

    def test_all_keys_are_reset_once_that_was_asked(self, driver, preferences, page, monkeypatch):
        replies = [False, True]
        monkeypatch.setattr("dmat_gui.preferences.keys.ask", lambda *_args: replies.pop(0))
        page.choose("play")
        self.press(page, Qt.Key.Key_K)
        preferences.reset_button.click()
        assert driver.window.shortcuts.keys("play") == ("K",)
        preferences.reset_button.click()
        assert driver.window.shortcuts.is_usual("play")
        preferences.reset_button.click()
        assert replies == [], "with the usual keys there is nothing to ask"
