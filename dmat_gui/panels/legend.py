"""The legend: letter, colour and share of each class of the trimap."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN
from dmat_gui.action_specs import BACKGROUND_ORANGE, FOREGROUND_BLUE
from dmat_gui.actions import Actions
from dmat_gui.canvas.brush_outline import ink_on
from dmat_gui.document import Document
from dmat_gui.theme import Theme

_ROWS = (
    ("F", QT_TRANSLATE_NOOP("Legend", "Foreground"), FOREGROUND, "class_foreground"),
    ("B", QT_TRANSLATE_NOOP("Legend", "Background"), BACKGROUND, "class_background"),
    ("U", QT_TRANSLATE_NOOP("Legend", "Unknown"), UNKNOWN, "class_unknown"),
)
_ROW_HEIGHT = 24
_COUNT_DELAY_MS = 150
_COUNTED_PIXELS = 1_000_000


class Legend(QWidget):
    """Draws the three classes and how much of the picture each takes."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._theme = theme
        self._document: Document | None = None
        self._shares: dict[str, float] = {}
        self._has_keys = True
        self._tints = {"F": QColor(FOREGROUND_BLUE), "B": QColor(BACKGROUND_ORANGE)}
        self._timer = QTimer(self, singleShot=True, interval=_COUNT_DELAY_MS)
        self._timer.timeout.connect(self._count)
        self.setFixedHeight(_ROW_HEIGHT * len(_ROWS))
        self.setAccessibleName(self.tr("Legend of the trimap"))
        theme.changed.connect(self.update)
        actions.keys_changed.connect(self.update)

    def set_document(self, document: Document) -> None:
        self._document = document
        document.picture_changed.connect(self._count)
        document.trimap_changed.connect(self._soon)

    def set_colours(self, foreground: QColor, background: QColor) -> None:
        """Show the classes in the colours that they have in the overlay."""
        self._tints = {"F": foreground, "B": background}
        self.update()

    def show_keys(self, on: bool) -> None:
        """Name the classes' keys, or do not while they mean something else."""
        self._has_keys = on
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, (letter, title, _value, action) in enumerate(_ROWS):
            name = self.tr(title)
            top = row * _ROW_HEIGHT
            swatch = QRectF(1, top + 3, 18, 18)
            colour = self._tints.get(letter)
            if colour is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
            else:
                painter.setPen(QPen(QColor(colours.muted), 1.2, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(swatch, 4, 4)
            painter.setPen(ink_on(colour) if colour is not None else QColor(colours.text))
            painter.drawText(
                swatch, Qt.AlignmentFlag.AlignCenter, QCoreApplication.translate("letters", letter)
            )
            painter.setPen(QColor(colours.text))
            line = QRectF(28, top, self.width() - 30, _ROW_HEIGHT)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
            painter.setPen(QColor(colours.muted))
            after = line.adjusted(painter.fontMetrics().horizontalAdvance(f"{name}  "), 0, 0, 0)
            key = self._actions.key_text(action) if self._has_keys else ""
            said = self.tr("key {key}").format(key=key) if key else ""
            painter.drawText(after, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)
            if letter in self._shares:
                painter.setPen(QColor(colours.muted))
                share = _percent(self._shares[letter])
                painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, share)

    @Slot()
    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _count(self) -> None:
        trimap = self._document.trimap if self._document else None
        self._shares = {}
        if trimap is not None:
            # Enough pixels for a percentage, few enough to count between two strokes of a large picture.
            stride = max(1, math.isqrt(trimap.size // _COUNTED_PIXELS))
            sample = trimap[::stride, ::stride]
            for letter, _name, value, _action in _ROWS:
                self._shares[letter] = np.count_nonzero(sample == value) / sample.size
        self.update()


def _percent(share: float) -> str:
    """A share as a whole percentage, never rounding something to 0 % or not quite everything to 100 %."""
    if 0 < share < 0.005:
        return "< 1 %"
    if 0.995 < share < 1:
        return "> 99 %"
    return f"{share:.0%}".replace("%", " %")
