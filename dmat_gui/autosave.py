"""Work that is nowhere saved is kept in the user's data folder, against crashes: one file per open window.

Beside it lies a lock, which names this process: what has a lock whose process is gone was left by a crash.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal, Slot

from core.projects.project import SUFFIX
from dmat_gui.actions import Actions
from dmat_gui.document import Document
from dmat_gui.jobs import JobRunner
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.project_control import ProjectControl
from dmat_gui.project_tasks import SaveProject
from dmat_gui.saved_picture import State

log = logging.getLogger(__name__)

QUIET_SECONDS, MOST_SECONDS = 20, 120
"""It is saved when nothing was changed for so long; and at the latest so long after a change."""
_SOON_MS = 1000
_EMPTY_SECONDS = 60  # a lock that is being made says nothing for a moment either


class Autosave(QObject):
    """Writes on the projects' worker what is not saved; takes the file away once it is, or is let go.

    Args:
        folder: where the files lie; made when it is needed.
    """

    written = Signal(object)
    """The path of the file that holds the work as it was a moment ago."""

    def __init__(
        self,
        document: Document,
        runner: JobRunner,
        projects: ProjectControl,
        messages: MessageStack,
        actions: Actions,
        folder: Path,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._runner = runner
        self._projects = projects
        self._messages = messages
        self._actions = actions
        self._folder = folder
        self._path: Path | None = None
        self._lock: QLockFile | None = None
        self._job = 0
        self._leaving: dict[int, tuple[Path, QLockFile]] = {}  # what goes once the job at work is over
        self._saving: State | None = None
        self._kept: State | None = None
        self._first = 0.0
        self._told = False
        self.quiet_seconds = QUIET_SECONDS
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._save)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)
        document.picture_changed.connect(self._picture_changed)
        document.history_changed.connect(self._changed)
        document.unrecorded_change.connect(self._changed)
        document.home_changed.connect(self._changed)
        document.clean_changed.connect(self._changed)
        projects.began.connect(self._make_way)

    @property
    def path(self) -> Path | None:
        """Where the work is kept at present; None while there is nothing to be kept."""
        return self._path

    def adopt(self, path: Path, lock: QLockFile) -> None:
        """Take a recovered file as this window's own: it stays until the work is saved or let go."""
        self._release()
        self._path, self._lock, self._kept = path, lock, self._document.state

    @Slot()
    def end(self) -> None:
        """The work is saved or let go: take the file away."""
        self._timer.stop()
        self._first = 0.0
        self._release()

    @property
    def job(self) -> int:
        """The save that is at work or waits, 0 for none."""
        return self._job

    @property
    def is_up_to_date(self) -> bool:
        """Whether nothing would be lost just now: what there is is saved, or kept as it is."""
        document = self._document
        return document.picture is None or document.is_clean or document.state == self._kept

    def keep_now(self) -> bool:
        """Have what is not saved written at once, as the program may end; whether that was begun."""
        self._document.finish_edit()
        self._timer.stop()
        is_at_it = self._job and self._saving == self._document.state
        if is_at_it or self.is_up_to_date or not self._has_place():
            return False
        self._write()
        return True

    @Slot()
    def _make_way(self) -> None:
        """Someone saves: what they wait for is not behind this."""
        self._runner.cancel(self._job)

    @Slot()
    def _picture_changed(self) -> None:
        """Another picture: whoever had the one before was asked about it."""
        self.end()

    @Slot()
    def _changed(self) -> None:
        document = self._document
        if document.picture is None or document.is_clean:
            self.end()
        elif document.state != self._kept:
            now = time.monotonic()
            self._first = self._first or now
            left = min(self.quiet_seconds, self._first + MOST_SECONDS - now)
            self._timer.start(max(0, round(1000 * left)))

    @Slot()
    def _save(self) -> None:
        if self.is_up_to_date:
            self._first = 0.0
            return
        if self._document.is_editing or self._runner.busy:  # no stroke is cut in two; a save has the worker
            self._timer.start(_SOON_MS)
            return
        if self._has_place():
            self._write()

    def _write(self) -> None:
        document = self._document
        self._first = 0.0
        work = self._projects.frozen_to_keep()
        job = SaveProject(self._path, work, self._projects.embeds, self._projects.picture_stamp)
        self._saving = document.state
        self._job = self._runner.submit(job)

    def _has_place(self) -> bool:
        """See to a file of this window's own to write to, and to its lock."""
        if self._lock is not None and not Path(self._lock.fileName()).exists():
            self._lock_again()
        return self._path is not None or self._take_place()

    def _lock_again(self) -> None:
        """Someone has cleared the folder, and another window would take the file for left work: lock it, or
        let another take its place. It stays, as it may be all that there is."""
        assert self._path is not None and self._lock is not None  # they come and go together
        self._lock.unlock()
        if not self._path.exists() or not self._lock.tryLock(0):
            self._path = self._lock = self._kept = None

    def _take_place(self) -> bool:
        path = self._folder / f"{uuid4().hex}{SUFFIX}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._tell_failure(
                self.tr("{folder} cannot be made ({reason})").format(
                    folder=self._folder, reason=error.strerror or error
                )
            )
            return False
        lock = lock_of(path)
        if not lock.tryLock(0):
            self._tell_failure(self.tr("{folder} cannot be written to").format(folder=self._folder))
            return False
        self._path, self._lock = path, lock
        return True

    @Slot(int, object)
    def _on_finished(self, job_id: int, _result: object) -> None:
        self._leave(job_id)
        if job_id == self._job:
            self._job, self._kept, self._told = 0, self._saving, False
            self._messages.dismiss("autosave")
            self.written.emit(self._path)

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        self._leave(job_id)
        if job_id == self._job:
            self._job = 0
            self._tell_failure(sentence)

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        self._leave(job_id)
        if job_id == self._job:
            self._job = 0
            self._timer.start(_SOON_MS)  # the save that it made way for may have failed

    def _tell_failure(self, sentence: str) -> None:
        log.warning("automatic saving: %s", sentence)
        text = self.tr(
            "Your work cannot be kept against a crash just now, the folder for that cannot be written to."
        )
        ways_on = (self._actions["save_project"],)
        if not self._told:  # once, until it works again: it is tried after every change
            self._told = True
            self._messages.show_message(
                Message("autosave", self.tr("{text} Save it yourself.").format(text=text), "warning", ways_on)
            )

    def _release(self) -> None:
        """Take file and lock away; after the job at work, which would bring the file back."""
        path, lock, job = self._path, self._lock, self._job
        self._path = self._lock = self._kept = None
        self._job = 0
        if path is not None and lock is not None:
            self._leaving[job] = path, lock
            self._runner.cancel(job)
            if not job or not self._runner.busy:
                self._leave(job)

    def _leave(self, job_id: int) -> None:
        if job_id in self._leaving:
            path, lock = self._leaving.pop(job_id)
            remove(path)
            lock.unlock()


def lock_of(path: Path) -> QLockFile:
    """The lock beside a file: held by a process that is there, or left by one that is not."""
    lock = QLockFile(str(path.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # never by its age: only the end of its process makes it stale
    return lock


def try_lock(lock: QLockFile) -> bool:
    """Take a lock if its process is there no more; also one that says nothing, as after a loss of power."""
    if lock.tryLock(0):
        return True
    file = Path(lock.fileName())
    try:
        says_nothing = file.stat().st_size == 0 and time.time() - file.stat().st_mtime > _EMPTY_SECONDS
    except OSError:
        return False
    return says_nothing and lock.removeStaleLockFile() and lock.tryLock(0)


def remove(path: Path) -> None:
    """Take a kept file away; one that stays is offered again, which is no harm."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        log.warning("could not remove %s: %s", path, error)
