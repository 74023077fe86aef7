"""What a project is, apart from its file: all that was made of one picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from core.imaging.picture import Picture
from core.step_mattes import StepMattes

SUFFIX = ".dmat"


@dataclass(frozen=True)
class PictureReference:
    """Which picture a project is of.

    Attributes:
        name: the file's name, or what stands for it where there is none.
        size: width and height in pixels.
        path: where the file was; None for a picture that came from no file.
        digest: the SHA-256 of the file's contents as it was opened, in hexadecimal digits.
        relative: the file's place from the project's folder, as it was when the project was written.
    """

    name: str
    size: tuple[int, int]
    path: Path | None = None
    digest: str | None = None
    relative: str | None = None


@dataclass(frozen=True, eq=False)
class ProjectRun:
    """One run, whatever made it. Arrays are H x W of the picture's size.

    Attributes:
        name, number: as the user knows it.
        alpha: float32, without the retouch.
        trimap: uint8 of 0, 128 and 255: the one it used.
        model: the model's name.
        settings: what it ran with: numbers and switches, by name.
        steps: empty where they were not kept.
        start: what it began from, float32, or None.
        adopted: the step that stands in for its alpha: position in `steps` and kind; or None.
        changes: the mean change of its estimate from each step to the next.
        asked: what it was asked for, as JSON can say it, or None.
        device, precision, seconds, notes: how it went.
    """

    name: str
    number: int
    alpha: np.ndarray
    trimap: np.ndarray
    model: str
    settings: Mapping[str, int | bool | None]
    steps: tuple[StepMattes, ...] = ()
    start: np.ndarray | None = None
    adopted: tuple[int, str] | None = None
    changes: tuple[float, ...] = ()
    asked: Mapping[str, Any] | None = None
    device: str = ""
    precision: str = ""
    seconds: float = 0.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Project:
    """All that a project file holds. Nothing in it may be written to while it is being saved.

    Attributes:
        reference: which picture it is of.
        trimap: H x W uint8 of 0, 128 and 255.
        embedded: the picture itself: the bytes of its file, or its pixels; None where it is only referred to.
        runs: oldest first.
        current: the position in `runs` of the one in force, or None.
        retouch: H x W x 2 uint16, or None: the layer over the result.
        count: how many runs were ever made; the next one's number is one more.
        home: the project file that this is an unsaved state of, or None; for automatic saves.
        home_stamp: when that file, as the work is based on it, was written (nanoseconds), and its size in
            bytes; None where that is not known.
        saved: when the file was written; set by reading.
    """

    reference: PictureReference
    trimap: np.ndarray
    embedded: bytes | Picture | None = None
    runs: tuple[ProjectRun, ...] = ()
    current: int | None = None
    retouch: np.ndarray | None = None
    count: int = 0
    home: Path | None = None
    home_stamp: tuple[int, int] | None = None
    saved: datetime = field(default_factory=lambda: datetime.now().astimezone())
