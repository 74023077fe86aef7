"""The tool in hand: its kind, class and size, and how it is seen under the pointer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QPointF, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN
from dmat_gui.canvas.brush import Dab
from dmat_gui.canvas.brush_outline import BrushOutline
from dmat_gui.canvas.brush_sizes import BrushSizes, stepped_size
from dmat_gui.canvas.navigation import NavigableView
from dmat_gui.canvas.overlay import BACKGROUND_COLOUR, FOREGROUND_COLOUR
from dmat_gui.canvas.tools import LEAST_PRESSURE, Tool
from dmat_gui.document import Document
from dmat_gui.retouch import OPAQUE, RESTORE, TRANSPARENT

BADGES: dict[int, tuple[str, QColor]] = {
    int(FOREGROUND): (QT_TRANSLATE_NOOP("letters", "F"), FOREGROUND_COLOUR),
    int(BACKGROUND): (QT_TRANSLATE_NOOP("letters", "B"), BACKGROUND_COLOUR),
    int(UNKNOWN): (QT_TRANSLATE_NOOP("letters", "U"), QColor(70, 70, 70)),
}
RETOUCH_BADGES: dict[int, tuple[str, QColor]] = {
    OPAQUE: (QT_TRANSLATE_NOOP("letters", "O"), QColor(255, 255, 255)),
    TRANSPARENT: (QT_TRANSLATE_NOOP("letters", "T"), QColor(0, 0, 0)),
    RESTORE: (QT_TRANSLATE_NOOP("letters", "R"), QColor(70, 70, 70)),
}
NO_BADGE = ("", QColor())


@dataclass
class _Choice:
    """What is painted, and what of the two that are swapped was painted before."""

    value: int = int(FOREGROUND)
    last_pair: int = int(BACKGROUND)


class ToolView(NavigableView):
    """A navigable view with a tool in hand, for the picture of `_document`."""

    brush_size_changed = Signal(int)
    paint_class_changed = Signal(int)
    tool_changed = Signal(str)
    brush_size_set = Signal(str, int)
    """A tool's name, and the diameter that it was given while in hand, in picture pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._tool = Tool.BRUSH
        self._sizes = BrushSizes((tool for tool in Tool if tool.has_size), 30)
        self._trimap_choice, self._retouch_choice = _Choice(), _Choice()
        self._hardness, self._strength = 1.0, 1.0
        self._uses_pressure = True
        self._pointer: QPointF | None = None
        self._badges = dict(BADGES)
        self._outline = BrushOutline()
        self.scene().addItem(self._outline)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.zoom_changed.connect(self._take_zoom)
        self.view_moved.connect(self.update_outline)
        self.update_badge()

    # ---- tool and class ----------------------------------------------------------------------------

    @property
    def tool(self) -> Tool:
        """The tool in hand."""
        return self._tool

    def set_tool(self, tool: Tool | str) -> None:
        """Take another tool, as "brush"; each with a diameter keeps one of its own."""
        tool = Tool(tool)
        if tool is not self._tool:
            self.put_down()
            before, self._tool = self.paint_class, tool
            self.tool_changed.emit(tool.value)
            self.brush_size_changed.emit(self.brush_size)
            if self.paint_class != before:
                self.paint_class_changed.emit(self.paint_class)
            self.update_badge()
            self.update_cursor()

    def put_down(self) -> None:
        """The tool is about to be changed; for the view that has something under way with it."""

    @property
    def paint_class(self) -> int:
        """The class that is painted: 0, 128 or 255; with Retouch TRANSPARENT, RESTORE or OPAQUE."""
        return self._choice.value

    @property
    def _choice(self) -> _Choice:
        return self._retouch_choice if self._tool is Tool.RETOUCH else self._trimap_choice

    def set_paint_class(self, value: int) -> None:
        """Paint this class; a tool that paints none is put down for the brush."""
        value = int(value)
        if value not in BADGES:
            raise ValueError(f"a trimap has the classes 0, 128 and 255, not {value}")
        choice = self._choice
        if value != choice.value:
            if choice.value != UNKNOWN:
                choice.last_pair = choice.value
            choice.value = value
            self.paint_class_changed.emit(value)
        if not self._tool.has_class:
            self.set_tool(Tool.BRUSH)
        self.update_badge()

    def swap_class(self) -> None:
        """Go from foreground to background and back; from unknown, to the one of them used last."""
        if self.paint_class == UNKNOWN:
            self.set_paint_class(self._choice.last_pair)
        else:
            self.set_paint_class(int(BACKGROUND if self.paint_class == FOREGROUND else FOREGROUND))

    def painted_value(self, erases: bool = False) -> int:
        """Return the class that the tool paints, the right button or the pen's tail being `erases`."""
        return int(UNKNOWN) if erases or self._tool is Tool.ERASER else self.paint_class

    # ---- size --------------------------------------------------------------------------------------

    @property
    def brush_size(self) -> int:
        """The diameter of the tool in hand, or of the brush, in picture pixels, 1 to 2000."""
        return self._sizes.get(self._sized_tool)

    def set_brush_size(self, size: int) -> None:
        """Set the diameter of the tool in hand, in picture pixels."""
        self.set_size_of(self._sized_tool, size)
        self.brush_size_set.emit(self._sized_tool.value, self.brush_size)

    def set_size_of(self, tool: Tool, size: int) -> None:
        """Set the diameter of a tool, be it in hand or not, in picture pixels."""
        before = self.brush_size
        self._sizes.set(tool, int(size))
        self._tell_size(before)

    def set_brush_sizes(self, size: int) -> None:
        """Set the diameter of every tool that has one, in picture pixels."""
        before = self.brush_size
        self._sizes.set_all(size)
        self._tell_size(before)

    def grow_brush(self) -> None:
        """Make the brush one step, 15 %, larger."""
        self.set_brush_size(stepped_size(self.brush_size, up=True))

    def shrink_brush(self) -> None:
        """Make the brush one step smaller."""
        self.set_brush_size(stepped_size(self.brush_size, up=False))

    def set_brush_follows_screen(self, on: bool) -> None:
        """Keep the brushes' sizes on the screen when zooming, instead of their sizes in the picture."""
        self._sizes.follow_screen(on)

    def set_pen_pressure(self, on: bool) -> None:
        """Let the pen's pressure be a part of the brush's size, or not."""
        self._uses_pressure = on

    def set_softness(self, hardness: float, strength: float) -> None:
        """Set the part of Retouch's radius that has no soft rim, and what a stroke covers, both 0 to 1."""
        self._hardness, self._strength = hardness, strength

    @property
    def _sized_tool(self) -> Tool:
        return self._tool if self._tool.has_size else Tool.BRUSH

    def _take_zoom(self, zoom: float) -> None:
        before = self.brush_size
        self._sizes.set_zoom(zoom)
        self._tell_size(before)

    def _tell_size(self, before: int) -> None:
        if self.brush_size != before:
            self.brush_size_changed.emit(self.brush_size)
        self.update_outline()

    # ---- under the pointer -------------------------------------------------------------------------

    def can_draw(self) -> bool:
        """True when a press does something to the picture."""
        return self._tool.draws and self._document is not None and self._document.picture is not None

    def dab_at(self, position: QPointF, pressure: float = 1.0) -> Dab:
        """Return the brush at a place of the viewport."""
        place = self.scene_position(position)
        part = max(pressure, LEAST_PRESSURE) if self._uses_pressure else 1.0
        return Dab(place.x(), place.y(), max(1.0, self.brush_size * part))

    def update_outline(self) -> None:
        """Bring the ring, or the cross of a tool without a size, to the pointer."""
        shown = self._pointer is not None and self.can_draw() and not self.is_panning and not self.wants_pan
        self._outline.setVisible(shown)
        if not shown:
            return
        dab = self.dab_at(self._pointer)
        if self._tool.has_size:
            dab = dab.snapped()
        self._outline.set_radius(dab.size / 2 * self.transform().m11() if self._tool.has_size else 0.0)
        self._outline.setPos(dab.x, dab.y)

    def update_badge(self) -> None:
        """Show the letter of what the tool paints."""
        self.show_badge(self.painted_value())

    def show_badge(self, value: int) -> None:
        """Show the letter of a class, or none for a tool that paints none."""
        paints = self._tool.has_class or self._tool is Tool.ERASER
        badges = RETOUCH_BADGES if self._tool is Tool.RETOUCH else self._badges
        self._outline.set_class(*(badges[value] if paints else NO_BADGE))
        self.update_outline()

    def set_badge_colours(self, foreground: QColor, background: QColor) -> None:
        """Give the letters of foreground and background the colours that these have in the overlay."""
        for value, colour in ((int(FOREGROUND), foreground), (int(BACKGROUND), background)):
            self._badges[value] = (BADGES[value][0], colour)
        self.update_badge()

    def update_cursor(self) -> None:
        """The ring is the brush's pointer; a large system cursor can bring down an X server."""
        super().update_cursor()
        if not self.is_panning and not self.wants_pan:
            if self.can_draw():
                self.viewport().setCursor(Qt.CursorShape.BlankCursor)
            elif self._tool is Tool.HAND:
                self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        self.update_outline()
