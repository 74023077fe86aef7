"""How wide the unknown band is, whether that suits the picture, and buttons for more or less of it."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.imaging.band import band_width, judged_width, recommended_widths
from dmat_gui.actions import Actions
from dmat_gui.document import Document
from dmat_gui.panels.widgets import action_button, muted

_DELAY_MS = 250
JUDGEMENTS = {
    "narrow": QT_TRANSLATE_NOOP("BandRow", "narrow: loose hair may be cut off"),
    "good": QT_TRANSLATE_NOOP("BandRow", "right for hair and fur"),
    "wide": QT_TRANSLATE_NOOP("BandRow", "wide: slower and less exact"),
}


class BandRow(QWidget):
    """A sentence on the band, measured after every gesture, and the two actions that change it."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self.label, self.judgement = muted(), muted()
        self.label.setAccessibleName(self.tr("Width of the unknown band"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.label)
        words.addWidget(self.judgement)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addLayout(words, 1)
        for name in ("narrow_band", "widen_band"):
            row.addWidget(action_button(actions[name]))
        self._timer = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._timer.timeout.connect(self.measure)

    def set_document(self, document: Document) -> None:
        """Measure this document's trimap, shortly after each change of it."""
        self._document = document
        document.picture_changed.connect(self._timer.start)
        document.history_changed.connect(self._timer.start)
        self.measure()

    @Slot()
    def measure(self) -> None:
        """Measure the band and say what to think of it."""
        trimap = self._document.trimap if self._document is not None else None
        width = band_width(trimap) if trimap is not None else None
        if width is None:
            self.label.setText(self.tr("No band yet between foreground and background"))
            self.judgement.hide()
            self.setToolTip("")
            return
        size = self._document.size
        least, most = recommended_widths(size)
        self.label.setText(
            self.tr("Unknown band: {width:.0f} px").format(width=width)
            if width
            else self.tr("Nothing is unknown")
        )
        self.judgement.setText(self.tr(JUDGEMENTS[judged_width(width, size)]))
        self.judgement.show()
        self.setToolTip(
            self.tr(
                "Its typical width. {least} to {most} px suit this picture: a little more than the "
                "longest loose hair is best."
            ).format(least=least, most=most)
        )
