"""TIFF through tifffile: 1 to 16 bit and float, any planar configuration, straight or associated alpha."""

from __future__ import annotations

import io
from types import ModuleType

import numpy as np
from PIL import Image

from core.errors import PictureError
from core.imaging.colour import from_unit, to_unit
from core.imaging.exr import HALF_MAX, unpremultiply
from core.imaging.metadata import exif_of_tiff, exif_texts
from core.imaging.profiles import cmyk_to_rgb
from core.imaging.raster import Raster, check_size

# How colours are stored, by TIFF's numbers, and with how many samples a pixel.
_MIN_IS_WHITE, _MIN_IS_BLACK, _RGB, _PALETTE, _SEPARATED, _YCBCR = 0, 1, 2, 3, 5, 6
_COLOUR_SAMPLES = {_MIN_IS_WHITE: 1, _MIN_IS_BLACK: 1, _RGB: 3, _PALETTE: 1, _SEPARATED: 4, _YCBCR: 3}
_ASSOCIATED = 1
_ICC_TAG = 34675
# Description, make, model, software, date, artist, copyright.
_TEXT_TAGS = (270, 271, 272, 305, 306, 315, 33432)
_ASCII = 2


def decode_tiff(data: bytes) -> Raster:
    """Decode the first page. Float samples count as scene-linear, as in EXR. Raises PictureError."""
    with _tifffile().TiffFile(io.BytesIO(data)) as file:
        page = file.pages[0]
        if not all(isinstance(number, int) for number in (page.imagewidth, page.imagelength, *page.shape)):
            raise ValueError("a size of several numbers")  # which Python would repeat when it multiplies
        pixels = max(page.imagewidth * page.imagelength, 1)
        check_size(page.imagewidth, page.imagelength, 3 * -(-page.nbytes // pixels))
        samples = _interleaved(page.asarray(), page.axes)
        photometric, bits, palette = int(page.photometric), page.bitspersample, page.colormap
        associated = [int(kind) for kind in page.extrasamples][:1] == [_ASSOCIATED]
        icc_tag = page.tags.get(_ICC_TAG)
    icc = bytes(icc_tag.value) if icc_tag is not None else None
    exif, orientation = exif_of_tiff(data)

    count = _COLOUR_SAMPLES.get(photometric)
    if count is None:
        raise PictureError(f"its colours are stored as {photometric} (TIFF's number), which is not read here")
    if samples.shape[2] < count:
        raise PictureError(f"it has {samples.shape[2]} samples a pixel where its colour needs {count}")
    if photometric == _PALETTE:
        # The entries have 16 bits, but stand for 8: some programs repeat the byte, others add a zero.
        colour = (palette >> 8).astype(np.uint8).T[samples[..., 0].astype(np.intp)]
    else:
        colour = _full_scale(samples[..., :count], bits)
    if photometric == _MIN_IS_WHITE:
        colour = (1 if colour.dtype.kind == "f" else np.iinfo(colour.dtype).max) - colour
    elif photometric == _SEPARATED:
        inks = Image.fromarray(from_unit(to_unit(colour), np.uint8), "CMYK")
        colour, icc = np.asarray(cmyk_to_rgb(inks, icc)), None

    if samples.shape[2] == count:
        return Raster(colour, None, icc, exif, orientation)
    # An extra sample of no stated kind is a mask that was saved with the picture: a straight alpha to us.
    alpha = _full_scale(samples[..., count], bits)
    if associated:
        colour = from_unit(unpremultiply(to_unit(colour), to_unit(alpha)), colour.dtype)
    if alpha.dtype != colour.dtype:
        alpha = from_unit(to_unit(alpha), colour.dtype)
    return Raster(colour, alpha, icc, exif, orientation)


def encode_tiff(samples: np.ndarray, *, icc: bytes | None, exif: bytes | None, associated: bool) -> bytes:
    """Return a TIFF file of `samples`, H×W×1, ×3 or ×4 (uint8, uint16, float16 or float32).

    associated: whether a fourth sample is an alpha that the colours are already multiplied with. Of the
    metadata, the texts (description, make, model, software, date, artist, copyright) are kept.
    """
    texts = exif_texts(exif)
    stream = io.BytesIO()
    extra = {4: ["assocalpha" if associated else "unassalpha"]}.get(samples.shape[2])
    tags = [(tag, _ASCII, 0, texts[tag], True) for tag in _TEXT_TAGS if tag in texts]
    _tifffile().imwrite(
        stream,
        samples[..., 0] if samples.shape[2] == 1 else samples,
        photometric="minisblack" if samples.shape[2] == 1 else "rgb",
        extrasamples=extra,
        compression="zlib",
        predictor=samples.dtype.kind == "u",
        bigtiff=samples.nbytes > 2**31,
        iccprofile=icc,
        metadata=None,
        software=False,
        extratags=tags,
    )
    return stream.getvalue()


def tiff_samples(data: bytes) -> np.ndarray:
    """Return the samples of a file made by `encode_tiff`, as they are stored: H×W×1, ×3 or ×4."""
    samples = _tifffile().imread(io.BytesIO(data))
    return samples[..., None] if samples.ndim == 2 else samples


def _interleaved(samples: np.ndarray, axes: str) -> np.ndarray:
    """Return a page's samples as H×W×S, whatever the order of its axes."""
    if axes == "YX":
        return samples[..., None]
    if axes == "SYX":
        return np.moveaxis(samples, 0, -1)
    if axes == "YXS":
        return samples
    raise PictureError(f"it holds a volume with the axes {axes}, not a picture")


def _full_scale(samples: np.ndarray, bits: int) -> np.ndarray:
    """Return `samples` of `bits` as uint8 or uint16 with their full scale at the type's, or as float32."""
    if samples.dtype.kind == "f":
        clean = np.nan_to_num(samples.astype(np.float32), nan=0.0, posinf=float(HALF_MAX), neginf=0.0)
        return np.maximum(clean, 0)
    if samples.dtype.kind not in "ub":
        raise PictureError(f"its samples are of type {samples.dtype}, which is not read here")
    if bits in (8, 16):
        return samples
    return from_unit(samples / np.float32(2**bits - 1), np.uint8 if bits < 8 else np.uint16)


def _tifffile() -> ModuleType:
    try:
        import tifffile
    except ImportError as error:
        raise PictureError("TIFF files need the Python packages tifffile and imagecodecs") from error
    return tifffile
