"""Work that was not saved: kept while the window is there, and offered again after a crash."""

import os
import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from core.errors import ProjectError
from core.projects.reading import read_project
from dmat_gui.app import make_window
from tests.gui.conftest import HEIGHT, WIDTH
from tests.gui.fake_predictor import FakePredictor
from tests.gui.project_work import keep, open_path

ROOT = Path(__file__).parents[2]


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "photo.png"
    cv2.imwrite(str(path), np.random.default_rng(1).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8))
    return path


def crash(photo, tmp_path, *how):
    """What a window held whose process was killed, when it last kept that."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.gui.crash_session", str(photo), str(tmp_path), *how]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout.readline().startswith("kept "), process.stderr.read()
    finally:
        process.kill()
        process.communicate(timeout=30)
    assert len(kept_files(tmp_path)) == 1
    with np.load(tmp_path / "held.npz") as held:
        return dict(held)


@pytest.fixture
def crashed(photo, tmp_path):
    """What a window held whose process was killed after it had kept that."""
    return crash(photo, tmp_path)


@pytest.fixture
def crashed_within(photo, tmp_path):
    """What a window had kept whose process was killed while it wrote the next."""
    held = crash(photo, tmp_path, "within")
    (unfinished,) = (tmp_path / "autosave").glob(".*.part")
    assert unfinished.stat().st_size > 0
    return held


@pytest.fixture
def west_of_greenwich(monkeypatch):
    """Where the time that stands for none would lie before all times."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        if hasattr(time, "tzset"):
            time.tzset()
        yield
    if hasattr(time, "tzset"):
        time.tzset()


def kept_files(folder):
    return sorted((folder / "autosave").glob("*.dmat"))


def looked(driver):
    """Wait until the window knows what was left."""
    driver.qtbot.waitUntil(lambda: not driver.window.project_runner.busy, timeout=15000)


def paint(driver):
    driver.paint((20, 20), (60, 20))


def press(driver, place):
    button = driver.window.messages.bar("recover").buttons[place]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_after_a_crash_the_work_is_offered_and_recovered_to_the_bit(crashed, driver, tmp_path, monkeypatch):
    looked(driver)
    window, document = driver.window, driver.document
    text = window.messages.text("recover")
    assert text.startswith("Your work on photo.png from ") and text.endswith(" was not saved.")
    assert window.welcome.isVisible()
    assert [button.text() for button in window.messages.bar("recover").buttons] == ["Recover", "Discard"]
    with driver.qtbot.waitSignal(window.files.opened, timeout=15000):
        press(driver, 0)
    assert window.messages.text("recover") is None
    run = document.current_run
    got = {
        "trimap": document.trimap, "result": document.result_alpha(), "retouch": document.retouch.planes,
        "alpha": run.result.alpha, "step": run.steps[2].values("corrected"),
    }  # fmt: skip
    for name, array in crashed.items():
        assert got[name].dtype == array.dtype
        np.testing.assert_array_equal(got[name], array, name)
    assert (run.name, run.adopted_step) == ("Mine", (2, "corrected"))
    assert window.isWindowModified() and document.home is None
    assert kept_files(tmp_path) == [window.autosave.path], "it is kept until it is saved"
    with driver.qtbot.waitSignal(window.projects.saved, timeout=15000):
        window.projects.write(tmp_path / "work.dmat")
    assert not window.isWindowModified()
    assert os.listdir(tmp_path / "autosave") == []
    again = read_project(tmp_path / "work.dmat")
    np.testing.assert_array_equal(again.trimap, crashed["trimap"])


def test_after_a_crash_while_it_was_kept_the_work_is_what_was_kept_before(crashed_within, driver, tmp_path):
    looked(driver)
    assert not list((tmp_path / "autosave").glob(".*.part"))
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        press(driver, 0)
    document = driver.document
    np.testing.assert_array_equal(document.trimap, crashed_within["trimap"])
    np.testing.assert_array_equal(document.result_alpha(), crashed_within["result"])
    np.testing.assert_array_equal(document.retouch.planes, crashed_within["retouch"])


def test_what_is_discarded_is_gone_and_that_is_asked(crashed, driver, tmp_path, monkeypatch):
    looked(driver)
    questions = []

    def reply(_parent, question, *_rest):
        questions.append(question)
        return len(questions) > 1

    monkeypatch.setattr("dmat_gui.recovery.ask", reply)
    press(driver, 1)
    assert driver.window.messages.text("recover") is not None
    assert len(kept_files(tmp_path)) == 1
    press(driver, 1)
    assert questions[0].startswith("Discard your work on photo.png from ")
    assert driver.window.messages.text("recover") is None
    assert os.listdir(tmp_path / "autosave") == []


def test_what_is_put_off_is_offered_at_the_next_start_and_by_one_window_only(crashed, driver, settings):
    looked(driver)
    other = make_window(FakePredictor, settings)
    driver.qtbot.waitUntil(lambda: not other.project_runner.busy, timeout=15000)
    assert other.messages.text("recover") is None
    driver.window.messages.bar("recover")._close.click()
    assert driver.window.messages.text("recover") is None
    with driver.qtbot.waitSignal(other.recovery.looked, timeout=15000):
        other.recovery.start()
    assert "photo.png" in other.messages.text("recover")
    other.shut_down()
    other.deleteLater()


def test_an_opened_picture_leaves_the_offer_standing(crashed, driver, photo):
    looked(driver)
    open_path(driver, photo)
    assert "photo.png" in driver.window.messages.text("recover")


def test_a_picture_that_is_gone_can_be_found_for_what_is_recovered(crashed, driver, photo, monkeypatch):
    looked(driver)
    moved = photo.rename(photo.with_name("moved.png"))
    with driver.qtbot.waitSignal(driver.window.files.picture_missing, timeout=15000):
        press(driver, 0)
    assert "photo.png, the picture of the work on photo.png, is not" in driver.window.messages.text("error")
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getOpenFileName", lambda *_: (str(moved), ""))
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.messages.bar("error").buttons[0].click()
    np.testing.assert_array_equal(driver.document.trimap, crashed["trimap"])
    assert driver.window.isWindowModified() and driver.window.messages.text("recover") is None


def test_it_waits_for_quiet_and_for_the_end_of_a_stroke(driver, photo, tmp_path):
    open_path(driver, photo)
    autosave = driver.window.autosave
    paint(driver)
    assert 18_000 < autosave._timer.remainingTime() <= 22_000  # such timers are not exact
    autosave._first -= 110  # the first change was almost two minutes ago
    driver.trigger("undo")
    assert not autosave._timer.isActive(), "undone to what was opened: nothing to be kept"
    paint(driver)
    autosave._first -= 110
    paint(driver)
    driver.paint((20, 60), (60, 60))
    assert autosave._timer.remainingTime() <= 11_000
    driver.document.begin_edit("Paint foreground")
    autosave._save()
    assert kept_files(tmp_path) == []
    driver.document.end_edit()
    with driver.qtbot.waitSignal(autosave.written, timeout=15000):
        autosave._save()
    assert np.array_equal(read_project(autosave.path).trimap, driver.document.trimap)


def test_a_save_or_undo_takes_the_kept_file_away(driver, photo, tmp_path):
    open_path(driver, photo)
    keep(driver, lambda: paint(driver))
    assert len(kept_files(tmp_path)) == 1
    driver.trigger("undo")
    assert os.listdir(tmp_path / "autosave") == []
    keep(driver, lambda: paint(driver))
    with driver.qtbot.waitSignal(driver.window.projects.saved, timeout=15000):
        driver.window.projects.write(tmp_path / "work.dmat")
    assert os.listdir(tmp_path / "autosave") == []
    keep(driver, lambda: driver.paint((20, 60), (60, 60)))
    assert read_project(kept_files(tmp_path)[0]).home == tmp_path / "work.dmat"


def test_closing_and_another_picture_take_it_away_once_that_was_answered(driver, photo, tmp_path, answers):
    open_path(driver, photo)
    keep(driver, lambda: paint(driver))
    open_path(driver, photo)
    assert os.listdir(tmp_path / "autosave") == []
    keep(driver, lambda: paint(driver))
    answers.reply = False
    driver.window.close()
    assert len(kept_files(tmp_path)) == 1
    answers.reply = True
    with driver.qtbot.waitSignal(driver.window.closed, timeout=15000):
        driver.window.close()
    assert os.listdir(tmp_path / "autosave") == []


def test_two_windows_keep_two_files_and_offer_neither(driver, photo, settings, tmp_path):
    open_path(driver, photo)
    keep(driver, lambda: paint(driver))
    other = make_window(FakePredictor, settings)
    driver.qtbot.waitUntil(lambda: not other.project_runner.busy, timeout=15000)
    assert other.messages.text("recover") is None
    with driver.qtbot.waitSignal(other.files.opened, timeout=15000):
        other.open_path(photo)
    other.autosave.quiet_seconds = 0
    with driver.qtbot.waitSignal(other.autosave.written, timeout=15000):
        other.document.set_trimap(np.zeros((HEIGHT, WIDTH), np.uint8))
    assert len(kept_files(tmp_path)) == 2
    other.shut_down()
    other.deleteLater()


def test_one_that_fails_says_so_and_nothing_counts_as_saved(driver, photo, tmp_path, monkeypatch):
    def full(*_arguments, **_options):
        raise ProjectError("The disk is full.")

    open_path(driver, photo)
    driver.window.autosave.quiet_seconds = 0
    with monkeypatch.context() as patch:
        patch.setattr("core.projects.writing.write_project", full)
        with driver.qtbot.waitSignal(driver.window.project_runner.failed, timeout=15000):
            paint(driver)
    assert "cannot be kept against a crash" in driver.window.messages.text("autosave")
    assert driver.window.isWindowModified()
    keep(driver, lambda: driver.paint((20, 60), (60, 60)))
    assert driver.window.messages.text("autosave") is None
    assert driver.window.isWindowModified()


def test_what_cannot_be_read_is_named_until_it_is_discarded_and_the_rest_cleared_up(
    driver, tmp_path, monkeypatch, west_of_greenwich
):
    folder = tmp_path / "autosave"
    folder.mkdir(exist_ok=True)
    (folder / "a.dmat").write_bytes(b"PK damaged")
    for name in (".a.dmat.part", ".b.dmat.part", "b.lock"):
        (folder / name).write_bytes(b"")
    os.utime(folder / "b.lock", (0, 0))  # empty, as after a loss of power
    with driver.qtbot.waitSignal(driver.window.recovery.looked, timeout=15000):
        driver.window.recovery.start()
    assert sorted(os.listdir(folder)) == ["a.dmat", "a.lock"]
    assert f"cannot be read: {folder / 'a.dmat'} is damaged" in driver.window.messages.text("recover")
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())))
    press(driver, 0)
    assert opened == [folder] and (folder / "a.dmat").read_bytes() == b"PK damaged"
    monkeypatch.setattr("dmat_gui.recovery.ask", lambda _parent, question, *_: question == "Discard a.dmat?")
    press(driver, 1)
    assert driver.window.messages.text("recover") is None and os.listdir(folder) == []


def test_what_the_system_does_not_let_be_read_is_not_to_be_discarded(driver, tmp_path, monkeypatch):
    folder = tmp_path / "autosave"
    folder.mkdir(exist_ok=True)
    kept = folder / "a.dmat"
    kept.write_bytes(b"whole")
    read = Path.open

    def refuse(path, *arguments, **options):
        if path == kept:
            raise PermissionError(13, "Permission denied", str(path))
        return read(path, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        with driver.qtbot.waitSignal(driver.window.recovery.looked, timeout=15000):
            driver.window.recovery.start()
    text = driver.window.messages.text("recover")
    assert text.startswith("Work that was kept against a crash is out of reach.")
    assert f"{kept} cannot be opened (Permission denied): check" in text
    assert [button.text() for button in driver.window.messages.bar("recover").buttons] == ["Show folder"]
