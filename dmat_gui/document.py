"""The document: a picture, its trimap, its runs and the one history of what was done to them. No widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Signal

from core.errors import TrimapError
from dmat_gui.painted_picture import PaintedPicture
from dmat_gui.runs import AdoptedStep, Removal, Run, RunShelf, Selection

if TYPE_CHECKING:
    from core.predictor import MattingResult
    from dmat_gui.tasks import Asked

ALPHA_LAYER, RUNS_LAYER = "alpha", "runs"


class Document(PaintedPicture):
    """What the window shows and changes: the painted picture, and the runs made from it."""

    alpha_changed = Signal(QRect)
    """`result_alpha()` is another one inside this box of pixels."""
    runs_changed = Signal()
    current_run_changed = Signal()
    """Another run, or another step of it, is in force."""
    stale_changed = Signal(bool)
    """True when the alpha has become one "from an earlier trimap"."""

    @property
    def runs(self) -> list[Run]:
        """The finished runs, oldest first."""
        return list(self._shelf.runs)

    @property
    def current_run(self) -> Run | None:
        """The run whose alpha is the result; None before the first one."""
        return self._shelf.current

    def add_run(
        self,
        result: MattingResult,
        trimap: NDArray[np.uint8],
        asked: Asked | None = None,
        changes: tuple[float, ...] = (),
    ) -> Run:
        """Keep a finished run and make it the current one, as an undo step named after it.

        asked, changes: see `Run`.

        A run that arrives while something could be redone makes no step of its own: nobody asked for the
        redo to be lost. Raises TrimapError if the run is of another picture's size.
        """
        height, width = result.alpha.shape
        if (width, height) != self.size:
            raise TrimapError(
                f"The run is {width} × {height} pixels and the picture {self.size[0]} × {self.size[1]}: "
                "run it again on this picture."
            )
        run = self._shelf.add(result, trimap, asked, changes)
        self.runs_changed.emit()
        if self._history.can_redo:
            self._put_in_force(Selection(run, run.adopted_step))
            self._announce_clean()
        else:
            self._select(Selection(run, run.adopted_step), f"Matte ({run.name})")
        return run

    def set_current_run(self, run: Run | None) -> None:
        """Make `run` the one whose alpha is the result, undoably."""
        if run is not self.current_run:
            step = run.adopted_step if run is not None else None
            self._select(Selection(run, step), f"Choose {run.name if run is not None else 'no run'}")

    def rename_run(self, run: Run, name: str) -> None:
        """Give a run another name; one that is empty, or another run's, is not taken."""
        name = " ".join(name.split())
        if name and name not in (other.name for other in self.runs):
            run.name = name
        self.runs_changed.emit()

    def delete_run(self, run: Run) -> None:
        """Take a run off the list, undoably; its neighbour becomes the current one in its place."""
        before, after = self._shelf.removals(run)
        # A layer for each run: of several deletions undone at once, none stands for another.
        self._history.push_value(f"Delete {run.name}", f"{RUNS_LAYER} {run.id}", before, after)
        self._put_in_force(after)
        self._after_history()

    def use_step(self, index: int, kind: str) -> None:
        """Adopt a step's matte of the current run as the result, undoably.

        Raises SettingsError if there is no such step.
        """
        run = self.current_run
        if run is not None:
            run.matte(index, kind)
            step = AdoptedStep(index, kind)
            self._select(Selection(run, step), f"Use {run.title(step)}")

    def use_result(self) -> None:
        """Go back from an adopted step to the current run's own alpha, undoably."""
        run = self.current_run
        if run is not None:
            self._select(Selection(run, None), f"Back to {run.title(None)}")

    def result_alpha(self) -> NDArray[np.float32] | None:
        """Return what every export uses: H x W float32 in [0, 1], known pixels exact; None without a run.

        The array is kept and shared: copy it before changing it.
        """
        return self._shelf.alpha()

    def result_title(self) -> str:
        """Name the result: "Run 2 · result", or as Run.title names a step; "" without a run."""
        run = self.current_run
        return run.title(run.adopted_step) if run is not None else ""

    @property
    def is_stale(self) -> bool:
        """True when the trimap is no longer the one that the current run used (as of the last gesture)."""
        return self._stale

    # ---- saved or not ------------------------------------------------------------------------------

    @property
    def is_clean(self) -> bool:
        """True while nothing would be lost by closing: neither strokes nor a result."""
        return super().is_clean and self.result_is_exported

    @property
    def selection(self) -> Selection:
        """What the result is made of: the current run and the step adopted from it."""
        return self._shelf.selection

    @property
    def result_is_exported(self) -> bool:
        """True while there is no result, or just this one has been exported."""
        return self.current_run is None or self.selection in self._exported

    def mark_exported(self, selection: Selection) -> None:
        """Take note that the result made of `selection` has been exported."""
        self._exported.add(selection)
        self._announce_clean()

    def unsaved(self, *, trimap_pending: bool = False, result_pending: bool = False) -> str:
        """Say what closing would lose, "" if nothing; what is pending is being written."""
        trimap = not (self.trimap_is_saved or trimap_pending)
        result = not (self.result_is_exported or result_pending)
        if trimap and result:
            return "The painted trimap has not been saved, nor its result exported."
        if trimap:
            return "The painted trimap has not been saved."
        return f"{self.result_title()} has not been exported." if result else ""

    # ---- inside ------------------------------------------------------------------------------------

    def _forget(self) -> None:
        super()._forget()
        self._shelf = RunShelf()
        self._exported: set[Selection] = set()
        self._stale = False

    def _announce_new(self) -> None:
        super()._announce_new()
        self.runs_changed.emit()
        self.current_run_changed.emit()
        self.alpha_changed.emit(self.rect)
        self.stale_changed.emit(False)

    def _after_history(self) -> None:
        self._update_stale()
        super()._after_history()

    def _put_in_force(self, value: object) -> None:
        if isinstance(value, Removal):
            self._shelf.put(value)
            self.runs_changed.emit()
        else:
            self._shelf.select(value)
        self._update_stale()
        self.current_run_changed.emit()
        self.alpha_changed.emit(self.rect)

    def _select(self, selection: Selection, text: str) -> None:
        before = self._shelf.selection
        if selection != before:
            self._history.push_value(text, ALPHA_LAYER, before, selection)
            self._put_in_force(selection)
            self._after_history()

    def _update_stale(self) -> None:
        stale = self._shelf.is_from_another(self._trimap)
        if stale != self._stale:
            self._stale = stale
            self.stale_changed.emit(stale)
