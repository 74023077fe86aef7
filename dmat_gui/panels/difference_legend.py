"""The legend of the difference view: what is compared with what, and what its colours stand for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dmat_gui.canvas.difference import SCALE, SPANS
from dmat_gui.translations import numeral

_PLACE = (10, 52)
_BAR = QSize(196, 36)
_BAR_HEIGHT = 14


class DifferenceLegend(QFrame):
    """A card over the canvas, there while the difference is in sight."""

    reference_chosen = Signal(int)
    """The place of what to compare with."""
    span_chosen = Signal(float)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("role", "bar")
        self.setAccessibleName(self.tr("Legend of the difference"))
        self.shown = QLabel(self.tr("Result"))
        self.shown.setMaximumWidth(_BAR.width())
        self.shown.setWordWrap(True)
        self.note = QLabel()
        self.note.setMaximumWidth(_BAR.width())
        self.note.setWordWrap(True)
        self.note.setProperty("role", "muted")
        self.note.hide()
        self.reference_box = QComboBox(accessibleName=self.tr("Compare with"))
        self.reference_box.setToolTip(self.tr("What is taken from the alpha on show"))
        self.reference_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.reference_box.activated.connect(self.reference_chosen)
        self.scale = _ScaleBar()
        self.span_box = QComboBox(accessibleName=self.tr("Difference at the ends of the scale"))
        self.span_box.setToolTip(self.tr("How much alpha the ends of the scale stand for"))
        for span in SPANS:
            self.span_box.addItem(numeral(f"± {span:g}"), span)
        self.span_box.activated.connect(self._choose_span)
        taken = QHBoxLayout()
        taken.addWidget(QLabel(self.tr("minus")))
        taken.addWidget(self.reference_box, 1)
        ends = QHBoxLayout()
        ends.addWidget(QLabel(self.tr("Scale")))
        ends.addWidget(self.span_box, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        layout.addWidget(self.shown)
        layout.addWidget(self.note)
        layout.addLayout(taken)
        layout.addLayout(ends)
        layout.addWidget(self.scale)
        self.hide()

    def set_references(self, names: Sequence[str], current: int) -> None:
        """Fill the list of what can be compared with; `current` is a place in it."""
        self.reference_box.clear()
        self.reference_box.addItems(list(names))
        self.reference_box.setCurrentIndex(current)
        self.place()

    def set_shown(self, name: str, note: str = "") -> None:
        """Name the alpha that is on show; `note`: what there is to say about it."""
        self.shown.setText(name)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.place()

    def set_span(self, span: float) -> None:
        """Show another scale, as if it had been chosen, without telling anyone."""
        self.span_box.setCurrentIndex(self.span_box.findData(span))
        self.scale.set_span(span)

    def place(self) -> None:
        """Lie at the left of the canvas, below what its corner holds."""
        self.adjustSize()
        self.move(*_PLACE)
        self.raise_()

    @Slot(int)
    def _choose_span(self, _place: int) -> None:
        span = float(self.span_box.currentData())
        self.scale.set_span(span)
        self.span_chosen.emit(span)


class _ScaleBar(QWidget):
    """The colours from less to more alpha, with what their ends stand for."""

    def __init__(self) -> None:
        super().__init__()
        self._span = SPANS[0]
        self.setFixedSize(_BAR)
        self.set_span(SPANS[0])

    def set_span(self, span: float) -> None:
        self._span = span
        self.setAccessibleName(
            self.tr("Orange: less alpha, down to -{span}; blue: more, up to {span}").format(
                span=numeral(f"{span:g}")
            )
        )
        self.setToolTip(self.tr("Orange: less alpha. White: equal. Blue: more alpha."))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0.5, 2.5, self.width() - 1, _BAR_HEIGHT)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        for place in (1, 64, 128, 192, 255):
            gradient.setColorAt(place / 255, QColor(*(int(value) for value in SCALE[place])))
        painter.setBrush(gradient)
        painter.setPen(QPen(self.palette().mid().color(), 1))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setPen(self.palette().windowText().color())
        font = self.font()
        font.setPixelSize(11)
        painter.setFont(font)
        words = QRectF(0, bar.bottom() + 3, self.width(), self.height() - bar.bottom() - 3)
        span = numeral(f"{self._span:g}")
        for flag, text in (
            (Qt.AlignmentFlag.AlignLeft, self.tr("−{span} less").format(span=span)),
            (Qt.AlignmentFlag.AlignHCenter, "0"),
            (Qt.AlignmentFlag.AlignRight, self.tr("more +{span}").format(span=span)),
        ):
            painter.drawText(words, flag, text)
