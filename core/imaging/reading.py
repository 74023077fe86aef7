"""Reading pictures and mattes: the content decides how, whatever the file's ending says."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from core.errors import PictureError, is_out_of_memory
from core.imaging.colour import from_unit
from core.imaging.exr import decode_exr
from core.imaging.metadata import upright_exif
from core.imaging.picture import Picture
from core.imaging.profiles import cmyk_to_rgb, grey_to_srgb, profile_space
from core.imaging.raster import (
    DECODER_ERRORS,
    MAX_DEFLATED,
    NoRoomError,
    Raster,
    TooLargeError,
    check_size,
    turn_upright,
)
from core.imaging.tiff import decode_tiff

log = logging.getLogger(__name__)

READABLE_SUFFIXES: tuple[str, ...] = (
    ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".avif", ".bmp", ".exr",
)  # fmt: skip

_PNG = b"\x89PNG\r\n\x1a\n"
_EXR = b"\x76\x2f\x31\x01"
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_PNG_SAMPLES = {2: 3, 4: 2, 6: 4}  # of a pixel, by the header's colour type
_BAND = 1 << 20
"""Pixels that are taken over from Pillow at a time."""
PILLOW_FORMATS = ("PNG", "JPEG", "WEBP", "AVIF", "BMP")


def read_picture(path: str | Path) -> Picture:
    """Read a picture of any supported kind, upright.

    PNG, JPEG, TIFF, WebP, AVIF and BMP keep their 8 bits, or become uint16 where they have more; EXR and
    float TIFF become scene-linear float32. Grey becomes RGB, palettes and CMYK become RGB in sRGB. Alpha
    becomes straight, and is None where the whole picture is opaque. Of several pages, the first one counts.
    Raises PictureError with a sentence that names the file.
    """
    path = Path(path)
    raster = _read(path)
    return _picture(raster, path)


def decode_picture(data: bytes, name: str) -> Picture:
    """Make a picture of a file's content as `read_picture` does; `name` stands for the file in errors."""
    return _picture(decode(data, name), None)


def read_grey(path: str | Path) -> np.ndarray:
    """Read a matte, mask or trimap: H×W upright, uint8, uint16 or float32 in the depth of the file.

    The values are those in the file: no colour profile is applied. Of RGB the mean counts; if the colour is
    one and the same everywhere and there is an alpha, the alpha counts. Raises PictureError.
    """
    return _grey(_read(Path(path)))


def decode_grey(data: bytes, name: str) -> np.ndarray:
    """Make a matte, mask or trimap of a file's content as `read_grey` does; `name` stands for the file."""
    return _grey(decode(data, name))


def decode(data: bytes, name: str) -> Raster:
    """Decode a file's content; `name` stands for it in errors. Raises PictureError."""
    if not data:
        raise PictureError(f"{name} is empty: choose another file.")
    try:
        if data.startswith(_EXR):
            return decode_exr(data)
        if data.startswith(_TIFF):
            return decode_tiff(data)
        return _decode_with_pillow(data)
    except Image.UnidentifiedImageError as error:
        raise PictureError(
            f"{name} is not a picture that can be read here (PNG, JPEG, TIFF, WebP, AVIF, BMP or EXR): "
            "save it as one of these, or choose another file."
        ) from error
    except (TooLargeError, Image.DecompressionBombError) as error:
        raise PictureError(f"{name} cannot be read: {error}. Make it smaller, or cut a part out.") from error
    except NoRoomError as error:
        raise PictureError(
            f"{name} cannot be read: {error}. Close other programs, or make it smaller."
        ) from error
    except PictureError as error:
        raise PictureError(f"{name} cannot be read: {error}. Save it as a plain PNG.") from error
    except (*DECODER_ERRORS, MemoryError) as error:
        if is_out_of_memory(error):
            raise PictureError(
                f"{name} needs more memory than there is: close other programs, or make it smaller."
            ) from error
        log.info("%s: %s", name, error)
        raise PictureError(
            f"{name} cannot be read, it seems to be damaged or cut off: get the file anew, or save it again "
            "from the program that made it."
        ) from error


def _read(path: Path) -> Raster:
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise OSError("it is no file")  # a pipe would be waited for, and a device never end
        data = path.read_bytes()
    except OSError as error:
        raise PictureError(
            f"{path} cannot be opened ({error.strerror or error}): check its name and your access to it."
        ) from error
    return decode(data, path.name)


def _grey(raster: Raster) -> np.ndarray:
    colour = raster.colour
    if raster.alpha is not None and (colour == colour[0, 0]).all():
        grey = raster.alpha
    elif colour.shape[2] == 1 or (colour == colour[..., :1]).all():
        grey = colour[..., 0]
    else:
        mean = colour.mean(axis=2, dtype=np.float32)
        grey = mean if colour.dtype.kind == "f" else np.rint(mean).astype(colour.dtype)
    return turn_upright(grey, raster.orientation)


def _picture(raster: Raster, path: Path | None) -> Picture:
    colour, alpha, icc = raster.colour, raster.alpha, raster.icc
    if icc is not None and profile_space(icc) == "GRAY" and colour.shape[2] == 1 and colour.dtype.kind == "u":
        colour = grey_to_srgb(colour, icc)
    if profile_space(icc) != "RGB":
        icc = None
    if alpha is not None and (alpha == (1 if alpha.dtype.kind == "f" else np.iinfo(alpha.dtype).max)).all():
        alpha = None
    return Picture(
        turn_upright(np.broadcast_to(colour, (*colour.shape[:2], 3)), raster.orientation),
        None if alpha is None else turn_upright(alpha, raster.orientation),
        icc=icc,
        exif=raster.exif,
        path=path,
    )


def _decode_with_pillow(data: bytes) -> Raster:
    with Image.open(io.BytesIO(data), formats=PILLOW_FORMATS) as image:
        deep = data.startswith(_PNG) and data[24] == 16
        check_size(*image.size, _most_bytes(image) * (2 if deep else 1))
        if data.startswith(_PNG):
            _check_png_data(data, *image.size)
        icc = image.info.get("icc_profile")
        if deep:
            image.info["exif"] = _png_chunk(data, b"eXIf")
            colour, alpha = _decode_png16(data)
        elif image.format == "AVIF" and (whole := _decode_deep_avif(data)) is not None:
            colour, alpha = whole[..., :3], whole[..., 3] if whole.shape[2] == 4 else None
        elif image.mode == "CMYK":
            colour, alpha, icc = np.asarray(cmyk_to_rgb(image, icc)), None, None
        else:
            samples = _samples(image, _target_mode(image))
            has_alpha = samples.shape[2] in (2, 4)
            colour, alpha = (samples[..., :-1], samples[..., -1]) if has_alpha else (samples, None)
        # A PNG's metadata may follow its pixels, so that they are there only now.
        exif, orientation = upright_exif(image.info["exif"]) if image.info.get("exif") else (None, 1)
    return Raster(colour, alpha, icc, exif, orientation)


def _most_bytes(image: Image.Image) -> int:
    """Return the bytes that a pixel of 8 bits takes while Pillow's samples become ours."""
    return 4 if image.mode in ("1", "L", "I;16") and not image.has_transparency_data else 12


def _target_mode(image: Image.Image) -> str:
    """Return the mode that holds all of an 8-bit image: L, LA, RGB or RGBA."""
    grey = image.mode in ("1", "L", "LA", "La")
    return ("L" if grey else "RGB") + ("A" if image.has_transparency_data else "")


def _samples(image: Image.Image, mode: str) -> np.ndarray:
    """Return an image's samples in a mode of 8 bits, H×W×C; in bands, as Pillow copies them twice."""
    image.load()
    whole = np.empty((image.height, image.width, len(mode)), np.uint8)
    rows = max(1, _BAND // image.width)
    for top in range(0, image.height, rows):
        band = image.crop((0, top, image.width, min(top + rows, image.height)))
        part = np.asarray(band if band.mode == mode else band.convert(mode))
        whole[top : top + rows] = part.reshape(*part.shape[:2], len(mode))
    return whole


def _check_png_data(data: bytes, width: int, height: int) -> None:
    """Raise ValueError where so few data cannot hold a PNG's pixels: Pillow would make the others black."""
    row = -(-width * data[24] * _PNG_SAMPLES.get(data[25], 1) // 8)
    if height * row > MAX_DEFLATED * len(data):
        raise ValueError(f"{len(data)} bytes for {width} × {height} pixels")


def _decode_png16(data: bytes) -> tuple[np.ndarray, np.ndarray | None]:
    """Decode a 16-bit PNG with OpenCV (Pillow keeps 8 of the bits where there are colours)."""
    samples = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if samples is None:
        raise ValueError("the image data do not decode")
    if samples.ndim == 2:
        return samples[..., None], None
    alpha = samples[..., 3] if samples.shape[2] == 4 else None
    grey = data[25] in (0, 4)  # the header's colour type
    return samples[..., :1] if grey else samples[..., 2::-1], alpha


def _decode_deep_avif(data: bytes) -> np.ndarray | None:
    """Return the uint16 samples (H×W×1, ×3 or ×4) of an AVIF of 10 or 12 bits, of which Pillow keeps 8.

    None where the file has 8 bits, or where imagecodecs is missing and 8 bits have to do.
    """
    box = data.find(b"pixi")  # "pixel information": version, number of channels, then the bits of each
    bits = data[box + 9] if box >= 0 else 8
    if bits == 8:
        return None
    try:
        import imagecodecs
    except ImportError:
        log.warning("Without the package imagecodecs only 8 of the AVIF's %d bits are read.", bits)
        return None
    samples = imagecodecs.avif_decode(data)
    return from_unit(np.atleast_3d(samples) / np.float32(2**bits - 1), np.uint16)


def _png_chunk(data: bytes, kind: bytes) -> bytes | None:
    """Return the content of the first chunk of this kind, or None."""
    position = len(_PNG)
    while position < len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        if data[position + 4 : position + 8] == kind:
            return data[position + 8 : position + 8 + length]
        position += length + 12
    return None
