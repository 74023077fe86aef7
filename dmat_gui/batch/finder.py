"""Has the pictures of a batch found, a moment after the last change of what is asked for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from dmat_gui.batch.tasks import FindPictures, Wish
from dmat_gui.jobs import JobRunner

_PATIENCE_MS = 200


class Finder(QObject):
    """Looks on the worker for files; a later wish takes the place of an earlier one."""

    found = Signal(list)
    """A list of `Found`."""
    failed = Signal(str)

    def __init__(self, runner: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._wish: Wish | None = None
        self._job = 0
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._timer.timeout.connect(self._submit)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)

    @property
    def busy(self) -> bool:
        """Whether the pictures are being looked for."""
        return self._timer.isActive() or bool(self._job)

    def look(self, wish: Wish) -> None:
        """Look for the pictures of a wish."""
        self._wish = wish
        self._timer.start()

    def forget(self) -> None:
        """Look for nothing."""
        self._timer.stop()
        self._runner.cancel(self._job)
        self._job = 0

    @Slot()
    def _submit(self) -> None:
        if self._wish is not None:
            self._runner.cancel(self._job)
            self._job = self._runner.submit(FindPictures(self._wish))

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        if job_id == self._job:
            self._job = 0
            self.found.emit(result)

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        if job_id == self._job:  # by the window's closing, which was then given up
            self._job = 0

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if job_id == self._job:
            self._job = 0
            self.failed.emit(sentence)
