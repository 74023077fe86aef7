"""The system ends the window, and nobody is asked: no box can keep it open, and what fails is tried again."""

import numpy as np
import pytest

from core.errors import ProjectError
from core.projects import writing
from core.projects.reading import read_project
from tests.gui.held import hold


def _kept(folder):
    return sorted((folder / "autosave").glob("*.dmat"))


def test_no_box_keeps_a_window_open_that_the_system_ends(driver, tmp_path, answers):
    window = driver.window
    driver.open()
    driver.paint((80, 20), (80, 100))
    held = [hold(runner) for runner in (window.file_runner, window.project_runner)]
    window.files.save_trimap(tmp_path / "mine.png")
    driver.paint((20, 20), (20, 100))
    painted = driver.document.trimap.copy()
    window.close()
    box = window.closing.wait_box
    assert box.isVisible()
    window.closing.leave()
    assert not box.isVisible() and window.closing.wait_box is None and not window.isEnabled()
    box.reject()  # as by a key that was on its way
    with driver.qtbot.waitSignal(window.closed, timeout=15000):
        for each in held:
            each.set()
    assert (tmp_path / "mine.png").exists()
    (kept,) = _kept(tmp_path)
    np.testing.assert_array_equal(read_project(kept).trimap, painted)


@pytest.mark.parametrize("failures", [1, 2])
def test_what_cannot_be_kept_at_the_end_is_tried_once_more(driver, tmp_path, monkeypatch, caplog, failures):
    tries, write = [], writing.write_project

    def fail_at_first(*arguments, **options):
        tries.append(arguments)
        if len(tries) <= failures:
            raise ProjectError("The disk is full.")
        write(*arguments, **options)

    monkeypatch.setattr("core.projects.writing.write_project", fail_at_first)
    driver.open()
    driver.paint((80, 20), (80, 100))
    with driver.qtbot.waitSignal(driver.window.closed, timeout=15000):
        driver.window.closing.leave()
    assert len(tries) == 2
    assert len(_kept(tmp_path)) == 2 - failures
    assert ("could not be kept for the next start" in caplog.text) == (failures == 2)


def test_what_is_being_kept_when_the_end_comes_is_not_written_twice(driver, tmp_path):
    driver.open()
    driver.paint((80, 20), (80, 100))
    held = hold(driver.window.project_runner)
    driver.window.autosave.keep_now()
    job = driver.window.autosave.job
    driver.window.closing.leave()
    assert driver.window.autosave.job == job
    with driver.qtbot.waitSignal(driver.window.closed, timeout=15000):
        held.set()
    (kept,) = _kept(tmp_path)
    np.testing.assert_array_equal(read_project(kept).trimap, driver.document.trimap)
