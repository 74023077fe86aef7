"""Where an export goes: the folder, and the pattern of the files' names with examples as it is typed."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from core.exporting.names import DEFAULT_PATTERN, FIELDS
from core.exporting.plan import PlannedFile
from dmat_gui.panels.widgets import muted, set_tone
from dmat_gui.settings import Settings
from dmat_gui.translations import say

_EXAMPLES = 4


class ExportPlace(QWidget):
    """Folder and names; `show_files` gives the examples."""

    changed = Signal()

    def __init__(self, folder: Path, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tried: tuple[Path, str] = Path(), ""
        self.folder = QLineEdit(str(folder), accessibleName=self.tr("Folder"))
        self.pattern = QLineEdit(
            settings.export_choice("pattern", DEFAULT_PATTERN),
            accessibleName=self.tr("Pattern of the files' names"),
        )
        self.browse = QPushButton(
            self.tr("Browse…"), toolTip=self.tr("Choose the folder that the files go to")
        )
        self.browse.clicked.connect(self._browse)
        self.insert = QPushButton(self.tr("Insert"), toolTip=self.tr("Put a field into the names"))
        menu = QMenu(self.insert)
        for field, words in FIELDS.items():
            action = QAction(f"{{{field}}}: {say(words)}", menu)
            action.setData(f"{{{field}}}")
            action.triggered.connect(self._insert)
            menu.addAction(action)
        self.insert.setMenu(menu)
        for button in (self.browse, self.insert):
            button.setAutoDefault(False)
        self.examples = muted()
        # A long name must not widen the dialog.
        self.examples.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.examples.setMinimumHeight(2 * self.examples.fontMetrics().height() + 2)
        self.examples.setAlignment(Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for row, (words, line, button) in enumerate(
            ((self.tr("Folder"), self.folder, self.browse), (self.tr("Names"), self.pattern, self.insert))
        ):
            label = QLabel(words)
            label.setBuddy(line)
            grid.addWidget(label, row, 0)
            grid.addWidget(line, row, 1)
            grid.addWidget(button, row, 2)
            line.textChanged.connect(self.changed)
        grid.addWidget(self.examples, 2, 1, 1, 2)
        grid.setColumnStretch(1, 1)

    @property
    def path(self) -> Path:
        """The folder."""
        return Path(os.path.expanduser(self.folder.text().strip()))

    def folder_problem(self) -> str:
        """Why nothing can be written to the folder, in words; "" if it can, be it by making it."""
        if not self.path.is_absolute():
            return self.tr("Name a folder with its whole path, or browse for one.")
        if not os.path.isdir(self.path):
            if os.path.exists(self.path):
                return self.tr("{name} is a file: choose a folder.").format(name=self.path.name)
            reason = self._made_on_trial()
            if reason:
                return self.tr("{path} cannot be made ({reason}): choose another folder.").format(
                    path=self.path, reason=reason
                )
        return ""

    def folder_note(self) -> str:
        """What will be asked about a folder that is not there, "" where it is."""
        if os.path.isdir(self.path):
            return ""
        return self.tr("There is no folder {name} yet: you will be asked whether to make it.").format(
            name=self.path.name
        )

    def _made_on_trial(self) -> str:
        """Why the folder cannot be made, "" if it can: it is made, as nothing else tells, and taken away."""
        missing = [folder for folder in (self.path, *self.path.parents) if not os.path.exists(folder)]
        if missing[-1] != self._tried[0]:
            reason = ""
            try:
                os.mkdir(missing[-1])
                os.rmdir(missing[-1])
            except (OSError, ValueError) as error:
                reason = str(getattr(error, "strerror", error))
            self._tried = missing[-1], reason
        return self._tried[1]

    def mark_folder(self) -> None:
        """Frame the folder in the colour of what there is to be said of it."""
        words = self.folder_problem()
        set_tone(self.folder, "error" if words else "warning" if self.folder_note() else "")
        self.folder.setToolTip(words or self.folder_note())

    def show_files(self, planned: list[PlannedFile]) -> None:
        """Name the first of the files that will be written, and count the others."""
        names = [str(file.path.relative_to(self.path)) for file in planned]
        more = (
            self.tr(" and {count} more").format(count=len(names) - _EXAMPLES)
            if len(names) > _EXAMPLES
            else ""
        )
        self.examples.setText(", ".join(names[:_EXAMPLES]) + more)

    @Slot()
    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder to export to"), self.folder.text())
        if folder:
            self.folder.setText(folder)

    @Slot()
    def _insert(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.pattern.insert(str(action.data()))
            self.pattern.setFocus()
