"""Preferences, Shortcuts: every action with its keys, which can be any others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dmat_gui.action_specs import SPECS
from dmat_gui.actions import native
from dmat_gui.command_palette import Command, commands, matching
from dmat_gui.dialogs.ask import ask
from dmat_gui.panels.widgets import muted
from dmat_gui.preferences.page import Page
from dmat_gui.shortcuts import Holder, portable

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow

_ID = Qt.ItemDataRole.UserRole


class KeysPage(Page):
    """The table, and below it the keys of the action that is marked in it."""

    icon = "keyboard"

    def __init__(self, window: MainWindow) -> None:
        super().__init__(self.tr("Shortcuts"))
        self._shortcuts = window.shortcuts
        self._bar = window.menuBar()
        self._wanted: tuple[str, ...] | None = None  # keys that others have, until it is said what to do
        self.filter = QLineEdit(
            accessibleName=self.tr("Filter"), toolTip=self.tr("Words of an action, or a key as Ctrl+E")
        )  # fmt: skip
        self.filter.setPlaceholderText(self.tr("Find an action or a key"))
        self.filter.textChanged.connect(self.refresh)
        window.theme.changed.connect(self.refresh)  # its rows have icons in the theme's colour
        self.table = QTreeWidget(
            accessibleName=self.tr("Actions and their keys"), columnCount=3, rootIsDecorated=False,
            toolTip=self.tr("Choose an action to give it another key"),
        )  # fmt: skip
        self.table.setHeaderLabels([self.tr("Action"), self.tr("Menu"), self.tr("Keys")])
        self.table.setUniformRowHeights(True)
        self.table.setIconSize(QSize(18, 18))
        self.table.setTabKeyNavigation(False)
        header = self.table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)  # the least missed where room is short
        for column in (0, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.table.currentItemChanged.connect(self._chosen)
        self.editor = QKeySequenceEdit(accessibleName=self.tr("New key"))
        self.editor.setToolTip(self.tr("Click here, then press the new key"))
        self.editor.setMaximumSequenceLength(1)
        self.editor.findChild(QLineEdit).setAccessibleName(self.editor.accessibleName())
        self.editor.editingFinished.connect(self._typed)
        self.none_button = self._button(self.tr("No key"), self.tr("Take its keys from the action"))
        self.none_button.clicked.connect(self._want_none)
        self.usual_button = self._button(self.tr("Usual key"), self.tr("Give the action its usual key again"))
        self.usual_button.clicked.connect(self._want_usual)
        self.words = muted()
        self.take_button = self._button(
            self.tr("Take it over"), self.tr("Give the key to this action, and take it from the other one")
        )
        self.take_button.clicked.connect(self._take_over)
        self.leave_button = self._button(self.tr("Leave it"), self.tr("Leave all keys as they are"))
        self.leave_button.clicked.connect(self._leave)
        self._lay_out()
        window.actions_.keys_changed.connect(self.refresh)
        self.refresh()
        self.table.setCurrentItem(self.table.topLevelItem(0))

    @property
    def action(self) -> str:
        """The id of the action that is marked in the table, "" if none is."""
        item = self.table.currentItem()
        return item.data(0, _ID) if item is not None else ""

    def choose(self, action: str) -> None:
        """Mark an action in the table, by its id."""
        for row in range(self.table.topLevelItemCount()):
            item = self.table.topLevelItem(row)
            if item.data(0, _ID) == action:
                self.table.setCurrentItem(item)

    def reset(self) -> None:
        """Every action has its usual keys; asked first, for it took a while to choose others."""
        question = self.tr("Give every action its usual keys?")
        detail = self.tr("The keys that you have chosen are forgotten.")
        usual = all(self._shortcuts.is_usual(spec.id) for spec in SPECS)
        if usual or ask(self, question, detail, self.tr("Reset"), self.tr("Keep mine")):
            self._shortcuts.reset()
            self._chosen()

    @Slot()
    def refresh(self) -> None:
        """List the actions that fit the filter, the marked one marked still."""
        marked = self.action
        self.table.blockSignals(True)
        self.table.clear()
        for command in self._fitting():
            item = QTreeWidgetItem(self.table, [command.text, command.menu, self._keys_in_words(command.key)])
            item.setData(0, _ID, command.key)
            item.setIcon(0, command.action.icon())
            for column in range(3):
                item.setToolTip(column, command.action.toolTip())
        self.table.blockSignals(False)
        self.choose(marked)
        if self.action != marked or not marked:
            self._chosen()

    def _fitting(self) -> list[Command]:
        ids = {spec.id for spec in SPECS}
        every = [command for command in commands(self._bar) if command.key in ids]
        query = self.filter.text().strip()
        by_key = [each for each in every if portable(query) in self._shortcuts.keys(each.key)]
        return by_key if query and by_key else matching(every, query, ())

    def _keys_in_words(self, action: str) -> str:
        keys = self.tr(" or ").join(map(native, self._shortcuts.keys(action)))
        if self._shortcuts.is_usual(action):
            return keys
        return self.tr("{keys} (yours)").format(keys=keys) if keys else self.tr("none (yours)")

    @Slot()
    def _chosen(self) -> None:
        """Show the keys of the action that is marked."""
        self._wanted = None
        there = bool(self.action)
        keys = self._shortcuts.keys(self.action) if there else ()
        self.editor.setKeySequence(QKeySequence(keys[0] if keys else ""))
        self.editor.setEnabled(there)
        self.none_button.setEnabled(bool(keys))
        self.usual_button.setEnabled(there and not self._shortcuts.is_usual(self.action))
        item = self.table.currentItem()
        self.name.setText(item.text(0) if there else "")
        self._say(self.tr("Click into the field and press the new key.") if there else "")

    @Slot()
    def _typed(self) -> None:
        """A key was pressed; leaving the field counts as the end of typing too."""
        text = self.editor.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if text and text not in self._shortcuts.keys(self.action):
            self._want((text,))

    @Slot()
    def _want_none(self) -> None:
        self._want(())

    @Slot()
    def _want_usual(self) -> None:
        self._want(self._shortcuts.usual(self.action))

    def _want(self, keys: tuple[str, ...]) -> None:
        """Give the action these keys; if others have them, say so first."""
        if not self.action:
            return
        holders = self._shortcuts.holders(keys, self.action)
        if not holders:
            self._give(keys)
            return
        fixed = [holder for holder in holders if not holder.action]
        self._wanted = None if fixed else keys
        if fixed:
            words = self.tr("{key} {what}: it cannot be the key of an action.")
            self._say(words.format(key=native(fixed[0].key), what=fixed[0].words), asks=True)
        else:
            self._say(self._whose(holders), asks=True)

    def _whose(self, holders: Sequence[Holder]) -> str:
        words = self.tr("{key} is the key of “{action}”.")
        return " ".join(words.format(key=native(each.key), action=each.words) for each in holders)

    def _give(self, keys: tuple[str, ...]) -> None:
        self._shortcuts.give(self.action, keys)
        self._chosen()
        self._say(self.tr("Done: the new key works at once."))

    @Slot()
    def _take_over(self) -> None:
        if self._wanted is not None:
            self._give(self._wanted)

    @Slot()
    def _leave(self) -> None:
        self._chosen()

    def _say(self, words: str, *, asks: bool = False) -> None:
        self.words.setText(words)
        self.take_button.setVisible(asks and self._wanted is not None)
        self.leave_button.setVisible(asks)

    @staticmethod
    def _button(text: str, tip: str) -> QPushButton:
        button = QPushButton(text, toolTip=tip)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        self.name = QLabel()
        self.name.setMinimumWidth(170)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.editor)
        row.addWidget(self.none_button)
        row.addWidget(self.usual_button)
        answer = QHBoxLayout()
        answer.addWidget(self.words, 1)
        answer.addWidget(self.take_button)
        answer.addWidget(self.leave_button)
        foot = QFrame()
        foot.setProperty("role", "bar")
        foot.setProperty("tone", "info")
        column = QVBoxLayout(foot)
        column.addLayout(row)
        column.addLayout(answer)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.filter)
        layout.addWidget(self.table, 1)
        layout.addWidget(foot)
        self.form.setFieldGrowthPolicy(self.form.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.form.addRow(whole)
