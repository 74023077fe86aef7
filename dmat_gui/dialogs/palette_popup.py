"""The popup of the command palette: a line to type in, and what fits it below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dmat_gui.panels.widgets import muted

_WIDTH, _HEIGHT, _TOP = 760, 420, 70
_KEYS_OF_THE_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
Row = tuple[str, str, str, QAction]
"""What stands for a command, its name, the menus it is in, and its action."""


class PalettePopup(QFrame):
    """Goes away when something is chosen, on Escape, and on a click elsewhere."""

    searched = Signal(str)
    """The words typed so far: what fits them is wanted, by `show_rows`."""
    chosen = Signal(str)
    """What stands for the command that is to be run; the popup is gone by then."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("palettePopup")
        self.setAccessibleName(self.tr("Command palette"))
        tip = self.tr("Words of what is looked for, or just some of its letters")
        self.line = QLineEdit(accessibleName=self.tr("Find an action"), toolTip=tip, clearButtonEnabled=True)
        self.line.setPlaceholderText(self.tr("Find an action: a few letters are enough"))
        self.line.textChanged.connect(self.searched)
        self.line.installEventFilter(self)
        self.list = QTreeWidget(accessibleName=self.tr("Actions found"), columnCount=3, rootIsDecorated=False)
        self.list.setToolTip(self.tr("Return runs the action that is marked, and so does a click"))
        self.list.setHeaderHidden(True)
        self.list.setObjectName("paletteList")
        self.list.setUniformRowHeights(True)
        self.list.setIconSize(QSize(18, 18))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the line keeps the keyboard, arrows included
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._choose)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.words = muted()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 8)
        layout.setSpacing(8)
        for widget in (self.line, self.list, self.words):
            layout.addWidget(widget)

    def open_over(self, window: QWidget) -> None:
        """Show it, emptied, at the head of a window."""
        self.line.clear()
        width, height = min(_WIDTH, window.width() - 40), min(_HEIGHT, window.height() - 2 * _TOP)
        self.resize(width, height)
        self.move(window.mapToGlobal(window.rect().topLeft()).x() + (window.width() - width) // 2,
                  window.mapToGlobal(window.rect().topLeft()).y() + _TOP)  # fmt: skip
        self.show()
        self.searched.emit("")  # once it is shown: the height of a row is measured then
        self.line.setFocus()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show what was found, the best first, which is marked."""
        self.list.clear()
        for key, text, menu, action in rows:
            shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            item = QTreeWidgetItem(self.list, [text, menu, shortcut])
            item.setData(0, Qt.ItemDataRole.UserRole, key)
            item.setIcon(0, action.icon())
            item.setDisabled(not action.isEnabled())
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column in range(3):
                item.setToolTip(column, action.toolTip())
            if action.isCheckable() and action.isChecked():
                item.setText(0, self.tr("{name} — on").format(name=text))
        if rows:
            self.list.setCurrentItem(self.list.topLevelItem(0))
        self.words.setText(
            self.tr("Return runs it, Escape closes. What is grey cannot be done just now.")
            if rows
            else self.tr("Nothing is called so. Try another word, or fewer letters.")
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the line go through the list, and Return runs what is marked there."""
        # The event first: others come while the window is being taken down, and this with it.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.line:
            if event.key() in _KEYS_OF_THE_LIST:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.list.currentItem() is not None:
                    self._choose(self.list.currentItem())
                return True
        return False

    @Slot(QTreeWidgetItem)
    def _choose(self, item: QTreeWidgetItem) -> None:
        """What cannot be done just now stays in sight, in grey; its tip says what it is for."""
        if not item.isDisabled():
            self.hide()
            self.chosen.emit(item.data(0, Qt.ItemDataRole.UserRole))
