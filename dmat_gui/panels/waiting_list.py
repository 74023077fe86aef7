"""The runs that wait for the one at work, each with a way to drop it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from dmat_gui.run_queue import Request
from dmat_gui.theme import Theme


class WaitingList(QWidget):
    """A line for each request that waits, the next one first; hidden while none does."""

    cancelled = Signal(object)
    """The Request whose cross was clicked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._requests: list[Request] = []
        self._rows: list[tuple[QLabel, QToolButton]] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        theme.changed.connect(self._refresh)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What waits, in words."""
        return [request.words for request in self._requests]

    @property
    def crosses(self) -> list[QToolButton]:
        """The buttons that drop the requests."""
        return [cross for _label, cross in self._rows]

    def set_requests(self, requests: Sequence[Request]) -> None:
        """Show what waits now."""
        self._requests = list(requests)
        for label, _cross in self._rows:
            label.parentWidget().deleteLater()
            self._layout.removeWidget(label.parentWidget())
        self._rows = [self._row(request) for request in requests]
        self.setVisible(bool(requests))
        self._refresh()

    def _row(self, request: Request) -> tuple[QLabel, QToolButton]:
        row = QWidget()
        label = QLabel(self.tr("Next: {words}").format(words=request.words))
        label.setProperty("role", "muted")
        label.setToolTip(request.words)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        cross = QToolButton(
            accessibleName=self.tr("Drop {words}").format(words=request.words),
            toolTip=self.tr("Do not run this one"),
        )
        cross.setIconSize(QSize(14, 14))
        cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        cross.clicked.connect(self._on_cross)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label, 1)
        layout.addWidget(cross)
        self._layout.addWidget(row)
        return label, cross

    @Slot()
    def _on_cross(self) -> None:
        place = self.crosses.index(self.sender())
        self.cancelled.emit(self._requests[place])

    @Slot()
    def _refresh(self) -> None:
        for cross in self.crosses:
            cross.setIcon(self._theme.icon("x"))
