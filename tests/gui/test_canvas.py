"""The canvas, driven by real events on its viewport: what ends up in the trimap and on the screen."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QColorSpace,
    QDropEvent,
    QFocusEvent,
    QImage,
    QPointingDevice,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.imaging.picture import Picture
from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.canvas.display import copied, display_pixels
from dmat_gui.canvas.navigation import SURROUND
from dmat_gui.canvas.tools import Tool
from dmat_gui.canvas.views import View
from dmat_gui.document import Document

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
WIDTH, HEIGHT = 300, 200


@pytest.fixture
def document(qapp):
    pixels = np.random.default_rng(0).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)
    document = Document()
    document.open_picture(Picture.from_array(pixels))
    return document


@pytest.fixture
def canvas(document, qtbot):
    canvas = CanvasView()
    qtbot.addWidget(canvas)
    canvas.resize(640, 480)
    canvas.set_document(document)
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.zoom_to(1.0)
    return canvas


def at(canvas, x, y):
    """Return the pixel of the viewport that shows the middle of a picture pixel."""
    place = canvas.viewportTransform().map(QPointF(x + 0.5, y + 0.5))
    return QPoint(math.floor(place.x()), math.floor(place.y()))


def drag(canvas, *places, button=LEFT, modifiers=NONE):
    """Press at the first place (picture pixels), move over the others, release at the last."""
    viewport = canvas.viewport()
    QTest.mousePress(viewport, button, modifiers, at(canvas, *places[0]))
    for place in places[1:]:
        QTest.mouseMove(viewport, at(canvas, *place))
    QTest.mouseRelease(viewport, button, modifiers, at(canvas, *places[-1]))


def wheel(canvas, position, notches, modifiers=NONE):
    place = QPointF(position)
    event = QWheelEvent(
        place,
        canvas.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), event)


def screen(canvas):
    """Return what the viewport shows, the pointer away, as H x W x 3."""
    QApplication.sendEvent(canvas.viewport(), QEvent(QEvent.Type.Leave))
    return copied(canvas.viewport().grab().toImage())


def shown_pixel(canvas, x, y):
    place = at(canvas, x, y)
    return screen(canvas)[place.y(), place.x()].astype(int)


def finished(alpha, **step):
    mattes = {"denoised": None, "corrected": None, "propagated": None, "alpha0": None, **step}
    return SimpleNamespace(alpha=alpha, steps=(SimpleNamespace(**mattes),))


# ---- painting --------------------------------------------------------------------------------------


def test_a_drag_paints_a_stroke_that_is_one_step(canvas, document):
    canvas.set_brush_size(9)
    drag(canvas, (50, 60), (80, 60), (120, 60))
    painted = document.trimap == 255
    assert painted[56:65, 50:121].all()
    rows, columns = np.nonzero(painted)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (56, 64, 46, 124)
    assert set(np.unique(document.trimap)) == {128, 255}
    assert document.history.texts == ("Paint foreground",)
    document.undo()
    assert (document.trimap == 128).all()


def test_quick_moves_leave_no_gaps(canvas, document):
    canvas.set_brush_size(4)
    drag(canvas, (10, 10), (250, 170))
    assert (document.trimap[11:170] == 255).any(axis=1).all()


def test_painting_begins_and_ends_outside_the_picture(canvas, document):
    canvas.set_brush_size(20)
    drag(canvas, (-40, 100), (WIDTH + 40, 100))
    assert (document.trimap[91:109] == 255).all()
    assert document.history.texts == ("Paint foreground",)
    canvas.set_paint_class(0)
    drag(canvas, (-3, -3))
    assert document.trimap[0, 0] == 0, "a dab beside the picture reaches into it"
    drag(canvas, (-60, -60), (-40, -70))
    assert len(document.history.texts) == 2


def test_the_right_button_and_the_eraser_paint_unknown(canvas, document):
    canvas.set_brush_size(15)
    for erase in ("right", "eraser"):
        canvas.set_tool("brush")
        drag(canvas, (100, 100), (140, 100))
        assert document.trimap[100, 120] == 255
        if erase == "eraser":
            canvas.set_tool("eraser")
            canvas.set_brush_size(15)
        drag(canvas, (120, 100), button=RIGHT if erase == "right" else LEFT)
        assert document.trimap[100, 120] == 128
        assert document.undo_text == "Paint unknown"


def test_shift_draws_a_straight_line_from_the_last_point(canvas, document):
    canvas.set_brush_size(3)
    drag(canvas, (20, 20))
    drag(canvas, (220, 120), modifiers=SHIFT)
    for part in np.linspace(0, 1, 9):
        assert document.trimap[round(20 + 100 * part), round(20 + 200 * part)] == 255
    assert np.count_nonzero(document.trimap == 255) < 1000
    assert len(document.history.texts) == 2


def test_classes_swap_and_the_eraser_is_put_down(canvas, qtbot):
    assert (canvas.paint_class, canvas.tool) == (255, Tool.BRUSH)
    with qtbot.waitSignal(canvas.paint_class_changed) as signal:
        canvas.swap_class()
    assert signal.args == [0]
    canvas.set_paint_class(128)
    canvas.swap_class()
    assert canvas.paint_class == 0
    canvas.set_tool("eraser")
    canvas.set_paint_class(255)
    assert canvas.tool is Tool.BRUSH
    with pytest.raises(ValueError, match="not 77"):
        canvas.set_paint_class(77)


def test_escape_takes_the_stroke_under_way_back(canvas, document):
    QTest.mousePress(canvas.viewport(), LEFT, NONE, at(canvas, 50, 50))
    QTest.mouseMove(canvas.viewport(), at(canvas, 90, 50))
    assert (document.trimap == 255).any()
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, at(canvas, 90, 50))
    assert (document.trimap == 128).all()
    assert not document.can_undo


def test_undo_while_painting_ends_the_stroke(canvas, document):
    QTest.mousePress(canvas.viewport(), LEFT, NONE, at(canvas, 50, 50))
    document.undo()
    QTest.mouseMove(canvas.viewport(), at(canvas, 150, 50))
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, at(canvas, 150, 50))
    assert (document.trimap == 128).all()
    assert not document.is_editing


def test_opening_another_picture_while_painting_is_safe(canvas, document):
    QTest.mousePress(canvas.viewport(), LEFT, NONE, at(canvas, 50, 50))
    document.open_picture(Picture.from_array(np.zeros((50, 60, 3), np.uint8)))
    QTest.mouseMove(canvas.viewport(), QPoint(300, 200))
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, QPoint(300, 200))
    assert (document.trimap == 128).all()
    assert (canvas.brush_size, canvas.paint_class) == (2, 255)


def test_the_first_brush_is_a_twentieth_of_the_shorter_side(canvas):
    assert canvas.brush_size == HEIGHT // 20
    assert canvas.tool is Tool.BRUSH


def test_brush_sizes_have_limits_signals_and_one_for_each_tool(canvas, qtbot):
    with qtbot.waitSignal(canvas.brush_size_changed) as signal:
        canvas.set_brush_size(99_999)
    assert signal.args == [2000]
    canvas.set_brush_size(0)
    assert canvas.brush_size == 1
    canvas.grow_brush()
    assert canvas.brush_size == 2
    canvas.set_tool("eraser")
    canvas.set_brush_size(44)
    with qtbot.waitSignal(canvas.tool_changed) as signal:
        canvas.set_tool("brush")
    assert (signal.args, canvas.brush_size) == (["brush"], 2)
    wheel(canvas, QPoint(300, 200), 1, CONTROL)
    assert (canvas.brush_size, canvas.zoom) == (3, 1.0)


def test_the_brush_may_keep_its_size_on_the_screen(canvas):
    canvas.set_brush_size(40)
    canvas.set_brush_follows_screen(True)
    canvas.zoom_to(4.0)
    assert canvas.brush_size == 10
    canvas.zoom_to(1.0)
    assert canvas.brush_size == 40
    canvas.set_brush_follows_screen(False)
    canvas.zoom_to(4.0)
    assert canvas.brush_size == 40


def test_a_stroke_on_24_megapixels_touches_a_small_box(qtbot, qapp):
    document = Document()
    canvas = CanvasView()
    qtbot.addWidget(canvas)
    canvas.resize(640, 480)
    canvas.set_document(document)
    document.open_picture(Picture.from_array(np.zeros((4000, 6000, 3), np.uint8)))
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.set_brush_size(100)
    boxes = []
    document.trimap_changed.connect(boxes.append)
    drag(canvas, (3000, 2000), (3100, 2040), (3200, 2080))
    assert len(boxes) >= 2
    for box in boxes:
        assert box.width() * box.height() < 300 * 300
    assert document.history.nbytes < 20_000


def test_the_pen_paints_by_pressure_and_never_moves_the_picture(canvas, document):
    canvas.set_brush_size(40)
    place, pen = canvas.viewportTransform().dx(), QPointingDevice.primaryPointingDevice()
    kinds = (
        (QEvent.Type.TabletPress, 60, 0.25),
        (QEvent.Type.TabletMove, 200, 1.0),
        (QEvent.Type.TabletRelease, 200, 0.0),
    )
    for kind, x, pressure in kinds:
        position = QPointF(at(canvas, x, 100))
        pressed = LEFT if kind != QEvent.Type.TabletRelease else Qt.MouseButton.NoButton
        event = QTabletEvent(kind, pen, position, position, pressure, 0, 0, 0, 0, 0, NONE, LEFT, pressed)
        QApplication.sendEvent(canvas.viewport(), event)
        assert event.isAccepted()
    heights = np.count_nonzero(document.trimap == 255, axis=0)
    assert 8 <= heights[60] <= 16
    assert 36 <= heights[200] <= 42
    assert document.history.texts == ("Paint foreground",)
    assert canvas.viewportTransform().dx() == place


# ---- zoom and moving -------------------------------------------------------------------------------


@pytest.mark.parametrize("notches", [3, -4, 20, -40])
def test_the_wheel_zooms_about_the_pointer_within_limits(canvas, notches):
    position = at(canvas, 210, 40)
    before = canvas.scene_position(QPointF(position))
    wheel(canvas, position, notches)
    after = canvas.scene_position(QPointF(position))
    expected = min(max(1.25**notches, 0.02), 32.0)
    assert canvas.zoom == pytest.approx(expected)
    # Scroll bars stand on whole pixels of the screen.
    assert abs(after.x() - before.x()) * canvas.zoom <= 1
    assert abs(after.y() - before.y()) * canvas.zoom <= 1


def test_zooming_in_and_out_again_does_not_wander(canvas):
    position = at(canvas, 290, 190)
    before = canvas.scene_position(QPointF(position))
    for notches in [1] * 8 + [-1] * 8:
        wheel(canvas, position, notches)
    after = canvas.scene_position(QPointF(position))
    assert canvas.zoom == pytest.approx(1.0)
    assert max(abs(after.x() - before.x()), abs(after.y() - before.y())) <= 4


def test_fit_shows_everything_and_goes_on_fitting(canvas, qtbot):
    with qtbot.waitSignal(canvas.zoom_changed) as zoomed:
        canvas.fit()
    assert zoomed.args == [canvas.zoom]
    for size in ((640, 480), (900, 300)):
        canvas.resize(*size)
        shown = canvas.viewportTransform().mapRect(QRect(0, 0, WIDTH, HEIGHT))
        assert canvas.viewport().rect().contains(shown)
        middle = canvas.viewport().rect().center()
        assert abs(shown.center().x() - middle.x()) <= 2
        assert abs(shown.center().y() - middle.y()) <= 2
    canvas.zoom_to(1.0)
    canvas.resize(500, 500)
    assert canvas.zoom == 1.0
    assert not canvas.fits


@pytest.mark.parametrize("how", ["middle", "space", "hand"])
def test_the_picture_is_dragged_and_nothing_is_painted(canvas, document, how):
    canvas.zoom_to(4.0)
    before = canvas.viewportTransform().map(QPointF(0, 0))
    viewport = canvas.viewport()
    button = MIDDLE if how == "middle" else LEFT
    if how == "space":
        QTest.keyPress(canvas, Qt.Key.Key_Space)
    if how == "hand":
        canvas.set_tool("hand")
    QTest.mousePress(viewport, button, NONE, QPoint(300, 200))
    QTest.mouseMove(viewport, QPoint(340, 175))
    QTest.mouseRelease(viewport, button, NONE, QPoint(340, 175))
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    moved = canvas.viewportTransform().map(QPointF(0, 0)) - before
    assert (moved.x(), moved.y()) == (40, -25)
    assert (document.trimap == 128).all()
    assert not document.can_undo


# ---- what is on the screen -------------------------------------------------------------------------


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


# ---- read-out and dropping -------------------------------------------------------------------------


def test_the_pixel_under_the_pointer_is_read_out_in_the_pictures_own_depth(qtbot, qapp):
    document = Document()
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint16)
    pixels[70, 90] = (65535, 1000, 3)
    document.open_picture(Picture.from_array(pixels))
    canvas = CanvasView()
    qtbot.addWidget(canvas)
    canvas.resize(640, 480)
    canvas.set_document(document)
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.zoom_to(1.0)
    seen = []
    canvas.readout_changed.connect(seen.append)
    with qtbot.waitSignal(canvas.pixel_hovered) as hovered:
        QTest.mouseMove(canvas.viewport(), at(canvas, 90, 70))
    assert hovered.args == [90, 70]
    assert tuple(seen[-1]) == (90, 70, (65535, 1000, 3), 128, None)
    document.add_run(finished(np.full((HEIGHT, WIDTH), 0.25, np.float32)), document.trimap)
    assert (seen[-1].alpha, seen[-1].trimap) == (0.25, 128)
    document.fill_trimap(0)
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
    document.fill_trimap(0)
    drag(canvas, (30, 25))
    assert (other.trimap == 255).any()
    assert (document.trimap == 0).all()


# ---- displays and colours --------------------------------------------------------------------------


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


def test_space_let_go_elsewhere_does_not_leave_the_hand(canvas, document):
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    assert canvas.wants_pan
    QApplication.sendEvent(canvas, QFocusEvent(QEvent.Type.FocusOut))
    drag(canvas, (50, 50), (60, 50))
    assert (document.trimap == 255).any()


def test_shift_shows_the_line_before_it_is_drawn(canvas):
    drag(canvas, (20, 20))
    before = screen(canvas)
    QTest.mouseMove(canvas.viewport(), at(canvas, 250, 150))
    QTest.keyPress(canvas, Qt.Key.Key_Shift)
    middle = at(canvas, 135, 85)
    during = copied(canvas.viewport().grab().toImage())
    QTest.keyRelease(canvas, Qt.Key.Key_Shift)
    box = np.s_[middle.y() - 3 : middle.y() + 4, middle.x() - 3 : middle.x() + 4]
    assert (during[box] != before[box]).any()
    np.testing.assert_array_equal(screen(canvas)[box], before[box])
