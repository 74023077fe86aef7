"""The canvas: shows the document and paints its trimap."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter
from PySide6.QtWidgets import QWidget

from core.imaging.trimap import FOREGROUND
from dmat_gui.canvas.empty import draw_empty, draw_notice
from dmat_gui.canvas.layer_item import PictureItem
from dmat_gui.canvas.overlay import OverlayItem, TrimapPreview
from dmat_gui.canvas.painting_view import PaintingView
from dmat_gui.canvas.sampling import Pyramid
from dmat_gui.canvas.tools import Tool
from dmat_gui.canvas.views import Colour, Layers, View, matte_for_display
from dmat_gui.document import Document
from dmat_gui.drops import accept_files, dropped_files

FIRST_BRUSH = 0.05  # of the picture's shorter side


class PixelReadout(NamedTuple):
    """What is at a pixel: colour in the picture's depth, class (0, 128, 255), alpha as shown, unclipped."""

    x: int
    y: int
    colour: tuple[int, ...] | tuple[float, ...]
    trimap: int
    alpha: float | None


class CanvasView(PaintingView):
    """The view of a document's picture, trimap and alpha, with the brush in hand."""

    readout_changed = Signal(object)
    """PixelReadout, or None off the picture; also when what is shown there changes."""
    view_changed = Signal(object)
    """The View that is shown now."""
    matte_shown = Signal(str)
    """The title of the matte shown in place of the result, "" when it is the result again."""

    files_dropped = Signal(list)
    """Paths (str) of the files that were dropped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setAccessibleName("Canvas")
        self._layers = Layers()
        self._picture_item = PictureItem(self._layers)
        self._overlay = OverlayItem()
        self._overlay.setZValue(10)
        self.scene().addItem(self._picture_item)
        self.scene().addItem(self._overlay)
        self._view = View.TRIMAP_OVERLAY
        self._overlay_hidden = False
        self._shown: NDArray[np.floating] | None = None
        self._displayed: NDArray[np.floating] | None = None
        self._shown_title = ""
        self._full_range = False
        self._background_source: Colour | str | NDArray[np.uint8] = "checker"
        self._hovered: tuple[int, int] | None = None
        self.empty_text = "Drop a picture here"  # "" where something else says so

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
        self._layers.image = Pyramid(image) if image is not None else None
        self._layers.foreground = None
        self._layers.matte = None
        self._shown, self._shown_title = None, ""
        self._picture_item.set_size(width, height)
        self._overlay.set_trimap(document.trimap)
        self._apply_background()
        self._update_matte()
        self.set_picture_rect(QRectF(0, 0, width, height))
        if image is not None:
            self.set_paint_class(int(FOREGROUND))
            self.set_tool(Tool.BRUSH)
            self.set_brush_sizes(round(FIRST_BRUSH * min(width, height)))
        self.update_cursor()
        self.viewport().update()
        self._tell_readout()

    def _take_trimap_box(self, box: QRect) -> None:
        self._overlay.refresh_box(QRectF(box))
        self._tell_readout()

    def _take_alpha(self, _box: QRect) -> None:
        if self._shown is None:
            self._layers.matte = None
            self._update_matte()

    # ---- what is shown -----------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """The view that is shown."""
        return self._view

    def set_view(self, view: View) -> None:
        """Show another view."""
        if view is not self._view:
            self._view = view
            self._picture_item.view = view
            self._update_matte()
            self.view_changed.emit(view)

    def set_background(self, background: QColor | Colour | str | NDArray[np.uint8]) -> None:
        """Composite over a colour, "checker", or a picture (h x w x 3 uint8), scaled to cover."""
        if isinstance(background, QColor):
            background = (background.red(), background.green(), background.blue())
        self._background_source = background
        self._apply_background()
        self._picture_item.refresh()

    def set_foreground(self, foreground: NDArray[np.uint8] | None) -> None:
        """Use these estimated foreground colours (H x W x 3 uint8 sRGB); None: the picture's own."""
        self._layers.foreground = None if foreground is None else Pyramid(np.ascontiguousarray(foreground))
        self._picture_item.refresh()

    def show_matte(self, matte: NDArray[np.floating] | None, title: str = "") -> None:
        """Show any H x W matte in place of the result, without changing the document; None: the result."""
        if matte is not None and self._document is not None and matte.shape[::-1] != self._document.size:
            raise ValueError(f"a matte of {matte.shape} for a picture of {self._document.size}")
        self._shown = matte
        self._shown_title = title if matte is not None else ""
        self._update_matte()
        self.matte_shown.emit(self._shown_title)

    @property
    def shown_title(self) -> str:
        """The title of the matte shown in place of the result, "" while it is the result."""
        return self._shown_title

    def set_full_range(self, on: bool) -> None:
        """Show a matte from its smallest to its largest value instead of clipped to 0 to 1."""
        self._full_range = on
        self._layers.matte = None
        self._update_matte()

    def set_overlay_hidden(self, hidden: bool) -> None:
        """Hide the overlay, as while a key is held."""
        self._overlay_hidden = hidden
        self._update_overlay()

    def preview_trimap(self, preview: TrimapPreview | None) -> None:
        """Show a trimap that might be made, in place of the picture's own; nothing is drawn meanwhile."""
        self.cancel_stroke()
        self._overlay.set_preview(preview)
        self._update_overlay()
        self.update_cursor()

    def can_draw(self) -> bool:
        """True when a press does something to the picture; not to one whose trimap is a preview."""
        return self._overlay.preview is None and super().can_draw()

    def set_overlay_colours(self, foreground: QColor, background: QColor, opacity: float) -> None:
        """Tint foreground and background so; `opacity` from 0 to 1."""
        self._overlay.set_colours(foreground, background, opacity)

    def shown_matte(self) -> NDArray[np.floating] | None:
        """Return the matte that the views show: the one handed in, else the result, else None."""
        if self._shown is not None or self._document is None:
            return self._shown
        return self._document.result_alpha()

    def _update_matte(self) -> None:
        """Make the matte's picture for the views that show it; for the others there is no hurry."""
        if self._view.needs_matte:
            matte = self.shown_matte()
            if matte is None:
                self._layers.matte = None
            elif matte is not self._displayed or self._layers.matte is None:
                self._layers.matte = Pyramid(matte_for_display(matte, full_range=self._full_range))
            self._displayed = matte
        self._picture_item.refresh()
        self._update_overlay()
        self.viewport().update()
        self._tell_readout()

    def _update_overlay(self) -> None:
        """Show the trimap where it is the view, where there is nothing else yet, and under the brush."""
        wanted = self._view is View.TRIMAP_OVERLAY or bool(self._notice()) or self.is_painting
        wanted = wanted or self._overlay.preview is not None
        self._overlay.setVisible(wanted and not self._overlay_hidden)

    def stroke_changed(self) -> None:
        """A stroke began or ended."""
        self._update_overlay()

    def _apply_background(self) -> None:
        source = self._background_source
        if isinstance(source, np.ndarray) and self._layers.image is not None:
            height, width = self._layers.image.array.shape[:2]
            source = Pyramid(_covering(source, width, height))
        self._layers.background = "checker" if isinstance(source, np.ndarray) else source

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
        matte = self.shown_matte()
        colour = tuple(value.item() for value in self._document.picture.pixels[y, x])
        alpha = None if matte is None else float(matte[y, x])
        return PixelReadout(x, y, colour, int(self._document.trimap[y, x]), alpha)

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

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move the picture; words stay where they are, so they cannot be moved along as pixels."""
        super().scrollContentsBy(dx, dy)
        if self._notice():
            self.viewport().update()

    def _notice(self) -> str:
        if self._layers.image is not None and self._view.needs_matte and self._layers.matte is None:
            return "No alpha yet: press Matte"
        return ""

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """Say what to do where there is no picture, or no alpha to show."""
        painter.resetTransform()
        if self._layers.image is None and self.empty_text:
            draw_empty(painter, self.viewport().rect(), self.empty_text)
        elif self._notice():
            draw_notice(painter, self.viewport().rect(), self._notice())


def _covering(picture: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """Scale a picture evenly until it covers width x height pixels, and cut the middle out."""
    scale = max(width / picture.shape[1], height / picture.shape[0])
    crop_width = min(picture.shape[1], max(1, round(width / scale)))
    crop_height = min(picture.shape[0], max(1, round(height / scale)))
    left, top = (picture.shape[1] - crop_width) // 2, (picture.shape[0] - crop_height) // 2
    crop = np.ascontiguousarray(picture[top : top + crop_height, left : left + crop_width])
    return cv2.resize(crop, (width, height), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
