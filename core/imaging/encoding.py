"""Samples to the bytes of a file, and back for the check after writing. Nothing is interpreted here."""

from __future__ import annotations

import io
import struct
import zlib

import cv2
import numpy as np
from PIL import Image

from core.errors import PictureError
from core.imaging.exr import encode_exr, exr_samples
from core.imaging.metadata import EXIF_PREFIX
from core.imaging.tiff import encode_tiff, tiff_samples

TIFF_SUFFIXES = (".tif", ".tiff")
JPEG_SUFFIXES = (".jpg", ".jpeg")

_JPEG_QUALITY = 95
_LONGEST_SIDE = {"JPEG": 65_500, "WebP": 16_383}


def encode(
    samples: np.ndarray,
    suffix: str,
    *,
    icc: bytes | None = None,
    exif: bytes | None = None,
    associated: bool = False,
) -> bytes:
    """Return a file of the kind that `suffix` names (lower case), with `samples` exactly as they are.

    samples: H×W×1 (grey, or alpha alone), ×3 (RGB) or ×4 (RGBA), in a depth that the kind of file holds.
    icc, exif: kept where the kind of file has a place for them. associated: for TIFF, which says in the file
    whether colours are premultiplied. Raises PictureError if the kind of file cannot hold so large a picture.
    """
    if suffix == ".png":
        return _png(samples, icc, exif)
    if suffix in TIFF_SUFFIXES:
        return encode_tiff(samples, icc=icc, exif=exif, associated=associated)
    if suffix == ".exr":
        return encode_exr(samples)
    if suffix == ".webp":
        return _with_pillow(samples, "WebP", icc, exif, lossless=True, exact=True, quality=50, method=2)
    if suffix in JPEG_SUFFIXES:
        return _with_pillow(samples, "JPEG", icc, exif, quality=_JPEG_QUALITY, subsampling=0)
    raise PictureError(f"Files ending in “{suffix}” cannot be written: use .png, .tif, .webp, .jpg or .exr.")


def stored_samples(data: bytes, suffix: str) -> np.ndarray:
    """Return the samples in a file made by `encode`: H×W×1, ×3 or ×4 (WebP: grey has become RGB)."""
    if suffix in TIFF_SUFFIXES:
        return tiff_samples(data)
    if suffix == ".exr":
        return exr_samples(data)
    if suffix == ".png":
        samples = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
        if samples is None:
            raise ValueError("the PNG does not decode")
        return samples[..., None] if samples.ndim == 2 else _swap_red_and_blue(samples)
    with Image.open(io.BytesIO(data)) as image:
        samples = np.asarray(image)
    return samples[..., None] if samples.ndim == 2 else samples


def _png(samples: np.ndarray, icc: bytes | None, exif: bytes | None) -> bytes:
    """Encode 8 or 16 bits with OpenCV (Pillow has no 16-bit colour), and put the metadata in."""
    pixels = samples[..., 0] if samples.shape[2] == 1 else _swap_red_and_blue(samples)
    done, buffer = cv2.imencode(".png", pixels)
    if not done:
        raise PictureError("The picture could not be encoded as PNG.")
    data = buffer.tobytes()
    chunks = b""
    if icc is not None and samples.shape[2] >= 3:
        chunks += _chunk(b"iCCP", b"ICC profile\0\0" + zlib.compress(icc))
    if exif is not None:
        chunks += _chunk(b"eXIf", exif.removeprefix(EXIF_PREFIX))
    after_header = 8 + 12 + 13  # the signature, then the first chunk: frame and 13 bytes
    return data[:after_header] + chunks + data[after_header:]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _with_pillow(
    samples: np.ndarray, kind: str, icc: bytes | None, exif: bytes | None, **options: int | bool
) -> bytes:
    height, width = samples.shape[:2]
    if max(height, width) > _LONGEST_SIDE[kind]:
        raise PictureError(
            f"{kind} holds at most {_LONGEST_SIDE[kind]} pixels a side, and the picture has "
            f"{width} × {height}: choose PNG or TIFF."
        )
    if samples.shape[2] == 1:
        samples = samples[..., 0]
    metadata = {name: value for name, value in (("icc_profile", icc), ("exif", exif)) if value is not None}
    stream = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(samples)).save(stream, kind, **options, **metadata)
    return stream.getvalue()


def _swap_red_and_blue(samples: np.ndarray) -> np.ndarray:
    code = cv2.COLOR_RGB2BGR if samples.shape[2] == 3 else cv2.COLOR_RGBA2BGRA
    return cv2.cvtColor(np.ascontiguousarray(samples), code)
