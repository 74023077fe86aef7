"""The runs that were asked for and are not done yet: one at work, the others in their order behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from dmat_gui.jobs import JobRunner
from dmat_gui.runs import Run
from dmat_gui.tasks import Matte


@dataclass(frozen=True, eq=False)
class Request:
    """A run that was asked for.

    job: what is computed.  words: it, for the list.  base: the run whose result a rectangle mends, which is
    the one in force when its turn comes.
    path_of: the run whose path without correction it is, where it is one.
    """

    job: Matte
    words: str
    base: Run | None = None
    path_of: Run | None = None


class RunQueue(QObject):
    """Hands requests to the worker, one after the other, and tells what becomes of them.

    One of `finished`, `failed` and `cancelled` follows each `began`, and only then the next `began`.
    What is dropped while it waits is told by `changed` alone.

    Args:
        prepare: gives the request that is begun in place of one whose turn has come.
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

    def __init__(self, runner: JobRunner, prepare: Callable[[Request], Request], parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._prepare = prepare
        self._requests: list[Request] = []
        self._job = 0
        runner.step.connect(self._on_step)
        runner.progress.connect(self._on_progress)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)

    @property
    def requests(self) -> list[Request]:
        """The one at work, and those that wait behind it."""
        return list(self._requests)

    @property
    def current(self) -> Request | None:
        """The one at work."""
        return self._requests[0] if self._requests else None

    def add(self, request: Request) -> None:
        """Begin it, or put it behind the others."""
        self._requests.append(request)
        self._go_on()

    def cancel(self, request: Request) -> None:
        """Ask the one at work to stop, after the network call in flight; or drop one that waits, at once."""
        if request is self.current:
            self._runner.cancel(self._job)
        else:
            self._requests = [known for known in self._requests if known is not request]
            self.changed.emit()

    def drop_waiting(self) -> None:
        """Forget all but the one at work."""
        del self._requests[1:]
        self.changed.emit()

    def clear(self) -> None:
        """Cancel and forget them all: their picture is about to be replaced."""
        self._runner.cancel(self._job)
        self._requests, self._job = [], 0
        self.changed.emit()

    @Slot(int, object)
    def _on_step(self, job_id: int, step: object) -> None:
        if job_id == self._job:
            self.stepped.emit(self._requests[0], step)

    @Slot(int, float, str)
    def _on_progress(self, job_id: int, fraction: float, text: str) -> None:
        if job_id == self._job:
            self.progress.emit(self._requests[0], fraction, text)

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: object) -> None:
        if job_id == self._job:
            self.finished.emit(self._over(), result)
            self._go_on()

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if job_id == self._job:
            self.failed.emit(self._over(), sentence)
            self._go_on()

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        if job_id == self._job:
            self.cancelled.emit(self._over())
            self._go_on()

    def _over(self) -> Request:
        """The one at work is at its end."""
        self._job = 0
        return self._requests.pop(0)

    def _go_on(self) -> None:
        """Begin the next one, where none is at work."""
        begins = bool(self._requests) and not self._job
        if begins:
            self._requests[0] = self._prepare(self._requests[0])
            self._job = self._runner.submit(self._requests[0].job)
        self.changed.emit()
        if begins:
            self.began.emit(self._requests[0])
