"""A folder to name or to browse for."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget


class FolderRow(QWidget):
    """A line for a folder's path, with a button that browses for one.

    Args:
        name: what the folder is for, to be read out and as the title of the browser.
        tip: what is to be known about it.
    """

    changed = Signal()

    def __init__(self, name: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.line = QLineEdit(accessibleName=name, toolTip=tip)
        self.line.textChanged.connect(self.changed)
        self.button = QPushButton(self.tr("Browse…"), toolTip=tip)
        self.button.setAccessibleName(f"{self.button.text()} {name}")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._browse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.button)
        self.setFocusProxy(self.line)

    @property
    def path(self) -> Path | None:
        """The folder, or None where nothing is named."""
        text = self.line.text().strip()
        return Path(os.path.expanduser(text)) if text else None

    @path.setter
    def path(self, folder: Path | None) -> None:
        self.line.setText("" if folder is None else str(folder))

    @Slot()
    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._name, self.line.text())
        if folder:
            self.line.setText(folder)
