"""The process that fine-tunes: started, told what to do, listened to. Whatever ends it, the window stays."""

from __future__ import annotations

import json
import logging
import signal
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot

from core.program import own_command, own_environment
from dmat_gui.translations import say

log = logging.getLogger(__name__)

_LAST_WORDS = 2000
_PATIENCE_MS = 20_000
"""How long a stop is waited for when the window closes; the checkpoint before it is there in any case."""


class Ending(NamedTuple):
    """How the process ended.

    kind: "result", "estimate", "stopped" or "error" as it said itself; "killed" by the system or by somebody,
        or "lost" with no word of why.
    sentence: of an error; of "lost" the last line that it wrote.
    """

    kind: str
    sentence: str = ""


class FinetuneProcess(QObject):
    """One process at a time, `dmat … --events`; see `core.training.remote`."""

    told = Signal(object)
    """An event, as soon as it is there."""
    ended = Signal(object)
    """An `Ending`, after the last event."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._read_error)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)
        self._rest, self._words = b"", ""
        self._ending: Ending | None = None

    @property
    def is_running(self) -> bool:
        """Whether there is a process."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    @property
    def pid(self) -> int:
        """The process's number; 0 without one."""
        return self._process.processId()

    def start(self, arguments: Sequence[str]) -> None:
        """Start `dmat` with these arguments; there must be no process."""
        environment = QProcessEnvironment()
        for name, value in own_environment().items():
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        self._rest, self._words, self._ending = b"", "", None
        program, *rest = own_command(*arguments)
        self._process.start(program, rest)

    def command(self, word: str) -> None:
        """Tell it to "pause", "resume" or "stop"."""
        if self.is_running:
            self._process.write(word.encode() + b"\n")

    def end(self) -> None:
        """Stop it with all that is done, and wait; if that takes too long, the last checkpoint is there."""
        if self.is_running:
            self.command("stop")
            self._process.closeWriteChannel()
            if not self._process.waitForFinished(_PATIENCE_MS):
                self._process.kill()
                self._process.waitForFinished(2000)

    @Slot()
    def _read(self) -> None:
        *lines, self._rest = (self._rest + bytes(self._process.readAllStandardOutput())).split(b"\n")
        for line in lines:
            try:
                event = json.loads(line)
                kind = event["event"]
            except (ValueError, KeyError, TypeError):
                log.info("the fine-tuning said: %s", line[:500])
                continue
            if kind in ("result", "estimate", "stopped", "error"):
                self._ending = Ending(kind, say(str(event.get("sentence", ""))))
            self.told.emit(event)

    @Slot()
    def _read_error(self) -> None:
        words = bytes(self._process.readAllStandardError()).decode(errors="replace")
        self._words = (self._words + words)[-_LAST_WORDS:]

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self._read_error()
        log.info("the fine-tuning ended, exit code %d\n%s", code, self._words)
        self.ended.emit(self._ending or self._unforeseen(code, status))

    def _unforeseen(self, code: int, status: QProcess.ExitStatus) -> Ending:
        crashed = status == QProcess.ExitStatus.CrashExit
        # A shell's or another program's way of telling that one was killed is 128 and the signal.
        if (crashed and code in (0, signal.SIGTERM, getattr(signal, "SIGKILL", 9))) or code == 137:
            return Ending("killed")
        lines = [line for line in self._words.splitlines() if line.strip()]
        return Ending("lost", lines[-1].strip()[:300] if lines else "")

    @Slot(QProcess.ProcessError)
    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # else `finished` comes too
            self.ended.emit(Ending("lost", self._process.errorString()))
