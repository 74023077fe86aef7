"""Real events on the canvas's viewport, and what it shows after them."""

import math
from types import SimpleNamespace

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dmat_gui.canvas.display import copied

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
WIDTH, HEIGHT = 300, 200
"""Of the picture of the `document` fixture."""


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


def pen(canvas, *places, tail=False):
    """Draw with a pen, or with its tail, through places (x, y, pressure) of the picture."""
    kind = QPointingDevice.PointerType.Eraser if tail else QPointingDevice.PointerType.Pen
    device = QPointingDevice(
        "pen", 7, QInputDevice.DeviceType.Stylus, kind, QInputDevice.Capability.Pressure, 1, 2
    )
    kinds = [QEvent.Type.TabletPress] + [QEvent.Type.TabletMove] * (len(places) - 1)
    strokes = [*zip(kinds, places, strict=True), (QEvent.Type.TabletRelease, (*places[-1][:2], 0.0))]
    for kind, (x, y, pressure) in strokes:
        position = QPointF(at(canvas, x, y))
        held = LEFT if kind != QEvent.Type.TabletRelease else Qt.MouseButton.NoButton
        event = QTabletEvent(kind, device, position, position, pressure, 0, 0, 0, 0, 0, NONE, LEFT, held)
        QApplication.sendEvent(canvas.viewport(), event)
        assert event.isAccepted()


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
    return SimpleNamespace(alpha=alpha, steps=(SimpleNamespace(nbytes=0, **mattes),), start=None)
