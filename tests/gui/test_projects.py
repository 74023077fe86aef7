"""Projects in the real window: saved and opened again to the bit, changed or not right through undo."""

import os

import cv2
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from core.errors import ProjectError
from core.projects.reading import read_project
from core.step_mattes import MATTE_KINDS
from dmat_gui.dialogs.ask import Choice
from dmat_gui.history import ENTRY_BYTES, TileHistory
from tests.gui.conftest import HEIGHT, WIDTH
from tests.gui.held import hold
from tests.gui.project_work import everything, open_path, retouch, save, work


def test_a_project_opens_again_as_it_was_to_the_bit(driver, photo, known_trimap, dialogs, tmp_path, answers):
    document, window = driver.document, driver.window
    work(driver, photo, known_trimap)
    before = everything(document)
    dialogs["Save"] = tmp_path / "photos" / "work"
    assert window.isWindowModified()
    save(driver)
    assert dialogs.proposed == str(photo.with_suffix(".dmat"))
    assert window.messages.text("save") == "Saved work.dmat."
    assert window.windowTitle().startswith("work.dmat[*]") and not window.isWindowModified()
    driver.open()
    assert document.home is None and window.isWindowModified() is False
    open_path(driver, tmp_path / "photos" / "work.dmat")
    assert answers == []
    assert everything(document) == before
    assert window.windowTitle().startswith("work.dmat[*]") and not window.isWindowModified()
    assert not document.can_undo
    assert len(window.film.frames) > 1 and not window.welcome.isVisible()
    driver.matte()
    assert document.current_run.name == "Run 3"
    assert window.isWindowModified()


def test_changed_since_saved_is_right_through_undo_and_redo(driver, photo, known_trimap, dialogs, tmp_path):
    window, document = driver.window, driver.document
    dialogs["Save"] = tmp_path / "work.dmat"
    open_path(driver, photo)
    document.set_trimap(known_trimap)
    save(driver)
    changes = [
        lambda: driver.paint((20, 20), (40, 20)),
        driver.matte,
        lambda: document.use_step(1, "alpha0"),
        lambda: retouch(driver),
        lambda: document.delete_run(document.current_run),
    ]
    for change in changes:
        change()
        assert window.isWindowModified()
    for _ in changes:
        assert window.isWindowModified()
        driver.trigger("undo")
    assert not window.isWindowModified(), "undone to what was saved"
    for _ in changes:
        driver.trigger("redo")
        assert window.isWindowModified()
    driver.trigger("undo")
    save(driver)
    assert not window.isWindowModified()
    driver.trigger("undo")
    assert window.isWindowModified(), "undone to before what was saved"
    driver.trigger("redo")
    assert not window.isWindowModified()
    document.rename_run(document.runs[0], "Another name")
    assert window.isWindowModified(), "a name is in the file too"


def test_what_is_painted_while_a_project_is_written_is_changed(
    driver, photo, known_trimap, dialogs, tmp_path
):
    dialogs["Save"] = tmp_path / "work.dmat"
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    saved = driver.document.trimap.copy()
    with driver.qtbot.waitSignal(driver.window.projects.saved, timeout=15000):
        driver.trigger("save_project")
        driver.paint((20, 20), (40, 20))
    assert driver.window.isWindowModified()
    assert np.array_equal(read_project(tmp_path / "work.dmat").trimap, saved)


def test_a_save_that_fails_says_so_and_leaves_the_work_changed(
    driver, photo, known_trimap, dialogs, tmp_path, monkeypatch, answers
):
    def full(*_arguments, **_options):
        raise ProjectError("work.dmat could not be saved: the disk is full.")

    dialogs["Save"] = tmp_path / "work.dmat"
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    answers.choice = Choice.SAVE
    with monkeypatch.context() as patch:
        patch.setattr("core.projects.writing.write_project", full)
        with driver.qtbot.waitSignal(driver.window.projects.save_failed, timeout=15000):
            driver.window.close()
    assert answers == ["Save before closing?"]
    window = driver.window
    assert window.isVisible() and window.isEnabled() and window.isWindowModified()
    assert "the disk is full" in window.messages.text("error")
    again, elsewhere = window.messages.bar("error").buttons
    assert elsewhere.text() == "Save project as…"
    with driver.qtbot.waitSignal(window.projects.saved, timeout=15000):
        QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert window.messages.text("error") is None
    assert not window.isWindowModified()


def test_closing_saves_first_where_that_is_asked_for(driver, photo, known_trimap, dialogs, tmp_path, answers):
    dialogs["Save"] = tmp_path / "work.dmat"
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    answers.choice = Choice.STAY
    driver.window.close()
    assert driver.window.isVisible()
    assert answers.details == ["The painted trimap has not been saved."]
    answers.choice = Choice.SAVE
    with driver.qtbot.waitSignal(driver.window.closed, timeout=15000):
        driver.window.close()
    assert len(answers) == 2
    assert np.array_equal(read_project(tmp_path / "work.dmat").trimap, known_trimap)


def test_closing_in_a_run_asks_once_to_stop_and_to_save(
    driver, gate, photo, known_trimap, dialogs, tmp_path, answers
):
    dialogs["Save"] = tmp_path / "work.dmat"
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    with driver.qtbot.waitSignal(driver.window.run_control.stepped, timeout=15000):
        driver.trigger("matte")
        gate.release(1)
    answers.choice = Choice.SAVE
    with driver.qtbot.waitSignal(driver.window.closed, timeout=15000):
        driver.window.close()
        gate.release(10)
    assert answers == ["A run is going on. Stop it and close?"]
    assert np.array_equal(read_project(tmp_path / "work.dmat").trimap, known_trimap)


def test_another_picture_waits_for_the_save_and_does_not_come_if_that_fails(
    driver, photo, known_trimap, dialogs, tmp_path, monkeypatch, answers
):
    other = tmp_path / "other.png"
    cv2.imwrite(str(other), np.full((HEIGHT, WIDTH, 3), 9, np.uint8))
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    answers.choice = Choice.SAVE
    driver.window.open_path(other)  # and the dialog is given up
    assert driver.document.path == photo and not driver.window.file_runner.busy
    (tmp_path / "taken.dmat").mkdir()
    dialogs["Save"] = tmp_path / "taken.dmat"
    answers.reply = True
    with driver.qtbot.waitSignal(driver.window.projects.save_failed, timeout=15000):
        driver.window.open_path(other)
    assert "is a folder" in driver.window.messages.text("error")
    assert driver.document.path == photo and not driver.window.file_runner.busy
    dialogs["Save"] = tmp_path / "work.dmat"
    open_path(driver, other)
    assert driver.document.path == other
    assert np.array_equal(read_project(tmp_path / "work.dmat").trimap, known_trimap)


def test_another_picture_waits_for_a_save_that_is_under_way_and_does_not_come_if_that_fails(
    driver, photo, known_trimap, tmp_path, answers
):
    other, home = tmp_path / "other.png", tmp_path / "work.dmat"
    cv2.imwrite(str(other), np.full((HEIGHT, WIDTH, 3), 9, np.uint8))
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    home.mkdir()
    saving = hold(driver.window.project_runner)
    driver.window.projects.write(home)
    driver.window.open_path(other)
    with driver.qtbot.waitSignal(driver.window.projects.save_failed, timeout=15000):
        saving.set()
    assert answers == [] and not driver.window.file_runner.busy
    assert driver.document.path == photo and driver.window.isWindowModified()
    home.rmdir()
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.projects.write(home)
        driver.window.open_path(other)
    assert answers == [] and driver.document.path == other
    assert np.array_equal(read_project(home).trimap, known_trimap)


def test_nothing_is_replaced_unasked(driver, photo, known_trimap, dialogs, tmp_path, answers):
    (tmp_path / "work.dmat").write_bytes(b"precious")
    dialogs["Save"] = tmp_path / "work"
    open_path(driver, photo)
    answers.reply = False
    driver.trigger("save_project")
    assert answers == ["Replace work.dmat?"]
    assert not driver.window.project_runner.busy
    assert (tmp_path / "work.dmat").read_bytes() == b"precious"
    answers.reply = True
    save(driver)
    save(driver)
    assert len(answers) == 2, "its own file is replaced without a question"


def test_a_project_that_somebody_else_has_changed_is_not_replaced_unasked(
    driver, photo, known_trimap, dialogs, tmp_path, answers
):
    home, other = tmp_path / "work.dmat", tmp_path / "other.dmat"
    dialogs["Save"] = home
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    save(driver)
    open_path(driver, home)
    driver.paint((20, 20), (40, 20))
    with driver.qtbot.waitSignal(driver.window.project_runner.idle, timeout=15000):
        driver.trigger("save_project")
        driver.trigger("save_project")  # and once more, while it is written
    assert answers == []
    home.write_bytes(b"theirs")
    driver.paint((20, 40), (40, 40))
    driver.trigger("save_project")
    answers.choice = Choice.SAVE
    driver.window.close()
    answers.reply = False
    driver.trigger("save_project_as")  # to the same file
    assert answers == ["Replace work.dmat?", "Save before closing?", *["Replace work.dmat?"] * 2]
    assert all(answers.details[at].startswith("work.dmat was changed since") for at in (0, 2, 3))
    assert driver.window.isVisible() and not driver.window.project_runner.busy
    assert home.read_bytes() == b"theirs"
    answers.way, dialogs["Save"] = 0, other
    save(driver)
    assert home.read_bytes() == b"theirs" and driver.document.home == other
    other.write_bytes(b"theirs")
    answers.way = 1
    save(driver)
    assert np.array_equal(read_project(other).trimap, driver.document.trimap)
    assert len(answers) == 6
    other.unlink()
    save(driver)
    assert len(answers) == 6, "nothing is lost where there is nothing"


def test_a_project_with_another_time_alone_is_known_and_one_of_the_same_size_is_not(
    driver, photo, known_trimap, dialogs, tmp_path, answers
):
    home = dialogs["Save"] = tmp_path / "work.dmat"
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    save(driver)
    for opens in (False, True):
        if opens:
            open_path(driver, home)
        os.utime(home, (0, 0))  # as out of a backup
        driver.paint((20, 20), (40, 20))
        save(driver)
    assert answers == []
    theirs = bytearray(home.read_bytes())
    theirs[theirs.rindex(b"PK\x01\x02") + 16] ^= 1  # a checksum: a part has other contents
    home.write_bytes(theirs)
    driver.trigger("save_project")
    assert answers == ["Replace work.dmat?"] and home.read_bytes() == theirs


def test_a_state_is_known_again_when_the_history_forgets_its_beginning():
    history = TileHistory(byte_cap=3 * ENTRY_BYTES)
    states = [history.state]
    for number in range(6):
        history.push_value("Choose", "alpha", number, number + 1)
        states.append(history.state)
    assert len(set(states)) == 7
    for state in states[-2:-5:-1]:
        history.undo()
        assert history.state == state
    assert not history.can_undo and history.has_forgotten


def test_steps_are_left_out_by_choice_but_not_from_under_a_result(
    driver, photo, known_trimap, dialogs, tmp_path
):
    dialogs["Save"] = tmp_path / "work.dmat"
    work(driver, photo, known_trimap)
    result = driver.document.result_alpha().copy()
    driver.trigger("project_steps")
    save(driver)
    without, adopted = read_project(tmp_path / "work.dmat").runs
    assert without.steps == ()
    assert [step.kinds for step in adopted.steps][-1] == MATTE_KINDS
    open_path(driver, tmp_path / "work.dmat")
    assert np.array_equal(driver.document.result_alpha(), result)
    driver.document.set_current_run(driver.document.runs[0])
    assert driver.window.panel.runs.isVisible() or driver.document.current_run.settings_words


def test_the_actions_are_in_the_menu_and_wait_for_a_picture(driver, photo):
    actions = driver.window.actions_
    assert not actions["save_project"].isEnabled() and not actions["save_project_as"].isEnabled()
    open_path(driver, photo)
    assert actions["save_project"].isEnabled() and actions["save_project_as"].isEnabled()
    menus = {
        menu.title(): menu for menu in driver.window.menuBar().findChildren(type(driver.window.menus.samples))
    }
    assert actions["save_project"] in menus["File"].actions()
    assert actions["project_steps"] in menus["What projects hold"].actions()
    assert isinstance(actions["save_project"], QAction)
