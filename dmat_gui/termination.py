"""What the system sends when it wants the program to end: the window goes, and keeps what is not saved."""

from __future__ import annotations

import logging
import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtGui import QGuiApplication, QSessionManager

from dmat_gui.main_window import MainWindow

log = logging.getLogger(__name__)

_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""To end, as at the end of a session, and of a terminal that is closed. Windows has but the first."""


class Termination(QObject):
    """Closes a window when the system asks for that, and quits at Ctrl-C. There can be one in a process.

    Ctrl-C is no KeyboardInterrupt here: raised wherever Python happens to be, it would leave something half
    done, and where Qt or Python's collector swallows it, nothing would end.

    Python looks at signals only while Python runs, and Qt's loop may turn for long without any: what comes is
    told through a socket, too, which the loop waits for.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._heard, self._told = socket.socketpair()
        for end in (self._heard, self._told):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._look)
        signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        self._usual = {
            number: signal.signal(number, self._take)
            for number in (*_SIGNALS, signal.SIGINT)
            if signal.getsignal(number) is not signal.SIG_IGN  # as under nohup
        }
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.commitDataRequest.connect(self.keep)
        window.ending.connect(self.end)

    @Slot(QSessionManager)
    def keep(self, _manager: QSessionManager | None = None) -> None:
        """Begin to keep what is not saved: the session may end, and with it the program, without a signal."""
        self._window.autosave.keep_now()

    @Slot()
    def end(self) -> None:
        """Leave signals to the system again: one ends a window that hangs while it waits for its threads."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for number, usual in self._usual.items():
            if signal.getsignal(number) == self._take:
                signal.signal(number, usual)

    def _take(self, _number: int, _frame: FrameType | None) -> None:
        """Keep the system from ending the process at once: `_look` does what is to be done."""

    @Slot()
    def _look(self) -> None:
        try:
            came = self._heard.recv(4096)
        except BlockingIOError:
            return
        named = [signal.Signals(number).name for number in _SIGNALS if number in came]
        if named:
            log.info("%s: closing, with what is not saved kept", named[0])
            self._window.closing.leave()
        elif signal.SIGINT in came and signal.getsignal(signal.SIGINT) == self._take:
            QGuiApplication.quit()
