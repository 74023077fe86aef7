"""The authors' two files: where they are published, which is which, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.citation import PUBLISHED_AT
from dmat_gui.drops import accept_files, dropped_files
from dmat_gui.jobs import JobRunner
from dmat_gui.models.tasks import Recognise
from dmat_gui.panels.widgets import muted, set_tone
from dmat_gui.settings import Settings
from dmat_gui.theme import Theme

if TYPE_CHECKING:
    from core.models.released_import import Part

_WIDTH = 620


class FileRow(QWidget):
    """One of the two files: its path, and what was found in it.

    Args:
        part: which of the two is wanted here.
        name: what it is called.
    """

    changed = Signal()
    chosen = Signal(object)
    """The path that the user has chosen for this row."""

    def __init__(self, part: Part, name: str, published_as: str, settings: Settings) -> None:
        super().__init__()
        self.part = part
        self.name = name
        self._settings = settings
        self.path = Path()
        self.found: Part | None = None
        """Which of the two the file is; None while that is not known."""
        self.line = QLineEdit(readOnly=True, accessibleName=name)
        self.line.setPlaceholderText(published_as)
        self.line.setToolTip(self.tr("Choose the file, or drop it on this window"))
        self.browse = QPushButton(
            self.tr("Choose…"), accessibleName=self.tr("Choose: {name}").format(name=name)
        )
        self.browse.setToolTip(
            self.tr("Choose the file that the authors call {file}").format(file=published_as)
        )
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._browse)
        self.state = muted()
        label = QLabel(name)
        label.setBuddy(self.line)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(5)
        grid.addWidget(label, 0, 0, 1, 2)
        grid.addWidget(self.line, 1, 0)
        grid.addWidget(self.browse, 1, 1)
        grid.addWidget(self.state, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self._say(self.tr("Not chosen yet"))

    @property
    def is_right(self) -> bool:
        """Whether the file is there and is the one that is wanted here."""
        return self.found == self.part

    @property
    def has_file(self) -> bool:
        """Whether a file was chosen, be it the right one or not."""
        return bool(self.line.text())

    def show_looking(self, path: Path) -> None:
        """A file was chosen, and is being looked into."""
        self.path, self.found = path, None
        self.line.setText(str(path))
        self._say(self.tr("Looking into it…"))

    def show_found(self, found: Part) -> None:
        """It is known which of the two it is."""
        self.found = found
        if self.is_right:
            self._say(self.tr("This is it."))
        else:
            self._say(self.tr("This is the other one of the two: swap them, or choose another."), "warning")

    def show_problem(self, sentence: str) -> None:
        """The file is neither, or cannot be read."""
        self._say(sentence, "error")

    def _say(self, words: str, tone: str = "") -> None:
        self.state.setText(words)
        set_tone(self.state, tone)
        set_tone(self.line, tone)
        self.changed.emit()

    @Slot()
    def _browse(self) -> None:
        kinds = self.tr("Checkpoints (*.pt *.pth *.ckpt);;All files (*)")
        folder = str(self._settings.last_folder)
        path, _kind = QFileDialog.getOpenFileName(self, self.name, folder, kinds)
        if path:
            self._settings.last_folder = Path(path).parent
            self.chosen.emit(Path(path))


class ReleasedDialog(QDialog):
    """Accepted once both files are there and known for what they are."""

    def __init__(self, runner: JobRunner, theme: Theme, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import the authors' weights"))
        self.setAcceptDrops(True)
        self._runner = runner
        self._jobs: dict[int, tuple[Path, FileRow | None]] = {}
        self.prior = FileRow("prior", self.tr("The prior"), "ckpt_diffusion.pt", settings)
        self.matting = FileRow("matting", self.tr("The matting checkpoint"), "ckpt_adobe.pth", settings)
        self.swap = QPushButton(
            self.tr("Swap the two"), toolTip=self.tr("Put each file into the other's place")
        )
        self.swap.setIcon(theme.icon("swap"))
        self.swap.setAutoDefault(False)
        self.swap.clicked.connect(self._swap)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setToolTip(self.tr("Make a model of the two files"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._lay_out(buttons)
        for row in self.rows:
            row.chosen.connect(self._chosen)
            row.changed.connect(self._refresh)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        self._refresh()

    @property
    def rows(self) -> tuple[FileRow, FileRow]:
        """The prior's and the matting checkpoint's."""
        return self.prior, self.matting

    def take_files(self, paths: Sequence[Path]) -> None:
        """Put files where they belong, once they were looked into."""
        for path in paths[:2]:
            self._look_into(path, None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.take_files([Path(path) for path in dropped_files(event)])

    def _look_into(self, path: Path, row: FileRow | None) -> None:
        if row is not None:
            row.show_looking(path)
        self._jobs[self._runner.submit(Recognise(path))] = path, row

    @Slot(object)
    def _chosen(self, path: Path) -> None:
        row = self.sender()
        if isinstance(row, FileRow):
            self._look_into(path, row)

    @Slot(int, object)
    def _on_finished(self, job_id: int, found: Part) -> None:
        if job_id not in self._jobs:
            return
        path, row = self._jobs.pop(job_id)
        if row is None:  # dropped: it goes where it belongs
            row = self.prior if found == "prior" else self.matting
            row.show_looking(path)
        if row.path == path:
            row.show_found(found)

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if job_id not in self._jobs:
            return
        path, row = self._jobs.pop(job_id)
        if row is None:
            row = min(self.rows, key=lambda row: (row.is_right, row.has_file))
            row.show_looking(path)
        if row.path == path:
            row.show_problem(sentence)

    @Slot()
    def _swap(self) -> None:
        one, other = self.rows
        places = (one.path, one.found), (other.path, other.found)
        for row, (path, found) in zip(self.rows, reversed(places), strict=True):
            row.show_looking(path)
            row.show_found(found)

    @Slot()
    def _refresh(self) -> None:
        found = [row.found for row in self.rows]
        self.swap.setVisible(all(found) and found[0] != found[1] and not self.prior.is_right)
        self.accept_button.setEnabled(all(row.is_right for row in self.rows))

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        link = f'<a href="{PUBLISHED_AT}">{PUBLISHED_AT.removeprefix("https://")}</a>'
        words = self.tr(
            "The authors link two files under <i>Pretrained Models</i> in the README of {link}. Fetch and "
            "unpack them yourself, under the authors' terms: nothing is downloaded by this program."
        ).format(link=link)
        where = QLabel(words, wordWrap=True, openExternalLinks=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        where.setToolTip(PUBLISHED_AT)
        where.setAccessibleName(words)
        cost = muted(
            self.tr(
                "Importing takes about ten seconds and 1.5 GB of memory, and makes a model of 200 MB. "
                "Nothing in the files is executed: they are read as plain tensors, and every one is checked. "
                "A picture of 512 × 512 takes the model 30 to 90 seconds on two CPU cores."
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 14)
        layout.setSpacing(14)
        layout.addWidget(where)
        layout.addWidget(self.prior)
        layout.addWidget(self.matting)
        layout.addWidget(self.swap, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(cost)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.setTabOrder(where, self.prior.line)  # the rows were made first
        self.setFixedWidth(_WIDTH)
