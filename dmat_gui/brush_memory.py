"""The sizes of the brushes, kept from picture to picture and from start to start."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.canvas.tools import Tool
from dmat_gui.document import Document
from dmat_gui.settings import Settings


class BrushMemory(QObject):
    """Keeps the diameter that the user gave each tool, as a part of the picture's shorter side.

    A part, and not pixels: what fits hair in a photograph of 24 megapixels covers the whole of a small one.
    A tool that was never changed begins with the canvas's own size.
    """

    def __init__(self, document: Document, canvas: CanvasView, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._canvas = canvas
        self._settings = settings
        canvas.brush_size_set.connect(self._keep)
        document.picture_changed.connect(self._recall)

    @Slot(str, int)
    def _keep(self, tool: str, size: int) -> None:
        if self._document.picture is not None:
            self._settings.set_brush_share(tool, min(1.0, size / min(self._document.size)))

    @Slot()
    def _recall(self) -> None:
        if self._document.picture is None:
            return
        for tool in Tool:
            share = self._settings.brush_share(tool.value) if tool.has_size else None
            if share is not None:
                self._canvas.set_size_of(tool, max(1, round(share * min(self._document.size))))
