"""The options of Retouch: how hard its brush is and how much a stroke covers."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSpinBox, QToolBar, QWidget

from dmat_gui.actions import Actions
from dmat_gui.panels.widgets import action_button, add_number, heading, when_entered


class RetouchBar(QToolBar):
    """A row below the tool's options, there while Retouch is in hand."""

    changed = Signal()
    done = Signal()
    """The user has finished with a number: the canvas may have the keyboard back."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Retouch"), parent)
        self.setObjectName("retouchBar")
        self.setMovable(False)
        title = heading(self.tr("Retouch the Result"))
        title.setContentsMargins(8, 0, 8, 0)
        self.addWidget(title)
        self.hardness = self._add(
            self.tr("Hardness"),
            self.tr(
                "How far the brush has no soft rim, as a part of its radius; 100 %: whole pixels, "
                "all or nothing"
            ),
            0,
        )
        self.strength = self._add(
            self.tr("Strength"),
            self.tr("How much of the alpha one stroke covers; several strokes over a place add up"),
            1,
        )
        gap = QWidget()
        gap.setFixedWidth(8)
        self.addWidget(gap)
        self.addWidget(action_button(actions["remove_retouch"], text=True))
        self.hide()

    def set_percents(self, hardness: int, strength: int) -> None:
        """Show these, as percents."""
        self.hardness.setValue(hardness)
        self.strength.setValue(strength)

    def _add(self, text: str, tip: str, least: int) -> QSpinBox:
        slider, spin = add_number(self, text, tip, " %")
        for widget in (slider, spin):
            widget.setRange(least, 100)
        spin.setKeyboardTracking(False)
        spin.valueChanged.connect(self._changed)
        when_entered(spin, self.done.emit)
        slider.sliderReleased.connect(self.done)
        return spin

    @Slot()
    def _changed(self) -> None:
        self.changed.emit()
