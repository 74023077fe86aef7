"""What says where a picture's subject is: a trimap, or a hard mask that a trimap is made from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from core.errors import PictureError, SettingsError, TrimapError
from core.imaging.auto_trimap import check_edge, trimap_from_alpha
from core.imaging.band import proposed_widths
from core.imaging.colour import to_unit
from core.imaging.reading import READABLE_SUFFIXES, read_grey
from core.imaging.trimap import check_size, trimap_of

Kind = Literal["trimap", "mask", "either"]

TAILS: dict[str, tuple[str, ...]] = {"trimap": ("_trimap", "-trimap"), "mask": ("_mask", "-mask")}
"""How names end that are a picture's with what the file is to it."""

# What is as dark or as bright as this is black or white with the noise of JPEG; between, on a scale of 1, a
# trimap has its one grey, where the soft edge of a mask has all of them alike.
_BLACK, _WHITE = 0.06, 0.94
_GREY_FROM, _GREY_TO = 0.33, 0.67


@dataclass(frozen=True)
class Guide:
    """A picture's trimap, or the mask that its trimap is made from.

    Attributes:
        path: the file.
        kind: "either" is decided by what the file holds.
        inner, outer: by how many pixels a mask's unknown band reaches into the foreground and into the
            background; None: by the picture's size.
    """

    path: Path
    kind: Kind = "either"
    inner: int | None = None
    outer: int | None = None

    def read(self, size: tuple[int, int]) -> tuple[np.ndarray, str | None]:
        """Return the trimap (uint8 H×W of 0, 128, 255), and a sentence on what was made of the file, if any.

        size: the picture's (width, height). Raises TrimapError for a file that cannot be read, has another
        size, or, as a mask, is the same all over.
        """
        try:
            grey = read_grey(self.path)
        except PictureError as error:
            raise TrimapError(str(error)) from error
        is_mask = self.kind == "mask" or (self.kind == "either" and is_like_mask(grey))
        if not is_mask:
            return trimap_of(grey, self.path.name, size)
        check_size(grey, size, self.path.name)
        check_edge(grey, self.path.name)
        inner, outer = (
            proposed if asked is None else asked
            for asked, proposed in zip((self.inner, self.outer), proposed_widths(size), strict=True)
        )
        note = None
        if self.kind == "either":
            note = (
                f"{self.path.name} was taken for a mask: {inner} pixels within its edge and {outer} around "
                "it are unknown."
            )
        return trimap_from_alpha(grey, inner, outer), note


@dataclass(frozen=True)
class Guides:
    """Where the trimaps or masks of a batch are.

    Attributes:
        place: a file, for one picture; a folder, whose files are called <stem>_trimap, <stem>_mask or <stem>;
            or None: <stem>_trimap or <stem>_mask beside each picture.
        kind, inner, outer: as in `Guide`, for what no name decides.

    Raises SettingsError if there is no such file or folder, or a width is negative.
    """

    place: Path | None = None
    kind: Kind = "either"
    inner: int | None = None
    outer: int | None = None

    def __post_init__(self) -> None:
        if self.place is not None and not self.place.exists():
            what = {"trimap": "trimap", "mask": "mask"}.get(self.kind, "trimap or mask")
            raise SettingsError(f"There is no {what} file or folder {self.place}: check its name.")
        for width in (self.inner, self.outer):
            if width is not None and width < 0:
                raise SettingsError(f"The unknown band cannot be {width} pixels wide: use 0 or more.")

    @property
    def tails(self) -> list[tuple[str, Kind]]:
        """Endings of the names to look for, the likeliest first, and what each file is then."""
        kinds: tuple[Kind, ...] = ("trimap", "mask") if self.kind == "either" else (self.kind,)
        tails: list[tuple[str, Kind]] = [(tail, kind) for kind in kinds for tail in TAILS[kind]]
        return tails if self.place is None else [*tails, ("", self.kind)]


class GuideFinder:
    """Finds pictures' guides; a folder is listed once, however many pictures it is for."""

    def __init__(self, guides: Guides) -> None:
        self._guides = guides
        self._listed: dict[Path, dict[str, list[Path]]] = {}

    def find(self, picture: Path) -> Guide | None:
        """The picture's trimap or mask, or None; never the picture itself."""
        guides = self._guides
        if guides.place is not None and guides.place.is_file():
            return self._guide(guides.place, guides.kind)
        files = self._files(guides.place or picture.parent)
        for tail, kind in guides.tails:
            for path in files.get(plain(picture.stem + tail), ()):
                if path.resolve() != picture.resolve():
                    return self._guide(path, kind)
        return None

    def _guide(self, path: Path, kind: Kind) -> Guide:
        return Guide(path, kind, self._guides.inner, self._guides.outer)

    def _files(self, folder: Path) -> dict[str, list[Path]]:
        """The folder's pictures by `plain` stem."""
        if folder not in self._listed:
            found: dict[str, list[Path]] = {}
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                if path.suffix.lower() in READABLE_SUFFIXES:
                    found.setdefault(plain(path.stem), []).append(path)
            self._listed[folder] = found
        return self._listed[folder]


def plain(stem: str) -> str:
    """A name in any case; composed, as archives made on a Mac hold decomposed ones."""
    return unicodedata.normalize("NFC", stem).casefold()


def is_like_mask(grey: np.ndarray) -> bool:
    """Whether a grey picture (H×W of any depth) is a mask rather than a trimap.

    A trimap has unknown pixels, of one grey; what a mask has between black and white is the rim of its edge,
    of every grey alike.
    """
    unit = to_unit(grey)
    between = unit[(unit > _BLACK) & (unit < _WHITE)]
    if not between.size:
        return True
    middle = np.count_nonzero((between > _GREY_FROM) & (between < _GREY_TO))
    return bool(2 * middle < between.size)
