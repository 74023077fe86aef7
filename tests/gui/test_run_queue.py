"""Several runs: asked for one after the other, kept side by side, named, deleted; a rectangle of one anew."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem

from dmat_gui.dialogs.ask import Choice

RECTANGLE = (70, 30, 24, 40)


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())


def ask(driver, seed):
    driver.window.panel.advanced.seed.setValue(seed)
    click(driver.window.panel.matte_button)


def seeds(driver):
    return [run.result.settings.seed for run in driver.document.runs]


def names(driver):
    runs = driver.window.panel.runs.list
    return [runs.item(row).text() for row in range(runs.count())]


@pytest.fixture
def two_runs(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    driver.window.panel.advanced.seed.setValue(5)
    driver.matte()
    return driver.document.runs


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


def test_the_same_run_again_is_not_made_but_shown(driver, two_runs):
    driver.window.panel.advanced.seed.setValue(0)
    computed = len(driver.predictors[0].runs)
    driver.trigger("matte")
    assert not driver.window.run_control.running
    assert "Run 1 is that run already" in driver.window.messages.text("same")
    assert driver.document.current_run is two_runs[0]
    assert len(driver.predictors[0].runs) == computed
    with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
        click(driver.window.messages.bar("same").buttons[0])
    assert seeds(driver) == [0, 5, 0]
    assert driver.window.messages.text("same") is None
    with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
        driver.trigger("class_foreground")
        driver.paint((80, 20), (80, 100))
        driver.trigger("matte")  # of another trimap it is another run
    assert len(driver.document.runs) == 4


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


def test_the_list_has_each_run_with_its_settings_and_chooses(driver, two_runs):
    panel = driver.window.panel
    assert panel.runs_section.is_open
    assert names(driver) == ["Run 1", "Run 2"]
    assert [panel.runs.list.item(row).toolTip() for row in range(2)] == [
        "compact · T 250 · 5 steps · seed 0",
        "compact · T 250 · 5 steps · seed 5",
    ]
    rows = panel.runs.list
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(0)).center()
    )
    assert driver.document.current_run is two_runs[0]
    assert driver.window.film.run_box.currentText() == "Run 1"


def test_the_model_is_never_cut_off_in_the_list(driver, two_runs):
    driver.document.rename_run(two_runs[0], "With the hair over the left shoulder, and the hand")
    rows = driver.window.panel.runs.list
    for row in range(2):
        index, option = rows.model().index(row, 0), QStyleOptionViewItem()
        option.rect, option.font = rows.visualItemRect(rows.item(row)), rows.font()
        option.fontMetrics = rows.fontMetrics()
        name, settings = rows.itemDelegate().words(option, index)
        assert settings.startswith("compact")
        assert rows.fontMetrics().horizontalAdvance(name) < option.rect.width() * 0.75
    assert name == "Run 2"
    assert "T 250" in settings


def test_the_list_of_runs_comes_in_sight_in_a_small_window(driver, two_runs):
    runs, panel = driver.window.panel.runs, driver.window.panel
    foot = panel._area.viewport()
    driver.qtbot.waitUntil(lambda: runs.isVisible())
    driver.qtbot.waitUntil(lambda: runs.mapTo(foot, runs.rect().bottomLeft()).y() <= foot.height())


def test_a_run_is_renamed_everywhere(driver, two_runs):
    driver.trigger("rename_run")
    editor = driver.window.panel.runs.list.findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "With more noise")
    with driver.qtbot.waitSignal(driver.document.runs_changed, timeout=15000):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert two_runs[1].name == "With more noise"
    assert names(driver) == ["Run 1", "With more noise"]
    assert driver.window.film.run_box.currentText() == "With more noise"
    assert driver.window.panel.result_label.text().startswith("With more noise · result")
    driver.document.rename_run(two_runs[1], "Run 1")  # another one's
    driver.document.rename_run(two_runs[1], "  ")
    assert names(driver) == ["Run 1", "With more noise"]


def test_a_deleted_run_gives_way_to_its_neighbour_and_comes_back(driver, two_runs):
    alphas = [run.alpha(None) for run in two_runs]
    driver.trigger("delete_run")
    assert names(driver) == ["Run 1"]
    assert np.array_equal(driver.document.result_alpha(), alphas[0])
    driver.trigger("delete_run")
    assert driver.document.result_alpha() is None
    assert not driver.window.actions_["delete_run"].isEnabled()
    driver.window.panel.advanced.seed.setValue(8)
    driver.trigger("undo")
    driver.trigger("undo")
    assert driver.document.runs == two_runs
    assert driver.document.current_run is two_runs[1]
    assert np.array_equal(driver.document.result_alpha(), alphas[1])
    driver.trigger("redo")
    driver.matte()
    assert names(driver) == ["Run 1", "Run 3"]  # a number is not given twice
    driver.document.go_to(0)
    assert driver.document.current_run is None
    assert two_runs[1] in driver.document.runs


def test_a_rectangle_alone_is_computed_anew(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    first = driver.document.result_alpha().copy()
    driver.trigger("class_foreground")
    driver.paint((80, 10), (80, 110))
    trimap = driver.document.trimap.copy()
    driver.trigger("region")
    x, y, width, height = RECTANGLE
    with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
        driver.paint((x, y), (x + 9, y + 9), (x + width - 1, y + height - 1))
    _settings, region = driver.predictors[0].runs[-1]
    left, top, wide, high = region
    assert abs(np.array(region) - RECTANGLE).max() <= 2
    alpha, run = driver.document.result_alpha(), driver.document.current_run
    inside = np.zeros(alpha.shape, bool)
    inside[top : top + high, left : left + wide] = True
    assert np.array_equal(alpha[~inside], first[~inside])
    assert not np.array_equal(alpha[inside], first[inside])
    assert (alpha[inside][trimap[inside] == 255] == 1).all()
    assert run.settings_words.endswith(f"T 250 · 5 steps · seed 0 · rectangle {wide} × {high}")
    assert driver.document.is_stale  # around the rectangle it is of the earlier trimap
    assert driver.window.canvas.tool.value == "brush"


def test_a_rectangle_that_waited_mends_the_result_of_the_run_before_it(driver, gate, known_trimap):
    driver.open(known_trimap)
    with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
        driver.trigger("matte")
        gate.release(20)
    while gate.acquire(blocking=False):
        pass
    driver.trigger("class_foreground")
    driver.paint((10, 10), (10, 110))
    driver.trigger("matte")
    driver.trigger("region")
    driver.paint((70, 30), (90, 60))
    assert driver.window.panel.waiting.texts == ["Rectangle of the Result · Compact · own settings"]
    with driver.qtbot.waitSignal(driver.window.runner.idle, timeout=15000):
        gate.release(100)
    first, second, mended = driver.document.runs
    before, alpha = second.result.alpha, mended.result.alpha
    assert not np.array_equal(before[:, :50], first.result.alpha[:, :50])
    assert np.array_equal(alpha[:, :50], before[:, :50])
    assert np.array_equal(mended.trimap, second.trimap)


def test_a_rectangle_of_nothing_is_not_computed(driver, known_trimap):
    driver.open(known_trimap)
    driver.trigger("region")
    driver.paint((20, 20), (40, 40))
    assert "no result yet" in driver.window.messages.text("note")
    assert not driver.window.run_control.running


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
