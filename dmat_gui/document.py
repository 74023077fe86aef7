"""The document: a picture, its trimap, its runs with the retouch over them, and one history. No widgets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Signal

from core.errors import TrimapError
from dmat_gui.history import Box
from dmat_gui.retouch import RetouchLayer, SeenAlpha
from dmat_gui.runs import KEPT_SHARE, AdoptedStep, Removal, ResultState, Run, RunShelf, Selection
from dmat_gui.saved_picture import SavedPicture, SavedWork

if TYPE_CHECKING:
    from core.imaging.picture import Picture
    from core.predictor import MattingResult
    from dmat_gui.tasks import Asked

ALPHA_LAYER, RUNS_LAYER, RETOUCH_LAYER = "alpha", "runs", "retouch"


class Document(SavedPicture):
    """What the window shows and changes: the painted picture, and the runs made from it."""

    alpha_changed = Signal(QRect)
    """`result_alpha()` is another one inside this box of pixels."""
    runs_changed = Signal()
    current_run_changed = Signal()
    """Another run, or another step of it, is in force."""
    stale_changed = Signal(bool)
    """True when the alpha has become one "from an earlier trimap"."""
    retouch_changed = Signal()
    """A retouch stroke has ended, or the retouch was undone, redone or removed."""

    _retouch: RetouchLayer | None
    _retouched: NDArray[np.float32] | None  # the whole, once it was made
    _seen: SeenAlpha | None  # before that

    def open_work(
        self,
        picture: Picture,
        trimap: NDArray[np.uint8],
        path: Path | None,
        display_image: NDArray[np.uint8],
        work: SavedWork,
    ) -> None:
        """Start afresh with what a project file holds, as `open_picture` does with a picture."""
        self.open_picture(picture, trimap, path, display_image)
        self._shelf.restore(work.runs, work.current, work.count)
        if work.retouch is not None:
            self._retouch = work.retouch
            self._history.bind(RETOUCH_LAYER, self._retouch.planes)
        self._update_stale()
        self.runs_changed.emit()
        self.current_run_changed.emit()
        self.alpha_changed.emit(self.rect)
        self.retouch_changed.emit()
        if work.is_saved and work.home is not None:
            self.mark_saved(work.home, self.state)
        else:
            self.mark_unsaved(work.home)

    @property
    def runs(self) -> list[Run]:
        """The finished runs, oldest first."""
        return list(self._shelf.runs)

    @property
    def runs_made(self) -> int:
        """How many runs were ever made, those deleted included."""
        return self._shelf.count

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
        """Keep a finished run (see `Run`) and make it the current one, as an undo step named after it.

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
            self._changed_unrecorded()
        else:
            self._select(Selection(run, run.adopted_step), self.tr("Matte ({run})").format(run=run.name))
        return run

    def set_current_run(self, run: Run | None) -> None:
        """Make `run` the one whose alpha is the result, undoably."""
        if run is not self.current_run:
            step = run.adopted_step if run is not None else None
            text = self.tr("Choose {run}").format(run=run.name) if run else self.tr("Choose no run")
            self._select(Selection(run, step), text)

    def rename_run(self, run: Run, name: str) -> None:
        """Give a run another name; one that is empty, or another run's, is not taken."""
        name = " ".join(name.split())
        if name and name not in (other.name for other in self.runs):
            run.name = name
            self._changed_unrecorded()
        self.runs_changed.emit()

    def delete_run(self, run: Run) -> None:
        """Take a run off the list, undoably; its neighbour becomes the current one in its place."""
        before, after = self._shelf.removals(run)
        # A layer for each run: of several deletions undone at once, none stands for another.
        layer, held = f"{RUNS_LAYER} {run.id}", run.nbytes // KEPT_SHARE
        self._history.push_value(self.tr("Delete {run}").format(run=run.name), layer, before, after, held)
        self._put_in_force(after)
        self._after_history()

    def use_step(self, index: int, kind: str) -> None:
        """Adopt a step's matte of the current run, undoably. Raises SettingsError if there is none such."""
        run = self.current_run
        if run is not None:
            run.matte(index, kind)
            step = AdoptedStep(index, kind)
            self._select(Selection(run, step), self.tr("Use {step}").format(step=run.title(step)))

    def use_result(self) -> None:
        """Go back from an adopted step to the current run's own alpha, undoably."""
        run = self.current_run
        if run is not None:
            self._select(Selection(run, None), self.tr("Back to {result}").format(result=run.title(None)))

    def run_alpha(self) -> NDArray[np.float32] | None:
        """Return the Result without its retouch, never to be written; None without a run."""
        return self._shelf.alpha()

    def result_alpha(self) -> NDArray[np.float32] | None:
        """Return what every export uses: H x W float32 in [0, 1], known pixels exact but for retouch; None
        without a run.

        The array is kept and shared, and retouch is painted into it: copy it for what takes a while.
        """
        if isinstance(alpha := self.shown_alpha(), SeenAlpha):
            alpha = self._retouched = np.asarray(alpha)
        return alpha

    def shown_alpha(self) -> NDArray[np.float32] | SeenAlpha | None:
        """As `result_alpha`, for a screen: the array of a retouched one is not made for its sake."""
        alpha = self._shelf.alpha()
        if alpha is None or self._retouched is not None:
            return self._retouched
        if self._seen is None and self.has_retouch:
            self._seen = SeenAlpha(alpha, self._retouch)
        return self._seen or alpha

    def result_title(self) -> str:
        """Name the result: "Run 2 · result, retouched", or as Run.title does; "" without a run."""
        run = self.current_run
        if run is None:
            return ""
        return run.title(run.adopted_step) + (self.tr(", retouched") if self.has_retouch else "")

    # ---- retouch -----------------------------------------------------------------------------------

    @property
    def has_retouch(self) -> bool:
        """True while retouch lies over whatever is the Result."""
        return self._retouch is not None and not self._retouch.is_empty

    @property
    def retouch(self) -> RetouchLayer | None:
        """The live layer, None before the first stroke: write to it only within `begin_retouch`'s edit."""
        return self._retouch

    def begin_retouch(self, text: str) -> None:
        """Start a gesture on the retouch, one undo step called `text`; it goes on as one on the trimap does.

        Raises RuntimeError without a Result.
        """
        alpha = self._shelf.alpha()
        if alpha is None:
            raise RuntimeError(f"“{text}” without a result")
        if self._retouch is None:
            self._retouch = RetouchLayer(*self.size)
            self._history.bind(RETOUCH_LAYER, self._retouch.planes)
        if self._retouched is None:
            self._retouched = self._retouch.result(alpha)
        self.begin_edit(text, RETOUCH_LAYER)

    def make_room(self, copy: NDArray[np.float32], of: NDArray[np.float32] | SeenAlpha) -> None:
        """Take a copy `of` what `shown_alpha` gave to retouch in; of no use if the Result is another by now.

        It is made elsewhere, as at 24 MP that takes a while; without it, it is made here when it is needed.
        """
        if self._retouched is None and of is self.shown_alpha():
            self._retouched, self._seen = copy, None

    @property
    def has_room(self) -> bool:
        """True once there is an array to retouch in, which is not the run's."""
        return self._retouched is not None

    def remove_retouch(self) -> None:
        """Show the run's alpha again everywhere, as one undo step."""
        self.finish_edit()
        if not self.has_retouch:
            return
        self.begin_edit(self.tr("Remove retouch"), RETOUCH_LAYER)
        whole = QRect()
        for box in self._retouch.boxes:
            area = self.touch(QRect(*box))
            self._retouch.planes[box.y : box.y + box.height, box.x : box.x + box.width] = 0
            whole |= area
        self.painted(whole)
        self.end_edit()

    @property
    def is_stale(self) -> bool:
        """True when the trimap is no longer the one that the current run used (as of the last gesture)."""
        return self._stale

    # ---- saved or not ------------------------------------------------------------------------------

    @property
    def is_clean(self) -> bool:
        """True while nothing would be lost by closing: what has a project file is all in that, and of the
        rest neither strokes nor a result nor a run with a name are nowhere else."""
        if self.home is not None:
            return self.is_in_project
        return super().is_clean and self.result_is_exported and not self._shelf.lost(self._exported)

    @property
    def result_state(self) -> ResultState:
        """What the result is made of, as of the last gesture; after undo, what it was made of then."""
        run, step = self._shelf.selection
        return ResultState(run and run.mark, step, self._history.serial(RETOUCH_LAYER))

    @property
    def result_is_exported(self) -> bool:
        """True while there is no result, or just this one has been exported.

        Without any run, retouch counts: it is hand-work, which undo or the next run brings back in sight.
        """
        if self.current_run is None:
            serial = self._history.serial(RETOUCH_LAYER)
            return not self.has_retouch or any(serial == state.retouch for state in self._exported)
        return self.result_state in self._exported

    def mark_exported(self, state: ResultState) -> None:
        """Take note that the result made so has been exported."""
        self._exported.add(state)
        self._announce_clean()

    def unsaved(self, *, trimap_pending: bool = False, result_pending: bool = False) -> str:
        """Say what closing would lose, "" if nothing; what is pending is being written."""
        if self.home is not None:
            words = "" if self.is_in_project else self.tr("{file} does not have your last changes.")
            return words.format(file=self.home.name)
        trimap = not (self.trimap_is_saved or trimap_pending)
        result = not (self.result_is_exported or result_pending)
        of_result = (self.result_title() or self.tr("Your retouch")) if result and not trimap else ""
        lost = [what for what in (of_result, self._shelf.lost(self._exported)) if what]
        words = [self.tr("{what} has not been exported.").format(what=what) for what in lost]
        if trimap and result:
            words.insert(0, self.tr("The painted trimap has not been saved, nor its result exported."))
        elif trimap:
            words.insert(0, self.tr("The painted trimap has not been saved."))
        return " ".join(words)

    # ---- inside ------------------------------------------------------------------------------------

    def _forget(self) -> None:
        super()._forget()
        self._shelf = RunShelf()
        self._retouch = self._retouched = self._seen = None
        self._retouch_serial = 0
        self._exported: set[ResultState] = set()
        self._stale = False
        self._stale_of: tuple[Run | None, int] = None, 0

    def _announce_new(self) -> None:
        super()._announce_new()
        self.runs_changed.emit()
        self.current_run_changed.emit()
        self.alpha_changed.emit(self.rect)
        self.stale_changed.emit(False)

    def _after_history(self) -> None:
        self._update_stale()
        super()._after_history()
        serial = self._history.serial(RETOUCH_LAYER)
        if serial != self._retouch_serial:
            self._retouch_serial = serial
            self.retouch_changed.emit()

    def _layer_painted(self, layer: str, rect: QRect) -> None:
        if layer != RETOUCH_LAYER:
            super()._layer_painted(layer, rect)
            return
        box, alpha = Box(*rect.getRect()), self._shelf.alpha()
        self._retouch.painted(box)
        self._seen = None  # what is made of it elsewhere is of the layer as it was
        if alpha is not None:
            if self._retouched is not None:
                self._retouch.over(alpha, self._retouched, box)
            self.alpha_changed.emit(rect)

    def _put_in_force(self, value: Any) -> None:
        if isinstance(value, Removal):
            self._shelf.put(value)
            self.runs_changed.emit()
        else:
            self._shelf.select(value)
        self._retouched = self._seen = None  # they were of another alpha
        self._update_stale()
        # First the alpha, while a step may still be in its place: the canvas then makes its picture once.
        self.alpha_changed.emit(self.rect)
        self.current_run_changed.emit()

    def _select(self, selection: Selection, text: str) -> None:
        before = self._shelf.selection
        if selection != before:
            self._history.push_value(text, ALPHA_LAYER, before, selection)
            self._put_in_force(selection)
            self._after_history()

    def _update_stale(self) -> None:
        state = self.current_run, self.trimap_serial
        if state == self._stale_of:
            return  # as after a stroke of retouch: a trimap of 24 MP takes a while to compare
        self._stale_of = state
        stale = self._shelf.is_from_another(self._trimap)
        if stale != self._stale:
            self._stale = stale
            self.stale_changed.emit(stale)
