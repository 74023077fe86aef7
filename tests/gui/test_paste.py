"""Paste: pictures, files and trimaps from the clipboard into the real window."""

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from tests.gui.held import hold


def _copy(pixels: np.ndarray, *, png: bool) -> None:
    """Put RGB, RGBA or grey pixels on the clipboard, as another program does."""
    data = QMimeData()
    if png:
        order = {1: None, 3: cv2.COLOR_RGB2BGR, 4: cv2.COLOR_RGBA2BGRA}[pixels[0, 0].size]
        shown = pixels if order is None else cv2.cvtColor(pixels, order)
        data.setData("image/png", cv2.imencode(".png", shown)[1].tobytes())
    else:
        kind = {2: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888}[pixels.ndim]
        rows, columns = pixels.shape[:2]
        data.setImageData(QImage(pixels.data, columns, rows, pixels.strides[0], kind).copy())
    QGuiApplication.clipboard().setMimeData(data)


def _noise(dtype=np.uint8) -> np.ndarray:
    return np.random.default_rng(2).integers(0, np.iinfo(dtype).max, (50, 70, 3), dtype)


@pytest.mark.parametrize("png", [True, False])
def test_a_copied_picture_is_opened(driver, png):
    pixels = _noise()
    _copy(pixels, png=png)
    driver.window.canvas.setFocus()
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        QTest.keyClick(driver.window.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert np.array_equal(driver.document.picture.pixels, pixels)
    assert (driver.document.trimap == 128).all()
    assert not driver.window.welcome.isVisible()


def test_a_png_keeps_its_depth(driver):
    pixels = _noise(np.uint16)
    _copy(pixels, png=True)
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.trigger("paste")
    assert np.array_equal(driver.document.picture.pixels, pixels)


def test_copied_files_are_taken_as_if_dropped(driver, tmp_path):
    cv2.imwrite(str(tmp_path / "a.png"), _noise())
    cv2.imwrite(str(tmp_path / "a_trimap.png"), np.full((50, 70), 255, np.uint8))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a_trimap.png", "a.png")])
    QGuiApplication.clipboard().setMimeData(data)
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.trigger("paste")
    assert driver.document.path == tmp_path / "a.png"
    assert (driver.document.trimap == 255).all()


def test_a_copied_trimap_of_the_pictures_size_is_its_trimap_and_undone(driver, known_trimap):
    driver.open()
    _copy(known_trimap, png=False)
    with driver.qtbot.waitSignal(driver.document.trimap_changed, timeout=15000):
        driver.trigger("paste")
    assert np.array_equal(driver.document.trimap, known_trimap)
    driver.trigger("undo")
    assert (driver.document.trimap == 128).all()


def test_anything_of_the_right_size_is_a_trimap_when_asked_for(driver):
    driver.open()
    ramp = np.tile(np.linspace(0, 255, 160).astype(np.uint8), (120, 1))
    _copy(ramp, png=True)
    with driver.qtbot.waitSignal(driver.document.trimap_changed, timeout=15000):
        driver.trigger("paste_trimap")
    assert {0, 128, 255} == set(np.unique(driver.document.trimap))
    assert "clipboard" in driver.window.messages.text("note")
    _copy(ramp[:60], png=True)
    with driver.qtbot.waitSignal(driver.window.file_runner.failed, timeout=15000):
        driver.trigger("paste_trimap")
    assert "is 160 × 60 pixels and the open picture is 160 × 120:" in driver.window.messages.text("error")


def test_a_trimap_of_another_size_is_a_picture(driver, known_trimap):
    driver.open()
    _copy(known_trimap[:60], png=True)
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.trigger("paste")
    assert np.array_equal(driver.document.picture.pixels[..., 0], known_trimap[:60])


def test_a_black_and_white_cut_out_of_the_pictures_size_is_a_picture(driver, known_trimap):
    driver.open()
    alpha = np.tile(np.arange(160, dtype=np.uint8), (120, 1))
    colour = np.where(known_trimap > 0, 255, 0).astype(np.uint8)
    _copy(np.dstack([colour] * 3 + [alpha]), png=True)
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.trigger("paste")
    assert np.array_equal(driver.document.picture.alpha, alpha)
    assert (driver.document.trimap == 128).all()


def test_a_trimap_pasted_for_one_picture_is_not_given_to_the_next(driver, known_trimap):
    driver.open()
    _copy(known_trimap, png=True)
    held = hold(driver.window.file_runner)
    driver.trigger("paste")
    driver.open()
    with driver.qtbot.waitSignal(driver.window.file_runner.idle, timeout=15000):
        held.set()
    assert (driver.document.trimap == 128).all()


def test_pasting_over_painted_work_asks_first(driver, answers):
    driver.open()
    driver.paint((80, 20), (80, 100))
    picture = driver.document.picture
    answers.reply = False
    _copy(_noise(), png=True)
    with driver.qtbot.waitSignal(driver.window.file_runner.finished, timeout=15000):
        driver.trigger("paste")
    assert answers == ["Open the pasted picture instead?"]
    assert driver.document.picture is picture


def test_an_empty_clipboard_gets_a_sentence_with_a_way_on(driver):
    QGuiApplication.clipboard().setText("just words")
    driver.trigger("paste")
    assert "no picture on the clipboard" in driver.window.messages.text("note")
    assert [button.text() for button in driver.window.messages.bar("note").buttons] == ["Open…"]


def test_the_trimap_of_a_pasted_picture_can_be_saved(driver, monkeypatch):
    proposed = []
    monkeypatch.setattr(
        "dmat_gui.file_control.QFileDialog.getSaveFileName",
        lambda _parent, _title, path, *_rest, **_options: (proposed.append(path), ("", ""))[1],
    )
    _copy(_noise(), png=True)
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.trigger("paste")
    driver.trigger("save_trimap")
    assert proposed[0].endswith("picture_trimap.png")
