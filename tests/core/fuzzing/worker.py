"""A process of its own that reads damaged files: `python -m fuzzing.worker FOLDER SEED READER:FIRST:LAST …`.

It tells of each file in a line of JSON; where it dies, the one who started it knows on which file it was.
"""

import faulthandler
import json
import logging
import os
import resource
import sys
import time
import traceback
import warnings
from pathlib import Path
from typing import Any

from fuzzing.readers import FAULTY, READERS, Reader, case_bytes

import core.imaging.exr
import core.imaging.reading
import core.imaging.tiff
import core.projects.reading
from core.errors import DmatError

MOST_MEMORY = 3 * 2**30
"""Address space that a worker may take beyond what it has when it is ready."""
SLACK = 64 * 2**20
"""Memory that a reader may take whatever the file says: codecs and their tables."""
_PIXEL = 16
"""Bytes of a project's pixel at most: four floats."""
_CHANGES = (
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.symlink",
    "os.link",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.utime",
)
_ROOT = str(Path(__file__).parents[3])
_LIBRARIES = [place for place in sys.path if os.path.realpath(place) != os.path.realpath("")]
"""Without the folder that this began in, as others' files are there."""
_ITS_OWN = tuple(
    os.path.realpath(place)
    for place in (
        sys.prefix, sys.base_prefix, *_LIBRARIES, _ROOT, "/usr", "/etc", "/proc", "/sys", "/dev", "/set",
    )
)  # fmt: skip
"""Where Python, its libraries and the program read what is theirs, and the set that evaluations are of."""
_FORBIDDEN = (
    "socket.connect",
    "socket.getaddrinfo",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "pickle.find_class",
)

_declared = 0
_deeds: list[str] = []
_watching = False
_place = ""
"""The folder that a reader's files are in, and what they were made in beside them."""


def main(folder: str, seed: str, *ranges: str) -> None:
    """Read the files of each range and tell of each; the last number is in it."""
    global _place
    told = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # decoders written in C print to it
    faulthandler.enable()
    warnings.simplefilter("ignore")
    logging.disable()
    _watch()
    readers = READERS | FAULTY
    work = [(readers[name], int(first), int(last)) for name, first, last in (r.split(":") for r in ranges)]
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + MOST_MEMORY,) * 2)
    for reader, first, last in work:
        own = Path(folder) / reader.name / "files"
        made = own.with_name("made")
        _place = os.path.realpath(own.parent)
        for place in (own, made):
            place.mkdir(parents=True, exist_ok=True)
        files = reader.files(made)
        if not any(own.iterdir()):
            reader.prepare(own)
        told.write(json.dumps({"ready": reader.name}) + "\n")
        for number in range(first, last + 1):
            told.write(json.dumps(_case(reader, files, own, int(seed), number)) + "\n")


def _case(reader: Reader, files: dict[str, bytes], folder: Path, seed: int, number: int) -> dict[str, Any]:
    """Read one damaged file: what came of it, as `outcome`, and what there is to say of that."""
    global _declared, _watching
    name, data = case_bytes(reader, files, seed, number)
    path = folder / name
    whole = path.read_bytes() if path.exists() else None
    path.write_bytes(data)
    before, _declared = _snapshot(folder), 0
    _deeds.clear()
    began, memory = time.process_time(), _begin_memory()
    _watching = True
    try:
        size = reader.read(path, folder)
        outcome, said = "read", ""
    except DmatError as error:
        size, outcome, said = 0, "refused", str(error)
        if len(said) < 20 or "Traceback" in said:
            outcome = "other error"
    except BaseException:  # noqa: BLE001 - whatever a reader lets through is what is looked for
        size, outcome, said = 0, "other error", traceback.format_exc()
    _watching = False
    grown = _peak_memory() - memory
    allowed = 4 * max(len(data), size, _declared) + SLACK
    if grown > allowed:
        outcome, said = "memory", f"{grown / 2**20:.0f} MB for {allowed / 2**20:.0f} MB; {said}"
    if _deeds:
        outcome, said = "forbidden", "; ".join(_deeds)
    if _snapshot(folder) != before:
        outcome, said = "written", f"{_snapshot(folder)} from {before}"
    if whole is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(whole)
    seconds = time.process_time() - began
    return {
        "reader": reader.name, "number": number, "file": name, "outcome": outcome, "said": said,
        "seconds": seconds, "mb": grown / 2**20,
    }  # fmt: skip


def _snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path.relative_to(folder)): (path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in folder.rglob("*")
        if not path.is_dir()
    }


def _begin_memory() -> int:
    """Let the system count the peak from here; the memory now, in bytes."""
    Path("/proc/self/clear_refs").write_text("5")
    return _status("VmRSS")


def _peak_memory() -> int:
    return _status("VmHWM")


def _status(name: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    return 0


def _watch() -> None:
    """Note what a file is said to hold, and what no reader of files has to do."""
    for module in (core.imaging.reading, core.imaging.exr, core.imaging.tiff):
        module.check_size = _noting(module.check_size)
    size_of = core.projects.reading._size

    def noted_size(picture: Any) -> tuple[int, int]:
        global _declared
        width, height = size_of(picture)
        _declared = max(_declared, width * height * _PIXEL)
        return width, height

    core.projects.reading._size = noted_size
    sys.addaudithook(_audit)


def _noting(check: Any) -> Any:
    """As `check_size`; notes a third of what it takes, and four samples of a byte to a pixel at least."""

    def noted(width: int, height: int, pixel: int) -> Any:
        global _declared
        check(width, height, pixel)
        _declared = max(_declared, width * height * max(pixel // 3, 4))

    return noted


def _audit(event: str, arguments: tuple) -> None:
    if not _watching:
        return
    if event.startswith(_FORBIDDEN):
        _deeds.append(f"{event} {arguments!r}"[:200])
    elif event in _CHANGES:
        outside = [path for path in arguments[:2] if _is_outside(path, (_place,))]
        _deeds.extend(f"{event} {path!r}"[:200] for path in outside)
    elif event == "open" and len(arguments) == 3:
        path, mode, flags = arguments
        writes = any(letter in (mode or "") for letter in "wax+") or (flags or 0) & (os.O_WRONLY | os.O_RDWR)
        if writes and "__pycache__" not in str(path) and not str(path).endswith("again.toml"):
            _deeds.append(f"writes {path}")
        elif not writes and _is_outside(path, (_place, *_ITS_OWN)):
            _deeds.append(f"reads {path!r}"[:200])


def _is_outside(path: Any, places: tuple[str, ...]) -> bool:
    """Whether what an event tells of, if it is a file's name, lies in none of these folders."""
    if not isinstance(path, (str, bytes, os.PathLike)):
        return False
    absolute = os.path.realpath(os.fsdecode(path))  # a link may lead out, and to the temporary files may one
    return not any(absolute == place or absolute.startswith(f"{place}/") for place in places)


if __name__ == "__main__":
    main(*sys.argv[1:])
