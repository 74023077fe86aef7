"""What is made of a retouched Result: later runs, exports, trimaps, colours, and where it is computed."""

import threading

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from core.imaging.reading import read_grey, read_picture
from core.step_mattes import levels
from dmat_gui.retouch import RetouchLayer
from dmat_gui.retouch_control import KEPT
from tests.gui.conftest import HEIGHT
from tests.gui.export_steps import opened, write
from tests.gui.retouch_work import LINE, another_run, begin_retouch, key, texts


@pytest.fixture
def retouching(driver, known_trimap):
    return begin_retouch(driver, known_trimap)


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
