"""Finding folders and pictures by name, as data sets come: in any case, nested, with litter among them."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from core.imaging.raster import DECODER_ERRORS
from core.imaging.reading import PILLOW_FORMATS, READABLE_SUFFIXES

# Files that a person would take for pictures of the set, which are not read here.
_FOREIGN_SUFFIXES = (
    ".gif", ".heic", ".heif", ".jp2", ".jxl", ".psd", ".tga", ".ppm", ".pgm",
    ".part", ".crdownload", ".download",
)  # fmt: skip
_LITTER_FOLDERS = ("__macosx",)


def child(folder: Path, *names: str) -> Path | None:
    """Return the sub-folder with the first possible of these names, in any case, or None."""
    folders = {entry.name.casefold(): entry for entry in subfolders(folder)}
    return next((folders[name.casefold()] for name in names if name.casefold() in folders), None)


def descend(folder: Path, place: str) -> Path | None:
    """Return the folder at `place` ("a/b", in any case; "." is `folder` itself) below `folder`, or None."""
    found: Path | None = folder
    for part in place.split("/"):
        if part != "." and found is not None:
            found = child(found, part)
    return found


def subfolders(folder: Path) -> list[Path]:
    """The folders right below, sorted, without hidden ones and what archives of a Mac leave behind."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.is_dir() and not _is_litter(entry.name)]
    except OSError:
        return []
    return [folder / name for name in sorted(names, key=natural_order)]


def pictures(folder: Path, nested: bool = True) -> list[Path]:
    """The pictures that can be read here, in natural order; of sub-folders too unless `nested` is False."""
    return _files(folder, READABLE_SUFFIXES, nested)


def foreign_files(folder: Path) -> list[Path]:
    """Files that look like pictures, or like downloads cut short, but cannot be read here."""
    return _files(folder, _FOREIGN_SUFFIXES, nested=True)


def has_pictures(folder: Path, nested: bool = True) -> bool:
    """Whether there is any picture in the folder."""
    return any(path.suffix.lower() in READABLE_SUFFIXES for path in _walk(folder, nested))


def has_transparency(path: Path) -> bool:
    """Whether a picture's header promises transparency; False for what cannot be opened."""
    if not path.is_file():  # a pipe would be waited for
        return False
    try:
        with Image.open(path, formats=(*PILLOW_FORMATS, "TIFF")) as picture:
            return picture.has_transparency_data
    except (*DECODER_ERRORS, Image.DecompressionBombError):
        return path.suffix.lower() == ".exr"


def background_pictures(folder: Path) -> list[Path]:
    """The pictures to put behind things: those of the folder, or of Pascal VOC's JPEGImages below it.

    VOC's masks have its photographs' names, so they must not be among them.
    """
    for place in ("JPEGImages", "VOC2012/JPEGImages", "VOCdevkit/VOC2012/JPEGImages"):
        if photographs := descend(folder, place):
            return pictures(photographs)
    return pictures(folder)


def key(path: Path, folder: Path) -> str:
    """What two files that belong together share: the path below their folder, without suffix and case.

    Unicode is composed, since archives made on a Mac hold decomposed names.
    """
    name = os.path.splitext(path.relative_to(folder).as_posix())[0]
    return unicodedata.normalize("NFC", name).casefold()


def natural_order(text: str) -> list[str | int]:
    """A sort key under which frame 2 comes before frame 10."""
    return [int(part) if at % 2 else part for at, part in enumerate(re.split(r"(\d+)", text.casefold()))]


def _files(folder: Path, suffixes: tuple[str, ...], nested: bool) -> list[Path]:
    found = [path for path in _walk(folder, nested) if path.suffix.lower() in suffixes]
    # The text itself decides between 1 and 01.
    return sorted(found, key=lambda path: (natural_order(str(path)), str(path)))


def _walk(folder: Path, nested: bool) -> Iterator[Path]:
    seen = set()
    for place, folders, files in os.walk(folder, followlinks=True):
        real = os.path.realpath(place)
        if real in seen:  # a link that leads back up
            folders.clear()
            continue
        seen.add(real)
        yield from (Path(place, name) for name in files if not _is_litter(name))
        folders[:] = [name for name in folders if nested and not _is_litter(name)]


def _is_litter(name: str) -> bool:
    return name.startswith(".") or name.casefold() in _LITTER_FOLDERS
