"""Runs kept side by side: chosen, named, deleted, and none made twice."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem

from tests.gui.asking import click, seeds
from tests.gui.fake_predictor import FakePredictor
from tests.gui.project_work import open_path, save


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


def test_the_list_has_each_run_with_its_settings_and_chooses(driver, two_runs):
    panel = driver.window.panel
    assert panel.runs_section.is_open
    assert names(driver) == ["Run 1", "Run 2"]
    assert [panel.runs.list.item(row).toolTip() for row in range(2)] == [
        "Run 1\nseed 0 · 5 steps · T 250\nCompact",
        "Run 2\nseed 5 · 5 steps · T 250\nCompact",
    ]
    rows = panel.runs.list
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(0)).center()
    )
    assert driver.document.current_run is two_runs[0]
    assert driver.window.film.run_box.currentText() == "Run 1"


def test_what_tells_runs_apart_is_never_cut_off_in_the_list(german, driver, known_trimap):
    driver.open(known_trimap)
    for seed in (123456, 5):
        driver.window.panel.advanced.seed.setValue(seed)
        driver.matte()
    two_runs = driver.document.runs
    driver.document.rename_run(two_runs[0], "With the hair over the left shoulder, and the hand")
    rows = driver.window.panel.runs.list
    for row in range(2):
        index, option = rows.model().index(row, 0), QStyleOptionViewItem()
        option.rect, option.font = rows.visualItemRect(rows.item(row)), rows.font()
        option.fontMetrics = rows.fontMetrics()
        name, model, settings = rows.itemDelegate().words(option, index)
        assert model == "Compact"
        assert settings == driver.document.runs[row].settings_words
        assert rows.fontMetrics().horizontalAdvance(name) < option.rect.width() * 0.75
    assert name == "Durchlauf 2"


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


def test_a_run_done_with_less_memory_is_marked_and_says_so_in_its_project_too(
    driver, photo, known_trimap, dialogs, tmp_path, monkeypatch
):
    said = "CUDA: A card had too little memory, so this was matted on the CPU, which takes longer."
    plain = FakePredictor.run
    monkeypatch.setattr(
        FakePredictor, "run", lambda self, *args, **named: replace(plain(self, *args, **named), notes=(said,))
    )
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    driver.matte()
    assert driver.window.messages.text("note") == said
    dialogs["Save"] = tmp_path / "work.dmat"
    save(driver)
    for _ in range(2):
        row = driver.window.panel.runs.list.item(0)
        assert row.data(Qt.ItemDataRole.UserRole) == "note · seed 0 · 5 steps · T 250"
        assert row.toolTip() == f"Run 1\nnote · seed 0 · 5 steps · T 250\nCompact\n{said}"
        assert said in row.data(Qt.ItemDataRole.AccessibleTextRole)
        driver.open()
        open_path(driver, tmp_path / "work.dmat")


def test_under_advanced_a_second_run_does_not_move_what_the_next_one_is_set_up_with(driver, known_trimap):
    driver.open(known_trimap)
    panel = driver.window.panel
    panel.section.set_open(True)
    driver.matte()
    panel.advanced.seed.setValue(5)
    driver.matte()
    driver.qtbot.wait(50)
    assert panel.runs_section.is_open
    assert panel._area.verticalScrollBar().value() == 0
    driver.trigger("rename_run")
    driver.qtbot.waitUntil(lambda: panel._area.verticalScrollBar().value() > 0)


def test_the_list_tells_where_the_runs_are_kept(driver, photo, known_trimap, dialogs, tmp_path):
    words = driver.window.panel.runs.words
    assert words.text() == "No run yet"
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    driver.matte()
    assert words.text() == "Kept until another picture is opened"
    dialogs["Save"] = tmp_path / "flower.dmat"
    save(driver)
    assert words.text() == "Kept in flower.dmat"
    driver.paint((30, 30), (40, 40))
    assert words.text() == "Saved along with flower.dmat"
