"""EXIF metadata: what is kept of it, always for upright pixels."""

from __future__ import annotations

import logging
import struct

from PIL import Image

from core.imaging.raster import DECODER_ERRORS

log = logging.getLogger(__name__)

EXIF_PREFIX = b"Exif\0\0"

_ORIENTATION = 274
_FORMATS = {3: "H", 4: "I"}  # the types that an orientation is stored as: 16 and 32 bit
# A TIFF's tags that describe the photograph: texts, resolution, date, rating, camera data, place. All others
# describe how that file stores its pixels.
_DESCRIPTIVE_TAGS = {270, 271, 272, 282, 283, 296, 305, 306, 315, 316, 18246, 33432, 34665, 34853}


def upright_exif(block: bytes) -> tuple[bytes | None, int]:
    """Return an EXIF block with its orientation set to 1, and the orientation that it had (1 to 8).

    All else stays as it is, byte for byte, but for the thumbnail: it would show the old picture, so it is
    unlinked. A block that cannot be understood is dropped (None), with a warning in the log.
    """
    body = bytearray(block.removeprefix(EXIF_PREFIX))
    orientation = 1
    try:
        order = {b"II": "<", b"MM": ">"}[bytes(body[:2])]
        (directory,) = struct.unpack_from(order + "I", body, 4)
        (count,) = struct.unpack_from(order + "H", body, directory)
        for entry in range(directory + 2, directory + 2 + 12 * count, 12):
            tag, kind = struct.unpack_from(order + "HH", body, entry)
            if tag == _ORIENTATION and kind in _FORMATS:
                (orientation,) = struct.unpack_from(order + _FORMATS[kind], body, entry + 8)
                struct.pack_into(order + _FORMATS[kind], body, entry + 8, 1)
        next_directory = directory + 2 + 12 * count
        if next_directory + 4 <= len(body):
            struct.pack_into("I", body, next_directory, 0)
    except (KeyError, struct.error) as error:
        log.warning("The picture's EXIF metadata cannot be kept: %r", error)
        return None, 1
    return EXIF_PREFIX + bytes(body), _valid(orientation)


def exif_of_tiff(data: bytes) -> tuple[bytes | None, int]:
    """Return an EXIF block of a TIFF file's descriptive tags, or None, and its orientation (1 to 8)."""
    exif = Image.Exif()
    orientation = 1
    try:
        exif.load(data)
        orientation = exif.get(_ORIENTATION, 1)
        for tag in set(exif) - _DESCRIPTIVE_TAGS:
            del exif[tag]
        for tag, value in dict(exif).items():
            # Pillow reads texts as Latin-1 and writes ASCII: as bytes, names in UTF-8 survive.
            if isinstance(value, str) and not value.isascii():
                exif[tag] = value.encode("latin-1", "replace")
        if not len(exif):
            return None, _valid(orientation)
        exif[_ORIENTATION] = 1
        return exif.tobytes(), _valid(orientation)
    except DECODER_ERRORS as error:
        log.warning("The TIFF's metadata cannot be kept: %r", error)
        return None, _valid(orientation)


def exif_texts(block: bytes | None) -> dict[int, bytes]:
    """Return the texts in the main directory of a kept EXIF block, by tag number, in the file's encoding."""
    exif = Image.Exif()
    try:
        exif.load(block or b"")
        return {tag: value.encode("latin-1") for tag, value in dict(exif).items() if isinstance(value, str)}
    except DECODER_ERRORS as error:
        log.warning("The picture's EXIF texts cannot be kept: %r", error)
        return {}


def _valid(orientation: object) -> int:
    return orientation if isinstance(orientation, int) and orientation in range(1, 9) else 1
