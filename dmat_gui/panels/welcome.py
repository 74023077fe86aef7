"""What the empty canvas says at the first start."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dmat_gui.actions import Actions
from dmat_gui.panels.widgets import muted
from dmat_gui.theme import Theme


class Welcome(QFrame):
    """ "Drop a picture here", Open and Try a sample, in the middle of the widget it lies over."""

    def __init__(
        self, actions: Actions, theme: Theme, over: QWidget, open_sample: Callable[[], None]
    ) -> None:
        super().__init__(over)
        self.setObjectName("welcomeCard")
        self._over = over
        self._theme = theme
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        title = QLabel(
            self.tr("Drop a picture here"), alignment=Qt.AlignmentFlag.AlignCenter, objectName="welcomeTitle"
        )
        words = muted(
            self.tr("Paint what to keep and what to cut, click Matte, and hair and fur come out clean.")
        )
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.open_button = QPushButton(self.tr("Open…"), toolTip=actions["open"].toolTip())
        self.open_button.clicked.connect(actions["open"].trigger)
        self.sample_button = QPushButton(self.tr("Try a sample"))
        self.sample_button.setToolTip(self.tr("Open a photograph with its trimap, ready for Matte"))
        self.sample_button.setProperty("primary", True)
        self.sample_button.clicked.connect(open_sample)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        for button in (self.open_button, self.sample_button):
            button.setMinimumHeight(34)
            button.setMinimumWidth(118)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(36, 30, 36, 30)
        layout.setSpacing(10)
        for widget in (self._picture, title, words):
            layout.addWidget(widget)
        layout.addSpacing(8)
        layout.addLayout(buttons)
        over.installEventFilter(self)
        theme.changed.connect(self._refresh)
        self._refresh()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    @Slot()
    def _refresh(self) -> None:
        self._picture.setPixmap(self._theme.icon("image", colour=self._theme.colours.muted).pixmap(52, 52))

    def _place(self) -> None:
        self.resize(456, 276)
        self.move((self._over.width() - self.width()) // 2, (self._over.height() - self.height()) // 2)
