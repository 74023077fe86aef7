"""What showing steps costs, counted: no whole matte is made, and what comes together is taken in together."""

import hashlib
import threading

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.step_mattes import SparseMatte, levels
from dmat_gui.bench.subjects import run_of
from dmat_gui.canvas import layered_view


@pytest.fixture
def whole_mattes(monkeypatch):
    """Counts the mattes of which the whole is made."""
    made, real = [], SparseMatte.__array__

    def counted(matte, *args, **kwargs):
        made.append(matte)
        return real(matte, *args, **kwargs)

    monkeypatch.setattr(SparseMatte, "__array__", counted)
    return made


def test_a_step_is_shown_without_its_whole_being_made(driver, known_trimap, whole_mattes):
    driver.open(known_trimap)
    run = driver.document.add_run(run_of(known_trimap), known_trimap)
    driver.window.views.show_view("view_alpha")
    film, canvas = driver.window.film, driver.window.canvas
    for _ in film.frames[1:]:
        QTest.keyClick(film.film, Qt.Key.Key_Left)
        canvas.viewport().grab()
    driver.trigger("full_range")
    driver.trigger("full_range")
    canvas.readout(80, 60)
    assert whole_mattes == [] and film.current.kind == "noisy"
    np.testing.assert_array_equal(canvas._layers.matte.array, levels(run.steps[0].denoised))


def test_steps_that_come_together_are_taken_in_together(driver, known_trimap, monkeypatch):
    driver.open(known_trimap)
    window, steps = driver.window, run_of(known_trimap).steps
    taken = []
    monkeypatch.setattr(window.film, "_rebuild", lambda row=None: taken.append(len(window.film._steps)))
    window.steps.begin_run()
    taken.clear()
    for step in steps:
        window.steps.take_step(step)
    assert taken == [1]  # the first is waited for
    driver.qtbot.waitUntil(lambda: len(taken) == 2)
    assert taken == [1, len(steps)]


def test_what_was_still_to_be_taken_in_is_not_the_next_runs(driver, known_trimap):
    driver.open(known_trimap)
    window, steps = driver.window, run_of(known_trimap).steps
    window.steps.begin_run()
    for step in steps:
        window.steps.take_step(step)
    window.steps.begin_run()
    window.steps.take_step(steps[0])
    QApplication.processEvents()
    assert len(window.film._steps) == 1


def test_at_the_end_of_a_run_the_canvas_makes_its_picture_once(driver, known_trimap, monkeypatch):
    driver.open(known_trimap)
    driver.matte()  # the alpha is on show, and a step of the next run will be
    made = []
    real = layered_view.matte_for_display

    def counted(matte, *args):
        made.append(matte)
        return real(matte, *args)

    monkeypatch.setattr(layered_view, "matte_for_display", counted)
    driver.trigger("matte_again")
    with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
        pass
    result = driver.document.result_alpha()
    assert sum(matte is result for matte in made) == 1


def test_the_digest_of_a_trimap_is_made_on_the_worker(driver, known_trimap, monkeypatch):
    threads, real = [], hashlib.sha1

    def counted(*args, **kwargs):
        threads.append(threading.get_ident())
        return real(*args, **kwargs)

    monkeypatch.setattr("dmat_gui.tasks.hashlib.sha1", counted)
    driver.open(known_trimap)
    driver.matte()
    driver.window.run_control.matte()
    assert "Run 1 is that run already" in driver.window.messages.text("same")
    driver.window.panel.advanced.seed.setValue(7)
    driver.matte()
    known_trimap[0, 0] = 255
    driver.document.set_trimap(known_trimap)
    driver.matte()
    assert len(driver.document.runs) == 3, "of the same settings, but another trimap"
    assert len(threads) == 3 and threading.get_ident() not in threads
