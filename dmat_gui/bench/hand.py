"""The hand that drives the window: real events on its widgets, timed until what they change is drawn."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, SignalInstance, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dmat_gui.bench.samples import Sample, Stopwatch
from dmat_gui.main_window import MainWindow
from dmat_gui.patience import DriveError, Patience

BEAT_MS = 5
_UNDRAWN_SECONDS = 20
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


class Hand(QObject):
    """Presses, moves, lets go and types in a window, and sees when its canvas has been drawn."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.patience = Patience(window, "The bench")
        self._viewport = window.canvas.viewport()
        self._drawn = 0
        self._viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._drawn += 1
        return False

    def timed(self, act: Callable[[], object]) -> Sample:
        """Do something and turn the event loop until the canvas has been drawn. Raises DriveError if not."""
        before, watch = self._drawn, Stopwatch()
        act()
        # The event that draws the canvas hands it to the screen too, before it returns.
        while self._drawn == before:
            QApplication.processEvents()
            self.patience.stop_if_interrupted()
            if watch.read().wall > 1000 * _UNDRAWN_SECONDS:
                raise DriveError("The bench stopped: the canvas was not drawn after an event.")
        return watch.read()

    def longest_gap(self, what: str, signal: SignalInstance, begin: Callable[[], object]) -> Sample:
        """Begin something, wait for its signal and a little longer; return the longest time without an event.

        Raises DriveError as `Patience.wait`.
        """
        beat = Heartbeat(self)
        self.patience.wait(what, signal, begin=begin)
        self.patience.pause(400)  # what is put off until after it belongs to it
        beat.stop()
        return beat.longest

    def settle(self) -> None:
        """Let everything that waits for a moment's rest have it."""
        self.patience.pause(600)

    def press(self, place: QPointF) -> None:
        """Put the left button down on the canvas."""
        self._mouse(QEvent.Type.MouseButtonPress, place, _LEFT, _LEFT)

    def move(self, place: QPointF) -> None:
        """Go there with the left button down."""
        self._mouse(QEvent.Type.MouseMove, place, _NONE, _LEFT)

    def release(self, place: QPointF) -> None:
        """Let the left button go."""
        self._mouse(QEvent.Type.MouseButtonRelease, place, _LEFT, _NONE)

    def key(self, widget: QWidget, key: Qt.Key) -> None:
        """Press and release a key."""
        QTest.keyClick(widget, key)

    def path(self, moves: int, turn: float = 0.0) -> list[QPointF]:
        """Return places along a loop over the picture in sight; `turn` makes it another one."""
        angles = [2 * math.pi * step / moves + turn for step in range(moves)]
        return self.places([(0.38 * math.sin(angle), 0.38 * math.sin(2 * angle + turn)) for angle in angles])

    def around(self, corners: int) -> list[QPointF]:
        """Return places along a line almost around the picture in sight."""
        angles = [2 * math.pi * corner / corners for corner in range(corners)]
        return self.places([(0.46 * math.cos(angle), 0.46 * math.sin(angle)) for angle in angles])

    def places(self, shares: list[tuple[float, float]]) -> list[QPointF]:
        """Return places of the canvas, given as shares of the picture in sight from its middle on."""
        canvas, document = self.window.canvas, self.window.document
        seen = canvas.mapFromScene(document.rect.toRectF()).boundingRect() & self._viewport.rect()
        middle, width, height = seen.center(), seen.width(), seen.height()
        return [QPointF(middle + QPoint(round(x * width), round(y * height))) for x, y in shares]

    def _mouse(self, kind: QEvent.Type, place: QPointF, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        everywhere = self._viewport.mapToGlobal(place)
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self._viewport, QMouseEvent(kind, place, everywhere, button, held, none))


class Heartbeat(QObject):
    """An event every 5 ms, and the longest time between two of them.

    The 5 ms count: of a window that does nothing at all, the longest time is a little more than that.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.longest = Sample(0.0, 0.0)
        self._watch = Stopwatch()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def stop(self) -> None:
        """Beat no more."""
        self._beat()
        self._timer.stop()

    @Slot()
    def _beat(self) -> None:
        self.longest = max(self.longest, self._watch.read())
        self._watch = Stopwatch()
