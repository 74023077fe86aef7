"""Closing the window: what is asked before, what is waited for, and the way back while files are written."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QMessageBox

from dmat_gui.dialogs.ask import Choice, ask, ask_to_save, message_box
from dmat_gui.saved_picture import State
from dmat_gui.translations import say

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow

log = logging.getLogger(__name__)

_MOST_TRIES = 2
"""How often it is tried to keep what is not saved, where nobody can be asked."""


class Closing(QObject):
    """Asks once, cancels the run, and waits for files that are being written, which can be cancelled too."""

    ready = Signal()
    """Nothing is waited for any more: the window can close."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_wanted = False
        self.keeps_work = False
        """Whether what is not saved stays for the next start: nobody was asked whether to let it go."""
        self._tried: list[State] = []  # what it was begun to keep
        self.wait_box: QMessageBox | None = None
        for runner in window.runners:
            runner.idle.connect(self._idle)
        window.files.save_failed.connect(self.stay)
        window.projects.save_failed.connect(self.stay)
        window.exports.failed.connect(self.stay)
        window.training_set.failed.connect(self.stay)

    def may_close(self) -> bool:
        """Whether the window may close now; else it was refused, or `ready` will tell."""
        if not self._is_wanted:
            choice = self._ask()
            if choice is Choice.SAVE:
                self._window.projects.save_then(self._saved)
                if self._window.projects.writing:  # else the choice of a file was given up
                    self._window.run_control.stop()
            if choice is not Choice.DROP:
                return False
        self._is_wanted = True
        window = self._window
        if self.keeps_work:
            self._keep()
        if not any(runner.busy for runner in window.runners):
            return True
        # The work in flight is waited for with the event loop turning; `idle` closes the window then.
        window.run_control.stop()
        window.runner.cancel_all()
        window.file_runner.cancel_all(keep={*window.files.writing, *window.training_set.writing})
        window.colour_runner.cancel_all(keep=window.exports.writing)
        kept = {window.autosave.job} if self.keeps_work else set()
        window.project_runner.cancel_all(keep=kept.union(window.projects.writing))
        window.work_runner.cancel_all()
        if self._writing() and not self.keeps_work:
            self._offer_to_stay()
        else:
            window.setEnabled(False)
        return False

    def leave(self) -> None:
        """Close without a question, as nobody may be there to answer; what is not saved is kept first."""
        self._is_wanted = self.keeps_work = True
        self._end_wait()  # to stay is no choice any more
        if self.may_close():
            if not self._window.autosave.is_up_to_date:
                log.error("what is not saved could not be kept for the next start")
            self._window.end()  # Qt itself closes no window that asks just now whether it may

    @Slot()
    def stay(self) -> None:
        """Stay open after all: a file could not be written, so there is something to lose yet."""
        if self.keeps_work:
            return
        self._is_wanted = False
        self._window.setEnabled(True)
        self._end_wait()

    def _keep(self) -> None:
        """Have the work kept as it is now: a run may have ended since, or a write have failed."""
        document = self._window.document
        document.finish_edit()
        if self._tried.count(document.state) < _MOST_TRIES and self._window.autosave.keep_now():
            self._tried.append(document.state)

    def _writing(self) -> list[str]:
        window = self._window
        parts = window.files, window.projects, window.exports, window.training_set
        return [say(name) for part in parts for name in part.writing.values()]

    def _ask(self) -> Choice:
        """Ask, if something would be lost or stopped: to close all the same, to save first, or to stay."""
        window, writing = self._window, self._writing()
        window.document.finish_edit()  # a stroke under way is work like any other
        unsaved = ""
        if not window.projects.writes_present_state:
            unsaved = window.document.unsaved(
                trimap_pending=window.files.saves_present_trimap,
                result_pending=window.exports.writes_present_result,
            )
        detail = unsaved
        question, close, stay = self.tr("Save before closing?"), self.tr("Close"), self.tr("Keep open")
        if writing:
            files = self.tr("Still to be written: {names}. The window closes after that.").format(
                names=", ".join(writing)
            )
            detail = f"{files} {detail}".rstrip()
            question, close = self.tr("Close once the files are written?"), self.tr("Write and close")
        at_work = window.side.at_work
        if at_work:
            detail = f"{at_work} {detail}".rstrip()
            question, close = self.tr("Stop the work and close?"), self.tr("Stop and close")
        if window.run_control.running:
            question = self.tr("A run is going on. Stop it and close?")
            close = self.tr("Stop and close")
        elif not detail:
            return Choice.DROP
        runs = len(window.document.runs)
        if unsaved:
            choice = ask_to_save(
                window, question, detail, self.tr("Save and close"), self.tr("Close without saving"), stay
            )
        else:
            choice = Choice.DROP if ask(window, question, detail, close, stay) else Choice.STAY
        if choice is Choice.DROP and len(window.document.runs) > runs:
            return self._ask()  # a run has ended while this was asked: its result was not spoken of
        return choice

    def _saved(self) -> None:
        """The work is saved, so the window can close; whoever painted on meanwhile is asked again."""
        self._is_wanted = self.keeps_work or not self._window.document.unsaved()
        QTimer.singleShot(0, self._window.close)  # the end of the job is still being told

    def _offer_to_stay(self) -> None:
        """Say what is waited for, over the window, which takes no other input meanwhile."""
        if self.wait_box is not None:
            return
        box = self.wait_box = message_box(
            "floppy-disk", self.tr("Closing once the files are written."), self._window
        )
        box.setInformativeText(
            self.tr("Still to be written: {names}.").format(names=", ".join(self._writing()))
        )
        cancel = box.addButton(self.tr("Cancel the writing"), QMessageBox.ButtonRole.RejectRole)
        cancel.setToolTip(self.tr("Write no more, and keep the window open"))
        box.setEscapeButton(cancel)
        box.rejected.connect(self._cancel_writing)
        cancel.clicked.connect(self._cancel_writing)
        box.open()

    @Slot()
    def _cancel_writing(self) -> None:
        if self.wait_box is not None:
            self.stay()
            window = self._window
            for runner in (window.file_runner, window.colour_runner, window.project_runner):
                runner.cancel_all()

    def _end_wait(self) -> None:
        box, self.wait_box = self.wait_box, None
        if box is not None:
            box.hide()
            box.deleteLater()

    @Slot()
    def _idle(self) -> None:
        if self._is_wanted and not any(runner.busy for runner in self._window.runners):
            self._end_wait()
            if self.keeps_work:
                self.leave()
            else:
                self.ready.emit()
