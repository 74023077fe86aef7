"""Gives the Export dialog its previews: made on the worker, at the size of the screen, the latest alone."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from core.exporting.plan import PlannedFile
from core.exporting.subject import Subject
from dmat_gui.dialogs.export import ExportDialog
from dmat_gui.dialogs.export_task import Preview, PreviewOutput, PreviewSource
from dmat_gui.jobs import JobRunner
from dmat_gui.warming import Warmer

_SETTLE_MS = 80
_SIDE = 640


class Previewer(QObject):
    """Lives as long as its dialog; a later wish takes the place of an earlier one."""

    def __init__(self, subject: Subject, runner: JobRunner, warmer: Warmer, dialog: ExportDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._runner = runner
        self._ready = warmer.ready
        self._source = PreviewSource(subject, round(_SIDE * dialog.devicePixelRatioF()))
        self._job = 0
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self._ask)
        dialog.preview_wanted.connect(self._want)
        dialog.finished.connect(self._stop)
        warmer.prepared.connect(self._timer.start)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        self._files: tuple[PlannedFile, ...] = ()
        self._edge = False
        dialog.ask_for_preview()

    @Slot(object, bool)
    def _want(self, files: tuple[PlannedFile, ...], edge: bool) -> None:
        self._stop()
        self._files, self._edge = files, edge
        self._timer.start()

    @Slot()
    def _ask(self) -> None:
        self._runner.cancel(self._job)
        if self._files:
            wish = PreviewOutput(self._source, self._files, self._ready, self._edge)
            self._job = self._runner.submit(wish)

    @Slot()
    def _stop(self) -> None:
        self._timer.stop()
        self._runner.cancel(self._job)
        self._job = 0

    @Slot(int, object)
    def _on_finished(self, job_id: int, preview: object) -> None:
        if job_id == self._job and isinstance(preview, Preview):
            self._job = 0
            self._dialog.preview.show_preview(preview)

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if job_id == self._job:
            self._job = 0
            self._dialog.preview.show_text(sentence)
