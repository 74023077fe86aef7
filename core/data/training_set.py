"""The user's own training set: pictures with the trimaps and the finished mattes that were made of them.

It is a data set of the layout "folders": `images`, `alphas` and `trimaps` with files of one name, all PNG, so
that whoever trains on it needs nothing of this module.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import numpy as np

from core.data.layouts.files import pictures
from core.errors import PictureError
from core.imaging.contents import Contents, alpha_contents, rgb_contents
from core.imaging.file_batch import FileBatch
from core.imaging.picture import Picture
from core.imaging.trimap import FOREGROUND
from core.imaging.writing import write_contents

FOLDER = "training-set"
"""Its name in the user's data folder."""
_PARTS = ("images", "alphas", "trimaps")
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_LONGEST = 100


class TrainingSet:
    """A folder that pictures are added to; it need not be there before the first one.

    folder: of the set itself.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __len__(self) -> int:
        """How many pictures there are."""
        return len(pictures(self.folder / "images", nested=False))

    def holds(self, name: str) -> bool:
        """Whether there is a picture of that name, in any case."""
        return safe_name(name).casefold() in self._names()

    def free_name(self, name: str) -> str:
        """The name itself, or with a number that no other picture has."""
        name, taken, number = safe_name(name), self._names(), 2
        free = name
        while free.casefold() in taken:
            free, number = f"{name} {number}", number + 1
        return free

    def add(self, name: str, picture: Picture, trimap: np.ndarray, alpha: np.ndarray) -> str:
        """Store a picture with its trimap and its matte, in place of one of the same name.

        All three are written beside their places, read back and compared before any takes its place.

        name: the picture's, made fit for a file.
        picture: 8 bits stay 8; all others become 16, floats sRGB-encoded and clipped, which is all that
            training sees.
        trimap: H x W uint8 of 0, 128 and 255. alpha: H x W in [0, 1], stored with 16 bits.
        Returns the name that it has now.
        Raises PictureError: it cannot be written; what was there is unchanged.
        """
        name = self._spelt(safe_name(name))
        depth: Literal[8, 16] = 8 if picture.pixels.dtype == np.uint8 else 16
        file = f"{name}.png"
        contents = {
            "images": rgb_contents(file, picture.pixels, depth, picture.icc),
            "alphas": alpha_contents(file, alpha, 16),
            "trimaps": alpha_contents(file, trimap / np.float32(FOREGROUND), 8),
        }
        self._write(file, contents)
        return name

    def _write(self, file: str, contents: dict[str, Contents]) -> None:
        paths = [self.folder / part / file for part in contents]
        new = [path for path in paths if not path.exists()]
        with FileBatch() as batch:
            for path, each in zip(paths, contents.values(), strict=True):
                batch.make_folder(path.parent)
                write_contents(path, each, batch)
            try:
                batch.commit()
            except PictureError:
                for path in new:  # three or none
                    path.unlink(missing_ok=True)
                raise

    def _names(self) -> set[str]:
        folders = (self.folder / part for part in _PARTS)
        return {path.stem.casefold() for folder in folders for path in pictures(folder, nested=False)}

    def _spelt(self, name: str) -> str:
        """As a picture of the same name is spelt already, so that none lies beside it on some systems."""
        there = (path.stem for path in pictures(self.folder / "images", nested=False))
        return next((stem for stem in there if stem.casefold() == name.casefold()), name)


def safe_name(name: str) -> str:
    """A picture's name as every system's file can have it; "picture" where nothing is left of it."""
    return _UNSAFE.sub("_", name).strip(" .")[:_LONGEST].strip(" .") or "picture"
