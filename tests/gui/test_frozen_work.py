"""What is written, copied or made on the worker is of the moment it was asked for, not of what came since."""

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QImage

from core.exporting.outputs import AlphaOutput, FileFormat
from core.exporting.plan import PlannedFile
from core.imaging.auto_trimap import trimap_from_alpha
from core.imaging.reading import read_grey
from dmat_gui.canvas.display import copied
from dmat_gui.retouch import FULL
from tests.gui.held import hold


def _retouch(document, x: int, *, ends: bool = True) -> None:
    """Take away a part of the Result, in its very array once there is one that is retouched."""
    document.begin_retouch("Retouch transparent")
    area = document.touch(QRect(x, 20, 20, 60))
    planes = document.retouch.planes
    planes[20:80, x : x + 20, 0], planes[20:80, x : x + 20, 1] = FULL, 0
    document.painted(area)
    if ends:
        document.end_edit()


def _retouched(driver, trimap) -> np.ndarray:
    """A Result with retouch over it: its alpha, copied."""
    driver.open(trimap)
    driver.matte()
    _retouch(driver.document, 100)
    return driver.document.result_alpha().copy()


def _retouch_again(driver, before: np.ndarray, *, ends: bool = True) -> None:
    array = driver.document.result_alpha()
    _retouch(driver.document, 130, ends=ends)
    assert driver.document.result_alpha() is array
    assert (array != before).any()


def test_an_export_is_of_the_result_as_it_was(driver, known_trimap, tmp_path):
    alpha = _retouched(driver, known_trimap)
    held = hold(driver.window.colour_runner)
    driver.window.exports.write([PlannedFile(tmp_path / "a.png", AlphaOutput(FileFormat(".png")))])
    _retouch_again(driver, alpha)
    with driver.qtbot.waitSignal(driver.window.exports.exported, timeout=15000):
        held.set()
    assert np.array_equal(read_grey(tmp_path / "a.png"), np.rint(alpha * np.float32(255)))


def test_a_copy_is_of_the_result_as_it_was(driver, known_trimap):
    alpha = _retouched(driver, known_trimap)
    held = hold(driver.window.colour_runner)
    driver.trigger("copy_alpha")
    _retouch_again(driver, alpha)
    with driver.qtbot.waitSignal(driver.window.clipboard.copied, timeout=15000):
        held.set()
    image = QGuiApplication.clipboard().image().convertToFormat(QImage.Format.Format_RGB888)
    assert np.array_equal(copied(image)[..., 0], np.rint(alpha * np.float32(255)))


def _applied(driver, source: str, meanwhile) -> np.ndarray:
    """The trimap that Auto trimap makes of a source, with something done while its edge waits to be found."""
    held = hold(driver.window.file_runner)
    driver.window.auto_trimap._source = source
    driver.trigger("auto_trimap")
    bar = driver.window.auto_bar
    assert bar.source == source
    meanwhile()
    with driver.qtbot.waitSignal(driver.window.file_runner.idle, timeout=15000):
        held.set()
    bar.inner.setValue(3)
    bar.outer.setValue(3)
    with driver.qtbot.waitSignal(driver.window.file_runner.idle, timeout=15000):
        bar.apply_button.click()
    return driver.document.trimap


def test_an_auto_trimap_is_not_of_half_a_stroke(driver, known_trimap):
    alpha = _retouched(driver, known_trimap)
    made = _applied(driver, "result", lambda: _retouch_again(driver, alpha, ends=False))
    assert np.array_equal(made, trimap_from_alpha(alpha, 3, 3))


def test_an_auto_trimap_is_of_the_trimap_as_it_was(driver, known_trimap):
    driver.open(known_trimap)
    made = _applied(driver, "trimap", lambda: driver.document.set_trimap(np.rot90(known_trimap, 2)))
    assert np.array_equal(made, trimap_from_alpha(known_trimap, 3, 3))
