"""Closing the window: what is asked before, what is waited for, and the way back while files are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMessageBox

from dmat_gui.dialogs.ask import ask, message_box

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow


class Closing(QObject):
    """Asks once, cancels the run, and waits for files that are being written, which can be cancelled too."""

    ready = Signal()
    """Nothing is waited for any more: the window can close."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_wanted = False
        self.wait_box: QMessageBox | None = None
        for runner in window.runners:
            runner.idle.connect(self._idle)
        window.files.save_failed.connect(self.stay)
        window.exports.failed.connect(self.stay)

    def may_close(self) -> bool:
        """Whether the window may close now; else it was refused, or `ready` will tell."""
        if not self._is_wanted and not self._ask():
            return False
        self._is_wanted = True
        window = self._window
        if not any(runner.busy for runner in window.runners):
            return True
        # The work in flight is waited for with the event loop turning; `idle` closes the window then.
        window.run_control.stop()
        window.runner.cancel_all()
        window.file_runner.cancel_all(keep=window.files.writing)
        window.colour_runner.cancel_all(keep=window.exports.writing)
        if self._writing():
            self._offer_to_stay()
        else:
            window.setEnabled(False)
        return False

    @Slot()
    def stay(self) -> None:
        """Stay open after all: a file could not be written, so there is something to lose yet."""
        self._is_wanted = False
        self._window.setEnabled(True)
        self._end_wait()

    def _writing(self) -> list[str]:
        return [*self._window.files.writing.values(), *self._window.exports.writing.values()]

    def _ask(self) -> bool:
        window, writing = self._window, self._writing()
        detail = window.document.unsaved(
            trimap_pending=window.files.saves_present_trimap,
            result_pending=window.exports.writes_present_result,
        )
        question, close, stay = "Close without saving?", "Close", "Keep open"
        if writing:
            files = f"Still to be written: {', '.join(writing)}. The window closes after that."
            detail = f"{files} {detail}".rstrip()
            question, close = "Close once the files are written?", "Write and close"
        if window.run_control.running:
            question, stay = "A run is going on. Stop it and close?", "Keep running"
            close = "Stop and close"
        elif not detail:
            return True
        return ask(window, question, detail, close, stay)

    def _offer_to_stay(self) -> None:
        """Say what is waited for, over the window, which takes no other input meanwhile."""
        if self.wait_box is not None:
            return
        box = self.wait_box = message_box("floppy-disk", "Closing once the files are written.", self._window)
        box.setInformativeText(f"Still to be written: {', '.join(self._writing())}.")
        cancel = box.addButton("Cancel the writing", QMessageBox.ButtonRole.RejectRole)
        cancel.setToolTip("Write no more, and keep the window open")
        box.setEscapeButton(cancel)
        box.rejected.connect(self._cancel_writing)
        cancel.clicked.connect(self._cancel_writing)
        box.open()

    @Slot()
    def _cancel_writing(self) -> None:
        if self.wait_box is not None:
            self.stay()
            for runner in (self._window.file_runner, self._window.colour_runner):
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
            self.ready.emit()
