"""The preview of the Export dialog: pictures on a checkerboard, one or several in turn, with a caption."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dmat_gui.canvas.navigation import SURROUND
from dmat_gui.canvas.views import CHECKER_CELL, CHECKER_DARK, CHECKER_LIGHT
from dmat_gui.dialogs.export_task import Preview
from dmat_gui.panels.widgets import muted
from dmat_gui.translations import say

_PATIENCE_MS = 300


class PreviewPane(QWidget):
    """Shows a `Preview`, or says why there is none. buttons: what can be done with it."""

    shown = Signal()
    """A preview has come."""

    def __init__(self, buttons: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = _PictureArea()
        self.caption = muted()
        # A long name must not widen the dialog.
        self.caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.caption.setMinimumHeight(2 * self.caption.fontMetrics().height() + 2)
        self._preview: Preview | None = None
        self._place = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)
        self._waiting = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._waiting.timeout.connect(self._say_wait)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.picture, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.caption, 1)
        for button in buttons:
            foot.addWidget(button)
        layout.addLayout(foot)

    @property
    def preview(self) -> Preview | None:
        """What is shown."""
        return self._preview

    def expect(self) -> None:
        """Another preview is being made; if it takes its time, that is said."""
        self._waiting.start()

    def show_preview(self, preview: Preview) -> None:
        """Show pictures, from the first one on."""
        self._waiting.stop()
        self._preview, self._place = preview, 0
        self._timer.stop()
        if len(preview.images) > 1:
            self._timer.start(preview.interval_ms)
        self._refresh()
        self.shown.emit()

    def show_text(self, text: str) -> None:
        """Say why there is nothing to show."""
        self._preview = None
        self._timer.stop()
        self._waiting.stop()
        self.picture.show_image(None, text)
        self.caption.setText("")

    @Slot()
    def _say_wait(self) -> None:
        self.show_text(self.tr("Making the preview…"))

    @Slot()
    def _next(self) -> None:
        if self._preview is not None:
            self._place = (self._place + 1) % len(self._preview.images)
            self._refresh()

    def _refresh(self) -> None:
        preview = self._preview
        self.picture.show_image(preview.images[self._place], "", actual=preview.actual)
        caption, room = preview.captions[self._place], self.caption.width()
        if len(preview.images) > 1:
            caption += self.tr("  ({place} of {count})").format(
                place=self._place + 1, count=len(preview.images)
            )
        self.caption.setToolTip(caption)
        short = self.caption.fontMetrics().elidedText(caption, Qt.TextElideMode.ElideMiddle, room)
        self.caption.setText("\n".join(filter(None, (short, say(preview.note)))))


class _PictureArea(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None
        self._text = ""
        self._actual = False
        self.setMinimumSize(QSize(280, 240))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Preview of what will be written"))

    def show_image(self, image: QImage | None, text: str, *, actual: bool = False) -> None:
        self.image, self._text, self._actual = image, text, actual
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().mid().color())
        painter.setBrush(self.palette().base() if self.image is None else SURROUND)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self.image is None:
            painter.setPen(self.palette().placeholderText().color())
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(20, 20, -20, -20), flags, self._text)
            return
        room = QRectF(self.rect()).adjusted(8, 8, -8, -8)
        if self._actual:
            self._paint_actual(painter, self.rect().adjusted(1, 1, -1, -1))
            return
        scale = min(room.width() / self.image.width(), room.height() / self.image.height())
        width, height = self.image.width() * scale, self.image.height() * scale
        target = QRectF(
            room.center().x() - width / 2, room.center().y() - height / 2, width, height
        ).toAlignedRect()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint(painter, target)

    def _paint_actual(self, painter: QPainter, room: QRect) -> None:
        """Paint the picture's middle, a pixel of it on one of the screen."""
        painter.setClipRect(room)
        size = self.image.size() / self.devicePixelRatioF()
        target = QRect(room.center() - QPoint(size.width() // 2, size.height() // 2), size)
        self._paint(painter, target)

    def _paint(self, painter: QPainter, target: QRect) -> None:
        if self.image.hasAlphaChannel():
            painter.setBrushOrigin(target.topLeft())
            painter.fillRect(target, QBrush(_checker()))
        painter.drawImage(target, self.image)


def _checker() -> QPixmap:
    pixmap = QPixmap(2 * CHECKER_CELL, 2 * CHECKER_CELL)
    pixmap.fill(QColor(CHECKER_LIGHT, CHECKER_LIGHT, CHECKER_LIGHT))
    painter = QPainter(pixmap)
    dark = QColor(CHECKER_DARK, CHECKER_DARK, CHECKER_DARK)
    painter.fillRect(CHECKER_CELL, 0, CHECKER_CELL, CHECKER_CELL, dark)
    painter.fillRect(0, CHECKER_CELL, CHECKER_CELL, CHECKER_CELL, dark)
    painter.end()
    return pixmap
