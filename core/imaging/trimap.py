"""Trimaps: strictly 0 background, 128 unknown, 255 foreground."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from core.errors import PictureError, TrimapError
from core.imaging.reading import read_grey

BACKGROUND = np.uint8(0)
UNKNOWN = np.uint8(128)
FOREGROUND = np.uint8(255)

# On the 8-bit scale; anti-aliased and JPEG-compressed trimaps hold values between the three.
_BACKGROUND_UP_TO = 85
_FOREGROUND_FROM = 170


def snap_trimap(grey: np.ndarray) -> tuple[np.ndarray, int]:
    """Return `grey` as a trimap (uint8 H×W, strictly 0, 128 or 255), and how many pixels were moved there.

    grey: H×W bool, uint8, uint16 or float in [0, 1]; other integers count as 8-bit values.
    On the 8-bit scale, values up to 85 become background, from 170 foreground, the rest unknown.
    A middle grey that differs from 128 by rounding only (127 to 129) does not count as moved.
    Raises TrimapError for another shape, floats outside [0, 1] or NaN, and integers outside 0 to 255.
    """
    if grey.ndim != 2:
        raise TrimapError(f"A trimap must be height × width, not {' × '.join(map(str, grey.shape))}.")
    if grey.dtype.kind in "fi" or grey.dtype.itemsize > 2:
        full = 1 if grey.dtype.kind == "f" else 255
        if grey.size and not (grey.min() >= 0 and grey.max() <= full):
            raise TrimapError(
                f"The trimap holds values from {grey.min():g} to {grey.max():g}: "
                f"they must lie between 0 and {full}."
            )
        grey = grey.astype(np.float32 if full == 1 else np.uint8)
    per_level = {"f": 1 / 255, "b": 1 / 255, "u": 257 if grey.dtype.itemsize == 2 else 1}[grey.dtype.kind]
    trimap = np.full(grey.shape, UNKNOWN)
    # A 16-bit value or a float between two 8-bit levels belongs to the nearer one.
    trimap[grey < (_BACKGROUND_UP_TO + 0.5) * per_level] = BACKGROUND
    trimap[grey >= (_FOREGROUND_FROM - 0.5) * per_level] = FOREGROUND
    same = ((trimap == BACKGROUND) & (grey == 0)) | ((trimap == FOREGROUND) & (grey == 255 * per_level))
    same |= (grey > 126.5 * per_level) & (grey < 129.5 * per_level)
    return trimap, int(trimap.size - np.count_nonzero(same))


def read_trimap(path: str | Path, size: tuple[int, int] | None = None) -> tuple[np.ndarray, str | None]:
    """Read a trimap file, snapped to 0, 128 and 255.

    size: (width, height) that it must have, or None for any.
    Returns the trimap (uint8 H×W) and, if values were snapped, a sentence that says so.
    Raises TrimapError if the file cannot be read or has another size.
    """
    path = Path(path)
    try:
        grey = read_grey(path)
    except PictureError as error:
        raise TrimapError(str(error)) from error
    return trimap_of(grey, path.name, size)


def trimap_of(
    grey: np.ndarray, name: str, size: tuple[int, int] | None = None, picture: str = "the picture"
) -> tuple[np.ndarray, str | None]:
    """Return `grey` as `read_trimap` returns a file's; `name` stands for it, `picture` for the
    picture that it is for, in what is said.

    Raises TrimapError as `snap_trimap` does, and for another size.
    """
    try:
        trimap, snapped = snap_trimap(grey)
    except TrimapError as error:
        raise TrimapError(f"{name} is not a trimap. {error}") from error
    if size is not None:
        check_size(trimap, size, name, picture)
    if not snapped:
        return trimap, None
    share = 100 * snapped / trimap.size
    note = (
        f"{name} holds values besides 0, 128 and 255 ({snapped:,} pixels, {share:.2g} %): up to "
        f"{_BACKGROUND_UP_TO} became background, from {_FOREGROUND_FROM} foreground, the rest unknown."
    )
    return trimap, note


def check_trimap(trimap: np.ndarray, size: tuple[int, int]) -> None:
    """Raise TrimapError unless `trimap` can be matted with.

    It must be uint8 of 0, 128 and 255, have `size` (width, height), and hold both foreground and background.
    """
    if trimap.ndim != 2 or trimap.dtype != np.uint8:
        raise TrimapError(f"A trimap must be uint8 of height × width, not {trimap.dtype} of {trimap.shape}.")
    check_size(trimap, size, "The trimap")
    # OpenCV counts bytes as they are; numpy would make eight of each.
    counts = cv2.calcHist([trimap], [0], None, [256], [0, 256])
    others = [
        int(value) for value in np.flatnonzero(counts) if value not in (BACKGROUND, UNKNOWN, FOREGROUND)
    ]
    if others:
        raise TrimapError(
            f"The trimap holds the value {others[0]}; only 0 (background), 128 (unknown) and 255 "
            "(foreground) are allowed."
        )
    missing = missing_class(trimap)
    if missing in ("foreground", "background"):
        raise TrimapError(f"The trimap has no {missing}: paint some pixels that are surely {missing}.")


def missing_class(trimap: np.ndarray) -> Literal["foreground", "background", "unknown"] | None:
    """Return the first of foreground, background and unknown that `trimap` has no pixel of, or None."""
    if not (trimap == FOREGROUND).any():
        return "foreground"
    if not (trimap == BACKGROUND).any():
        return "background"
    return None if (trimap == UNKNOWN).any() else "unknown"


def unknown_mask(trimap: np.ndarray) -> np.ndarray:
    """Return bool H×W, True where the trimap leaves alpha open."""
    return trimap == UNKNOWN


def known_mask(trimap: np.ndarray) -> np.ndarray:
    """Return bool H×W, True where the trimap says foreground or background."""
    return trimap != UNKNOWN


def unknown_fraction(trimap: np.ndarray) -> float:
    """Return the share of unknown pixels, 0 to 1."""
    return np.count_nonzero(trimap == UNKNOWN) / trimap.size


def much_unknown(trimap: np.ndarray) -> str:
    """Return a warning where more than half is unknown, else ""."""
    share = unknown_fraction(trimap)
    words = f"{100 * share:.0f} % of the picture is unknown. Slow and less exact: paint more."
    return words if share > 0.5 else ""


def trimap_tensor_value(trimap: np.ndarray) -> np.ndarray:
    """Return the trimap as the networks take it: float32 0, 128/255 and 1."""
    return trimap / np.float32(255)


def check_size(trimap: np.ndarray, size: tuple[int, int], name: str, picture: str = "the picture") -> None:
    """Raise TrimapError, naming both, unless the trimap or mask has the picture's `size` (width, height)."""
    if trimap.shape != (size[1], size[0]):
        raise TrimapError(
            f"{name} is {trimap.shape[1]} × {trimap.shape[0]} pixels and {picture} is {size[0]} × {size[1]}: "
            "open the one made for this picture, or scale it to the picture's size."
        )
