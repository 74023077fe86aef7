"""Writing a project: beside its place, flushed, read back and compared, and only then put there."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import Cancelled, ProjectError
from core.files import replacing
from core.imaging.picture import Picture
from core.projects import layout
from core.projects.layout import Member, run_member, step_member
from core.projects.project import Project, ProjectRun

_CHUNK = 4 * 2**20

OnShare = Callable[[float], None]


def write_project(
    path: Path,
    project: Project,
    *,
    on_share: OnShare = lambda share: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Write a project file whole, or leave what was there as it is.

    Args:
        on_share: told the share done, 0 to 1.
        cancelled: asked now and then.

    Raises:
        ProjectError: it cannot be written, in a sentence.
        Cancelled: `cancelled` said so.
    """
    target = Path(os.path.realpath(path))  # a link stays a link: the file that it points to is replaced
    if target.is_dir():
        raise ProjectError(f"{path} is a folder, so no file can have its name: choose another.")
    members = [Member(layout.MANIFEST, _manifest(project, target.parent)), *_members(project)]
    meter = _Meter(2 * sum(len(member.raw()) for member in members), on_share, cancelled)
    try:
        with replacing(target) as temporary:
            _write(temporary, members, meter)
            _compare(temporary, members, meter)
            if target.exists():
                shutil.copymode(target, temporary)
        _flush_folder(target.parent)
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ProjectError(
            f"{path} could not be saved ({reason}), and what was there is unchanged: check the folder and "
            "the space on the disk, or save under another name."
        ) from error


class _Meter:
    """Counts bytes, tells the share, and stops where the user has cancelled."""

    def __init__(self, total: int, on_share: OnShare, cancelled: Callable[[], bool]) -> None:
        self._total, self._on_share, self._cancelled = max(total, 1), on_share, cancelled
        self._done = 0

    def chunks(self, raw: memoryview) -> Iterator[memoryview]:
        for begin in range(0, len(raw), _CHUNK):
            if self._cancelled():
                raise Cancelled("cancelled")
            chunk = raw[begin : begin + _CHUNK]
            yield chunk
            self._done += len(chunk)
            self._on_share(self._done / self._total)


def _write(path: Path, members: list[Member], meter: _Meter) -> None:
    with path.open("wb") as file:
        with zipfile.ZipFile(file, "w", allowZip64=True) as archive:
            for member in members:
                info = zipfile.ZipInfo(member.name)
                info.compress_type = zipfile.ZIP_DEFLATED if member.packed else zipfile.ZIP_STORED
                info.external_attr = 0o644 << 16
                _set_level(info)
                with archive.open(info, "w", force_zip64=True) as entry:
                    for chunk in meter.chunks(member.raw()):
                        entry.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _set_level(info: zipfile.ZipInfo) -> None:
    """Deflate quickly: higher levels take several times as long for a few percent."""
    name = "compress_level" if sys.version_info >= (3, 13) else "_compresslevel"
    setattr(info, name, 1)


def _compare(path: Path, members: list[Member], meter: _Meter) -> None:
    """Raise ValueError unless the file gives back just what was to be written."""
    with zipfile.ZipFile(path) as archive:
        for member in members:
            with archive.open(member.name) as entry:
                same = all(entry.read(len(chunk)) == chunk for chunk in meter.chunks(member.raw()))
                if not same or entry.read(1):
                    raise ValueError(f"“{member.name}” was not read back as it was written")


def _flush_folder(folder: Path) -> None:
    """Have the new name on the disk too, where the system can do that; the file itself is there already."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


# ---- what the file holds ---------------------------------------------------------------------------


def _members(project: Project) -> Iterator[Member]:
    if isinstance(project.embedded, bytes):
        yield Member(layout.PICTURE_FILE, project.embedded, packed=False)
    elif project.embedded is not None:
        picture = project.embedded
        parts = {
            layout.PICTURE_PIXELS: picture.pixels, layout.PICTURE_ALPHA: picture.alpha,
            layout.PICTURE_ICC: picture.icc, layout.PICTURE_EXIF: picture.exif,
        }  # fmt: skip
        for name, part in parts.items():
            if part is not None:
                yield Member(name, part, packed=isinstance(part, np.ndarray))
    yield Member(layout.TRIMAP, project.trimap)
    if project.retouch is not None:
        yield Member(layout.RETOUCH, project.retouch)
    for place, run in enumerate(project.runs):
        yield from _run_members(place, run)


def _run_members(place: int, run: ProjectRun) -> Iterator[Member]:
    yield Member(run_member(place, "trimap"), run.trimap)
    yield Member(run_member(place, "alpha"), np.asarray(run.alpha, np.float32))
    if run.start is not None:
        yield Member(run_member(place, "start"), np.asarray(run.start, np.float32))
    where, unknown = layout.steps_unknown(run)
    if where == layout.AT_OWN and unknown is not None:
        yield Member(run_member(place, "steps_trimap"), unknown.trimap)
    for index, step in enumerate(run.steps):
        for kind in step.kinds:
            values = step.values(kind) if unknown is not None else np.asarray(step.matte(kind))
            yield Member(step_member(place, index, kind), np.asarray(values, np.float16), packed=False)


def _manifest(project: Project, folder: Path) -> bytes:
    reference, embedded = project.reference, project.embedded
    said: dict[str, Any] = {
        "format": layout.FORMAT,
        "version": layout.VERSION,
        "saved": project.saved.isoformat(timespec="seconds"),
        "home": None if project.home is None else str(project.home),
        "home_stamp": list(project.home_stamp or ()),
        "picture": {
            "name": reference.name,
            "size": list(reference.size),
            "path": None if reference.path is None else str(Path(reference.path).absolute()),
            "relative": _relative(reference.path, folder),
            "sha256": reference.digest,
            "embedded": _embedded_words(embedded),
        },
        "retouch": project.retouch is not None,
        "runs": [_run_words(run) for run in project.runs],
        "current": project.current,
        "count": project.count,
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def _relative(path: Path | None, folder: Path) -> str | None:
    try:
        return None if path is None else Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return None


def _embedded_words(embedded: bytes | Picture | None) -> dict[str, Any] | None:
    if embedded is None:
        return None
    if isinstance(embedded, bytes):
        return {"kind": "file", "bytes": len(embedded)}
    return {
        "kind": "pixels", "type": embedded.pixels.dtype.name, "alpha": embedded.alpha is not None,
        "icc": len(embedded.icc) if embedded.icc is not None else None,
        "exif": len(embedded.exif) if embedded.exif is not None else None,
    }  # fmt: skip


def _run_words(run: ProjectRun) -> dict[str, Any]:
    steps = [{"t": int(step.t), "index": int(step.index), "kinds": list(step.kinds)} for step in run.steps]
    return {
        "name": run.name,
        "number": run.number,
        "model": run.model,
        "settings": dict(run.settings),
        "asked": None if run.asked is None else dict(run.asked),
        "adopted": None if run.adopted is None else {"step": run.adopted[0], "kind": run.adopted[1]},
        "changes": [float(change) for change in run.changes],
        "start": run.start is not None,
        "steps": {"where": layout.steps_unknown(run)[0], "list": steps},
        "device": run.device,
        "precision": run.precision,
        "seconds": float(run.seconds),
        "notes": list(run.notes),
    }
