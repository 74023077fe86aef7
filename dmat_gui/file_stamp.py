"""Whether somebody else has written a file since it was looked at, told without reading it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class FileStamp(NamedTuple):
    """How a file was at a moment: when it was last written, in nanoseconds, and its size in bytes."""

    written: int
    size: int


def stamp_of(path: Path | None) -> FileStamp | None:
    """How a file is now; None for one that is not there or cannot be looked at."""
    if path is None:
        return None
    try:
        found = path.stat()
    except (OSError, ValueError):  # ValueError: a name that no file can have
        return None
    return FileStamp(found.st_mtime_ns, found.st_size)
