"""Reading a project: its manifest says what there is, and every array must be just as large as it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PureWindowsPath
from typing import Any, NamedTuple

import numpy as np

from core.errors import DmatError, PictureError, ProjectError
from core.imaging.picture import Picture
from core.imaging.raster import MAX_PIXELS
from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN
from core.projects import layout
from core.projects.archive import DAMAGE, ProjectArchive
from core.projects.fields import Fields, damaged
from core.projects.layout import run_member, step_member
from core.projects.pictures import embedded_picture
from core.projects.project import PictureReference, Project, ProjectRun
from core.projects.result import result_of
from core.step_mattes import MATTE_KINDS, StepMattes, UnknownPixels

_LONG_PATH = re.compile(r"\\\\\?\\[A-Za-z]:")
_MAX_RUNS = _MAX_STEPS = 1000


class Summary(NamedTuple):
    """What is known of a project without its arrays: see `Project`."""

    reference: PictureReference
    home: Path | None
    saved: datetime
    embedded: bool
    """Whether it holds the picture itself."""
    has_result: bool


def read_summary(path: Path) -> Summary:
    """Read what a project is of, and when it was saved. Raises ProjectError."""
    with ProjectArchive(path) as archive:
        return _summary(archive.manifest)


def read_project(path: Path) -> Project:
    """Read a project file, whatever may have become of it.

    Raises ProjectError, in a sentence, if it is none, is damaged, was saved by a later version, or would
    take more memory than a picture of its size can.
    """
    with _read(path) as archive:
        archive.check_memory()
        return _project(archive)


def read_project_trimap(path: Path) -> np.ndarray:
    """Read a project's trimap alone, H x W uint8 of 0, 128 and 255. Raises as `read_project`."""
    with _read(path) as archive:
        return _trimap(archive, layout.TRIMAP, _shape(archive))


def read_project_picture(path: Path) -> Picture:
    """Read the picture that a project holds. Raises as `read_project`, and if it only refers to one."""
    with _read(path) as archive:
        said = archive.manifest.object("picture").object_or_none("embedded")
        embedded = _embedded(archive, said, _shape(archive))
        if embedded is None:
            raise ProjectError(f"{path.name} does not hold its picture: name the picture's own file.")
        return embedded_picture(embedded, f"The picture in {path.name}")


def read_project_result(path: Path) -> np.ndarray:
    """Read a project's Result, retouch included, H x W float32 in [0, 1], and not its other runs.

    Raises as `read_project`, and if there is no Result.
    """
    with _read(path) as archive:
        said, shape = archive.manifest, _shape(archive)
        place = said.count_or_none("current")
        if place is None:
            raise ProjectError(
                f"{path.name} has no finished result: open it, click Matte, and save it again."
            )
        run = _run(archive, place, said.objects("runs")[place], shape)
        alpha = result_of(run, _retouch(archive, shape))
        if not (alpha.min() >= 0 and alpha.max() <= 1):  # false for what is no number, too
            raise damaged(path.name, "its result is no alpha")
        return alpha


@contextmanager
def _read(path: Path) -> Iterator[ProjectArchive]:
    """An archive to take arrays from; whatever is wrong with them becomes a ProjectError."""
    with ProjectArchive(path) as archive:
        try:
            yield archive
        except (*DAMAGE, OSError, KeyError, IndexError, TypeError) as error:
            raise damaged(path.name, error) from error
        except MemoryError as error:
            raise ProjectError(
                f"{path.name} needs more memory than there is: close other programs and open it again."
            ) from error
        except DmatError as error:
            raise error if isinstance(error, ProjectError) else damaged(path.name, error) from error


def _shape(archive: ProjectArchive) -> tuple[int, int]:
    width, height = _size(archive.manifest.object("picture"))
    return height, width


def _retouch(archive: ProjectArchive, shape: tuple[int, int]) -> np.ndarray | None:
    if not archive.manifest.flag("retouch"):
        return None
    return archive.array(layout.RETOUCH, "<u2", (*shape, 2))


def _summary(said: Fields) -> Summary:
    picture, home = said.object("picture"), said.text_or_none("home")
    width, height = _size(picture)
    reference = PictureReference(
        picture.text("name"), (width, height), _place(picture.text_or_none("path")),
        picture.text_or_none("sha256"), picture.text_or_none("relative"),
    )  # fmt: skip
    try:
        # A time without a zone is of this computer's; it could not be compared with those that have one.
        saved = datetime.fromisoformat(said.text("saved")).astimezone()
    except (ValueError, OverflowError) as error:
        raise said.damaged("“saved” is no time") from error
    embedded = picture.object_or_none("embedded") is not None
    has_result = said.count_or_none("current") is not None
    return Summary(reference, None if home is None else Path(home), saved, embedded, has_result)


def _place(path: str | None) -> Path | None:
    r"""Where a picture was; None for `\\host\share`, as to look there would use the network unasked.

    `\\?\C:` is a disk of this computer, as Windows has it for long paths.
    """
    if path is None:
        return None
    drive = PureWindowsPath(path).drive
    if drive.startswith("\\\\") and not _LONG_PATH.fullmatch(drive):
        return None
    return Path(path)


def _size(picture: Fields) -> tuple[int, int]:
    size = picture.items("size", int)
    if len(size) != 2 or min(size) < 1 or size[0] * size[1] > MAX_PIXELS:
        raise picture.damaged("the picture's size cannot be")
    return size[0], size[1]


def _project(archive: ProjectArchive) -> Project:
    said = archive.manifest
    summary, shape = _summary(said), _shape(archive)
    runs, current = said.objects("runs"), said.count_or_none("current")
    if len(runs) > _MAX_RUNS or (current is not None and current >= len(runs)):
        raise said.damaged("its runs are not those it names")
    return Project(
        summary.reference,
        _trimap(archive, layout.TRIMAP, shape),
        _embedded(archive, said.object("picture").object_or_none("embedded"), shape),
        tuple(_run(archive, place, run, shape) for place, run in enumerate(runs)),
        current,
        _retouch(archive, shape),
        said.count("count"),
        summary.home,
        _home_stamp(said),
        summary.saved,
    )


def _home_stamp(said: Fields) -> tuple[int, int] | None:
    """None is said by files of earlier versions too."""
    stamp = said.items_or_none("home_stamp", int)
    if not stamp:
        return None
    if len(stamp) != 2:
        raise said.damaged("“home_stamp” is not of a file")
    return stamp[0], stamp[1]


def _trimap(archive: ProjectArchive, name: str, shape: tuple[int, int]) -> np.ndarray:
    trimap = archive.array(name, "|u1", shape)
    if np.setdiff1d(np.flatnonzero(np.bincount(trimap.reshape(-1))), (BACKGROUND, UNKNOWN, FOREGROUND)).size:
        raise damaged(archive.name, f"“{name}” is no trimap")
    return trimap


def _embedded(archive: ProjectArchive, said: Fields | None, shape: tuple[int, int]) -> bytes | Picture | None:
    if said is None:
        return None
    kind = said.text("kind")
    if kind == "file":
        return archive.blob(layout.PICTURE_FILE, said.count("bytes"))
    dtype = layout.PIXEL_TYPES.get(said.text("type"))
    if kind != "pixels" or dtype is None:
        raise said.damaged("its picture is of a kind that is not known")
    alpha = archive.array(layout.PICTURE_ALPHA, dtype, shape) if said.flag("alpha") else None
    sizes = {name: said.count_or_none(name) for name in ("icc", "exif")}
    blobs: dict[str, Any] = {
        name: None if size is None else archive.blob(f"picture/{name}", size) for name, size in sizes.items()
    }
    try:
        return Picture(archive.array(layout.PICTURE_PIXELS, dtype, (*shape, 3)), alpha, **blobs)
    except PictureError as error:
        raise damaged(archive.name, error) from error


def _run(archive: ProjectArchive, place: int, said: Fields, shape: tuple[int, int]) -> ProjectRun:
    trimap = _trimap(archive, run_member(place, "trimap"), shape)
    steps = _steps(archive, place, said.object("steps"), trimap)
    start = archive.array(run_member(place, "start"), "<f4", shape) if said.flag("start") else None
    settings = said.plain("settings")
    if not all(value is None or isinstance(value, int) for value in settings.values()):
        raise said.damaged("a setting is no number")
    return ProjectRun(
        name=said.text("name"),
        number=said.count("number"),
        alpha=archive.array(run_member(place, "alpha"), "<f4", shape),
        trimap=trimap,
        model=said.text("model"),
        settings=settings,
        steps=steps,
        start=start,
        adopted=_adopted(said, steps),
        changes=tuple(float(change) for change in said.items("changes", int | float)),
        asked=said.plain_or_none("asked"),
        device=said.text("device"),
        precision=said.text("precision"),
        seconds=said.number("seconds"),
        notes=tuple(said.items("notes", str)),
    )


def _adopted(said: Fields, steps: tuple[StepMattes, ...]) -> tuple[int, str] | None:
    adopted = said.object_or_none("adopted")
    if adopted is None:
        return None
    index, kind = adopted.count("step"), adopted.text("kind")
    if index >= len(steps) or kind not in steps[index].kinds:
        raise said.damaged("the step in use is not there")
    return index, kind


def _steps(archive: ProjectArchive, place: int, said: Fields, trimap: np.ndarray) -> tuple[StepMattes, ...]:
    where, steps = said.text("where"), said.objects("list")
    if len(steps) > _MAX_STEPS or where not in (layout.AT_TRIMAP, layout.AT_OWN, layout.EVERYWHERE):
        raise said.damaged("its steps are not those it names")
    if where == layout.AT_OWN:
        trimap = _trimap(archive, run_member(place, "steps_trimap"), trimap.shape)
    unknown = None if where == layout.EVERYWHERE else UnknownPixels(trimap)
    shape = trimap.shape if unknown is None else (int(np.count_nonzero(trimap == UNKNOWN)),)
    read = []
    for at, step in enumerate(steps):
        kinds = step.items("kinds", str)
        if not {"denoised", "alpha0"} <= set(kinds) <= set(MATTE_KINDS):
            raise step.damaged("a step has not the mattes it must have")
        mattes = {
            kind: archive.array(step_member(place, at, kind), "<f2", shape)
            for kind in MATTE_KINDS
            if kind in kinds
        }
        read.append(StepMattes.of(step.count("t"), step.count("index"), mattes, unknown))
    return tuple(read)
