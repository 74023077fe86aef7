"""Preferences, Brush and pen: how brushes behave, Retouch's brush, and the live preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSpinBox

from dmat_gui.preferences.page import ActionBox, Page, number
from dmat_gui.settings import RETOUCH_USUAL

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow


class BrushPage(Page):
    """What the hand meets."""

    icon = "paint-brush"

    def __init__(self, window: MainWindow) -> None:
        super().__init__(self.tr("Brush and pen"))
        actions, bar = window.actions_, window.view_parts.retouch.bar
        self.boxes = {
            name: ActionBox(actions[name]) for name in ("brush_on_screen", "pen_pressure", "live_preview")
        }
        self.add_heading(self.tr("Brush and pen"))
        for box in self.boxes.values():
            self.form.addRow(box)
        self.hardness = self._percent(self.tr("Hardness"), bar.hardness)
        self.strength = self._percent(self.tr("Strength"), bar.strength)
        self.add_heading(self.tr("Retouch"))
        self.add_row(self.tr("Hardness"), self.hardness)
        self.add_row(self.tr("Strength"), self.strength)

    def reset(self) -> None:
        """A brush of the picture's scale, sized by the pen; Retouch rather hard and in full."""
        for name, box in self.boxes.items():
            box.setChecked(name != "brush_on_screen")
        for spin, percent in zip((self.hardness, self.strength), RETOUCH_USUAL, strict=True):
            spin.setValue(percent)

    def _percent(self, name: str, theirs: QSpinBox) -> QSpinBox:
        """The same number as in Retouch's bar: each follows the other."""
        spin = number(theirs.minimum(), 100, " %", name, theirs.toolTip())
        spin.setValue(theirs.value())
        spin.valueChanged.connect(theirs.setValue)
        theirs.valueChanged.connect(spin.setValue)
        return spin
