"""Zooming and moving the canvas with real events."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.canvas_events import HEIGHT, LEFT, MIDDLE, NONE, WIDTH, at, drag, wheel


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


def test_space_let_go_elsewhere_does_not_leave_the_hand(canvas, document):
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    assert canvas.wants_pan
    QApplication.sendEvent(canvas, QFocusEvent(QEvent.Type.FocusOut))
    drag(canvas, (50, 50), (60, 50))
    assert (document.trimap == 255).any()
