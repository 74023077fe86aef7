"""Long work off the window's thread: a job is a frozen request with an id, progress and cancel.

A worker lives on one QThread for as long as the window: one for the models, one for files, one for exports
and the colours they need, so that opening and saving wait for neither. Its signals are connected to slots of
`JobRunner`, a QObject of the window's thread, and nowhere else: a plain function connected to them would run
on the worker's thread and touch widgets from there.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from core.errors import Cancelled, DmatError, is_device_lost, sentence_for
from dmat_gui.translations import say

log = logging.getLogger(__name__)

PredictorFactory = Callable[..., Any]
"""Called as factory(model, device=..., precision=...); gives a MattingPredictor."""


@dataclass(frozen=True)
class RealPredictors:
    """The factory of the program itself; `threads` of the processor compute, 0 being as many as it has."""

    threads: int = 0

    def __call__(self, model: str, *, device: str, precision: str) -> object:
        """Import the predictor, and torch with it, on the worker's thread: the window is already there."""
        import torch

        from core.predictor import MattingPredictor

        if self.threads:
            torch.set_num_threads(self.threads)
        return MattingPredictor(model, device=device, precision=precision)


class Job(Protocol):
    """A frozen request. `title` names it to the user, as in "Could not finish: {title}".

    Titles, words on the progress and sentences of errors are English: `JobRunner` translates what it
    passes on.
    """

    @property
    def title(self) -> str: ...

    def run(self, context: JobContext) -> object: ...


class JobContext:
    """What a running job may do: report, ask whether to stop, and borrow a model."""

    def __init__(self, worker: Worker, job_id: int, event: threading.Event) -> None:
        self._worker = worker
        self._job_id = job_id
        self._event = event

    def progress(self, fraction: float, text: str) -> None:
        """Say how far the job is, 0 to 1, in a few words."""
        self._worker.progress.emit(self._job_id, float(fraction), text)

    def step(self, value: object) -> None:
        """Hand over a part of the result that is already there."""
        self._worker.step.emit(self._job_id, value)

    def cancelled(self) -> bool:
        return self._event.is_set()

    def stop_if_cancelled(self) -> None:
        """Raise `Cancelled` when the user has asked to stop."""
        if self._event.is_set():
            raise Cancelled("cancelled")

    def predictor(self, model: str, device: str, precision: str = "auto") -> Any:
        """The predictor for a model on a device, loaded once and kept."""
        return self._worker.predictor(model, device, precision)

    def forget_predictors(self, model: str) -> None:
        """Load a model anew when it is next asked for: its file is not what it was."""
        self._worker.forget_predictors(model)


@dataclass(frozen=True)
class _Submission:
    id: int
    job: Job
    event: threading.Event


class Worker(QObject):
    """Runs jobs one after the other on the thread it was moved to."""

    started = Signal(int)
    progress = Signal(int, float, str)
    step = Signal(int, object)
    finished = Signal(int, object)
    failed = Signal(int, str)
    cancelled = Signal(int)

    def __init__(self, factory: PredictorFactory) -> None:
        super().__init__()
        self._factory = factory
        self._predictors: dict[tuple[str, str, str], Any] = {}

    def predictor(self, model: str, device: str, precision: str) -> Any:
        key = (model, device, precision)
        if key not in self._predictors:
            self._predictors[key] = self._factory(model, device=device, precision=precision)
        return self._predictors[key]

    def forget_predictors(self, model: str) -> None:
        self._predictors = {key: kept for key, kept in self._predictors.items() if key[0] != model}

    @Slot(object)
    def run(self, submission: _Submission) -> None:
        """Run one job; whatever it raises becomes a signal, so the thread lives on."""
        job_id, job = submission.id, submission.job
        if submission.event.is_set():
            self.cancelled.emit(job_id)
            return
        self.started.emit(job_id)
        try:
            result = job.run(JobContext(self, job_id, submission.event))
        except Cancelled:
            self.cancelled.emit(job_id)
        except DmatError as error:
            log.info("%s: %s", job.title, error)
            self.failed.emit(job_id, str(error))
        except Exception as error:  # the boundary of the thread: anything else would end the process
            log.exception("%s failed", job.title)
            if is_device_lost(error):
                self._predictors.clear()  # what is on it computes no more
            self.failed.emit(job_id, sentence_for(error, job.title))
        else:
            self.finished.emit(job_id, result)


class JobRunner(QObject):
    """The window's side of the worker: submits, cancels, and passes the worker's signals on."""

    started = Signal(int)
    progress = Signal(int, float, str)
    step = Signal(int, object)
    finished = Signal(int, object)
    failed = Signal(int, str)
    cancelled = Signal(int)
    idle = Signal()
    _submitted = Signal(object)

    def __init__(self, factory: PredictorFactory, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._events: dict[int, threading.Event] = {}
        self._next_id = 1
        self._thread = QThread(self)
        self._thread.setObjectName(name)
        self._worker = Worker(factory)
        self._worker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._submitted.connect(self._worker.run, queued)
        self._worker.started.connect(self._on_started, queued)
        self._worker.progress.connect(self._on_progress, queued)
        self._worker.step.connect(self._on_step, queued)
        self._worker.finished.connect(self._on_finished, queued)
        self._worker.failed.connect(self._on_failed, queued)
        self._worker.cancelled.connect(self._on_cancelled, queued)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return bool(self._events)

    def submit(self, job: Job) -> int:
        """Queue a job and give its id."""
        job_id = self._next_id
        self._next_id += 1
        event = self._events[job_id] = threading.Event()
        self._submitted.emit(_Submission(job_id, job, event))
        return job_id

    def cancel(self, job_id: int) -> None:
        """Ask a job to stop; it answers with `cancelled`, or with `finished` if it was quicker."""
        if job_id in self._events:
            self._events[job_id].set()

    def cancel_all(self, keep: Collection[int] = ()) -> None:
        """Ask every job, running or waiting, to stop, but for those in `keep`."""
        for job_id, event in self._events.items():
            if job_id not in keep:
                event.set()

    def shutdown(self) -> None:
        """Cancel everything and wait for the thread; safe to call twice."""
        self.cancel_all()
        self._thread.quit()
        self._thread.wait()

    @Slot(int)
    def _on_started(self, job_id: int) -> None:
        self.started.emit(job_id)

    @Slot(int, float, str)
    def _on_progress(self, job_id: int, fraction: float, text: str) -> None:
        self.progress.emit(job_id, fraction, say(text))

    @Slot(int, object)
    def _on_step(self, job_id: int, value: object) -> None:
        self.step.emit(job_id, value)

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: object) -> None:
        self._events.pop(job_id, None)
        self.finished.emit(job_id, result)
        self._tell_idle()

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        self._events.pop(job_id, None)
        self.failed.emit(job_id, say(sentence))
        self._tell_idle()

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        self._events.pop(job_id, None)
        self.cancelled.emit(job_id)
        self._tell_idle()

    def _tell_idle(self) -> None:
        """Last, so that what a job's end leads to comes first."""
        if not self._events:
            self.idle.emit()
