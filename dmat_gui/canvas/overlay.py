"""The trimap over the picture: foreground and background tinted, unknown left clear within an outline."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from core.imaging.auto_trimap import trimap_at
from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN
from dmat_gui.canvas.layer_item import ScreenItem
from dmat_gui.canvas.sampling import ScreenGrid, sample_nearest

FOREGROUND_COLOUR = QColor("#0072B2")
BACKGROUND_COLOUR = QColor("#D55E00")
OPACITY = 0.4

# Indices of the colour table that no trimap holds: the two lines of the outline.
INNER_LINE, OUTER_LINE = 1, 2
INNER_COLOUR, OUTER_COLOUR = QColor(255, 255, 255, 210), QColor(0, 0, 0, 170)


class OverlayItem(ScreenItem):
    """Draws the trimap's classes on the screen's pixels through a colour table of 256 entries.

    The trimap is read as it is, where it has to be drawn: nothing is rebuilt when it is painted, recolouring
    costs nothing. The outline is found there too: two thin lines, one light and one dark, at every zoom.
    """

    def __init__(self) -> None:
        super().__init__(QImage.Format.Format_Indexed8, ())
        self._trimap: NDArray[np.uint8] | None = None
        self._preview: TrimapPreview | None = None
        self._table: list[int] = []
        self._line = 1
        self.set_colours(FOREGROUND_COLOUR, BACKGROUND_COLOUR, OPACITY)

    def set_trimap(self, trimap: NDArray[np.uint8] | None) -> None:
        """Show this live array (H x W), or nothing."""
        self._trimap = trimap
        self._preview = None
        self.set_size(*((0, 0) if trimap is None else trimap.shape[::-1]))

    @property
    def preview(self) -> TrimapPreview | None:
        """The trimap shown in place of the picture's own, if any."""
        return self._preview

    def set_preview(self, preview: TrimapPreview | None) -> None:
        """Show a trimap that might be made, in place of the picture's own; None: its own."""
        self._preview = preview
        self.refresh()

    def set_colours(self, foreground: QColor, background: QColor, opacity: float) -> None:
        """Tint with these colours, `opacity` from 0 (only the outline) to 1."""
        table = [QColor(0, 0, 0, 0).rgba()] * 256
        for value, colour in ((FOREGROUND, foreground), (BACKGROUND, background)):
            tint = QColor(colour)
            tint.setAlphaF(min(max(opacity, 0.0), 1.0))
            table[value] = tint.rgba()
        table[INNER_LINE], table[OUTER_LINE] = INNER_COLOUR.rgba(), OUTER_COLOUR.rgba()
        self._table = table
        self.update()

    @property
    def reach(self) -> int:
        """The outline lies as far beyond the pixels that make it."""
        return self._line + 1

    def colour_table(self) -> list[int]:
        """The tints and the outline's lines."""
        return self._table

    def compose_box(self, grid: ScreenGrid, ratio: float) -> NDArray[np.uint8]:
        """Return the classes and lines as indices into the colour table."""
        self._line = max(1, round(ratio))
        source = self._trimap if self._preview is None else self._preview
        return overlay_codes(source, grid, self._line)


class TrimapPreview(NamedTuple):
    """A trimap as `trimap_at` would make it, computed only where it is looked at.

    distance: H x W int16 of `edge_distance`.  inner, outer: the band's widths in pixels.
    """

    distance: NDArray[np.int16]
    inner: int
    outer: int

    def sample(self, grid: ScreenGrid) -> NDArray[np.uint8]:
        """Return the class under each screen pixel of the box."""
        return trimap_at(sample_nearest(self.distance, grid), self.inner, self.outer)


def overlay_codes(
    source: NDArray[np.uint8] | TrimapPreview, grid: ScreenGrid, line: int
) -> NDArray[np.uint8]:
    """Return, for each screen pixel of the box, the class under it or a line of the unknown region's outline.

    line: how wide each of the two lines is, in screen pixels. The picture's own border gets no outline.
    """
    grown = grid.grown(line)
    around = source.sample(grown) if isinstance(source, TrimapPreview) else sample_nearest(source, grown)
    unknown = (around == UNKNOWN).view(np.uint8)
    kernel = np.ones((2 * line + 1, 2 * line + 1), np.uint8)
    inner = cv2.erode(unknown, kernel) != unknown
    outer = cv2.dilate(unknown, kernel) != unknown
    around[inner] = INNER_LINE
    around[outer] = OUTER_LINE
    return around[line:-line, line:-line]
