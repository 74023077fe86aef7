"""The clipboard: copies the Result's alpha, cut-out or composite, with its transparency."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from core.exporting.outputs import Output
from core.exporting.subject import Subject
from core.exporting.words import TITLES
from dmat_gui.actions import Actions
from dmat_gui.dialogs.export_page import ExportPage
from dmat_gui.dialogs.export_task import CopyOutput, clipboard_format
from dmat_gui.document import Document
from dmat_gui.jobs import JobRunner
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.settings import Settings
from dmat_gui.translations import say, within
from dmat_gui.warming import Warmer

_ACTIONS = {"copy_alpha": "alpha", "copy_cutout": "cutout", "copy_composite": "composite"}
_WITHOUT_DESKTOP = ("offscreen", "minimal", "linuxfb", "eglfs", "vnc")
"""Qt's platforms whose clipboard is this process's alone, and is kept until after Python has ended."""


def release_clipboard() -> None:
    """Empty a clipboard that nobody else sees: what Python put there would crash Qt once Python is gone.

    Where there is a desktop, what was copied stays, and Qt hands it over as the program ends.
    """
    if QGuiApplication.platformName() in _WITHOUT_DESKTOP:
        QGuiApplication.clipboard().clear()


class ClipboardControl(QObject):
    """Copies as PNG and as a plain image, with colours and background as chosen last in the Export dialog."""

    copied = Signal()

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
        self._job = 0
        self._what = ""
        self._stop = QAction(self.tr("Cancel"), self, toolTip=self.tr("Leave the clipboard as it is"))
        self._stop.triggered.connect(self._cancel)
        for name in _ACTIONS:
            actions[name].triggered.connect(self._copy_kind)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)
        runner.progress.connect(self._on_progress)
        document.current_run_changed.connect(self._refresh)
        document.picture_changed.connect(self._refresh)
        self._refresh()

    @Slot(object, object, str)
    def copy(self, output: Output, subject: Subject, result: str) -> None:
        """Put an output of a subject on the clipboard, once it is made; `result` names the subject."""
        self._runner.cancel(self._job)
        frozen = Subject(subject.picture, subject.alpha.copy(), subject.steps, subject.start)
        self._what = self.tr("the {what} of {result}").format(
            what=within(say(TITLES[output.kind])), result=result
        )
        self._job = self._runner.submit(CopyOutput(frozen, clipboard_format(output), self._warmer.ready))
        self._messages.show_message(
            Message("copy", self.tr("Copying {what}.").format(what=self._what), "info", (self._stop,))
        )

    @Slot()
    def _copy_kind(self) -> None:
        action, run, alpha = self.sender(), self._document.current_run, self._document.result_alpha()
        if isinstance(action, QAction) and run is not None and alpha is not None:
            page = ExportPage(_ACTIONS[action.objectName()], self._settings, deep=False)
            subject = Subject(self._document.picture, alpha, run.steps, run.result.start)
            self.copy(page.output(), subject, self._document.result_title())
            page.deleteLater()

    @Slot()
    def _cancel(self) -> None:
        self._runner.cancel(self._job)

    @Slot(int, float, str)
    def _on_progress(self, job_id: int, _fraction: float, text: str) -> None:
        if job_id == self._job:
            self._messages.show_message(Message("copy", f"{text}.", "info", (self._stop,)))

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        if job_id != self._job:
            return
        self._job = 0
        png, image = result
        data = QMimeData()
        data.setImageData(image)
        data.setData("image/png", QByteArray(png))
        QGuiApplication.clipboard().setMimeData(data)
        size = self.tr("{width} × {height} pixels").format(width=image.width(), height=image.height())
        kept = self.tr(", with its transparency") if image.hasAlphaChannel() else ""
        self._messages.show_message(
            Message(
                "copy",
                self.tr("Copied {what}, {size}{kept}.").format(what=self._what, size=size, kept=kept),
                seconds=8,
            )
        )
        self.copied.emit()

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if job_id == self._job:
            self._job = 0
            self._messages.show_message(Message("copy", sentence, "error", (self._actions["export"],)))

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        if job_id == self._job:
            self._job = 0
            self._messages.show_message(Message("copy", self.tr("The clipboard is as it was."), seconds=8))

    @Slot()
    def _refresh(self) -> None:
        there = self._document.current_run is not None
        for name in _ACTIONS:
            self._actions[name].setEnabled(there)
