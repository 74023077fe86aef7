"""Which pictures to train on: folders and projects, and what was found when every file was looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.projects.project import SUFFIX
from dmat_gui.drops import accept_files, dropped_files
from dmat_gui.finetuning.tasks import LookAtPictures, Looked
from dmat_gui.panels.widgets import heading, muted, set_tone
from dmat_gui.translations import say

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow


class PicturesBox(QWidget):
    """A list of places; each is looked at as it is added."""

    changed = Signal()
    """Other places, or something has been found out about them."""

    def __init__(self, window: MainWindow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._runner = window.work_runner
        self._job = 0
        self._waits = self._was_stopped = False
        self.looked: list[Looked] = []
        self.setAcceptDrops(True)
        self.list = QListWidget(objectName="outputs")
        self.list.setAccessibleName(self.tr("Folders of pictures"))
        self.list.setToolTip(
            self.tr("Folders of pictures with mattes, of cut-outs, or of projects: drop them here")
        )
        self.list.setFixedHeight(74)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add_button = QPushButton(self.tr("Add folder…"))
        self.add_button.setToolTip(
            self.tr("Choose a folder of pictures with mattes, of cut-outs, or of projects")
        )
        self.own_button = QPushButton(self.tr("Add training set"))
        self.own_button.setToolTip(self.tr("The pictures that you kept with Add to training set"))
        self.remove_button = QPushButton(self.tr("Remove"))
        self.remove_button.setToolTip(
            self.tr("Take the chosen folder off the list; its files stay where they are")
        )
        self.summary = muted()
        self.details = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.details.setAccessibleName(self.tr("What is wrong with the pictures"))
        self.details.setToolTip(self.tr("What is wrong, file by file; such files are left out of training"))
        self.details.setMinimumHeight(64)
        self._lay_out()
        self.add_button.clicked.connect(self._choose)
        self.own_button.clicked.connect(self.add_training_set)
        self.remove_button.clicked.connect(self._remove)
        self.list.currentRowChanged.connect(self._refresh)
        self._runner.started.connect(self._on_started)
        self._runner.progress.connect(self._on_progress)
        self._runner.finished.connect(self._on_finished)
        self._runner.failed.connect(self._on_failed)
        self._runner.cancelled.connect(self._on_cancelled)
        self._refresh()

    @property
    def roots(self) -> list[Path]:
        """The places, in order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [Path(item.data(Qt.ItemDataRole.UserRole)) for item in items]

    @property
    def count(self) -> int:
        """How many pictures with mattes there are; 0 until all places have been looked at."""
        return 0 if self.is_looking else sum(each.count for each in self.looked)

    @property
    def is_looking(self) -> bool:
        """Whether the worker is looking at the pictures."""
        return bool(self._job)

    def set_roots(self, roots: list[Path]) -> None:
        """Show these places instead, and look at them."""
        self.list.clear()
        self.add(roots)

    def add(self, roots: list[Path]) -> None:
        """Add places, each once, and look at all of them."""
        for root in roots:
            if root not in self.roots:
                item = QListWidgetItem(self._title(root))
                item.setData(Qt.ItemDataRole.UserRole, str(root))
                item.setToolTip(str(root))
                self.list.addItem(item)
        self.look()

    @Slot()
    def add_training_set(self) -> None:
        """Add the training set, if there is one."""
        own = self._window.training_set.own
        if len(own):
            self.add([own.folder])

    @Slot()
    def look(self) -> None:
        """Have every file looked at again."""
        self._runner.cancel(self._job)
        self.looked, self._waits, self._was_stopped = [], True, False
        roots = tuple(self.roots)
        self._job = self._runner.submit(LookAtPictures(roots)) if roots else 0
        self._refresh()
        self.changed.emit()

    def event(self, event: QEvent) -> bool:
        """Look again, once the window is in use again that was to be closed."""
        if event.type() == QEvent.Type.WindowActivate and self._was_stopped:
            self.look()
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(name) for name in dropped_files(event)]
        # A single picture stands for its folder; a project is one pair by itself.
        self.add([path if path.is_dir() or path.suffix.lower() == SUFFIX else path.parent for path in paths])

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.add_button, self.own_button, self.remove_button):
            button.setProperty("small", True)
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(heading(self.tr("Your pictures")))
        layout.addWidget(self.list)
        layout.addLayout(buttons)
        layout.addWidget(self.summary)
        layout.addWidget(self.details, 1)

    def _title(self, root: Path) -> str:
        own = self._window.training_set.own.folder
        return self.tr("Training set") if root == own else str(root)

    @Slot()
    def _choose(self) -> None:
        settings = self._window.settings
        title = self.tr("Choose a folder of pictures with mattes")
        folder = QFileDialog.getExistingDirectory(self, title, str(settings.last_folder))
        if folder:
            settings.last_folder = Path(folder)
            self.add([Path(folder)])

    @Slot()
    def _remove(self) -> None:
        if self.list.currentRow() >= 0:
            self.list.takeItem(self.list.currentRow())
            self.look()

    @Slot(int)
    def _on_started(self, job_id: int) -> None:
        if job_id == self._job:
            self._waits = False
            self._refresh()

    @Slot(int, float, str)
    def _on_progress(self, job_id: int, share: float, name: str) -> None:
        if job_id == self._job:
            text = self.tr("Looking at the pictures of {name}: {share} %")
            self.summary.setText(text.format(name=name, share=round(100 * share)))

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        if job_id == self._job:
            self._job, self.looked = 0, result
            self._refresh()
            self.changed.emit()

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if job_id == self._job:
            self._job = 0
            self._refresh()
            self.summary.setText(sentence)
            set_tone(self.summary, "error")
            self.changed.emit()

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        if job_id == self._job:  # by the app's closing, which may have been given up
            self._job, self._was_stopped = 0, True
            self._refresh()
            self.changed.emit()

    @Slot()
    def _refresh(self) -> None:
        self.remove_button.setEnabled(self.list.currentRow() >= 0)
        self.own_button.setEnabled(self._window.training_set.own.folder not in self.roots)
        self.summary.setText(self._words())
        problems = [say(text) for each in self.looked for text in (*each.problems, *each.notes)]
        set_tone(self.summary, "warning" if self.looked and (problems or not self.count) else "")
        self.details.setPlainText("\n".join(map(say, problems)))
        self.details.setVisible(bool(problems))

    def _words(self) -> str:
        """What is there, in a sentence or two."""
        if not self.roots:
            return self.tr(
                "There are no pictures yet. Finish a picture and choose Models › Add to training set, or add "
                "a folder of pictures with mattes, of cut-outs, or of projects."
            )
        if self._was_stopped:
            return ""
        if self._job:
            waits, looks = self.tr("Waiting for other work on folders."), self.tr("Looking at the pictures…")
            return waits if self._waits else looks
        kinds = ", ".join(dict.fromkeys(say(each.title) for each in self.looked if each.title))
        found = (
            self.tr("1 picture with its matte")
            if self.count == 1
            else self.tr("{count} pictures with mattes")
        )
        words = [found.format(count=self.count) + (f" ({kinds})." if kinds else ".")]
        wrong = sum(len(each.problems) for each in self.looked)
        if wrong:
            one, several = self.tr("1 thing is wrong:"), self.tr("{count} things are wrong:")
            words.append((one if wrong == 1 else several).format(count=wrong))
        elif 0 < self.count < 4:
            words.append(self.tr("Four or more teach a look better."))
        return " ".join(words)
