"""What each output's file holds, and writing all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import Cancelled
from core.exporting.animation import check_animation, encode_animation
from core.exporting.outputs import (
    MATTES,
    AlphaOutput,
    AnimationOutput,
    CompositeOutput,
    CutoutOutput,
    Output,
    SheetOutput,
    StepsOutput,
)
from core.exporting.plan import PlannedFile
from core.exporting.steps import RESULT, Moment, frames, matte_at, sheet
from core.exporting.subject import Subject
from core.imaging.compositing import place_over
from core.imaging.contents import Contents, Depth, alpha_contents, rgb_contents, rgba_contents
from core.imaging.file_batch import FileBatch, remove_leftovers
from core.imaging.writing import write_contents

OnProgress = Callable[[float, str], None]


def contents_of(
    output: Output, subject: Subject, moment: Moment | None = None, matte: str = MATTES[-1]
) -> Contents:
    """Return what a file of this output holds; not for animations.

    moment, matte: what a file of steps shows, by default the result. Raises PictureError.
    """
    picture, name, depth = subject.picture, f"file{output.format.suffix}", output.format.depth
    if isinstance(output, AlphaOutput):
        return alpha_contents(name, subject.alpha, depth, picture.exif)
    if isinstance(output, SheetOutput):
        return Contents(sheet(subject, output.mattes, output.side), output.format.suffix)
    if isinstance(output, StepsOutput):
        shown = matte_at(subject, moment or Moment(RESULT), matte)
        assert shown is not None  # the plan names no matte that a step lacks
        return alpha_contents(name, shown, depth)
    assert not isinstance(output, AnimationOutput)
    pixels = subject.foreground(output.estimated)
    kept: dict[str, Any] = {"depth": depth, "icc": picture.icc, "exif": picture.exif}
    if isinstance(output, CutoutOutput):
        return rgba_contents(name, pixels, subject.alpha, output.premultiplied, **kept)
    if isinstance(output, CompositeOutput):
        if output.background is None:
            return rgba_contents(name, pixels, subject.alpha, **kept)
        backdrop = subject.backdrop(output.background)
        finer = _finer(picture.pixels.dtype, depth)
        pixels = place_over(picture, pixels, subject.alpha, backdrop, finer)
    return rgb_contents(name, pixels, **kept)


def write_files(
    planned: Sequence[PlannedFile],
    subject: Subject,
    *,
    on_progress: OnProgress | None = None,
    cancelled: Callable[[], bool] | None = None,
    make_folders: bool = False,
) -> list[Path]:
    """Write all files, each beside its target, read back and compared, and give them their names at the end.

    Args:
        on_progress: told the share done and what is being done.
        cancelled: asked before every file.
        make_folders: also make the folder that holds them, not only one for steps within it.

    What a killed process has left of these files is removed. Raises PictureError, and Cancelled; all is as it
    was then, or the error names what is not (see `FileBatch.commit`).
    """
    remove_leftovers(file.path for file in planned)
    with FileBatch() as batch:
        for number, file in enumerate(planned):
            if cancelled is not None and cancelled():
                raise Cancelled("cancelled")
            if on_progress is not None:
                words = f"Writing {file.path.name}"
                if len(planned) > 1:
                    words = f"Writing {file.path.name} ({number + 1} of {len(planned)})"
                on_progress(number / len(planned), words)
            if make_folders or file.moment is not None:
                batch.make_folder(file.path.parent)
            _write(file, subject, batch)
        if cancelled is not None and cancelled():
            raise Cancelled("cancelled")
        return batch.commit()


def _write(file: PlannedFile, subject: Subject, batch: FileBatch) -> None:
    output = file.output
    if isinstance(output, AnimationOutput):
        shown, suffix = list(frames(subject, output.mattes, output.side)), output.format.suffix
        batch.add(
            file.path,
            partial(encode_animation, shown, suffix, output.per_second),
            partial(check_animation, shown, suffix),
        )
    else:
        matte = file.matte if file.matte in MATTES else MATTES[-1]
        write_contents(file.path, contents_of(output, subject, file.moment, matte), batch)


def _finer(dtype: np.dtype, depth: Depth) -> np.dtype | type:
    """Return the depth to composite in: where alpha is 0 or 1, nothing is rounded twice."""
    if dtype == np.float32:
        return np.float32
    return dtype if depth == 8 else np.uint16
