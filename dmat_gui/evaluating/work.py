"""What the Evaluate window asks of the workers: to look at a folder, to measure, to save."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.data.cases import DataSet
from dmat_gui.evaluating.tasks import Evaluate, LookAtSet, Measured, SaveReport
from dmat_gui.time_left import duration
from dmat_gui.translations import say

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow

_PATIENCE_MS = 300
_SECONDS_BEFORE_TELLING = 2.0


class EvaluationWork(QObject):
    """Measures on the worker for whole folders, and tells what there is after every case."""

    looked = Signal(object)
    """The DataSet of the folder; None while there is none."""
    not_recognised = Signal(str)
    measured = Signal(object)
    """A Measured: what there is so far, or in the end."""
    changed = Signal()
    ended = Signal(str, str)
    """A sentence on how it ended, and its tone."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._runner, self._files = window.work_runner, window.file_runner
        self._looking = self._job = self._saving = 0
        self._root: Path | None = None
        self._since = 0.0
        self.now: Measured | None = None
        self.stopping = False
        """Whether the work was asked to stop and has not yet."""
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._timer.timeout.connect(self._submit_look)
        for runner in (self._runner, self._files):
            runner.finished.connect(self._on_finished)
            runner.failed.connect(self._on_failed)
            runner.cancelled.connect(self._on_cancelled)
        self._runner.started.connect(self._on_started)
        self._runner.step.connect(self._on_step)

    @property
    def looking(self) -> bool:
        """Whether a folder is being looked at."""
        return self._timer.isActive() or bool(self._looking)

    @property
    def running(self) -> bool:
        """Whether something is being measured, or waits for other work on folders."""
        return bool(self._job)

    @property
    def words(self) -> str:
        """How far the work is, with the time left once it can be told."""
        if not self._since:
            return self.tr("Waiting for other work on folders.")
        if self.now is None:
            return self.tr("Loading the models")
        elapsed, fraction = time.monotonic() - self._since, self.now.fraction
        if elapsed > _SECONDS_BEFORE_TELLING and 0.02 < fraction < 1:
            left = self.tr("{time} left").format(time=duration(elapsed * (1 - fraction) / fraction))
            return f"{self.now.text} · {left}"
        return self.now.text

    def look(self, root: Path | None) -> None:
        """Look at a folder, a moment after the last change of its name."""
        self._files.cancel(self._looking)
        self._looking, self._root = 0, root
        self.looked.emit(None)
        if root is None:
            self._timer.stop()
        else:
            self._timer.start()

    def start(self, data_set: DataSet, models: tuple[str, ...], baselines: tuple[str, ...]) -> None:
        """Measure what is not measured yet."""
        device = self._window.panel.advanced.device_name()
        folder = self._window.settings.data_folder / "evaluations"
        self.now, self._since, self.stopping = None, 0.0, False
        self._job = self._runner.submit(Evaluate(data_set, models, baselines, device, folder))
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Ask the work to stop; what is measured stays."""
        if self.running:
            self.stopping = True
            self._runner.cancel(self._job)
            if not self._since:  # it waits for other work, and need not wait to be told
                self._stopped()
            self.changed.emit()

    def save(self, path: Path, measured: Measured) -> None:
        """Write the report."""
        self._saving = self._files.submit(SaveReport(path, measured))

    @Slot()
    def _submit_look(self) -> None:
        if self._root is not None:
            self._looking = self._files.submit(LookAtSet(self._root))

    @Slot(int)
    def _on_started(self, job_id: int) -> None:
        if job_id == self._job:
            self._since = time.monotonic()
            self.changed.emit()

    @Slot(int, object)
    def _on_step(self, job_id: int, step: Any) -> None:
        if job_id == self._job:
            self.now = step
            self.measured.emit(step)
            self.changed.emit()

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        runner = self.sender()
        if runner is self._runner and job_id == self._job:
            self._job, self.now = 0, result
            self.measured.emit(result)
            self.changed.emit()
            failures = result.failures
            if failures:
                text = self.tr("Measured, but {count} failed; the means are over the others. {first}")
                self.ended.emit(text.format(count=len(failures), first=say(failures[0])), "error")
            else:
                self.ended.emit(self.tr("All cases are measured."), "")
        elif runner is self._files and job_id == self._looking:
            self._looking = 0
            self.looked.emit(result)
            self.changed.emit()
        elif runner is self._files and job_id == self._saving:
            self._saving = 0
            self.ended.emit(self.tr("Saved the report as {path}.").format(path=result), "")

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        runner = self.sender()
        if runner is self._runner and job_id == self._job:
            self._job = 0
            self.changed.emit()
            self.ended.emit(sentence, "error")
        elif runner is self._files and job_id == self._looking:
            self._looking = 0
            self.not_recognised.emit(sentence)
            self.changed.emit()
        elif runner is self._files and job_id == self._saving:
            self._saving = 0
            self.ended.emit(sentence, "error")

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        if self.sender() is self._files:
            self._looking = 0 if job_id == self._looking else self._looking
        elif job_id == self._job:
            self._stopped()

    def _stopped(self) -> None:
        self._job, self.stopping = 0, False
        self.changed.emit()
        self.ended.emit(self.tr("Stopped. What is measured is kept, and the rest can follow."), "")
