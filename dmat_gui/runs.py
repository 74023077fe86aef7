"""A run of the model as the document keeps it: its result, the trimap it used, the step adopted from it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from core.errors import SettingsError
from core.exporting.words import MATTE_TITLES, step_title
from core.projects.result import adopted_alpha
from dmat_gui.tasks import steps_words
from dmat_gui.translations import say

if TYPE_CHECKING:
    from core.predictor import MattingResult, StepMattes
    from dmat_gui.tasks import Asked, FinishedRun

KEPT_SHARE = 8
"""A run that was deleted counts an eighth of its bytes in the history: whole, one of 24 MP would cost all
strokes before it. So a history of 64 MB of strokes keeps up to 512 MB of such runs."""
translate = QCoreApplication.translate
_USUAL_NAME = QT_TRANSLATE_NOOP("Run", "Run {number}")
"""What a run is called as long as it was given no name; in projects in English, whoever opens them."""


class AdoptedStep(NamedTuple):
    """Which matte stands in for the run's own alpha: position in `result.steps`, and field of the step."""

    index: int  # type: ignore[assignment]  # a field, where tuples have a method
    kind: str


class Run:
    """One finished run. `adopted_step` is changed by the document alone, so that it can be undone.

    asked: what was asked for; None for a run that cannot be made again.
    changes: the mean change of its estimate from each step to the next.
    path: its path without correction, once that has been computed.
    """

    def __init__(
        self,
        number: int,
        result: MattingResult,
        trimap: NDArray[np.uint8],
        asked: Asked | None = None,
        changes: tuple[float, ...] = (),
    ) -> None:
        """Keep `result` and a copy of the H x W uint8 `trimap` that it was made from."""
        self.id = number
        self.mark = object()  # stands for this run and no other, of whatever picture
        self.name = self._usual_name
        self.result = result
        self.asked = asked
        self.changes = changes
        self.path: FinishedRun | None = None
        self.adopted_step: AdoptedStep | None = None
        self._trimap = np.array(trimap)  # a quarter of its alpha's memory: not worth the time to deflate it
        self._trimap.flags.writeable = False

    @property
    def _usual_name(self) -> str:
        return translate("Run", _USUAL_NAME).format(number=self.id)

    @property
    def stored_name(self) -> str:
        """Its name as a project keeps it, which is the same in every language if it was given none."""
        return _USUAL_NAME.format(number=self.id) if self.name == self._usual_name else self.name

    def take_stored_name(self, name: str) -> None:
        """Be called what a project says."""
        self.name = self._usual_name if name == _USUAL_NAME.format(number=self.id) else name

    @property
    def is_named(self) -> bool:
        """Whether it was given a name of its own."""
        return self.name != self._usual_name

    @property
    def trimap(self) -> NDArray[np.uint8]:
        """The H x W trimap the run used, read-only."""
        return self._trimap

    @property
    def nbytes(self) -> int:
        """Memory its arrays take."""
        results = [self.result, *([self.path.result] if self.path is not None else [])]
        steps = sum(step.nbytes for result in results for step in result.steps)
        arrays = [self._trimap, *(result.alpha for result in results), self.result.start]
        return steps + sum(array.nbytes for array in arrays if array is not None)

    @property
    def steps(self) -> tuple[StepMattes, ...]:
        """The run's steps from the noise down to the result; empty for a run without a network."""
        return self.result.steps

    @property
    def has_path(self) -> bool:
        """Whether there is a path without correction to be compared with its own."""
        whole = self.asked is not None and self.asked.region is None
        return whole and bool(self.steps) and self.result.settings.correct

    @property
    def start_words(self) -> str:
        """What the run began from, in words; "" for a run without a network."""
        if not self.steps:
            return ""
        if self.result.start is not None:
            return translate("Run", "coarse matte")
        return translate("Run", "trimap (paper)")

    @property
    def settings_words(self) -> str:
        """What it was made with, in a line, what differs most between runs first: "seed 0 · 3 steps · T 250".

        "Note" before all says that the run's notes are to be read too, which `notes_words` has.
        """
        settings, words = self.result.settings, []
        words += [translate("Run", "note")] if self.result.notes else []
        if self.steps:
            words += [translate("Run", "seed {seed}").format(seed=settings.seed)]
            words += [steps_words(settings.steps), f"T {settings.t_start}"]
            words += [] if settings.correct else [translate("Run", "no correction")]
            words += [] if settings.arp or not settings.correct else [translate("Run", "no ARP")]
        if self.asked is not None and self.asked.region is not None:
            _x, _y, width, height = self.asked.region
            words.append(translate("Run", "rectangle {width} × {height}").format(width=width, height=height))
        return " · ".join(words)

    @property
    def notes_words(self) -> str:
        """What was to be said of it, as that it was done with less memory; "" of most."""
        return " ".join(map(say, self.result.notes))

    def matte(self, index: int, kind: str) -> NDArray[np.float16]:
        """Return the unclipped H x W matte of a step, `kind` being one of MATTE_TITLES.

        Raises SettingsError if the run has no such step or the step no such matte.
        """
        if not 0 <= index < len(self.steps):
            raise SettingsError(f"{self.name} has {len(self.steps)} steps; there is no step {index}.")
        matte = getattr(self.steps[index], kind, None) if kind in MATTE_TITLES else None
        if matte is None:
            raise SettingsError(f"Step {index} of {self.name} has no matte called “{kind}”.")
        return matte

    def title(self, adopted: AdoptedStep | None) -> str:
        """Name one of the run's mattes, its result if `adopted` is None: as "Run 2 · result"."""
        if adopted is None:
            return translate("Run", "{run} · result").format(run=self.name)
        step = step_title(adopted.index, self.steps[adopted.index].t)
        return f"{self.name} · {say(step)}, {say(MATTE_TITLES[adopted.kind])}"

    def alpha(self, adopted: AdoptedStep | None) -> NDArray[np.float32]:
        """Return H x W float32 in [0, 1]: the result, or that step with the known pixels exact."""
        if adopted is None:
            return np.asarray(self.result.alpha, np.float32)
        return adopted_alpha(self.matte(*adopted), self.trimap)


class Selection(NamedTuple):
    """What is in force: the current run, and the step adopted from it; what the history keeps of runs."""

    run: Run | None
    step: AdoptedStep | None


class ResultState(NamedTuple):
    """What the Result is made of: a run, the step adopted from it, and which state of the retouch."""

    run: object  # its `mark`, as this may be kept for longer than a run that was deleted
    step: AdoptedStep | None
    retouch: int


class Removal(NamedTuple):
    """A run taken off the list or not, and what is in force then; what the history keeps of Delete."""

    run: Run
    place: int
    is_removed: bool
    selection: Selection


class RunShelf:
    """A document's runs, the one in force among them and its alpha, made once."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.current: Run | None = None
        self.count = 0
        self._trimap: NDArray[np.uint8] | None = None
        self._alpha: NDArray[np.float32] | None = None

    def add(
        self,
        result: MattingResult,
        trimap: NDArray[np.uint8],
        asked: Asked | None = None,
        changes: tuple[float, ...] = (),
    ) -> Run:
        """Keep a run, numbered as no run was before; the one in force stays."""
        self.count += 1
        run = Run(self.count, result, trimap, asked, changes)
        self.runs.append(run)
        return run

    def restore(self, runs: Sequence[Run], current: Run | None, count: int) -> None:
        """Have these runs instead, `current` in force, and number the next one after `count`."""
        self.runs = list(runs)
        self.count = max([count, *(run.id for run in runs)])
        self.select(Selection(current, current.adopted_step if current is not None else None))

    def removals(self, run: Run) -> tuple[Removal, Removal]:
        """How it is now, and how it will be once `run` is off the list: its neighbour takes its place."""
        place = self.runs.index(run)
        after = self.selection
        if run is self.current:
            others = [other for other in self.runs if other is not run]
            neighbour = others[min(place, len(others) - 1)] if others else None
            after = Selection(neighbour, neighbour.adopted_step if neighbour is not None else None)
        return Removal(run, place, False, self.selection), Removal(run, place, True, after)

    def put(self, removal: Removal) -> None:
        """Take a run off the list, or put it back in its place."""
        if removal.is_removed:
            self.runs.remove(removal.run)
        else:
            self.runs.insert(removal.place, removal.run)
        self.select(removal.selection)

    @property
    def selection(self) -> Selection:
        """What is in force."""
        return Selection(self.current, self.current.adopted_step if self.current is not None else None)

    def select(self, selection: Selection) -> None:
        """Put a run, and one of its steps or its own alpha, in force."""
        if selection.run is not self.current:
            self.current = selection.run
            self._trimap = selection.run.trimap if selection.run is not None else None
        if selection.run is not None:
            selection.run.adopted_step = selection.step
        self._alpha = None

    def lost(self, exported: Collection[ResultState]) -> str:
        """The name of a run, not the one in force, that closing would lose: it was given a name, and is none
        of those `exported`. "" if there is none; runs without a name of their own count as tries."""
        marks = {state.run for state in exported}
        others = (run for run in self.runs if run is not self.current and run.is_named)
        return next((run.name for run in others if run.mark not in marks), "")

    def alpha(self) -> NDArray[np.float32] | None:
        """Return the alpha in force, H x W float32 in [0, 1]; None without a run."""
        if self._alpha is None and self.current is not None:
            self._alpha = self.current.alpha(self.current.adopted_step)
        return self._alpha

    def is_from_another(self, trimap: NDArray[np.uint8] | None) -> bool:
        """True when the run in force used another trimap than this."""
        return self._trimap is not None and not np.array_equal(self._trimap, trimap)
