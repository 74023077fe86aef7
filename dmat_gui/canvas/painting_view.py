"""Mouse, pen and keys turned into what the tools do: strokes, lassos, polygons, fills and boxes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLineF, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPointingDevice, QTabletEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from dmat_gui.canvas.brush import Dab
from dmat_gui.canvas.brush_outline import GuideLine
from dmat_gui.canvas.brush_sizes import stepped_size
from dmat_gui.canvas.retouch_stroke import RetouchStroke
from dmat_gui.canvas.shape_outline import ShapeOutline
from dmat_gui.canvas.shapes import BoxShape, Lasso, Polygon, Shape, pour
from dmat_gui.canvas.tool_view import ToolView
from dmat_gui.canvas.tools import Gesture, Stroke, Tool

CLOSING_REACH = 8  # desktop pixels around a polygon's first corner where a click closes it
_SHAPE_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace)


class PaintingView(ToolView):
    """A navigable view whose pointer paints the trimap of `_document`, or retouches its Result."""

    box_drawn = Signal(QRect)
    """A box around the subject, in picture pixels."""
    region_drawn = Signal(QRect)
    """A rectangle to be computed anew, in picture pixels."""
    retouch_pressed = Signal()
    """A press with Retouch, before it does anything; without a Result it does nothing."""
    gesture_changed = Signal()
    """A gesture began or ended: `has_corners` may be another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._button = Qt.MouseButton.NoButton  # held down by what goes on
        self._gesture: Gesture | None = None
        self._line_from: Dab | None = None
        self._guide = GuideLine()
        self._shape_outline = ShapeOutline()
        self.scene().addItem(self._guide)
        self.scene().addItem(self._shape_outline)

    @property
    def is_painting(self) -> bool:
        """True while a gesture is under way: from press to release, or until a polygon is closed."""
        return self._gesture is not None

    @property
    def has_corners(self) -> bool:
        """True while a polygon is half drawn: what is undone then is its last corner."""
        return isinstance(self._gesture, Polygon) and self._gesture.is_open

    def take_corner_back(self) -> bool:
        """Take back the last corner of a polygon under way; False without one."""
        if not isinstance(self._gesture, Polygon) or not self.has_corners:
            return False
        if self._gesture.remove_last():
            self._show_shape()
        else:
            self.cancel_stroke()
        return True

    def cancel_stroke(self) -> bool:
        """Take back the gesture under way; False if there is none."""
        gesture = self._take_gesture()
        if gesture is None:
            return False
        gesture.cancel()
        self._gesture_over()
        return True

    def drop_stroke(self) -> None:
        """Forget what is under way, and the last point: the picture is another one."""
        self._take_gesture()
        self._line_from = None
        self._update_guide(False)

    def put_down(self) -> None:
        """A shape begun with one tool is not finished with another."""
        self.cancel_stroke()

    def stroke_changed(self) -> None:
        """A gesture began or ended; for the view that knows what else depends on it."""
        self.gesture_changed.emit()

    def hover(self, position: QPointF | None) -> None:
        """The pointer is at this place of the picture; for the view that reads out pixels."""

    # ---- press, move, release ------------------------------------------------------------------------

    def _press(self, position: QPointF, erases: bool, shift: bool, pressure: float) -> None:
        dab, value = self.dab_at(position, pressure), self.painted_value(erases)
        if isinstance(self._gesture, Polygon) and self._gesture.is_open:
            self._add_corner(self._gesture, (dab.x, dab.y))
            return
        self._document.finish_edit()
        if self._tool is Tool.RETOUCH:
            self.retouch_pressed.emit()
            if self._document.run_alpha() is None:
                return
        if self._tool is Tool.BUCKET:
            pour(self._document, (dab.x, dab.y), value)
            return
        self._gesture = gesture = self._begin(value)
        if isinstance(gesture, Stroke) and shift and self._line_from is not None:
            gesture.last = Dab(self._line_from.x, self._line_from.y, dab.size)
        self.show_badge(value)
        self.stroke_changed()
        if isinstance(gesture, Polygon):
            gesture.add((dab.x, dab.y))
        gesture.to(dab)
        self._show_shape()
        self._update_guide(False)

    def _begin(self, value: int) -> Gesture:
        """Begin what the tool in hand does with a class."""
        if self._tool is Tool.LASSO:
            return Lasso(self._document, value)
        if self._tool is Tool.POLYGON:
            return Polygon(self._document, value)
        if self._tool is Tool.BOX:
            return BoxShape(self._document, self.box_drawn.emit)
        if self._tool is Tool.REGION:
            return BoxShape(self._document, self.region_drawn.emit)
        if self._tool is Tool.RETOUCH:
            return RetouchStroke(self._document, value, self._hardness, self._strength)
        return Stroke(self._document, value)

    def _drag(self, position: QPointF, pressure: float) -> None:
        if self._gesture is not None and not self._gesture.is_open:
            self._take_gesture()
            self._gesture_over()
        if self._gesture is not None:
            self._gesture.to(self.dab_at(position, pressure))
            self._show_shape()

    def _release(self) -> None:
        if not isinstance(self._gesture, Polygon):
            self._finish()

    def _finish(self) -> None:
        """Let the gesture under way count."""
        gesture = self._take_gesture()
        if gesture is not None:
            if isinstance(gesture, Stroke):
                self._line_from = gesture.last
            gesture.finish()
            self._gesture_over()

    def _add_corner(self, polygon: Polygon, point: tuple[float, float]) -> None:
        if polygon.closes_at(point, CLOSING_REACH / self.transform().m11()):
            self._finish()
        else:
            polygon.add(point)
            self._show_shape()

    def _take_gesture(self) -> Gesture | None:
        gesture, self._gesture = self._gesture, None
        self._show_shape()
        return gesture

    def _gesture_over(self) -> None:
        self.update_badge()
        self.stroke_changed()

    def _show_shape(self) -> None:
        shape = self._gesture if isinstance(self._gesture, Shape) else None
        self._shape_outline.set_points(shape.outline if shape else (), marked=isinstance(shape, Polygon))

    # ---- mouse -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Draw with the left button, paint unknown or restore with the right one, or move the picture."""
        left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
        self._point_at(event.position(), event.modifiers())
        if self._button:
            event.accept()
        elif event.button() in (left, right) and not self.wants_pan and self.can_draw():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._button = event.button()
            self._press(event.position(), event.button() == right, shift, 1.0)
            event.accept()
        elif event.button() == left and self._tool is Tool.HAND:
            self.begin_pan(event.position().toPoint())
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the gesture or the picture on, or show the brush."""
        self._point_at(event.position(), event.modifiers())
        if self._button:
            self._drag(event.position(), 1.0)
            event.accept()
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke with the button that began it."""
        if self._button:
            if event.button() == self._button:
                self._button = Qt.MouseButton.NoButton
                self._drag(event.position(), 1.0)
                self._release()
            event.accept()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Close a polygon; else a second press soon after the first is a press like any other."""
        if isinstance(self._gesture, Polygon) and not self._button and not self.wants_pan:
            self._finish()
            event.accept()
        else:
            super().mouseDoubleClickEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom; with Ctrl, size the brush."""
        notches = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._tool.has_size and notches:
            self.set_brush_size(stepped_size(self.brush_size, up=notches > 0))
            event.accept()
            return
        super().wheelEvent(event)
        self._point_at(event.position(), event.modifiers())

    # ---- pen ---------------------------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        """Take the pen's events before they are made into a mouse's: pressure is size, it never pans."""
        free = not self.wants_pan and not self.is_panning
        if isinstance(event, QTabletEvent) and free and self.can_draw():
            self._pen(event)
            event.accept()
            return True
        if event.type() == QEvent.Type.Leave:
            self._point_at(None, Qt.KeyboardModifier.NoModifier)
        return super().viewportEvent(event)

    def _pen(self, event: QTabletEvent) -> None:
        self._point_at(event.position(), event.modifiers())
        if event.type() == QEvent.Type.TabletPress and not self._button:
            tail = event.pointerType() == QPointingDevice.PointerType.Eraser
            erases = tail or event.button() == Qt.MouseButton.RightButton
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._button = event.button()
            self._press(event.position(), erases, shift, event.pressure())
        elif event.type() == QEvent.Type.TabletMove and self._button:
            self._drag(event.position(), event.pressure())
        elif event.type() == QEvent.Type.TabletRelease and event.button() == self._button:
            self._button = Qt.MouseButton.NoButton
            self._release()

    # ---- keys --------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """While a gesture is under way its keys are its own, whatever else they are shortcuts for."""
        overrides = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if overrides and event.key() in _SHAPE_KEYS and self.is_painting:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives a gesture up; Return closes a polygon, Backspace takes its last corner back.

        Shift shows the line that a press would draw.
        """
        if event.key() in _SHAPE_KEYS and self._key_of_gesture(event.key()):
            event.accept()
            return
        if event.key() == Qt.Key.Key_Shift:
            self._update_guide(True)
        super().keyPressEvent(event)

    def _key_of_gesture(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            return self.cancel_stroke()
        if not isinstance(self._gesture, Polygon):
            return False
        if key != Qt.Key.Key_Backspace:
            self._finish()
            return True
        return self.take_corner_back()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Shift let go: no line."""
        if event.key() == Qt.Key.Key_Shift:
            self._update_guide(False)
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A Shift let go elsewhere is not told here."""
        self._update_guide(False)
        super().focusOutEvent(event)

    # ---- the pointer -------------------------------------------------------------------------------

    def _point_at(self, position: QPointF | None, modifiers: Qt.KeyboardModifier) -> None:
        self._pointer = position
        self.hover(None if position is None else self.scene_position(position))
        self.update_outline()
        self._update_guide(bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        if isinstance(self._gesture, Polygon):
            place = None if position is None else self.scene_position(position).toTuple()
            self._gesture.pointer = place
            self._show_shape()

    def _update_guide(self, shift: bool) -> None:
        start = self._line_from
        shown = shift and start is not None and self._pointer is not None and self.can_draw()
        shown = shown and self._tool.has_size and not self.is_painting
        self._guide.setVisible(bool(shown))
        if shown:
            self._guide.set_line(QLineF(QPointF(start.x, start.y), self.scene_position(self._pointer)))
