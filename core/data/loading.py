"""Decoding a case: composed where it is given as foreground and background, its trimap derived if need be."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from PIL import Image

from core.data.cases import Case, LoadedCase
from core.data.layouts.files import has_transparency
from core.data.reading import read_image, read_matte, read_own_trimap
from core.errors import DataError
from core.imaging.auto_trimap import trimap_from_alpha
from core.imaging.colour import to_unit
from core.imaging.picture import Picture

_PLAIN_GREY = np.uint8(128)


def load_case(case: Case, *, derive_trimap: int = 20) -> LoadedCase:
    """Decode a case's files; nothing is resized but a background, which must cover its foreground.

    derive_trimap: by how many pixels the unknown band of a derived trimap reaches beyond the matte's
    fractional pixels, into the foreground and into the background.
    Raises PictureError, TrimapError or ProjectError for a file that cannot be read, DataError where sizes
    differ.
    """
    notes: list[str] = []
    foreground, alpha = _foreground_and_alpha(case)
    size = alpha.shape[1::-1]
    background: np.ndarray | None = None
    if case.image is not None:
        image = read_image(case.image).pixels
        _check_size(case.image, image, case.alpha, size)
        if case.background is not None:
            picture = read_image(case.background)
            _check_size(case.background, picture.pixels, case.alpha, size)
            background = picture.srgb_float()
    elif foreground is not None:
        behind = _background(case, size, notes)
        image = compose(foreground, alpha, behind)
        background = to_unit(behind)
    else:
        raise DataError(f"{case.alpha} has no transparency to be a cut-out, and no picture goes with it.")
    if case.trimap is not None:
        trimap, snapped = read_own_trimap(case.trimap)
        _check_size(case.trimap, trimap, case.alpha, size)
        notes += [snapped] if snapped else []
    else:
        trimap = trimap_from_alpha(alpha, derive_trimap, derive_trimap)
        notes.append(
            f"The trimap of {case.name} is derived from its matte: fractional pixels and {derive_trimap} px "
            "around them are unknown."
        )
    colours = None if foreground is None else foreground.srgb_float()
    return LoadedCase(image, alpha, trimap, colours, background, tuple(notes))


def compose(foreground: Picture, alpha: np.ndarray, background: np.ndarray) -> np.ndarray:
    """Put a foreground over a uint8 H×W×3 background of its size: H×W×3 uint8, or uint16 as the foreground.

    Fractions are cut off rather than rounded, as the script that comes with Adobe's set does, so that
    Composition-1k comes out as published.
    """
    colours = foreground.pixels if not foreground.linear else foreground.srgb8()
    matte = alpha / np.float64(1 if alpha.dtype.kind == "f" else np.iinfo(alpha.dtype).max)
    scale = np.iinfo(colours.dtype).max // 255
    image = np.empty_like(colours)
    for channel in range(3):  # one by one, since 64 bits of large pictures take much memory
        behind = background[..., channel].astype(np.float64) * scale
        image[..., channel] = matte * colours[..., channel] + (1 - matte) * behind
    return image


def covering_background(background: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Return uint8 H×W×3 of `size` (width, height): enlarged only if smaller, then the top left corner."""
    width, height = size
    ratio = max(width / background.shape[1], height / background.shape[0])
    if ratio > 1:
        enlarged = math.ceil(background.shape[1] * ratio), math.ceil(background.shape[0] * ratio)
        background = np.asarray(Image.fromarray(background).resize(enlarged, Image.Resampling.BICUBIC))
    return background[:height, :width]


def _foreground_and_alpha(case: Case) -> tuple[Picture | None, np.ndarray]:
    """The foreground, if its colours are known, and the matte; a cut-out gives both."""
    cutout = read_image(case.alpha) if has_transparency(case.alpha) else None
    if cutout is None or cutout.alpha is None:
        alpha, cutout = read_matte(case.alpha), None
    else:
        alpha = cutout.alpha
        if case.image is not None and (cutout.pixels == cutout.pixels[0, 0]).all():
            cutout = None  # a matte kept as the transparency of one colour
    if case.foreground is None:
        return cutout, alpha
    foreground = read_image(case.foreground)
    _check_size(case.foreground, foreground.pixels, case.alpha, alpha.shape[1::-1])
    return foreground, alpha


def _background(case: Case, size: tuple[int, int], notes: list[str]) -> np.ndarray:
    if case.background is None:
        notes.append(f"{case.name} has no background: it is put onto plain grey.")
        return np.full((size[1], size[0], 3), _PLAIN_GREY)
    background = read_image(case.background).srgb8()
    if background.shape[1] < size[0] or background.shape[0] < size[1]:
        notes.append(f"The background {case.background.name} is enlarged to cover {case.name}.")
    return covering_background(background, size)


def _check_size(path: Path, pixels: np.ndarray, alpha: Path, size: tuple[int, int]) -> None:
    if pixels.shape[1::-1] != size:
        height, width = pixels.shape[:2]
        raise DataError(
            f"{path} is {width} × {height} pixels and its matte {alpha.name} {size[0]} × {size[1]}: they "
            "must be of one size."
        )
