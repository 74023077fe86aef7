"""The card of the bundled model: how good it is, what it saw, where it is weak."""

from __future__ import annotations

import re

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QTextTable
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

import resources
from dmat_gui.theme import Theme

_SIZE = 760, 600
_PICTURES = re.compile(r"^## How it looks\n.*?(?=^## |\Z)", re.M | re.S)
"""The section of pictures, which lie in the repository and not in the program."""
_FACTS = re.compile(r"^\| \| \|\n\|---\|---\|\n((?:\|.*\n)+)", re.M)
"""A table of two columns without a head, of which Qt would show the empty head."""


class ModelCardDialog(QDialog):
    """Shows resources/weights/compact.md without its pictures."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(self.tr("Model card"))
        text = resources.path("weights/compact.md").read_text(encoding="utf-8")
        self.page = QTextBrowser(openLinks=False, accessibleName=self.tr("Model card"))
        self.page.setMarkdown(_FACTS.sub(_as_list, _PICTURES.sub("", text)))
        theme.changed.connect(self._draw_tables)
        self._draw_tables()
        self.page.setToolTip(self.tr("The card of the model that comes with the program"))
        self.page.anchorClicked.connect(self._follow)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(self.page)
        layout.addWidget(buttons)
        self.resize(*_SIZE)

    @Slot()
    def _draw_tables(self) -> None:
        """Thin lines between cells, with some air; Qt's own are bold and in the text's colour."""
        for frame in self.page.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                looks = frame.format()
                looks.setBorderBrush(QColor(self._theme.colours.border))
                looks.setBorderCollapse(True)
                looks.setCellPadding(5)
                looks.setTopMargin(8)
                looks.setBottomMargin(8)
                frame.setFormat(looks)

    @Slot(QUrl)
    def _follow(self, url: QUrl) -> None:
        """Only what lies on the web can be followed from here."""
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)


def _as_list(table: re.Match[str]) -> str:
    rows = [row.strip("| \n").split(" | ", 1) for row in table[1].splitlines()]
    return "".join(f"- **{name}**: {text}\n" for name, text in rows)
