"""The right panel: model, Matte, advanced settings, the trimap's shares, Export."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dmat_gui.actions import Actions
from dmat_gui.models.words import title_in_words
from dmat_gui.panels.advanced import AdvancedPanel
from dmat_gui.panels.band_row import BandRow
from dmat_gui.panels.history_panel import HistoryPanel
from dmat_gui.panels.legend import Legend
from dmat_gui.panels.runs_panel import RunsPanel
from dmat_gui.panels.waiting_list import WaitingList
from dmat_gui.panels.widgets import ChoiceBox, Collapsible, heading, muted, rule
from dmat_gui.tasks import DEFAULT_MODEL
from dmat_gui.theme import Theme
from dmat_gui.time_left import duration
from dmat_gui.translations import say

WIDTH = 272


class RunPanel(QFrame):
    """What a run needs, always in sight. While one goes on, Cancel stands beside Matte."""

    model_chosen = Signal(str)

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self.setFixedWidth(WIDTH)
        self._actions = actions
        self._theme = theme
        self._state = "idle"
        self._since = 0.0
        self._descriptions: dict[str, str] = {}
        self.model_box = ChoiceBox(accessibleName=self.tr("Model"))
        self.model_box.setToolTip(self.tr("What computes the alpha"))
        self.model_box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.model_box.addItem(DEFAULT_MODEL.capitalize(), DEFAULT_MODEL)
        self.description = muted()
        self.matte_button = QPushButton(self.tr("Matte"))
        self.matte_button.setProperty("primary", True)
        self.matte_button.setMinimumHeight(44)
        self.matte_button.setIconSize(QSize(20, 20))
        self.matte_button.clicked.connect(actions["matte"].trigger)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setMinimumHeight(44)
        self.cancel_button.setIconSize(QSize(20, 20))
        self.cancel_button.clicked.connect(actions["cancel"].trigger)
        self.waiting = WaitingList(theme)
        self.progress = QProgressBar(
            minimum=0, maximum=1000, textVisible=False, accessibleName=self.tr("Progress")
        )
        self.progress_text = muted()
        self.advanced = AdvancedPanel()
        self.section = Collapsible(self.tr("Advanced"), self.advanced, theme)
        self.legend = Legend(actions, theme)
        self.band = BandRow(actions)
        self.history = HistoryPanel(theme)
        self.history_section = Collapsible(self.tr("History"), self.history, theme)
        self.history_section.set_open(True)
        self.runs = RunsPanel(actions, self.model_title)
        self.runs_section = Collapsible(self.tr("Runs"), self.runs, theme)
        self.result_label = muted(self.tr("No result yet"))
        self.export_button = QPushButton(self.tr("Export…"))
        self.export_button.setMinimumHeight(34)
        self.export_button.setIconSize(QSize(18, 18))
        self.export_button.clicked.connect(actions["export"].trigger)
        self._lay_out()
        self.model_box.currentIndexChanged.connect(self._model_changed)
        self._describe()
        theme.changed.connect(self._refresh)
        actions.keys_changed.connect(self._refresh)
        self.set_state("idle")

    @property
    def state(self) -> str:
        """ "idle", "running" or "cancelling"."""
        return self._state

    def model(self) -> str:
        """The name of the chosen model."""
        return str(self.model_box.currentData())

    def model_title(self, name: str) -> str:
        """A model as the list calls it; one that is not there by its name."""
        return self.model_box.itemText(self.model_box.findData(name)) or name

    def set_models(self, entries: Sequence[Any], chosen: str) -> None:
        """Fill the list of models; an unknown `chosen` leaves the first one."""
        self._descriptions = {entry.name: say(entry.description) for entry in entries}
        with QSignalBlocker(self.model_box):
            self.model_box.clear()
            for entry in entries:
                self.model_box.addItem(title_in_words(entry), entry.name)
                self.model_box.setItemData(
                    self.model_box.count() - 1, self._descriptions[entry.name], Qt.ItemDataRole.ToolTipRole
                )
            self.model_box.setCurrentIndex(max(0, self.model_box.findData(chosen)))
        self.runs.refresh()
        self._describe()

    def show_model(self, name: str) -> bool:
        """Choose a model without telling that one was chosen; False if the list does not have it."""
        place = self.model_box.findData(name)
        if place >= 0:
            with QSignalBlocker(self.model_box):
                self.model_box.setCurrentIndex(place)
            self._describe()
        return place >= 0

    def set_state(self, state: str) -> None:
        """Show "idle", "running" or "cancelling"."""
        if state == "running" and self._state == "idle":
            self._since = time.monotonic()
            self.progress.setValue(0)
            self.progress_text.setText(self.tr("Starting"))
        self._state = state
        self.cancel_button.setVisible(state != "idle")
        self.progress.setVisible(state != "idle")
        self.progress_text.setVisible(state != "idle")
        self._refresh()

    def set_progress(self, fraction: float, text: str) -> None:
        """Show how far the run is, with the time left once it can be told."""
        self.progress.setValue(round(1000 * fraction))
        if self._state == "cancelling":
            return
        elapsed = time.monotonic() - self._since
        if fraction > 0.1 and elapsed > 2:
            text = self.tr("{text} · {time} left").format(
                text=text, time=duration(elapsed * (1 - fraction) / fraction)
            )
        self.progress_text.setText(text)

    def set_result(self, title: str, detail: str = "") -> None:
        """Name what Export would write; "" if there is nothing."""
        self.result_label.setText(f"{title}\n{detail}" if detail else title or self.tr("No result yet"))
        self.export_button.setEnabled(bool(title))
        self._actions["export"].setEnabled(bool(title))

    @Slot()
    def _model_changed(self) -> None:
        self._describe()
        self.model_chosen.emit(self.model())

    def _describe(self) -> None:
        words = self._descriptions.get(self.model(), "")
        self.description.setText(words)
        self.description.setVisible(bool(words))

    @Slot()
    def _open_runs(self) -> None:
        """There is a second run to choose from: bring the list in sight, once.

        While Advanced is open, the place is kept: its fields are what the next run is set up with.
        """
        if self.runs_section.is_open:
            return
        if self.section.is_open:
            self.runs_section.set_open(True)
        else:
            self._go_to_runs()

    @Slot()
    def _go_to_runs(self) -> None:
        self.runs_section.set_open(True)
        QTimer.singleShot(0, self._show_runs)  # once it has its place

    @Slot()
    def _show_runs(self) -> None:
        self._area.ensureWidgetVisible(self.runs_section, 0, 8)  # with the air below it

    @Slot()
    def _refresh(self) -> None:
        running = self._state != "idle"
        colours = self._theme.colours
        self.matte_button.setText(self.tr("Matte next") if running else self.tr("Matte"))
        self.matte_button.setAccessibleName(self.matte_button.text())
        tip = self.tr("Run with the present trimap and settings as soon as the run at work is done")
        self.matte_button.setToolTip(tip if running else self._actions["matte"].toolTip())
        self.cancel_button.setText(
            self.tr("Cancelling…") if self._state == "cancelling" else self.tr("Cancel")
        )
        self.cancel_button.setToolTip(self._actions["cancel"].toolTip())
        self.cancel_button.setEnabled(self._state == "running")
        self.cancel_button.setIcon(self._theme.icon("x-circle"))
        self._actions["cancel"].setEnabled(self._state == "running")
        if self.matte_button.property("primary") == running:
            self.matte_button.setProperty("primary", not running)
            self.matte_button.style().unpolish(self.matte_button)
            self.matte_button.style().polish(self.matte_button)
        colour = colours.text if running else colours.on_accent
        self.matte_button.setIcon(self._theme.icon("queue" if running else "sparkle", colour=colour))
        self.export_button.setIcon(self._theme.icon("export"))

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(14, 12, 14, 2)
        head.setSpacing(8)
        for widget in (heading(self.tr("Model")), self.model_box, self.description):
            head.addWidget(widget)
        head.addSpacing(4)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.matte_button, 1)
        buttons.addWidget(self.cancel_button, 1)
        head.addLayout(buttons)
        for widget in (self.progress, self.progress_text, self.waiting):
            head.addWidget(widget)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 6, 14, 8)
        column.setSpacing(8)
        column.addWidget(self.section)
        column.addWidget(rule())
        column.addWidget(heading(self.tr("Trimap")))
        column.addWidget(self.legend)
        column.addWidget(self.band)
        column.addWidget(rule())
        self.runs.wanted.connect(self._open_runs)
        self.runs.name_wanted.connect(self._go_to_runs)
        column.addWidget(self.runs_section)
        column.addWidget(rule())
        column.addWidget(self.history_section, 1)
        column.addStretch(0)
        inner.setObjectName("sideInner")
        area = self._area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 8, 14, 14)
        foot.setSpacing(8)
        foot.addWidget(rule())
        foot.addWidget(heading(self.tr("Result")))
        foot.addWidget(self.result_label)
        foot.addWidget(self.export_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        layout.addLayout(foot)
