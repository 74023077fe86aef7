"""The brush in hand: mouse and pen turned into strokes, its size, class and outline."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLineF, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPointingDevice,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN
from dmat_gui.canvas.brush import Dab
from dmat_gui.canvas.brush_outline import BrushOutline, GuideLine
from dmat_gui.canvas.navigation import NavigableView
from dmat_gui.canvas.overlay import BACKGROUND_COLOUR, FOREGROUND_COLOUR
from dmat_gui.canvas.tools import LEAST_PRESSURE, MAX_SIZE, MIN_SIZE, Stroke, Tool, stepped_size
from dmat_gui.document import Document

BADGES: dict[int, tuple[str, QColor]] = {
    int(FOREGROUND): ("F", FOREGROUND_COLOUR),
    int(BACKGROUND): ("B", BACKGROUND_COLOUR),
    int(UNKNOWN): ("U", QColor(70, 70, 70)),
}


class PaintingView(NavigableView):
    """A navigable view whose pointer paints the trimap of `_document`."""

    brush_size_changed = Signal(int)
    paint_class_changed = Signal(int)
    tool_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._tool = Tool.BRUSH
        self._sizes = dict.fromkeys(Tool, 30)
        self._class = int(FOREGROUND)
        self._last_pair = int(BACKGROUND)
        self._follows_screen = False
        self._screen_size = 30.0
        self._button = Qt.MouseButton.NoButton
        self._stroke: Stroke | None = None
        self._line_from: Dab | None = None
        self._pointer: QPointF | None = None
        self._outline = BrushOutline()
        self._guide = GuideLine()
        self.scene().addItem(self._outline)
        self.scene().addItem(self._guide)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.zoom_changed.connect(self._take_zoom)
        self._update_badge()

    # ---- the brush ---------------------------------------------------------------------------------

    @property
    def tool(self) -> Tool:
        """The tool in hand."""
        return self._tool

    def set_tool(self, tool: Tool | str) -> None:
        """Take another tool: "brush", "eraser" (paints unknown) or "hand"; each keeps a size of its own."""
        tool = Tool(tool)
        if tool is not self._tool:
            self._tool = tool
            self.tool_changed.emit(tool.value)
            self.brush_size_changed.emit(self.brush_size)
            self._update_badge()
            self.update_cursor()

    @property
    def brush_size(self) -> int:
        """The brush's diameter in picture pixels, 1 to 2000."""
        return self._sizes[self._tool]

    def set_brush_size(self, size: int) -> None:
        """Set the diameter of the tool in hand, in picture pixels."""
        size = min(max(int(size), MIN_SIZE), MAX_SIZE)
        self._screen_size = size * self.zoom
        if size != self.brush_size:
            self._sizes[self._tool] = size
            self.brush_size_changed.emit(size)
        self._update_outline()

    def grow_brush(self) -> None:
        """Make the brush one step, 15 %, larger."""
        self.set_brush_size(stepped_size(self.brush_size, up=True))

    def shrink_brush(self) -> None:
        """Make the brush one step smaller."""
        self.set_brush_size(stepped_size(self.brush_size, up=False))

    def set_brush_follows_screen(self, on: bool) -> None:
        """Keep the brush's size on the screen when zooming, instead of its size in the picture."""
        self._follows_screen = on
        self._screen_size = self.brush_size * self.zoom

    def _take_zoom(self, zoom: float) -> None:
        if self._follows_screen:
            on_screen = self._screen_size
            self.set_brush_size(round(on_screen / zoom))
            self._screen_size = on_screen
        self._update_outline()

    @property
    def paint_class(self) -> int:
        """The class that the brush paints: 0, 128 or 255."""
        return self._class

    def set_paint_class(self, value: int) -> None:
        """Paint this class with the brush; the eraser is put down."""
        value = int(value)
        if value not in BADGES:
            raise ValueError(f"a trimap has the classes 0, 128 and 255, not {value}")
        if value != self._class:
            if self._class != UNKNOWN:
                self._last_pair = self._class
            self._class = value
            self.paint_class_changed.emit(value)
        if self._tool is not Tool.BRUSH:
            self.set_tool(Tool.BRUSH)
        self._update_badge()

    def swap_class(self) -> None:
        """Go from foreground to background and back; from unknown, to the one of them used last."""
        if self._class == UNKNOWN:
            self.set_paint_class(self._last_pair)
        else:
            self.set_paint_class(int(BACKGROUND if self._class == FOREGROUND else FOREGROUND))

    @property
    def is_painting(self) -> bool:
        """True between press and release."""
        return self._stroke is not None

    def cancel_stroke(self) -> bool:
        """Take back the stroke under way; False if there is none."""
        if self._stroke is None:
            return False
        stroke, self._stroke = self._stroke, None
        stroke.cancel()
        self.stroke_changed()
        return True

    def drop_stroke(self) -> None:
        """Forget stroke and last point: the picture is another one."""
        self._stroke = None
        self._line_from = None
        self._update_guide(False)

    def stroke_changed(self) -> None:
        """A stroke began or ended; for the view that knows what else depends on it."""

    def hover(self, position: QPointF | None) -> None:
        """The pointer is at this place of the picture; for the view that reads out pixels."""

    # ---- press, move, release ------------------------------------------------------------------------

    def _can_paint(self) -> bool:
        return self._tool.paints and self._document is not None and self._document.picture is not None

    def _press(self, position: QPointF, value: int, shift: bool, pressure: float) -> None:
        dab = self._dab(position, pressure)
        self._document.finish_edit()
        self._stroke = Stroke(self._document, value)
        if shift and self._line_from is not None:
            self._stroke.last = Dab(self._line_from.x, self._line_from.y, dab.size)
        self._show_badge(value)
        self.stroke_changed()
        self._stroke.to(dab)
        self._update_guide(False)

    def _drag(self, position: QPointF, pressure: float) -> None:
        if self._stroke is not None and not self._stroke.is_open:
            self._stroke = None
            self.stroke_changed()
        if self._stroke is not None:
            self._stroke.to(self._dab(position, pressure))

    def _release(self) -> None:
        stroke, self._stroke = self._stroke, None
        if stroke is not None:
            self._line_from = stroke.last
            stroke.finish()
            self._update_badge()
            self.stroke_changed()

    def _dab(self, position: QPointF, pressure: float = 1.0) -> Dab:
        place = self.scene_position(position)
        return Dab(place.x(), place.y(), max(1.0, self.brush_size * max(pressure, LEAST_PRESSURE)))

    def _value(self, erases: bool) -> int:
        return int(UNKNOWN) if erases or self._tool is Tool.ERASER else self._class

    # ---- events ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Paint with the left button, paint unknown with the right one, or move the picture."""
        left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
        self._point_at(event.position(), event.modifiers())
        if self.is_painting:
            event.accept()
        elif event.button() in (left, right) and not self.wants_pan and self._can_paint():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._press(event.position(), self._value(event.button() == right), shift, 1.0)
            self._button = event.button()
            event.accept()
        elif event.button() == left and self._tool is Tool.HAND:
            self.begin_pan(event.position().toPoint())
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the stroke or the picture on, or show the brush."""
        self._point_at(event.position(), event.modifiers())
        if self.is_painting:
            self._drag(event.position(), 1.0)
            event.accept()
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke with the button that began it."""
        if self.is_painting:
            if event.button() == self._button:
                self._drag(event.position(), 1.0)
                self._release()
            event.accept()
        else:
            super().mouseReleaseEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Take the pen's events before they are made into a mouse's: pressure is size, it never pans."""
        free = not self.wants_pan and not self.is_panning
        if isinstance(event, QTabletEvent) and free and self._can_paint():
            self._pen(event)
            event.accept()
            return True
        if event.type() == QEvent.Type.Leave:
            self._point_at(None, Qt.KeyboardModifier.NoModifier)
        return super().viewportEvent(event)

    def _pen(self, event: QTabletEvent) -> None:
        self._point_at(event.position(), event.modifiers())
        if event.type() == QEvent.Type.TabletPress and not self.is_painting:
            tail = event.pointerType() == QPointingDevice.PointerType.Eraser
            erases = tail or event.button() == Qt.MouseButton.RightButton
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._press(event.position(), self._value(erases), shift, event.pressure())
            self._button = event.button()
        elif event.type() == QEvent.Type.TabletMove:
            self._drag(event.position(), event.pressure())
        elif event.type() == QEvent.Type.TabletRelease and event.button() == self._button:
            self._release()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom; with Ctrl, size the brush."""
        notches = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._tool.paints and notches:
            self.set_brush_size(stepped_size(self.brush_size, up=notches > 0))
            event.accept()
            return
        super().wheelEvent(event)
        self._point_at(event.position(), event.modifiers())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A Shift let go elsewhere is not told here."""
        self._update_guide(False)
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        """While a stroke is under way Escape is the stroke's, whatever else it is a shortcut for."""
        overrides = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if overrides and event.key() == Qt.Key.Key_Escape and self.is_painting:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes back a stroke under way; Shift shows the line that a press would draw."""
        if event.key() == Qt.Key.Key_Escape and self.cancel_stroke():
            event.accept()
            return
        if event.key() == Qt.Key.Key_Shift:
            self._update_guide(True)
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Shift let go: no line."""
        if event.key() == Qt.Key.Key_Shift:
            self._update_guide(False)
        super().keyReleaseEvent(event)

    # ---- the pointer -------------------------------------------------------------------------------

    def _point_at(self, position: QPointF | None, modifiers: Qt.KeyboardModifier) -> None:
        self._pointer = position
        self.hover(None if position is None else self.scene_position(position))
        self._update_outline()
        self._update_guide(bool(modifiers & Qt.KeyboardModifier.ShiftModifier))

    def _update_outline(self) -> None:
        shown = self._pointer is not None and self._can_paint() and not self.is_panning and not self.wants_pan
        self._outline.setVisible(shown)
        if shown:
            dab = self._dab(self._pointer).snapped()
            self._outline.set_radius(dab.size / 2 * self.transform().m11())
            self._outline.setPos(dab.x, dab.y)

    def _update_guide(self, shift: bool) -> None:
        start = self._line_from
        shown = shift and start is not None and self._pointer is not None and self._can_paint()
        self._guide.setVisible(bool(shown) and not self.is_painting)
        if shown:
            self._guide.set_line(QLineF(QPointF(start.x, start.y), self.scene_position(self._pointer)))

    def _update_badge(self) -> None:
        self._show_badge(self._value(False))
        self._update_outline()

    def _show_badge(self, value: int) -> None:
        self._outline.set_class(*BADGES[value])

    def update_cursor(self) -> None:
        """The ring is the brush's pointer; a large system cursor can bring down an X server."""
        super().update_cursor()
        if not self.is_panning and not self.wants_pan:
            if self._can_paint():
                self.viewport().setCursor(Qt.CursorShape.BlankCursor)
            elif self._tool is Tool.HAND:
                self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        self._update_outline()
