"""Preferences, Computing: device, precision, threads, and the memory of the undo history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QComboBox

from dmat_gui.panels.advanced import DEVICES, PRECISIONS
from dmat_gui.preferences.page import Page, choice, number
from dmat_gui.settings import UNDO_MB

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow


class ComputingPage(Page):
    """What computes, with which numbers, and in how much memory."""

    icon = "cpu"

    def __init__(self, window: MainWindow) -> None:
        super().__init__(self.tr("Computing"))
        self._settings = window.settings
        self._document = window.document
        self._status = window.status
        advanced = window.panel.advanced
        self.device = choice(_said(DEVICES), self.tr("Device"), advanced.device.toolTip())
        self.precision = choice(_said(PRECISIONS), self.tr("Precision"), advanced.precision.toolTip())
        for ours, theirs in ((self.device, advanced.device), (self.precision, advanced.precision)):
            _join(ours, theirs)
        self.threads = number(
            0, 256, "", self.tr("Threads"),
            self.tr("How many threads of the processor compute; fewer leave some to other programs"),
        )  # fmt: skip
        self.threads.setSpecialValueText(self.tr("As many as there are"))
        self.threads.valueChanged.connect(self._set_threads)
        self.undo = number(
            16, 4096, " MB", self.tr("Undo history"),
            self.tr("How much memory the undo history may take; beyond it the oldest changes are forgotten"),
        )  # fmt: skip
        self.undo.setSingleStep(16)
        self.undo.valueChanged.connect(self._set_undo)
        self.add_heading(self.tr("Runs"))
        self.add_row(self.tr("Device"), self.device)
        self.add_row(self.tr("Precision"), self.precision)
        self.now = self.add_words("")
        self.add_row(self.tr("Threads"), self.threads)
        self.add_words(self.tr("Another number of threads takes effect at the next start."))
        self.add_heading(self.tr("Memory"))
        self.add_row(self.tr("Undo history"), self.undo)
        for signal in (window.models.facts_known, window.models.failed):
            signal.connect(self._show_device)
        self.refresh()

    def refresh(self) -> None:
        """Show what holds now."""
        self.threads.setValue(self._settings.threads)
        self.undo.setValue(self._settings.undo_mb)
        self._show_device()

    def reset(self) -> None:
        """Automatic, and the usual memory."""
        self.device.setCurrentIndex(0)
        self.precision.setCurrentIndex(0)
        self.threads.setValue(0)
        self.undo.setValue(UNDO_MB)

    @Slot()
    def _show_device(self) -> None:
        self.now.setText(self.tr("Now: {device}").format(device=self._status.device.text()))

    @Slot(int)
    def _set_threads(self, count: int) -> None:
        self._settings.threads = count

    @Slot(int)
    def _set_undo(self, megabytes: int) -> None:
        self._settings.undo_mb = megabytes
        self._document.set_history_bytes(megabytes * 2**20)


def _said(choices: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """The choices of the panel's lists, in the window's language."""
    return [(key, QCoreApplication.translate("AdvancedPanel", words)) for key, words in choices]


def _join(one: QComboBox, other: QComboBox) -> None:
    """Let two lists of the same choices show the same one."""
    one.setCurrentIndex(other.currentIndex())
    one.currentIndexChanged.connect(other.setCurrentIndex)
    other.currentIndexChanged.connect(one.setCurrentIndex)
