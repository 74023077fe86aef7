"""Pictures and trimaps in and out of the real window, and closing it."""

import operator
import shutil
import threading

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

import resources
from core.imaging.trimap import read_trimap
from dmat_gui.canvas.display import display_pixels
from dmat_gui.panels.message_bar import Message


def _open(driver, path):
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.open_path(path)


def _picture(folder, name="photo.png"):
    pixels = np.random.default_rng(1).integers(0, 256, (80, 100, 3), np.uint8)
    cv2.imwrite(str(folder / name), pixels)
    return folder / name


def test_a_sample_opens_with_its_trimap_and_mattes_at_once(driver):
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.welcome.sample_button.click()
    assert not driver.window.welcome.isVisible()
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.open_path(resources.samples()[1].picture)
    assert {0, 128, 255} == set(np.unique(driver.document.trimap))
    driver.matte()
    assert driver.document.result_alpha() is not None


def test_the_screens_pixels_are_made_off_the_windows_thread(driver, tmp_path, monkeypatch):
    threads = []

    def note(picture):
        threads.append(threading.get_ident())
        return display_pixels(picture)

    for module in ("tasks", "painted_picture"):
        monkeypatch.setattr(f"dmat_gui.{module}.display_pixels", note)
    _open(driver, _picture(tmp_path))
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()
    assert np.array_equal(driver.document.display_image, display_pixels(driver.document.picture))


def test_an_own_picture_opens_unknown_with_the_foreground_brush(driver, tmp_path):
    _open(driver, _picture(tmp_path))
    assert (driver.document.trimap == 128).all()
    assert driver.window.canvas.paint_class == 255
    assert driver.window.canvas.brush_size == 4
    assert driver.window.top_bar.spin.value() == 4
    assert driver.window.messages.text("offer") is None


def test_a_trimap_beside_the_picture_is_offered(driver, tmp_path):
    trimap = np.full((80, 100), 128, np.uint8)
    trimap[:20] = 255
    cv2.imwrite(str(tmp_path / "photo_trimap.png"), trimap)
    _open(driver, _picture(tmp_path))
    assert "photo_trimap.png" in driver.window.messages.text("offer")
    with driver.qtbot.waitSignal(driver.document.trimap_changed, timeout=15000):
        driver.window.messages.bar("offer").buttons[0].click()
    assert np.array_equal(driver.document.trimap, trimap)
    driver.trigger("undo")
    assert (driver.document.trimap == 128).all()


def test_dropping_a_picture_with_its_trimap_takes_both(driver, tmp_path):
    picture = _picture(tmp_path)
    trimap = np.zeros((80, 100), np.uint8)
    cv2.imwrite(str(tmp_path / "photo_mask.png"), trimap)
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.canvas.files_dropped.emit([str(tmp_path / "photo_mask.png"), str(picture)])
    assert driver.document.path == picture
    assert (driver.document.trimap == 0).all()


def _drop(widget, *paths):
    """Drag files onto the middle of a widget, as the file manager does, and let them go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where = QPointF(widget.rect().center())
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(where.toPoint(), copy, data, left, none)
    QApplication.sendEvent(widget, entering)
    assert entering.isAccepted()
    moving = QDragMoveEvent(where.toPoint(), copy, data, left, none)
    QApplication.sendEvent(widget, moving)
    QApplication.sendEvent(widget, QDropEvent(where, copy, data, left, none))


@pytest.mark.parametrize("part", ["welcome", "canvas", "film.film", "film.slider", "panel", "messages"])
def test_a_drop_anywhere_in_the_window_opens(driver, known_trimap, tmp_path, part, answers):
    window = driver.window
    if part != "welcome":
        driver.open(known_trimap)
        driver.matte()
        window.messages.show_message(Message("note", "Something was said."))
    widget = operator.attrgetter(part)(window)
    widget = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    with driver.qtbot.waitSignal(window.files.opened, timeout=15000):
        _drop(widget, _picture(tmp_path))
    assert driver.document.path == tmp_path / "photo.png"


def test_a_picture_and_its_trimap_dropped_together_go_where_they_belong(driver, tmp_path):
    trimap = np.full((80, 100), 128, np.uint8)
    trimap[:20], trimap[60:] = 0, 255
    cv2.imwrite(str(tmp_path / "photo_trimap.png"), trimap)
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        _drop(driver.window.canvas.viewport(), tmp_path / "photo_trimap.png", _picture(tmp_path))
    assert driver.document.path == tmp_path / "photo.png"
    assert np.array_equal(driver.document.trimap, trimap)
    cv2.imwrite(str(tmp_path / "photo_trimap.png"), 255 - trimap)
    with driver.qtbot.waitSignal(driver.document.trimap_changed, timeout=15000):
        _drop(driver.window.canvas.viewport(), tmp_path / "photo_trimap.png")
    assert driver.document.trimap[0, 0] == 255


def test_of_two_pictures_dropped_the_first_is_opened_and_that_is_said(driver, tmp_path):
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        _drop(driver.window.canvas.viewport(), _picture(tmp_path), _picture(tmp_path, "other.png"))
    assert driver.document.path == tmp_path / "photo.png"
    assert "one picture at a time" in driver.window.messages.text("info")


def test_what_is_no_picture_gets_a_sentence(driver, tmp_path):
    path = tmp_path / "letter.png"
    path.write_text("Dear reader")
    with driver.qtbot.waitSignal(driver.window.file_runner.failed, timeout=15000):
        driver.window.open_path(path)
    assert "letter.png" in driver.window.messages.text("error")
    assert driver.document.picture is None


def test_a_trimap_of_another_size_gets_a_sentence(driver, tmp_path):
    _open(driver, _picture(tmp_path))
    cv2.imwrite(str(tmp_path / "t.png"), np.zeros((8, 8), np.uint8))
    with driver.qtbot.waitSignal(driver.window.file_runner.failed, timeout=15000):
        driver.window.files.load_trimap(tmp_path / "t.png")
    assert "8 × 8" in driver.window.messages.text("error")


def test_a_trimap_that_fits_takes_the_refusal_of_another_away(driver, tmp_path):
    _open(driver, _picture(tmp_path))
    cv2.imwrite(str(tmp_path / "small.png"), np.zeros((10, 10), np.uint8))
    cv2.imwrite(str(tmp_path / "right.png"), np.full((80, 100), 255, np.uint8))
    driver.window.files.load_trimap(tmp_path / "small.png")
    driver.qtbot.waitUntil(lambda: driver.window.messages.text("error") is not None, timeout=15000)
    driver.window.files.load_trimap(tmp_path / "right.png")
    driver.qtbot.waitUntil(lambda: (driver.document.trimap == 255).all(), timeout=15000)
    assert driver.window.messages.text("error") is None
    assert "loaded" in driver.window.messages.text("note")


def test_saving_a_trimap_asks_before_it_replaces(driver, known_trimap, tmp_path, answers):
    driver.open(known_trimap)
    answers.reply = False
    (tmp_path / "t.png").write_bytes(b"precious")
    driver.window.files.save_trimap(tmp_path / "t")
    assert answers == ["Replace t.png?"]
    assert (tmp_path / "t.png").read_bytes() == b"precious"
    answers.reply = True
    with driver.qtbot.waitSignal(driver.window.files.trimap_saved, timeout=15000):
        driver.window.files.save_trimap(tmp_path / "t")
    written, note = read_trimap(tmp_path / "t.png", driver.document.size)
    assert np.array_equal(written, known_trimap)
    assert note is None


def test_another_picture_asks_before_painted_work_is_lost(driver, tmp_path, answers):
    picture = _picture(tmp_path)
    driver.open()
    driver.paint((80, 20), (80, 100))
    answers.reply = False
    driver.window.open_path(picture)
    assert answers == ["Open photo.png instead?"]
    assert driver.document.path != picture


def test_strokes_of_one_class_become_a_trimap(driver):
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.open_sample("astronaut")
    driver.document.set_trimap(np.full_like(driver.document.trimap, 128))
    driver.paint((225, 120), (230, 300), (220, 480))
    with driver.qtbot.waitSignal(driver.document.trimap_changed, timeout=15000):
        driver.trigger("from_strokes")
    assert {0, 128, 255} == set(np.unique(driver.document.trimap))
    assert driver.document.trimap[300, 230] == 255


def test_closing_asks_once_cancels_and_waits(driver, gate, known_trimap, answers):
    driver.open(known_trimap)
    with driver.qtbot.waitSignal(driver.window.run_control.stepped, timeout=15000):
        driver.trigger("matte")
        gate.release(1)
    answers.reply = False
    event = QCloseEvent()
    driver.window.closeEvent(event)
    assert not event.isAccepted()
    assert driver.window.panel.state == "running"
    answers.reply = True
    driver.window.close()
    assert driver.window.isVisible()
    assert driver.window.panel.state == "cancelling"
    with driver.qtbot.waitSignal(driver.window.closed, timeout=15000):
        gate.release(10)
    assert not driver.window.isVisible()
    assert len(answers) == 2
    assert driver.document.runs == []


def test_closing_asks_about_painted_work_only(driver, answers):
    answers.reply = False
    driver.open()
    driver.paint((80, 20), (80, 100))
    driver.window.close()
    assert answers == ["Save before closing?"]
    assert driver.window.isVisible()
    driver.trigger("undo")
    driver.window.close()
    assert len(answers) == 1
    assert not driver.window.isVisible()


def test_a_sample_never_proposes_to_write_beside_itself(driver, tmp_path, monkeypatch):
    shutil.copy(resources.samples()[0].picture, tmp_path / "own.png")
    proposed = []
    monkeypatch.setattr(
        "dmat_gui.file_control.QFileDialog.getSaveFileName",
        lambda _parent, _title, path, *_rest, **_options: (proposed.append(path), ("", ""))[1],
    )
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.open_sample("astronaut")
    driver.trigger("save_trimap")
    _open(driver, tmp_path / "own.png")
    driver.trigger("save_trimap")
    assert str(resources.path("samples")) not in proposed[0]
    assert proposed[1] == str(tmp_path / "own_trimap.png")
