"""What a file of a picture will hold: samples in the depth of the file, and what goes with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from core.errors import PictureError
from core.imaging.colour import from_unit, linear_to_srgb, srgb_to_linear, to_unit
from core.imaging.encoding import JPEG_SUFFIXES
from core.imaging.exr import HALF_MAX
from core.imaging.profiles import rgb_to_srgb

Depth = Literal[8, 16, "half", "float"]

_DTYPES: dict[Depth, type] = {8: np.uint8, 16: np.uint16, "half": np.float16, "float": np.float32}
_DEPTHS: dict[str, tuple[Depth, ...]] = {
    ".png": (8, 16),
    ".tif": (8, 16, "half", "float"),
    ".tiff": (8, 16, "half", "float"),
    ".webp": (8,),
    ".jpg": (8,),
    ".jpeg": (8,),
    ".exr": ("half", "float"),
}
WRITABLE_SUFFIXES: tuple[str, ...] = tuple(_DEPTHS)


@dataclass(frozen=True, eq=False)
class Contents:
    """A file's samples, H×W×1 (grey, or alpha alone), ×3 (RGB) or ×4 (RGBA), exactly as they will be stored.

    suffix: the kind of file, in lower case. icc, exif: kept where the kind has a place for them.
    associated: whether the colours are multiplied with the alpha, for kinds that say so.
    """

    samples: np.ndarray
    suffix: str
    icc: bytes | None = None
    exif: bytes | None = None
    associated: bool = False


def depths_for(path: str | Path) -> tuple[Depth, ...]:
    """Return the depths that the file's ending allows. Raises PictureError for an ending not written here."""
    suffix = Path(path).suffix.lower()
    if suffix not in _DEPTHS:
        raise PictureError(
            f"{Path(path).name} cannot be written: its ending must be one of {', '.join(WRITABLE_SUFFIXES)}."
        )
    return _DEPTHS[suffix]


def alpha_contents(name: str | Path, alpha: np.ndarray, depth: Depth, exif: bytes | None = None) -> Contents:
    """Return what `write_alpha` writes; `name` is the file's."""
    path = Path(name)
    _check_depth(path, depth)
    suffix = path.suffix.lower()
    if suffix in JPEG_SUFFIXES:
        raise PictureError(f"{path.name}: JPEG would change the alpha's values. Choose PNG, TIFF or EXR.")
    return Contents(from_unit(_checked_alpha(alpha), _DTYPES[depth])[..., None], suffix, exif=exif)


def rgb_contents(
    name: str | Path,
    pixels: np.ndarray,
    depth: Depth | None = None,
    icc: bytes | None = None,
    exif: bytes | None = None,
) -> Contents:
    """Return what `write_rgb` writes; `name` is the file's."""
    path = Path(name)
    depth = _depth(path, pixels, depth)
    return Contents(_to_depth(pixels, depth, icc), path.suffix.lower(), _kept(icc, pixels, depth), exif)


def rgba_contents(
    name: str | Path,
    pixels: np.ndarray,
    alpha: np.ndarray,
    premultiplied: bool = False,
    depth: Depth | None = None,
    icc: bytes | None = None,
    exif: bytes | None = None,
) -> Contents:
    """Return what `write_rgba` writes; `name` is the file's."""
    path = Path(name)
    depth = _depth(path, pixels, depth)
    suffix = path.suffix.lower()
    if suffix in JPEG_SUFFIXES:
        raise PictureError(f"{path.name}: JPEG has no transparency. Choose PNG, WebP, TIFF or EXR.")
    alpha = _checked_alpha(alpha)
    if alpha.shape != pixels.shape[:2]:
        raise PictureError(f"The alpha's shape {alpha.shape} is not that of the pixels, {pixels.shape[:2]}.")
    colour = _to_depth(pixels, depth, icc)
    associated = premultiplied or suffix == ".exr"
    if associated:
        colour = from_unit(to_unit(colour) * alpha[..., None], colour.dtype)
    samples = np.concatenate([colour, from_unit(alpha, colour.dtype)[..., None]], axis=2)
    return Contents(samples, suffix, _kept(icc, pixels, depth), exif, associated)


def _kept(icc: bytes | None, pixels: np.ndarray, depth: Depth) -> bytes | None:
    """Return the profile, where the samples are still as it says."""
    return icc if pixels.dtype.kind == "u" and depth in (8, 16) else None


def _check_depth(path: Path, depth: Depth) -> None:
    allowed = depths_for(path)
    if depth not in allowed:
        raise PictureError(
            f"{path.name} cannot hold a depth of {depth}: choose {' or '.join(map(str, allowed))}, "
            "or another kind of file."
        )


def _depth(path: Path, pixels: np.ndarray, depth: Depth | None) -> Depth:
    """Check shapes and `depth`, and choose a depth where there is None."""
    if pixels.ndim != 3 or pixels.shape[2] != 3 or pixels.dtype not in (np.uint8, np.uint16, np.float32):
        raise PictureError(
            f"Only uint8, uint16 and float32 pixels of height × width × 3 can be written, not {pixels.dtype} "
            f"of {pixels.shape}."
        )
    if depth is not None:
        _check_depth(path, depth)
        return depth
    allowed = depths_for(path)
    # Floats in a TIFF would look dark in most viewers: they are written only when asked for.
    wanted: tuple[Depth, ...] = (8, "half") if pixels.dtype == np.uint8 else (16, 8, "half")
    return next(depth for depth in wanted if depth in allowed)


def _to_depth(pixels: np.ndarray, depth: Depth, icc: bytes | None) -> np.ndarray:
    """Return `pixels` at `depth`; untouched where that is their own. `icc` says what integers mean."""
    dtype = _DTYPES[depth]
    if pixels.dtype == dtype:
        return pixels
    if pixels.dtype.kind == "f":
        if depth == "half":
            return np.clip(pixels, -HALF_MAX, HALF_MAX).astype(np.float16)
        return from_unit(linear_to_srgb(np.clip(pixels, 0, 1)), dtype)
    unit = to_unit(pixels)
    return from_unit(unit if depth in (8, 16) else srgb_to_linear(rgb_to_srgb(unit, icc)), dtype)


def _checked_alpha(alpha: np.ndarray) -> np.ndarray:
    alpha = to_unit(alpha)
    if alpha.ndim != 2 or not (alpha.min() >= 0 and alpha.max() <= 1):
        raise PictureError(
            f"An alpha must be height × width with values from 0 to 1, not {alpha.shape} with values from "
            f"{alpha.min():g} to {alpha.max():g}."
        )
    return alpha
