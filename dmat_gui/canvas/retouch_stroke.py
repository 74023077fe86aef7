"""What Retouch does to a document: a stroke of more or less soft opacity over its Result."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QRect

from dmat_gui.canvas.brush import Dab
from dmat_gui.canvas.soft_brush import soft_bands, soft_weight
from dmat_gui.canvas.tools import Stroke
from dmat_gui.document import Document
from dmat_gui.history import TILE, Box
from dmat_gui.retouch import FULL, OPAQUE, RESTORE, TRANSPARENT, blend

NAMES = {
    OPAQUE: QT_TRANSLATE_NOOP("RetouchStroke", "Retouch opaque"),
    TRANSPARENT: QT_TRANSLATE_NOOP("RetouchStroke", "Retouch transparent"),
    RESTORE: QT_TRANSLATE_NOOP("RetouchStroke", "Retouch restore"),
}


class RetouchStroke(Stroke):
    """One stroke of the retouch: one undo step. Going twice over a place in it does not paint it twice."""

    def __init__(self, document: Document, value: int, hardness: float, strength: float) -> None:
        """Open the gesture that paints OPAQUE, TRANSPARENT or RESTORE; the others are from 0 to 1."""
        self._document = document
        self._value = value
        self._hardness = hardness
        self._strength = strength
        self.last: Dab | None = None
        self._is_even = False  # the piece before had one size from its start to its end
        document.begin_retouch(QCoreApplication.translate("RetouchStroke", NAMES[value]))
        # How much each pixel got so far: pages that are never painted take no memory.
        self._weight = np.zeros(document.trimap.shape, np.uint16)

    def to(self, dab: Dab) -> None:
        """Paint from the last dab to this one, the first by itself."""
        document, start = self._document, self.last or dab
        # After a piece of one size its last dab is there whole: only what lies ahead of it can get more.
        ahead, self._is_even = self._is_even and self.last is not None, start.size == dab.size
        self.last = dab
        painted: dict[int, Box] = {}
        for band in soft_bands(start, dab, *document.size, ahead=ahead):
            document.touch(QRect(*band))
            if self._paint(start, dab, band):
                row = band.y // TILE
                painted[row] = painted[row].united(band) if row in painted else band
        # A row of tiles after the other: most of the box around them all is not another one now.
        for box in painted.values():
            document.painted(QRect(*box))

    def _paint(self, start: Dab, dab: Dab, band: Box) -> bool:
        """Paint a box of a few rows; False if nothing in it gets more than it got."""
        planes, some = self._document.retouch.planes, False
        for rows, columns, before in self._document.history.touched(band):
            most = self._weight[rows, columns]
            if most.min() == FULL:
                continue
            gets = soft_weight(start, dab, self._hardness, rows, columns)
            gets *= FULL
            gets += np.float32(0.5)
            gets = gets.astype(np.uint16)
            if (gets > most).any():
                some = True
                np.maximum(most, gets, out=most)
                weight = most * np.float32(self._strength / FULL)
                planes[rows, columns] = blend(before, weight, self._value)
        return some
