"""What the canvas shows: its layers, one view of them or two with a divider between, and the overlay."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QColor, QColorTransform, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.step_mattes import SparseMatte
from dmat_gui.canvas.layer_item import PictureItem
from dmat_gui.canvas.overlay import OverlayItem, TrimapPreview
from dmat_gui.canvas.painting_view import PaintingView
from dmat_gui.canvas.preview_matte import PreviewMatte
from dmat_gui.canvas.sampling import Pyramid, ScreenGrid
from dmat_gui.canvas.tools import Tool
from dmat_gui.canvas.views import Colour, Layers, View, finite_range, matte_for_display
from dmat_gui.retouch import SeenAlpha

Matte = NDArray[np.floating] | SparseMatte | SeenAlpha


class LayeredView(PaintingView):
    """A view that is painted on, and composes what it shows."""

    view_changed = Signal(object)
    """The View that is shown now, at the left of the divider where there is one."""
    matte_shown = Signal(str)
    """The title of the matte shown in place of the result, "" when it is the result again."""
    divider_moved = Signal(int)
    """The divider's column of the viewport, in desktop pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers = Layers()
        self._picture_item = PictureItem(self._layers)
        self._overlay = OverlayItem()
        self._overlay.setZValue(10)
        self.scene().addItem(self._picture_item)
        self.scene().addItem(self._overlay)
        self._view = View.TRIMAP_OVERLAY
        self._other_view: View | None = None
        self._divider = 0.5
        self._overlay_hidden = False
        self._shown: Matte | None = None
        self._displayed: Matte | None = None
        self._displays_result = False
        self._shown_title = ""
        self._preview: PreviewMatte | None = None
        self._reference: NDArray[np.floating] | None = None
        self._full_range = False
        self._shown_range = (0.0, 1.0)
        self._background_source: Colour | str | NDArray[np.uint8] = "checker"

    # ---- views -------------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """The view that is shown, at the left of the divider where there is one."""
        return self._view

    @property
    def other_view(self) -> View | None:
        """The view at the right of the divider, None where there is none."""
        return self._other_view

    @property
    def views(self) -> tuple[View, ...]:
        """The views in sight."""
        return (self._view,) if self._other_view is None else (self._view, self._other_view)

    def set_view(self, view: View) -> None:
        """Show another view; with a divider, at the left of it."""
        if view is not self._view:
            self._view = view
            self._picture_item.view = view
            self._update_matte()
            self.view_changed.emit(view)

    def set_other_view(self, view: View | None) -> None:
        """Show a second view at the right of a divider; None: only the first, everywhere."""
        if view is not self._other_view:
            self._other_view = view
            self._picture_item.other_view = view
            self._update_matte()
            self.view_changed.emit(self._view)
            self.set_divider(self._divider)

    def set_monitor(self, monitor: QColorTransform | None) -> None:
        """Show colours as this makes them of sRGB; None: as they are."""
        self._picture_item.set_monitor(monitor)

    @property
    def divider(self) -> int:
        """The divider's column of the viewport, in desktop pixels."""
        return round(self._divider * self.viewport().width())

    def set_divider(self, share: float) -> None:
        """Put the divider at a share of the viewport's width, 0 to 1: there it stays, whatever is below."""
        self._divider = min(max(share, 0.0), 1.0)
        self._picture_item.set_divider(self.divider)
        self._update_overlay()
        self.divider_moved.emit(self.divider)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the divider's share of the width."""
        super().resizeEvent(event)
        self.set_divider(self._divider)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move the picture; what stays where it is on the screen cannot be moved along as pixels."""
        super().scrollContentsBy(dx, dy)
        if self._stays():
            self.viewport().update()

    def _stays(self) -> bool:
        """Whether something shown belongs to the window and not to the picture."""
        return self._other_view is not None

    # ---- layers ------------------------------------------------------------------------------------

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

    def set_reference(self, matte: NDArray[np.floating] | None) -> None:
        """Take this H x W matte as what the difference view compares with; None: there is none."""
        self._layers.reference = None if matte is None else Pyramid(matte_for_display(matte))
        self._reference = matte
        self._picture_item.refresh()

    def set_span(self, span: float) -> None:
        """Let the ends of the difference's scale stand for this much alpha."""
        self._layers.span = span
        self._picture_item.refresh()

    def show_matte(self, matte: Matte | None, title: str = "") -> None:
        """Show any H x W matte in place of the result, without changing the document; None: the result."""
        if matte is not None and self._document is not None and matte.shape[::-1] != self._document.size:
            raise ValueError(f"a matte of {matte.shape} for a picture of {self._document.size}")
        self._shown = matte
        self._shown_title = title if matte is not None else ""
        self._update_matte()
        self.matte_shown.emit(self._shown_title)

    def show_preview(self, preview: PreviewMatte | None) -> None:
        """Show a coarse matte for as long as there is neither a result nor a step to show."""
        if preview is not self._preview:
            self._preview = preview
            self._update_matte()

    @property
    def shows_preview(self) -> bool:
        """True while a view in sight shows the coarse matte."""
        wanted = any(view.needs_matte for view in self.views)
        return wanted and self._preview is not None and self.shown_matte() is None

    @property
    def shown_title(self) -> str:
        """The title of the matte shown in place of the result, "" while it is the result."""
        return self._shown_title

    def set_full_range(self, on: bool) -> None:
        """Show a matte from its smallest to its largest value instead of clipped to 0 to 1."""
        self._full_range = on
        self._layers.matte = None
        self._update_matte()

    def shown_matte(self) -> Matte | None:
        """Return the matte that the views show: the one handed in, else the result, else None."""
        if self._shown is not None or self._document is None:
            return self._shown
        return self._document.shown_alpha()

    def _forget_layers(self, image: NDArray[np.uint8] | None) -> None:
        """Begin again with another picture."""
        self._layers.image = Pyramid(image) if image is not None else None
        self._layers.foreground = self._layers.matte = self._layers.compared = None
        self._preview = None
        self._shown, self._shown_title = None, ""
        self.set_reference(None)
        self._apply_background()

    def _update_matte(self) -> None:
        """Make the matte's picture for the views that show it; for the others there is no hurry."""
        if any(view.needs_matte for view in self.views):
            matte, layers, is_result = self.shown_matte(), self._layers, self._shown is None
            # The result may have gone to another array; whatever changes in it is told by `_update_result`.
            same = matte is self._displayed or (
                is_result and self._displays_result and self._displayed is not None
            )
            if matte is None:
                layers.matte, layers.compared = self._preview, None
            elif not same or layers.matte is None:
                self._shown_range = finite_range(matte) if self._full_range else (0.0, 1.0)
                layers.matte = Pyramid(matte_for_display(matte, self._shown_range))
                layers.compared = Pyramid(matte_for_display(matte)) if self._full_range else None
            self._displayed, self._displays_result = matte, is_result
        self._picture_item.refresh()
        self._update_overlay()
        self.viewport().update()
        self.shown_changed()

    def _update_result(self, box: QRect) -> None:
        """The result is another one in a box: show that, without touching what is around it."""
        layers, whole = self._layers, box == self._document.rect
        if self._shown is not None:  # a step, in its place
            if self._displays_result:
                layers.matte = None  # but no view in sight shows a matte: this one is of no use any more
            return
        if whole or not self._displays_result or not isinstance(layers.matte, Pyramid):
            layers.matte = None
            self._update_matte()
            return
        result = self._displayed = self._document.shown_alpha()
        for pyramid, shown_range in ((layers.matte, self._shown_range), (layers.compared, (0.0, 1.0))):
            if pyramid is not None:
                self._write_box(pyramid, box, matte_for_display(result[_slices(box)], shown_range))
        self._picture_item.refresh_box(QRectF(box))
        self.shown_changed()

    def forget_foreground(self, box: QRect, where: NDArray[np.bool_]) -> None:
        """Show the picture's own colours again in a part of a box, its h x w mask `where`."""
        foreground = self._layers.foreground
        if foreground is not None:
            place = _slices(box)
            own = self._layers.image.array[place]
            self._write_box(foreground, box, np.where(where[..., None], own, foreground.array[place]))
            self._picture_item.refresh_box(QRectF(box))

    @staticmethod
    def _write_box(pyramid: Pyramid, box: QRect, values: NDArray[np.uint8]) -> None:
        pyramid.array[_slices(box)] = values
        pyramid.refresh(*box.getRect())

    def shown_changed(self) -> None:
        """What is shown at a pixel is another value; for the view that reads them out."""

    def _lacks_matte(self) -> bool:
        """Whether a view in sight has no matte to show."""
        wanted = any(view.needs_matte for view in self.views)
        return self._layers.image is not None and wanted and self._layers.matte is None

    def _apply_background(self) -> None:
        source = self._background_source
        if isinstance(source, np.ndarray) and self._layers.image is not None:
            height, width = self._layers.image.array.shape[:2]
            self._layers.background = Pyramid(covering(source, width, height))
        else:
            self._layers.background = "checker" if isinstance(source, np.ndarray) else source

    def sample_image(self, grid: ScreenGrid) -> NDArray[np.uint8]:
        """Return the picture as it is shown, on other pixels: height x width x 3 uint8."""
        return np.ascontiguousarray(self._layers.image.sample(grid))

    # ---- overlay -----------------------------------------------------------------------------------

    def set_overlay_hidden(self, hidden: bool) -> None:
        """Hide the overlay, as while a key is held."""
        self._overlay_hidden = hidden
        self._update_overlay()

    def set_overlay_colours(self, foreground: QColor, background: QColor, opacity: float) -> None:
        """Tint foreground and background so; `opacity` from 0 to 1. The brush's letters follow."""
        self._overlay.set_colours(foreground, background, opacity)
        self.set_badge_colours(foreground, background)

    def preview_trimap(self, preview: TrimapPreview | None) -> None:
        """Show a trimap that might be made, in place of the picture's own; nothing is drawn meanwhile."""
        self.cancel_stroke()
        self._overlay.set_preview(preview)
        self._update_overlay()
        self.update_cursor()

    def can_draw(self) -> bool:
        """True when a press does something to the picture; not to one whose trimap is a preview."""
        return self._overlay.preview is None and super().can_draw()

    def stroke_changed(self) -> None:
        """A stroke began or ended."""
        super().stroke_changed()
        self._update_overlay()

    def _update_overlay(self) -> None:
        """Show the trimap where it is the view, where there is nothing else yet, and under the brush."""
        painting = self.is_painting and self._tool is not Tool.RETOUCH
        everywhere = painting or self._overlay.preview is not None or self._lacks_matte()
        left, right = self._view is View.TRIMAP_OVERLAY, self._other_view is View.TRIMAP_OVERLAY
        if self._other_view is None or everywhere or (left and right):
            side = None
        else:
            side = (0, self.divider) if left else (self.divider, self.viewport().width())
        self._overlay.set_side(side)
        self._overlay.setVisible((everywhere or left or right) and not self._overlay_hidden)


def _slices(box: QRect) -> tuple[slice, slice]:
    left, top, width, height = box.getRect()
    return slice(top, top + height), slice(left, left + width)


def covering(picture: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """Scale a picture evenly until it covers width x height pixels, and cut the middle out."""
    if picture.shape[:2] == (height, width):
        return np.ascontiguousarray(picture)
    scale = max(width / picture.shape[1], height / picture.shape[0])
    crop_width = min(picture.shape[1], max(1, round(width / scale)))
    crop_height = min(picture.shape[0], max(1, round(height / scale)))
    left, top = (picture.shape[1] - crop_width) // 2, (picture.shape[0] - crop_height) // 2
    crop = np.ascontiguousarray(picture[top : top + crop_height, left : left + crop_width])
    return cv2.resize(crop, (width, height), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
