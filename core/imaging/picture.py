"""The picture that the rest of the program hands round."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from pathlib import Path

import cv2
import numpy as np

from core.errors import PictureError
from core.imaging.colour import from_unit, linear_to_srgb, to_unit
from core.imaging.profiles import rgb_to_srgb

_DEPTHS = (np.dtype(np.uint8), np.dtype(np.uint16), np.dtype(np.float32))
_FLOATS_AT_ONCE = 4_000_000
"""Pixels that are brought to floats at a time when a picture is made small: 48 MB."""


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture in the depth it was read in.

    pixels: H×W×3 RGB; uint8 and uint16 are sRGB-encoded (or as `icc` says), float32 is scene-linear, not
        premultiplied, and may exceed 1.
    alpha: H×W in the same depth (floats in [0, 1]), straight, or None where the file has none or is opaque.
    icc: the RGB colour profile, or None.
    exif: the EXIF block as Pillow takes it, its orientation already applied to the pixels, or None.
    path: the file it came from, or None.

    Raises PictureError if the arrays do not have these shapes and depths.
    """

    pixels: np.ndarray
    alpha: np.ndarray | None = None
    icc: bytes | None = None
    exif: bytes | None = None
    path: Path | None = None

    def __post_init__(self) -> None:
        shape, dtype = self.pixels.shape, self.pixels.dtype
        if len(shape) != 3 or shape[2] != 3 or 0 in shape:
            raise PictureError(f"A picture must be height × width × 3, not {' × '.join(map(str, shape))}.")
        if dtype not in _DEPTHS:
            raise PictureError(f"A picture must be uint8, uint16 or float32, not {dtype}.")
        if self.alpha is not None and (self.alpha.shape != shape[:2] or self.alpha.dtype != dtype):
            raise PictureError(
                f"The picture's alpha ({self.alpha.dtype}, {self.alpha.shape}) does not go with its "
                f"pixels ({dtype}, {shape})."
            )

    @classmethod
    def from_array(cls, pixels: np.ndarray, alpha: np.ndarray | None = None) -> Picture:
        """Make a picture of an array: H×W grey, H×W×1, H×W×3 RGB, or H×W×4 RGBA when `alpha` is None.

        bool becomes uint8, any float becomes float32 (scene-linear). `alpha` may be of another depth than the
        pixels: it is brought to theirs. Raises PictureError for other shapes and depths.
        """
        pixels = np.asarray(pixels)
        if pixels.ndim == 2:
            pixels = pixels[..., None]
        if pixels.ndim != 3 or pixels.shape[2] not in (1, 3, 4):
            raise PictureError(
                f"A picture must be height × width × 1, 3 or 4, not {' × '.join(map(str, pixels.shape))}."
            )
        if pixels.dtype == np.bool_:
            pixels = pixels * np.uint8(255)
        elif pixels.dtype.kind == "f":
            pixels = pixels.astype(np.float32, copy=False)
        if pixels.shape[2] == 4 and alpha is None:
            pixels, alpha = pixels[..., :3], pixels[..., 3]
        if pixels.shape[2] == 1:
            pixels = np.repeat(pixels, 3, axis=2)
        if alpha is not None and pixels.dtype in _DEPTHS and alpha.dtype != pixels.dtype:
            alpha = from_unit(to_unit(np.asarray(alpha)), pixels.dtype)
        if alpha is not None:
            alpha = np.ascontiguousarray(alpha)
        return cls(np.ascontiguousarray(pixels[..., :3]), alpha)

    @property
    def linear(self) -> bool:
        """Whether the pixels are scene-linear floats rather than sRGB-encoded integers."""
        return self.pixels.dtype == np.float32

    @property
    def height(self) -> int:
        """Rows of pixels."""
        return self.pixels.shape[0]

    @property
    def width(self) -> int:
        """Pixels in a row."""
        return self.pixels.shape[1]

    @property
    def size(self) -> tuple[int, int]:
        """(width, height)."""
        return self.width, self.height

    def srgb_float(self, part: tuple[slice, slice] = (slice(None), slice(None))) -> np.ndarray:
        """Return float32 H×W×3 in [0, 1], sRGB-encoded and clipped: what the network sees.

        Colours of another profile are converted; floats are taken as linear sRGB whatever their profile.
        part: only these rows and columns.
        """
        pixels = self.pixels[part]
        if self.linear:
            return linear_to_srgb(np.clip(pixels, 0, 1))
        return to_unit(rgb_to_srgb(np.ascontiguousarray(pixels), self.icc))

    def srgb_small(self, size: tuple[int, int]) -> np.ndarray:
        """Return `srgb_float` at a smaller size (width, height), each pixel the mean of those it stands for.

        A large picture is taken in bands, never whole as floats.
        """
        if self.width * self.height <= _FLOATS_AT_ONCE:
            return cv2.resize(self.srgb_float(), size, interpolation=cv2.INTER_AREA)
        small = np.empty((size[1], size[0], 3), np.float32)
        step = max(1, _FLOATS_AT_ONCE * size[1] // (self.width * self.height))
        for begin in range(0, size[1], step):
            edges = np.arange(begin, min(begin + step, size[1]) + 1) * (self.height / size[1])
            rows = slice(int(edges[0]), min(ceil(edges[-1]), self.height))
            band = self.srgb_float((rows, slice(None)))
            band = cv2.resize(band, (size[0], band.shape[0]), interpolation=cv2.INTER_AREA)
            # Along the rows, which OpenCV would count from the band's own edge: by what lies between edges.
            at = np.arange(rows.start, rows.stop)
            shares = np.minimum(edges[1:, None], at + 1) - np.maximum(edges[:-1, None], at)
            shares = np.float32(np.maximum(shares, 0) * (size[1] / self.height))
            small[begin : begin + step] = (shares @ band.reshape(at.size, -1)).reshape(-1, size[0], 3)
        return small

    def srgb8(self) -> np.ndarray:
        """Return uint8 H×W×3, sRGB-encoded and clipped: what a screen shows. See `srgb_float`."""
        if self.pixels.dtype == np.uint8:
            return rgb_to_srgb(self.pixels, self.icc)
        return from_unit(self.srgb_float(), np.uint8)
