"""What a crash has left is offered again, in a bar that stands in nobody's way, one after the other."""

from __future__ import annotations

import errno
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, QLockFile, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QWidget

from core.errors import ProjectError
from core.projects.project import SUFFIX
from dmat_gui.autosave import Autosave, lock_of, remove, try_lock
from dmat_gui.dialogs.ask import ask
from dmat_gui.file_control import FileControl
from dmat_gui.jobs import JobContext, JobRunner
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.project_tasks import OpenedProject, OpenProject
from dmat_gui.translations import language, say

log = logging.getLogger(__name__)

BAR = "recover"
_OF_UNKNOWN_AGE = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, eq=False)
class LeftWork:
    """A file that a crash has left, its lock now held here; what it is of, and from when.

    is_readable: False for one that is damaged, or of a later version; or refused just now, then with the
        `refusal` in a sentence.
    """

    path: Path
    lock: QLockFile
    name: str
    saved: datetime
    is_readable: bool = True
    refusal: str = ""

    @property
    def when(self) -> str:
        """ "14:03" for today, "3 May, 14:03" for another day."""
        saved, locale = self.saved.astimezone(), QLocale(language())
        time = saved.strftime("%H:%M")
        if saved.date() == datetime.now().astimezone().date():
            return time
        words = QCoreApplication.translate("Recovery", "{day} {month}, {time}")
        return words.format(day=saved.day, month=locale.monthName(saved.month), time=time)


@dataclass(frozen=True)
class FindLeftWork:
    """Looks for files of processes that are there no more: gives a list of `LeftWork`, the newest first."""

    folder: Path
    title: str = "Looking for work that was not saved"

    def run(self, context: JobContext) -> list[LeftWork]:
        from core.projects.reading import read_summary

        found = []
        files = [*self.folder.glob(f"[!.]*{SUFFIX}"), *self.folder.glob("[!.]*.lock")]
        for stem in sorted({path.stem for path in files}):
            path = self.folder / f"{stem}{SUFFIX}"
            lock = lock_of(path)
            if not try_lock(lock):
                continue  # another window's, which is at work
            remove(path.with_name(f".{path.name}.part"))  # its process was ended while it wrote
            if not path.exists():
                lock.unlock()
                continue
            try:
                summary = read_summary(path)
            except ProjectError as error:
                log.warning("what was kept against a crash cannot be read: %s", error)
                why = str(error) if _is_refusal(error.__cause__) else ""
                found.append(LeftWork(path, lock, path.name, _OF_UNKNOWN_AGE, False, why))
                continue
            name = summary.home.name if summary.home is not None else summary.reference.name
            found.append(LeftWork(path, lock, name, summary.saved))
        return sorted(found, key=lambda work: work.saved, reverse=True)


def _is_refusal(cause: BaseException | None) -> bool:
    """Whether the system did not let the file be read: it may be whole. EINVAL comes of what is in it."""
    return isinstance(cause, OSError) and cause.errno not in (None, errno.EINVAL)


class Recovery(QObject):
    """Offers to recover or to discard each of them; what is neither is offered at the next start again."""

    looked = Signal()
    """It is known what was left."""

    def __init__(
        self,
        runner: JobRunner,
        files: FileControl,
        autosave: Autosave,
        messages: MessageStack,
        folder: Path,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._runner = runner
        self._files = files
        self._autosave = autosave
        self._messages = messages
        self._folder = folder
        self._window = window
        self._job = 0
        self._left: list[LeftWork] = []
        self.recover = QAction(
            self.tr("Recover"), self, toolTip=self.tr("Go on with it; it counts as changed until you save it")
        )
        self.recover.triggered.connect(self._recover)
        self.discard = QAction(self.tr("Discard"), self, toolTip=self.tr("Delete what was kept of it"))
        self.discard.triggered.connect(self._discard)
        self.show_folder = QAction(
            self.tr("Show folder"), self, toolTip=self.tr("Open the folder in the file manager")
        )
        self.show_folder.triggered.connect(self._show_folder)
        runner.finished.connect(self._on_finished)
        files.project_opened.connect(self._project_opened)
        files.opened.connect(self._offer)
        messages.closed.connect(self._on_closed)

    def start(self) -> None:
        """Look for what was left."""
        self._job = self._runner.submit(FindLeftWork(self._folder))

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        if job_id == self._job:
            self._job = 0
            self._left = list(result)
            self._offer()
            self.looked.emit()

    @Slot()
    def _offer(self) -> None:
        """Show the bar for the next one, if there is one."""
        self._messages.dismiss(BAR)
        if self._left:
            work = self._left[0]
            ways: tuple[QAction, ...]
            if work.is_readable:
                text = self.tr("Your work on {name} from {when} was not saved.")
                text = text.format(name=work.name, when=work.when)
                ways = self.recover, self.discard
            elif work.refusal:
                text = self.tr("Work that was kept against a crash is out of reach. {reason}")
                text = text.format(reason=say(work.refusal))
                ways = (self.show_folder,)
            else:
                text = self.tr(
                    "Work that was kept against a crash cannot be read: {path} is damaged, or of a later "
                    "version. Copy it elsewhere if you want to keep it, and discard it here."
                )
                text = text.format(path=work.path)
                ways = self.show_folder, self.discard
            self._messages.show_message(Message(BAR, text, "warning", ways))

    @Slot()
    def _recover(self) -> None:
        if self._left:
            work = self._left[0]
            self._files.open_project(
                OpenProject(work.path, recovered_as=self.tr("the work on {name}").format(name=work.name))
            )

    @Slot()
    def _discard(self) -> None:
        if not self._left:
            return
        work = self._left[0]
        if work.is_readable:
            question = self.tr("Discard your work on {name} from {when}?")
            question = question.format(name=work.name, when=work.when)
        else:  # which has no time either
            question = self.tr("Discard {name}?").format(name=work.name)
        if ask(
            self._window,
            question,
            self.tr("It cannot be brought back."),
            self.tr("Discard"),
            self.tr("Keep it"),
        ):
            self._left.pop(0)
            remove(work.path)
            work.lock.unlock()
            self._offer()

    @Slot()
    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    @Slot(object)
    def _project_opened(self, project: OpenedProject) -> None:
        """It is in the window, and its file is the one that goes on keeping it."""
        for work in self._left:
            if work.path == project.job.path:
                self._left.remove(work)
                self._autosave.adopt(work.path, work.lock)
                return

    @Slot(object)
    def _on_closed(self, message: Message) -> None:
        """The bar's cross: not now, and the next one's turn."""
        if message.key == BAR and self._left:
            self._left.pop(0).lock.unlock()
            self._offer()
