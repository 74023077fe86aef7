"""The steps of a run as grey pictures: one by one, on a contact sheet, and as the frames of an animation."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

import resources
from core.exporting.outputs import MATTES
from core.exporting.subject import Subject
from core.exporting.words import MATTE_TITLES, RESULT, START, step_title

_BACK, _INK = 35, 232
_GAP, _LABEL = 8, 24
_FONT_SIZES = (14, 13, 12, 11, 10, 9, 8, 7)
_COLUMNS = 6
_LONGEST_SHEET = 16_000


@dataclass(frozen=True)
class Moment:
    """A point of the run that can be shown. step: its place in the run's steps, None for start and result."""

    label: str
    step: int | None = None


def moments(subject: Subject, mattes: Sequence[str] = MATTES) -> list[Moment]:
    """Return what there is to show of some kinds of mattes, from the start to the result."""
    found = [Moment(START)] if subject.start is not None else []
    for place, step in enumerate(subject.steps):
        if tuple(mattes) == ("alpha0",) and step.t == 0:
            continue  # it is the result
        if set(mattes) & set(step.kinds):
            found.append(Moment(step_title(step.index, step.t), place))
    return [*found, Moment(RESULT)]


def matte_at(subject: Subject, moment: Moment, matte: str) -> np.ndarray | None:
    """Return a matte as float32 H×W clipped to [0, 1], or None where the step has none of that kind."""
    values = _values(subject, moment, matte)
    return None if values is None else np.clip(values.astype(np.float32), 0, 1)


def small_matte(subject: Subject, moment: Moment, matte: str, size: tuple[int, int]) -> np.ndarray | None:
    """Return a matte as uint8, shrunk to `size` (width, height); None as in `matte_at`."""
    values = _values(subject, moment, matte)
    if values is None:
        return None
    # A cheap first step, to about twice the size: a picture of 24 megapixels need not be averaged whole.
    stride = max(1, values.shape[1] // (2 * size[0]))
    values = np.clip(values[::stride, ::stride].astype(np.float32), 0, 1)
    if values.shape[::-1] != size:
        values = cv2.resize(values, size, interpolation=cv2.INTER_AREA)
    return np.rint(np.clip(values, 0, 1) * np.float32(255)).astype(np.uint8)


def sheet(subject: Subject, mattes: Sequence[str], side: int) -> np.ndarray:
    """Return all steps on one picture, uint8 H×W×1: of one kind in lines of six, of several a line for each.

    side: the longest of a tile's, in pixels; less where the sheet would get too large.
    """
    shown = moments(subject, mattes)
    columns = min(len(shown), _COLUMNS) if len(mattes) == 1 else len(shown)
    rows = math.ceil(len(shown) / columns) if len(mattes) == 1 else len(mattes)
    side = max(8, min(side, _LONGEST_SHEET // max(columns, rows) - _GAP - _LABEL))
    width, height = _tile_size(subject, side)
    lines = [shown[start : start + columns] for start in range(0, len(shown), columns)]
    if len(mattes) > 1:
        lines = [shown] * len(mattes)
    canvas = np.full(
        (_GAP + rows * (height + _LABEL + _GAP), _GAP + columns * (width + _GAP)), _BACK, np.uint8
    )
    for row, line in enumerate(lines):
        matte = mattes[row] if len(mattes) > 1 else mattes[0]
        for column, moment in enumerate(line):
            tile = _tile(subject, moment, matte, (width, height), several=len(mattes) > 1)
            top, left = _GAP + row * (height + _LABEL + _GAP), _GAP + column * (width + _GAP)
            canvas[top : top + tile.shape[0], left : left + width] = tile
    return canvas[..., None]


def frames(subject: Subject, mattes: Sequence[str], side: int) -> Iterator[np.ndarray]:
    """Give an animation's frames, uint8 H×W with even sides; several kinds of mattes stand side by side.

    side: the longest of a picture's, in pixels.
    """
    size = _tile_size(subject, side)
    for moment in moments(subject, mattes):
        several = len(mattes) > 1
        tiles = [_tile(subject, moment, matte, size, several=several) for matte in mattes]
        if several and len(tiles) > 2:
            tiles += [np.full_like(tiles[0], _BACK)] * (len(tiles) % 2)
            rows = [np.hstack(tiles[start : start + 2]) for start in range(0, len(tiles), 2)]
            frame = np.vstack(rows)
        else:
            frame = np.hstack(tiles)
        height, width = frame.shape
        yield np.pad(frame, ((0, height % 2), (0, width % 2)), constant_values=_BACK)


def _values(subject: Subject, moment: Moment, matte: str) -> np.ndarray | None:
    if moment.step is not None:
        return getattr(subject.steps[moment.step], matte)
    return subject.start if moment.label == START else subject.alpha


def _tile_size(subject: Subject, side: int) -> tuple[int, int]:
    height, width = subject.alpha.shape
    scale = min(1.0, side / max(height, width))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _tile(
    subject: Subject, moment: Moment, matte: str, size: tuple[int, int], *, several: bool
) -> np.ndarray:
    """Draw a matte with its label under it; nothing but the background where the step has no such matte."""
    width, height = size
    tile = np.full((height + _LABEL, width), _BACK, np.uint8)
    shown = small_matte(subject, moment, matte, size)
    if shown is None:
        return tile
    tile[:height] = shown
    label = f"{MATTE_TITLES[matte]}, {moment.label}" if several and moment.step is not None else moment.label
    tile[height:] = _label(label, width)
    return tile


def _label(text: str, width: int) -> np.ndarray:
    image = Image.new("L", (width, _LABEL), _BACK)
    path = str(resources.path("fonts/Inter-Regular.otf"))
    for size in _FONT_SIZES:
        font = ImageFont.truetype(path, size)
        if font.getlength(text) <= width - 4:
            break
    ImageDraw.Draw(image).text((2, _LABEL // 2), text, fill=_INK, font=font, anchor="lm")
    return np.asarray(image)
