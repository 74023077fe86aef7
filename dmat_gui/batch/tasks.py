"""The jobs of the Batch window: what is there, the batch itself, and a picture of it opened for mending."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.batch.guides import Guide, Guides
from core.batch.outputs import OutputChoices
from core.batch.pairing import Job, Paired, pair_up, pictures_in
from core.batch.record import Record
from core.errors import SettingsError, TrimapError
from core.files import file_digest, is_writable
from core.imaging.reading import read_picture
from dmat_gui.canvas.display import display_pixels
from dmat_gui.dialogs.export_task import wait_until_ready
from dmat_gui.file_stamp import stamp_of
from dmat_gui.jobs import JobContext
from dmat_gui.tasks import OpenedPicture

if TYPE_CHECKING:  # torch is imported on the worker
    from core.batch.run import Outcome


@dataclass(frozen=True, eq=False)
class Wish:
    """What the window asks of a batch.

    places: pictures and folders of them. guides: a folder, or None for trimaps and masks beside the pictures.
    inner, outer: of a mask's band, None: by the picture's size. output: the results' folder.
    choices: what is written, composites over a colour. backdrop: the picture to put them over instead.
    """

    places: tuple[Path, ...]
    guides: Path | None
    inner: int | None
    outer: int | None
    output: Path
    choices: OutputChoices
    backdrop: Path | None
    model: str
    device: str
    precision: str
    resume: bool


@dataclass(frozen=True)
class Found:
    """A picture of the batch.

    there: names of results that are there already. ours: those of them that a batch has written.
    """

    paired: Paired
    there: tuple[str, ...] = ()
    ours: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class FindPictures:
    """Finds the pictures with their trimaps and masks: gives a list of `Found`."""

    wish: Wish
    title: str = field(default="Looking for the pictures", init=False)

    def run(self, context: JobContext) -> list[Found]:
        wish = self.wish
        guides = Guides(wish.guides, "either", wish.inner, wish.outer)
        pictures = pictures_in(wish.places)
        suffix = wish.choices.suffix
        paired = pair_up(pictures, guides, wish.output, background=wish.backdrop, suffix=suffix)
        record = Record(wish.output)
        found = []
        for each in paired:
            stem = each.picture.stem
            names = wish.choices.names(stem)
            there = tuple(name for name in names if os.path.exists(wish.output / name))  # False if too long
            found.append(Found(each, there, record.files(stem)))
        return found


@dataclass(frozen=True)
class Working:
    """How far the picture in hand is, by its place among the jobs."""

    place: int
    fraction: float
    text: str


@dataclass(frozen=True)
class Ended:
    """What became of a picture, by its place among the jobs."""

    place: int
    outcome: Outcome


@dataclass(frozen=True, eq=False)
class RunBatch:
    """Mattes the pictures: hands over `Working` and `Ended` as it goes.

    ready: set once the foreground's colours can be estimated.
    """

    wish: Wish
    jobs: tuple[Job, ...]
    ready: threading.Event
    title: str = field(default="The batch", init=False)

    def run(self, context: JobContext) -> None:
        wish = self.wish
        context.progress(0.0, "Loading the model")
        predictor = context.predictor(wish.model, wish.device, wish.precision)
        context.stop_if_cancelled()
        from core.batch.run import Batch, run_batch
        from core.predictor import RunSettings

        choices = wish.choices
        if wish.backdrop is not None and choices.composite:
            choices = replace(choices, backdrop=read_picture(wish.backdrop).srgb_float())
        try:
            wish.output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(
                f"The folder {wish.output} cannot be made ({error.strerror}): choose another."
            ) from error
        if not is_writable(wish.output):  # told now, and not after each of the pictures
            raise SettingsError(
                f"Nothing can be written into {wish.output}: choose another folder, or see who may write "
                "there."
            )
        record = Record(wish.output)
        prepare = self._prepare(context)
        batch = Batch(predictor, wish.model, RunSettings(), choices, record, wish.resume, prepare)
        run_batch(
            self.jobs,
            batch,
            on_progress=lambda place, fraction, text: context.step(Working(place, fraction, text)),
            on_end=lambda place, outcome: context.step(Ended(place, outcome)),
            cancelled=context.cancelled,
        )

    def _prepare(self, context: JobContext) -> Callable[[], None]:
        return lambda: wait_until_ready(self.ready, context)


@dataclass(frozen=True)
class OpenGuided:
    """Opens a picture of a batch with its trimap, or the one made of its mask; without one that is broken."""

    path: Path
    guide: Guide | None

    @property
    def title(self) -> str:
        return f"Opening {self.path.name}"

    def run(self, context: JobContext) -> OpenedPicture:
        stamp, picture = stamp_of(self.path), read_picture(self.path)
        trimap, note = None, None
        if self.guide is not None:
            try:
                trimap, note = self.guide.read(picture.size)
            except TrimapError as error:  # the picture is there to have a new one painted
                note = str(error)
        shown, digest = display_pixels(picture), file_digest(self.path)
        return OpenedPicture(picture, self.path, shown, trimap, None, note, digest, stamp)
