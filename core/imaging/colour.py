"""The sRGB transfer curve, and the scales of the depths that pictures are kept in."""

import numpy as np

from core.errors import PictureError

_ENCODED_KNEE = np.float32(0.04045)
_LINEAR_KNEE = np.float32(0.0031308)
_AT_ONCE = 1 << 20
"""Values brought to another depth at a time: on the way they take twice what they do as floats."""


def srgb_to_linear(values: np.ndarray) -> np.ndarray:
    """Return the scene-linear float32 values of sRGB-encoded ones (nominally in [0, 1], any shape)."""
    values = np.asarray(values, dtype=np.float32)
    base = (np.maximum(values, _ENCODED_KNEE) + np.float32(0.055)) / np.float32(1.055)
    return np.where(values <= _ENCODED_KNEE, values / np.float32(12.92), base ** np.float32(2.4))


def linear_to_srgb(values: np.ndarray) -> np.ndarray:
    """Return the sRGB-encoded float32 values of scene-linear ones; the curve goes on above 1 and below 0."""
    values = np.asarray(values, dtype=np.float32)
    root = np.maximum(values, _LINEAR_KNEE) ** np.float32(1 / 2.4)
    curve = root * np.float32(1.055) - np.float32(0.055)
    return np.where(values <= _LINEAR_KNEE, values * np.float32(12.92), curve)


def to_unit(values: np.ndarray) -> np.ndarray:
    """Return `values` as float32 with the full scale of their depth at 1; floats stay as they are.

    Raises PictureError for depths other than bool, uint8, uint16 and floats.
    """
    if values.dtype == np.bool_ or values.dtype.kind == "f":
        return values.astype(np.float32, copy=False)
    if values.dtype in (np.uint8, np.uint16):
        return values / np.float32(np.iinfo(values.dtype).max)
    raise PictureError(f"Pictures of type {values.dtype} are not supported: use 8 or 16 bit, or float.")


def from_unit(values: np.ndarray, dtype: np.dtype | type) -> np.ndarray:
    """Return floats of full scale 1 as `dtype`: clipped and rounded to uint8 or uint16, or cast to floats."""
    dtype = np.dtype(dtype)
    if dtype.kind == "f":
        return values.astype(dtype, copy=False)
    if values.size <= _AT_ONCE:
        return _rounded(values, dtype)
    whole = np.empty(values.shape, dtype)
    rows = max(1, _AT_ONCE * len(values) // values.size)
    for begin in range(0, len(values), rows):
        whole[begin : begin + rows] = _rounded(values[begin : begin + rows], dtype)
    return whole


def _rounded(values: np.ndarray, dtype: np.dtype) -> np.ndarray:
    return np.rint(np.clip(values, 0, 1) * np.float32(np.iinfo(dtype).max)).astype(dtype)
