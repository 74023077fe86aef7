"""Open recent: the pictures and projects opened or saved last, those that are gone in grey."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from core.projects.project import SUFFIX
from dmat_gui.actions import Actions
from dmat_gui.document import Document
from dmat_gui.file_control import FileControl
from dmat_gui.jobs import JobContext, JobRunner
from dmat_gui.settings import Settings
from dmat_gui.theme import Theme

MOST = 10


@dataclass(frozen=True)
class FindMissing:
    """Looks which of some files are gone, which takes seconds where a network's folder is: gives those."""

    paths: tuple[Path, ...]
    title: str = "Looking for recent files"

    def run(self, context: JobContext) -> frozenset[Path]:
        missing = set()
        for path in self.paths:
            context.stop_if_cancelled()
            try:
                is_there = path.is_file()
            except OSError:
                is_there = False
            missing |= set() if is_there else {path}
        return frozenset(missing)


class RecentControl(QObject):
    """Keeps the list in the settings, and fills the menu each time it opens."""

    checked = Signal()
    """It is known which of the files are there."""

    def __init__(
        self,
        document: Document,
        runner: JobRunner,
        files: FileControl,
        actions: Actions,
        settings: Settings,
        theme: Theme,
        menu: QMenu,
    ) -> None:
        super().__init__(menu)
        self._document = document
        self._runner = runner
        self._files = files
        self._actions = actions
        self._settings = settings
        self._theme = theme
        self._menu = menu
        self._job = 0
        self._missing: frozenset[Path] = frozenset()
        menu.aboutToShow.connect(self._about_to_show)
        files.opened.connect(self._opened)
        runner.finished.connect(self._on_finished)
        actions["clear_recent"].triggered.connect(self._clear)
        self._fill()

    @Slot(object)
    def add(self, path: Path) -> None:
        """Put a file at the head of the list."""
        path = Path(path).absolute()
        others = [other for other in self._settings.recent if other != path]
        self._settings.recent = [path, *others][:MOST]
        self._fill()

    @Slot()
    def _opened(self) -> None:
        path = self._document.home or self._document.path
        if path is not None and not self._files.is_sample:
            self.add(path)

    @Slot()
    def _about_to_show(self) -> None:
        """Show the list as it is known; what is gone turns grey as soon as that is found."""
        self._fill()
        self._runner.cancel(self._job)
        self._job = self._runner.submit(FindMissing(tuple(self._settings.recent)))

    @Slot(int, object)
    def _on_finished(self, job_id: int, missing: object) -> None:
        if job_id == self._job and isinstance(missing, frozenset):
            self._missing = missing
            for action in self._menu.actions():
                if isinstance(action.data(), str):
                    self._show_state(action)
            self.checked.emit()

    def _fill(self) -> None:
        for action in self._menu.actions():
            self._menu.removeAction(action)
            if action is not self._actions["clear_recent"]:
                action.deleteLater()
        recent = self._settings.recent
        for place, path in enumerate(recent, 1):
            action = QAction(self._menu)
            action.setData(str(path))
            action.setProperty("place", place)
            action.setIcon(self._theme.icon("files" if path.suffix == SUFFIX else "image-square"))
            action.triggered.connect(self._open)
            self._show_state(action)
            self._menu.addAction(action)
        if recent:
            self._menu.addSeparator()
        else:
            nothing = self._menu.addAction(self.tr("Nothing was opened yet"))
            nothing.setEnabled(False)
        self._menu.addAction(self._actions["clear_recent"])
        self._actions["clear_recent"].setEnabled(bool(recent))

    def _show_state(self, action: QAction) -> None:
        path, place = Path(action.data()), action.property("place")
        is_there = path not in self._missing
        name = path.name.replace("&", "&&")
        key = f"&{place} " if place < 10 else ""
        action.setText(
            f"{key}{name}" if is_there else self.tr("{key}{name} (not found)").format(key=key, name=name)
        )
        action.setToolTip(str(path))
        action.setEnabled(is_there)

    @Slot()
    def _open(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._files.open_path(Path(action.data()))

    @Slot()
    def _clear(self) -> None:
        self._settings.recent = []
        self._fill()
