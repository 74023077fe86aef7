"""The main job in the real window: paint, matte, cancel, scrub, use a step."""

import threading

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from core.errors import PictureError
from dmat_gui.app import make_window
from dmat_gui.canvas.views import View
from dmat_gui.panels.frames import RESULT, thumbnail
from dmat_gui.panels.message_bar import Message
from tests.gui.fake_predictor import FakePredictor


def test_strokes_of_the_mouse_become_a_matte(driver):
    driver.open()
    driver.trigger("class_foreground")
    driver.paint((120, 20), (120, 60), (120, 100))
    driver.trigger("class_background")
    driver.paint((20, 20), (20, 100))
    trimap = driver.document.trimap
    assert trimap[60, 120] == 255
    assert trimap[60, 20] == 0
    assert trimap[60, 70] == 128
    driver.matte()
    alpha = driver.document.result_alpha()
    assert alpha[60, 120] == 1
    assert alpha[60, 20] == 0
    assert driver.window.canvas.view is View.ALPHA
    assert driver.window.panel.state == "idle"
    assert driver.window.canvas.hasFocus()
    assert driver.predictors[0].threads.isdisjoint({threading.get_ident()})


def test_matte_without_a_class_says_which_and_takes_its_brush(driver):
    driver.open()
    driver.trigger("matte")
    assert "Paint some foreground and some background" in driver.window.messages.text("missing")
    driver.trigger("class_foreground")
    driver.paint((120, 20), (120, 100))
    driver.trigger("matte")
    assert driver.window.messages.text("missing").startswith("Paint some background")
    assert driver.window.canvas.paint_class == 0
    assert driver.window.actions_["class_background"].isChecked()
    assert [button.text() for button in driver.window.messages.bar("missing").buttons] == [
        "Trimap from the strokes"
    ]
    assert not driver.window.run_control.running
    driver.paint((20, 20), (20, 100))
    assert driver.window.messages.text("missing") is None


def test_matte_without_a_picture_offers_to_open_one(driver):
    assert driver.window.panel.matte_button.isEnabled()
    driver.trigger("matte")
    assert "no picture yet" in driver.window.messages.text("missing")


def test_much_unknown_is_warned_of_and_still_runs(driver, known_trimap):
    known_trimap[:, 10:150] = 128
    driver.open(known_trimap)
    driver.matte()
    assert "Slow and less exact: paint more" in driver.window.messages.text("unknown")
    assert driver.document.result_alpha() is not None
    assert driver.window.messages.text("note") is None, "the run's own note says the same"
    driver.paint((20, 20), (20, 100))
    assert driver.window.messages.text("unknown") is None, "it was said of another trimap"


def test_cancel_drops_the_run_and_keeps_the_result_before(driver, gate, known_trimap):
    driver.open(known_trimap)
    gate.release(6)
    driver.matte()
    before = driver.document.result_alpha().copy()
    driver.window.panel.advanced.seed.setValue(1)
    button = driver.window.panel.cancel_button
    assert not button.isVisible()
    with driver.qtbot.waitSignal(driver.window.run_control.stepped, timeout=15000):
        QTest.mouseClick(driver.window.panel.matte_button, Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
        assert (button.isVisible(), button.text()) == (True, "Cancel")
        gate.release(1)
    begun = driver.predictors[0].steps_begun
    with driver.qtbot.waitSignal(driver.window.run_control.ended, timeout=15000):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
        assert button.text() == "Cancelling…"
        gate.release(10)
    assert not button.isVisible()
    assert driver.window.panel.matte_button.text() == "Matte"
    assert driver.predictors[0].steps_begun <= begun + 1
    assert len(driver.document.runs) == 1
    assert np.array_equal(driver.document.result_alpha(), before)
    assert driver.window.film.current.kind == RESULT
    assert driver.window.messages.text("note").endswith("dropped; Run 1 · result is unchanged.")


def test_painting_goes_on_while_a_run_does(driver, gate, known_trimap):
    driver.open(known_trimap)
    with driver.qtbot.waitSignal(driver.window.run_control.stepped, timeout=15000):
        driver.trigger("matte")
        gate.release(1)
    driver.window.views.show_view("view_overlay")
    driver.trigger("class_foreground")
    driver.paint((80, 20), (80, 100))
    with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
        gate.release(10)
    assert np.array_equal(driver.document.current_run.trimap, known_trimap)
    assert driver.document.is_stale
    assert "from an earlier trimap" in driver.window.messages.text("stale")


def test_escape_takes_the_stroke_back_first_and_cancels_the_run_then(driver, gate, known_trimap):
    driver.open(known_trimap)
    with driver.qtbot.waitSignal(driver.window.run_control.stepped, timeout=15000):
        driver.trigger("matte")
        gate.release(1)
    canvas = driver.window.canvas
    place = canvas.mapFromScene(80.5, 60.5)
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not np.array_equal(driver.document.trimap, known_trimap)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert np.array_equal(driver.document.trimap, known_trimap)
    assert driver.window.panel.state == "running"
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert driver.window.panel.state == "cancelling"


def test_the_scrubber_opens_on_the_estimate_and_ends_with_the_result(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    film = driver.window.film
    assert film.kind == "alpha0"
    assert [frame.label for frame in film.frames] == [
        "Start", "Noisy start", "Step 0 (t = 250)", "Step 1 (t = 200)", "Step 2 (t = 150)",
        "Step 3 (t = 100)", "Step 4 (t = 50)", "Result",
    ]  # fmt: skip
    assert film.current.kind == RESULT
    assert np.array_equal(driver.window.canvas.shown_matte(), driver.document.result_alpha())
    film.film.setFocus()
    QTest.keyClick(film.film, Qt.Key.Key_Left)
    assert film.current.label == "Step 4 (t = 50)"
    step = driver.document.current_run.steps[4]
    assert np.array_equal(driver.window.canvas.shown_matte(), step.alpha0)
    assert driver.window.messages.text("step").startswith(
        "You are looking at: Step 4 (t = 50), Estimate (α̃₀)."
    )
    film.kind_box.setCurrentIndex(film.kind_box.findData("corrected"))
    assert film.current.label == "Step 4 (t = 50)"
    assert np.array_equal(driver.window.canvas.shown_matte(), step.corrected)
    driver.trigger("back_to_result")
    assert film.current.kind == RESULT
    assert driver.window.messages.text("step") is None


def test_use_this_step_makes_it_the_result_until_undone(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    final = driver.document.result_alpha().copy()
    film = driver.window.film
    film.choose(3)
    index = film.current.index
    driver.trigger("use_step")
    assert driver.document.current_run.adopted_step == (index, "alpha0")
    adopted = driver.document.result_alpha()
    assert not np.array_equal(adopted, final)
    assert film.current.kind == RESULT
    assert np.array_equal(driver.window.canvas.shown_matte(), adopted)
    assert f"Step {index} (t = 200), Estimate (α̃₀)" in driver.window.panel.result_label.text()
    driver.trigger("undo")
    assert np.array_equal(driver.document.result_alpha(), final)


def test_playing_stops_at_the_result(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    film = driver.window.film
    film._timer.setInterval(1)
    driver.trigger("play")
    assert film.current.label == "Start"
    driver.qtbot.waitUntil(lambda: film.current.kind == RESULT, timeout=5000)
    assert not driver.window.actions_["play"].isChecked()


def test_a_second_run_can_be_left_for_the_first(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    driver.window.panel.advanced.steps.setValue(2)
    driver.matte()
    film = driver.window.film
    assert film.run_box.count() == 2
    assert len(driver.document.current_run.steps) == 3
    film.run_box.setCurrentIndex(0)
    assert driver.document.current_run.name == "Run 1"
    assert len(film.frames) == 8
    driver.trigger("undo")
    assert driver.document.current_run.name == "Run 2"
    assert film.run_box.currentIndex() == 1


def test_settings_reset_to_the_models_own(driver, known_trimap):
    advanced = driver.window.panel.advanced
    assert (advanced.t_start.value(), advanced.steps.value()) == (250, 5)
    assert advanced.choices().t_start is None
    advanced.t_start.setValue(400)
    advanced.correct.setChecked(False)
    assert advanced.choices().t_start == 400
    assert not advanced.choices().arp
    advanced.reset.click()
    assert advanced.choices() == type(advanced.choices())()


def test_a_note_says_so_only_outside_of_what_the_model_was_trained_for(driver):
    advanced = driver.window.panel.advanced
    for t_start, steps, note in (
        (250, 5, "As trained: T = 250, 5 steps."),
        (200, 6, "As trained: T = 200, 6 steps."),
        (250, 7, "The model was trained for T = 200 or 250 and 4, 5 or 6 steps."),
        (300, 5, "The model was trained for T = 200 or 250 and 4, 5 or 6 steps."),
    ):
        advanced.t_start.setValue(t_start)
        advanced.steps.setValue(steps)
        assert advanced.note.text() == note


def test_each_thumbnail_is_drawn_once(driver, known_trimap, monkeypatch):
    drawn = []

    def count(matte, *arguments):
        drawn.append(matte)
        return thumbnail(matte, *arguments)

    monkeypatch.setattr("dmat_gui.panels.strip.thumbnail", count)
    driver.open(known_trimap)
    driver.matte()
    shown = len(driver.window.film.frames)
    # While the run went on there was its last estimate, which the Result takes the place of: drawn where the
    # steps did not all come at once.
    first = len(drawn)
    assert first in (shown, shown + 1)
    driver.window.actions_["full_range"].setChecked(True)
    assert len(drawn) == first + shown


def test_a_model_without_steps_shows_its_result_alone(driver, known_trimap):
    driver.open(known_trimap)
    panel = driver.window.panel
    with driver.qtbot.waitSignal(driver.window.models.facts_known, timeout=15000):
        panel.model_box.setCurrentIndex(panel.model_box.findData("closed-form"))
    assert not panel.advanced.steps.isEnabled()
    driver.matte()
    assert [frame.kind for frame in driver.window.film.frames] == [RESULT]


def test_a_run_that_fails_keeps_the_window_and_says_why(driver, known_trimap):
    driver.open(known_trimap)
    for error, words in (
        (PictureError("The picture is too small."), "The picture is too small."),
        (ZeroDivisionError("a bug"), "The run failed for a reason the app does not know"),
        (MemoryError(), "more memory than there is"),
    ):
        driver.predictors[0].error = error
        with driver.qtbot.waitSignal(driver.window.run_control.ended, timeout=15000):
            driver.trigger("matte")
        assert words in driver.window.messages.text("error")
        assert driver.window.panel.state == "idle"
    driver.predictors[0].error = None
    driver.matte()
    assert driver.window.messages.text("error") is None


def test_a_model_that_cannot_be_loaded_is_named(driver):
    panel = driver.window.panel
    with driver.qtbot.waitSignal(driver.window.runner.failed, timeout=15000):
        panel.model_box.setCurrentIndex(panel.model_box.findData("broken"))
    assert "broken" in driver.window.messages.text("model")
    assert driver.window.status.device.text().endswith(" · no model loaded")
    again, another = driver.window.messages.bar("model").buttons
    with driver.qtbot.waitSignal(driver.window.runner.failed, timeout=15000):
        again.click()
    another.click()
    assert panel.model_box.view().isVisible()
    panel.model_box.hidePopup()
    with driver.qtbot.waitSignal(driver.window.models.facts_known, timeout=15000):
        panel.model_box.setCurrentIndex(panel.model_box.findData("compact"))
    assert driver.window.messages.text("model") is None


def test_models_that_cannot_be_listed_are_looked_for_again(driver, monkeypatch):
    with monkeypatch.context() as gone, driver.qtbot.waitSignal(driver.window.models.failed, timeout=15000):
        gone.setattr("core.models.registry.available_models", lambda: 1 / 0)
        driver.window.models.start()
    with driver.qtbot.waitSignal(driver.window.models.facts_known, timeout=15000):
        driver.window.messages.bar("model").buttons[0].click()
    assert driver.window.messages.text("model") is None


def test_the_hint_about_the_driver_comes_once_and_not_again_when_closed(
    qapp, qtbot, settings, driver, monkeypatch
):
    hint = "There is a driver, and a torch without it."
    monkeypatch.setattr("core.devices.driver_hint", lambda: hint)

    def load(window, model):
        box = window.panel.model_box
        with qtbot.waitSignal(window.models.facts_known, timeout=15000):
            box.setCurrentIndex(box.findData(model))

    load(driver.window, "closed-form")
    assert driver.window.messages.text("driver") == hint
    driver.window.messages.clear()
    load(driver.window, "compact")
    assert driver.window.messages.text("driver") is None
    other = make_window(FakePredictor, settings)
    try:
        qtbot.waitUntil(lambda: other.messages.text("driver") == hint, timeout=15000)
        other.messages.bar("driver").findChild(QToolButton).click()
    finally:
        other.shut_down()
    again = make_window(FakePredictor, settings)
    try:
        qtbot.waitSignal(again.models.facts_known, timeout=15000).wait()
        assert again.messages.text("driver") is None
    finally:
        again.shut_down()


def test_a_stroke_is_shown_wherever_it_is_painted(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    driver.trigger("view_alpha")
    driver.paint((10, 10), (30, 10))
    assert driver.window.canvas.view is View.TRIMAP_OVERLAY


def test_bars_leave_the_top_of_the_picture_free(driver, known_trimap):
    driver.open(known_trimap)
    driver.window.messages.show_message(Message("note", "A sentence."))
    bars, canvas = driver.window.messages.geometry(), driver.window.canvas.rect()
    assert bars.top() > canvas.height() / 2 and bars.bottom() <= canvas.bottom()
