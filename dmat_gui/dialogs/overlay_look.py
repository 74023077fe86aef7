"""The colours and the strength of the trimap over the picture, seen on the canvas while they are chosen."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from dmat_gui.canvas.overlay import BACKGROUND_COLOUR, FOREGROUND_COLOUR, OPACITY
from dmat_gui.panels.widgets import indent, muted


class OverlayLook(NamedTuple):
    """How foreground and background are tinted; opacity from 0, only the outline, to 100 %."""

    foreground: QColor = FOREGROUND_COLOUR
    background: QColor = BACKGROUND_COLOUR
    opacity: int = round(100 * OPACITY)


class OverlayLookForm(QWidget):
    """The two colours and the strength, as they are wanted."""

    changed = Signal(object)
    """The OverlayLook that is wanted."""

    def __init__(self, look: OverlayLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.foreground = QPushButton(toolTip=self.tr("The tint of the foreground"))
        self.background = QPushButton(toolTip=self.tr("The tint of the background"))
        self.foreground.clicked.connect(self._ask_foreground)
        self.background.clicked.connect(self._ask_background)
        self.slider = QSlider(Qt.Orientation.Horizontal, accessibleName=self.tr("Strength of the tints"))
        self.slider.setRange(0, 100)
        self.slider.setMinimumWidth(150)
        self.spin = indent(QSpinBox(minimum=0, maximum=100, suffix=" %", accessibleName=self.tr("Strength")))
        self.spin.setFixedWidth(76)
        self.slider.valueChanged.connect(self.spin.setValue)
        self.spin.valueChanged.connect(self.slider.setValue)
        self.spin.valueChanged.connect(self._set_opacity)
        strength = QHBoxLayout()
        strength.addWidget(self.slider, 1)
        strength.addWidget(self.spin)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.addRow(self.tr("Foreground"), self.foreground)
        form.addRow(self.tr("Background"), self.background)
        form.addRow(self.tr("Strength"), strength)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addLayout(form)
        layout.addWidget(muted(self.tr("Unknown is outlined, not tinted. Hold O to hide the overlay.")))
        self.show_look(look)

    @Slot()
    def restore(self) -> None:
        """Ask for the usual colours and strength."""
        self._take(OverlayLook())

    @Slot(object)
    def show_look(self, look: OverlayLook) -> None:
        """Show these colours and this strength."""
        self._look = look
        named = ((self.foreground, look.foreground), (self.background, look.background))
        for button, colour in named:
            swatch = QPixmap(22, 14)
            swatch.fill(colour)
            button.setIcon(QIcon(swatch))
            button.setText(f"  {colour.name().upper()}")
        self.foreground.setAccessibleName(
            self.tr("Colour of the foreground, {colour}").format(colour=look.foreground.name())
        )
        self.background.setAccessibleName(
            self.tr("Colour of the background, {colour}").format(colour=look.background.name())
        )
        self.spin.setValue(look.opacity)

    def _take(self, look: OverlayLook) -> None:
        if look != self._look:
            self.show_look(look)
            self.changed.emit(look)

    @Slot()
    def _ask_foreground(self) -> None:
        colour = QColorDialog.getColor(self._look.foreground, self, self.tr("Colour of the foreground"))
        if colour.isValid():
            self._take(self._look._replace(foreground=colour))

    @Slot()
    def _ask_background(self) -> None:
        colour = QColorDialog.getColor(self._look.background, self, self.tr("Colour of the background"))
        if colour.isValid():
            self._take(self._look._replace(background=colour))

    @Slot(int)
    def _set_opacity(self, percent: int) -> None:
        self._take(self._look._replace(opacity=percent))


class OverlayLookDialog(QDialog):
    """Stays beside the canvas; every change shows there at once."""

    def __init__(self, look: OverlayLook, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Overlay's colours"))
        self.form = OverlayLookForm(look)
        boxes = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(boxes.RestoreDefaults | boxes.Close)
        buttons.rejected.connect(self.reject)
        buttons.rejected.connect(self.reject)
        self.reset = buttons.button(boxes.RestoreDefaults)
        self.reset.setText(self.tr("Usual colours"))
        self.reset.clicked.connect(self.form.restore)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(14)
        layout.addWidget(self.form)
        layout.addWidget(buttons)
