"""The coarse matte in a corner of the canvas, and the badge that marks it where the canvas shows it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from dmat_gui.canvas.display import wrap

_MOST = QSize(208, 156)
_MARGIN, _BELOW = 10, 52
_CAPTION = 22
_BACK, _INK, _LINE = QColor(20, 20, 22, 235), QColor(240, 240, 240), QColor(255, 255, 255, 90)


class PreviewInset(QWidget):
    """Lies over the canvas and lets the pointer through; it gets out of the pointer's way."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.tr("Live preview of the alpha, coarse"))
        self._pixmap = QPixmap()
        self._low = False
        self.hide()

    def show_matte(self, small: np.ndarray) -> None:
        """Show h x w uint8."""
        image = wrap(np.ascontiguousarray(small), QImage.Format.Format_Grayscale8)
        ratio = self.devicePixelRatioF()
        size = image.size().scaled(_MOST * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        smooth = Qt.TransformationMode.SmoothTransformation
        self._pixmap = QPixmap.fromImage(image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
        self._pixmap.setDevicePixelRatio(ratio)
        shown = self._pixmap.deviceIndependentSize().toSize()
        self.resize(max(shown.width(), 120) + 2, shown.height() + _CAPTION + 2)
        self.place()
        self.update()

    def place(self) -> None:
        """Lie at the right, below what the corner holds, or low where the pointer was in the way."""
        over = self.parentWidget()
        top = over.height() - self.height() - _MARGIN if self._low else _BELOW
        self.move(over.width() - self.width() - _MARGIN, top)

    def avoid(self, pointer: QPoint) -> None:
        """Go to the other place if the pointer is here."""
        if self.isVisible() and self.geometry().adjusted(-12, -12, 12, 12).contains(pointer):
            self._low = not self._low
            self.place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the matte under its caption."""
        painter = QPainter(self)
        painter.setPen(QPen(_LINE, 1))
        painter.setBrush(_BACK)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setPen(_INK)
        caption = QRectF(8, 0, self.width() - 16, _CAPTION)
        painter.drawText(
            caption, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.tr("Preview")
        )
        left = (self.width() - self._pixmap.deviceIndependentSize().width()) / 2
        painter.drawPixmap(round(left), _CAPTION + 1, self._pixmap)


class PreviewBadge(QLabel):
    """Says over the canvas that what it shows is a preview."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(self.tr("Preview, coarse: Matte refines it"), canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("role", "badge")
        self.adjustSize()
        self.hide()

    def place(self) -> None:
        """Lie at the top, in the middle."""
        self.adjustSize()
        self.move((self.parentWidget().width() - self.width()) // 2, _MARGIN)
