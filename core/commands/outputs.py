"""The files that a matting result becomes: alpha, cut-out, composite and the steps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import ImageColor

from core.errors import SettingsError
from core.imaging.compositing import checkerboard, foreground_for, place_over
from core.imaging.picture import Picture
from core.imaging.reading import read_picture
from core.imaging.writing import write_alpha, write_rgb, write_rgba
from core.predictor import MattingResult

STEP_KINDS = ("denoised", "corrected", "propagated", "alpha0")
_START = "start.png"
_STEP_NAME = re.compile(rf"\d{{2,}}_t\d{{3,}}_({'|'.join(STEP_KINDS)})\.png")


@dataclass(frozen=True, eq=False)
class OutputChoices:
    """What is written beside the alpha.

    backdrop: float32 sRGB in [0, 1], H×W×3 or one colour, or None for a checkerboard.
    estimated: whether soft edges get the foreground's own colours.
    depth: bits per channel; None for 8, or 16 where the picture is deeper.
    """

    cutout: bool = False
    composite: bool = False
    backdrop: np.ndarray | None = None
    estimated: bool = True
    steps: bool = False
    depth: int | None = None


def read_backdrop(text: str) -> np.ndarray:
    """The background that `text` names: a file's picture (h×w×3), else a colour (3); float32 sRGB in [0, 1].

    Raises SettingsError if it is neither, PictureError if the file cannot be read.
    """
    if Path(text).is_file():
        return read_picture(text).srgb_float()
    try:
        colour = ImageColor.getrgb(text)
    except ValueError as error:
        raise SettingsError(
            f"The background '{text}' is neither a file nor a colour such as white or #00b140."
        ) from error
    return np.asarray(colour[:3], np.float32) / 255


def write_outputs(
    picture: Picture, result: MattingResult, folder: Path, stem: str, choices: OutputChoices
) -> list[Path]:
    """Write one picture's files, each whole or not at all, and return their paths. Raises PictureError."""
    depth = choices.depth or (8 if picture.pixels.dtype == np.uint8 else 16)
    alpha, colours = result.alpha, {"depth": depth, "icc": picture.icc, "exif": picture.exif}
    written = [folder / f"{stem}_alpha.png"]
    write_alpha(written[0], alpha, depth=depth, exif=picture.exif)
    if choices.cutout or choices.composite:
        foreground = foreground_for(picture, alpha, choices.estimated)
    if choices.cutout:
        written.append(folder / f"{stem}_cutout.png")
        write_rgba(written[-1], foreground, alpha, **colours)
    if choices.composite:
        backdrop = choices.backdrop
        if backdrop is None:
            backdrop = checkerboard(picture.height, picture.width)
        written.append(folder / f"{stem}_composite.png")
        write_rgb(written[-1], place_over(picture, foreground, alpha, backdrop), **colours)
    if choices.steps and result.steps:
        written.append(folder / f"{stem}_steps")
        write_steps(written[-1], result, depth)
    return written


def write_steps(folder: Path, result: MattingResult, depth: int) -> None:
    """Put every matte of the run into `folder`, clipped to [0, 1], each file whole or not at all.

    The names begin with the step's index and noise level: `00_t250_denoised.png`. Files so named that an
    earlier run left there are removed; whatever else the folder holds stays. Raises PictureError, OSError.
    """
    mattes = {} if result.start is None else {_START: result.start}
    for step in result.steps:
        for kind in STEP_KINDS:
            matte = getattr(step, kind)
            if matte is not None:
                mattes[f"{step.index:02d}_t{step.t:03d}_{kind}.png"] = matte
    folder.mkdir(exist_ok=True)
    for name, matte in mattes.items():
        write_alpha(folder / name, np.clip(matte.astype(np.float32), 0, 1), depth=depth)
    for path in folder.iterdir():
        if path.name not in mattes and (path.name == _START or _STEP_NAME.fullmatch(path.name)):
            path.unlink()
