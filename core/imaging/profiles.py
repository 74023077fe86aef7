"""Colour profiles: grey and CMYK become sRGB on reading, RGB where sRGB is needed."""

import functools
import io
import logging

import numpy as np
from PIL import Image, ImageCms

log = logging.getLogger(__name__)

_HALF_LEVEL = 0.5 / 255
"""Profiles that never differ from sRGB by more than half of an 8-bit level are taken for it."""


def profile_space(icc: bytes | None) -> str | None:
    """Return the colour space that an ICC profile describes ("RGB", "GRAY", "CMYK", …), or None."""
    return icc[16:20].decode("latin-1").strip() if icc and len(icc) >= 128 else None


def rgb_to_srgb(pixels: np.ndarray, icc: bytes | None) -> np.ndarray:
    """Return H×W×3 `pixels` of an RGB profile, sRGB-encoded, in their own depth (relative colorimetric).

    pixels: uint8 and uint16, whose colours beyond sRGB are clipped, or float32 with full scale 1, where they
    get values below 0 or above 1. Without a profile, with sRGB's, and with one that cannot be used (which the
    log tells) the array itself is returned.
    """
    return _transform(pixels, icc, _srgb()) if icc is not None and _is_foreign(icc) else pixels


def srgb_to_rgb(colours: np.ndarray, icc: bytes | None) -> np.ndarray:
    """Return sRGB-encoded `colours`, float32 in [0, 1] and …×3, as an RGB profile encodes them.

    Colours that it has not are clipped. For profiles as in `rgb_to_srgb` the array itself is returned.
    """
    if icc is None or not _is_foreign(icc):
        return colours
    return np.clip(_transform(colours.reshape(-1, 1, 3), _srgb(), icc), 0, 1).reshape(colours.shape)


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
    turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    assert turned is not None  # it is where the picture itself is turned
    return turned


@functools.lru_cache(maxsize=16)
def _is_foreign(icc: bytes) -> bool:
    """Whether the profile can be used and its colours are others than sRGB's."""
    steps = np.linspace(0, 1, 9, dtype=np.float32)
    samples = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(1, -1, 3)
    try:
        found = _transform(samples, icc, _srgb())
    except ImportError:
        log.warning("Without the package imagecodecs the picture's colour profile is taken for sRGB.")
        return False
    except RuntimeError as error:
        log.warning("The picture's colour profile cannot be used and is taken for sRGB: %s", error)
        return False
    return bool(np.abs(found - samples).max() > _HALF_LEVEL)


def _transform(pixels: np.ndarray, source: bytes, target: bytes) -> np.ndarray:
    """Convert H×W×3, relative colorimetric. Raises RuntimeError, and ImportError without imagecodecs."""
    # Pillow's transforms have 8 bits only; this is the same Little CMS in any depth.
    import imagecodecs

    # Its short cut for 8 bits keeps to a level; that for 16 bits is off by twenty levels at bright edges.
    exact = imagecodecs.CMS.FLAGS.NOOPTIMIZE if pixels.dtype != np.uint8 else 0
    return imagecodecs.cms_transform(
        np.ascontiguousarray(pixels),
        source,
        target,
        colorspace="rgb",
        outcolorspace="rgb",
        intent=imagecodecs.CMS.INTENT.RELATIVE_COLORIMETRIC,
        flags=exact,
    )


def _srgb() -> bytes:
    import imagecodecs

    return imagecodecs.cms_profile("srgb")
