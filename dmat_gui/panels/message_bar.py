"""Messages over the canvas: a sentence, what can be done about it, and a way to close it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dmat_gui.theme import Theme

_ICONS = {"info": "info", "warning": "warning", "error": "warning-circle"}
_TONES = tuple(_ICONS)
_MOST = 2
"""Bars shown at once, as they lie over the picture; the others are folded away."""
_MARGIN = 12
_MAX_WIDTH = 1000
_CHROME = 104
"""Icon, close button, margins and some air."""


@dataclass(frozen=True)
class Message:
    """One bar. `key` is its place: a later message with the same key replaces it.

    tone is "info", "warning" or "error"; actions become buttons; seconds, if not 0, is how long it stays in
    sight by itself: for what need not be answered. gives_way: where there is room for some alone, others of
    its tone come first, as what somebody has just done comes before a hint.
    """

    key: str
    text: str
    tone: str = "info"
    actions: tuple[QAction, ...] = ()
    seconds: int = 0
    gives_way: bool = False


class MessageBar(QFrame):
    """A message with its buttons."""

    closed = Signal(str)
    """By its cross, or by itself once its time is over."""
    fold_turned = Signal()
    """Those that are folded away behind it shall be shown, or those beside it folded away again."""

    def __init__(self, message: Message, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.message = message
        self._theme = theme
        self.setProperty("role", "bar")
        self.setProperty("tone", message.tone)
        self.setAccessibleName(message.text)
        self._icon = QLabel()
        self._label = QLabel(message.text)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 7, 7, 7)
        layout.setSpacing(8)
        layout.addWidget(self._icon)
        layout.addWidget(self._label, 1)
        self.buttons: list[QPushButton] = []
        for action in message.actions:
            button = QPushButton(action.text())
            button.setProperty("small", True)
            button.setToolTip(action.toolTip())
            button.clicked.connect(action.trigger)
            self.buttons.append(button)
            layout.addWidget(button)
        self.fold = QPushButton(flat=True)
        self.fold.setProperty("small", True)
        self.fold.clicked.connect(self.fold_turned)
        self.set_fold(0, is_open=False)
        layout.addWidget(self.fold)
        self._close = QToolButton(
            accessibleName=self.tr("Close the message"), toolTip=self.tr("Close the message")
        )
        self._close.clicked.connect(self._on_close)
        layout.addWidget(self._close)
        theme.changed.connect(self._refresh)
        self._refresh()
        self._timer = QTimer(self, singleShot=True, interval=1000 * message.seconds)
        self._timer.timeout.connect(self._on_close)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.message.seconds:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Folded away, its time does not run out: it would be gone unread."""
        self._timer.stop()
        super().hideEvent(event)

    def natural_width(self) -> int:
        """How wide the bar must be for its sentence to stand on one line."""
        text = self._label.fontMetrics().horizontalAdvance(self.message.text)
        buttons = [*self.buttons, *([] if self.fold.isHidden() else [self.fold])]
        return text + sum(button.sizeHint().width() + 8 for button in buttons) + _CHROME

    def set_fold(self, count: int, *, is_open: bool) -> None:
        """Say that so many messages are folded away behind this one, or can be as they are all shown."""
        self.fold.setText(self.tr("Fewer") if is_open else self.tr("{count} more").format(count=count))
        self.fold.setToolTip(
            self.tr("Show the latest messages only") if is_open else self.tr("Show all messages")
        )
        self.fold.setVisible(count > 0)

    @Slot()
    def _on_close(self) -> None:
        self.closed.emit(self.message.key)

    @Slot()
    def _refresh(self) -> None:
        colours = self._theme.colours
        colour = {"warning": colours.warning, "error": colours.error}.get(self.message.tone, colours.accent)
        self._icon.setPixmap(self._theme.icon(_ICONS[self.message.tone], colour=colour).pixmap(18, 18))
        self._close.setIcon(self._theme.icon("x"))


class MessageStack(QWidget):
    """Keeps the bars at the foot of the widget they lie over: heads and their hair are at the top."""

    closed = Signal(object)
    """The Message that the user has closed, or that its time was over for."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme = theme
        self._over = over
        self._bars: dict[str, MessageBar] = {}  # the oldest first
        self._unfolded = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        over.installEventFilter(self)
        self.hide()

    def show_message(self, message: Message) -> None:
        """Show a message, in place of one with the same key."""
        bar = self._bars.get(message.key)
        if bar is not None and bar.message == message:
            return
        if bar is None:
            self._unfolded = False  # a new one; progress that is told anew folds nothing
        self._drop(message.key)
        bar = MessageBar(message, self._theme, self)
        bar.closed.connect(self._close)
        bar.fold_turned.connect(self._turn_fold)
        self._bars[message.key] = bar
        self._layout.addWidget(bar)
        self._place()

    @Slot()
    def _turn_fold(self) -> None:
        self._unfolded = not self._unfolded
        self._place()
        self._in_sight()[0].fold.setFocus()  # where the button is now

    @Slot(str)
    def _close(self, key: str) -> None:
        bar = self._bars.get(key)
        if bar is not None:
            self.dismiss(key)
            self.closed.emit(bar.message)

    def dismiss(self, key: str) -> None:
        """Take a message away, if it is there."""
        self._drop(key)
        self._place()

    def clear(self) -> None:
        for key in list(self._bars):
            self._drop(key)
        self._place()

    def text(self, key: str) -> str | None:
        """The sentence shown under a key."""
        bar = self._bars.get(key)
        return bar.message.text if bar else None

    def bar(self, key: str) -> MessageBar | None:
        return self._bars.get(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The event first: others come while the window is being taken down, and this with it.
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self._place()
        return False

    def _drop(self, key: str) -> None:
        bar = self._bars.pop(key, None)
        if bar is not None:
            self._layout.removeWidget(bar)
            bar.hide()
            bar.deleteLater()

    def _in_sight(self) -> list[MessageBar]:
        """The bars to be shown, the oldest first: of too many, the gravest and then the latest."""
        bars = list(self._bars.values())
        if self._unfolded:
            return bars
        ranked = sorted(bars, key=_weight)  # stable: by age within a weight
        kept = ranked[-_MOST:]
        return [bar for bar in bars if bar in kept]

    def _place(self) -> None:
        self.setVisible(bool(self._bars))
        if not self._bars:
            return
        can_fold = max(0, len(self._bars) - _MOST)
        self._unfolded = self._unfolded and can_fold > 0
        shown = self._in_sight()
        for bar in self._bars.values():
            bar.setVisible(bar in shown)  # the layout takes it in or leaves it out at once
            bar.set_fold(can_fold if bar is shown[0] else 0, is_open=self._unfolded)
        natural = max(bar.natural_width() for bar in shown)
        width = min(natural, _MAX_WIDTH, self._over.width() - 2 * _MARGIN)
        height = self._layout.totalHeightForWidth(width) if self._layout.hasHeightForWidth() else 0
        height = max(height, self._layout.totalMinimumSize().height())
        left, top = (self._over.width() - width) // 2, self._over.height() - height - _MARGIN
        self.setGeometry(left, max(0, top), width, height)
        self.raise_()


def _weight(bar: MessageBar) -> tuple[int, bool]:
    return _TONES.index(bar.message.tone), not bar.message.gives_way
