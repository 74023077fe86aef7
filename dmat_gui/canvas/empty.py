"""The words that the canvas itself draws."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

INK = QColor(235, 235, 235)
FRAME = QColor(235, 235, 235, 120)
PILL = QColor(20, 20, 20, 200)
FRAME_SIZE = (440, 260)


def draw_empty(painter: QPainter, viewport: QRect, text: str) -> None:
    """Draw a dashed frame in the viewport's middle with `text` in its upper half; buttons go below it."""
    frame = empty_frame(viewport)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(FRAME, 2, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([5, 4])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame, 12, 12)
    font = painter.font()
    font.setPixelSize(20)
    painter.setFont(font)
    painter.setPen(INK)
    upper = frame.adjusted(12, 0, -12, -frame.height() * 0.36)
    painter.drawText(upper, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)


def empty_frame(viewport: QRect) -> QRectF:
    """Return where the dashed frame is: buttons belong in its lower half."""
    width = min(FRAME_SIZE[0], viewport.width() - 32)
    height = min(FRAME_SIZE[1], viewport.height() - 32)
    frame = QRectF(0, 0, max(width, 0), max(height, 0))
    frame.moveCenter(QRectF(viewport).center())
    return frame


def draw_notice(painter: QPainter, viewport: QRect, text: str) -> None:
    """Draw `text` on a dark pill near the viewport's lower edge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = painter.font()
    font.setPixelSize(13)
    painter.setFont(font)
    pill = QRectF(0, 0, QFontMetricsF(font).horizontalAdvance(text) + 32, 30)
    pill.moveCenter(QRectF(viewport).center())
    pill.moveBottom(viewport.bottom() - 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PILL)
    painter.drawRoundedRect(pill, 15, 15)
    painter.setPen(INK)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
