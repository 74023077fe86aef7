"""Colour profiles of files that are not RGB: their colours are brought to sRGB on reading."""

import io
import logging

import numpy as np
from PIL import Image, ImageCms

log = logging.getLogger(__name__)


def profile_space(icc: bytes | None) -> str | None:
    """Return the colour space that an ICC profile describes ("RGB", "GRAY", "CMYK", …), or None."""
    return icc[16:20].decode("latin-1").strip() if icc and len(icc) >= 128 else None


def grey_to_srgb(grey: np.ndarray, icc: bytes) -> np.ndarray:
    """Return uint8 or uint16 `grey` (any shape) re-encoded from its grey profile to the sRGB curve."""
    ramp = Image.fromarray(np.arange(256, dtype=np.uint8)[None])
    try:
        curve = np.asarray(_to_srgb(ramp, icc))[0, :, 0]
    except ImageCms.PyCMSError as error:
        log.warning("The picture's grey colour profile is ignored: %s", error)
        return grey
    if grey.dtype == np.uint8:
        return curve[grey]
    levels = np.interp(np.arange(65536), np.arange(256) * 257, curve * 257.0)
    return np.rint(levels).astype(np.uint16)[grey]


def cmyk_to_rgb(image: Image.Image, icc: bytes | None) -> Image.Image:
    """Return a CMYK `image` as RGB in sRGB, by way of `icc` if that is a usable CMYK profile."""
    if icc is not None and profile_space(icc) == "CMYK":
        try:
            return _to_srgb(image, icc)
        except ImageCms.PyCMSError as error:
            log.warning("The picture's CMYK profile is ignored: %s", error)
    return image.convert("RGB")


def _to_srgb(image: Image.Image, icc: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
