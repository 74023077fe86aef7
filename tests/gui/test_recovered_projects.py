"""Work of a project that was recovered after a crash: when it may take its project's place unasked."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.projects.reading import read_project
from core.projects.writing import write_project
from dmat_gui.project_tasks import OpenProject
from tests.gui.project_work import keep, open_path


def paint(driver):
    driver.paint((20, 20), (60, 20))


def recover_once(driver, left):
    """Have kept work in the window, whose file goes with it once it is saved."""
    driver.open()
    copy = shutil.copy(left, left.with_name("recovered.dmat"))
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.files.open_project(OpenProject(Path(copy), recovered_as="the work"))


def save_as_recovered(driver):
    with driver.qtbot.waitSignal(driver.window.projects.saved, timeout=15000):
        driver.trigger("save_project")


def test_what_is_recovered_asks_once_before_it_replaces_a_file_that_is_another_by_now(
    driver, photo, tmp_path, answers
):
    window, home = driver.window, tmp_path / "work.dmat"
    open_path(driver, photo)
    with driver.qtbot.waitSignal(window.projects.saved, timeout=15000):
        window.projects.write(home)
    keep(driver, lambda: paint(driver))
    left = Path(shutil.copy(window.autosave.path, tmp_path / "left.dmat"))
    recover_once(driver, left)
    keep(driver, lambda: driver.paint((20, 60), (60, 60)))
    left = Path(shutil.copy(window.autosave.path, tmp_path / "left_again.dmat"))
    recover_once(driver, left)
    save_as_recovered(driver)
    assert answers == [], "it is as the work knew it, after two crashes too"
    recover_once(driver, left)
    driver.trigger("save_project")
    assert answers == ["Replace work.dmat?"], "what was saved since the crash counts as another's"
    home.write_bytes(b"theirs")
    driver.trigger("save_project")
    assert answers[1:] == ["Replace work.dmat?"] and home.read_bytes() == b"theirs"
    assert answers.details[1].startswith("work.dmat was changed since you opened or saved it")
    answers.way = 1
    save_as_recovered(driver)
    save_as_recovered(driver)
    assert len(answers) == 3, "its own file is replaced without a question"
    np.testing.assert_array_equal(read_project(home).trimap, driver.document.trimap)


def test_what_an_earlier_version_kept_knows_nothing_of_its_project_and_asks(driver, photo, tmp_path, answers):
    window, home = driver.window, tmp_path / "work.dmat"
    open_path(driver, photo)
    with driver.qtbot.waitSignal(window.projects.saved, timeout=15000):
        window.projects.write(home)
    keep(driver, lambda: paint(driver))
    left = tmp_path / "left.dmat"
    write_project(left, replace(read_project(window.autosave.path), home_stamp=None))
    recover_once(driver, left)
    driver.trigger("save_project")
    assert answers == ["Replace work.dmat?"]
    assert answers.details[0].startswith("work.dmat may have been changed since your work was kept")
