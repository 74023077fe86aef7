"""The clipboard: what other programs get of the alpha, the cut-out and the composite."""

import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from core.imaging.picture import Picture
from tests.gui.conftest import HEIGHT, WIDTH


def matted(driver, trimap):
    driver.open(trimap)
    driver.matte()
    return driver.document.result_alpha(), driver.document.picture.pixels


def copied(driver, change) -> np.ndarray:
    """What lies on the clipboard as image/png, in OpenCV's order of channels made RGB(A)."""
    with driver.qtbot.waitSignal(driver.window.clipboard.copied, timeout=30000):
        change()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    png = np.frombuffer(data.data("image/png").data(), np.uint8)
    samples = cv2.imdecode(png, cv2.IMREAD_UNCHANGED)
    if samples.ndim == 2:
        return samples
    code = cv2.COLOR_BGRA2RGBA if samples.shape[2] == 4 else cv2.COLOR_BGR2RGB
    return cv2.cvtColor(samples, code)


def original_colours(driver, kind):
    driver.window.settings.set_export_choice(f"{kind}_colours", "original")


def test_there_is_nothing_to_copy_without_a_result(driver, known_trimap):
    driver.open(known_trimap)
    for name in ("copy_alpha", "copy_cutout", "copy_composite"):
        assert not driver.window.actions_[name].isEnabled()
    driver.matte()
    assert driver.window.actions_["copy_cutout"].isEnabled()


def test_the_alpha_is_copied(driver, known_trimap):
    alpha, _pixels = matted(driver, known_trimap)
    found = copied(driver, lambda: driver.trigger("copy_alpha"))
    assert np.array_equal(found, np.rint(alpha * np.float32(255)))


def test_the_cut_out_is_copied_with_its_transparency(driver, known_trimap):
    alpha, pixels = matted(driver, known_trimap)
    original_colours(driver, "cutout")
    driver.window.settings.set_export_choice("cutout_transparency", "premultiplied")  # files only
    driver.window.canvas.setFocus()
    found = copied(
        driver,
        lambda: QTest.keyClick(driver.window.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier),
    )
    assert np.array_equal(found[..., 3], np.rint(alpha * np.float32(255)))
    assert np.array_equal(found[..., :3], pixels)
    image = QGuiApplication.clipboard().image()
    assert image.hasAlphaChannel()
    assert image.convertToFormat(QImage.Format.Format_RGBA8888).pixelColor(2, 2).alpha() == 0
    assert "Run 1 · result, 160 × 120 pixels, with its transparency" in driver.window.messages.text("copy")


def test_the_composite_is_copied_over_the_background_chosen_last(driver, known_trimap):
    _alpha, pixels = matted(driver, known_trimap)
    original_colours(driver, "composite")
    driver.window.settings.set_export_choice("composite_colour", "#204060")
    found = copied(driver, lambda: driver.trigger("copy_composite"))
    assert found.shape == (HEIGHT, WIDTH, 3)
    assert (found[:, :60] == (0x20, 0x40, 0x60)).all()
    assert np.array_equal(found[:, 100:], pixels[:, 100:])


def test_the_dialog_copies_what_it_shows(driver, known_trimap):
    alpha, pixels = matted(driver, known_trimap)
    dialog = driver.window.exports.dialog()
    driver.qtbot.addWidget(dialog)
    dialog.show()
    dialog.list.setCurrentRow(1)
    dialog.pages["cutout"].choose("colours", "original")
    dialog.pages["cutout"].choose("format", ".exr")
    found = copied(driver, lambda: QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton))
    assert np.array_equal(found[..., :3], pixels)
    assert np.array_equal(found[..., 3], np.rint(alpha * np.float32(255)))
    dialog.list.setCurrentRow(list(dialog.pages).index("animation"))
    assert not dialog.copy_button.isVisible()


def test_colours_of_another_profile_are_copied_as_srgb(driver, known_trimap):
    import imagecodecs

    icc = imagecodecs.cms_profile("adobergb")
    pixels = np.full((HEIGHT, WIDTH, 3), (40, 200, 90), np.uint8)
    picture = Picture(pixels, icc=icc)
    driver.document.open_picture(picture, known_trimap)
    driver.matte()
    original_colours(driver, "cutout")
    found = copied(driver, lambda: driver.trigger("copy_cutout"))
    assert not np.array_equal(picture.srgb8(), pixels)
    assert np.array_equal(found[..., :3], picture.srgb8())


def test_cancelling_leaves_the_clipboard_as_it_is(driver, known_trimap):
    matted(driver, known_trimap)
    QGuiApplication.clipboard().setText("mine")
    driver.window.warmer.ready.clear()
    driver.trigger("copy_cutout")
    driver.qtbot.waitUntil(
        lambda: "Preparing the estimation" in driver.window.messages.text("copy"), timeout=5000
    )
    with driver.qtbot.waitSignal(driver.window.colour_runner.cancelled, timeout=15000):
        driver.window.messages.bar("copy").buttons[0].click()
    assert QGuiApplication.clipboard().text() == "mine"
    assert driver.window.messages.text("copy") == "The clipboard is as it was."


@pytest.mark.parametrize("end", ["close", "exit"])
def test_a_program_that_has_copied_ends_without_a_crash(tmp_path, end):
    root = Path(__file__).parents[2]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "tests.gui.copy_session", str(tmp_path), end]
    found = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert found.stdout.startswith("copied"), found.stderr
    assert found.returncode == 0, found.stderr
