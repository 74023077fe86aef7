"""Waiting for the window while it is driven by a program, as the demonstration and the bench do."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QEventLoop, QObject, QTimer, SignalInstance, Slot

from core.errors import DmatError
from dmat_gui.main_window import MainWindow

_TIMEOUT_MS = 300_000
_TICK_MS = 100


class DriveError(DmatError):
    """A driven window did not get to the end; the sentence says at what it stopped."""


class Patience(QObject):
    """Turns the event loop until a signal comes; a failure of a worker, or too long a wait, ends it.

    Used as a context, it takes Ctrl-C: what Python raises in a slot would be printed and forgotten.

    Args:
        who: what drives the window, to begin the sentence of a failure with.
    """

    def __init__(self, window: MainWindow, who: str) -> None:
        super().__init__(window)
        self._who = who
        self._loop = QEventLoop(self)
        self._failure = ""
        self._has_come = self._interrupted = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._too_long)
        # Python looks at Ctrl-C only while Python runs, and Qt's loop may turn for long without any.
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._look)
        for runner in (window.runner, window.file_runner, window.colour_runner):
            runner.failed.connect(self._failed)

    def __enter__(self) -> Patience:
        self._usual = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, *_error: object) -> None:
        signal.signal(signal.SIGINT, self._usual)

    def wait(self, what: str, *signals: SignalInstance, begin: Callable[[], object] | None = None) -> None:
        """Wait for the first of some signals; `begin` is called first and may bring it about at once.

        Raises DriveError, which says that it stopped while `what`; KeyboardInterrupt after Ctrl-C.
        """
        self._has_come = False
        for each in signals:
            each.connect(self._came)
        try:
            if begin is not None:
                begin()
            if not self._has_come and not self._failure:
                self._timer.start(_TIMEOUT_MS)
                self._turn()
        finally:
            self._timer.stop()
            for each in signals:
                each.disconnect(self._came)
        if self._failure:
            raise DriveError(f"{self._who} stopped while {what}: {self._failure}")

    def pause(self, milliseconds: int = 60) -> None:
        """Let the window draw itself."""
        QTimer.singleShot(milliseconds, self._loop.quit)
        self._turn()

    def stop_if_interrupted(self) -> None:
        """Raise KeyboardInterrupt after Ctrl-C."""
        if self._interrupted:
            raise KeyboardInterrupt

    def _turn(self) -> None:
        self._tick.start()
        self._loop.exec()
        self._tick.stop()
        self.stop_if_interrupted()

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        self._interrupted = True
        self._loop.quit()

    @Slot()
    def _look(self) -> None:
        """Python runs, and with it what Ctrl-C leads to."""

    @Slot()
    def _came(self) -> None:
        self._has_come = True
        self._loop.quit()

    @Slot()
    def _too_long(self) -> None:
        self._failure = "it took longer than five minutes."
        self._loop.quit()

    @Slot(int, str)
    def _failed(self, _job_id: int, sentence: str) -> None:
        self._failure = sentence
        self._loop.quit()


class Flag(QObject):
    """Remembers that a signal came."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_set = False

    @Slot()
    def set(self) -> None:
        self.is_set = True
