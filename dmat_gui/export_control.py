"""Export: opens the dialog for the Result and has the worker write it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

import resources
from core.exporting.names import Naming
from core.exporting.outputs import holds_alpha
from core.exporting.plan import PlannedFile
from core.exporting.subject import Subject
from dmat_gui.actions import Actions
from dmat_gui.dialogs.export import ExportDialog
from dmat_gui.dialogs.export_task import Export
from dmat_gui.document import Document, ResultState
from dmat_gui.jobs import JobRunner
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.previewer import Previewer
from dmat_gui.settings import Settings
from dmat_gui.warming import Warmer

_NAMED = 4


class ExportControl(QObject):
    """Writes the Result; says what was written and offers its folder."""

    exported = Signal(list)
    failed = Signal()
    copy_wanted = Signal(object, object, str)
    """The dialog's user wants an Output of its Subject, so named, on the clipboard."""

    def __init__(
        self,
        document: Document,
        runner: JobRunner,
        messages: MessageStack,
        actions: Actions,
        settings: Settings,
        warmer: Warmer,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._runner = runner
        self._messages = messages
        self._actions = actions
        self._settings = settings
        self._warmer = warmer
        self._window = window
        self._jobs: dict[int, Export] = {}
        self._made_of: dict[int, ResultState] = {}  # where the Result's alpha is among the files
        self._folder = Path()
        self.show_folder = QAction(
            self.tr("Show folder"), self, toolTip=self.tr("Open the folder in the file manager")
        )
        self.show_folder.triggered.connect(self._show_folder)
        self._stop = QAction(
            self.tr("Cancel"), self, toolTip=self.tr("Stop before the next file; none is kept")
        )
        self._stop.triggered.connect(self._cancel)
        runner.progress.connect(self._on_progress)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)
        actions["export"].triggered.connect(self.choose)

    def dialog(self) -> ExportDialog:
        """The Export dialog, with previews, for the Result as it is now; there must be one."""
        document, settings = self._document, self._settings
        path = document.path or Path("picture")
        folder = path.parent
        if not path.exists() or folder == resources.path("samples"):
            folder = settings.last_folder
        run, alpha = document.current_run, document.result_alpha()
        step = run.adopted_step
        naming = Naming(
            name=path.stem, run=str(run.id), step="result" if step is None else f"{step.index:02d}"
        )
        inputs = (path,) if document.path is not None else ()
        subject = self._subject(alpha)
        title = document.result_title()
        dialog = ExportDialog(title, subject, folder, naming, inputs, settings, self._window)
        Previewer(subject, self._runner, self._warmer, dialog)
        dialog.copy_wanted.connect(self.copy_wanted)
        return dialog

    @Slot()
    def choose(self) -> None:
        """Ask what to write, then write it."""
        if self._document.result_alpha() is None:
            return
        dialog, state = self.dialog(), self._document.result_state
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.write(dialog.planned(), dialog.subject, state, make_folders=dialog.make_folder)
        dialog.deleteLater()

    def write(
        self,
        planned: Sequence[PlannedFile],
        subject: Subject | None = None,
        state: ResultState | None = None,
        *,
        make_folders: bool = False,
    ) -> None:
        """Have the worker write files.

        subject, state: of what; by default of the Result. A run that ends while the dialog is open makes
        another Result, and yet the dialog's is to be written.
        """
        alpha = self._document.result_alpha()
        if not planned or alpha is None:
            return
        subject = subject or self._subject(alpha)
        # A copy: the result may be changed while it is written.
        frozen = Subject(subject.picture, subject.alpha.copy(), subject.steps, subject.start)
        self._folder = planned[0].path.parent
        export = Export(frozen, tuple(planned), self._warmer.ready, make_folders)
        job_id = self._runner.submit(export)
        self._jobs[job_id] = export
        if any(holds_alpha(file.output) for file in planned):
            self._made_of[job_id] = state or self._document.result_state
        self._messages.show_message(Message("export", self.tr("Waiting to export."), "info", (self._stop,)))

    def _subject(self, alpha: np.ndarray) -> Subject:
        run = self._document.current_run
        return Subject(self._document.picture, alpha, run.steps, run.result.start)

    @property
    def writing(self) -> dict[int, str]:
        """The names of the files still to be written, by job."""
        return {
            job_id: _listed([file.path.name for file in export.planned])
            for job_id, export in self._jobs.items()
        }

    @property
    def writes_present_result(self) -> bool:
        """Whether one of the exports still to be written holds the alpha of the Result as it is now."""
        return self._document.result_state in self._made_of.values()

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
            if self._folder.is_dir():
                self._settings.last_folder = self._folder
            text = self.tr("Wrote {names}.").format(names=_listed([path.name for path in result]))
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
            text = self.tr("The export was cancelled; no file was written.")
            self._messages.show_message(Message("export", text, seconds=8))

    def _forget(self, job_id: int, *, done: bool = False) -> bool:
        """An export has ended; False if the job is none of them."""
        if self._jobs.pop(job_id, None) is None:
            return False
        state = self._made_of.pop(job_id, None)
        if done and state is not None:
            self._document.mark_exported(state)
        return True


def _listed(names: list[str]) -> str:
    """Name the first few files, and count the others."""
    if len(names) <= _NAMED:
        return ", ".join(names)
    words = QCoreApplication.translate("ExportControl", "{names} and {count} more")
    return words.format(names=", ".join(names[:_NAMED]), count=len(names) - _NAMED)
