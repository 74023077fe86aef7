"""Scene items that are composed pixel by pixel of the screen: the base of them, and the picture itself."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColorTransform, QImage, QPainter, QRegion, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from dmat_gui.canvas.display import wrap
from dmat_gui.canvas.sampling import ScreenGrid
from dmat_gui.canvas.views import CHECKER_CELL, Layers, View, compose


class ScreenItem(QGraphicsItem):
    """An item of the picture's size that composes the exposed box, and no more, on the screen's own pixels.

    What was composed is kept for as long as it stays where it is: the brush's ring moves over it for nothing.
    """

    def __init__(self, image_format: QImage.Format, pixel: tuple[int, ...]) -> None:
        """Take the format of what `compose_box` makes, and the shape of a pixel of it: () or (4,)."""
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._size = QSize(0, 0)
        self._format = image_format
        self._cache = np.zeros((0, 0, *pixel), np.uint8)
        self._place: tuple[float, float, float] | None = None
        self._valid = QRegion()
        self._side: tuple[int, int] | None = None

    def set_side(self, side: tuple[int, int] | None) -> None:
        """Draw only between two columns of the viewport, in desktop pixels; None: everywhere."""
        if side != self._side:
            self._side = side
            self.update()

    def set_size(self, width: int, height: int) -> None:
        """Set the picture's size in pixels, (0, 0) for none."""
        self.prepareGeometryChange()
        self._size = QSize(width, height)
        self.refresh()

    def boundingRect(self) -> QRectF:
        """The picture."""
        return QRectF(0, 0, self._size.width(), self._size.height())

    def refresh(self) -> None:
        """Compose everything afresh."""
        self._valid = QRegion()
        self.update()

    def refresh_box(self, rect: QRectF) -> None:
        """Compose a box of picture pixels afresh, and what it changes just beside it."""
        if self._place is None:
            return
        scale, origin_x, origin_y = self._place
        on_screen = QTransform(scale, 0, 0, scale, origin_x, origin_y).mapRect(rect).toAlignedRect()
        reach = self.reach + 1
        self._valid -= QRegion(on_screen.adjusted(-reach, -reach, reach, reach))
        self.update(rect.adjusted(-reach / scale, -reach / scale, reach / scale, reach / scale))

    @property
    def reach(self) -> int:
        """How many screen pixels beyond itself a picture pixel shows."""
        return 1

    def compose_box(self, grid: ScreenGrid, ratio: float) -> NDArray[np.uint8]:
        """Return the box as an image's pixels; `ratio` device pixels are one of the desktop's."""
        raise NotImplementedError

    def colour_table(self) -> list[int]:
        """Return the colours of an indexed format."""
        return []

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Compose what of the exposed box is not there yet, and draw it."""
        ratio = painter.device().devicePixelRatioF()
        grid = screen_grid(painter.worldTransform(), option.exposedRect, ratio)
        grid = grid.within(self._size.width(), self._size.height())
        if grid.is_empty:
            return
        self._make_room(grid)
        box = QRect(grid.left, grid.top, grid.width, grid.height)
        missing = QRegion(box) - self._valid
        if not missing.isEmpty():
            part = missing.boundingRect()
            left, top, width, height = part.getRect()
            composed = self.compose_box(grid.moved(left, top, width, height), ratio)
            self._cache[top : top + height, left : left + width] = composed
            self._valid += part
        image = wrap(self._cache, self._format)
        image.setColorTable(self.colour_table())
        painter.save()
        # Everything is on the device's pixels already: nothing is scaled on the way.
        painter.setWorldTransform(QTransform.fromScale(1 / ratio, 1 / ratio))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        if self._side is not None:
            left, right = (round(column * ratio) for column in self._side)
            box &= QRect(left, box.top(), right - left, box.height())
        painter.drawImage(box.topLeft(), image, box)
        painter.restore()

    def _make_room(self, grid: ScreenGrid) -> None:
        """Fit the cache to the box; at another place or zoom, it holds nothing of use."""
        place = (grid.scale, grid.origin_x, grid.origin_y)
        if place != self._place:
            self._place = place
            self._valid = QRegion()
        right, bottom = grid.left + grid.width, grid.top + grid.height
        if right > self._cache.shape[1] or bottom > self._cache.shape[0]:
            height, width = max(bottom, self._cache.shape[0]), max(right, self._cache.shape[1])
            # Rows of whole words, as QImage wants them.
            self._cache = np.zeros((height, -(-width // 4) * 4, *self._cache.shape[2:]), np.uint8)
            self._valid = QRegion()


class PictureItem(ScreenItem):
    """The picture, or the view that stands for it; or two views, with a divider between them."""

    def __init__(self, layers: Layers) -> None:
        super().__init__(QImage.Format.Format_RGB32, (4,))
        self.layers = layers
        self.view = View.TRIMAP_OVERLAY
        self.other_view: View | None = None  # at the right of the divider
        self._divider = 0
        self._ratio = 1.0
        self._monitor: QColorTransform | None = None

    def set_monitor(self, monitor: QColorTransform | None) -> None:
        """Show colours as this makes them of sRGB; None: as they are."""
        self._monitor = monitor
        self.refresh()

    def set_divider(self, column: int) -> None:
        """Put the divider at a column of the viewport, in desktop pixels; what it passed over is composed."""
        passed = QRect(min(column, self._divider), 0, abs(column - self._divider), 1 << 16)
        self._divider = column
        if self._place is None or self.other_view is None or passed.isEmpty():
            return
        scale, origin_x, origin_y = self._place
        ratio = self._ratio
        on_device = QRectF(passed.x() * ratio, 0, passed.width() * ratio, passed.height())
        self.refresh_box(QTransform(scale, 0, 0, scale, origin_x, origin_y).inverted()[0].mapRect(on_device))

    def compose_box(self, grid: ScreenGrid, ratio: float) -> NDArray[np.uint8]:
        """Return the view's pixels as blue, green, red, filler."""
        self._ratio = ratio
        self.layers.checker_cell = max(1, round(CHECKER_CELL * ratio))
        at = grid.width
        if self.other_view is not None:
            at = min(max(round(self._divider * ratio) - grid.left, 0), grid.width)
        left = grid.moved(grid.left, grid.top, at, grid.height)
        right = grid.moved(grid.left + at, grid.top, grid.width - at, grid.height)
        sides = [(self.view, left), (self.other_view, right)]
        parts = [compose(view, self.layers, side) for view, side in sides if not side.is_empty]
        composed = cv2.cvtColor(np.ascontiguousarray(np.hstack(parts)), cv2.COLOR_RGB2BGRA)
        return composed if self._monitor is None else _converted(composed, self._monitor)


def _converted(composed: NDArray[np.uint8], monitor: QColorTransform) -> NDArray[np.uint8]:
    """The pixels as a monitor wants them; only what is composed afresh is converted."""
    image = wrap(composed, QImage.Format.Format_RGB32).colorTransformed(monitor)
    return np.frombuffer(image.constBits(), np.uint8).reshape(composed.shape).copy()


def screen_grid(transform: QTransform, exposed: QRectF, ratio: float) -> ScreenGrid:
    """Return the device pixels around `exposed`, a box of the scene that `transform` brings on screen."""
    scale = transform.m11() * ratio
    origin_x, origin_y = transform.dx() * ratio, transform.dy() * ratio
    left = max(0, math.floor(exposed.left() * scale + origin_x) - 1)
    top = max(0, math.floor(exposed.top() * scale + origin_y) - 1)
    right = math.ceil(exposed.right() * scale + origin_x) + 1
    bottom = math.ceil(exposed.bottom() * scale + origin_y) + 1
    return ScreenGrid(left, top, right - left, bottom - top, scale, origin_x, origin_y)
