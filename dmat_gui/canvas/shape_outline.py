"""The line of a shape under way, seen on any picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from dmat_gui.canvas.brush_outline import DARK, LIGHT, LINE

HANDLE = 7.0  # desktop pixels across


class ShapeOutline(QGraphicsItem):
    """A closed line in picture coordinates, light dashes on dark, with its first point marked."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(18)
        self.setVisible(False)
        self._line = QPolygonF()
        self._marked = False
        self._pens = [QPen(DARK, 2 * LINE), QPen(LIGHT, LINE, Qt.PenStyle.DashLine)]
        for pen in self._pens:
            pen.setCosmetic(True)

    def set_points(self, points: Sequence[tuple[float, float]], marked: bool) -> None:
        """Show a line through these points and back to the first, which may be marked; none hides it."""
        self.prepareGeometryChange()
        self._line = QPolygonF([QPointF(*point) for point in points])
        self._marked = marked
        self.setVisible(bool(points))

    def boundingRect(self) -> QRectF:
        """The line's box, and what its pens and its mark take on the screen."""
        scale = self.scene().views()[0].transform().m11() if self.scene() and self.scene().views() else 1.0
        reach = HANDLE / scale
        return self._line.boundingRect().adjusted(-reach, -reach, reach, reach)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the line twice, and the mark."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in self._pens:
            painter.setPen(pen)
            painter.drawPolygon(self._line)
        if self._marked and not self._line.isEmpty():
            side = HANDLE / painter.worldTransform().m11()
            handle = QRectF(0, 0, side, side)
            handle.moveCenter(self._line[0])
            painter.setBrush(LIGHT)
            pen = QPen(DARK, LINE)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawRect(handle)
