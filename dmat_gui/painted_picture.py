"""A picture, its trimap and the history of what was painted: the half of the document that is there from
the start. No widgets.

The trimap is a live array that is painted in place. A gesture goes

    document.begin_edit("Paint foreground")
    area = document.touch(QRect(...))        # before writing: keeps what stands there
    document.trimap[...] = ...
    document.painted(area)                   # after writing: the views redraw that box
    document.end_edit()                      # one undo step
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRect, Signal

from core.errors import TrimapError
from core.imaging.picture import Picture
from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN
from dmat_gui.canvas.display import display_pixels
from dmat_gui.history import DEFAULT_BYTE_CAP, Box, Change, TileHistory

TRIMAP_LAYER = "trimap"
_IS_OTHER = np.isin(np.arange(256), (BACKGROUND, UNKNOWN, FOREGROUND), invert=True).astype(np.uint8)


class PaintedPicture(QObject):
    """The picture and its trimap. Everything that a person does to them can be undone."""

    picture_changed = Signal()
    """Another picture, or none: everything else is new too."""
    trimap_changed = Signal(QRect)
    """The trimap was painted inside this box of pixels."""
    history_changed = Signal()
    view_layer_changed = Signal(str)
    """Undo or redo changed this layer, as "trimap" or "alpha": show it."""
    clean_changed = Signal(bool)
    """True when closing would lose nothing."""

    _picture: Picture | None
    _path: Path | None
    _display_image: NDArray[np.uint8] | None
    _trimap: NDArray[np.uint8] | None

    def __init__(self, parent: QObject | None = None, *, history_bytes: int = DEFAULT_BYTE_CAP) -> None:
        super().__init__(parent)
        self._history = TileHistory(history_bytes)
        self._was_clean = True
        self._forget()

    def set_history_bytes(self, most: int) -> None:
        """Let the undo history take so many bytes; with fewer, the next change forgets the oldest ones."""
        self._history.byte_cap = most

    # ---- the picture -----------------------------------------------------------------------------

    def open_picture(
        self,
        picture: Picture,
        trimap: NDArray[np.uint8] | None = None,
        path: Path | None = None,
        display_image: NDArray[np.uint8] | None = None,
    ) -> None:
        """Start afresh with `picture`, all unknown unless a `trimap` (H x W of 0, 128, 255) is given.

        `display_image` is what `display_pixels` makes of the picture, where that has been done already.
        Raises TrimapError, leaving the document as it was, if the trimap does not go with the picture.
        """
        shape = (picture.height, picture.width)
        if trimap is not None:
            _check_trimap_array(trimap, shape)
        if display_image is None:
            display_image = display_pixels(picture)
        self._forget()
        self._picture = picture
        self._path = path if path is not None else picture.path
        self._display_image = display_image
        self._trimap = np.full(shape, UNKNOWN, np.uint8) if trimap is None else np.array(trimap, order="C")
        self._history.bind(TRIMAP_LAYER, self._trimap)
        self._announce_new()

    def close(self) -> None:
        """Go back to having no picture."""
        self._forget()
        self._announce_new()

    @property
    def picture(self) -> Picture | None:
        """The picture as it was read, in its own depth; None when nothing is open."""
        return self._picture

    @property
    def path(self) -> Path | None:
        """The file that the picture came from, if any."""
        return self._path

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, (0, 0) without a picture."""
        return self._picture.size if self._picture is not None else (0, 0)

    @property
    def rect(self) -> QRect:
        """The whole picture as a box."""
        return QRect(0, 0, *self.size)

    @property
    def display_image(self) -> NDArray[np.uint8] | None:
        """H x W x 3 uint8 sRGB, contiguous: what the canvas draws."""
        return self._display_image

    def frozen_request(self) -> tuple[Picture, NDArray[np.uint8]] | None:
        """Return the picture and a copy of the trimap for a job, so that painting can go on."""
        if self._picture is None or self._trimap is None:
            return None
        return self._picture, self._trimap.copy()

    # ---- painting --------------------------------------------------------------------------------

    @property
    def trimap(self) -> NDArray[np.uint8] | None:
        """The live H x W trimap, strictly 0, 128 and 255: write to it only within an edit."""
        return self._trimap

    @property
    def is_editing(self) -> bool:
        """True between `begin_edit` and `end_edit` or `cancel_edit`."""
        return self._history.is_open

    def begin_edit(self, text: str, layer: str = TRIMAP_LAYER) -> None:
        """Start a gesture on a layer that becomes one undo step called `text`."""
        if self._picture is None:
            raise RuntimeError(f"“{text}” without a picture")
        self._history.begin(text, layer)

    def touch(self, rect: QRect) -> QRect:
        """Keep what stands in `rect` before it is painted; return its part inside the picture."""
        inside = rect.intersected(self.rect)
        if inside.isValid():
            self._history.touch(Box(*inside.getRect()))
        return inside

    def painted(self, rect: QRect) -> None:
        """Say that `rect` has been painted."""
        inside = rect.intersected(self.rect)
        if inside.isValid():
            self._layer_painted(self._history.open_layer, inside)

    def end_edit(self) -> None:
        """End the gesture; one that changed nothing leaves no undo step. Without memory, it is cancelled."""
        try:
            box = self._history.commit()
        except MemoryError:
            self.cancel_edit()  # what is painted can be undone, or it is not painted
            raise
        if box is not None:
            self._after_history()

    def cancel_edit(self) -> None:
        """End the gesture and restore what it painted over."""
        layer, box = self._history.open_layer, self._history.rollback()
        if box is not None:
            self._layer_painted(layer, QRect(*box))

    def set_trimap(self, trimap: NDArray[np.uint8], text: str = "") -> None:
        """Replace the trimap as one undo step, "Load a trimap" or `text`.

        Raises TrimapError if it does not go with the picture.
        """
        width, height = self.size
        _check_trimap_array(trimap, (height, width))
        self.finish_edit()
        self.begin_edit(text or self.tr("Load a trimap"))
        self.touch(self.rect)
        self._trimap[:] = trimap
        self.painted(self.rect)
        self.end_edit()

    def finish_edit(self) -> None:
        """End the gesture if one is open, so that something else can be done."""
        if self._history.is_open:
            self.end_edit()

    # ---- history -----------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """True when `undo` would do something."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """True when `redo` would do something."""
        return self._history.can_redo

    @property
    def undo_text(self) -> str:
        """What undo would take back, "" if nothing."""
        return self._history.undo_text

    @property
    def redo_text(self) -> str:
        """What redo would bring back, "" if nothing."""
        return self._history.redo_text

    @property
    def history(self) -> TileHistory:
        """The history itself, for reading."""
        return self._history

    def undo(self) -> None:
        """Take back the last step; a gesture under way is ended first."""
        self.finish_edit()
        self.go_to(self._history.position - 1)

    def redo(self) -> None:
        """Bring back the step undone last."""
        self.finish_edit()
        self.go_to(self._history.position + 1)

    def go_to(self, position: int) -> None:
        """Undo or redo until `position` steps are in force, as far as there are so many."""
        self.finish_edit()
        self._apply(self._history.go_to(position))

    @property
    def is_clean(self) -> bool:
        """True while nothing would be lost by closing."""
        return self.trimap_is_saved

    @property
    def trimap_is_saved(self) -> bool:
        """True while the trimap is as it was opened or last saved, by undo and redo too."""
        return self.trimap_serial == self._saved_serial

    @property
    def trimap_serial(self) -> int:
        """A number for the trimap as it is after the last gesture: another one once it has changed."""
        return self._history.serial(TRIMAP_LAYER)

    def mark_trimap_saved(self) -> None:
        """Take the present trimap as the saved one."""
        self._saved_serial = self.trimap_serial
        self._announce_clean()

    # ---- for the half that has the runs ------------------------------------------------------------

    def _forget(self) -> None:
        """Have no picture and no past."""
        self._history.clear()
        self._saved_serial = 0
        self._picture = None
        self._path = None
        self._display_image = None
        self._trimap = None

    def _announce_new(self) -> None:
        """Tell everyone that the picture is another one."""
        self.picture_changed.emit()
        self.history_changed.emit()
        self._announce_clean()

    def _announce_clean(self) -> None:
        clean = self.is_clean
        if clean != self._was_clean:
            self._was_clean = clean
            self.clean_changed.emit(clean)

    def _after_history(self) -> None:
        """An entry was made, undone or redone."""
        self.history_changed.emit()
        self._announce_clean()

    def _layer_painted(self, _layer: str, rect: QRect) -> None:
        """A layer is another one inside `rect`; here there is the trimap alone."""
        self.trimap_changed.emit(rect)

    def _put_in_force(self, value: object) -> None:
        """Undo or redo came upon a value instead of painted tiles."""
        raise NotImplementedError(f"nothing here is a {type(value).__name__}")

    def _apply(self, changes: list[Change]) -> None:
        """Tell what undoing or redoing these has changed."""
        values: dict[str, object] = {}
        for change in changes:
            if change.box is not None:
                self._layer_painted(change.layer, QRect(*change.box))
            else:
                values.pop(change.layer, None)  # of several, only the last is in force, and in its turn
                values[change.layer] = change.value
        for value in values.values():
            self._put_in_force(value)
        if changes:
            self._after_history()
            self.view_layer_changed.emit(changes[-1].layer)


def _check_trimap_array(trimap: NDArray[np.uint8], shape: tuple[int, int]) -> None:
    if trimap.dtype != np.uint8 or trimap.shape != shape:
        size = " × ".join(str(side) for side in trimap.shape[::-1])
        raise TrimapError(
            f"The trimap is {size} ({trimap.dtype}) and the picture {shape[1]} × {shape[0]}: "
            "use a trimap made for this picture."
        )
    if cv2.countNonZero(cv2.LUT(trimap, _IS_OTHER)):
        other = trimap[_IS_OTHER[trimap] > 0][0]
        raise TrimapError(f"The trimap holds the value {other}; only 0, 128 and 255 mean something in it.")
