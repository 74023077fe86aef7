"""The Evaluate window: the numbers of `dmat evaluate`, worst cases first, opened, gone on with."""

import json
import math

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QHeaderView

from core import cli
from core.evaluation import measure as measuring
from tests.gui.held import hold
from tests.gui.test_keyboard import controls, name_of, walked

METHODS = ("closed-form", "start", "trimap")


@pytest.fixture
def root(tmp_path):
    """Four pictures with a soft edge, each harder than the one before, with mattes and trimaps."""
    folder = tmp_path / "shop"
    for number in range(4):
        ramp = np.clip((np.arange(64) - 30) / (2 + 6 * number) + 0.5, 0, 1)
        alpha = np.tile(np.rint(ramp * 255).astype(np.uint8), (48, 1))
        trimap = np.where(alpha > 127, 255, 0).astype(np.uint8)
        trimap[:, 12:52] = 128
        noise = np.random.default_rng(number).integers(0, 30, (48, 64, 3))
        picture = (alpha[..., None] // 2 + noise).astype(np.uint8)
        for name, pixels in (("images", picture), ("alphas", alpha), ("trimaps", trimap)):
            (folder / name).mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(folder / name / f"p{number}.png"), pixels)
    return folder


def opened(driver, root, *methods):
    """The Evaluate window with a folder recognised and methods ticked."""
    window = driver.window.side.show("evaluate")
    window.choices.set_ticked(*methods)
    with driver.qtbot.waitSignal(
        window.work.looked, timeout=15000, check_params_cb=lambda found: found is not None
    ):
        window.choices.folder.path = root
    return window


def measured(driver, window):
    with driver.qtbot.waitSignal(window.work.ended, timeout=60000) as ended:
        QTest.mouseClick(window.foot.start_button, Qt.MouseButton.LeftButton)
    return ended.args[0]


def column(window, number):
    rows = range(window.cases.rowCount())
    return [window.cases.index(row, number).data() for row in rows]


def test_what_waits_for_other_work_need_not_wait_to_be_stopped(driver, root):
    window = opened(driver, root, "trimap")
    gate = hold(driver.window.work_runner)
    window.foot.start_button.click()
    window.foot.stop_button.click()
    assert not window.work.running and window.foot.text.text().startswith("Stopped.")
    gate.set()
    assert measured(driver, window) == "All cases are measured."


def test_the_numbers_are_those_of_the_command_and_the_worst_come_first(driver, root, tmp_path):
    window = opened(driver, root, *METHODS)
    assert "folders of pictures and mattes. 4 cases" in window.choices.recognised.text()
    assert measured(driver, window) == "All cases are measured."
    out = tmp_path / "out.json"
    options = ["--model", "closed-form", "--baseline", "start", "--baseline", "trimap", "--json", str(out)]
    assert cli.main(["evaluate", str(root), "--device", "cpu", *options]) == 0
    told = {method["name"]: method for method in json.loads(out.read_text())["methods"]}
    assert list(window._shown.tables) == list(METHODS) == list(told)
    for name, table in window._shown.tables.items():
        ours = {row.name: row.to_dict() for row in table.rows}
        for theirs in told[name]["rows"]:
            for key in ("unknown", "whole", "matte"):
                assert ours[theirs["name"]][key] == theirs[key]
    # The first column of scores is SAD of the first method; means stand above, as the command prints them.
    shown = [float(value) for value in column(window, 2)]
    assert shown == sorted(shown, reverse=True) and len(shown) == 4
    mean = json.loads(out.read_text())["results"][0]["mean"]["all"]["unknown"]["sad"]
    assert window.means.index(0, 3).data() == f"{mean:.2f}"
    # A click on a header sorts by it, another one turns it round; the list of scores does the same.
    names = column(window, 0)
    window._header_clicked(0)
    assert column(window, 0) == ["p0", "p1", "p2", "p3"]
    window._header_clicked(0)
    assert column(window, 0) == ["p3", "p2", "p1", "p0"]
    window.sort_box.setCurrentIndex(0)
    window.sort_box.activated.emit(0)
    assert column(window, 0) == names
    unknown = column(window, 2)
    window.choices.convention.setCurrentIndex(1)
    whole = [row.whole.sad for row in window._shown.tables["closed-form"].rows]
    assert sorted(map(float, column(window, 2))) == sorted(round(value, 2) for value in whole)
    assert column(window, 4) != unknown


def test_a_double_click_opens_the_case_with_its_trimap(driver, root):
    window = opened(driver, root, "trimap")
    measured(driver, window)
    worst = window.cases.case(0)
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        window.cases_view.doubleClicked.emit(window.cases.index(0, 0))
    assert driver.document.path == worst.image
    assert np.array_equal(driver.document.trimap, cv2.imread(str(worst.trimap), -1))


def test_a_cut_out_over_a_background_is_opened_as_it_was_measured(driver, tmp_path):
    root = tmp_path / "cutouts"
    root.mkdir()
    alpha = np.zeros((160, 160), np.uint8)
    cv2.circle(alpha, (80, 80), 40, 255, -1)
    cv2.imwrite(str(root / "disc.png"), cv2.merge([alpha, alpha, alpha, cv2.GaussianBlur(alpha, (0, 0), 2)]))
    window = opened(driver, root, "trimap")
    measured(driver, window)
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        window.cases_view.selectRow(0)
        QTest.keyClick(window.cases_view, Qt.Key.Key_Return)
    assert driver.document.path is None
    assert driver.document.picture.pixels[0, 0].tolist() == [128, 128, 128]
    assert set(np.unique(driver.document.trimap)) == {0, 128, 255}


def test_it_is_stopped_and_goes_on_where_it_was(driver, root, monkeypatch):
    window = opened(driver, root, "trimap")
    names, whole = [], measuring._measure_one

    def stop_at_two(predict, case, save):
        names.append(case.name)
        if len(names) == 2:
            driver.window.work_runner.cancel_all()
        return whole(predict, case, save)

    monkeypatch.setattr(measuring, "_measure_one", stop_at_two)
    said = measured(driver, window)
    assert said.startswith("Stopped."), names
    assert window.cases.rowCount() == 2 and names == ["p0", "p1"]
    assert driver.window.side.at_work == ""
    assert measured(driver, window) == "All cases are measured."
    assert names == ["p0", "p1", "p2", "p3"] and window.cases.rowCount() == 4
    assert measured(driver, window) == "All cases are measured."
    assert len(names) == 4


def test_a_broken_case_is_named_and_the_others_are_measured(driver, root):
    (root / "images" / "p1.png").write_bytes(b"no picture")
    window = opened(driver, root, "trimap")
    said = measured(driver, window)
    assert "1 failed" in said and "p1" in said
    assert sorted(column(window, 0)) == ["p0", "p2", "p3"]


def test_the_report_is_that_of_the_command(driver, root, tmp_path, monkeypatch):
    window = opened(driver, root, "start", "trimap")
    measured(driver, window)
    for name in ("report.md", "report.json"):
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words, path=path: (str(path), ""))
        with driver.qtbot.waitSignal(window.work.ended, timeout=15000):
            window.save_button.click()
    text = (tmp_path / "report.md").read_text()
    assert text.startswith("# dmat evaluate: ") and text.count("case by case") == 4
    out = tmp_path / "report.json"
    before = json.loads(out.read_text())
    assert [method["name"] for method in before["methods"]] == ["start", "trimap"]
    # The command takes the file for its own, and measures nothing again.
    options = ["--model", "none", "--baseline", "start", "--json", str(out)]
    assert cli.main(["evaluate", str(root), "--device", "cpu", *options]) == 0
    rows = [method["rows"] for method in json.loads(out.read_text())["methods"]]
    assert rows == [method["rows"] for method in before["methods"]]


def test_a_folder_without_truth_and_no_method_are_said(driver, tmp_path, root):
    window = driver.window.side.show("evaluate")

    def lacking():
        assert not window.foot.start_button.isEnabled()
        assert window.foot.start_button.toolTip() == window.foot.text.text()
        return window.foot.text.text()

    assert lacking() == "Choose a folder of pictures with true mattes."
    with driver.qtbot.waitSignal(window.work.changed, timeout=15000):
        window.choices.folder.path = tmp_path / "nowhere"
        assert lacking() == "The folder is being looked at."
    assert "There is no folder" in window.choices.recognised.text()
    assert lacking() == "There is nothing to measure in this folder: choose another."
    opened(driver, root)
    assert lacking() == "Tick at least one model or method."
    window.choices.set_ticked("compact")  # which has no file here
    said = measured(driver, window)
    assert "has no network" in said and window.foot.text.text() == said
    window.choices.set_ticked()
    assert lacking() == "Tick at least one model or method."


def test_the_keyboard_reaches_all_of_it(driver, root):
    window = opened(driver, root, "trimap")
    measured(driver, window)
    window.activateWindow()
    driver.qtbot.waitUntil(window.isActiveWindow)
    parts = [widget for widget in controls(window) if not isinstance(widget, QHeaderView)]
    assert [type(widget) for widget in parts if not name_of(widget)] == []
    seen = [widget for widget in parts if widget.isVisible() and widget.isEnabled()]
    assert [name_of(widget) for widget in seen if not widget.toolTip()] == []
    reached = walked(window.choices.folder.line)
    assert [name_of(widget) for widget in seen if widget not in reached] == []
    assert not math.isnan(window.cases.score(window.cases.case(0), 2))
