"""A small plot of how much the estimate changes from step to step."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from dmat_gui.theme import Theme
from dmat_gui.translations import numeral

_WIDTH, _HEAD, _FOOT, _SIDE, _AXIS = 196, 26, 18, 10, 46
_MOST_DECADES = 4
_TIP = QT_TRANSLATE_NOOP(
    "ChangePlot",
    "Mean absolute change of the Estimate (α̃₀) over unknown pixels, from each step to the next. "
    "Each line is ten times the one below",
)


class ChangePlot(QWidget):
    """A bar for each step: the mean absolute change of its estimate from that of the step before.

    The scale is logarithmic, as late steps change some hundredth of what the first one does. A tick over each
    bar stands for the path without correction, where that is there. Bars are called as the strip calls the
    estimates, the last of which is the Result. A single change has nothing to be compared with: no plot.
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
        self.setAccessibleName(self.tr("Change per step"))
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
        self.setVisible(len(self._changes) > 1)
        values = ", ".join(
            f"{self._name(place)}: {_written(value)}" for place, value in enumerate(changes, 1)
        )
        self.setAccessibleDescription(f"{self.tr(_TIP)}. {values}")
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
        room = self._room()
        column = room.width() / max(1, len(self._changes))
        height = max(2.0, room.height() * self._share(self._changes[step - 1]))
        width = min(20.0, column * 0.6)
        left = room.left() + column * (step - 0.5) - width / 2
        return QRectF(left, room.bottom() + 1 - height, width, height)

    @property
    def decades(self) -> tuple[int, int]:
        """The powers of ten at the foot and at the top of the scale."""
        values = [value for value in (*self._changes, *self._beside) if value > 0] or [1.0]
        top = math.ceil(math.log10(max(values)))
        foot = math.floor(math.log10(min(values)))
        return max(min(foot, top - 1), top - _MOST_DECADES), top

    def _share(self, value: float) -> float:
        """How high a value stands: 0 at the foot, where no change at all is drawn too, to 1."""
        foot, top = self.decades
        return max(0.0, (math.log10(value) - foot) / (top - foot)) if value > 0 else 0.0

    def _room(self) -> QRect:
        """Where the bars are."""
        return self.rect().adjusted(_AXIS, _HEAD, -_SIDE, -_FOOT)

    def event(self, event: QEvent) -> bool:
        """Tell a bar's value under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            step = self._step_at(event.pos().x())
            text = self.tr(_TIP)
            if step:
                text = self.tr("Step {before} to {step}: {change}").format(
                    before=step - 1, step=self._name(step), change=_written(self._changes[step - 1])
                )
                if step <= len(self._beside):
                    text += self.tr(", without correction {change}").format(
                        change=_written(self._beside[step - 1])
                    )
                text += f"\n{self.tr(_TIP)}"
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
        painter.drawText(
            title, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.tr("Change per step")
        )
        room = self._room()
        self._draw_scale(painter, room, muted)
        accent, text = self.palette().color(QPalette.ColorRole.Accent), self.palette().text().color()
        for step in range(1, len(self._changes) + 1):
            bar = self.bar(step)
            painter.fillRect(bar, accent if step == self._current else muted)
            if step <= len(self._beside):
                top = room.bottom() + 1 - room.height() * self._share(self._beside[step - 1])
                painter.setPen(QPen(text, 2))
                painter.drawLine(bar.left() - 3, top, bar.right() + 3, top)
            painter.setPen(text if step == self._current else muted)
            self._draw_name(painter, step)

    def _draw_name(self, painter: QPainter, step: int) -> None:
        """A number below its bar, if there is room for it beside the last one's word."""
        last = len(self._changes)
        width = painter.fontMetrics().horizontalAdvance(self._name(last)) + 6
        centre = self.bar(step).center().x()
        top, height = self.height() - _FOOT + 2, _FOOT - 4
        if step == last:
            left = min(centre - width / 2, self.width() - width)
            painter.drawText(QRectF(left, top, width, height), Qt.AlignmentFlag.AlignCenter, self._name(step))
        elif centre < self.width() - width - 8 and (last <= 12 or step == self._current):
            painter.drawText(QRectF(centre - 14, top, 28, height), Qt.AlignmentFlag.AlignCenter, str(step))

    def _name(self, step: int) -> str:
        return self.tr("Result") if step == len(self._changes) else str(step)

    def _draw_scale(self, painter: QPainter, room: QRect, colour: QColor) -> None:
        """A line for each power of ten."""
        foot, top = self.decades
        for power in range(foot, top + 1):
            y = round(room.bottom() + 1 - room.height() * (power - foot) / (top - foot))
            painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
            painter.drawLine(room.left(), y, room.right(), y)
            painter.setPen(colour)
            words = numeral(f"{10.0**power:g}") if power >= -4 else f"1e{power}"
            label = QRect(0, y - 7, _AXIS - 4, 14)
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _step_at(self, x: int) -> int:
        """The step whose column is at `x`, 0 for none."""
        room = self._room()
        if not self._changes or not room.left() <= x < room.left() + room.width():
            return 0
        return int((x - room.left()) * len(self._changes) / room.width()) + 1


def _written(change: float) -> str:
    return numeral(f"{change:.4f}")
