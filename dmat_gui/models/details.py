"""One model of the list, told in full, with what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dmat_gui.models.words import facts_of, kind_in_words, title_in_words
from dmat_gui.panels.widgets import heading, muted, set_tone
from dmat_gui.theme import Theme
from dmat_gui.translations import say

if TYPE_CHECKING:
    from core.evaluation.model_details import ModelDetails

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class ModelPage(QWidget):
    """Title, facts and buttons of the model shown; the buttons only ask."""

    use_wanted = Signal()
    rename_wanted = Signal()
    remove_wanted = Signal()
    folder_wanted = Signal()
    card_wanted = Signal()
    citation_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.description = muted()
        self.use = QPushButton(self.tr("Use this model"))
        self.use.setToolTip(self.tr("Make it the model that Matte computes with"))
        self.use.setProperty("primary", True)
        self.rename = QPushButton(self.tr("Rename…"))
        self.rename.setToolTip(self.tr("Give the model, and its file, another name"))
        self.remove = QPushButton(self.tr("Remove…"))
        self.remove.setToolTip(self.tr("Move the model's file to the wastebasket"))
        self.folder = QPushButton(self.tr("Show folder"))
        self.folder.setToolTip(self.tr("Open the folder that the model's file lies in"))
        self.card = QPushButton(self.tr("Model card"))
        self.card.setToolTip(
            self.tr("Read how good the model is, what it was trained on and where it is weak")
        )
        self.citation = QPushButton(self.tr("Copy citation"))
        self.citation.setToolTip(self.tr("Put the paper's citation on the clipboard, as BibTeX"))
        wanted = (
            (self.use, self.use_wanted), (self.card, self.card_wanted), (self.citation, self.citation_wanted),
            (self.rename, self.rename_wanted), (self.folder, self.folder_wanted),
            (self.remove, self.remove_wanted),
        )  # fmt: skip
        self._lay_out([button for button, _signal in wanted])
        for button, signal in wanted:
            button.setAutoDefault(False)
            button.clicked.connect(signal)
        theme.changed.connect(self._refresh)
        self._refresh()

    def show_model(self, details: ModelDetails, *, in_use: bool, macs: int | None) -> None:
        """Show a model; macs: None while they are not counted."""
        own = details.entry.origin == "user"
        readable = details.kind != "unreadable"
        self.title.setText(title_in_words(details.entry))
        self.description.setText(say(details.problem or details.entry.description))
        set_tone(self.description, "error" if details.problem else "")
        self.use.setEnabled(readable and not in_use)
        self.use.setText(self.tr("In use") if in_use else self.tr("Use this model"))
        self.rename.setVisible(own and readable)
        self.remove.setVisible(own)
        self.folder.setVisible(details.entry.path is not None)
        self.card.setVisible(details.kind == "bundled")
        self.citation.setVisible(details.kind in ("authors", "bundled"))
        while self._facts.rowCount():
            self._facts.removeRow(0)
        for name, text in (
            (self.tr("Kind"), kind_in_words(details)),
            *facts_of(details, macs),
        ):
            label = QLabel(text, wordWrap=True, textInteractionFlags=_SELECTABLE)
            label.setAccessibleName(f"{name}: {text}")
            what = heading(name)
            what.setAlignment(Qt.AlignmentFlag.AlignTop)
            what.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
            self._facts.addRow(what, label)

    def _lay_out(self, buttons: list[QPushButton]) -> None:
        rows = QVBoxLayout()
        rows.setSpacing(6)
        for part in (buttons[:3], buttons[3:]):
            row = QHBoxLayout()
            row.setSpacing(6)
            for button in part:
                row.addWidget(button)
            row.addStretch(1)
            rows.addLayout(row)
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(7)
        self._facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        line = QFrame()
        line.setProperty("role", "rule")
        line.setFixedHeight(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 4, 4, 0)
        layout.setSpacing(10)
        for part in (self.title, self.description):
            layout.addWidget(part)
        layout.addLayout(rows)
        layout.addWidget(line)
        layout.addLayout(self._facts)
        layout.addStretch(1)

    @Slot()
    def _refresh(self) -> None:
        icons = {
            self.rename: "pencil-simple", self.remove: "trash", self.folder: "folder-open",
            self.card: "article", self.citation: "quotes",
        }  # fmt: skip
        for button, name in icons.items():
            button.setIcon(self._theme.icon(name))
