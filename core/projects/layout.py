"""Which arrays lie where in a project file, and how large each must be: for writing and reading alike.

`manifest.json` names no members: they follow from what it says of the picture and of the runs, so that no
name, type or size in an archive is ever taken from the archive's word.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.projects.project import ProjectRun
from core.step_mattes import UnknownPixels

MANIFEST, FORMAT, VERSION = "manifest.json", "dmat-project", 1
TRIMAP, RETOUCH = "trimap", "retouch"
PICTURE_FILE, PICTURE_PIXELS, PICTURE_ALPHA = "picture/file", "picture/pixels", "picture/alpha"
PICTURE_ICC, PICTURE_EXIF = "picture/icc", "picture/exif"
PIXEL_TYPES = {"uint8": "|u1", "uint16": "<u2", "float32": "<f4"}

AT_TRIMAP, AT_OWN, EVERYWHERE = "trimap", "own", "everywhere"
"""Where a run's steps have values: at its trimap's unknown, at that of another trimap, or everywhere."""


@dataclass(frozen=True, eq=False)
class Member:
    """An array in a project file. `packed` is False for what deflating does not make smaller."""

    name: str
    data: np.ndarray | bytes
    packed: bool = True

    def raw(self) -> memoryview:
        """Its bytes as they stand in the file, little-endian."""
        if isinstance(self.data, bytes):
            return memoryview(self.data)
        array = np.ascontiguousarray(self.data, self.data.dtype.newbyteorder("<"))
        return array.reshape(-1).view(np.uint8).data


def run_member(place: int, what: str) -> str:
    """The name of a part of the run at a place in the list: "runs/0/alpha"."""
    return f"runs/{place}/{what}"


def step_member(place: int, step: int, kind: str) -> str:
    """The name of a matte of a run's step: "runs/0/steps/3/alpha0"."""
    return run_member(place, f"steps/{step}/{kind}")


def steps_unknown(run: ProjectRun) -> tuple[str, UnknownPixels | None]:
    """Where the values of a run's steps are: one of the three words, and the pixels."""
    unknown = run.steps[0].unknown if run.steps else None
    if unknown is None or any(step.unknown is not unknown for step in run.steps):
        return EVERYWHERE, None
    same = unknown.trimap is run.trimap or np.array_equal(unknown.trimap, run.trimap)
    return (AT_TRIMAP if same else AT_OWN), unknown
