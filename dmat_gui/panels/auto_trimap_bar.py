"""The options of Auto trimap: what to make it from, and how far the unknown band reaches on either side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSpinBox, QToolBar, QWidget

from dmat_gui.panels.widgets import add_number

_SLIDER_WIDTH = 70
"""So that a small window shows the buttons too, with longer words than the English ones."""


class AutoTrimapBar(QToolBar):
    """A row below the tool's options, there while a trimap is being tried out on the canvas."""

    source_chosen = Signal(str)
    widths_changed = Signal()
    applied = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Auto trimap"), parent)
        self.setObjectName("autoTrimapBar")
        self.setMovable(False)
        self.source_box = QComboBox(accessibleName=self.tr("Make the trimap from"))
        self.source_box.setToolTip(self.tr("What the trimap is made from"))
        self.source_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.source_box.setMinimumWidth(190)
        self.source_box.activated.connect(self._source_activated)
        self._add_label(self.tr("Trimap from"), self.source_box)
        self.addWidget(self.source_box)
        self.inner = self._add_width(
            self.tr("Inner"), self.tr("How far the unknown reaches into the foreground")
        )
        self.outer = self._add_width(
            self.tr("Outer"), self.tr("How far the unknown reaches into the background")
        )
        gap = QLabel()
        gap.setFixedWidth(8)
        self.addWidget(gap)
        self.apply_button = QPushButton(
            self.tr("Apply"), toolTip=self.tr("Use this trimap; one Undo takes it back (Return)")
        )
        self.apply_button.setProperty("primary", True)
        self.apply_button.clicked.connect(self.applied)
        self.cancel_button = QPushButton(
            self.tr("Cancel"), toolTip=self.tr("Keep the trimap as it was (Esc)")
        )
        self.cancel_button.clicked.connect(self.cancelled)
        for button in (self.apply_button, self.cancel_button):
            self.addWidget(button)
        self.hide()

    @property
    def widths(self) -> tuple[int, int]:
        """How far the band reaches into the foreground and into the background, in pixels."""
        return self.inner.value(), self.outer.value()

    @property
    def source(self) -> str:
        """The key of the chosen source."""
        return str(self.source_box.currentData())

    def set_sources(self, sources: Sequence[tuple[str, str]], chosen: str) -> None:
        """Fill the list with (key, words)."""
        self.source_box.clear()
        for key, words in sources:
            self.source_box.addItem(words, key)
        self.source_box.setCurrentIndex(max(0, self.source_box.findData(chosen)))

    def set_widths(self, inner: int, outer: int, most: int) -> None:
        """Set both widths, and the most that either can be, in pixels."""
        for spin, width in ((self.inner, inner), (self.outer, outer)):
            spin.setMaximum(most)
            spin.setValue(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return applies and Escape cancels, wherever in the row the keyboard is."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.applied.emit()
        else:
            super().keyPressEvent(event)

    @Slot(int)
    def _source_activated(self, _index: int) -> None:
        self.source_chosen.emit(self.source)

    def _add_label(self, text: str, buddy: QWidget) -> None:
        label = QLabel(text)
        label.setContentsMargins(8, 0, 6, 0)
        label.setBuddy(buddy)
        self.addWidget(label)

    def _add_width(self, text: str, tip: str) -> QSpinBox:
        slider, spin = add_number(
            self, text, self.tr("{tip}, in picture pixels").format(tip=tip), self.tr(" px")
        )
        spin.setAccessibleName(self.tr("{text} width").format(text=text))
        slider.setAccessibleName(self.tr("{text} width").format(text=text))
        slider.setFixedWidth(_SLIDER_WIDTH)
        spin.valueChanged.connect(self.widths_changed)
        return spin
