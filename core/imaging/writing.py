"""Writing alphas, pictures and cut-outs so that nothing half-written ever takes the place of a good file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np

from core.imaging.contents import (
    WRITABLE_SUFFIXES,
    Contents,
    Depth,
    alpha_contents,
    depths_for,
    rgb_contents,
    rgba_contents,
)
from core.imaging.encoding import JPEG_SUFFIXES, encode, stored_samples
from core.imaging.file_batch import FileBatch, may_have_leftovers, remove_leftovers

__all__ = [
    "WRITABLE_SUFFIXES",
    "Depth",
    "depths_for",
    "encode_contents",
    "write_alpha",
    "write_contents",
    "write_rgb",
    "write_rgba",
]


def write_alpha(path: str | Path, alpha: np.ndarray, depth: Depth = 8, exif: bytes | None = None) -> None:
    """Write an alpha matte (H×W float in [0, 1]) as a grey picture; in EXR as channel A.

    depth: 8 or 16 for PNG and TIFF, 8 for WebP, "half" or "float" for EXR and TIFF. JPEG is refused.
    Raises PictureError.
    """
    _write(path, alpha_contents(path, alpha, depth, exif))


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
    _write(path, rgb_contents(path, pixels, depth, icc, exif))


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
    _write(path, rgba_contents(path, pixels, alpha, premultiplied, depth, icc, exif))


def write_contents(path: Path, contents: Contents, batch: FileBatch) -> None:
    """Add a file of these contents to `batch`, written beside its target, read back and compared.

    Raises PictureError.
    """
    batch.add(path, partial(encode_contents, contents), partial(_compare, contents))


def encode_contents(contents: Contents) -> bytes:
    """Return the file. Raises PictureError if its kind cannot hold so large a picture."""
    return encode(
        contents.samples,
        contents.suffix,
        icc=contents.icc,
        exif=contents.exif,
        associated=contents.associated,
    )


def _write(path: str | Path, contents: Contents) -> None:
    if may_have_leftovers(Path(path)):
        remove_leftovers([Path(path)])
    with FileBatch() as batch:
        write_contents(Path(path), contents, batch)
        batch.commit()


def _compare(contents: Contents, data: bytes) -> None:
    """Raise ValueError if a file does not hold `contents` (for JPEG, which is lossy: their size)."""
    samples, suffix = contents.samples, contents.suffix
    found = stored_samples(data, suffix)
    if suffix in JPEG_SUFFIXES:
        same = found.shape == samples.shape
    else:
        # WebP has no grey: three equal samples stand for one.
        same = found.shape[:2] == samples.shape[:2] and found.dtype == samples.dtype
        same = same and np.array_equal(found, np.broadcast_to(samples, found.shape))
    if not same:
        raise ValueError("it reads back differently")
