"""Preferences, General: theme, language, what projects hold, and hints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QPushButton, QSizePolicy

from dmat_gui.preferences.page import ActionBox, Page, choice
from dmat_gui.translations import languages, native_name

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow


class GeneralPage(Page):
    """How the window looks and speaks."""

    icon = "sliders-horizontal"

    def __init__(self, window: MainWindow) -> None:
        super().__init__(self.tr("General"))
        self._window = window
        self._settings = window.settings
        actions = window.actions_
        themes = (
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        )
        self.theme = choice(themes, self.tr("Theme"), self.tr("Whether the window is light or dark"))
        self.theme.currentIndexChanged.connect(self._choose_theme)
        spoken = [(name, native_name(name)) for name in languages()]
        tip = self.tr("What the window speaks, from the next start on")
        self.language = choice([("", self.tr("As the system")), *spoken], self.tr("Language"), tip)
        self.language.currentIndexChanged.connect(self._choose_language)
        self.add_heading(self.tr("Window"))
        self.add_row(self.tr("Theme"), self.theme)
        self.add_row(self.tr("Language"), self.language)
        self.words = self.add_words("")
        self.add_heading(self.tr("Projects"))
        self.hints = QCheckBox(self.tr("Show hints in their moment"))
        self.hints.setToolTip(self.tr("A sentence over the canvas, once each, that goes by itself"))
        self.hints.toggled.connect(self._switch_hints)
        self.again_button = QPushButton(self.tr("Show all hints again"))
        self.again_button.setToolTip(self.tr("Every hint comes once more when its moment comes"))
        self.again_button.setAutoDefault(False)
        self.again_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.again_button.clicked.connect(self._show_again)
        self.project_steps = ActionBox(actions["project_steps"])
        self.project_picture = ActionBox(actions["project_picture"])
        self.form.addRow(self.project_steps)
        self.form.addRow(self.project_picture)
        self.add_heading(self.tr("Hints"))
        self.form.addRow(self.hints)
        self.form.addRow(self.again_button)
        window.theme.changed.connect(self.refresh)
        self._language_at_start = self._settings.language
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show what holds now."""
        self.theme.setCurrentIndex(self.theme.findData(self._window.theme.mode))
        self.language.setCurrentIndex(max(0, self.language.findData(self._settings.language)))
        self.hints.setChecked(self._settings.switch("hints", True))
        self._say_when()

    def reset(self) -> None:
        """The system's theme and language; steps in projects, pictures beside them; hints."""
        self.theme.setCurrentIndex(0)
        self.language.setCurrentIndex(0)
        self.project_steps.setChecked(True)
        self.project_picture.setChecked(False)
        self.hints.setChecked(True)

    @Slot(bool)
    def _switch_hints(self, on: bool) -> None:
        self._settings.set_switch("hints", on)

    @Slot()
    def _show_again(self) -> None:
        self._settings.show_hints_again()
        self.hints.setChecked(True)

    @Slot()
    def _choose_theme(self) -> None:
        action = self._window.actions_[f"theme_{self.theme.currentData()}"]
        if not action.isChecked():
            action.trigger()

    @Slot()
    def _choose_language(self) -> None:
        self._settings.language = self.language.currentData()
        self._say_when()

    def _say_when(self) -> None:
        changed = self._settings.language != self._language_at_start
        self.words.setText(self.tr("The language takes effect at the next start.") if changed else "")
        self.words.setVisible(changed)
