"""What lies on the clipboard, made a picture or a trimap on the worker."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP, QBuffer, QIODevice
from PySide6.QtGui import QImage

from core.errors import PictureError
from core.imaging.reading import decode_grey, decode_picture
from core.imaging.trimap import trimap_of
from dmat_gui.canvas.display import display_pixels
from dmat_gui.jobs import JobContext
from dmat_gui.tasks import OpenedPicture

_OPEN = QT_TRANSLATE_NOOP("core", "the open picture")
_NAME = QT_TRANSLATE_NOOP("core", "The picture on the clipboard")


@dataclass(frozen=True)
class PastedTrimap:
    """A trimap that was pasted, and what was said of it."""

    trimap: np.ndarray
    note: str | None = None


@dataclass(frozen=True, eq=False)
class Paste:
    """Reads the clipboard's picture: gives a `PastedTrimap` or an `OpenedPicture` without a path.

    content: a PNG as it was copied, with all of its depth and its profile, or an image of Qt's.
    size: (width, height) of the picture that is open, None without one.
    as_trimap: it is one whatever it looks like; else only where it has the size and the three values of one,
        and no transparency.
    """

    content: bytes | QImage
    size: tuple[int, int] | None = None
    as_trimap: bool = False
    title: str = field(default=QT_TRANSLATE_NOOP("core", "Pasting"), init=False)

    def run(self, context: JobContext) -> OpenedPicture | PastedTrimap:
        data = self.content if isinstance(self.content, bytes) else _as_png(self.content)
        if self.size is not None:
            grey = decode_grey(data, _NAME)
            if self.as_trimap:
                return PastedTrimap(*trimap_of(grey, _NAME, self.size, _OPEN))
        picture = decode_picture(data, _NAME)
        # What is transparent somewhere is a cut-out, however few colours it has.
        if self.size is not None and picture.alpha is None and _is_trimap(grey, self.size):
            return PastedTrimap(*trimap_of(grey, _NAME, self.size))
        return OpenedPicture(picture, None, display_pixels(picture))


def _as_png(image: QImage) -> bytes:
    """An image as a file's content, so that there is one way to read them all."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # Quality 100 is the least effort: the file is read at once and kept nowhere.
    if image.isNull() or not image.save(buffer, "PNG", 100):
        raise PictureError(f"{_NAME} cannot be read: save it as a file and open that.")
    return bytes(buffer.data())


def _is_trimap(grey: np.ndarray, size: tuple[int, int]) -> bool:
    """Whether it has the picture's size, and no other values than a trimap or a mask has."""
    if grey.shape != (size[1], size[0]) or grey.dtype.kind == "f":
        return False
    levels = np.flatnonzero(np.bincount(grey.ravel()[:: max(1, grey.size // 10000)]))
    if not np.isin(levels, _LEVELS[grey.dtype.itemsize]).all():  # a quick look first
        return False
    return bool(np.isin(grey, _LEVELS[grey.dtype.itemsize]).all())


_LEVELS = {1: (0, 127, 128, 129, 255), 2: (0, 127 * 257, 0x8000, 128 * 257, 0xFFFF)}
"""What counts as one of the three values, by bytes per value."""
