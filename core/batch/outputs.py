"""The files that each picture of a batch becomes: alpha, cut-out, composite and the steps."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import ImageColor

from core.batch.pairing import STEPS
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
from core.exporting.plan import PlannedFile, plan_files
from core.exporting.subject import Subject
from core.exporting.writer import write_files
from core.imaging.compositing import checkerboard
from core.imaging.contents import Depth, depths_for
from core.imaging.picture import Picture
from core.imaging.reading import read_picture

if TYPE_CHECKING:  # torch is not needed to choose
    from core.predictor import MattingResult

log = logging.getLogger(__name__)

_STEP_PATTERN = "{step}_{kind}"
_STEP_NAME = re.compile(rf"\d{{2,}}_(start|t\d{{3,}}_({'|'.join(MATTES)}))\.\w+")


@dataclass(frozen=True, eq=False)
class OutputChoices:
    """What is written of every picture.

    backdrop: float32 sRGB in [0, 1], H×W×3 or one colour, or None for a checkerboard.
    estimated: whether soft edges get the foreground's own colours.
    premultiplied: whether the cut-out's colours are multiplied with alpha in the file; in EXR always.
    suffix: of the files. depth: None for 8 bits, or 16 where the picture is deeper, or half for EXR.
    Raises SettingsError for a depth that such files cannot have, and where nothing is to be written.
    """

    alpha: bool = True
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
                f"choose {' or '.join(map(str, allowed))}, or another format."
            )
        if not (self.alpha or self.cutout or self.foreground or self.composite or self.steps):
            raise SettingsError("Nothing would be written: choose at least one kind of result.")

    def names(self, stem: str) -> list[str]:
        """The names of the files of a picture called `stem`, but for those of the steps."""
        return [f"{stem}_{kind}{self.suffix}" for kind in self._kinds()]

    def places(self, stem: str) -> list[str]:
        """As `names`, and the folder of the steps. Raises SettingsError for what no file can be called."""
        files = [Naming(name=stem).file_name(kind, self.suffix) for kind in self._kinds()]
        return [*files, *([f"{stem}{STEPS}"] if self.steps else [])]

    def _kinds(self) -> list[str]:
        kinds = ("alpha", "cutout", "foreground", "composite")
        return [kind for kind in kinds if getattr(self, kind)]

    def facts(self) -> dict[str, Any]:
        """The choices as plain JSON values, by which equal ones are known."""
        facts = {each.name: getattr(self, each.name) for each in fields(self)}
        if not self.composite:
            facts["backdrop"] = None
        elif self.backdrop is not None:
            pixels = np.ascontiguousarray(self.backdrop)
            facts["backdrop"] = hashlib.sha256(f"{pixels.shape}".encode() + pixels.tobytes()).hexdigest()
        return facts


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
    picture: Picture,
    result: MattingResult,
    folder: Path,
    stem: str,
    choices: OutputChoices,
    *,
    prepare: Callable[[], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Path]:
    """Write one picture's files, all of them or none, and return their paths, those of the steps last.

    On a disk without hard links (FAT) what has replaced a file cannot be taken back, and the error names it.
    prepare: called before colours are estimated; may raise Cancelled. cancelled: asked before every file.
    Of the steps of an earlier run in that folder, nothing stays that can be removed; whatever else it holds
    does. What a killed process has left of these files is removed. Raises PictureError, OSError, Cancelled.
    """
    depths = depths_for(f"file{choices.suffix}")
    wanted = 8 if picture.pixels.dtype == np.uint8 else 16
    depth = choices.depth or (wanted if wanted in depths else depths[0])
    file_format = FileFormat(choices.suffix, depth)
    subject = Subject(picture, result.alpha, result.steps, result.start, prepare)
    planned = plan_files(_outputs(picture, choices, file_format), subject, folder, Naming(name=stem))
    steps: list[PlannedFile] = []
    if choices.steps and result.steps:
        steps = plan_files([StepsOutput(file_format)], subject, folder, Naming(_STEP_PATTERN, stem))
    written = write_files([*planned, *steps], subject, cancelled=cancelled)
    if steps:
        _remove_earlier(steps[0].path.parent, {file.path for file in steps})
    return written


def _outputs(picture: Picture, choices: OutputChoices, file_format: FileFormat) -> list[Output]:
    outputs: list[Output] = [AlphaOutput(file_format)] if choices.alpha else []
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
            try:
                path.unlink()
            except OSError as error:  # the new ones are written, and are what was asked for
                log.warning("%s, of an earlier run, cannot be removed: %s", path, error.strerror)
