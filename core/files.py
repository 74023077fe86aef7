"""Files written whole or not at all; what a killed write leaves behind; files known by their contents."""

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    import torch


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file that takes another's place whole or not at all.

    Yields the temporary file to write, `.NAME.part` beside `path`, which it becomes once the block has ended;
    after an error in it the temporary file is gone, and what was there before is still there. Raises OSError,
    which names `path`, as nobody knows the temporary file.
    """
    temporary = path.with_name(f".{path.name}.part")
    try:
        yield temporary
        os.replace(temporary, path)
    except BaseException as error:
        with contextlib.suppress(OSError):  # in a folder that cannot be written to, nothing can be removed
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno and error.filename in (None, str(temporary)):
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise


def read_json(path: Path) -> Any:
    """Read a file of JSON in UTF-8. Raises OSError, and ValueError for what is none, in whatever way."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8, so that none is cut in two. Raises as `replacing`.

    A file's name that is no text becomes "\\udcff" and the like, which JSON reads as that name again; TOML
    refuses it.
    """
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", errors="backslashreplace")


def append_text(path: Path, text: str) -> None:
    """Put text at a file's end. Raises OSError, which names `path`; of the text a part may be there then."""
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def write_tensors(
    path: Path,
    tensors: "Mapping[str, torch.Tensor]",
    metadata: Mapping[str, str],
    check: "Callable[[Path], object]" = lambda path: None,
) -> None:
    """Write a safetensors file through a temporary folder beside it, `.NAME.part`.

    A folder, as safetensors itself writes to a file of a random name beside the one it was given: killed, it
    leaves that behind, and only in a folder of our own does `remove_unfinished` know it for what it is.

    Args:
        check: called with the temporary file before it takes its place; what it raises keeps it from there.

    Raises:
        OSError: it cannot be written; what was there before is then still there.
    """
    from safetensors import SafetensorError
    from safetensors.torch import save_file

    temporary = path.with_name(f".{path.name}.part")
    written = temporary / path.name
    _remove(temporary)
    try:
        temporary.mkdir()
        save_file(dict(tensors), written, dict(metadata))
        check(written)
        written.chmod(0o644)  # safetensors makes it readable for its owner alone
        os.replace(written, path)
    except (SafetensorError, OSError) as error:
        number = error.errno if isinstance(error, OSError) else _system_error(error)
        if number is None:
            raise OSError(f"{path} cannot be written: {error}") from error
        raise OSError(number, os.strerror(number), str(path)) from error
    finally:
        _remove(temporary)


def _system_error(error: Exception) -> int | None:
    """The system's number for what safetensors ran into, which it has in its words only."""
    found = re.search(r"os error (\d+)", str(error))
    return int(found[1]) if found else None


@contextlib.contextmanager
def held(path: Path) -> Iterator[bool]:
    """Hold a lock, the file `path`, while the block runs: yields False where another process holds it.

    The lock ends with the process, whatever ends that; the empty file stays. Raises OSError.
    """
    with path.open("ab") as file:
        yield _lock(file)


def is_held(path: Path) -> bool:
    """Whether another process holds the lock `path`."""
    try:
        with path.open("rb+") as file:
            return not _lock(file)
    except OSError:  # no file, no lock
        return False


def _lock(file: BinaryIO) -> bool:
    """Lock an open file until it is closed; where locks are not known, nobody is kept away."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True


def remove_unfinished(folder: Path) -> None:
    """Delete what writes that were killed have left in a folder."""
    for path in folder.glob(".*.part"):
        _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def is_writable(folder: Path) -> bool:
    """Whether files can be made in a folder that is there, as far as the system tells without a trial."""
    effective = os.access in os.supports_effective_ids  # as files are opened; else by who started the program
    return os.access(folder, os.W_OK | os.X_OK, effective_ids=effective)


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's contents. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
