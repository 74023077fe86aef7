"""Several runs asked for one after the other: what waits, what is dropped, what closing makes of them."""

import numpy as np
import pytest

from dmat_gui.dialogs.ask import Choice
from tests.gui.asking import ask, click, seeds


def test_what_is_asked_for_while_a_run_goes_on_waits_and_can_be_dropped(driver, gate, known_trimap):
    driver.open(known_trimap)
    panel = driver.window.panel
    for seed in (0, 1, 2):
        ask(driver, seed)
    assert panel.matte_button.text() == "Matte next"
    assert panel.waiting.texts == ["Compact · seed 1", "Compact · seed 2"]
    assert panel.waiting.isVisible()
    panel.advanced.seed.setValue(9)  # what waits is frozen
    click(panel.waiting.crosses[0])
    assert panel.waiting.texts == ["Compact · seed 2"]
    with driver.qtbot.waitSignal(driver.window.runner.idle, timeout=15000):
        gate.release(100)
    assert seeds(driver) == [0, 2]
    assert not panel.waiting.isVisible()
    assert panel.state == "idle"
    assert driver.predictors[0].steps_begun == 12  # none of the one that was dropped


def test_cancel_stops_the_run_at_work_and_the_next_one_begins(driver, gate, known_trimap):
    driver.open(known_trimap)
    ask(driver, 0)
    ask(driver, 1)
    panel = driver.window.panel
    with driver.qtbot.waitSignal(driver.window.run_control.began, timeout=15000):
        click(panel.cancel_button)
        assert panel.cancel_button.text() == "Cancelling…"
        gate.release(1)
    assert panel.state == "running"
    assert panel.cancel_button.text() == "Cancel"
    assert panel.waiting.texts == []
    with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
        gate.release(100)
    assert seeds(driver) == [1]


def test_another_picture_empties_the_queue(driver, gate, known_trimap):
    driver.open(known_trimap)
    ask(driver, 0)
    ask(driver, 1)
    driver.open(known_trimap)
    assert not driver.window.run_control.running
    assert driver.window.panel.waiting.texts == []
    with driver.qtbot.waitSignal(driver.window.runner.idle, timeout=15000):
        gate.release(100)
    assert driver.document.runs == []


def test_the_same_run_is_not_queued_twice(driver, gate, known_trimap):
    driver.open(known_trimap)
    ask(driver, 0)
    ask(driver, 0)
    assert driver.window.panel.waiting.texts == []
    assert "asked for already" in driver.window.messages.text("same")
    with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
        gate.release(100)
    assert driver.window.messages.text("same") is None, "it is on its way no more"
    ask(driver, 0)
    assert "is that run already" in driver.window.messages.text("same")
    driver.trigger("delete_run")
    assert driver.window.messages.text("same") is None


def test_a_finished_run_can_be_looked_at_while_another_is_at_work(driver, gate, known_trimap):
    driver.open(known_trimap)
    gate.release(6)
    driver.matte()
    film, first = driver.window.film, driver.document.current_run
    with driver.qtbot.waitSignal(driver.window.run_control.stepped, timeout=15000):
        ask(driver, 1)
        assert film.run_box.currentText() == "The run at work"
        gate.release(1)
    film.run_box.setCurrentIndex(0)
    assert len(film.frames) == 8
    film.choose(3)
    frame = film.current
    with driver.qtbot.waitSignal(driver.window.run_control.stepped, timeout=15000):
        gate.release(1)
    assert film.current is frame
    assert np.array_equal(driver.window.canvas.shown_matte(), first.steps[frame.index].alpha0)
    film.run_box.setCurrentIndex(1)
    assert [frame.label for frame in film.frames] == ["Noisy start", "Step 0 (t = 250)", "Step 1 (t = 200)"]
    with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
        gate.release(100)
    assert film.run_box.currentText() == "Run 2"
    assert film.run_box.count() == 2


def test_closing_drops_what_waits(driver, gate, known_trimap, answers):
    driver.open(known_trimap)
    with driver.qtbot.waitSignal(driver.window.run_control.stepped, timeout=15000):
        ask(driver, 0)
        ask(driver, 1)
        gate.release(1)
    with driver.qtbot.waitSignal(driver.window.closed, timeout=15000):
        driver.window.close()
        gate.release(1)
    assert answers == ["A run is going on. Stop it and close?"]
    assert driver.predictors[0].steps_begun == 2
    assert driver.document.runs == []


def test_a_run_that_ends_while_it_is_asked_about_is_asked_about_anew(driver, gate, known_trimap, answers):
    driver.open(known_trimap)

    def end_meanwhile(_parent, question, *_rest):
        answers.append(question)
        with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
            gate.release(100)
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dmat_gui.closing.ask", end_meanwhile)
        with driver.qtbot.waitSignal(driver.window.run_control.began, timeout=15000):
            ask(driver, 0)
        answers.choice = Choice.STAY
        driver.window.close()
    assert answers == ["A run is going on. Stop it and close?", "Save before closing?"]
    assert answers.details == ["Run 1 · result has not been exported."]
    assert driver.window.isVisible()
    assert len(driver.document.runs) == 1


def test_a_run_that_ends_while_another_picture_is_asked_about_is_asked_about_anew(
    driver, gate, known_trimap, answers
):
    driver.open(known_trimap)
    driver.document.mark_trimap_saved()

    def end_meanwhile(_parent, question, *_rest):
        answers.append(question)
        with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
            gate.release(100)
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dmat_gui.replacing.ask", end_meanwhile)
        with driver.qtbot.waitSignal(driver.window.run_control.began, timeout=15000):
            ask(driver, 0)
        answers.choice = Choice.STAY
        driver.window.open_sample("flower")
    assert answers == ["Open flower.jpg instead?"] * 2
    assert answers.details == ["Run 1 · result has not been exported."]
    assert len(driver.document.runs) == 1 and not driver.window.file_runner.busy


def test_the_time_left_is_told_once_it_can_be(driver, monkeypatch):
    now = [100.0]
    monkeypatch.setattr("dmat_gui.panels.run_panel.time.monotonic", lambda: now[0])
    panel = driver.window.panel
    panel.set_state("running")
    now[0] += 1
    panel.set_progress(0.2, "Refining")
    assert panel.progress_text.text() == "Refining"
    now[0] += 9
    panel.set_progress(0.25, "Refining")
    assert panel.progress_text.text() == "Refining · 30 s left"
    now[0] += 190
    panel.set_progress(0.5, "Refining")
    assert panel.progress_text.text() == "Refining · 3 min left"
    assert panel.progress.value() == 500
    panel.set_state("idle")
