"""Going through a data set file by file: what is unreadable, of another size, or of no use for matting."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Literal

import numpy as np

from core.data.cases import Case, DataSet, evenly_chosen
from core.data.layouts.files import has_transparency
from core.data.reading import is_project, read_image, read_matte, read_own_trimap
from core.errors import Cancelled, DmatError
from core.imaging.colour import to_unit
from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN

Kind = Literal["left out", "unreadable", "size", "matte", "trimap"]

_TITLES: dict[Kind, str] = {
    "left out": "Left out, for the lack of a partner or otherwise",
    "unreadable": "Cannot be read",
    "size": "Not of the size of their mattes",
    "matte": "Mattes with nothing to learn from or to measure on",
    "trimap": "Trimaps that say nothing, or the contrary of their mattes",
}
# A known pixel contradicts a matte that is further than this from it ...
_DISAGREES = 0.1
# ... and a trimap is called wrong from this share of its known pixels on. The photographs of
# alphamatting.com reach a hundredth of it.
_WRONG_SHARE = 1e-3
# Decoders leave Python's lock, so threads do; more than these would only wait for the disk.
_MOST_THREADS = 8


@dataclass(frozen=True)
class Problem:
    """What is wrong with a file: `file` is its path below the data set's root, "" where text names it."""

    kind: Kind
    file: str
    text: str


@dataclass(frozen=True)
class CheckReport:
    """What a data set holds and what is wrong with it.

    Attributes:
        root, layout, title, convention: as in `DataSet`.
        groups: how many cases each group has; checked: how many of all were decoded.
        backgrounds: how many pictures there are to compose onto.
        files: how many files were decoded.
        problems: empty if all is well.
        notes: what is left out because it belongs so.
    """

    root: str
    layout: str
    title: str
    convention: str
    groups: dict[str, int]
    checked: int
    backgrounds: int
    files: int
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]

    @property
    def cases(self) -> int:
        """How many cases the data set has."""
        return sum(self.groups.values())

    def to_json(self) -> str:
        """All of it as JSON text."""
        return json.dumps({"cases": self.cases, **asdict(self)}, indent=1, ensure_ascii=False)

    def to_text(self, most: int = 20) -> str:
        """A page for people, with up to `most` problems of each kind."""
        named = ", ".join(f"{name} {count:,}" for name, count in self.groups.items() if name)
        counts = f"{_counted(self.cases, 'case')}{f' ({named})' if named else ''}"
        if self.backgrounds:
            counts += f", {_counted(self.backgrounds, 'background')}"
        looked_at = "all cases" if self.checked == self.cases else f"{self.checked:,} of the cases"
        read = f"{_counted(self.files, 'file')} read, for {looked_at}"
        where = {"unknown": "unknown pixels", "whole": "the whole picture"}[self.convention]
        lines = [
            f"{self.root}: {self.title} (layout {self.layout})",
            f"  {counts}; scored on {where}",
            f"  {read}: {_counted(len(self.problems), 'problem') if self.problems else 'nothing wrong'}",
            *(f"  Note: {note}" for note in self.notes),
        ]
        for kind, title in _TITLES.items():
            found = [problem for problem in self.problems if problem.kind == kind]
            if found:
                lines.append(f"  {title} ({len(found):,}):")
                lines += [f"    {_line(problem)}" for problem in found[:most]]
                lines += [f"    … and {len(found) - most:,} more"] if len(found) > most else []
        return "\n".join(lines)


def check_data_set(
    data: DataSet,
    *,
    limit: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> CheckReport:
    """Decode every file of the data set once, and say what is wrong with each.

    limit: at most so many cases, evenly chosen, and as many of the backgrounds.
    on_progress: called in this thread with the files done and their number.
    cancelled: asked after every file. Raises Cancelled if it says so.
    """
    cases = evenly_chosen(data.cases, limit)
    by_matte: dict[Path, list[Case]] = defaultdict(list)
    for case in cases:
        by_matte[case.alpha].append(case)
    pool = evenly_chosen(data.backgrounds, limit)
    behind = dict.fromkeys([*pool, *(case.background for case in cases if _is_composed(case))])
    tasks: list[_Task] = [partial(_check_matte, matte, together) for matte, together in by_matte.items()]
    tasks += [partial(_check_background, path) for path in behind if path is not None]
    problems, files = _run(tasks, len(_files(cases) | set(behind) - {None}), on_progress, cancelled)
    left_out = [Problem("left out", "", text) for text in data.problems]
    found = [Problem(kind, _below(data.root, path), text) for kind, path, text in problems]
    return CheckReport(
        root=str(data.root),
        layout=data.layout,
        title=data.title,
        convention=data.convention,
        groups=dict(Counter(case.group for case in data.cases)),
        checked=len(cases),
        backgrounds=len(data.backgrounds),
        files=files,
        problems=tuple(left_out + sorted(found, key=lambda problem: (problem.kind, problem.file))),
        notes=data.notes,
    )


_Found = tuple[Kind, Path, str]
"""A problem with the file it is about."""
_Task = Callable[[], tuple[list[_Found], int]]
"""Gives what it found, and how many files it decoded."""


def _run(
    tasks: list[_Task],
    total: int,
    on_progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool],
) -> tuple[list[_Found], int]:
    """Run the tasks in a few threads; return what they found and how many files they decoded."""
    problems: list[_Found] = []
    files = 0
    waiting = iter(tasks)
    threads = min(os.cpu_count() or 1, _MOST_THREADS)
    with ThreadPoolExecutor(threads, thread_name_prefix="check") as executor:
        # No more are handed over than are about to run, so that stopping is quick.
        running: set[Future] = {executor.submit(task) for task in islice(waiting, 2 * threads)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            if cancelled():
                for future in running:
                    future.cancel()
                raise Cancelled("The check was cancelled.")
            running |= {executor.submit(task) for task in islice(waiting, len(done))}
            for future in done:
                found, decoded = future.result()
                problems += found
                files += decoded
            if on_progress is not None:
                on_progress(files, total)
    return problems, files


def _check_matte(matte: Path, cases: list[Case]) -> tuple[list[_Found], int]:
    """A matte with everything that goes with it; of the cases that share it (trimaps, composites)."""
    try:
        alpha, problems = _alpha(
            matte, is_cutout=any(_is_composed(c) and c.foreground is None for c in cases)
        )
    except DmatError as error:
        alpha, problems = None, [_unreadable(matte, error)]
    trimaps = {case.trimap for case in cases if case.trimap is not None}
    others = [(path, path in trimaps) for path in sorted(_files(cases) - {matte})]
    if is_project(matte):  # its trimap, and its picture unless that is a file of its own, are in it too
        others += [(matte, True)] + [(matte, False)] * any(case.image == matte for case in cases)
    for path, is_trimap in others:
        try:
            if is_trimap:
                grey, _ = read_own_trimap(path)
            else:
                grey = read_image(path).pixels
        except DmatError as error:
            problems.append(_unreadable(path, error))
            continue
        if alpha is None:
            continue
        if grey.shape[:2] != alpha.shape:
            problems.append(
                (
                    "size",
                    path,
                    f"{grey.shape[1]} × {grey.shape[0]} pixels, and its matte {matte.name} "
                    f"{alpha.shape[1]} × {alpha.shape[0]}",
                )
            )
        elif is_trimap:
            problems += [("trimap", path, text) for text in _trimap_faults(grey, alpha)]
    return problems, len({matte, *(path for path, _ in others)})


def _alpha(matte: Path, is_cutout: bool) -> tuple[np.ndarray, list[_Found]]:
    """The matte as float32 in [0, 1], and what is wrong with it."""
    transparency = read_image(matte).alpha if has_transparency(matte) else None
    if is_cutout and transparency is None:
        text = "it has no transparency: a cut-out's is its matte"
        return np.ones(read_matte(matte).shape, np.float32), [("matte", matte, text)]
    alpha = to_unit(transparency if transparency is not None else read_matte(matte))
    if ((alpha > 0) & (alpha < 1)).any():
        return alpha, []
    values = np.unique(alpha)
    kinds = "it is all background" if values[-1] == 0 else "it is all foreground" if values[0] == 1 else ""
    return alpha, [("matte", matte, kinds or "it has no fractional alpha: every pixel is 0 or 1")]


def _trimap_faults(trimap: np.ndarray, alpha: np.ndarray) -> Iterable[str]:
    if not (trimap == UNKNOWN).any():
        yield "it has no unknown pixels"
    wrong = ((trimap == FOREGROUND) & (alpha < 1 - _DISAGREES)) | (
        (trimap == BACKGROUND) & (alpha > _DISAGREES)
    )
    known = np.count_nonzero(trimap != UNKNOWN)
    share = int(np.count_nonzero(wrong)) / max(int(known), 1)
    if share > _WRONG_SHARE:
        yield f"the matte differs from what it calls known on {100 * share:.3g} % of its known pixels"


def _check_background(path: Path) -> tuple[list[_Found], int]:
    try:
        read_image(path)
    except DmatError as error:
        return [_unreadable(path, error)], 1
    return [], 1


def _unreadable(path: Path, error: DmatError) -> _Found:
    return "unreadable", path, str(error).removeprefix(f"{path.name} ")


def _is_composed(case: Case) -> bool:
    """Whether its background may be of any size, since it is cut to the foreground's."""
    return case.image is None


def _files(cases: Iterable[Case]) -> set[Path]:
    """The files that must be of one size with their mattes, and the mattes."""
    found: set[Path | None] = set()
    for case in cases:
        behind = None if _is_composed(case) else case.background
        found |= {case.alpha, case.image, case.foreground, case.trimap, behind}
    return {path for path in found if path is not None}


def _below(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _line(problem: Problem) -> str:
    return f"{problem.file}: {problem.text}" if problem.file else problem.text


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
