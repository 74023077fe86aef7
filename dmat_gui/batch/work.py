"""The batch at work: puts what the worker tells into the rows, and counts it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from dmat_gui.batch.rows import BatchRows
from dmat_gui.batch.tasks import Ended, RunBatch, Wish, Working
from dmat_gui.panels.message_bar import Message
from dmat_gui.time_left import duration

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from dmat_gui.main_window import MainWindow

_OVER = ("done", "skipped", "failed")
_SECONDS_BEFORE_TELLING = 2.0


class BatchWork(QObject):
    """Runs a batch on the worker for whole folders."""

    changed = Signal()
    ended = Signal(str, str)
    """A sentence that counts what became of the pictures, and its tone."""

    def __init__(self, window: MainWindow, rows: BatchRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = window
        self._runner = window.work_runner
        self._rows = rows
        self._batch_window = parent
        self._job = 0
        self._places: list[int] = []
        self._since = self._spent = 0.0
        self._working = 0.0
        self._is_loading = False
        self.stopping = False
        """Whether the work was asked to stop and has not yet."""
        self._show = QAction(self.tr("Show"), self, toolTip=self.tr("Show the Batch window"))
        self._show.triggered.connect(self._show_window)
        self._runner.started.connect(self._on_started)
        self._runner.step.connect(self._on_step)
        self._runner.finished.connect(self._on_finished)
        self._runner.failed.connect(self._on_failed)
        self._runner.cancelled.connect(self._on_cancelled)

    @property
    def running(self) -> bool:
        """Whether a batch is at work, or waits for other work on folders."""
        return bool(self._job)

    @property
    def counts(self) -> tuple[int, int]:
        """How many pictures of the batch are through, and how many it has."""
        states = [self._rows.rows[place].state for place in self._places]
        return sum(state in _OVER for state in states), len(states)

    @property
    def fraction(self) -> float:
        """How far the batch is, 0 to 1."""
        through, total = self.counts
        return min(1.0, (through + self._working) / max(1, total))

    @property
    def words(self) -> str:
        """How far the batch is, in words, with the time left once it can be told."""
        through, total = self.counts
        if not self._since:
            return self.tr("Waiting for other work on folders.")
        if self._is_loading:
            return self.tr("Loading the model")
        text = self.tr("{through} of {total} pictures are through").format(through=through, total=total)
        worked = sum(self._rows.rows[place].state in ("done", "failed") for place in self._places)
        elapsed = time.monotonic() - self._since
        amount = worked + self._working
        if elapsed > _SECONDS_BEFORE_TELLING and amount > 0.1:
            left = elapsed / amount * (total - through - self._working)
            text += " · " + self.tr("{time} left").format(time=duration(left))
        return text

    def start(self, wish: Wish, places: list[int]) -> None:
        """Do the rows in these places."""
        jobs = tuple(self._rows.rows[place].found.paired.job for place in places)
        self._places, self._working, self.stopping = list(places), 0.0, False
        self._since, self._is_loading = 0.0, True
        self._window.messages.dismiss("batch")
        self._job = self._runner.submit(RunBatch(wish, jobs, self._window.warmer.ready))
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Ask the batch to stop; what is done stays."""
        if self.running:
            self.stopping = True
            self._runner.cancel(self._job)
            if not self._since:  # it waits for other work, and need not wait to be told
                self._over(self.tr("Stopped: {counts}. The others can be done later."))
            self.changed.emit()

    @Slot()
    def _show_window(self) -> None:
        self._window.side.show("batch")

    @Slot(int)
    def _on_started(self, job_id: int) -> None:
        if job_id == self._job:
            self._since = time.monotonic()
            self.changed.emit()

    @Slot(int, object)
    def _on_step(self, job_id: int, step: Any) -> None:
        if job_id != self._job:
            return
        self._is_loading = False
        if isinstance(step, Working):
            self._working = step.fraction
            self._rows.set_working(self._places[step.place], step.fraction, step.text)
        elif isinstance(step, Ended):
            self._working = 0.0
            self._rows.set_outcome(self._places[step.place], step.outcome)
        self.changed.emit()

    @Slot(int, object)
    def _on_finished(self, job_id: int, _result: object) -> None:
        if job_id == self._job:
            self._over(self.tr("The batch is through: {counts}."))

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        if job_id == self._job:
            self._over(self.tr("Stopped: {counts}. The others can be done later."))

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if job_id == self._job:
            self._end()
            self._tell(sentence, "error")

    def _over(self, sentence: str) -> None:
        self._end()
        failed = bool(self._count("failed"))
        self._tell(sentence.format(counts=self._in_words()), "error" if failed else "")

    def _end(self) -> None:
        """Nothing is in hand any more; a picture that was, waits again."""
        self._job, self.stopping = 0, False
        self._rows.set_waiting([p for p in self._places if self._rows.rows[p].state == "working"])
        self.changed.emit()

    def _count(self, state: str) -> int:
        return len(self._rows.places(state))

    def _in_words(self) -> str:
        """What became of the whole list, be it this time or before."""
        words = {
            "done": self.tr("{count} done"),
            "skipped": self.tr("{count} done before and skipped"),
            "failed": self.tr("{count} failed"),
            "waiting": self.tr("{count} not done"),
            "nothing": self.tr("{count} left out"),
        }
        told = [text.format(count=self._count(state)) for state, text in words.items() if self._count(state)]
        return ", ".join(told)

    def _tell(self, sentence: str, tone: str) -> None:
        """Say it in the Batch window, and over the canvas where that is not in sight."""
        self.ended.emit(sentence, tone)
        if not self._batch_window.isActiveWindow():
            self._window.messages.show_message(Message("batch", sentence, tone or "info", (self._show,)))
