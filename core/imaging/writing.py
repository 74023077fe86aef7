"""Writing alphas, pictures and cut-outs so that nothing half-written ever takes the place of a good file."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
from pathlib import Path
from typing import Literal

import numpy as np

from core.errors import PictureError
from core.imaging.colour import from_unit, linear_to_srgb, srgb_to_linear, to_unit
from core.imaging.encoding import JPEG_SUFFIXES, encode, stored_samples
from core.imaging.exr import HALF_MAX
from core.imaging.profiles import rgb_to_srgb
from core.imaging.raster import DECODER_ERRORS

log = logging.getLogger(__name__)

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


def depths_for(path: str | Path) -> tuple[Depth, ...]:
    """Return the depths that the file's ending allows. Raises PictureError for an ending not written here."""
    suffix = Path(path).suffix.lower()
    if suffix not in _DEPTHS:
        raise PictureError(
            f"{Path(path).name} cannot be written: its ending must be one of {', '.join(WRITABLE_SUFFIXES)}."
        )
    return _DEPTHS[suffix]


def write_alpha(path: str | Path, alpha: np.ndarray, depth: Depth = 8, exif: bytes | None = None) -> None:
    """Write an alpha matte (H×W float in [0, 1]) as a grey picture; in EXR as channel A.

    depth: 8 or 16 for PNG and TIFF, 8 for WebP, "half" or "float" for EXR and TIFF. JPEG is refused.
    Raises PictureError.
    """
    path = Path(path)
    _check_depth(path, depth)
    if path.suffix.lower() in JPEG_SUFFIXES:
        raise PictureError(f"{path.name}: JPEG would change the alpha's values. Choose PNG, TIFF or EXR.")
    _store(path, from_unit(_checked_alpha(alpha), _DTYPES[depth])[..., None], exif=exif)


def write_rgb(
    path: str | Path,
    pixels: np.ndarray,
    *,
    depth: Depth | None = None,
    icc: bytes | None = None,
    exif: bytes | None = None,
) -> None:
    """Write a picture without alpha.

    pixels: H×W×3 as in `Picture`: uint8 or uint16 sRGB-encoded (or as `icc` says), or float32, scene-linear.
    depth: None keeps the pixels' own where the file's ending allows, or takes the nearest. Integer pixels are
    brought to linear sRGB for "half" and "float" (colours beyond sRGB get values below 0 or above 1), which
    need no profile then; scene-linear ones are sRGB-encoded and clipped for 8 and 16.
    exif: as in `Picture`, for upright pixels. PNG, JPEG and WebP keep all of it, TIFF its texts, EXR none.
    Raises PictureError.
    """
    path = Path(path)
    depth = _depth(path, pixels, depth)
    kept_icc = icc if pixels.dtype.kind == "u" and depth in (8, 16) else None
    _store(path, _to_depth(pixels, depth, icc), icc=kept_icc, exif=exif)


def write_rgba(
    path: str | Path,
    pixels: np.ndarray,
    alpha: np.ndarray,
    premultiplied: bool = False,
    *,
    depth: Depth | None = None,
    icc: bytes | None = None,
    exif: bytes | None = None,
) -> None:
    """Write a cut-out: colours and alpha.

    pixels, depth, icc, exif: as for `write_rgb`; the colours given are always straight. alpha: H×W float in
    [0, 1]. premultiplied: whether the colours **in the file** are multiplied with alpha; EXR's always are,
    and TIFF's are marked as such. JPEG has no alpha and is refused. Raises PictureError.
    """
    path = Path(path)
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
    kept_icc = icc if pixels.dtype.kind == "u" and depth in (8, 16) else None
    _store(path, samples, icc=kept_icc, exif=exif, associated=associated)


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


def _store(
    path: Path,
    samples: np.ndarray,
    *,
    icc: bytes | None = None,
    exif: bytes | None = None,
    associated: bool = False,
) -> None:
    """Write beside the target, read back, compare, and only then take the target's place."""
    suffix = path.suffix.lower()
    # A link stays a link: the file that it points to is replaced.
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        temporary.write_bytes(encode(samples, suffix, icc=icc, exif=exif, associated=associated))
        _compare(temporary, samples, suffix)
        if target.exists():
            shutil.copymode(target, temporary)
        os.replace(temporary, target)
    except PictureError:
        raise
    except DECODER_ERRORS as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise PictureError(
            f"{path} could not be written ({reason}), and what was there is unchanged: check the folder and "
            "the space on the disk."
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def _compare(written: Path, samples: np.ndarray, suffix: str) -> None:
    """Raise ValueError if the file does not hold `samples` (for JPEG, which is lossy: their size)."""
    found = stored_samples(written.read_bytes(), suffix)
    if suffix in JPEG_SUFFIXES:
        same = found.shape == samples.shape
    else:
        # WebP has no grey: three equal samples stand for one.
        same = found.shape[:2] == samples.shape[:2] and found.dtype == samples.dtype
        same = same and np.array_equal(found, np.broadcast_to(samples, found.shape))
    if not same:
        raise ValueError("it reads back differently")
