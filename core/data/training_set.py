"""The user's own training set: pictures with the trimaps and the finished mattes that were made of them.

It is a data set of the layout "folders": `images`, `alphas` and `trimaps` with files of one name, all PNG, so
that whoever trains on it needs nothing of this module. A picture is one only with its file in `images`, which
therefore goes first and comes last where the three are replaced: nobody ever finds it with another's matte.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import Literal

import numpy as np

from core.data.layouts.files import pictures
from core.errors import PictureError
from core.files import held
from core.imaging.contents import Contents, alpha_contents, rgb_contents
from core.imaging.file_batch import FileBatch, remove_leftovers
from core.imaging.picture import Picture
from core.imaging.trimap import FOREGROUND
from core.imaging.writing import write_contents

FOLDER = "training-set"
"""Its name in the user's data folder."""
_PARTS = ("images", "alphas", "trimaps")
_KIND = ".png"
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_LONGEST, _MOST_BYTES = 100, 240
"""Of a name; a file's own may have 255 bytes, with its ending and what says that it was set aside."""
_LOCK = "at-work.lock"


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
            ending = f" {number}"
            free, number = safe_name(name, room=len(ending)) + ending, number + 1
        return free

    def add(self, name: str, picture: Picture, trimap: np.ndarray, alpha: np.ndarray) -> str:
        """Store a picture with its trimap and its matte, in place of one of the same name.

        All three are written beside their places, read back and compared before any takes its place. What a
        process has left that was killed while they did is put back as it was. One process adds at a time.

        name: the picture's, made fit for a file.
        picture: 8 bits stay 8; all others become 16, floats sRGB-encoded and clipped, which is all that
            training sees.
        trimap: H x W uint8 of 0, 128 and 255. alpha: H x W in [0, 1], stored with 16 bits.
        Returns the name that it has now.
        Raises PictureError: it cannot be written, and what was there is unchanged, or the error says what
            is not; or another process is adding one.
        """
        depth: Literal[8, 16] = 8 if picture.pixels.dtype == np.uint8 else 16
        file = f"picture{_KIND}"  # whatever its name will be
        contents = {
            "images": rgb_contents(file, picture.pixels, depth, picture.icc),
            "alphas": alpha_contents(file, alpha, 16),
            "trimaps": alpha_contents(file, trimap / np.float32(FOREGROUND), 8),
        }
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with held(self.folder / _LOCK) as alone:
                if not alone:
                    raise PictureError(
                        f"Another window is just adding a picture to the training set {self.folder}: try "
                        "again in a moment."
                    )
                self._mend()
                name = self._spelt(safe_name(name))
                self._write(f"{name}{_KIND}", contents)
        except OSError as error:
            strerror = error.strerror or error
            raise PictureError(
                f"{name} could not be put into the training set {self.folder} ({strerror}), which is "
                "unchanged: check the folder."
            ) from error
        return name

    def _write(self, file: str, contents: dict[str, Contents]) -> None:
        remove_leftovers(self._paths(file))
        with FileBatch() as batch:
            for part in reversed(_PARTS):  # and so they take their places, the picture last
                path = self.folder / part / file
                batch.make_folder(path.parent)
                write_contents(path, contents[part], batch)
            try:
                self._set_aside(file)
                batch.commit()
            except BaseException as error:
                try:
                    self._put_back(file)
                except OSError:
                    if isinstance(error, OSError | PictureError):  # others must not be hidden
                        raise self._left_out(file, error) from error
                raise
            self._let_go(file)

    def _set_aside(self, file: str) -> None:
        """Take what is there out of the set, the picture itself first. Raises OSError.

        An empty file stands for what is not there, so that a new one in its place is known for that.
        """
        for path in self._paths(file):
            try:
                os.replace(path, _aside(path))
            except FileNotFoundError:
                _aside(path).write_bytes(b"")

    def _put_back(self, file: str) -> None:
        """Undo `_set_aside`, however far it came. Raises OSError."""
        for path in reversed(self._paths(file)):
            with contextlib.suppress(FileNotFoundError):  # it did not come so far
                if _aside(path).stat().st_size:
                    os.replace(_aside(path), path)
                else:
                    path.unlink(missing_ok=True)
                    _aside(path).unlink()

    def _left_out(self, file: str, error: OSError | PictureError) -> PictureError:
        """What is to be said where `_put_back` has failed too."""
        cause = error if isinstance(error, OSError) else error.__cause__  # its own words say all is as it was
        reason = cause.strerror or cause if isinstance(cause, OSError) else cause or error
        return PictureError(
            f"{file} could not be put into the training set {self.folder} ({reason}), and what had that name "
            "there could not be put back: check the folder, then add a picture, which puts it back first."
        )

    def _let_go(self, file: str) -> None:
        """Remove what was set aside; what lets itself not be removed lies hidden, and goes with the next."""
        for path in self._paths(file):
            with contextlib.suppress(OSError):
                _aside(path).unlink(missing_ok=True)

    def _mend(self) -> None:
        """Clear up after a process that was killed while it replaced a picture. Raises OSError."""
        folders = (self.folder / part for part in _PARTS)
        left = {path.name[1:-4] for folder in folders for path in folder.glob(f".*{_KIND}.old")}
        for file in left:
            if (self.folder / "images" / file).exists():  # the last to come: the new ones are all there
                self._let_go(file)
            else:
                self._put_back(file)

    def _paths(self, file: str) -> list[Path]:
        return [self.folder / part / file for part in _PARTS]

    def _names(self) -> set[str]:
        folders = (self.folder / part for part in _PARTS)
        return {path.stem.casefold() for folder in folders for path in pictures(folder, nested=False)}

    def _spelt(self, name: str) -> str:
        """As a picture of the same name is spelt already, so that none lies beside it on some systems."""
        there = (path.stem for path in pictures(self.folder / "images", nested=False))
        return next((stem for stem in there if stem.casefold() == name.casefold()), name)


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.old")


def safe_name(name: str, room: int = 0) -> str:
    """A picture's name as every system's file can have it; "picture" where nothing is left of it.

    room: for so many letters or digits that are put to it.
    """
    name = _UNSAFE.sub("_", name).strip(" .")[: _LONGEST - room]
    while len(os.fsencode(name)) > _MOST_BYTES - room:
        name = name[:-1]
    return name.strip(" .") or "picture"
