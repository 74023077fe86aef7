"""Export: opens the dialog for the Result and has the worker write it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

import resources
from dmat_gui.actions import Actions
from dmat_gui.dialogs.export import ExportDialog
from dmat_gui.dialogs.export_task import Export, Part
from dmat_gui.document import Document
from dmat_gui.jobs import JobRunner
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.runs import Selection
from dmat_gui.settings import Settings


class ExportControl(QObject):
    """Writes the Result; says what was written and offers its folder."""

    exported = Signal(list)
    failed = Signal()

    def __init__(
        self,
        document: Document,
        runner: JobRunner,
        messages: MessageStack,
        actions: Actions,
        settings: Settings,
        ready: threading.Event,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._runner = runner
        self._messages = messages
        self._actions = actions
        self._settings = settings
        self._ready = ready
        self._window = window
        self._jobs: dict[int, Export] = {}
        self._made_of: dict[int, Selection] = {}
        self._folder = Path()
        self.show_folder = QAction("Show folder", self, toolTip="Open the folder in the file manager")
        self.show_folder.triggered.connect(self._show_folder)
        self._stop = QAction("Cancel", self, toolTip="Stop before the next file")
        self._stop.triggered.connect(self._cancel)
        runner.progress.connect(self._on_progress)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)
        actions["export"].triggered.connect(self.choose)

    def dialog(self) -> ExportDialog:
        """The Export dialog for the Result as it is now."""
        document = self._document
        path = document.path or Path("picture")
        width, height = document.size
        folder = path.parent
        if not path.exists() or folder == resources.path("samples"):
            folder = self._settings.last_folder
        words = f"{path.name}, {width} × {height}"
        return ExportDialog(document.result_title(), words, folder, path.stem, self._settings, self._window)

    @Slot()
    def choose(self) -> None:
        """Ask what to write, then write it."""
        if self._document.result_alpha() is None:
            return
        dialog = self.dialog()
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.write(dialog.parts())

    def write(self, parts: tuple[Part, ...]) -> None:
        """Have the worker write the parts of the Result."""
        picture, alpha = self._document.picture, self._document.result_alpha()
        if picture is None or alpha is None or not parts:
            return
        self._folder = parts[0].path.parent
        export = Export(picture, alpha.copy(), parts, self._ready)
        job_id = self._runner.submit(export)
        self._jobs[job_id], self._made_of[job_id] = export, self._document.selection
        self._messages.show_message(Message("export", "Waiting to export.", "info", (self._stop,)))

    @property
    def writing(self) -> dict[int, str]:
        """The names of the files still to be written, by job."""
        return {
            job_id: ", ".join(part.path.name for part in export.parts)
            for job_id, export in self._jobs.items()
        }

    @property
    def writes_present_result(self) -> bool:
        """Whether one of the exports still to be written is of the Result as it is now."""
        return self._document.selection in self._made_of.values()

    @Slot()
    def _cancel(self) -> None:
        for job_id in self._jobs:
            self._runner.cancel(job_id)

    @Slot()
    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    @Slot(int, float, str)
    def _on_progress(self, job_id: int, _fraction: float, text: str) -> None:
        if job_id in self._jobs:
            self._messages.show_message(Message("export", text, "info", (self._stop,)))

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        if self._forget(job_id, done=True):
            names = ", ".join(path.name for path in result)
            text = f"Wrote {names}."
            self._messages.show_message(Message("export", text, "info", (self.show_folder,), seconds=20))
            self.exported.emit(result)

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if self._forget(job_id):
            self._messages.show_message(Message("export", sentence, "error", (self._actions["export"],)))
            self.failed.emit()

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        if self._forget(job_id):
            self._messages.show_message(Message("export", "The export was cancelled.", seconds=8))

    def _forget(self, job_id: int, *, done: bool = False) -> bool:
        """An export has ended; False if the job is none of them."""
        if self._jobs.pop(job_id, None) is None:
            return False
        selection = self._made_of.pop(job_id)
        if done:
            self._document.mark_exported(selection)
        return True
