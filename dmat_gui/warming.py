"""Gets the foreground estimation ready in a child process, so that its first use does not hold the window.

pymatting compiles itself on its first import in a new environment, for a minute or two, and Python code in
other threads hardly runs meanwhile. A child process compiles into the cache that this process then reads.
"""

from __future__ import annotations

import logging
import sys
import threading

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot

from core.program import own_environment

log = logging.getLogger(__name__)

_CODE = """
import numpy as np
from core.imaging.compositing import estimate_foreground
estimate_foreground(np.full((8, 8, 3), 0.5, np.float32), np.full((8, 8), 0.5, np.float32))
"""


class Warmer(QObject):
    """Runs the child process once; `ready` is set when the estimation can be imported at no cost."""

    prepared = Signal()
    """`ready` has just been set."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ready = threading.Event()
        self._stopped = False
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)

    def start(self) -> None:
        """Begin; call it once the window is shown."""
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in own_environment().items():
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.start(sys.executable, ["-c", _CODE])

    def stop(self) -> None:
        """End the child; what it has compiled so far is kept."""
        self._stopped = True
        self.ready.set()
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(2000)

    @Slot(int)
    def _finished(self, code: int) -> None:
        log.info("the child process that prepares the foreground estimation ended, exit code %d", code)
        self._set_ready()

    @Slot()
    def _failed(self) -> None:
        if not self._stopped:
            log.warning("preparing the foreground estimation failed: %s", self._process.errorString())
            self._set_ready()

    def _set_ready(self) -> None:
        if not self.ready.is_set():
            self.ready.set()
            self.prepared.emit()
