"""The estimated foreground colours on the canvas: when they are asked for and dropped, and their failure."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.errors import PictureError
from tests.gui.canvas_events import at
from tests.gui.held import hold


@pytest.fixture
def alphas(monkeypatch):
    """The alphas that colours were estimated for."""
    alphas = []

    def estimate(picture, alpha, **_):
        alphas.append(alpha.copy())
        return np.full_like(picture.pixels, 77)

    monkeypatch.setattr("dmat_gui.dialogs.export_task.foreground_for", estimate)
    return alphas


def _settled(driver):
    """Wait until the colours may be asked for."""
    return driver.qtbot.waitSignal(driver.window.colours._timer.timeout, timeout=15000)


def _retouching(driver, trimap):
    driver.open(trimap)
    driver.matte()
    driver.trigger("retouch")


def test_colours_are_not_asked_for_in_the_middle_of_a_stroke(driver, known_trimap, alphas):
    _retouching(driver, known_trimap)
    canvas = driver.window.canvas
    with driver.qtbot.waitSignal(driver.window.colour_runner.finished, timeout=15000):
        driver.trigger("view_foreground")
    with _settled(driver):
        QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at(canvas, 80, 30))
    assert driver.document.is_editing
    assert not driver.window.colour_runner.busy
    with driver.qtbot.waitSignal(driver.window.colour_runner.finished, timeout=15000):
        QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at(canvas, 80, 30))
    assert len(alphas) == 2
    assert np.array_equal(alphas[-1], driver.document.result_alpha())


def test_a_stroke_takes_back_the_colours_that_were_asked_for(driver, known_trimap, alphas):
    _retouching(driver, known_trimap)
    held = hold(driver.window.colour_runner)
    with _settled(driver):
        driver.trigger("view_foreground")
    with _settled(driver):
        driver.paint((80, 30), (80, 60))
    with driver.qtbot.waitSignal(driver.window.colour_runner.idle, timeout=15000):
        held.set()
    assert len(alphas) == 1
    assert np.array_equal(alphas[0], driver.document.result_alpha())


def test_colours_that_cannot_be_estimated_are_told_and_tried_again(driver, known_trimap, alphas, monkeypatch):
    def full(*_arguments, **_options):
        raise PictureError("There is not enough memory.")

    _retouching(driver, known_trimap)
    with monkeypatch.context() as failing:
        failing.setattr("dmat_gui.dialogs.export_task.foreground_for", full)
        with driver.qtbot.waitSignal(driver.window.colour_runner.failed, timeout=15000):
            driver.trigger("view_foreground")
    messages = driver.window.messages
    assert messages.text("colours").endswith("There is not enough memory.")
    with driver.qtbot.waitSignal(driver.window.colour_runner.finished, timeout=15000):
        messages.bar("colours").buttons[0].click()
    assert messages.text("colours") is None
    assert (driver.window.canvas._layers.foreground.array == 77).all()
