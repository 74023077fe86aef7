"""A small plot of how much the estimate changes from step to step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from dmat_gui.theme import Theme

_WIDTH, _HEAD, _FOOT, _SIDE = 176, 20, 18, 10
_TIP = "Mean absolute change of the Estimate (α̃₀) over unknown pixels, from each step to the next"


class ChangePlot(QWidget):
    """A bar for each step: the mean absolute change of its estimate from that of the step before.

    A tick over each bar stands for the path without correction, where that is there.
    """

    step_chosen = Signal(int)
    """The step (its index) whose bar was clicked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._changes: tuple[float, ...] = ()
        self._beside: tuple[float, ...] = ()
        self._current = -1
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName("Change per step")
        theme.changed.connect(self.update)

    @property
    def changes(self) -> tuple[float, ...]:
        """What is plotted: the change from step 0 to step 1 first."""
        return self._changes

    @property
    def beside(self) -> tuple[float, ...]:
        """The same of the path without correction; empty without one."""
        return self._beside

    def set_changes(self, changes: Sequence[float], beside: Sequence[float] = ()) -> None:
        """Plot these: step 1 first. `beside` is the path without correction."""
        self._changes, self._beside = tuple(changes), tuple(beside)
        self.setVisible(bool(self._changes))
        values = ", ".join(f"step {place}: {value:.4f}" for place, value in enumerate(changes, 1))
        self.setAccessibleDescription(f"{_TIP}. {values}")
        self.update()

    def set_current(self, index: int) -> None:
        """Mark the bar of a step, by its index; -1 for none."""
        self._current = index
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its neighbours are."""
        return QSize(_WIDTH, 84)

    def bar(self, step: int) -> QRectF:
        """The bar of a step (1 for the first change), in the widget's pixels."""
        room = self.rect().adjusted(_SIDE, _HEAD, -_SIDE, -_FOOT)
        column = room.width() / max(1, len(self._changes))
        high = max((*self._changes, *self._beside, 1e-9))
        height = max(1.0, room.height() * self._changes[step - 1] / high)
        width = min(20.0, column * 0.6)
        left = room.left() + column * (step - 0.5) - width / 2
        return QRectF(left, room.bottom() + 1 - height, width, height)

    def event(self, event: QEvent) -> bool:
        """Tell a bar's value under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            step = self._step_at(event.pos().x())
            text = _TIP
            if step:
                text = f"Step {step - 1} to {step}: {self._changes[step - 1]:.4f}"
                if step <= len(self._beside):
                    text += f", without correction {self._beside[step - 1]:.4f}"
                text += f"\n{_TIP}"
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the step of the bar."""
        step = self._step_at(round(event.position().x()))
        if step and event.button() == Qt.MouseButton.LeftButton:
            self.step_chosen.emit(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the title, the bars, the ticks and the steps' numbers."""
        if not self._changes:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(11)
        painter.setFont(font)
        muted = self.palette().color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(muted)
        title = self.rect().adjusted(_SIDE, 2, -_SIDE, 0)
        painter.drawText(title, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, "Change per step")
        high = max((*self._changes, *self._beside))
        painter.drawText(title, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, f"{high:.3f}")
        accent, text = self.palette().color(QPalette.ColorRole.Accent), self.palette().text().color()
        room = self.rect().adjusted(_SIDE, _HEAD, -_SIDE, -_FOOT)
        for step in range(1, len(self._changes) + 1):
            bar = self.bar(step)
            painter.fillRect(bar, accent if step == self._current else muted)
            if step <= len(self._beside):
                top = room.bottom() + 1 - room.height() * self._beside[step - 1] / max(high, 1e-9)
                painter.setPen(QPen(text, 2))
                painter.drawLine(bar.left() - 3, top, bar.right() + 3, top)
            if len(self._changes) <= 12 or step == self._current:
                painter.setPen(text if step == self._current else muted)
                below = QRectF(bar.center().x() - 14, self.height() - _FOOT + 2, 28, _FOOT - 4)
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(step))
        painter.setPen(muted)
        painter.drawLine(room.left(), room.bottom() + 1, room.right(), room.bottom() + 1)

    def _step_at(self, x: int) -> int:
        """The step whose column is at `x`, 0 for none."""
        room = self.width() - 2 * _SIDE
        if not self._changes or not _SIDE <= x < _SIDE + room:
            return 0
        return int((x - _SIDE) * len(self._changes) / room) + 1
