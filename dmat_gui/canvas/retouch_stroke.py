"""What Retouch does to a document: a stroke of more or less soft opacity over its Result."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect

from dmat_gui.canvas.brush import Dab
from dmat_gui.canvas.soft_brush import soft_box, soft_weight
from dmat_gui.canvas.tools import Stroke
from dmat_gui.document import Document
from dmat_gui.history import Box
from dmat_gui.retouch import FULL, OPAQUE, RESTORE, TRANSPARENT, blend

NAMES = {OPAQUE: "Retouch opaque", TRANSPARENT: "Retouch transparent", RESTORE: "Retouch restore"}
_BAND = 100  # rows at a time: larger arrays come from the system and go back to it, each time anew


class RetouchStroke(Stroke):
    """One stroke of the retouch: one undo step. Going twice over a place in it does not paint it twice."""

    def __init__(self, document: Document, value: int, hardness: float, strength: float) -> None:
        """Open the gesture that paints OPAQUE, TRANSPARENT or RESTORE; the others are from 0 to 1."""
        self._document = document
        self._value = value
        self._hardness = hardness
        self._strength = strength
        self.last: Dab | None = None
        document.begin_retouch(NAMES[value])
        # How much each pixel got so far: pages that are never painted take no memory.
        self._weight = np.zeros(document.trimap.shape, np.uint16)

    def to(self, dab: Dab) -> None:
        """Paint from the last dab to this one, the first by itself."""
        document, start = self._document, self.last or dab
        self.last = dab
        area = document.touch(QRect(*soft_box(start, dab)))
        if not area.isValid():
            return
        planes = document.retouch.planes
        for rows, columns, before in document.history.touched(Box(*area.getRect())):
            for top in range(0, len(before), _BAND):
                band = slice(rows.start + top, min(rows.start + top + _BAND, rows.stop))
                gets = np.rint(soft_weight(start, dab, self._hardness, band, columns) * FULL).astype(
                    np.uint16
                )
                most = self._weight[band, columns]
                if (gets > most).any():
                    np.maximum(most, gets, out=most)
                    weight = most * np.float32(self._strength / FULL)
                    planes[band, columns] = blend(before[top : top + _BAND], weight, self._value)
        document.painted(area)
