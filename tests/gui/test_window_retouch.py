"""Retouch in the real window: its keys and options, what is seen and said, and what is made of the Result."""

import threading

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from core.imaging.reading import read_grey, read_picture
from core.step_mattes import levels
from dmat_gui.canvas.tools import Tool
from dmat_gui.canvas.views import View
from dmat_gui.retouch import RetouchLayer
from dmat_gui.retouch_control import KEPT, NO_RESULT
from tests.gui.conftest import HEIGHT
from tests.gui.export_steps import opened, write

LINE = (70, 20), (90, 20)


@pytest.fixture
def retouching(driver, known_trimap):
    """A window with a run, and a hard Retouch of 20 pixels in hand."""
    driver.open(known_trimap)
    driver.matte()
    key(driver, Qt.Key.Key_A)
    driver.window.view_parts.retouch.bar.set_percents(100, 100)
    driver.window.top_bar.spin.setValue(20)
    return driver


def key(driver, which, modifiers=Qt.KeyboardModifier.NoModifier):
    driver.window.canvas.setFocus()
    QTest.keyClick(driver.window.canvas, which, modifiers)


def texts(driver):
    history = driver.window.panel.history
    return [history.item(row).text() for row in range(history.count())]


def words(driver):
    names = ("class_foreground", "class_background", "class_unknown", "swap")
    return [driver.window.actions_[name].text() for name in names]


def letters(driver):
    return [button.text() for button in driver.window.top_bar._class_buttons.values()]


def another_run(driver):
    driver.window.panel.advanced.seed.setValue(5)
    driver.matte()


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


def test_a_new_run_keeps_it_and_a_bar_offers_to_remove_it(retouching):
    document, window = retouching.document, retouching.window
    retouching.paint(*LINE)
    another_run(retouching)
    assert len(document.runs) == 2
    assert (document.result_alpha()[15:25, 72:88] == 1).all()
    bar = window.messages.bar("kept")
    assert bar.message.text == KEPT
    QTest.mouseClick(bar.buttons[0], Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
    assert not document.has_retouch
    assert document.result_alpha().tobytes() == document.runs[1].result.alpha.tobytes()
    assert texts(retouching)[-1] == "Remove retouch"
    assert window.messages.text("kept") is None
    assert not window.actions_["remove_retouch"].isEnabled()
    retouching.trigger("undo")
    assert (document.result_alpha()[15:25, 72:88] == 1).all()
    assert window.actions_["remove_retouch"].isEnabled()


def test_that_it_was_kept_is_said_no_longer_than_the_result_is_there(retouching):
    retouching.paint(*LINE)
    another_run(retouching)
    retouching.trigger("delete_run")
    assert retouching.window.messages.text("kept") is None


def test_a_run_without_retouch_says_nothing_of_it(retouching):
    another_run(retouching)
    assert retouching.window.messages.text("kept") is None


def test_a_rectangle_is_mended_under_the_retouch(retouching):
    document = retouching.document
    retouching.window.view_parts.retouch.bar.set_percents(0, 60)
    retouching.paint((20, 40), (150, 40))
    clean = document.runs[0].result.alpha.copy()
    retouching.trigger("region")
    with retouching.qtbot.waitSignal(retouching.window.run_control.finished, timeout=15000):
        retouching.paint((70, 60), (90, 100))
    np.testing.assert_array_equal(document.runs[1].result.alpha[:55], clean[:55])
    assert document.has_retouch


def test_the_trimap_is_what_is_asked_for_where_a_class_is_missing(driver):
    driver.open()
    driver.trigger("retouch")
    driver.trigger("matte")
    assert driver.window.canvas.tool is Tool.BRUSH
    driver.paint(*LINE)
    assert (driver.document.trimap == 255).any()


def test_exports_are_of_the_retouched_result(retouching, tmp_path):
    retouching.paint(*LINE)
    key(retouching, Qt.Key.Key_2)
    retouching.window.view_parts.retouch.bar.set_percents(0, 50)
    retouching.paint((75, 90), (110, 90))
    alpha = retouching.document.result_alpha().copy()
    clean = retouching.document.run_alpha()
    dialog = opened(retouching, None, tmp_path, "alpha", "cutout")
    assert dialog.windowTitle() == "Export Run 1 · result, retouched"
    dialog.pages["alpha"].choose("format", ".exr")
    dialog.pages["alpha"].choose("depth", "float")
    dialog.pages["cutout"].choose("colours", "original")
    write(retouching, dialog)
    written = read_grey(tmp_path / "picture_alpha.exr")
    np.testing.assert_array_equal(written, alpha)
    untouched = np.s_[40:70]
    assert written[untouched].tobytes() == clean[untouched].tobytes()
    cutout = read_picture(tmp_path / "picture_cutout.png")
    np.testing.assert_array_equal(cutout.alpha, np.rint(alpha * np.float32(255)))
    assert not retouching.window.isWindowModified()
    retouching.paint((20, 100), (30, 100))
    assert retouching.window.isWindowModified()


def test_the_clipboard_is_of_the_retouched_result(retouching):
    retouching.paint(*LINE)
    with retouching.qtbot.waitSignal(retouching.window.clipboard.copied, timeout=15000):
        retouching.trigger("copy_alpha")
    image = QGuiApplication.clipboard().image()
    assert image.pixelColor(80, 20).red() == 255
    assert "result, retouched" in retouching.window.messages.text("copy")


def test_an_auto_trimap_of_the_result_heeds_it(retouching):
    key(retouching, Qt.Key.Key_2)
    retouching.window.top_bar.spin.setValue(60)
    retouching.paint((159, 0), (159, HEIGHT))
    control = retouching.window.auto_trimap
    retouching.trigger("auto_trimap")
    sources = [control._bar.source_box.itemText(row) for row in range(control._bar.source_box.count())]
    assert "Run 1 · result, retouched" in sources
    control._bar.source_box.setCurrentIndex(sources.index("Run 1 · result, retouched"))
    control._bar.source_box.activated.emit(sources.index("Run 1 · result, retouched"))
    retouching.qtbot.waitUntil(control._bar.apply_button.isEnabled, timeout=15000)
    with retouching.qtbot.waitSignal(retouching.window.file_runner.idle, timeout=15000):
        control._bar.apply_button.click()
    assert (retouching.document.trimap[:, -3:] == 0).all(), "what was retouched away is background"


def test_colours_under_the_retouch_wait_for_no_array_made_by_the_window(retouching, monkeypatch):
    retouching.paint(*LINE)
    document, threads, alphas, real = retouching.document, [], [], RetouchLayer.result

    def counted(layer, alpha):
        threads.append(threading.get_ident())
        return real(layer, alpha)

    def estimate(picture, alpha, **_):
        alphas.append(alpha)
        return picture.pixels

    monkeypatch.setattr(RetouchLayer, "result", counted)
    monkeypatch.setattr(document, "make_room", lambda *_copies: None)
    monkeypatch.setattr("dmat_gui.dialogs.export_task.foreground_for", estimate)
    retouching.trigger("brush")
    retouching.trigger("view_foreground")
    another_run(retouching)
    layers = retouching.window.canvas._layers
    retouching.qtbot.waitUntil(lambda: bool(alphas) and layers.foreground is not None, timeout=5000)
    assert threading.get_ident() not in threads
    np.testing.assert_array_equal(alphas[-1], document.result_alpha())


def test_the_foregrounds_colours_are_made_anew_after_a_stroke(retouching, monkeypatch):
    alphas = []

    def estimate(picture, alpha, **_):
        alphas.append(alpha.copy())
        return np.full_like(picture.pixels, 40 + len(alphas))

    monkeypatch.setattr("dmat_gui.dialogs.export_task.foreground_for", estimate)
    canvas = retouching.window.canvas
    retouching.trigger("view_foreground")

    def colours():
        foreground = canvas._layers.foreground
        return foreground.array if foreground is not None else np.zeros(1)

    retouching.qtbot.waitUntil(lambda: (colours() == 41).all(), timeout=5000)
    retouching.paint(*LINE)
    own, at = retouching.document.display_image, np.s_[15:25, 72:88]
    np.testing.assert_array_equal(colours()[at], own[at], err_msg="the picture's own until then")
    assert (colours()[60:] == 41).all(), "what is elsewhere stays"
    retouching.qtbot.waitUntil(lambda: (colours() == 42).all(), timeout=5000)
    np.testing.assert_array_equal(alphas[-1], retouching.document.result_alpha())


def test_what_is_compared_with_does_not_change_with_the_result(retouching):
    retouching.paint(*LINE)
    retouching.trigger("compare_step")
    kept = retouching.window.canvas._reference.copy()
    retouching.paint((75, 90), (110, 90))
    np.testing.assert_array_equal(retouching.window.canvas._reference, kept)


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


@pytest.mark.parametrize("view", ["view_alpha", "view_difference"])
def test_another_run_under_the_retouch_is_made_on_the_worker(retouching, monkeypatch, view):
    retouching.paint(*LINE)
    retouching.trigger("brush")
    retouching.trigger(view)
    document, canvas = retouching.document, retouching.window.canvas
    threads, real = [], RetouchLayer.result

    def counted(layer, alpha):
        threads.append(threading.get_ident())
        return real(layer, alpha)

    monkeypatch.setattr(RetouchLayer, "result", counted)
    another_run(retouching)
    for act in (lambda: document.set_current_run(document.runs[0]), document.undo, document.undo):
        shown = canvas._layers.matte.array.copy()
        retouching.qtbot.waitUntil(lambda: document.has_room, timeout=5000)
        np.testing.assert_array_equal(shown, levels(document.result_alpha()))
        assert (shown == 255).any()
        act()
    assert threads and threading.get_ident() not in threads


def test_the_alpha_is_copied_away_from_the_window_before_the_first_stroke(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    key(driver, Qt.Key.Key_A)
    driver.qtbot.waitUntil(lambda: driver.document.has_room, timeout=5000)
    room, shown = driver.document.result_alpha(), driver.window.canvas._layers.matte
    assert room is not driver.document.run_alpha()
    np.testing.assert_array_equal(room, driver.document.run_alpha())
    driver.paint(*LINE)
    assert driver.document.result_alpha() is room
    driver.trigger("view_composite")
    assert driver.window.canvas._layers.matte is shown, "nothing was made anew for the screen"
    another_run(driver)
    assert driver.document.result_alpha() is not room, "the copy was of another alpha"


def test_hardness_and_strength_have_keys_while_retouch_is_in_hand(retouching, settings):
    bar, actions = retouching.window.view_parts.retouch.bar, retouching.window.actions_
    canvas, modifiers = retouching.window.canvas, Qt.KeyboardModifier
    shift, alt = modifiers.ShiftModifier, modifiers.AltModifier
    canvas.setFocus()
    bar.set_percents(85, 100)
    for key, modifier, percents in (
        (Qt.Key.Key_BracketLeft, shift, (80, 100)),
        (Qt.Key.Key_BracketLeft, shift, (70, 100)),
        (Qt.Key.Key_BracketRight, shift, (80, 100)),
        (Qt.Key.Key_BracketLeft, alt, (80, 90)),
        (Qt.Key.Key_BracketRight, alt, (80, 100)),
        (Qt.Key.Key_BracketRight, alt, (80, 100)),
    ):
        QTest.keyClick(canvas, key, modifier)
        assert settings.retouch_brush == percents
    bar.set_percents(80, 15)
    actions["weaker"].trigger()
    actions["weaker"].trigger()
    assert bar.strength.value() == 1, "a stroke that covers nothing would be none"
    actions["stronger"].trigger()
    assert bar.strength.value() == 10
    retouching.trigger("brush")
    assert not any(actions[name].isEnabled() for name in ("softer", "harder", "weaker", "stronger"))
