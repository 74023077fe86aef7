"""What the canvas shows and says of the picture, its trimap and its alpha."""

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QColorSpace, QDropEvent, QImage
from PySide6.QtTest import QTest

from core.imaging.picture import Picture
from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.canvas.display import copied, display_pixels
from dmat_gui.canvas.navigation import SURROUND
from dmat_gui.canvas.views import View
from dmat_gui.document import Document
from tests.gui.canvas_events import HEIGHT, LEFT, NONE, WIDTH, at, drag, finished, screen, shown_pixel, wheel


def test_the_picture_is_shown_pixel_for_pixel_on_neutral_grey(canvas, document):
    canvas.set_view(View.IMAGE)
    corner = at(canvas, 0, 0)
    shown = screen(canvas)
    part = shown[corner.y() : corner.y() + HEIGHT, corner.x() : corner.x() + WIDTH]
    np.testing.assert_array_equal(part, document.display_image)
    assert tuple(shown[5, 5]) == SURROUND.getRgb()[:3]
    assert len({*SURROUND.getRgb()[:3]}) == 1


def test_foreground_and_background_are_tinted_and_unknown_is_not(canvas, document):
    trimap = np.full((HEIGHT, WIDTH), 128, np.uint8)
    trimap[:, :100], trimap[:, 200:] = 0, 255
    document.set_trimap(trimap)
    own = document.display_image.astype(int)
    orange, blue = np.array([0xD5, 0x5E, 0x00]), np.array([0x00, 0x72, 0xB2])
    for x, tint, share in ((50, orange, 0.4), (150, orange, 0.0), (250, blue, 0.4)):
        expected = own[100, x] * (1 - share) + tint * share
        assert np.abs(shown_pixel(canvas, x, 100) - expected).max() <= 2
    assert shown_pixel(canvas, 100, 100).min() > own[100, 100].min(), "a light line just inside unknown"
    canvas.set_overlay_hidden(True)
    np.testing.assert_array_equal(shown_pixel(canvas, 50, 100), own[100, 50])
    canvas.set_overlay_hidden(False)
    canvas.set_overlay_colours(QColor(0, 255, 0), QColor(255, 0, 0), 1.0)
    np.testing.assert_array_equal(shown_pixel(canvas, 250, 100), [0, 255, 0])


@pytest.mark.parametrize("zoom", [0.5, 1.0, 3.7])
def test_what_a_stroke_redraws_is_what_a_whole_redraw_shows(canvas, document, zoom):
    canvas.zoom_to(zoom)
    screen(canvas)
    canvas.set_brush_size(17)
    drag(canvas, (100, 80), (140, 95), (150, 130))
    canvas.set_paint_class(0)
    drag(canvas, (130, 90), (170, 90))
    document.undo()
    document.redo()
    partly = screen(canvas)
    canvas._overlay.refresh()
    np.testing.assert_array_equal(partly, screen(canvas))


def test_alpha_and_composites_show_the_result(canvas, document):
    alpha = np.zeros((HEIGHT, WIDTH), np.float32)
    alpha[:, 100:200], alpha[:, 200:] = 0.5, 1
    document.add_run(finished(alpha), document.trimap)
    own = document.display_image.astype(int)
    canvas.set_view(View.ALPHA)
    for x, grey in ((50, 0), (150, 128), (250, 255)):
        np.testing.assert_array_equal(shown_pixel(canvas, x, 60), [grey] * 3)
    canvas.set_view(View.COMPOSITE)
    canvas.set_background(QColor(0, 200, 40))
    np.testing.assert_array_equal(shown_pixel(canvas, 50, 60), [0, 200, 40])
    np.testing.assert_array_equal(shown_pixel(canvas, 250, 60), own[60, 250])
    assert np.abs(shown_pixel(canvas, 150, 60) - (own[60, 150] + [0, 200, 40]) / 2).max() <= 1
    canvas.set_background(np.full((10, 10, 3), (9, 8, 7), np.uint8))
    np.testing.assert_array_equal(shown_pixel(canvas, 50, 60), [9, 8, 7])
    canvas.set_view(View.FOREGROUND)
    canvas.set_foreground(np.full((HEIGHT, WIDTH, 3), 33, np.uint8))
    np.testing.assert_array_equal(shown_pixel(canvas, 150, 60), [33] * 3)
    document.undo()
    assert np.abs(shown_pixel(canvas, 150, 60) - own[60, 150]).max() == 0, "no alpha: the picture again"


def test_any_matte_is_shown_in_place_of_the_result(canvas, document, qtbot):
    document.add_run(finished(np.full((HEIGHT, WIDTH), 0.2, np.float32)), document.trimap)
    canvas.set_view(View.ALPHA)
    latent = np.full((HEIGHT, WIDTH), -1.0, np.float16)
    latent[:, 100:], latent[:, 200:] = 0.5, 3
    with qtbot.waitSignal(canvas.matte_shown) as shown:
        canvas.show_matte(latent, "Run 1 · step 0")
    assert shown.args == ["Run 1 · step 0"]
    assert [shown_pixel(canvas, x, 9)[0] for x in (50, 150, 250)] == [0, 128, 255]
    canvas.set_full_range(True)
    assert [shown_pixel(canvas, x, 9)[0] for x in (50, 150, 250)] == [0, 96, 255]
    canvas.set_full_range(False)
    canvas.show_matte(None)
    assert shown_pixel(canvas, 50, 9)[0] == 51
    assert canvas.shown_title == ""
    with pytest.raises(ValueError, match="a matte of"):
        canvas.show_matte(np.zeros((3, 3), np.float32))


def test_painting_shows_the_overlay_in_every_view(canvas, document):
    document.add_run(finished(np.zeros((HEIGHT, WIDTH), np.float32)), document.trimap)
    canvas.set_view(View.ALPHA)
    QTest.mousePress(canvas.viewport(), LEFT, NONE, at(canvas, 100, 100))
    QTest.mouseMove(canvas.viewport(), at(canvas, 150, 100))
    assert np.abs(shown_pixel(canvas, 125, 100) - 0.4 * np.array([0x00, 0x72, 0xB2])).max() <= 2
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, at(canvas, 150, 100))
    np.testing.assert_array_equal(shown_pixel(canvas, 125, 100), [0, 0, 0])


@pytest.mark.parametrize("level", [0, 112, 255])
def test_the_brush_is_seen_under_the_pointer_on_light_and_dark(canvas, document, level):
    document.open_picture(Picture.from_array(np.full((HEIGHT, WIDTH, 3), level, np.uint8)))
    canvas.set_view(View.IMAGE)
    canvas.zoom_to(1.0)
    canvas.set_brush_size(60)
    QTest.mouseMove(canvas.viewport(), at(canvas, 10, 10))
    QTest.mouseMove(canvas.viewport(), at(canvas, 150, 100))
    grabbed = copied(canvas.viewport().grab().toImage()).astype(int)
    middle = at(canvas, 150, 100)
    ring = grabbed[middle.y(), middle.x() + 25 : middle.x() + 35]
    assert np.abs(ring - level).max() > 60
    assert np.abs(grabbed[middle.y() + 10, middle.x() + 10] - level).max() == 0
    assert np.abs(screen(canvas)[150, 300].astype(int) - level).max() == 0, "gone with the pointer"


def test_without_a_picture_the_canvas_says_what_to_do(qtbot, qapp):
    canvas = CanvasView()
    qtbot.addWidget(canvas)
    canvas.resize(640, 480)
    canvas.set_document(Document())
    canvas.show()
    qtbot.waitExposed(canvas)
    assert canvas.empty_text == "Drop a picture here"
    shown = screen(canvas).astype(int)
    assert np.abs(shown - SURROUND.red()).max() > 60
    canvas.empty_text = ""
    assert np.abs(screen(canvas).astype(int) - SURROUND.red()).max() == 0
    QTest.mouseClick(canvas.viewport(), LEFT, NONE, QPoint(100, 100))
    wheel(canvas, QPoint(100, 100), 2)
    assert canvas.zoom == 1.0


def test_the_pixel_under_the_pointer_is_read_out_in_the_pictures_own_depth(canvas, document):
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint16)
    pixels[70, 90] = (65535, 1000, 3)
    document.open_picture(Picture.from_array(pixels))
    canvas.zoom_to(1.0)
    seen = []
    canvas.readout_changed.connect(seen.append)
    QTest.mouseMove(canvas.viewport(), at(canvas, 90, 70))
    assert seen[-1] == (90, 70, (65535, 1000, 3), 128, None, None, False)
    document.add_run(finished(np.full((HEIGHT, WIDTH), 0.25, np.float32)), document.trimap)
    assert (seen[-1].alpha, seen[-1].trimap) == (0.25, 128)
    document.set_trimap(np.zeros_like(document.trimap))
    assert seen[-1].trimap == 0
    QTest.mouseMove(canvas.viewport(), QPoint(2, 2))
    assert seen[-1] is None


def test_dropped_files_are_handed_on(canvas, qtbot, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "bärtige Katze.png")), QUrl("https://example.org/a.png")])
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, LEFT, NONE)
    with qtbot.waitSignal(canvas.files_dropped) as dropped:
        canvas.dropEvent(event)
    assert dropped.args == [[str(tmp_path / "bärtige Katze.png")]]
    assert event.isAccepted()


def test_another_document_takes_the_place_of_the_first(canvas, document):
    other = Document()
    other.open_picture(Picture.from_array(np.zeros((50, 60, 3), np.uint8)))
    canvas.set_document(other)
    document.set_trimap(np.zeros_like(document.trimap))
    drag(canvas, (30, 25))
    assert (other.trimap == 255).any()
    assert (document.trimap == 0).all()


def test_a_display_of_twice_the_pixels_gets_all_of_them(canvas, document):
    """A device of ratio 2: what is 1 desktop pixel is 2 by 2 of its own, and nothing is smoothed."""
    canvas.set_view(View.IMAGE)
    screen(canvas)
    image = QImage(canvas.viewport().size() * 2, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    canvas.viewport().render(image)
    corner = at(canvas, 0, 0) * 2
    shown = copied(image)[corner.y() : corner.y() + 2 * HEIGHT, corner.x() : corner.x() + 2 * WIDTH]
    np.testing.assert_array_equal(shown, document.display_image.repeat(2, axis=0).repeat(2, axis=1))


def test_a_colour_profile_is_applied_for_the_display_alone(qapp):
    pixels = np.full((8, 10, 3), (0, 255, 0), np.uint8)
    profile = bytes(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb).iccProfile().data())
    wide = display_pixels(Picture(pixels, icc=profile))
    np.testing.assert_array_equal(wide[0, 0], [0, 255, 0])  # beyond sRGB: at its edge
    muted = np.full((8, 10, 3), (200, 100, 100), np.uint8)
    shown = display_pixels(Picture(muted, icc=profile)).astype(int)
    # Adobe RGB (200, 100, 100) in sRGB, by its published primaries and gamma 2.2.
    assert np.abs(shown[0, 0] - [227, 100, 100]).max() <= 2
    assert (muted == (200, 100, 100)).all()
    srgb = bytes(QColorSpace(QColorSpace.NamedColorSpace.SRgb).iccProfile().data())
    np.testing.assert_array_equal(display_pixels(Picture(muted, icc=srgb)), muted)
    np.testing.assert_array_equal(display_pixels(Picture(muted, icc=b"nonsense")), muted)
