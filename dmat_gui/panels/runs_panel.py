"""The runs of the picture, side by side: their names and settings, the current one chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dmat_gui.actions import Actions
from dmat_gui.document import Document
from dmat_gui.panels.widgets import action_button, muted

_MOST_ROWS = 3
_ROW_HEIGHT = 42
_MARGIN = 9
_NAME_ROOM = 150
"""Pixels for the project's name, which has no place to be wrapped at."""
_SETTINGS = Qt.ItemDataRole.UserRole
_NAME = Qt.ItemDataRole.DisplayRole
_MODEL = Qt.ItemDataRole.UserRole + 1


class _RunRow(QStyledItemDelegate):
    """A run's name with its model behind it, and below them its settings."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().initStyleOption(option, index)
        option.text = self.words(option, index)[0]
        option.displayAlignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().paint(painter, option, index)
        _name, model, settings = self.words(option, index)
        room = option.rect.adjusted(_MARGIN, 4, -_MARGIN, -4)
        painter.save()
        painter.setFont(_small(option.font))
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, model)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, settings)
        painter.restore()

    def words(self, option: QStyleOptionViewItem, index: QModelIndex) -> tuple[str, str, str]:
        """The run's name, its model and its settings, as far as there is room: a long name gives way to the
        model, up to half of the row."""
        name, model, settings = (str(index.data(role)) for role in (_NAME, _MODEL, _SETTINGS))
        metrics, small = option.fontMetrics, QFontMetrics(_small(option.font))
        right, room = Qt.TextElideMode.ElideRight, option.rect.width() - 2 * _MARGIN
        model = small.elidedText(model, right, room // 2)
        left = room - small.horizontalAdvance(model) - metrics.horizontalAdvance("  ")
        return metrics.elidedText(name, right, left), model, small.elidedText(settings, right, room)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), _ROW_HEIGHT)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(11)
    return small


class RunsPanel(QWidget):
    """A row for each run with what it was made with; a click chooses it, a double click renames it."""

    wanted = Signal()
    """There is a second run to choose from: the panel should be in sight."""
    name_wanted = Signal()
    """A name is to be typed: the panel must be in sight."""

    def __init__(
        self, actions: Actions, model_title: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        """`model_title` tells what the model of a name is called."""
        super().__init__(parent)
        self._model_title = model_title
        self._document: Document | None = None
        self._count = 0
        self.list = QListWidget(objectName="runs", accessibleName=self.tr("Runs"))
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(_RunRow(self.list))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemChanged.connect(self._renamed)
        self.words = muted()
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.words, 1)
        for name in ("rename_run", "delete_run"):
            buttons.addWidget(action_button(actions[name]), 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.list)
        layout.addLayout(buttons)
        self._actions = actions
        actions["rename_run"].triggered.connect(self.edit)
        actions["delete_run"].triggered.connect(self._delete)

    def set_document(self, document: Document) -> None:
        """Show the runs of this document."""
        self._document = document
        document.runs_changed.connect(self.refresh)
        document.current_run_changed.connect(self.refresh)
        document.picture_changed.connect(self.refresh)
        document.home_changed.connect(self._tell_where)
        document.clean_changed.connect(self._tell_where)
        self.refresh()

    @Slot()
    def edit(self) -> None:
        """Let the current run's name be typed."""
        item = self.list.currentItem()
        if item is not None:
            self.name_wanted.emit()
            self.list.setFocus()
            self.list.editItem(item)

    @Slot()
    def _delete(self) -> None:
        run = self._document.current_run
        if run is not None:
            self._document.delete_run(run)

    @Slot(int)
    def _choose(self, row: int) -> None:
        runs = self._document.runs
        if 0 <= row < len(runs):
            self._document.set_current_run(runs[row])

    @Slot(QListWidgetItem)
    def _renamed(self, item: QListWidgetItem) -> None:
        self._document.rename_run(self._document.runs[self.list.row(item)], item.text())

    @Slot()
    def refresh(self) -> None:
        """Show the runs as they are now, their models as they are called now."""
        if self._document is None:
            return
        runs, current = self._document.runs, self._document.current_run
        with QSignalBlocker(self.list):
            while self.list.count() > len(runs):
                self.list.takeItem(self.list.count() - 1)
            for row, run in enumerate(runs):
                if row == self.list.count():
                    self.list.addItem("")
                item = self.list.item(row)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                item.setText(run.name)
                model = self._model_title(run.result.model)
                item.setData(_MODEL, model)
                item.setData(_SETTINGS, run.settings_words)
                words = "\n".join(filter(None, [run.settings_words, model, run.notes_words]))
                item.setToolTip(f"{run.name}\n{words}")  # whole, where the row has no room
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{run.name}, {words}")
            self.list.setCurrentRow(runs.index(current) if current in runs else -1)
        if len(runs) > 1 >= self._count:
            self.wanted.emit()
        self._count = len(runs)
        rows = min(max(len(runs), 1), _MOST_ROWS)
        self.list.setFixedHeight(rows * _ROW_HEIGHT + 8)
        self._tell_where()
        for name in ("rename_run", "delete_run"):
            self._actions[name].setEnabled(current is not None)

    @Slot()
    def _tell_where(self) -> None:
        """Say under the list how long the runs are kept."""
        home = self._document.home
        if not self._document.runs:
            words = self.tr("No run yet")
        elif home is None:
            words = self.tr("Kept until another picture is opened")
        elif self._document.is_in_project:
            words = self.tr("Kept in {name}")
        else:
            words = self.tr("Saved along with {name}")
        name = "" if home is None else home.name
        short = self.words.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _NAME_ROOM)
        self.words.setText(words.format(name=short))
        self.words.setToolTip("" if home is None else str(home))
