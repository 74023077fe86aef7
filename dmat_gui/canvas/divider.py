"""The divider between two views: a line over the canvas that is dragged, or moved with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

WIDTH = 25  # of what can be taken hold of; the line itself is thin
KEY_STEP = 10
LIGHT, DARK = QColor(255, 255, 255), QColor(0, 0, 0, 150)
_KEYS = {Qt.Key.Key_Left: -KEY_STEP, Qt.Key.Key_Right: KEY_STEP}


class Divider(QWidget):
    """Lies over a canvas's viewport, centred on its column."""

    moved_to = Signal(int)
    """The column of the viewport where it is wanted, in desktop pixels."""

    def __init__(self, canvas: QWidget, viewport: QWidget) -> None:
        super().__init__(canvas)
        self._viewport = viewport
        self._column = 0
        self._held: float | None = None
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Divider between two views"))
        self.setToolTip(
            self.tr("Drag it, or move it with the arrow keys (Alt+Left, Alt+Right from anywhere)")
        )
        self.hide()

    @property
    def column(self) -> int:
        """Where it stands, in the viewport's desktop pixels."""
        return self._column

    def place(self, column: int) -> None:
        """Stand at a column of the viewport, over its whole height."""
        self._column = column
        self.setGeometry(column - WIDTH // 2, 0, WIDTH, self._viewport.height())

    def step(self, by: int) -> None:
        """Ask to be moved by so many desktop pixels."""
        self.moved_to.emit(self._column + by)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold where the pointer is: nothing jumps."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = self._column - event.globalPosition().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self._held is not None:
            self.moved_to.emit(round(event.globalPosition().x() + self._held))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go, and let the keyboard go back to the canvas."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = None
            self.parentWidget().setFocus()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom as anywhere else on the canvas."""
        QApplication.sendEvent(
            self._viewport,
            QWheelEvent(
                self.mapTo(self.parentWidget(), event.position()),
                event.globalPosition(),
                event.pixelDelta(),
                event.angleDelta(),
                event.buttons(),
                event.modifiers(),
                event.phase(),
                event.inverted(),
            ),
        )

    def event(self, event: QEvent) -> bool:
        """The arrow keys are its own, whatever else they are shortcuts for."""
        overrides = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if overrides and event.key() in _KEYS and not event.modifiers():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move it."""
        if event.key() in _KEYS:
            self.step(_KEYS[event.key()])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a light line with dark edges, and a grip in its middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = WIDTH // 2 + 0.5
        for width, colour in ((4, DARK), (2, LIGHT)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        middle = self.height() / 2
        painter.setPen(QPen(self.palette().highlight() if self.hasFocus() else DARK, 2))
        painter.setBrush(LIGHT)
        painter.drawRoundedRect(QRectF(x - 10, middle - 16, 20, 32), 10, 10)
        painter.setPen(QPen(QColor(60, 60, 60), 1.6))
        for side in (-1, 1):
            tip = QPointF(x + 6 * side, middle)
            for end in (-4, 4):
                painter.drawLine(tip, QPointF(x + 2 * side, middle + end))
