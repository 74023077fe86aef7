"""What the Help menu does: keys, the log, and what this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from core.logs import log_folder
from dmat_gui.dialogs.about import AboutDialog, ShortcutsDialog
from dmat_gui.panels.message_bar import Message

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow


class HelpControl(QObject):
    """Shows what is asked for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        actions = window.actions_
        actions["shortcuts"].triggered.connect(self._show_shortcuts)
        actions["show_log"].triggered.connect(self._show_log)
        actions["about"].triggered.connect(self._show_about)

    @Slot()
    def _show_shortcuts(self) -> None:
        ShortcutsDialog(self._window.actions_, self._window).exec()

    @Slot()
    def _show_about(self) -> None:
        AboutDialog(self._window.status.device.text(), self._window).exec()

    @Slot()
    def _show_log(self) -> None:
        folder = log_folder()
        if folder.is_dir():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
            return
        words = self.tr("There is no log: {folder} could not be made.").format(folder=folder)
        self._window.messages.show_message(Message("log", words, "warning"))
