"""What disks, devices and others do to an open window: it lives on, nothing is lost, and it says why."""

import shutil

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QSettings

from core.exporting.outputs import AlphaOutput, FileFormat
from core.exporting.plan import PlannedFile
from core.imaging.reading import read_grey
from core.projects.reading import read_project
from dmat_gui.app import make_window
from dmat_gui.settings import Settings
from dmat_gui.tasks import OpenPicture
from tests.faults import full_disk, gone, needs_posix, open_folder, read_only, snapshot
from tests.gui.conftest import HEIGHT, WIDTH
from tests.gui.fake_predictor import FakePredictor
from tests.gui.held import hold
from tests.gui.test_batch import folder as pictures
from tests.gui.test_batch import opened, states, through, write_picture

__all__ = ["open_folder", "pictures"]
FAULTS = {"full": full_disk, "read-only": read_only, "gone": gone}


@pytest.fixture
def photo(tmp_path):
    (tmp_path / "photos").mkdir()
    path = tmp_path / "photos" / "photo.png"
    write_noise(path, 1)
    return path


def write_noise(path, seed):
    cv2.imwrite(str(path), np.random.default_rng(seed).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8))


def open_path(driver, path):
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.open_path(path)


def wait(driver, signal, begin):
    with driver.qtbot.waitSignal(signal, timeout=15000):
        begin()


def error(driver, key="error"):
    return driver.window.messages.text(key)


def export(driver, folder):
    driver.window.exports.write((PlannedFile(folder / "alpha.png", AlphaOutput(FileFormat(".png"))),))


@needs_posix
@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_written_is_told_and_the_file_before_is_whole(
    driver, known_trimap, open_folder, answers, fault
):
    driver.open(known_trimap)
    driver.matte()
    window = driver.window
    writes = (
        (window.colour_runner, lambda: export(driver, open_folder)),
        (window.project_runner, lambda: window.projects.write(open_folder / "work.dmat")),
        (window.file_runner, lambda: window.files.save_trimap(open_folder / "trimap.png")),
    )
    for runner, write in writes:
        wait(driver, runner.finished, write)
    driver.paint((20, 20), (60, 20))
    driver.matte()
    before = snapshot(open_folder)
    assert set(before) == {"alpha.png", "work.dmat", "trimap.png"}
    for (runner, write), key in zip(writes, ("export", "error", "error"), strict=True):
        with FAULTS[fault](open_folder):
            wait(driver, runner.failed, write)
        assert "check the folder and the space on the disk" in error(driver, key)
        assert snapshot(open_folder) == before
        assert window.isWindowModified()
    for runner, write in writes:
        wait(driver, runner.finished, write)
    after = snapshot(open_folder)
    assert set(after) == set(before) and all(after[name] != before[name] for name in after)
    assert not window.isWindowModified()


@needs_posix
def test_work_is_kept_again_once_there_is_room_or_the_folder_is_there_anew(driver, photo, tmp_path):
    open_path(driver, photo)
    autosave = driver.window.autosave
    autosave.quiet_seconds = 0
    wait(driver, autosave.written, lambda: driver.paint((20, 20), (60, 20)))
    kept = autosave.path
    before, trimap = kept.read_bytes(), driver.document.trimap.copy()
    with full_disk():
        wait(driver, driver.window.project_runner.failed, lambda: driver.paint((20, 40), (60, 40)))
    assert "Save it yourself" in driver.window.messages.text("autosave")
    assert kept.read_bytes() == before and np.array_equal(read_project(kept).trimap, trimap)
    assert sorted(path.name for path in kept.parent.iterdir()) == [f"{kept.stem}.dmat", f"{kept.stem}.lock"]
    shutil.rmtree(kept.parent)
    wait(driver, autosave.written, lambda: driver.paint((20, 60), (60, 60)))
    assert driver.window.messages.text("autosave") is None
    assert np.array_equal(read_project(autosave.path).trimap, driver.document.trimap)
    assert autosave.path != kept and autosave.path.with_suffix(".lock").exists()


@needs_posix
def test_what_is_kept_outlives_its_lock(driver, photo):
    open_path(driver, photo)
    autosave = driver.window.autosave
    autosave.quiet_seconds = 0
    wait(driver, autosave.written, lambda: driver.paint((20, 20), (60, 20)))
    kept, trimap = autosave.path, driver.document.trimap.copy()
    lock = kept.with_suffix(".lock")
    lock.unlink()
    with full_disk(room=100):  # enough for a lock
        wait(driver, driver.window.project_runner.failed, lambda: driver.paint((20, 40), (60, 40)))
    assert np.array_equal(read_project(kept).trimap, trimap)
    wait(driver, autosave.written, lambda: driver.paint((20, 60), (60, 60)))
    assert autosave.path == kept and lock.exists()
    assert np.array_equal(read_project(kept).trimap, driver.document.trimap)


@needs_posix
def test_settings_that_cannot_be_kept_are_told_at_once_and_those_before_are_whole(qapp, qtbot, open_folder):
    store = QSettings(str(open_folder / "settings.ini"), QSettings.Format.IniFormat)
    Settings(store).theme = "light"
    store.sync()
    before = snapshot(open_folder)
    with full_disk():
        Settings(store).theme = "dark"
        store.sync()
    assert snapshot(open_folder) == before
    with read_only(open_folder):
        window = make_window(FakePredictor, Settings(store))
    try:
        assert str(open_folder / "settings.ini") in window.messages.text("settings")
        qtbot.waitUntil(lambda: not any(runner.busy for runner in window.runners), timeout=15000)
    finally:
        window.shut_down()
        window.deleteLater()


@pytest.mark.parametrize("change", ["removed", "replaced"])
def test_a_picture_that_changes_under_the_window_is_still_the_one_that_was_opened(
    driver, photo, known_trimap, tmp_path, change
):
    open_path(driver, photo)
    pixels = driver.document.picture.pixels.copy()
    driver.document.set_trimap(known_trimap)
    photo.unlink()
    if change == "replaced":
        write_noise(photo, 2)
    driver.matte()
    wait(driver, driver.window.exports.exported, lambda: export(driver, tmp_path))
    assert read_grey(tmp_path / "alpha.png").shape == (HEIGHT, WIDTH)
    wait(driver, driver.window.projects.saved, lambda: driver.window.projects.write(tmp_path / "work.dmat"))
    driver.open()
    open_path(driver, tmp_path / "work.dmat")
    assert np.array_equal(driver.document.picture.pixels, pixels)
    assert np.array_equal(driver.document.trimap, known_trimap)


def test_what_is_kept_by_itself_has_the_picture_that_was_opened(driver, photo):
    open_path(driver, photo)
    autosave = driver.window.autosave
    autosave.quiet_seconds = 0
    wait(driver, autosave.written, lambda: driver.paint((20, 20), (60, 20)))
    assert read_project(autosave.path).embedded is None
    write_noise(photo, 2)
    wait(driver, autosave.written, lambda: driver.paint((20, 40), (60, 40)))
    assert np.array_equal(read_project(autosave.path).embedded.pixels, driver.document.picture.pixels)


@needs_posix
def test_a_picture_opens_from_a_folder_that_cannot_be_listed(open_folder):
    write_noise(open_folder / "photo.png", 1)
    OpenPicture(open_folder / "photo.png").run(None)
    with read_only(open_folder, mode_of_folders=0o111):
        opened_picture = OpenPicture(open_folder / "photo.png").run(None)
    assert opened_picture.picture.size == (WIDTH, HEIGHT) and opened_picture.offered is None


def test_files_that_are_gone_are_named_and_the_work_stays(driver, known_trimap, tmp_path):
    driver.open(known_trimap)
    window = driver.window
    for begin in (
        lambda: window.open_path(tmp_path / "gone.png"),
        lambda: window.open_path(tmp_path / "gone.dmat"),
        lambda: window.files.load_trimap(tmp_path / "gone.png"),
    ):
        wait(driver, window.file_runner.failed, begin)
        assert "gone" in error(driver) and window.messages.bar("error").buttons
        assert np.array_equal(driver.document.trimap, known_trimap)


def test_a_batch_goes_on_past_pictures_that_go_and_names_a_folder_that_does(driver, pictures):
    batch = opened(driver, pictures / "face.png", pictures / "hand.png")
    (pictures / "face.png").unlink()
    through(driver, batch, batch.foot.start_button)
    assert states(batch) == {"face": "failed", "hand": "done"}
    assert "No such file or directory" in batch.rows.rows[0].sentence
    write_picture(pictures, "face")
    shutil.rmtree(pictures / "matted")
    (pictures / "matted").write_bytes(b"no folder")
    assert "cannot be made (File exists): choose another" in through(driver, batch, batch.retry)
    (pictures / "matted").unlink()
    through(driver, batch, batch.foot.start_button)
    assert states(batch)["face"] == "done"


@needs_posix
def test_a_batch_on_a_full_disk_fails_picture_by_picture_and_can_be_gone_on_with(driver, pictures):
    batch = opened(driver, pictures / "face.png", pictures / "hand.png")
    with full_disk():
        through(driver, batch, batch.foot.start_button)
    assert states(batch) == {"face": "failed", "hand": "failed"}
    assert "the space on the disk" in batch.rows.rows[0].sentence
    assert snapshot(pictures / "matted") == {}
    through(driver, batch, batch.retry)
    assert states(batch) == {"face": "done", "hand": "done"}


@needs_posix
def test_a_batch_is_not_begun_where_nothing_can_be_written(driver, open_folder):
    write_picture(open_folder, "face")
    cv2.imwrite(str(open_folder / "face_mask.png"), np.tile(np.uint8([0, 255]), (36, 24)))
    batch = opened(driver, open_folder)
    (open_folder / "matted").mkdir()
    with read_only(open_folder):
        said = through(driver, batch, batch.foot.start_button)
    assert f"Nothing can be written into {open_folder / 'matted'}: choose another folder" in said
    assert states(batch) == {"face": "waiting"}


def test_a_gpu_that_stops_is_told_and_its_models_are_loaded_anew(driver, known_trimap):
    driver.open(known_trimap)
    driver.predictors[0].error = RuntimeError("CUDA error: unspecified launch failure\nCUDA kernel errors")
    wait(driver, driver.window.run_control.ended, lambda: driver.trigger("matte"))
    assert "GPU stopped working" in error(driver) and "Choose the CPU" in error(driver)
    driver.matte()
    assert len(driver.predictors) == 2 and len(driver.document.runs) == 1


class Raising:
    """A job with a mistake in it."""

    title = "The work"

    def run(self, context):
        raise ZeroDivisionError("a bug")


def test_no_worker_is_lost_with_a_job_that_raises(driver, known_trimap):
    for runner in driver.window.runners:
        with driver.qtbot.waitSignal(runner.failed, timeout=15000) as failed:
            runner.submit(Raising())
        assert "The work failed for a reason the app does not know (ZeroDivisionError" in failed.args[1]
        hold(runner).set()  # which takes the next job
    driver.open(known_trimap)
    driver.matte()
