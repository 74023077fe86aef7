"""Files that take their places together or not at all; nothing half-written ever replaces a good file."""

from __future__ import annotations

import contextlib
import functools
import os
import platform
import secrets
import shutil
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import psutil

from core.errors import PictureError
from core.imaging.raster import DECODER_ERRORS

_LONGEST_WORK = 24 * 3600.0
"""Seconds after which a file that another machine has begun is no longer on its way."""


@dataclass
class _Staged:
    """A file on its way.

    temporary: where it is written. target: the file that it replaces. path: how its user calls that.
    was_there: whether there is a file to be replaced. kept: that file's second name meanwhile.
    """

    temporary: Path
    target: Path
    path: Path
    was_there: bool = False
    kept: Path | None = None


class FileBatch:
    """Keeps every file under a temporary name beside its target until all are written and checked.

    As a context: what was added and not committed is removed again, and so are the folders made for it.
    """

    def __init__(self) -> None:
        self._staged: list[_Staged] = []
        self._folders: list[Path] = []

    def __enter__(self) -> FileBatch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # What cannot be removed, or is gone with its folder, must not hide the error that led here.
        for each in self._staged:
            _remove(each.temporary, each.kept)
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
        temporary = _temporary(target)
        self._staged.append(_Staged(temporary, target, path))
        try:
            temporary.write_bytes(encode())
            check(temporary.read_bytes())
        except DECODER_ERRORS as error:
            raise _not_written(path, error) from error

    def commit(self) -> list[Path]:
        """Let every file take its target's place; return their paths.

        Raises PictureError if the system refuses, which for files just written beside their targets it
        hardly does; those that came before are taken back then. Where that is refused too, or the disk knows
        no links by which what was there could be kept, the error names what was replaced, and where what
        was there is kept now.
        """
        done: list[_Staged] = []
        try:
            for each in self._staged:
                if each.target.exists():
                    shutil.copymode(each.target, each.temporary)
                    each.was_there = True
                    if each is not self._staged[-1]:  # after the last nothing is left that could fail
                        each.kept = _second_name(each.target)
                os.replace(each.temporary, each.target)
                done.append(each)
        except BaseException as error:
            replaced = [each for each in reversed(done) if not _take_back(each)]
            kept = [_keep(each.kept) for each in replaced if each.kept is not None]
            for each in replaced:
                each.kept = None  # which would be removed, and is the only one
            if isinstance(error, OSError):
                path, paths = self._staged[len(done)].path, [each.path for each in replaced]
                raise _not_written(path, error, paths, kept) from error
            raise
        _remove(*(each.kept for each in done))
        self._staged.clear()
        self._folders.clear()
        return [each.path for each in done]


def _second_name(target: Path) -> Path | None:
    """Give a file a second name beside it, so that it stays when it is replaced; None on a disk without."""
    kept = _temporary(target)
    try:
        os.link(target, kept)
    except OSError:
        return None
    return kept


def _take_back(done: _Staged) -> bool:
    """Put what was there in its place again; False where that cannot be done."""
    if done.was_there and done.kept is None:
        return False
    try:
        if done.kept is None:
            done.target.unlink(missing_ok=True)
        else:
            os.replace(done.kept, done.target)
    except OSError:
        return False
    return True


def _keep(kept: Path) -> Path:
    """Let a second name outlive this process, as those of files on their way do not, if the disk lets."""
    lasting = kept.with_suffix(".old")
    try:
        os.replace(kept, lasting)
    except OSError:
        return kept
    return lasting


def _remove(*paths: Path | None) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            if path is not None:
                path.unlink(missing_ok=True)


def remove_leftovers(paths: Iterable[Path]) -> None:
    """Delete what processes that are gone have left of files on their way to these targets."""
    heads: defaultdict[Path, set[str]] = defaultdict(set)
    for path in paths:
        target = Path(os.path.realpath(path))
        heads[target.parent].add(_head(target))
    for folder, wanted in heads.items():
        for left in folder.glob(".*.tmp"):
            head, process, machine, _ = f"{left.name}---".split("-", 3)
            if f"{head}-" in wanted and not _is_at_work(process, machine, left):
                _remove(left)


def may_have_leftovers(path: Path) -> bool:
    """Whether there were temporary files of this target when this process first asked about its folder.

    The folder is listed that once: for every file, thousands in one folder would take ever longer.
    """
    target = Path(os.path.realpath(path))
    return _head(target) in _heads_in(target.parent, os.getpid())


@functools.lru_cache(maxsize=256)
def _heads_in(folder: Path, _process: int) -> frozenset[str]:
    return frozenset(left.name.partition("-")[0] + "-" for left in folder.glob(".*.tmp"))


def _is_at_work(process: str, machine: str, left: Path) -> bool:
    """Whether a process is there that may yet need its file; of another machine's, whether it is new."""
    if not (process.isdecimal() and len(process) < 10):
        return False
    if machine == _machine():
        return psutil.pid_exists(int(process))
    try:
        # Not when it was written to: a second name has the time of the old file.
        return time.time() - left.stat().st_ctime < _LONGEST_WORK
    except OSError:  # it has gone by itself
        return False


@functools.cache
def _machine() -> str:
    """Stands for this machine in names, as folders are shared and a process's number is good on one only."""
    return f"{zlib.crc32(platform.node().encode(errors='replace')):08x}"


def _temporary(target: Path) -> Path:
    """A name beside a file that nobody else takes."""
    return target.with_name(f"{_head(target)}{os.getpid()}-{_machine()}-{secrets.token_hex(6)}.tmp")


def _head(target: Path) -> str:
    """What a target's temporary files begin with, before the process; its name could make theirs too long."""
    return f".{zlib.crc32(os.fsencode(target.name)):08x}-"


def _not_written(
    path: Path, error: BaseException, replaced: Sequence[Path] = (), kept: Sequence[Path] = ()
) -> PictureError:
    """The error of a file.

    replaced: what has taken its place already and could not be taken back. kept: what was there before, as
    far as there is any.
    """
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    names = ", ".join(map(str, replaced[:3])) + (" …" if len(replaced) > 3 else "")
    if kept:
        olds = ", ".join(map(str, kept))
        return PictureError(
            f"{path} could not be written ({reason}), and what was written with it could not be taken back "
            f"({names}): check the folder and the space on the disk. What was there before is kept: {olds}."
        )
    if replaced:
        return PictureError(
            f"{path} could not be written ({reason}), and what was written with it could not be taken back "
            f"({names}): check the folder and the space on the disk."
        )
    return PictureError(
        f"{path} could not be written ({reason}), and what was there is unchanged: check the folder and "
        "the space on the disk."
    )
