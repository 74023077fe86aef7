"""The brush as seen under the pointer: a ring of its size, seen on any picture, with the class's letter."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

DARK, LIGHT = QColor(0, 0, 0, 190), QColor(255, 255, 255, 235)
SMALLEST_RING = 3.0  # a ring of a smaller radius, in desktop pixels, becomes a cross
CROSS = 7.0
LINE = 1.5
BADGE = 16.0
REACH = 4.0


class BrushOutline(QGraphicsItem):
    """A two-tone ring in desktop pixels at a place of the picture, with a badge F, B or U beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(20)
        self.setVisible(False)
        self._radius = 10.0
        self._letter = "F"
        self._colour = QColor("black")
        self._font = QFont()
        self._font.setPixelSize(11)
        self._font.setBold(True)

    @property
    def radius(self) -> float:
        """The ring's radius in desktop pixels."""
        return self._radius

    @property
    def letter(self) -> str:
        """The letter in the badge, "" without one."""
        return self._letter

    def set_radius(self, radius: float) -> None:
        """Set the ring's radius in desktop pixels."""
        if radius != self._radius:
            self.prepareGeometryChange()
            self._radius = radius

    def set_class(self, letter: str, colour: QColor) -> None:
        """Set the badge: the class's letter and colour; no letter, no badge."""
        self._letter, self._colour = letter, QColor(colour)
        self.update()

    def boundingRect(self) -> QRectF:
        """Ring, cross and badge, in desktop pixels about the pointer."""
        reach = max(self._radius, CROSS) + REACH
        whole = QRectF(-reach, -reach, 2 * reach, 2 * reach)
        return whole.united(self._badge().adjusted(-REACH, -REACH, REACH, REACH))

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw a light line beside a dark one, so that one of the two is seen everywhere."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._radius >= SMALLEST_RING:
            for colour, radius in ((DARK, self._radius + LINE), (LIGHT, self._radius)):
                painter.setPen(QPen(colour, LINE))
                painter.drawEllipse(QPointF(0, 0), radius, radius)
        for colour, width in ((DARK, 2 * LINE), (LIGHT, LINE)):
            painter.setPen(QPen(colour, width))
            painter.drawPoint(QPointF(0, 0))
            if self._radius < SMALLEST_RING:
                inner = SMALLEST_RING + 1
                for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                    painter.drawLine(QPointF(dx * inner, dy * inner), QPointF(dx * CROSS, dy * CROSS))
        if not self._letter:
            return
        badge = self._badge()
        painter.setBrush(self._colour)
        for colour, width in ((DARK, 3 * LINE), (LIGHT, LINE)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(badge)
        painter.setFont(self._font)
        painter.setPen(ink_on(self._colour))
        painter.drawText(
            badge, Qt.AlignmentFlag.AlignCenter, QCoreApplication.translate("letters", self._letter)
        )

    def _badge(self) -> QRectF:
        """The badge's place: off the ring's lower right, so that it never covers what is being painted."""
        off = max(self._radius, CROSS) * 0.7071 + BADGE / 2 + 2
        return QRectF(off - BADGE / 2, off - BADGE / 2, BADGE, BADGE)


class GuideLine(QGraphicsItem):
    """The straight line that a press with Shift would draw, two-tone like the ring."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(19)
        self.setVisible(False)
        self._line = QLineF()
        self._pens = [QPen(DARK, 2 * LINE), QPen(LIGHT, LINE)]
        for pen in self._pens:
            pen.setCosmetic(True)

    def set_line(self, line: QLineF) -> None:
        """Set where it goes, in picture coordinates."""
        self.prepareGeometryChange()
        self._line = line

    def boundingRect(self) -> QRectF:
        """The line's box, and the width of its pens on the screen."""
        scale = self.scene().views()[0].transform().m11() if self.scene() and self.scene().views() else 1.0
        reach = 2 * LINE / scale
        corners = QRectF(self._line.p1(), self._line.p2()).normalized()
        return corners.adjusted(-reach, -reach, reach, reach)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the dark line and the light one in it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for pen in self._pens:
            painter.setPen(pen)
            painter.drawLine(self._line)


def ink_on(colour: QColor) -> QColor:
    """White, or black where a letter would be lost on a light colour."""
    light = 0.3 * colour.redF() + 0.59 * colour.greenF() + 0.11 * colour.blueF()
    return QColor("#111111" if light > 0.62 else "#ffffff")
