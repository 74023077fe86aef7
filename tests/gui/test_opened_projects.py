"""Projects opened in the real window: by which ways, and with a picture that is not where or what it was."""

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.projects.reading import read_project
from dmat_gui.__main__ import main
from dmat_gui.tasks import OpenedPicture, RunChoices
from tests.gui.conftest import HEIGHT, MODELS, WIDTH
from tests.gui.project_work import open_path, save


def test_a_project_is_opened_by_dropping_it(driver, photo, known_trimap, dialogs, tmp_path):
    path = tmp_path / "photo_trimap.dmat"  # and yet no trimap
    dialogs["Save"] = path
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    save(driver)
    driver.open()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    canvas = driver.window.canvas.viewport()
    middle = QPointF(canvas.rect().center())
    drag = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        QApplication.sendEvent(canvas, QDragEnterEvent(middle.toPoint(), *drag))
        QApplication.sendEvent(canvas, QDropEvent(middle, *drag))
    assert np.array_equal(driver.document.trimap, known_trimap)


def test_a_project_can_be_named_on_the_command_line(monkeypatch, tmp_path):
    (tmp_path / "work.dmat").touch()
    opened = []
    monkeypatch.setattr("dmat_gui.displays.why_no_window", lambda: None)
    monkeypatch.setattr("dmat_gui.app.run_app", lambda path, trimap: opened.append((path, trimap)) or 0)
    assert main([str(tmp_path / "work.dmat")]) == 0
    assert opened == [(tmp_path / "work.dmat", None)]


def test_a_picture_that_moved_with_its_project_is_found_and_another_asked_for(
    driver, photo, known_trimap, dialogs, tmp_path
):
    dialogs["Save"] = photo.parent / "work.dmat"
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    save(driver)
    driver.open()
    moved = photo.parent.rename(tmp_path / "elsewhere")
    open_path(driver, moved / "work.dmat")
    assert driver.document.path == moved / "photo.png"
    driver.open()
    (moved / "photo.png").rename(tmp_path / "renamed.png")
    with driver.qtbot.waitSignal(driver.window.files.picture_missing, timeout=15000):
        driver.window.open_path(moved / "work.dmat")
    assert "photo.png, the picture of work.dmat, is not where it was" in driver.window.messages.text("error")
    (button,) = driver.window.messages.bar("error").buttons
    dialogs["Where"] = tmp_path / "renamed.png"
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert driver.document.path == tmp_path / "renamed.png"
    assert np.array_equal(driver.document.trimap, known_trimap)
    assert driver.window.messages.text("note") is None


def test_a_changed_picture_is_named_and_for_one_of_another_size_the_right_one_asked_for(
    driver, photo, known_trimap, dialogs, tmp_path
):
    dialogs["Save"] = tmp_path / "work.dmat"
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    save(driver)
    cv2.imwrite(str(photo), np.full((HEIGHT, WIDTH, 3), 50, np.uint8))
    open_path(driver, tmp_path / "work.dmat")
    assert "photo.png is not the file that work.dmat was made with" in driver.window.messages.text("note")
    assert np.array_equal(driver.document.trimap, known_trimap)
    right = photo.rename(tmp_path / "right.png")
    cv2.imwrite(str(photo), np.full((HEIGHT, WIDTH - 1, 3), 50, np.uint8))
    driver.open()
    with driver.qtbot.waitSignal(driver.window.files.picture_missing, timeout=15000):
        driver.window.open_path(tmp_path / "work.dmat")
    text = driver.window.messages.text("error")
    assert f"is {WIDTH - 1} × {HEIGHT}" in text and f"{WIDTH} × {HEIGHT}" in text
    for there in (photo, right):
        dialogs["Where"] = there
        (button,) = driver.window.messages.bar("error").buttons
        signal = driver.window.files.picture_missing if there == photo else driver.window.files.opened
        with driver.qtbot.waitSignal(signal, timeout=15000):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert np.array_equal(driver.document.trimap, known_trimap)


def test_for_a_picture_that_is_damaged_by_now_another_is_asked_for(
    driver, photo, known_trimap, dialogs, tmp_path
):
    dialogs["Save"] = tmp_path / "work.dmat"
    open_path(driver, photo)
    save(driver)
    photo.write_bytes(b"no picture")
    driver.open()
    with driver.qtbot.waitSignal(driver.window.files.picture_missing, timeout=15000):
        driver.window.open_path(tmp_path / "work.dmat")
    assert "photo.png" in driver.window.messages.text("error")
    assert [button.text() for button in driver.window.messages.bar("error").buttons] == ["Find picture…"]


@pytest.mark.parametrize("how", ["pasted", "chosen", "gone", "changed"])
def test_the_picture_is_in_the_project_where_its_file_would_not_do(
    driver, photo, known_trimap, dialogs, tmp_path, how
):
    dialogs["Save"] = tmp_path / "work.dmat"
    open_path(driver, photo)
    picture = driver.document.picture
    if how == "pasted":
        driver.window.files.open_pasted(OpenedPicture(picture, None, driver.document.display_image))
    elif how == "chosen":
        driver.trigger("project_picture")
    elif how == "changed":
        photo.write_bytes(b"something else")
    driver.document.set_trimap(known_trimap)
    file = photo.read_bytes()
    if how != "changed":
        photo.unlink() if how == "gone" else None
    save(driver)
    embedded = read_project(tmp_path / "work.dmat").embedded
    assert (embedded == file) if how == "chosen" else np.array_equal(embedded.pixels, picture.pixels)
    photo.unlink(missing_ok=True)
    driver.open()
    for _ in range(2):  # saved again, it still is
        open_path(driver, tmp_path / "work.dmat")
        assert np.array_equal(driver.document.picture.pixels, picture.pixels)
        assert np.array_equal(driver.document.trimap, known_trimap)
        save(driver)


def test_what_is_no_project_gets_a_sentence_and_the_work_stays(driver, photo, known_trimap, tmp_path):
    open_path(driver, photo)
    (tmp_path / "letter.dmat").write_text("Dear reader")
    with driver.qtbot.waitSignal(driver.window.file_runner.failed, timeout=15000):
        driver.window.open_path(tmp_path / "letter.dmat")
    assert "letter.dmat is not a project" in driver.window.messages.text("error")
    assert driver.document.path == photo


def test_an_opened_project_brings_back_what_its_result_was_made_with(
    driver, photo, known_trimap, dialogs, tmp_path
):
    dialogs["Save"] = tmp_path / "work.dmat"
    window, advanced = driver.window, driver.window.panel.advanced
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    driver.matte()
    advanced.t_start.setValue(400)
    advanced.seed.setValue(3)
    advanced.arp.setChecked(False)
    driver.matte()
    save(driver)
    advanced.reset.click()
    advanced.seed.setValue(8)
    advanced.steps.setValue(2)
    open_path(driver, tmp_path / "work.dmat")
    assert not advanced.reset.isEnabled(), "what the model's own values are is not known yet"
    with driver.qtbot.waitSignal(window.models.facts_known, timeout=15000):
        pass
    assert advanced.choices() == RunChoices(t_start=400, seed=3, arp=False)
    driver.trigger("matte")
    assert window.messages.text("same").endswith("Run 2 is that run already.")
    driver.paint((70, 20), (72, 20))
    driver.matte()
    first, again = driver.document.runs[1:]
    assert again.result.settings == first.result.settings


def test_an_opened_project_chooses_its_model_for_now_once_the_models_are_known(
    driver, photo, known_trimap, dialogs, tmp_path
):
    dialogs["Save"] = tmp_path / "work.dmat"
    window = driver.window
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    with driver.qtbot.waitSignal(window.models.facts_known, timeout=15000):
        window.models.choose("closed-form")
    driver.matte()
    save(driver)
    with driver.qtbot.waitSignal(window.models.facts_known, timeout=15000):
        window.models.choose("compact")
    with driver.qtbot.waitSignal(window.files.project_opened, timeout=15000) as opened:
        window.open_path(tmp_path / "work.dmat")
    assert window.panel.model() == "closed-form" and window.settings.model == "compact"
    window.models.show_models(MODELS)
    assert window.panel.model() == "closed-form", "a list that is read anew has it still"
    with driver.qtbot.waitSignal(window.models.facts_known, timeout=15000):
        window.models.choose("compact")
    window.models.start()
    window.models.take_over(*opened.args)  # as when the program begins with a project
    assert window.panel.model() == "compact"
    with driver.qtbot.waitSignal(window.models.facts_known, timeout=15000):
        pass
    assert window.panel.model() == "closed-form" and window.messages.text("run_model") is None


def test_without_the_model_of_an_opened_project_the_chosen_one_stays_and_a_bar_says_so(
    driver, photo, known_trimap, dialogs, tmp_path
):
    dialogs["Save"] = tmp_path / "work.dmat"
    window = driver.window
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    window.panel.advanced.steps.setValue(2)
    with driver.qtbot.waitSignal(window.models.facts_known, timeout=15000):
        window.models.choose("closed-form")
    driver.matte()
    save(driver)
    window.models.show_models(MODELS[:1])
    window.panel.advanced.seed.setValue(8)
    open_path(driver, tmp_path / "work.dmat")
    assert window.panel.model() == "compact" and window.panel.advanced.choices().seed == 8
    text = window.messages.text("run_model")
    assert text.startswith("Run 1 was made with the model “closed-form”, which is not among yours")
    assert text.endswith("Compact.")
