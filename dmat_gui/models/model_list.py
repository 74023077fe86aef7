"""The list of models: name, where it is from, size; the one in use is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from dmat_gui.models.words import kind_in_words, size_in_words, title_in_words
from dmat_gui.theme import Theme
from dmat_gui.translations import say

if TYPE_CHECKING:
    from core.evaluation.model_details import ModelDetails


class ModelList(QTreeWidget):
    """Shows `ModelDetails`; `wanted` is the name of the model to be shown when the list is next filled."""

    use_wanted = Signal()
    """A model was double-clicked, or Return was pressed on it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._in_use = ""
        self.models: list[ModelDetails] = []
        self.wanted = ""
        self.setObjectName("models")
        self.setAccessibleName(self.tr("Models"))
        self.setToolTip(self.tr("Every model there is; Return uses the one chosen"))
        self.setHeaderLabels([self.tr("Model"), self.tr("Kind"), self.tr("Size")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.itemActivated.connect(self.use_wanted)
        theme.changed.connect(self._refresh)

    @property
    def current(self) -> ModelDetails | None:
        """The model that is chosen in the list."""
        item = self.currentItem()
        return self.models[self.indexOfTopLevelItem(item)] if item is not None else None

    def show_models(self, models: list[ModelDetails], in_use: str) -> None:
        """Fill the list; the model shown before stays shown, unless another is wanted."""
        before = self.current
        wanted = self.wanted or (before.entry.name if before is not None else in_use)
        self.wanted = ""
        self.blockSignals(True)
        self.clear()
        self.models = models
        for details in models:
            item = QTreeWidgetItem(
                [title_in_words(details.entry), kind_in_words(details), size_in_words(details.size)]
            )
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(0, say(details.problem or details.entry.description))
            self.addTopLevelItem(item)
        names = [details.entry.name for details in models]
        self.setCurrentItem(self.topLevelItem(names.index(wanted) if wanted in names else 0))
        self.blockSignals(False)
        self.mark(in_use)

    def mark(self, in_use: str) -> None:
        """Mark the model in use."""
        self._in_use = in_use
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        for row, details in enumerate(self.models):
            item = self.topLevelItem(row)
            chosen = details.entry.name == self._in_use and details.kind != "unreadable"
            problem = details.kind == "unreadable"
            name, colour = "check-circle", self._theme.colours.accent
            if problem:
                name, colour = "warning-circle", self._theme.colours.error
            item.setIcon(0, self._theme.icon(name, colour) if chosen or problem else QIcon())
            words = self.tr("{name}, in use").format(name=details.entry.title) if chosen else ""
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, words or details.entry.title)
            font = item.font(0)
            font.setBold(chosen)
            item.setFont(0, font)
