"""The Export dialog in the real window: what is asked, refused and remembered."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.exporting import writer
from core.imaging.picture import Picture
from core.imaging.reading import read_grey
from dmat_gui.dialogs.export import ExportDialog
from tests.gui.conftest import HEIGHT, WIDTH
from tests.gui.export_steps import KINDS, opened, write


def test_the_names_are_shown_as_they_are_typed_and_refused_in_words(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, tmp_path, "alpha", "cutout")
    pattern = dialog.place.pattern
    pattern.clear()
    QTest.keyClicks(pattern, "{name} {kind} {run}")
    assert dialog.place.examples.text() == "picture alpha 1.png, picture cutout 1.png"
    QTest.keyClicks(pattern, "?")
    assert "“?”" in dialog.summary.text()
    assert not dialog.write_button.isEnabled()
    QTest.keyClick(pattern, Qt.Key.Key_Backspace)
    assert dialog.write_button.isEnabled()
    pattern.setText("{name}")
    assert "Two files would be called picture.png" in dialog.summary.text()
    dialog.set_checked("cutout", False)
    assert dialog.place.examples.text() == "picture.png"


def test_a_long_name_does_not_widen_the_dialog(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, tmp_path, "alpha", "steps")
    with driver.qtbot.waitSignal(dialog.preview.shown, timeout=15000):
        dialog.show()
    width = dialog.width()
    with driver.qtbot.waitSignal(dialog.preview.shown, timeout=15000):
        dialog.place.pattern.setText("a" * 150 + "_{kind}")
    QApplication.processEvents()  # a layout that has to grow does so with the next events
    assert dialog.width() == width <= 1280 and dialog.minimumSizeHint().width() <= width
    assert "…" in dialog.preview.caption.text()


def test_the_dialog_names_the_result_and_remembers(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, tmp_path)
    assert dialog.windowTitle() == "Export Run 1 · result"
    assert not dialog.write_button.isEnabled()
    dialog.set_checked("composite", True)
    page = dialog.pages["composite"]
    page.choose("background", "transparent")
    page.choose("format", ".jpg")
    assert "JPEG cannot be transparent" in dialog.summary.text()
    page.choose("format", ".png")
    page.choose("depth", 16)
    dialog.place.pattern.setText("{name}-{kind}")
    dialog.accept()
    again = driver.window.exports.dialog()
    assert [kind for kind in KINDS if again.is_checked(kind)] == ["composite"]
    assert again.pages["composite"].output().format.depth == 16
    assert again.pages["composite"].output().background is None
    assert again.place.pattern.text() == "{name}-{kind}"
    assert again.place.path == tmp_path


def test_each_format_offers_the_depths_it_has(driver, known_trimap, tmp_path):
    boxes = opened(driver, known_trimap, tmp_path, "alpha").pages["alpha"].boxes
    depths = {}
    for row in range(boxes["format"].count()):
        boxes["format"].setCurrentIndex(row)
        found = [boxes["depth"].itemData(i) for i in range(boxes["depth"].count())]
        depths[boxes["format"].currentData()] = found
    assert depths == {
        ".png": [8, 16],
        ".tif": [8, 16, "half", "float"],
        ".webp": [8],
        ".exr": ["half", "float"],
    }


def test_a_tick_is_set_with_the_mouse_and_with_the_space_bar(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, tmp_path, "alpha")
    dialog.show()
    item = dialog.list.item(KINDS.index("sheet"))
    place = dialog.list.visualItemRect(item).center()
    box = QPoint(dialog.list.visualItemRect(item).left() + 18, place.y())
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert dialog.is_checked("sheet")
    assert dialog.kind == "sheet"
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert not dialog.is_checked("sheet")


def test_overwriting_asks(driver, known_trimap, tmp_path, answers):
    (tmp_path / "picture_alpha.png").write_text("mine")
    dialog = opened(driver, known_trimap, tmp_path, "alpha")
    answers.reply = False
    dialog.accept()
    assert answers == ["Replace picture_alpha.png?"]
    assert dialog.result() != dialog.DialogCode.Accepted
    answers.reply = True
    write(driver, dialog)
    assert read_grey(tmp_path / "picture_alpha.png").shape == (HEIGHT, WIDTH)


def test_what_else_lies_with_the_steps_is_said(driver, known_trimap, tmp_path, answers):
    dialog = opened(driver, known_trimap, tmp_path, "steps")
    dialog.pages["steps"].choose("mattes", "alpha0")
    write(driver, dialog)
    (tmp_path / "picture_steps" / "picture_alpha0_09_t900.png").touch()
    answers.reply = False
    opened(driver, known_trimap, tmp_path, "steps").accept()
    assert answers == ["Replace 7 files?"]
    assert "picture_steps/picture_start_00.png" in answers.details[0].replace("\\", "/")
    assert answers.details[0].endswith("Other files in picture_steps stay there: 1.")


def test_a_missing_folder_is_made_when_the_user_agrees(driver, known_trimap, tmp_path, answers):
    folder = tmp_path / "new" / "deeper"
    dialog = opened(driver, known_trimap, folder, "alpha")
    assert "no folder" in dialog.summary.text()
    assert dialog.summary.property("tone") == dialog.place.folder.property("tone") == "warning"
    answers.reply = False
    dialog.accept()
    assert answers == ["Make the folder deeper?"]
    assert list(tmp_path.glob("new")) == []
    answers.reply = True
    write(driver, dialog)
    assert (folder / "picture_alpha.png").is_file()
    assert driver.window.settings.last_folder == folder


@pytest.mark.parametrize("folder", ["~no such user/x", "x" * 300, "/" + "x" * 300, ""])
def test_no_folder_that_can_be_typed_is_too_odd(driver, known_trimap, tmp_path, folder, answers):
    dialog = opened(driver, known_trimap, folder, "alpha")
    dialog.accept()
    if folder.startswith("/"):
        assert "cannot be made (File name too long): choose another folder." in dialog.summary.text()
    else:
        assert "whole path" in dialog.summary.text()
    assert answers == []
    assert not dialog.write_button.isEnabled()
    assert dialog.place.folder.property("tone") == "error"


def test_a_folder_that_cannot_be_made_is_no_offer(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, Path("/proc/nope"), "alpha")
    assert "/proc/nope cannot be made" in dialog.summary.text()
    assert not dialog.write_button.isEnabled()
    dialog.place.folder.setText(str(tmp_path / "new"))
    assert "you will be asked" in dialog.summary.text()
    assert dialog.write_button.isEnabled()
    assert not (tmp_path / "new").exists(), "made on trial, it is taken away again"


def test_a_file_is_no_folder(driver, known_trimap, tmp_path):
    (tmp_path / "letter").touch()
    dialog = opened(driver, known_trimap, tmp_path / "letter", "alpha")
    assert dialog.summary.text() == "letter is a file: choose a folder."
    assert not dialog.write_button.isEnabled()


def test_the_picture_itself_is_never_replaced(driver, known_trimap, tmp_path):
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    cv2.imwrite(str(tmp_path / "photo.png"), pixels)
    driver.document.open_picture(Picture.from_array(pixels), known_trimap, tmp_path / "photo.png")
    dialog = opened(driver, known_trimap, tmp_path, "alpha")
    dialog.place.pattern.setText("{name}")
    assert "would replace a picture that you opened" in dialog.summary.text()


def test_cancelling_an_export_leaves_nothing(driver, known_trimap, tmp_path, monkeypatch):
    folder = tmp_path / "out"
    folder.mkdir()
    dialog = opened(driver, known_trimap, folder, "alpha", "steps")
    dialog.accept()
    exports, messages = driver.window.exports, driver.window.messages
    real = writer.write_contents

    def write_slowly(path, contents, batch):
        real(path, contents, batch)
        exports._cancel()  # from the worker, to be sure of the moment: it only sets an event

    monkeypatch.setattr(writer, "write_contents", write_slowly)
    with driver.qtbot.waitSignal(driver.window.colour_runner.cancelled, timeout=15000):
        exports.write(dialog.planned())
    assert messages.text("export") == "The export was cancelled; no file was written."
    assert list(folder.iterdir()) == []
    assert not driver.document.result_is_exported


def test_a_run_that_ends_meanwhile_changes_nothing_of_what_the_dialog_names(
    driver, known_trimap, tmp_path, monkeypatch
):
    driver.open(known_trimap)
    driver.matte()
    first = driver.document.result_alpha().copy()

    def exec_(dialog):
        assert dialog.windowTitle() == "Export Run 1 · result"
        dialog.place.folder.setText(str(tmp_path))
        dialog.set_checked("cutout", False)
        with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
            driver.document.set_trimap(np.where(known_trimap == 128, 0, known_trimap).astype(np.uint8), "")
            driver.trigger("matte")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(ExportDialog, "exec", exec_)
    with driver.qtbot.waitSignal(driver.window.exports.exported, timeout=15000):
        driver.trigger("export")
    assert not np.array_equal(driver.document.result_alpha(), first)
    assert np.array_equal(read_grey(tmp_path / "picture_alpha.png"), np.rint(first * np.float32(255)))
    assert not driver.document.result_is_exported  # the second run's is not


def test_an_export_that_fails_says_so(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, tmp_path / "gone", "alpha")
    with driver.qtbot.waitSignal(driver.window.colour_runner.failed, timeout=15000):
        driver.window.exports.write(dialog.planned())  # nobody was asked whether the folder be made
    assert driver.window.messages.bar("export").message.tone == "error"
    assert not (tmp_path / "gone").exists()
    assert not driver.document.result_is_exported
