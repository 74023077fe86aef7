"""What a decoder finds in a file before it becomes a picture or a trimap, and which metadata are kept."""

from __future__ import annotations

import logging
import struct
import zlib
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from core.errors import PictureError

log = logging.getLogger(__name__)

# OpenCV's decoders stop at the same number; a larger picture would not fit in memory in any case.
MAX_PIXELS = 2**30
# Pillow would refuse pictures of 179 megapixels, which cameras and scanners do make; `check_size` guards us.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

# On damaged data, decoders raise whatever comes of it.
DECODER_ERRORS = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RuntimeError,
    EOFError, MemoryError, struct.error, zlib.error, cv2.error,
)  # fmt: skip

_ORIENTATION = 274
# Tags that describe the photograph. All others describe how the file stores it, which no longer holds.
_KEPT_TAGS = {270, 271, 272, 282, 283, 296, 305, 306, 315, 316, 18246, 33432, 34665, 34853}


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


def check_size(width: int, height: int) -> None:
    """Raise PictureError if a header names an empty size or more than MAX_PIXELS."""
    if width < 1 or height < 1 or width * height > MAX_PIXELS:
        raise PictureError(f"{width} × {height} is not between 1 and {MAX_PIXELS:,} pixels")


def load_exif(source: Image.Image | bytes) -> tuple[bytes | None, int]:
    """Return what is kept of the EXIF metadata, with orientation 1, and the orientation found (1 to 8).

    source: an image that Pillow has loaded, or the bytes of a TIFF file, whose tags are EXIF's.
    Metadata that cannot be understood are dropped, with a warning in the log: the pixels still count.
    """
    orientation = 1
    try:
        if isinstance(source, bytes):
            exif = Image.Exif()
            exif.load(source)
        else:
            exif = source.getexif()
        orientation = exif.get(_ORIENTATION, 1)
        for tag in set(exif) - _KEPT_TAGS - {_ORIENTATION}:
            del exif[tag]
        if len(exif):
            exif[_ORIENTATION] = 1
        kept = exif.tobytes() if len(exif) else None
    except DECODER_ERRORS as error:
        log.warning("The picture's EXIF metadata cannot be kept: %s", error)
        kept = None
    return kept, orientation if orientation in range(1, 9) else 1


def turn_upright(samples: np.ndarray, orientation: int) -> np.ndarray:
    """Return H×W or H×W×C `samples`, mirrored and turned as the EXIF orientation (1 to 8) asks."""
    if orientation >= 5:
        samples = samples.swapaxes(0, 1)
    if orientation in (3, 4, 7, 8):
        samples = samples[::-1]
    if orientation in (2, 3, 6, 7):
        samples = samples[:, ::-1]
    return np.ascontiguousarray(samples)
