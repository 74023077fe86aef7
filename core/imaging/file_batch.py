"""Files that take their places together or not at all; nothing half-written ever replaces a good file."""

from __future__ import annotations

import contextlib
import functools
import os
import secrets
import shutil
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType

import psutil

from core.errors import PictureError
from core.imaging.raster import DECODER_ERRORS


class FileBatch:
    """Keeps every file under a temporary name beside its target until all are written and checked.

    As a context: what was added and not committed is removed again, and so are the folders made for it.
    """

    def __init__(self) -> None:
        self._staged: list[tuple[Path, Path, Path]] = []
        self._folders: list[Path] = []

    def __enter__(self) -> FileBatch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # What cannot be removed, or is gone with its folder, must not hide the error that led here.
        for temporary, _target, _path in self._staged:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        for folder in reversed(self._folders):
            with contextlib.suppress(OSError):
                folder.rmdir()  # only an empty one lets itself be removed

    def make_folder(self, folder: Path) -> None:
        """Make a folder with its parents, if it is not there. Raises PictureError."""
        missing = [each for each in (folder, *folder.parents) if not os.path.exists(each)]
        for each in reversed(missing):
            try:
                each.mkdir()
            except OSError as error:
                raise PictureError(
                    f"The folder {folder} cannot be made ({error.strerror}): choose another."
                ) from error
            self._folders.append(each)

    def add(self, path: Path, encode: Callable[[], bytes], check: Callable[[bytes], None]) -> None:
        """Write a file beside its target and read it back.

        Args:
            encode: gives the file's content.
            check: gets what was read back, and raises ValueError if it is not what it should be.

        Raises PictureError; what was at `path` is unchanged.
        """
        # A link stays a link: the file that it points to is replaced.
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise PictureError(f"{path} is a folder, so no file can have its name: choose another.")
        temporary = target.with_name(f"{_head(target)}{os.getpid()}-{secrets.token_hex(6)}.tmp")
        self._staged.append((temporary, target, path))
        try:
            temporary.write_bytes(encode())
            check(temporary.read_bytes())
        except DECODER_ERRORS as error:
            raise _not_written(path, error) from error

    def commit(self) -> list[Path]:
        """Let every file take its target's place; return their paths.

        Raises PictureError if the system refuses, which for files just written beside their targets it
        hardly does; those that come before have taken their places then.
        """
        written: list[Path] = []
        for temporary, target, path in self._staged:
            try:
                if target.exists():
                    shutil.copymode(target, temporary)
                os.replace(temporary, target)
            except OSError as error:
                raise _not_written(path, error) from error
            written.append(path)
        self._staged.clear()
        self._folders.clear()
        return written


def remove_leftovers(paths: Iterable[Path]) -> None:
    """Delete what processes that are gone have left of files on their way to these targets."""
    heads: defaultdict[Path, set[str]] = defaultdict(set)
    for path in paths:
        target = Path(os.path.realpath(path))
        heads[target.parent].add(_head(target))
    for folder, wanted in heads.items():
        for left in folder.glob(".*.tmp"):
            head, process, _ = f"{left.name}--".split("-", 2)
            if f"{head}-" in wanted and not _is_at_work(process):
                with contextlib.suppress(OSError):
                    left.unlink(missing_ok=True)


def may_have_leftovers(path: Path) -> bool:
    """Whether there were temporary files of this target when this process first asked about its folder.

    The folder is listed that once: for every file, thousands in one folder would take ever longer.
    """
    target = Path(os.path.realpath(path))
    return _head(target) in _heads_in(target.parent, os.getpid())


@functools.lru_cache(maxsize=256)
def _heads_in(folder: Path, _process: int) -> frozenset[str]:
    return frozenset(left.name.partition("-")[0] + "-" for left in folder.glob(".*.tmp"))


def _is_at_work(process: str) -> bool:
    """Whether a process is there that may yet need its files."""
    return process.isdecimal() and len(process) < 10 and psutil.pid_exists(int(process))


def _head(target: Path) -> str:
    """What a target's temporary files begin with, before the process; its name could make theirs too long."""
    return f".{zlib.crc32(target.name.encode()):08x}-"


def _not_written(path: Path, error: BaseException) -> PictureError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    return PictureError(
        f"{path} could not be written ({reason}), and what was there is unchanged: check the folder and "
        "the space on the disk."
    )
