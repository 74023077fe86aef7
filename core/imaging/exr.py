"""OpenEXR: scene-linear, premultiplied in the file, straight in memory."""

from __future__ import annotations

import io
import logging
import re
from types import ModuleType

import numpy as np

from core.errors import PictureError
from core.imaging.raster import Raster, check_size

log = logging.getLogger(__name__)

HALF_MAX = np.float32(65504)
_CHANNEL = rb"[^\0]+\0([\0-\2])\0{3}.{12}"
"""An entry of the header's list: name, type, and what else there is of a channel."""
_HALF = b"\1"


def decode_exr(data: bytes) -> Raster:
    """Decode R, G, B (or Y) and A of the first part, over the whole display window.

    Rule for values that no picture can hold: NaN and values below 0 become 0, infinite ones 65504 (the
    largest half); the log says so. Pixels outside the data window are transparent black. A file with A alone
    is grey.
    Raises PictureError.
    """
    openexr = _openexr()
    header = openexr.File(io.BytesIO(data), header_only=True).header()
    window, display = _window(header["dataWindow"]), _window(header["displayWindow"])
    count = len(header["channels"])
    # Of all channels what the library reads; of a colour and alpha, at most, three times as floats.
    pixel = _stored_bytes(data, count) + 3 * 4 * min(count, 4)
    for left, top, right, bottom in (window, display):
        check_size(right - left, bottom - top, pixel)
    if "deep" in str(header.get("type")):
        raise PictureError("it is a deep EXR, which has no single value per pixel")
    file = openexr.File(io.BytesIO(data), separate_channels=True)
    channels = {name: channel.pixels for name, channel in file.channels().items()}
    names, alpha_name = _choose(channels)
    shape = (window[3] - window[1], window[2] - window[0])
    chosen = [channels[name] for name in names] + ([channels[alpha_name]] if alpha_name else [])
    for channel in chosen:
        if channel.shape != shape or channel.dtype.kind != "f":
            raise PictureError("its channels are subsampled or hold integers, which is not read here")
    samples = _place(_clean(np.stack(chosen, axis=-1).astype(np.float32)), window, display)
    if not alpha_name:
        return Raster(samples)
    alpha = np.minimum(samples[..., -1], 1)
    return Raster(unpremultiply(samples[..., :-1], alpha), alpha)


def encode_exr(samples: np.ndarray) -> bytes:
    """Return an EXR file of float16 or float32 `samples`: H×W×1 (channel A), ×3 (R, G, B) or ×4 (R, G, B, A).

    The colours must be scene-linear and premultiplied.
    """
    openexr = _openexr()
    names = {1: "A", 3: "RGB", 4: "RGBA"}[samples.shape[2]]
    channels = {name: openexr.Channel(np.ascontiguousarray(samples[..., i])) for i, name in enumerate(names)}
    header = {"compression": openexr.ZIP_COMPRESSION, "type": openexr.scanlineimage}
    stream = io.BytesIO()
    openexr.File(header, channels).write(stream)
    return stream.getvalue()


def exr_samples(data: bytes) -> np.ndarray:
    """Return the samples of a file made by `encode_exr`, as they are stored: H×W×1, ×3 or ×4."""
    channels = _openexr().File(io.BytesIO(data), separate_channels=True).channels()
    return np.stack([channels[name].pixels for name in "RGBA" if name in channels], axis=-1)


def unpremultiply(colour: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Return float32 H×W×C straight colours; where alpha is 0, the colour stays as it is."""
    divisor = np.where(alpha > 0, alpha, 1)[..., None]
    return np.minimum(colour / divisor, HALF_MAX)


def _choose(channels: dict[str, np.ndarray]) -> tuple[list[str], str | None]:
    """Return the names of the first layer's colour channels (one or three) and of its alpha."""
    for prefix in sorted({name[: name.rfind(".") + 1] for name in channels}):
        alpha = prefix + "A" if prefix + "A" in channels else None
        if all(prefix + letter in channels for letter in "RGB"):
            return [prefix + letter for letter in "RGB"], alpha
        if prefix + "Y" in channels and prefix + "RY" not in channels:
            return [prefix + "Y"], alpha
        if alpha:
            return [alpha], None
    if len(channels) == 1:
        return list(channels), None
    raise PictureError(f"it has no R, G and B channels, only {', '.join(sorted(channels)) or 'none'}")


def _stored_bytes(data: bytes, count: int) -> int:
    """Return the bytes of a pixel in all `count` channels; the library tells their types with them only."""
    found = re.search(rb"channels\0chlist\0.{4}((?:" + _CHANNEL + rb")+)\0", data, re.DOTALL)
    kinds = re.findall(_CHANNEL, found[1], re.DOTALL) if found else []
    return sum(2 if kind == _HALF else 4 for kind in kinds) if len(kinds) == count else 4 * count


def _window(box: tuple[np.ndarray, np.ndarray]) -> tuple[int, int, int, int]:
    (left, top), (right, bottom) = box
    return int(left), int(top), int(right) + 1, int(bottom) + 1


def _clean(samples: np.ndarray) -> np.ndarray:
    odd = int(np.count_nonzero(~np.isfinite(samples) | (samples < 0)))
    if not odd:
        return samples
    log.warning("%d values of the EXR are NaN, infinite or negative: they become 0 or %g.", odd, HALF_MAX)
    return np.clip(np.nan_to_num(samples, nan=0.0, posinf=float(HALF_MAX), neginf=0.0), 0, None)


def _place(samples: np.ndarray, window: tuple[int, ...], display: tuple[int, ...]) -> np.ndarray:
    """Return `samples` of the data window cut and padded to the display window."""
    if window == display:
        return samples
    placed = np.zeros((display[3] - display[1], display[2] - display[0], samples.shape[2]), np.float32)
    left, top = max(window[0], display[0]), max(window[1], display[1])
    right, bottom = min(window[2], display[2]), min(window[3], display[3])
    if left < right and top < bottom:
        inside = samples[top - window[1] : bottom - window[1], left - window[0] : right - window[0]]
        placed[top - display[1] : bottom - display[1], left - display[0] : right - display[0]] = inside
    return placed


def _openexr() -> ModuleType:
    try:
        import OpenEXR
    except ImportError as error:
        raise PictureError("EXR files need the Python package OpenEXR, version 3.5 or later") from error
    return OpenEXR
