"""The history as a list: each gesture by its name, and a click to go back to it or forward again."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QSignalBlocker, QSize, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QWidget

from dmat_gui.document import Document
from dmat_gui.theme import Theme

OPENED = QT_TRANSLATE_NOOP("HistoryPanel", "Opened")
FORGOTTEN = QT_TRANSLATE_NOOP("HistoryPanel", "Earlier steps, no longer kept")


class HistoryPanel(QListWidget):
    """One row for each step, oldest first, below the state that they began from; the present one is chosen.

    What has been undone stands below it, faded, until something else is done.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._document: Document | None = None
        self.setObjectName("history")
        self.setAccessibleName(self.tr("History"))
        self.setToolTip(self.tr("Click a step to go back to it, or forward again"))
        self.setUniformItemSizes(True)
        self.currentRowChanged.connect(self._chosen)
        theme.changed.connect(self._refresh)

    def set_document(self, document: Document) -> None:
        """Show the history of this document."""
        self._document = document
        document.history_changed.connect(self._refresh)
        document.picture_changed.connect(self._refresh)
        self._refresh()

    def sizeHint(self) -> QSize:
        """As small as it may be: it takes the room that is left."""
        return QSize(200, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Two rows: so many are in sight in a small window too, the present one whole among them."""
        row = max(self.sizeHintForRow(0), self.fontMetrics().height())
        return QSize(80, 2 * (row + self.frameWidth()))

    @Slot(int)
    def _chosen(self, row: int) -> None:
        if self._document is not None and row >= 0:
            self._document.go_to(row)

    @Slot()
    def _refresh(self) -> None:
        """Bring the rows up to date; those that stay are left alone, so that hundreds cost nothing."""
        texts: list[str] = []
        present = -1
        if self._document is not None and self._document.picture is not None:
            history = self._document.history
            first = self.tr(FORGOTTEN if history.has_forgotten else OPENED)
            texts, present = [first, *history.texts, *history.undone_texts], history.position
        with QSignalBlocker(self):
            same = 0
            while same < min(self.count(), len(texts)) and self.item(same).text() == texts[same]:
                same += 1
            for row in reversed(range(same, self.count())):
                self.takeItem(row)
            self.addItems(texts[same:])
            colours = self._theme.colours
            for row in range(self.count()):
                colour = colours.muted if row > present else colours.text
                self.item(row).setForeground(QColor(colour))
            self.setCurrentRow(present)
        self.updateGeometry()  # how high a row is, is known once there is one
        if present >= 0:
            self.scrollToItem(self.item(present))
