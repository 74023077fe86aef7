"""A batch from its first picture to its last: a broken one stops no other, what is done is not done twice."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, Protocol

from core.batch.outputs import OutputChoices, write_outputs
from core.batch.pairing import Job
from core.batch.record import Record
from core.errors import Cancelled, DmatError, is_out_of_memory, sentence_for
from core.files import file_digest
from core.imaging.reading import read_picture
from core.models.registry import find_model
from core.predictor import MattingResult, RunSettings

log = logging.getLogger(__name__)

State = Literal["done", "skipped", "failed"]


class Predictor(Protocol):
    """What is used of `core.predictor.MattingPredictor`."""

    @property
    def run(self) -> Callable[..., MattingResult]:
        """Mattes one picture."""


@dataclass(frozen=True)
class Outcome:
    """What became of a picture.

    Attributes:
        state: "skipped": its results were there already, from the same files and settings.
        sentence: of a failed one, what went wrong, and the way on.
        seconds: of the matting alone. device: in words.
        files: its results; none of one that failed.
        notes: sentences for the user.
    """

    state: State
    sentence: str = ""
    seconds: float = 0.0
    device: str = ""
    files: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Batch:
    """How every picture is done.

    Attributes:
        predictor: the model, loaded.
        model: its name or file, by whose contents results are known again.
        settings: of the runs.
        choices: what is written.
        record: what is done is kept there; None keeps nothing.
        resume: whether pictures are skipped that the record knows to be done.
        prepare: called before the foreground's colours are estimated; may raise Cancelled.
    """

    predictor: Predictor
    model: str
    settings: RunSettings
    choices: OutputChoices
    record: Record | None = None
    resume: bool = False
    prepare: Callable[[], None] | None = None


def run_batch(
    jobs: Sequence[Job],
    batch: Batch,
    *,
    on_progress: Callable[[int, float, str], None] | None = None,
    on_end: Callable[[int, Outcome], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Outcome]:
    """Do the jobs one after the other; return what became of each.

    Args:
        on_progress: told the job's place, the share of it that is done, and what is being done.
        on_end: told the job's place and what became of it.
        cancelled: asked before every picture, every call of the network and every file.

    Raises:
        Cancelled: what is done by then stays, of the picture in hand nothing.
        CheckpointError: there is no such model.
    """
    work = _Work(batch, cancelled or (lambda: False))
    outcomes: list[Outcome] = []
    for place, job in enumerate(jobs):
        if work.cancelled():
            raise Cancelled("cancelled")

        def progress(fraction: float, text: str, place: int = place) -> None:
            if on_progress is not None:
                on_progress(place, fraction, text)

        outcomes.append(_outcome(work, job, progress))
        if on_end is not None:
            on_end(place, outcomes[-1])
    return outcomes


def in_words(outcomes: Sequence[Outcome]) -> str:
    """Count what became of a batch: "3 done, 1 done before, 2 failed"."""
    words = {"done": "done", "skipped": "done before", "failed": "failed"}
    counts = {state: sum(outcome.state == state for outcome in outcomes) for state in words}
    return ", ".join(f"{count} {words[state]}" for state, count in counts.items() if count) or "nothing to do"


class _Work:
    """The batch, and what is the same for all of its pictures."""

    def __init__(self, batch: Batch, cancelled: Callable[[], bool]) -> None:
        self.batch = batch
        self.cancelled = cancelled
        self._same = ""
        if batch.record is not None:
            entry = find_model(batch.model)
            weights = entry.name if entry.path is None else file_digest(entry.path)
            same = {"model": weights, "run": asdict(batch.settings), "outputs": batch.choices.facts()}
            self._same = json.dumps(same, sort_keys=True)

    def key(self, job: Job) -> str:
        """Stands for all that a picture's results depend on. Raises OSError."""
        guide = job.guide
        files = [file_digest(path) for path in (job.picture, guide.path)]
        parts = [*files, guide.kind, str(guide.inner), str(guide.outer), self._same]
        return hashlib.sha256("|".join(parts).encode()).hexdigest()


def _outcome(work: _Work, job: Job, progress: Callable[[float, str], None]) -> Outcome:
    try:
        return _one(work, job, progress)
    except Cancelled:
        raise
    except DmatError as error:
        return Outcome("failed", str(error))
    except Exception as error:  # whatever a library does not foresee, the other pictures go on
        if not isinstance(error, OSError) and not is_out_of_memory(error):
            log.exception("%s failed", job.picture)
        return Outcome("failed", sentence_for(error, str(job.picture)))


def _one(work: _Work, job: Job, progress: Callable[[float, str], None]) -> Outcome:
    batch, record, stem = work.batch, work.batch.record, job.picture.stem
    progress(0.0, "Reading the picture")
    places = batch.choices.places(stem)  # before the work: it raises where the results cannot be called so
    key = work.key(job) if record is not None else ""
    if record is not None and batch.resume and record.is_done(stem, key, places):
        return Outcome("skipped")
    picture = read_picture(job.picture)
    trimap, note = job.guide.read(picture.size)
    result = batch.predictor.run(
        picture,
        trimap,
        settings=batch.settings,
        on_progress=progress,
        cancelled=work.cancelled,
        keep_steps=batch.choices.steps,
    )
    progress(1.0, "Writing the results")
    files = write_outputs(
        picture, result, job.output, stem, batch.choices, prepare=batch.prepare, cancelled=work.cancelled
    )
    if record is not None:
        record.add(stem, key, files, job.picture.name)
    notes = tuple(each for each in (note, *result.notes) if each)
    return Outcome("done", "", result.seconds, result.device, tuple(files), notes)
