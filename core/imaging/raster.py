"""What a decoder finds in a file before it becomes a picture or a trimap."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

import cv2
import numpy as np
import psutil
from PIL import Image

from core.errors import PictureError

# OpenCV's decoders stop at the same number; a larger picture would not fit in memory in any case.
MAX_PIXELS = 2**30
MAX_DEFLATED = 1040  # deflating makes nothing smaller than this share
# Pillow by itself refuses 179 megapixels, which cameras and scanners do make.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

# On damaged data, decoders raise whatever comes of it.
DECODER_ERRORS = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, AssertionError,
    RuntimeError, EOFError, BufferError, struct.error, zlib.error, cv2.error,
)  # fmt: skip


class TooLargeError(PictureError):
    """A picture has more pixels than what can be read here."""


class NoRoomError(PictureError):
    """A picture needs more memory than is free."""


@dataclass(frozen=True, eq=False)
class Raster:
    """Decoded samples as they are stored, not yet turned upright.

    colour: H×W×1 (grey) or H×W×3 (RGB); uint8, uint16, or float32 (scene-linear, straight).
    alpha: H×W in the same depth, straight, or None.
    icc: the embedded colour profile, or None.
    exif: the metadata that are kept, their orientation set to 1, or None.
    orientation: 1 to 8, as EXIF counts them: how the samples must be turned.
    """

    colour: np.ndarray
    alpha: np.ndarray | None = None
    icc: bytes | None = None
    exif: bytes | None = None
    orientation: int = 1


def check_size(width: int, height: int, pixel: int) -> None:
    """See whether a picture of the size that a header names can be decoded.

    pixel: bytes that a pixel takes at most, all copies together, until its picture is there.
    Raises ValueError for an empty size, as damage does, TooLargeError for more than MAX_PIXELS, and
    NoRoomError for more than the free memory.
    """
    if width < 1 or height < 1:
        raise ValueError(f"{width} × {height} pixels")
    if width * height > MAX_PIXELS:
        raise TooLargeError(f"{width} × {height} is more than {MAX_PIXELS:,} pixels")
    needed, free = width * height * pixel, psutil.virtual_memory().available
    if needed > free:
        needed_gb, free_gb = needed / 1e9, free / 1e9
        raise NoRoomError(
            f"{width} × {height} pixels need {needed_gb:.1f} GB of memory, and {free_gb:.1f} GB are free"
        )


def turn_upright(samples: np.ndarray, orientation: int) -> np.ndarray:
    """Return H×W or H×W×C `samples`, mirrored and turned as the EXIF orientation (1 to 8) asks."""
    if orientation >= 5:
        samples = samples.swapaxes(0, 1)
    if orientation in (3, 4, 7, 8):
        samples = samples[::-1]
    if orientation in (2, 3, 6, 7):
        samples = samples[:, ::-1]
    return np.ascontiguousarray(samples)
