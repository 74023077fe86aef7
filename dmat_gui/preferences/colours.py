"""Preferences, Colours: the trimap's over the picture, and the monitor's profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dmat_gui.dialogs.overlay_look import OverlayLookForm
from dmat_gui.preferences.page import Page

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow


class ColoursPage(Page):
    """How the trimap is tinted over the picture, and how colours get to the screen."""

    icon = "swatches"

    def __init__(self, window: MainWindow) -> None:
        super().__init__(self.tr("Colours"))
        self._overlay = window.view_parts.overlay
        self._monitor = window.view_parts.monitor
        self._settings = window.settings
        self.look = OverlayLookForm(self._overlay.look)
        self.look.changed.connect(self._overlay.take)
        self._overlay.changed.connect(self.look.show_look)
        self.choose_button = QPushButton(self.tr("Choose a profile…"))
        self.choose_button.setToolTip(self.tr("Use the ICC profile that was made for this monitor"))
        self.choose_button.setAutoDefault(False)
        self.choose_button.clicked.connect(self._choose)
        self.srgb_button = QPushButton(self.tr("Use sRGB"))
        self.srgb_button.setToolTip(self.tr("Show colours as sRGB, which suits most monitors"))
        self.srgb_button.setAutoDefault(False)
        self.srgb_button.clicked.connect(self._monitor.use_srgb)
        self.profile = QLabel()
        self.profile.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.srgb_button)
        buttons.addStretch(1)
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.profile)
        column.addLayout(buttons)
        self.add_heading(self.tr("The trimap over the picture"))
        self.form.addRow(self.look)
        self.add_heading(self.tr("Monitor"))
        self.form.addRow(group)
        self.add_words(
            self.tr("Only what the canvas shows changes with it, never what is computed or exported.")
        )
        self._monitor.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show what holds now."""
        self.look.show_look(self._overlay.look)
        self.profile.setText(self._monitor.words)
        self.srgb_button.setEnabled(self._settings.monitor_profile is not None)

    def reset(self) -> None:
        """Blue and orange, and sRGB."""
        self.look.restore()
        self._monitor.use_srgb()

    @Slot()
    def _choose(self) -> None:
        folder = self._settings.monitor_profile or self._settings.last_folder
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("The monitor's colour profile"), str(folder),
            self.tr("Colour profiles (*.icc *.icm);;All files (*)"),
        )  # fmt: skip
        if name:
            self._monitor.use_file(name)
