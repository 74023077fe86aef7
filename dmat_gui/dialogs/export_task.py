"""What the Export dialog asks of the worker: files, previews, pictures for the clipboard. No widgets."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QImage

from core.exporting.outputs import (
    AlphaOutput,
    AnimationOutput,
    CutoutOutput,
    Output,
    SheetOutput,
    StepsOutput,
)
from core.exporting.plan import PlannedFile
from core.exporting.steps import frames, small_matte
from core.exporting.subject import Subject
from core.exporting.writer import contents_of, write_files
from core.imaging.colour import from_unit, to_unit
from core.imaging.compositing import foreground_for
from core.imaging.contents import Contents
from core.imaging.picture import Picture
from core.imaging.reading import decode_picture
from core.imaging.writing import encode_contents
from dmat_gui.canvas.display import display_pixels, wrap
from dmat_gui.jobs import JobContext
from dmat_gui.retouch import SeenAlpha

_MOST_STEP_FILES = 24
_STEP_FILE_MS = 700
_NOT_YET = QT_TRANSLATE_NOOP(
    "core", "The foreground's estimated colours are still being prepared: the picture's own are shown."
)


@dataclass(frozen=True, eq=False)
class Export:
    """Writes files of a result, all or none: gives the list of paths written.

    ready: set once the foreground's colours can be estimated (see `dmat_gui.warming`).
    make_folders: whether the folder is to be made.
    """

    subject: Subject
    planned: Sequence[PlannedFile]
    ready: threading.Event
    make_folders: bool = False
    title: str = field(default="The export", init=False)

    def run(self, context: JobContext) -> list[Path]:
        self.subject.prepare = lambda: wait_until_ready(self.ready, context)
        return write_files(
            self.planned,
            self.subject,
            on_progress=context.progress,
            cancelled=context.cancelled,
            make_folders=self.make_folders,
        )


class PreviewSource:
    """A result, and the small one that previews are made of, once there is one. For the worker alone."""

    def __init__(self, subject: Subject, side: int) -> None:
        self._whole = subject
        self._side = side
        self._small: Subject | None = None
        self._edge: Subject | None = None

    def small(self) -> Subject:
        """The result with at most `side` pixels a side."""
        if self._small is None:
            self._small = self._whole.reduced(self._side)
        return self._small

    def edge(self) -> Subject:
        """The softest part of the result, at its own size."""
        if self._edge is None:
            self._edge = self._whole.edge(self._side)
        return self._edge

    @property
    def side(self) -> int:
        """The longest side of a preview, in pixels."""
        return self._side


@dataclass(frozen=True, eq=False)
class Preview:
    """Pictures for the screen, with what is said under each; more than one are shown in turn."""

    images: tuple[QImage, ...]
    captions: tuple[str, ...]
    interval_ms: int = 0
    note: str = ""
    actual: bool = False
    """Whether a pixel of the picture is to be one of the screen."""


@dataclass(frozen=True, eq=False)
class PreviewOutput:
    """Shows files as programs will read them, at the size of the screen: gives a `Preview`.

    actual: an edge pixel by pixel instead of the whole; not for steps.
    """

    source: PreviewSource
    planned: tuple[PlannedFile, ...]
    ready: threading.Event
    actual: bool = False
    title: str = field(default="The preview", init=False)

    def run(self, context: JobContext) -> Preview:
        output: Any = self.planned[0].output
        note = ""
        if getattr(output, "estimated", False) and not self.ready.is_set():
            output, note = replace(output, estimated=False), _NOT_YET
        small = self.source.edge() if self.actual else self.source.small()
        name = self.planned[0].path.name
        if isinstance(output, AnimationOutput):
            side = min(output.side, self.source.side)
            images = tuple(as_image(frame[..., None]) for frame in frames(small, output.mattes, side))
            return Preview(images, (name,) * len(images), round(1000 / output.per_second))
        if isinstance(output, StepsOutput):
            return self._steps(small, context)
        pixels = _as_read(contents_of(output, small), plain=isinstance(output, AlphaOutput | SheetOutput))
        return Preview((as_image(pixels),), (name,), note=note, actual=self.actual)

    def _steps(self, small: Subject, context: JobContext) -> Preview:
        images, height, width = [], *small.alpha.shape
        files = self.planned[:_MOST_STEP_FILES]
        for file in files:
            context.stop_if_cancelled()
            shown = small_matte(small, file.moment, file.matte, (width, height))
            images.append(as_image(shown[..., None]))
        return Preview(tuple(images), tuple(file.path.name for file in files), _STEP_FILE_MS)


@dataclass(frozen=True, eq=False)
class CopyOutput:
    """Makes an output for the clipboard: gives (PNG file, QImage), 8-bit sRGB, the colours straight."""

    subject: Subject
    output: Output
    ready: threading.Event
    title: str = field(default=QT_TRANSLATE_NOOP("core", "Copying"), init=False)

    def run(self, context: JobContext) -> tuple[bytes, QImage]:
        self.subject.prepare = lambda: wait_until_ready(self.ready, context)
        contents = contents_of(self.output, self.subject)
        context.stop_if_cancelled()
        samples = contents.samples
        if samples.shape[2] >= 3:
            # Programs that paste seldom look for a profile.
            colours = Picture(np.ascontiguousarray(samples[..., :3]), icc=contents.icc).srgb8()
            samples = np.concatenate([colours, samples[..., 3:]], axis=2)
        return encode_contents(Contents(samples, ".png")), as_image(samples)


@dataclass(frozen=True, eq=False)
class EstimateForeground:
    """Estimates the foreground's colours for the screen: gives uint8 H x W x 3 sRGB.

    Not to be run before the estimation is prepared (see `dmat_gui.warming`).
    """

    picture: Picture
    alpha: np.ndarray | SeenAlpha
    title: str = field(default="Estimating the foreground's colours", init=False)

    def run(self, context: JobContext) -> np.ndarray:
        pixels = foreground_for(self.picture, np.asarray(self.alpha), estimated=True)
        return display_pixels(Picture(pixels, icc=self.picture.icc))


def wait_until_ready(ready: threading.Event, context: JobContext) -> None:
    """Wait for the estimation of foreground colours to be prepared; the user may cancel."""
    if not ready.is_set():
        context.progress(0.0, "Preparing the estimation of colours, once: about a minute")
    while not ready.wait(0.1):
        context.stop_if_cancelled()
    context.stop_if_cancelled()  # what stops the preparation sets `ready` too
    context.progress(0.0, "Estimating the colours")


def as_image(samples: np.ndarray) -> QImage:
    """Return uint8 H×W×1, ×3 or ×4 samples as an image of its own memory."""
    kinds = {
        1: QImage.Format.Format_Grayscale8,
        3: QImage.Format.Format_RGB888,
        4: QImage.Format.Format_RGBA8888,
    }
    return wrap(np.ascontiguousarray(samples), kinds[samples.shape[2]]).copy()


def clipboard_format(output: Output) -> Output:
    """Return an output as the clipboard takes it: PNG of 8 bits, straight."""
    plain = replace(output, format=replace(output.format, suffix=".png", depth=8))
    return replace(plain, premultiplied=False) if isinstance(plain, CutoutOutput) else plain


def _as_read(contents: Contents, *, plain: bool) -> np.ndarray:
    """Return what a program shows of a file, uint8 sRGB; `plain` values are shown as they are."""
    if plain:
        return from_unit(to_unit(np.asarray(contents.samples)), np.uint8)
    picture = decode_picture(encode_contents(contents), "the preview")
    if picture.alpha is None:
        return picture.srgb8()
    alpha = from_unit(to_unit(picture.alpha), np.uint8)
    return np.concatenate([picture.srgb8(), alpha[..., None]], axis=2)
