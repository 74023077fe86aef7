"""The Batch window: a folder matted as `dmat matte` does it, stopped, gone on with, mended."""

import json

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHeaderView

from core import cli
from core.imaging.reading import read_picture
from tests.gui.fake_predictor import FakePredictor
from tests.gui.held import hold
from tests.gui.test_keyboard import controls, name_of, walked

SIZE = (48, 36)


@pytest.fixture
def folder(tmp_path):
    """A picture with a trimap, one with a mask, a broken one with a trimap, and one with nothing."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("face", "hand"):
        write_picture(folder, name)
    trimap = np.full(SIZE[::-1], 128, np.uint8)
    trimap[:, :12], trimap[:, 36:] = 0, 255
    for name in ("face", "broken"):
        cv2.imwrite(str(folder / f"{name}_trimap.png"), trimap)
    cv2.imwrite(str(folder / "hand_mask.png"), np.where(trimap > 127, 255, 0).astype(np.uint8))
    (folder / "broken.png").write_bytes(b"no picture")
    write_picture(folder, "lonely")
    return folder


def write_picture(folder, name):
    seed = sum(name.encode())
    pixels = np.random.default_rng(seed).integers(0, 256, (SIZE[1], SIZE[0], 3), np.uint8)
    cv2.imwrite(str(folder / f"{name}.png"), pixels)


def opened(driver, *places):
    """The Batch window with these pictures found, in the picture's own colours."""
    batch = driver.window.side.show("batch")
    batch.choices.colours.setCurrentIndex(batch.choices.colours.findData("original"))
    batch.add(list(places))
    settled(driver, batch)
    return batch


def settled(driver, batch):
    driver.qtbot.waitUntil(lambda: not batch.finder.busy, timeout=15000)


def through(driver, batch, button):
    with driver.qtbot.waitSignal(batch.work.ended, timeout=30000) as ended:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return ended.args[0]


def states(batch):
    return {row.picture.stem: row.state for row in batch.rows.rows}


def test_its_choices_can_be_read_whole(driver):
    batch = driver.window.side.show("batch")
    colours = batch.choices.colours
    driver.qtbot.waitUntil(colours.isVisible)
    for place in range(colours.count()):
        colours.setCurrentIndex(place)
        assert colours.shown_text == colours.currentText() != ""


def test_a_broken_file_among_good_ones_stops_nothing_and_can_be_tried_again(driver, folder):
    batch = opened(driver, folder)
    assert states(batch) == {"broken": "waiting", "face": "waiting", "hand": "waiting", "lonely": "nothing"}
    assert "Pictures: 4, with a trimap or mask: 3" in batch.found.text()
    assert "lonely_trimap" in batch.rows.rows[3].sentence
    said = through(driver, batch, batch.foot.start_button)
    assert said == "The batch is through: 2 done, 1 failed, 1 left out."
    assert states(batch) == {"broken": "failed", "face": "done", "hand": "done", "lonely": "nothing"}
    assert "broken.png is not a picture" in batch.rows.rows[0].sentence
    results = sorted(path.name for path in (folder / "matted").iterdir())
    assert results == [
        "dmat-batch.json", "face_alpha.png", "face_cutout.png", "hand_alpha.png", "hand_cutout.png",
    ]  # fmt: skip
    batch.table.selectRow(0)
    assert batch.detail.text() == batch.rows.rows[0].sentence
    write_picture(folder, "broken")
    assert through(driver, batch, batch.retry) == "The batch is through: 3 done, 1 left out."
    assert states(batch)["broken"] == "done"
    assert len(json.loads((folder / "matted" / "dmat-batch.json").read_text())["done"]) == 3


def test_the_results_are_those_of_the_command(driver, folder, tmp_path, monkeypatch):
    batch = opened(driver, folder)
    batch.choices.kinds["composite"].setChecked(True)
    batch.choices.backdrop.set_background(batch.choices.backdrop.colour.fromString("#00b140"))
    batch.choices.inner.setValue(2)
    batch.choices.outer.setValue(5)
    settled(driver, batch)
    through(driver, batch, batch.foot.start_button)
    monkeypatch.setattr("core.predictor.MattingPredictor", FakePredictor)
    options = ["--cutout", "--original-colours", "--background", "#00b140", "--inner", "2", "--outer", "5"]
    assert cli.main(["matte", str(folder), "-o", str(tmp_path / "out"), *options]) == 1
    ours = {path.name: path.read_bytes() for path in (folder / "matted").glob("*.png")}
    assert len(ours) == 6
    assert ours == {path.name: path.read_bytes() for path in (tmp_path / "out").glob("*.png")}
    # And what the window has done, the command knows to be done.
    command = ["matte", str(folder), "-o", str(folder / "matted"), "--resume", *options]
    before = {path: path.stat().st_mtime_ns for path in (folder / "matted").glob("*.png")}
    assert cli.main(command) == 1
    assert before == {path: path.stat().st_mtime_ns for path in (folder / "matted").glob("*.png")}


def test_it_stops_between_steps_and_goes_on_where_it_was(driver_with_gate, folder):
    driver, gate = driver_with_gate
    batch = opened(driver, folder / "face.png", folder / "hand.png")
    gate.release(6)  # the steps of one picture
    batch.foot.start_button.click()
    driver.qtbot.waitUntil(lambda: states(batch) == {"face": "done", "hand": "working"}, timeout=15000)
    assert "1 of 2" in driver.window.side.at_work
    assert not batch.choices.isEnabled()
    with driver.qtbot.waitSignal(batch.work.ended, timeout=15000) as ended:
        batch.foot.stop_button.click()
        assert batch.foot.text.text() == "Stopping…"
        gate.release(1)
    assert "1 done, 1 not done" in ended.args[0]
    assert states(batch) == {"face": "done", "hand": "waiting"}
    assert not list((folder / "matted").glob("hand*"))
    assert driver.window.side.at_work == ""
    assert batch.foot.start_button.text() == "Go on"
    gate.release(1000)
    assert "2 done" in through(driver, batch, batch.foot.start_button)
    # Another day: the same pictures and choices are known to be done; other choices are not.
    batch.look_again.click()
    settled(driver, batch)
    assert "2 done before and skipped" in through(driver, batch, batch.foot.start_button)
    assert states(batch) == {"face": "skipped", "hand": "skipped"}
    (folder / "matted" / "hand_alpha.png").unlink()
    batch.look_again.click()
    settled(driver, batch)
    assert "1 done, 1 done before" in through(driver, batch, batch.foot.start_button)


def test_one_that_waits_for_other_work_need_not_wait_to_be_stopped(driver, folder):
    batch = opened(driver, folder / "face.png")
    gate = hold(driver.window.work_runner)
    batch.foot.start_button.click()
    assert batch.foot.text.text() == "Waiting for other work on folders."
    batch.foot.stop_button.click()
    assert not batch.work.running and "1 not done" in batch.foot.text.text()
    gate.set()
    assert "1 done" in through(driver, batch, batch.foot.start_button)


@pytest.fixture
def driver_with_gate(gate, driver):
    return driver, gate


def test_a_mask_gets_a_band_and_a_double_click_opens_the_picture_with_it(driver, folder):
    batch = opened(driver, folder)
    batch.choices.inner.setValue(3)
    batch.choices.outer.setValue(6)
    settled(driver, batch)
    place = [row.picture.stem for row in batch.rows.rows].index("hand")
    assert batch.rows.index(place, 1).data() == "Mask: hand_mask.png"
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        batch.table.doubleClicked.emit(batch.rows.index(place, 0))
    trimap, mask = driver.document.trimap, read_picture(folder / "hand_mask.png").pixels[..., 0]
    edge = int((mask[0] > 0).argmax())
    assert driver.document.path == folder / "hand.png"
    assert (trimap[:, edge - 6 : edge + 3] == 128).all()
    assert (trimap[:, : edge - 6] == 0).all() and (trimap[:, edge + 3 :] == 255).all()


def test_trimaps_in_a_folder_of_their_own_and_a_broken_one(driver, folder, tmp_path):
    trimaps = tmp_path / "trimaps"
    trimaps.mkdir()
    (folder / "face_trimap.png").replace(trimaps / "face.png")
    (trimaps / "hand.png").write_bytes(b"nothing")
    batch = opened(driver, folder / "face.png", folder / "hand.png")
    assert set(states(batch).values()) == {"nothing", "waiting"}  # the mask of the one is beside it
    batch.choices.guide_folder.path = trimaps
    batch.choices.guide_box.setCurrentIndex(1)
    settled(driver, batch)
    assert states(batch) == {"face": "waiting", "hand": "waiting"}
    through(driver, batch, batch.foot.start_button)
    assert states(batch) == {"face": "done", "hand": "failed"}
    batch.table.selectRow(1)
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        QTest.keyClick(batch.table, Qt.Key.Key_Return)
    assert driver.document.path == folder / "hand.png"
    assert driver.window.messages.text("note").startswith("hand.png is not a picture")


def test_files_that_are_in_the_way_are_asked_about(driver, folder, monkeypatch):
    (folder / "matted").mkdir()
    mine = folder / "matted" / "face_alpha.png"
    mine.write_bytes(b"mine")
    asked = []
    monkeypatch.setattr("dmat_gui.batch.window.ask", lambda *words: asked.append(words[2]))
    batch = opened(driver, folder)
    batch.foot.start_button.click()
    assert "face_alpha.png" in asked[0] and not batch.work.running
    assert mine.read_bytes() == b"mine"
    monkeypatch.setattr("dmat_gui.batch.window.ask", lambda *words: True)
    through(driver, batch, batch.foot.start_button)
    assert mine.read_bytes() != b"mine"


def test_what_was_made_of_results_by_hand_is_never_replaced_unasked(driver, folder, monkeypatch):
    asked = []
    monkeypatch.setattr("dmat_gui.batch.window.ask", lambda *words: asked.append(words[2]))
    batch = opened(driver, folder / "face.png")
    batch.choices.kinds["cutout"].setChecked(False)
    settled(driver, batch)
    through(driver, batch, batch.foot.start_button)
    retouched, own = (folder / "matted" / f"face_{name}.png" for name in ("alpha", "cutout"))
    own.write_bytes(b"cut out elsewhere")
    batch.choices.kinds["cutout"].setChecked(True)
    settled(driver, batch)
    batch.foot.start_button.click()
    assert len(asked) == 1 and "face_cutout.png" in asked[0] and "face_alpha" not in asked[0]
    own.unlink()
    retouched.write_bytes(b"retouched")
    batch.look_again.click()
    settled(driver, batch)
    assert "1 failed" in through(driver, batch, batch.foot.start_button)
    assert "face_alpha.png was changed since it was written" in batch.rows.rows[0].sentence
    assert retouched.read_bytes() == b"retouched" and len(asked) == 1


def test_the_end_of_a_batch_is_told_over_the_canvas_when_its_window_is_shut(driver, folder):
    batch = opened(driver, folder)
    with driver.qtbot.waitSignal(batch.work.ended, timeout=30000):
        batch.foot.start_button.click()
        batch.close()
        driver.window.activateWindow()
        driver.qtbot.waitUntil(driver.window.isActiveWindow)
    assert "2 done, 1 failed" in driver.window.messages.text("batch")
    driver.window.messages.bar("batch").buttons[0].click()
    assert batch.isVisible()


def test_what_is_missing_is_said_and_nothing_starts(driver, folder):
    batch = opened(driver, folder)
    for kind in batch.choices.kinds.values():
        kind.setChecked(False)
    assert "at least one kind" in batch.foot.text.text() and not batch.foot.start_button.isEnabled()
    batch.choices.kinds["alpha"].setChecked(True)
    batch.choices.output.path = None
    assert batch.foot.text.text() == "Choose the folder that the results go to."
    batch.choices.output.path = folder  # a result there, and yet no input is in danger
    settled(driver, batch)
    assert batch.foot.start_button.isEnabled() and batch.foot.text.text() == ""


def test_what_there_must_be_before_it_can_start_is_said_below_and_in_the_buttons_tip(driver, folder):
    batch = opened(driver)

    def lacking():
        assert not batch.foot.start_button.isEnabled()
        assert batch.foot.start_button.toolTip() == batch.foot.text.text()
        return batch.foot.text.text()

    assert lacking() == "Add a folder of pictures, or single ones."
    batch.add([folder / "lonely.png"])
    assert lacking() == "The pictures are being looked for."
    settled(driver, batch)
    assert lacking() == "None of the pictures can be matted yet: each row says why."
    batch.add([folder / "face.png"])
    settled(driver, batch)
    button = batch.foot.start_button
    assert button.isEnabled() and button.toolTip() == "Begin, or go on" and batch.foot.text.text() == ""
    said = through(driver, batch, button)
    assert batch.foot.text.text() == said, "how it ended is not covered"
    assert button.toolTip().startswith("All is done: ")
    batch.clear.click()
    assert lacking() == "Add a folder of pictures, or single ones."


def test_the_keyboard_reaches_all_of_it(driver, folder):
    batch = opened(driver, folder)
    batch.activateWindow()
    driver.qtbot.waitUntil(batch.isActiveWindow)
    parts = [widget for widget in controls(batch) if not isinstance(widget, QHeaderView)]
    assert [type(widget) for widget in parts if not name_of(widget)] == []
    seen = [widget for widget in parts if widget.isVisible() and widget.isEnabled()]
    assert [name_of(widget) for widget in seen if not widget.toolTip()] == []
    reached = walked(batch.choices.guide_box)
    assert [name_of(widget) for widget in seen if widget not in reached] == []


def test_it_computes_on_the_device_and_with_the_precision_that_are_chosen(driver, folder):
    with driver.qtbot.waitSignal(driver.window.models.facts_known, timeout=15000):
        driver.window.panel.advanced.set_computing("auto", "bfloat16")
    batch = opened(driver, folder)
    through(driver, batch, batch.foot.start_button)
    assert driver.predictors[-1].asked_precision == "bfloat16"
    assert len(driver.predictors) == 3, "the batch has loaded one of its own"
