"""What waits for what: closing for files, colours for their preparation, and a run for the next picture."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.errors import PictureError
from core.exporting.outputs import CutoutOutput, FileFormat
from core.exporting.plan import PlannedFile
from core.imaging.trimap import read_trimap
from core.projects.reading import read_project
from dmat_gui.canvas.views import View
from dmat_gui.dialogs.ask import Choice
from tests.gui.conftest import HEIGHT, WIDTH
from tests.gui.held import hold


@pytest.fixture
def estimate(monkeypatch):
    """In place of the estimation of foreground colours: grey."""

    def grey(picture, _alpha, estimated):
        return np.full_like(picture.pixels, 77) if estimated else picture.pixels

    monkeypatch.setattr("dmat_gui.dialogs.export_task.foreground_for", grey)
    monkeypatch.setattr("core.exporting.subject.foreground_for", grey)


def _cutout(folder: Path) -> tuple[PlannedFile, ...]:
    return (PlannedFile(folder / "photo_cutout.png", CutoutOutput(FileFormat(".png"))),)


def _photo(folder: Path) -> Path:
    cv2.imwrite(str(folder / "photo.png"), np.full((HEIGHT, WIDTH + 8, 3), 99, np.uint8))
    return folder / "photo.png"


def test_a_run_begun_while_a_picture_loads_is_asked_about_and_ends_with_its_picture(
    driver, gate, known_trimap, tmp_path, monkeypatch, answers
):
    errors = []
    monkeypatch.setattr("sys.excepthook", lambda *error: errors.append(error))
    driver.open(known_trimap)
    loading = hold(driver.window.file_runner)
    driver.window.open_path(_photo(tmp_path))
    with driver.qtbot.waitSignal(driver.window.run_control.stepped, timeout=15000):
        driver.trigger("matte")
        gate.release(1)
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        loading.set()
    assert answers == ["Open photo.png instead?"]
    assert answers.details == ["A run is going on; opening another picture stops it."]
    assert not driver.window.run_control.running
    with driver.qtbot.waitSignal(driver.window.runner.idle, timeout=15000):
        gate.release(10)
    assert errors == []
    assert driver.document.runs == []
    assert driver.window.film.frames == []
    assert driver.window.canvas.shown_matte() is None


def _paint_while_it_loads(driver, path: Path, x: int) -> None:
    """Open another picture, paint before it is there, and wait until it was asked about or has come."""
    loading = hold(driver.window.file_runner)
    driver.window.open_path(path)
    driver.paint((x, 20), (x, 100))
    with driver.qtbot.waitSignal(driver.window.file_runner.idle, timeout=15000):
        loading.set()


def test_what_is_done_while_a_picture_loads_is_asked_about_when_it_is_there(
    driver, known_trimap, tmp_path, answers
):
    driver.open(known_trimap)
    answers.choice = Choice.STAY
    _paint_while_it_loads(driver, _photo(tmp_path), 80)
    assert answers == ["Open photo.png instead?"]
    assert answers.details == ["The painted trimap has not been saved."]
    assert driver.document.path is None and driver.document.trimap[60, 80] == 255
    assert driver.document.undo_text == "Paint foreground"
    answers.choice = Choice.DROP
    _paint_while_it_loads(driver, tmp_path / "photo.png", 20)
    assert len(answers) == 3, "asked before, and as there is more to lose by then, again"
    assert driver.document.path == tmp_path / "photo.png"


def test_what_was_agreed_to_is_not_asked_again(driver, tmp_path, answers):
    driver.open()
    driver.paint((80, 20), (80, 100))
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.open_path(_photo(tmp_path))
    assert answers == ["Open photo.png instead?"]


def test_what_is_done_while_it_is_saved_to_open_another_is_asked_about(driver, tmp_path, answers):
    driver.open()
    driver.window.projects.write(tmp_path / "work.dmat")
    driver.qtbot.waitUntil(lambda: driver.document.home is not None, timeout=15000)
    driver.paint((80, 20), (80, 100))
    saving = hold(driver.window.project_runner)
    answers.choice = Choice.SAVE
    driver.window.open_path(_photo(tmp_path))
    driver.paint((20, 20), (20, 100))
    answers.choice = Choice.STAY
    with driver.qtbot.waitSignal(driver.window.projects.saved, timeout=15000):
        saving.set()
    assert answers.details == ["work.dmat does not have your last changes."] * 2
    assert driver.document.trimap[60, 20] == 255 and not driver.window.file_runner.busy
    answers.choice = Choice.SAVE
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.open_path(tmp_path / "photo.png")
    assert len(answers) == 3
    assert read_project(tmp_path / "work.dmat").trimap[60, 20] == 255


def test_a_run_outlives_a_picture_that_cannot_be_read(driver, gate, known_trimap, tmp_path, answers):
    (tmp_path / "letter.png").write_text("Dear reader")
    driver.open(known_trimap)
    with driver.qtbot.waitSignal(driver.window.run_control.stepped, timeout=15000):
        driver.trigger("matte")
        gate.release(1)
    with driver.qtbot.waitSignal(driver.window.file_runner.failed, timeout=15000):
        driver.window.open_path(tmp_path / "letter.png")
    assert answers == ["Open letter.png instead?"]
    assert driver.window.run_control.running
    with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
        gate.release(10)
    assert len(driver.document.runs) == 1


def test_a_trimap_loaded_for_one_picture_is_not_given_to_the_next(driver, known_trimap, tmp_path):
    cv2.imwrite(str(tmp_path / "t.png"), known_trimap)
    driver.open()
    loading = hold(driver.window.file_runner)
    driver.window.files.load_trimap(tmp_path / "t.png")
    driver.open()
    with driver.qtbot.waitSignal(driver.window.file_runner.idle, timeout=15000):
        loading.set()
    assert (driver.document.trimap == 128).all()


def test_a_failure_leaves_the_other_jobs_theirs(driver, known_trimap, tmp_path):
    driver.open(known_trimap)
    held = hold(driver.window.file_runner)
    driver.window.files.load_trimap(tmp_path / "gone.png")
    driver.window.files.save_trimap(tmp_path / "saved.png")
    with driver.qtbot.waitSignal(driver.window.files.trimap_saved, timeout=15000):
        held.set()
    assert "gone.png" in driver.window.messages.text("error")
    assert (tmp_path / "saved.png").exists()


def test_closing_waits_for_a_trimap_that_is_being_saved(driver, tmp_path, answers):
    driver.open()
    driver.paint((80, 20), (80, 100))
    painted = driver.document.trimap.copy()
    held = hold(driver.window.file_runner)
    driver.window.files.save_trimap(tmp_path / "mine.png")
    driver.window.close()
    assert answers == ["Close once the files are written?"]
    assert answers.details == ["Still to be written: mine.png. The window closes after that."]
    assert driver.window.isVisible()
    with driver.qtbot.waitSignal(driver.window.closed, timeout=15000):
        held.set()
    assert np.array_equal(read_trimap(tmp_path / "mine.png", (WIDTH, HEIGHT))[0], painted)


def test_closing_waits_for_an_export(driver, known_trimap, tmp_path, answers, estimate):
    driver.open(known_trimap)
    driver.matte()
    held = hold(driver.window.colour_runner)
    driver.window.exports.write(_cutout(tmp_path))
    driver.window.close()
    assert answers == ["Close once the files are written?"]
    assert answers.details == ["Still to be written: photo_cutout.png. The window closes after that."]
    with driver.qtbot.waitSignal(driver.window.closed, timeout=15000):
        held.set()
    assert (tmp_path / "photo_cutout.png").exists()


def test_an_export_that_closing_waits_for_can_be_cancelled(driver, known_trimap, tmp_path, answers, estimate):
    driver.open(known_trimap)
    driver.matte()
    held = hold(driver.window.colour_runner)
    driver.window.exports.write(_cutout(tmp_path))
    driver.window.close()
    box = driver.window.closing.wait_box
    assert box.isVisible() and "photo_cutout.png" in box.informativeText()
    QTest.mouseClick(box.buttons()[0], Qt.MouseButton.LeftButton)
    with driver.qtbot.waitSignal(driver.window.colour_runner.idle, timeout=15000):
        held.set()
    assert driver.window.isVisible() and driver.window.isEnabled()
    assert driver.window.closing.wait_box is None
    assert not (tmp_path / "photo_cutout.png").exists()
    assert "cancelled" in driver.window.messages.text("export")
    driver.window.close()
    assert answers.details[-1].endswith("has not been exported.")


def test_a_file_that_cannot_be_written_keeps_the_window_open(driver, tmp_path, answers, monkeypatch):
    def full(*_arguments, **_options):
        raise PictureError("The disk is full.")

    monkeypatch.setattr("core.imaging.writing.write_alpha", full)
    driver.open()
    driver.paint((80, 20), (80, 100))
    held = hold(driver.window.file_runner)
    driver.window.files.save_trimap(tmp_path / "mine.png")
    driver.window.close()
    with driver.qtbot.waitSignal(driver.window.file_runner.idle, timeout=15000):
        held.set()
    assert driver.window.isVisible()
    assert driver.window.isEnabled()
    assert driver.window.messages.text("error") == "The disk is full."
    answers.reply = False
    driver.window.close()
    assert answers.details[-1] == "The painted trimap has not been saved."


def test_another_picture_does_not_come_before_a_trimap_that_cannot_be_written(driver, tmp_path, answers):
    driver.open()
    loading = hold(driver.window.file_runner)
    driver.window.open_path(_photo(tmp_path))
    driver.paint((80, 20), (80, 100))
    (tmp_path / "taken.png").mkdir()
    driver.window.files.save_trimap(tmp_path / "taken.png")
    with driver.qtbot.waitSignal(driver.window.file_runner.idle, timeout=15000):
        loading.set()
    assert driver.document.path is None and driver.document.trimap[60, 80] == 255
    saving = hold(driver.window.file_runner)
    driver.window.files.save_trimap(tmp_path / "mine.png")
    driver.window.open_path(tmp_path / "photo.png")
    assert driver.document.path is None
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        saving.set()
    assert answers == ["Replace taken.png?"] and (tmp_path / "mine.png").exists()


def test_a_trimap_whose_writing_was_cancelled_is_not_saved(driver, tmp_path, answers):
    driver.open()
    driver.paint((80, 20), (80, 100))
    held = hold(driver.window.file_runner)
    driver.window.files.save_trimap(tmp_path / "mine.png")
    driver.window.close()
    QTest.mouseClick(driver.window.closing.wait_box.buttons()[0], Qt.MouseButton.LeftButton)
    with driver.qtbot.waitSignal(driver.window.file_runner.idle, timeout=15000):
        held.set()
    assert not (tmp_path / "mine.png").exists()
    answers.reply = False
    driver.window.close()
    assert answers.details[-1] == "The painted trimap has not been saved."


def test_a_saved_trimap_does_not_hide_a_result_that_nobody_exported(
    driver, known_trimap, tmp_path, answers, estimate
):
    driver.open(known_trimap)
    driver.paint((80, 20), (80, 100))
    driver.matte()
    with driver.qtbot.waitSignal(driver.window.files.trimap_saved, timeout=15000):
        driver.window.files.save_trimap(tmp_path / "t.png")
    answers.reply = False
    driver.window.close()
    assert answers.details == ["Run 1 · result has not been exported."]
    assert driver.window.isWindowModified()
    with driver.qtbot.waitSignal(driver.window.exports.exported, timeout=15000):
        driver.window.exports.write(_cutout(tmp_path))
    assert not driver.window.isWindowModified()
    driver.window.close()
    assert not driver.window.isVisible()


def test_files_do_not_wait_for_the_colours_preparation(driver, known_trimap, tmp_path, estimate):
    driver.window.warmer.ready.clear()
    driver.open(known_trimap)
    driver.matte()
    with driver.qtbot.waitSignal(driver.window.colours._timer.timeout, timeout=15000):
        driver.window.views.show_view("view_composite")
    assert not driver.window.colour_runner.busy
    driver.window.exports.write(_cutout(tmp_path))
    with driver.qtbot.waitSignal(driver.window.files.trimap_saved, timeout=5000):
        driver.window.files.save_trimap(tmp_path / "t.png")
    driver.qtbot.waitUntil(lambda: "Preparing the estimation" in driver.window.messages.text("export"))
    with driver.qtbot.waitSignal(driver.window.exports.exported, timeout=15000):
        driver.window.warmer.ready.set()


def test_the_colours_in_sight_are_made_once_they_can_be(driver, known_trimap, estimate):
    driver.window.warmer.ready.clear()
    driver.open(known_trimap)
    driver.matte()
    with driver.qtbot.waitSignal(driver.window.colours._timer.timeout, timeout=15000):
        driver.window.views.show_view("view_foreground")
    shown = []
    driver.window.canvas.set_foreground = shown.append
    driver.window.warmer.ready.set()
    driver.window.warmer.prepared.emit()
    driver.qtbot.waitUntil(lambda: bool(shown), timeout=5000)
    assert driver.window.canvas.view is View.FOREGROUND
    assert (shown[-1] == 77).all()


def test_shutting_down_starts_no_estimation(driver, known_trimap, tmp_path, monkeypatch):
    estimated = []
    monkeypatch.setattr("core.exporting.subject.foreground_for", lambda *_: estimated.append(1))
    driver.window.warmer.ready.clear()
    driver.open(known_trimap)
    driver.matte()
    driver.window.exports.write(_cutout(tmp_path))
    driver.qtbot.waitUntil(
        lambda: "Preparing the estimation" in (driver.window.messages.text("export") or "")
    )
    driver.window.shut_down()
    assert estimated == []
