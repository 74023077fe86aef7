"""The canvas: shows the document, reads its pixels out, and takes what is dropped on it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter
from PySide6.QtWidgets import QWidget

from core.imaging.trimap import FOREGROUND
from dmat_gui.canvas.empty import draw_empty, draw_notice
from dmat_gui.canvas.layered_view import LayeredView
from dmat_gui.canvas.tools import Tool
from dmat_gui.canvas.views import View
from dmat_gui.document import Document
from dmat_gui.drops import accept_files, dropped_files

FIRST_BRUSH = 0.05  # of the picture's shorter side


class PixelReadout(NamedTuple):
    """What is at a pixel: colour in the picture's depth, class (0, 128, 255), alpha as shown, unclipped.

    difference: by how much that alpha is more than the one it is compared with, where that is shown.
    coarse: the alpha is that of the preview.
    """

    x: int
    y: int
    colour: tuple[int, ...] | tuple[float, ...]
    trimap: int
    alpha: float | None
    difference: float | None = None
    coarse: bool = False


class CanvasView(LayeredView):
    """The view of a document's picture, trimap and alpha, with the brush in hand."""

    readout_changed = Signal(object)
    """PixelReadout, or None off the picture; also when what is shown there changes."""
    files_dropped = Signal(list)
    """Paths (str) of the files that were dropped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Canvas"))
        self._hovered: tuple[int, int] | None = None
        self.empty_text = self.tr("Drop a picture here")  # "" where something else says so
        self.view_moved.connect(self._hover_again)

    # ---- document ----------------------------------------------------------------------------------

    def set_document(self, document: Document) -> None:
        """Show and paint this document from now on."""
        if self._document is not None:
            self._document.picture_changed.disconnect(self._take_picture)
            self._document.trimap_changed.disconnect(self._take_trimap_box)
            self._document.alpha_changed.disconnect(self._take_alpha)
        self._document = document
        document.picture_changed.connect(self._take_picture)
        document.trimap_changed.connect(self._take_trimap_box)
        document.alpha_changed.connect(self._take_alpha)
        self._take_picture()

    def _take_picture(self) -> None:
        self.drop_stroke()
        document = self._document
        width, height = document.size
        image = document.display_image
        self._forget_layers(image)
        self._picture_item.set_size(width, height)
        self._overlay.set_trimap(document.trimap)
        self._update_matte()
        self.set_picture_rect(QRectF(0, 0, width, height))
        if image is not None:
            self.set_tool(Tool.BRUSH)
            self.set_paint_class(int(FOREGROUND))
            self.set_brush_sizes(round(FIRST_BRUSH * min(width, height)))
        self.update_cursor()
        self.viewport().update()
        self._tell_readout()

    def _take_trimap_box(self, box: QRect) -> None:
        self._overlay.refresh_box(QRectF(box))
        if self.shows_preview:
            self._picture_item.refresh_box(QRectF(box))
        self._tell_readout()

    def _take_alpha(self, box: QRect) -> None:
        self._update_result(box)

    # ---- read-out ----------------------------------------------------------------------------------

    def hover(self, position: QPointF | None) -> None:
        """Take note of the pointer's place in the picture, None off the canvas."""
        pixel = None
        if position is not None and self._document is not None:
            x, y = int(np.floor(position.x())), int(np.floor(position.y()))
            pixel = (x, y) if self._document.rect.contains(x, y) else None
        if pixel != self._hovered:
            self._hovered = pixel
            self._tell_readout()

    def readout(self, x: int, y: int) -> PixelReadout:
        """Return what is at a pixel of the picture."""
        matte, difference, coarse = self.shown_matte(), None, False
        colour = tuple(value.item() for value in self._document.picture.pixels[y, x])
        alpha = None if matte is None else float(matte[y, x])
        if alpha is None and self.shows_preview:
            alpha, coarse = self._preview.at(x, y), True
        elif alpha is not None and self._reference is not None and View.DIFFERENCE in self.views:
            difference = alpha - float(self._reference[y, x])
        return PixelReadout(x, y, colour, int(self._document.trimap[y, x]), alpha, difference, coarse)

    def shown_changed(self) -> None:
        """Another view or matte: read the pixel out again."""
        self._tell_readout()

    def _hover_again(self) -> None:
        """Another pixel may have come to lie under the pointer."""
        if self._pointer is not None:
            self.hover(self.scene_position(self._pointer))

    def _tell_readout(self) -> None:
        if self._hovered is not None and not self._document.rect.contains(*self._hovered):
            self._hovered = None
        self.readout_changed.emit(None if self._hovered is None else self.readout(*self._hovered))

    # ---- files ---------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        accept_files(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take files everywhere."""
        accept_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on the files' paths."""
        paths = dropped_files(event)
        if paths:
            self.files_dropped.emit(paths)

    # ---- words on the canvas -----------------------------------------------------------------------

    def _stays(self) -> bool:
        return bool(self._notice()) or super()._stays()

    def _notice(self) -> str:
        return self.tr("No alpha yet: press Matte") if self._lacks_matte() else ""

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """Say what to do where there is no picture, or no alpha to show."""
        painter.resetTransform()
        if self._layers.image is None and self.empty_text:
            draw_empty(painter, self.viewport().rect(), self.empty_text)
        elif self._notice():
            draw_notice(painter, self.viewport().rect(), self._notice())
