"""Matte and Cancel: checks the trimap, asks for the run, and takes its result in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QRect, Signal, Slot
from PySide6.QtGui import QAction

from core.imaging.trimap import UNKNOWN, missing_class, much_unknown
from dmat_gui.actions import Actions
from dmat_gui.document import Document
from dmat_gui.jobs import JobRunner
from dmat_gui.model_control import ModelControl
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.panels.run_panel import RunPanel
from dmat_gui.run_queue import Request, RunQueue
from dmat_gui.runs import Run
from dmat_gui.tasks import Asked, FinishedRun, Matte, ModelFacts, RunChoices
from dmat_gui.translations import say

_BAND = 256  # rows of a trimap compared at a time: most differ within a few of them


class RunControl(QObject):
    """The window's way from a trimap to a run."""

    began = Signal()
    stepped = Signal(object)
    ended = Signal()
    """The run is over; a finished one is in the document by then."""
    finished = Signal()
    """As `ended`, for a run that has a result."""
    path_changed = Signal(object)
    """A Run's path without correction is being computed, is there, or will not come."""

    def __init__(
        self,
        document: Document,
        runner: JobRunner,
        panel: RunPanel,
        models: ModelControl,
        messages: MessageStack,
        actions: Actions,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._panel = panel
        self._messages = messages
        self._actions = actions
        self._models = models
        self._same: Matte | Run | None = None  # what the bar "same" speaks of
        self._said_of = 0  # the trimap that the bars "same" and "unknown" are of
        self.queue = queue = RunQueue(runner, self._prepared, self)
        queue.began.connect(self._on_began)
        queue.stepped.connect(self._on_step)
        queue.progress.connect(self._on_progress)
        queue.finished.connect(self._on_run)
        queue.failed.connect(self._on_run_failed)
        queue.cancelled.connect(self._on_cancelled)
        queue.changed.connect(self._list_waiting)
        queue.changed.connect(self._same_over)
        document.runs_changed.connect(self._same_over)
        panel.waiting.cancelled.connect(self._cancel_waiting)
        actions["matte"].triggered.connect(self.matte)
        actions["matte_again"].triggered.connect(self.matte_again)
        actions["cancel"].triggered.connect(self.cancel)
        document.history_changed.connect(self._trimap_changed)
        document.picture_changed.connect(self.abandon)

    @property
    def running(self) -> bool:
        """Whether a run is at work, and others may wait."""
        return self.queue.current is not None

    @Slot()
    def matte(self) -> None:
        """Start a run, behind the others that were asked for; or say what it lacks, or that it is there."""
        job = self._job()
        if job is not None and not self._is_there(job):
            self._ask(Request(job, self._words(job)))

    @Slot()
    def matte_again(self) -> None:
        """Start a run though one like it is there."""
        job = self._job()
        if job is not None:
            self._ask(Request(job, self._words(job)))

    @Slot(QRect)
    def matte_region(self, box: QRect) -> None:
        """Compute a rectangle of the result anew, the rest staying as it is; retouch stays over it."""
        run, alpha, box = self._document.current_run, self._document.run_alpha(), box & self._document.rect
        if run is None or alpha is None:
            text = self.tr("There is no result yet to mend a rectangle of: Matte the whole picture first.")
            self._messages.show_message(Message("note", text, "warning", (self._actions["matte"],)))
            return
        job = self._job()
        if job is not None and box.width() > 1 and box.height() > 1:
            self._actions["brush"].trigger()
            job = replace(job, region=box.getRect(), previous=alpha)
            self._ask(
                Request(
                    job,
                    self.tr("Rectangle of the Result · {settings}").format(settings=self._words(job)),
                    base=run,
                )
            )

    def _prepared(self, request: Request) -> Request:
        """A rectangle mends the Result as it is when its turn comes; it may have waited for another run."""
        run, alpha = self._document.current_run, self._document.run_alpha()
        if request.base is None or run is None or alpha is None:
            return request
        return replace(request, job=replace(request.job, previous=alpha), base=run)

    def find_path(self, run: Run) -> None:
        """Compute a run's path without correction: the same noise, trimap and levels."""
        if run.has_path and run.path is None and not self.finds_path(run):
            used = run.result.settings
            choices = RunChoices(used.t_start, used.steps, used.seed, correct=False, arp=False)
            job = Matte(
                self._document.picture, run.trimap, run.asked.model, run.asked.device, choices,
                precision=run.asked.precision,
            )  # fmt: skip
            self._ask(Request(job, self.tr("{run} without correction").format(run=run.name), path_of=run))

    def finds_path(self, run: Run) -> bool:
        """Whether a run's path without correction was asked for and is not there yet."""
        return any(request.path_of is run for request in self.queue.requests)

    @Slot()
    def cancel(self) -> None:
        """Ask the run at work to stop; the window says so at once."""
        if self.queue.current is not None:
            self._panel.set_state("cancelling")
            self.queue.cancel(self.queue.current)

    def stop(self) -> None:
        """Cancel the run at work, and drop those that wait."""
        self.queue.drop_waiting()
        self.cancel()

    @Slot()
    def abandon(self) -> None:
        """Cancel the runs and forget them: their picture is about to be replaced."""
        if self.running:
            self.queue.clear()
            self._over()

    def _job(self) -> Matte | None:
        """What would be computed now; None, and a word about it, where something is missing."""
        self._document.finish_edit()
        request = self._document.frozen_request()
        if request is None:
            text = self.tr("There is no picture yet: open one, or try a sample.")
            self._messages.show_message(Message("missing", text, "warning", (self._actions["open"],)))
            return None
        picture, trimap = request
        advanced = self._panel.advanced
        if not self._check(trimap):
            return None
        return Matte(
            picture, trimap, self._panel.model(), advanced.device_name(), advanced.choices(),
            precision=advanced.precision_name(),
        )  # fmt: skip

    def _is_there(self, job: Matte) -> bool:
        """Say so if such a run is there, or on its way; one that is there becomes the current one."""
        waiting = (request.job for request in self.queue.requests if request.path_of is None)
        asked = [other for other in waiting if _is_same(job, other, other.trimap)]
        if asked:
            self._say_same(
                asked[0],
                self.tr(
                    "The same trimap and settings give the same alpha, and this run was asked for already."
                ),
            )
            return True
        same = [run for run in self._document.runs if run.asked and _is_same(job, run.asked, run.trimap)]
        if not same:
            return False
        self._document.set_current_run(same[-1])
        self._say_same(
            same[-1],
            self.tr("The same trimap and settings give the same alpha: {run} is that run already.").format(
                run=same[-1].name
            ),
        )
        return True

    def _say_same(self, same: Matte | Run, text: str) -> None:
        self._same = same
        self._messages.show_message(Message("same", text, "info", (self._actions["matte_again"],)))

    @Slot()
    def _same_over(self) -> None:
        """The bar on a run that is there, or on its way, goes with it."""
        there = (*(request.job for request in self.queue.requests), *self._document.runs)
        if not any(self._same is one for one in there):
            self._messages.dismiss("same")

    def _ask(self, request: Request) -> None:
        for key in ("error", "note", "same"):
            self._messages.dismiss(key)
        self.queue.add(request)

    def _words(self, job: Matte) -> str:
        return f"{self._panel.model_title(job.model)} · {job.choices.words}"

    def _check(self, trimap: np.ndarray) -> bool:
        """Show what the trimap lacks; whether it can be run."""
        missing = missing_class(trimap)
        if missing in ("foreground", "background"):
            strokes = bool((trimap != UNKNOWN).any())
            if not strokes:
                text = self.tr(
                    "Paint some foreground and some background first: a few strokes of each are enough."
                )
            elif missing == "foreground":
                text = self.tr("Paint some foreground: strokes over what is surely kept.")
            else:
                text = self.tr("Paint some background: strokes over what is surely cut away.")
            offers: tuple[QAction, ...] = (self._actions["from_strokes"],) if strokes else ()
            self._messages.show_message(Message("missing", text, "warning", offers))
            if self._actions["retouch"].isChecked():
                self._actions["brush"].trigger()  # with Retouch in hand, the classes are its own
            self._actions[f"class_{missing}"].trigger()
            return False
        self._messages.dismiss("missing")
        self._said_of = self._document.trimap_serial
        much = much_unknown(trimap)
        if much:
            self._messages.show_message(Message("unknown", say(much), "warning"))
        elif missing == "unknown":
            text = self.tr(
                "Nothing is unknown, so the alpha is the trimap itself. Make a band around its edge."
            )
            offers = (self._actions["auto_trimap"], self._actions["widen_band"])
            self._messages.show_message(Message("unknown", text, "info", offers))
        else:
            self._messages.dismiss("unknown")
        return True

    @Slot()
    def _trimap_changed(self) -> None:
        """A class that has been painted is missing no more; what was said of another trimap is over."""
        if self._said_of != self._document.trimap_serial:
            for key in ("same", "unknown"):
                self._messages.dismiss(key)
        bar = self._messages.bar("missing")
        trimap = self._document.trimap
        if (
            bar is not None
            and trimap is not None
            and missing_class(trimap) not in ("foreground", "background")
        ):
            self._messages.dismiss("missing")

    @Slot(object)
    def _on_began(self, request: Request) -> None:
        self._panel.set_state("running")
        if request.path_of is None:
            self.began.emit()
        else:
            self.path_changed.emit(request.path_of)

    @Slot(object, object)
    def _on_step(self, request: Request, step: object) -> None:
        if isinstance(step, ModelFacts):
            self._models.take_facts(step)
        elif request.path_of is None:
            self.stepped.emit(step)

    @Slot(object, float, str)
    def _on_progress(self, request: Request, fraction: float, text: str) -> None:
        if request is self.queue.current:
            self._panel.set_progress(fraction, text)

    @Slot(object, object)
    def _on_run(self, request: Request, done: FinishedRun) -> None:
        """A run has a result; one of a picture that is there no more was forgotten with it."""
        if request.path_of is not None:
            request.path_of.path = done
            self._over(request)
            return
        job, trimap = request.job, request.job.trimap
        if request.base is not None:
            # Around the rectangle the alpha is still that of the earlier trimap.
            x, y, width, height = job.region
            trimap = request.base.trimap.copy()
            trimap[y : y + height, x : x + width] = job.trimap[y : y + height, x : x + width]
        self._document.add_run(done.result, trimap, asked=job.asked, changes=done.changes)
        notes = [note for note in done.result.notes if note != much_unknown(job.trimap)]  # said at its start
        if notes:
            self._messages.show_message(Message("note", " ".join(map(say, notes)), "info"))
        self._over(request)
        self.finished.emit()

    @Slot(object, str)
    def _on_run_failed(self, request: Request, sentence: str) -> None:
        self._over(request)
        offer = () if self._document.picture is None else (self._actions["matte"],)
        self._messages.show_message(Message("error", sentence, "error", offer))

    @Slot(object)
    def _on_cancelled(self, request: Request) -> None:
        self._over(request)
        result = self._document.result_title()
        text = self.tr("Cancelled. The unfinished run was dropped.")
        if result:
            text = self.tr("Cancelled. The unfinished run was dropped; {result} is unchanged.")
            text = text.format(result=result)
        self._messages.show_message(Message("note", text, "info", seconds=8))

    @Slot()
    def _list_waiting(self) -> None:
        self._panel.waiting.set_requests(self.queue.requests[1:])

    @Slot(object)
    def _cancel_waiting(self, request: Request) -> None:
        self.queue.cancel(request)
        if request.path_of is not None:
            self.path_changed.emit(request.path_of)

    def _over(self, request: Request | None = None) -> None:
        self._panel.set_state("idle")
        if request is not None and request.path_of is not None:
            self.path_changed.emit(request.path_of)
        else:
            self.ended.emit()


def _is_same(job: Matte, asked: Matte | Asked, trimap: np.ndarray) -> bool:
    """Whether a job asks for the same as another one did; trimaps only are compared where all else is equal.

    Their digests, which tell as well, are made on the worker: at 24 megapixels one takes 27 ms.
    """
    ours, theirs = ((one.model, one.device, one.precision, one.choices, one.region) for one in (job, asked))
    bands = range(0, len(trimap), _BAND)
    return ours == theirs and all(
        np.array_equal(trimap[top : top + _BAND], job.trimap[top : top + _BAND]) for top in bands
    )
