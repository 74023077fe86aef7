"""What the pointer does to a document: a stroke of the brush, from press to release."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRect

from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN
from dmat_gui.canvas.brush import Dab, stroke_spans
from dmat_gui.document import Document

MIN_SIZE, MAX_SIZE = 1, 2000
SIZE_STEP = 1.15
LEAST_PRESSURE = 0.1  # of the size: a pen that hardly touches still draws


class Tool(Enum):
    """The tools of the canvas."""

    BRUSH = "brush"
    ERASER = "eraser"
    HAND = "hand"

    @property
    def paints(self) -> bool:
        """True for the tools that leave strokes."""
        return self is not Tool.HAND


CLASS_NAMES: dict[int, str] = {
    int(FOREGROUND): "foreground",
    int(BACKGROUND): "background",
    int(UNKNOWN): "unknown",
}


def stepped_size(size: int, up: bool) -> int:
    """Return the next larger or smaller brush size: by 15 %, at least by 1, from 1 to 2000 pixels."""
    if up:
        return min(MAX_SIZE, max(size + 1, round(size * SIZE_STEP)))
    return max(MIN_SIZE, min(size - 1, round(size / SIZE_STEP)))


class Stroke:
    """One stroke of a class into a document's trimap: one undo step, begun and ended anywhere."""

    def __init__(self, document: Document, value: int) -> None:
        """Open the gesture that paints `value` (0, 128 or 255)."""
        self._document = document
        self._value = value
        self.last: Dab | None = None
        document.begin_edit(f"Paint {CLASS_NAMES[value]}")

    @property
    def is_open(self) -> bool:
        """False once the document has ended the gesture by itself, as undo does."""
        return self._document.is_editing

    def to(self, dab: Dab) -> None:
        """Paint from the last dab to this one, the first by itself."""
        document = self._document
        width, height = document.size
        spans = stroke_spans(self.last or dab, dab, width, height)
        self.last = dab
        area = document.touch(QRect(*spans.box))
        if area.isValid():
            spans.fill(document.trimap, self._value)
            document.painted(area)

    def finish(self) -> None:
        """End the gesture."""
        if self.is_open:
            self._document.end_edit()

    def cancel(self) -> None:
        """End the gesture and take back what it painted."""
        if self.is_open:
            self._document.cancel_edit()
