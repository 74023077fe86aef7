"""The tools of the canvas, and what a brush does to a document: a stroke, from press to release."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QRect

from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN
from dmat_gui.canvas.brush import Dab, stroke_spans
from dmat_gui.document import Document
from dmat_gui.translations import say

LEAST_PRESSURE = 0.1  # of the size: a pen that hardly touches still draws


class Tool(Enum):
    """The tools of the canvas."""

    BRUSH = "brush"
    ERASER = "eraser"
    LASSO = "lasso"
    POLYGON = "polygon"
    BUCKET = "bucket"
    BOX = "box"
    REGION = "region"
    RETOUCH = "retouch"
    HAND = "hand"

    @property
    def draws(self) -> bool:
        """True for the tools that do something to the picture, rather than move it."""
        return self is not Tool.HAND

    @property
    def has_size(self) -> bool:
        """True for the tools with a diameter."""
        return self in (Tool.BRUSH, Tool.ERASER, Tool.RETOUCH)

    @property
    def has_class(self) -> bool:
        """True for the tools that paint the chosen class, or what Retouch paints in its place."""
        return self in (Tool.BRUSH, Tool.LASSO, Tool.POLYGON, Tool.BUCKET, Tool.RETOUCH)


_CLASS_NAMES: dict[int, str] = {
    int(FOREGROUND): QT_TRANSLATE_NOOP("core", "foreground"),
    int(BACKGROUND): QT_TRANSLATE_NOOP("core", "background"),
    int(UNKNOWN): QT_TRANSLATE_NOOP("core", "unknown"),
}


def class_name(value: int) -> str:
    """What a class of the trimap, 0, 128 or 255, is called within a sentence."""
    return say(_CLASS_NAMES[value])


class Gesture(Protocol):
    """Something the pointer does to a document, from its first press on."""

    @property
    def is_open(self) -> bool:
        """False once something else has ended it, as undo ends a stroke."""

    def to(self, dab: Dab) -> None:
        """Go on to where the pointer is."""

    def finish(self) -> None:
        """End it and let it count."""

    def cancel(self) -> None:
        """End it as if it had not been."""


class Stroke:
    """One stroke of a class into a document's trimap: one undo step, begun and ended anywhere."""

    def __init__(self, document: Document, value: int) -> None:
        """Open the gesture that paints `value` (0, 128 or 255)."""
        self._document = document
        self._value = value
        self.last: Dab | None = None
        words = QCoreApplication.translate("tools", "Paint {what}")
        document.begin_edit(words.format(what=class_name(value)))

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
