"""Export in the real window: what is written is the Result, and the dialog names and remembers."""

import numpy as np
import pytest

from core.imaging.reading import read_grey, read_picture


@pytest.mark.parametrize(("key", "suffix"), [("png8", ".png"), ("png16", ".png"), ("exr_float", ".exr")])
def test_the_exported_alpha_is_the_result(driver, known_trimap, tmp_path, key, suffix):
    driver.open(known_trimap)
    driver.matte()
    dialog = driver.window.exports.dialog()
    dialog.folder.setText(str(tmp_path))
    dialog.stem.setText("out")
    dialog.colours.setCurrentIndex(dialog.colours.findData("original"))
    dialog.alpha_format.setCurrentIndex(dialog.alpha_format.findData(key))
    dialog.composite.setChecked(True)
    dialog.accept()
    assert dialog.result() == dialog.DialogCode.Accepted
    with driver.qtbot.waitSignal(driver.window.exports.exported, timeout=15000):
        driver.window.exports.write(dialog.parts())
    alpha = driver.document.result_alpha()
    written = read_grey(tmp_path / f"out_alpha{suffix}")
    if written.dtype.kind == "u":
        full = np.iinfo(written.dtype).max
        assert np.array_equal(written, np.rint(alpha * np.float64(full)).astype(written.dtype))
    else:
        assert np.array_equal(written, alpha)
    cutout = read_picture(tmp_path / "out_cutout.png")
    assert np.array_equal(cutout.alpha, np.rint(alpha * 255).astype(np.uint8))
    assert np.array_equal(cutout.pixels, driver.document.picture.pixels)
    composite = read_picture(tmp_path / "out_composite.png").pixels
    assert (composite[:, :60] == 255).all()
    assert np.array_equal(composite[:, 100:], driver.document.picture.pixels[:, 100:])


def test_the_export_dialog_names_the_result_and_remembers(driver, known_trimap, tmp_path):
    driver.open(known_trimap)
    driver.matte()
    dialog = driver.window.exports.dialog()
    dialog.folder.setText(str(tmp_path))
    dialog.alpha.setChecked(False)
    dialog.cutout.setChecked(False)
    assert not dialog.write_button.isEnabled()
    dialog.composite.setChecked(True)
    dialog.background.setCurrentIndex(dialog.background.findData("transparent"))
    dialog.composite_format.setCurrentIndex(dialog.composite_format.findData("jpeg"))
    assert "JPEG cannot be transparent" in dialog.summary.text()
    dialog.composite_format.setCurrentIndex(dialog.composite_format.findData("png16"))
    dialog.accept()
    again = driver.window.exports.dialog()
    assert not again.alpha.isChecked()
    assert again.composite_format.currentData() == "png16"
    assert again.folder.text() == str(tmp_path)


def test_an_export_that_fails_says_so(driver, known_trimap, tmp_path):
    driver.open(known_trimap)
    driver.matte()
    dialog = driver.window.exports.dialog()
    dialog.folder.setText(str(tmp_path / "gone"))
    dialog.colours.setCurrentIndex(dialog.colours.findData("original"))
    with driver.qtbot.waitSignal(driver.window.colour_runner.failed, timeout=15000):
        driver.window.exports.write(dialog.parts())
    assert driver.window.messages.bar("export").message.tone == "error"
