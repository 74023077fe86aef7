"""Painting on the canvas with real events: what ends up in the trimap."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.imaging.picture import Picture
from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.canvas.display import copied
from dmat_gui.canvas.tools import Tool
from dmat_gui.document import Document
from tests.gui.canvas_events import (
    CONTROL,
    HEIGHT,
    LEFT,
    NONE,
    RIGHT,
    SHIFT,
    WIDTH,
    at,
    drag,
    pen,
    screen,
    wheel,
)


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
    place = canvas.viewportTransform().dx()
    pen(canvas, (60, 100, 0.25), (200, 100, 1.0))
    heights = np.count_nonzero(document.trimap == 255, axis=0)
    assert 8 <= heights[60] <= 16
    assert 36 <= heights[200] <= 42
    assert document.history.texts == ("Paint foreground",)
    assert canvas.viewportTransform().dx() == place


def test_the_pens_tail_paints_unknown_and_leaves_the_class_in_hand(canvas, document):
    canvas.set_brush_size(40)
    pen(canvas, (60, 100, 1.0), (200, 100, 1.0))
    canvas.set_brush_size(60)
    pen(canvas, (50, 100, 1.0), (220, 100, 1.0), tail=True)
    assert (document.trimap == 128).all()
    assert document.history.texts == ("Paint foreground", "Paint unknown")
    assert canvas.paint_class == 255


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
