"""The foot of a window with long work: a bar, a sentence, Start and Stop."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from dmat_gui.panels.widgets import muted, set_tone


class ProgressFoot(QFrame):
    """Shows how far the work is, and begins and stops it.

    Args:
        start: what the button that begins it says.
    """

    started = Signal()
    stopped = Signal()

    def __init__(self, start: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filmPanel")
        self.bar = QProgressBar(minimum=0, maximum=1000, textVisible=False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.text = muted()
        self.text.setMinimumHeight(self.text.fontMetrics().height() + 4)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said = self._lacking = ("", "")
        self.start_button = QPushButton(start)
        self.start_button.setProperty("primary", True)
        self.start_button.clicked.connect(self.started)
        self.stop_button = QPushButton(
            self.tr("Stop"), toolTip=self.tr("Stop after the piece of work in flight; what is done stays")
        )
        self.stop_button.clicked.connect(self.stopped)
        for button in (self.start_button, self.stop_button):
            button.setAutoDefault(False)
            button.setMinimumHeight(34)
            button.setMinimumWidth(96)
        told = QVBoxLayout()
        told.setSpacing(5)
        told.addStretch(1)
        told.addWidget(self.bar)
        told.addWidget(self.text)
        told.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(12)
        layout.addLayout(told, 1)
        layout.addWidget(self.stop_button)
        layout.addWidget(self.start_button)
        self.set_idle()

    def set_start(self, text: str) -> None:
        """Say what the button does that begins the work."""
        self.start_button.setText(text)

    def set_running(self, fraction: float, text: str, *, stopping: bool) -> None:
        """Show how far the work is, 0 to 1."""
        self.bar.show()
        self.bar.setValue(round(1000 * fraction))
        self._set_lacking("", "")
        self.start_button.setEnabled(False)
        self.stop_button.setEnabled(not stopping)
        self.say(self.tr("Stopping…") if stopping else text)

    def set_idle(self, lacking: str = "", tone: str = "") -> None:
        """Nothing goes on; what was said of the work stays until something else is lacking than was then.

        lacking: why it cannot begin, "" if it can. It is said where nothing else is, or, with a tone, in any
        case; and always by the button's tip.
        """
        self.bar.hide()
        if lacking and lacking != self._lacking[0]:
            self._said = "", ""
        self._set_lacking(lacking, tone)
        self.start_button.setEnabled(not lacking)
        self.stop_button.setEnabled(False)

    def say(self, sentence: str, tone: str = "") -> None:
        """Show a sentence, as a "warning" or an "error" where it is one."""
        self._said = sentence, tone
        self._show_words()

    def _set_lacking(self, lacking: str, tone: str) -> None:
        self._lacking = lacking, tone
        self.start_button.setToolTip(lacking or self.tr("Begin, or go on"))
        self._show_words()

    def _show_words(self) -> None:
        sentence, tone = self._lacking if self._lacking[1] or not self._said[0] else self._said
        self.text.setText(sentence)
        set_tone(self.text, tone)
