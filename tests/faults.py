"""What disks do to a program: full, not to be written to, gone. For real, but for the price of a disk."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 65534
needs_posix = pytest.mark.skipif(os.name != "posix", reason="the limits are those of POSIX")


@contextmanager
def full_disk(_folder: Path | None = None, *, room: int = 0) -> Iterator[None]:
    """No file can become longer than `room` bytes: every write beyond fails, whatever library it comes from.

    It is the process's own limit (RLIMIT_FSIZE), so that the files and the code that writes them are real.
    """
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def read_only(folder: Path, mode_of_folders: int = 0o555) -> Iterator[None]:
    """Nothing can be made, replaced or removed in a folder; root, whom no mode stops, is nobody meanwhile.

    The folder must be one of `open_folder`, so that nobody gets that far.
    """
    root = os.geteuid() == 0
    modes = {path: path.stat().st_mode for path in (folder, *folder.rglob("*")) if not path.is_symlink()}
    for path in modes:
        path.chmod(mode_of_folders if path.is_dir() else 0o444)
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path, mode in modes.items():
            path.chmod(mode)


@contextmanager
def gone(folder: Path) -> Iterator[None]:
    """A folder is taken away, as a stick is pulled out, and comes back as it was."""
    elsewhere = folder.with_name(f"{folder.name} taken away")
    folder.rename(elsewhere)
    try:
        yield
    finally:
        if folder.exists():  # somebody made it anew, which is no harm
            shutil.copytree(folder, elsewhere, dirs_exist_ok=True)
            shutil.rmtree(folder)
        elsewhere.rename(folder)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """An empty folder that every user can get to, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o755)
        folder = Path(parent) / "folder"
        folder.mkdir()
        yield folder


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, with its contents."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
