"""The Export dialog's preview: what the file will show, made on the worker and renewed with every choice."""

import threading

import numpy as np
import pytest
from PySide6.QtGui import QImage

from dmat_gui.dialogs import export_task
from dmat_gui.previewer import Previewer
from tests.gui.conftest import HEIGHT, WIDTH


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4).copy()


@pytest.fixture
def dialog(driver, known_trimap, tmp_path):
    driver.open(known_trimap)
    driver.matte()
    dialog = driver.window.exports.dialog()
    driver.qtbot.addWidget(dialog)
    with driver.qtbot.waitSignal(dialog.preview.shown, timeout=15000):
        dialog.place.folder.setText(str(tmp_path))
        dialog.show()
    return dialog


def renewed(driver, dialog, change) -> export_task.Preview:
    with driver.qtbot.waitSignal(dialog.preview.shown, timeout=30000):
        change()
    return dialog.preview.preview


def show(driver, dialog, kind) -> export_task.Preview:
    return renewed(driver, dialog, lambda: dialog.list.setCurrentRow(list(dialog.pages).index(kind)))


def test_it_shows_the_alpha_and_the_name_of_its_file(driver, dialog):
    (image,) = dialog.preview.preview.images
    expected = np.rint(driver.document.result_alpha() * np.float32(255))
    assert np.array_equal(pixels(image)[..., 0], expected)
    assert dialog.preview.caption.text() == "picture_alpha.png"


def test_a_cut_out_is_transparent_and_premultiplied_png_shows_as_programs_read_it(driver, dialog):
    page = dialog.pages["cutout"]
    page.choose("colours", "original")
    straight = pixels(show(driver, dialog, "cutout").images[0])
    alpha, picture = driver.document.result_alpha(), driver.document.picture.pixels
    assert np.array_equal(straight[..., :3], picture)
    assert np.array_equal(straight[..., 3], np.rint(alpha * np.float32(255)))
    dark = renewed(driver, dialog, lambda: page.choose("transparency", "premultiplied"))
    expected = np.rint(picture / np.float32(255) * alpha[..., None] * np.float32(255))
    assert np.array_equal(pixels(dark.images[0])[..., :3], expected)
    # EXR and TIFF say that they are premultiplied: programs show them as they should look.
    tiff = renewed(driver, dialog, lambda: page.choose("format", ".tif"))
    seen = alpha > 0.2
    found = pixels(tiff.images[0])[..., :3].astype(int)
    assert np.abs(found - picture)[seen].max() <= 3  # half a level, over an alpha of a fifth


def test_it_is_at_most_as_large_as_the_screen_needs(driver, dialog, monkeypatch):
    source = export_task.PreviewSource(dialog.subject, 40)
    small = source.small()
    assert small.alpha.shape == (30, 40) and small.picture.size == (40, 30)
    assert source.small() is small


def test_an_edge_is_shown_pixel_by_pixel(driver, dialog):
    preview = renewed(driver, dialog, dialog.edge_button.click)
    assert preview.actual
    # Smaller than a preview: the whole alpha, as it is.
    expected = np.rint(driver.document.result_alpha() * np.float32(255))
    assert np.array_equal(pixels(preview.images[0])[..., 0], expected)
    area = dialog.preview.picture
    grabbed = area.grab().toImage()
    ratio = area.devicePixelRatioF()
    left = round((area.width() / 2 - WIDTH / ratio / 2) * ratio)
    row = [grabbed.pixelColor(left + x, grabbed.height() // 2).red() for x in range(4, WIDTH - 4)]
    assert row == sorted(row)  # a ramp, of as many pixels
    assert row[:40] == [0] * 40 and row[-40:] == [255] * 40
    assert show(driver, dialog, "animation").actual is False
    assert not dialog.edge_button.isVisible()


def test_a_composite_shows_its_background(driver, dialog):
    dialog.pages["composite"].choose("colours", "original")
    assert (pixels(show(driver, dialog, "composite").images[0])[:, :60, :3] == 255).all()
    clear = renewed(driver, dialog, lambda: dialog.pages["composite"].choose("background", "transparent"))
    assert (pixels(clear.images[0])[:, :60, 3] == 0).all()


def test_a_composite_without_its_picture_says_what_is_missing(driver, dialog):
    show(driver, dialog, "composite")
    dialog.pages["composite"].choose("background", "picture")
    assert dialog.preview.preview is None
    assert "Choose the picture" in dialog.preview.picture._text


def test_steps_and_animations_are_played(driver, dialog):
    preview = show(driver, dialog, "animation")
    assert len(preview.images) == 7
    assert preview.interval_ms == 500
    faster = renewed(driver, dialog, lambda: dialog.pages["animation"].choose("speed", "8"))
    assert faster.interval_ms == 125
    before = dialog.preview.caption.text()
    driver.qtbot.waitUntil(lambda: dialog.preview.caption.text() != before, timeout=5000)
    steps = show(driver, dialog, "steps")
    assert steps.captions[1] == "picture_denoised_00_t250.png"
    assert steps.images[0].size().toTuple() == (WIDTH, HEIGHT)


def test_it_is_made_off_the_windows_thread_and_the_latest_wish_counts(driver, dialog, monkeypatch):
    threads, held = [], threading.Event()
    run = export_task.PreviewOutput.run

    def slow(self, context):
        threads.append(threading.current_thread())
        held.wait(20)
        return run(self, context)

    monkeypatch.setattr(export_task.PreviewOutput, "run", slow)
    for kind in ("cutout", "foreground"):
        dialog.pages[kind].choose("colours", "original")
    dialog.list.setCurrentRow(1)
    driver.qtbot.waitUntil(lambda: len(threads) == 1, timeout=5000)
    driver.qtbot.waitUntil(lambda: "Making the preview" in dialog.preview.picture._text, timeout=5000)
    dialog.list.setCurrentRow(2)
    shown = []
    dialog.preview.shown.connect(lambda: shown.append(dialog.preview.caption.text()))
    held.set()
    driver.qtbot.waitUntil(lambda: shown == ["picture_foreground.png"], timeout=15000)
    assert threading.main_thread() not in threads


def test_until_colours_can_be_estimated_the_pictures_own_are_shown(driver, known_trimap):
    driver.window.warmer.ready.clear()
    driver.open(known_trimap)
    driver.matte()
    dialog = driver.window.exports.dialog()
    driver.qtbot.addWidget(dialog)
    dialog.show()
    preview = show(driver, dialog, "cutout")
    assert "still being prepared" in dialog.preview.caption.text()
    assert np.array_equal(pixels(preview.images[0])[..., :3], driver.document.picture.pixels)
    driver.window.warmer.ready.set()
    preview = renewed(driver, dialog, driver.window.warmer.prepared.emit)
    assert preview.note == ""
    assert not np.array_equal(pixels(preview.images[0])[..., :3], driver.document.picture.pixels)


def test_closing_the_dialog_asks_for_no_more(driver, dialog):
    settling = dialog.findChild(Previewer)._timer
    dialog.list.setCurrentRow(1)
    assert settling.isActive()
    dialog.reject()
    assert not settling.isActive()
    assert not driver.window.colour_runner.busy
