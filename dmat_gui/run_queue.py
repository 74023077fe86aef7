"""The runs that were asked for and are not done yet: one at work, the others in their order behind it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from dmat_gui.jobs import JobRunner
from dmat_gui.runs import Run
from dmat_gui.tasks import Matte


@dataclass(frozen=True, eq=False)
class Request:
    """A run that was asked for.

    job: what is computed.  words: it, for the list.  base: the run whose result a rectangle mends.
    path_of: the run whose path without correction it is, where it is one.
    """

    job: Matte
    words: str
    base: Run | None = None
    path_of: Run | None = None


class RunQueue(QObject):
    """Hands requests to the worker, which takes one after the other, and tells what becomes of them.

    One of `finished`, `failed` and `cancelled` follows each `began`, and only then the next `began`.
    What is dropped while it waits is told by `changed` alone.
    """

    began = Signal(object)
    stepped = Signal(object, object)
    progress = Signal(object, float, str)
    finished = Signal(object, object)
    """The Request and its FinishedRun."""
    failed = Signal(object, str)
    cancelled = Signal(object)
    changed = Signal()
    """Other requests are waiting, or another one is at work."""

    def __init__(self, runner: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._requests: dict[int, Request] = {}
        runner.step.connect(self._on_step)
        runner.progress.connect(self._on_progress)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)

    @property
    def requests(self) -> list[Request]:
        """The one at work, and those that wait behind it."""
        return list(self._requests.values())

    @property
    def current(self) -> Request | None:
        """The one at work."""
        return next(iter(self._requests.values()), None)

    def add(self, request: Request) -> None:
        """Begin it, or put it behind the others."""
        first = not self._requests
        self._requests[self._runner.submit(request.job)] = request
        self.changed.emit()
        if first:
            self.began.emit(request)

    def cancel(self, request: Request) -> None:
        """Ask the one at work to stop, after the network call in flight; or drop one that waits, at once."""
        for job_id, known in self._requests.items():
            if known is request:
                self._runner.cancel(job_id)
                if request is not self.current:
                    del self._requests[job_id]
                    self.changed.emit()
                return

    def clear(self) -> None:
        """Cancel and forget them all: their picture is about to be replaced."""
        for job_id in self._requests:
            self._runner.cancel(job_id)
        self._requests.clear()
        self.changed.emit()

    @Slot(int, object)
    def _on_step(self, job_id: int, step: object) -> None:
        if job_id in self._requests:
            self.stepped.emit(self._requests[job_id], step)

    @Slot(int, float, str)
    def _on_progress(self, job_id: int, fraction: float, text: str) -> None:
        if job_id in self._requests:
            self.progress.emit(self._requests[job_id], fraction, text)

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: object) -> None:
        request = self._requests.pop(job_id, None)
        if request is not None:
            self.finished.emit(request, result)
            self._go_on()

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        request = self._requests.pop(job_id, None)
        if request is not None:
            self.failed.emit(request, sentence)
            self._go_on()

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        request = self._requests.pop(job_id, None)
        if request is not None:
            self.cancelled.emit(request)
            self._go_on()

    def _go_on(self) -> None:
        self.changed.emit()
        if self.current is not None:
            self.began.emit(self.current)
