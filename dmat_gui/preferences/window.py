"""The Preferences window: pages at the left, the settings of one at the right; all of them act at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
)

from dmat_gui.panels.widgets import resize_within_screen
from dmat_gui.preferences.brush import BrushPage
from dmat_gui.preferences.colours import ColoursPage
from dmat_gui.preferences.computing import ComputingPage
from dmat_gui.preferences.general import GeneralPage
from dmat_gui.preferences.keys import KeysPage
from dmat_gui.preferences.page import Page

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow


class PreferencesWindow(QDialog):
    """Stays beside the main window, which goes on working."""

    at_work = ""
    """It never has anything going on that closing the app would stop."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Preferences"))
        self.setObjectName("preferences")
        self._theme = window.theme
        kinds = (GeneralPage, ComputingPage, ColoursPage, BrushPage, KeysPage)
        self.pages: list[Page] = [kind(window) for kind in kinds]
        self.list = QListWidget(accessibleName=self.tr("Pages"), toolTip=self.tr("The pages of Preferences"))
        self.list.setObjectName("outputs")  # looks as the list of the Export dialog
        self.list.setFixedWidth(170)
        self.list.setIconSize(QSize(18, 18))
        self.stack = QStackedWidget()
        for page in self.pages:
            item = QListWidgetItem(page.title, self.list)
            item.setSizeHint(QSize(0, 34))
            area = QScrollArea(widgetResizable=True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(page)
            self.stack.addWidget(area)
        self.reset_button = QPushButton(self.tr("Reset to usual"))
        self.reset_button.setToolTip(self.tr("Put everything on this page back to what it comes with"))
        self.reset_button.setAutoDefault(False)
        self.reset_button.clicked.connect(self._reset)
        self.close_button = QPushButton(self.tr("Close"), toolTip=self.tr("Close Preferences; all is kept"))
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.close)
        self._lay_out()
        self.list.currentRowChanged.connect(self._show_page)
        self.list.setCurrentRow(0)
        self._theme.changed.connect(self._refresh_icons)
        self._refresh_icons()
        resize_within_screen(self, 940, 560)

    def shut_down(self) -> None:
        """It goes with the main window; nothing goes on here that would have to stop."""
        self.hide()

    def show_page(self, kind: type[Page]) -> Page:
        """Bring a page in sight, and give it."""
        row = next(row for row, page in enumerate(self.pages) if isinstance(page, kind))
        self.list.setCurrentRow(row)
        return self.pages[row]

    def showEvent(self, event: object) -> None:
        """What was changed elsewhere meanwhile is shown as it is."""
        self.pages[self.list.currentRow()].refresh()
        super().showEvent(event)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.reset_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.stack, 1)
        right.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(12)
        layout.addWidget(self.list)
        layout.addLayout(right, 1)

    @Slot(int)
    def _show_page(self, row: int) -> None:
        self.stack.setCurrentIndex(row)
        self.pages[row].refresh()

    @Slot()
    def _reset(self) -> None:
        self.pages[self.list.currentRow()].reset()

    @Slot()
    def _refresh_icons(self) -> None:
        for row, page in enumerate(self.pages):
            self.list.item(row).setIcon(self._theme.icon(page.icon))
