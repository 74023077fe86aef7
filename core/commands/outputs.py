"""The files that a matting result becomes: alpha, cut-out, composite and the steps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import ImageColor

from core.errors import SettingsError
from core.exporting.names import Naming
from core.exporting.outputs import (
    MATTES,
    AlphaOutput,
    CompositeOutput,
    CutoutOutput,
    FileFormat,
    ForegroundOutput,
    Output,
    StepsOutput,
)
from core.exporting.plan import plan_files
from core.exporting.subject import Subject
from core.exporting.writer import write_files
from core.imaging.compositing import checkerboard
from core.imaging.contents import Depth, depths_for
from core.imaging.picture import Picture
from core.imaging.reading import read_picture
from core.predictor import MattingResult

_STEP_PATTERN = "{step}_{kind}"
_STEP_NAME = re.compile(rf"\d{{2,}}_(start|t\d{{3,}}_({'|'.join(MATTES)}))\.\w+")


@dataclass(frozen=True, eq=False)
class OutputChoices:
    """What is written beside the alpha.

    backdrop: float32 sRGB in [0, 1], H×W×3 or one colour, or None for a checkerboard.
    estimated: whether soft edges get the foreground's own colours.
    premultiplied: whether the cut-out's colours are multiplied with alpha in the file; in EXR always.
    suffix: of the files. depth: None for 8 bits, or 16 where the picture is deeper, or half for EXR.
    """

    cutout: bool = False
    foreground: bool = False
    composite: bool = False
    backdrop: np.ndarray | None = None
    estimated: bool = True
    premultiplied: bool = False
    steps: bool = False
    suffix: str = ".png"
    depth: Depth | None = None

    def __post_init__(self) -> None:
        allowed = depths_for(f"file{self.suffix}")
        if self.depth is not None and self.depth not in allowed:
            raise SettingsError(
                f"{self.suffix[1:].upper()} files cannot have a depth of {self.depth}: "
                f"choose {' or '.join(map(str, allowed))} with --depth, or another --format."
            )


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
    """Write one picture's files, all of them or none, and return their paths, for steps their folder's.

    Of the steps of an earlier run in that folder, nothing stays; whatever else it holds does.
    Raises PictureError, OSError.
    """
    depths = depths_for(f"file{choices.suffix}")
    wanted = 8 if picture.pixels.dtype == np.uint8 else 16
    depth = choices.depth or (wanted if wanted in depths else depths[0])
    file_format = FileFormat(choices.suffix, depth)
    subject = Subject(picture, result.alpha, result.steps, result.start)
    planned = plan_files(_outputs(picture, choices, file_format), subject, folder, Naming(name=stem))
    paths = [file.path for file in planned]
    if choices.steps and result.steps:
        naming = Naming(_STEP_PATTERN, stem)
        steps = plan_files([StepsOutput(file_format)], subject, folder, naming)
        write_files([*planned, *steps], subject)
        _remove_earlier(steps[0].path.parent, {file.path for file in steps})
        return [*paths, steps[0].path.parent]
    return write_files(planned, subject)


def _outputs(picture: Picture, choices: OutputChoices, file_format: FileFormat) -> list[Output]:
    outputs: list[Output] = [AlphaOutput(file_format)]
    if choices.cutout:
        outputs.append(CutoutOutput(file_format, choices.premultiplied, choices.estimated))
    if choices.foreground:
        outputs.append(ForegroundOutput(file_format, choices.estimated))
    if choices.composite:
        backdrop = choices.backdrop
        if backdrop is None:
            backdrop = checkerboard(picture.height, picture.width)
        outputs.append(CompositeOutput(file_format, backdrop, choices.estimated))
    return outputs


def _remove_earlier(folder: Path, written: set[Path]) -> None:
    for path in folder.iterdir():
        if path not in written and _STEP_NAME.fullmatch(path.name):
            path.unlink()
