"""Lasso, polygon, bucket and box on the canvas with real events: what ends up in the trimap."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.imaging.picture import Picture
from dmat_gui.canvas.areas import polygon_area
from dmat_gui.canvas.display import copied
from dmat_gui.canvas.tools import Tool
from tests.gui.canvas_events import HEIGHT, LEFT, NONE, RIGHT, WIDTH, at, drag, screen, wheel

SQUARE = ((40, 30), (120, 30), (120, 90), (40, 90))


def click(canvas, *places, button=LEFT):
    for place in places:
        QTest.mouseClick(canvas.viewport(), button, NONE, at(canvas, *place))


def places_of(canvas, *places):
    """Where the canvas takes clicks on these pixels to be."""
    return [canvas.scene_position(QPointF(at(canvas, *place))).toTuple() for place in places]


def painted_by(canvas, *places):
    array = np.zeros((HEIGHT, WIDTH), bool)
    polygon_area(places_of(canvas, *places), WIDTH, HEIGHT).fill(array, True)
    return array


def test_a_lasso_fills_what_it_went_around_as_one_step(canvas, document):
    canvas.set_tool("lasso")
    drag(canvas, *SQUARE)
    np.testing.assert_array_equal(document.trimap == 255, painted_by(canvas, *SQUARE))
    assert (document.trimap == 255).sum() == pytest.approx(80 * 60, abs=150)
    assert document.history.texts == ("Lasso foreground",)
    document.undo()
    assert (document.trimap == 128).all()


def test_a_lasso_goes_past_the_edges_and_the_right_button_makes_it_unknown(canvas, document):
    canvas.set_tool("lasso")
    canvas.set_paint_class(0)
    assert canvas.tool is Tool.LASSO, "a class is chosen for the tool in hand"
    drag(canvas, (-30, -30), (WIDTH + 30, -30), (WIDTH + 30, HEIGHT + 30), (-30, HEIGHT + 30))
    assert (document.trimap == 0).all()
    drag(canvas, *SQUARE, button=RIGHT)
    np.testing.assert_array_equal(document.trimap == 128, painted_by(canvas, *SQUARE))
    assert document.undo_text == "Lasso unknown"


def test_escape_gives_a_lasso_up_and_a_click_is_none(canvas, document):
    canvas.set_tool("lasso")
    QTest.mousePress(canvas.viewport(), LEFT, NONE, at(canvas, *SQUARE[0]))
    for place in SQUARE[1:]:
        QTest.mouseMove(canvas.viewport(), at(canvas, *place))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, at(canvas, *SQUARE[3]))
    click(canvas, (50, 50))
    assert (document.trimap == 128).all()
    assert not document.can_undo


def test_the_line_of_a_lasso_is_seen_while_it_is_drawn(canvas):
    canvas.set_tool("lasso")
    before = screen(canvas)
    QTest.mousePress(canvas.viewport(), LEFT, NONE, at(canvas, *SQUARE[0]))
    for place in SQUARE[1:]:
        QTest.mouseMove(canvas.viewport(), at(canvas, *place))
    during = copied(canvas.viewport().grab().toImage())
    edge = at(canvas, 80, 30)
    box = np.s_[edge.y() - 3 : edge.y() + 4, edge.x() - 8 : edge.x() + 8]
    assert (during[box] != before[box]).any()
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, at(canvas, *SQUARE[3]))


@pytest.mark.parametrize("close", ["return", "double click", "first corner"])
def test_a_polygon_is_closed_in_three_ways(canvas, document, close):
    canvas.set_tool("polygon")
    click(canvas, *SQUARE)
    assert canvas.is_painting
    assert not document.can_undo
    if close == "return":
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    elif close == "double click":
        QTest.mouseDClick(canvas.viewport(), LEFT, NONE, at(canvas, *SQUARE[3]))
    else:
        click(canvas, (43, 32))
    assert not canvas.is_painting
    np.testing.assert_array_equal(document.trimap == 255, painted_by(canvas, *SQUARE))
    assert document.history.texts == ("Polygon foreground",)
    click(canvas, (200, 100))
    assert canvas.is_painting, "the next click begins another one"


def test_backspace_takes_corners_back_and_escape_all(canvas, document):
    canvas.set_tool("polygon")
    click(canvas, *SQUARE, (200, 150), (10, 150))
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    np.testing.assert_array_equal(document.trimap == 255, painted_by(canvas, *SQUARE))
    click(canvas, (200, 100), (250, 100))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert not canvas.is_painting
    click(canvas, (200, 100))
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    assert not canvas.is_painting
    assert len(document.history.texts) == 1


def test_undo_takes_a_polygons_corners_back_before_any_finished_step(driver):
    driver.open()
    driver.paint((20, 20), (60, 20))
    canvas, undo = driver.window.canvas, driver.window.actions_["undo"]
    driver.trigger("polygon")
    click(canvas, (30, 40), (80, 40))
    assert undo.text() == "Undo: Last corner"
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    undo.trigger()
    assert not canvas.is_painting
    assert driver.document.history.texts == ("Paint foreground",)
    assert (driver.document.trimap == 255).any()
    assert undo.text() == "Undo: Paint foreground"
    undo.trigger()
    assert (driver.document.trimap == 128).all()
    click(canvas, (30, 40))
    assert undo.isEnabled(), "a corner is something to undo where there is no step"
    undo.trigger()
    assert not canvas.is_painting and not undo.isEnabled()


def test_a_polygon_outlives_zoom_and_pan_but_not_another_tool_or_picture(canvas, document):
    canvas.set_tool("polygon")
    click(canvas, *SQUARE[:2])
    wanted = places_of(canvas, *SQUARE[:2])
    wheel(canvas, at(canvas, 80, 60), 2)
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.MiddleButton, NONE, at(canvas, 80, 60))
    QTest.mouseMove(canvas.viewport(), at(canvas, 90, 60))
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.MiddleButton, NONE, at(canvas, 90, 60))
    wanted += places_of(canvas, *SQUARE[2:])
    click(canvas, *SQUARE[2:])
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    expected = np.zeros((HEIGHT, WIDTH), bool)
    polygon_area(wanted, WIDTH, HEIGHT).fill(expected, True)
    np.testing.assert_array_equal(document.trimap == 255, expected)
    click(canvas, *SQUARE[:2])
    canvas.set_tool("brush")
    assert not canvas.is_painting
    canvas.set_tool("polygon")
    click(canvas, *SQUARE[:2])
    document.open_picture(Picture.from_array(np.zeros((50, 60, 3), np.uint8)))
    assert not canvas.is_painting


def test_the_bucket_fills_what_a_stroke_encloses(canvas, document):
    canvas.set_brush_size(5)
    drag(canvas, *SQUARE, SQUARE[0])
    canvas.set_tool("bucket")
    canvas.set_paint_class(0)
    click(canvas, (80, 60))
    assert (document.trimap[36:84, 46:114] == 0).all()
    assert document.trimap[10, 10] == 128
    assert document.undo_text == "Fill background"
    click(canvas, (80, 60), (-20, 10))
    assert len(document.history.texts) == 2, "what is filled already, or outside, is no step"
    click(canvas, (80, 60), button=RIGHT)
    assert document.undo_text == "Fill unknown"
    document.undo()
    document.undo()
    assert set(np.unique(document.trimap)) == {128, 255}


def test_a_box_is_handed_over_within_the_picture(canvas, document, qtbot):
    canvas.set_tool("box")
    boxes = []
    canvas.box_drawn.connect(boxes.append)
    drag(canvas, (100, 150), (60, 80), (-20, 60))
    (box,) = boxes
    assert box.left() == 0
    assert (box.top(), box.bottom()) == pytest.approx((60, 150), abs=1)
    assert box.right() == pytest.approx(100, abs=1)
    click(canvas, (100, 100))
    drag(canvas, (-50, -50), (-10, -10))
    assert len(boxes) == 1
    assert boxes[0].intersected(QRect(0, 0, WIDTH, HEIGHT)) == boxes[0]
    assert not document.can_undo


def test_the_pen_draws_a_lasso_too_and_pressure_can_be_switched_off(canvas, document):
    def pen(*places, pressure):
        device = QPointingDevice.primaryPointingDevice()
        kinds = [QEvent.Type.TabletPress] + [QEvent.Type.TabletMove] * (len(places) - 1)
        for kind, place in [*zip(kinds, places, strict=True), (QEvent.Type.TabletRelease, places[-1])]:
            where = QPointF(at(canvas, *place))
            held = LEFT if kind != QEvent.Type.TabletRelease else Qt.MouseButton.NoButton
            event = QTabletEvent(kind, device, where, where, pressure, 0, 0, 0, 0, 0, NONE, LEFT, held)
            QApplication.sendEvent(canvas.viewport(), event)

    canvas.set_tool("lasso")
    place = canvas.viewportTransform()
    pen(*SQUARE, pressure=0.3)
    np.testing.assert_array_equal(document.trimap == 255, painted_by(canvas, *SQUARE))
    assert canvas.viewportTransform() == place
    canvas.set_tool("brush")
    canvas.set_brush_size(40)
    for pressed, height in ((True, 20), (False, 40)):
        document.undo()
        canvas.set_pen_pressure(pressed)
        pen((60, 100), (200, 100), pressure=0.5)
        assert (document.trimap[:, 130] == 255).sum() == height


def test_every_tool_keeps_its_size_on_the_screen_by_choice(canvas):
    canvas.set_brush_size(40)
    canvas.set_tool("eraser")
    canvas.set_brush_size(20)
    canvas.set_brush_follows_screen(True)
    canvas.zoom_to(4.0)
    assert canvas.brush_size == 5
    canvas.set_tool("brush")
    assert canvas.brush_size == 10
    canvas.set_brush_size(30)
    canvas.zoom_to(2.0)
    assert canvas.brush_size == 60
    canvas.set_brush_follows_screen(False)
    canvas.zoom_to(1.0)
    canvas.set_tool("lasso")
    assert canvas.brush_size == 60
    canvas.set_tool("eraser")
    assert canvas.brush_size == 10
