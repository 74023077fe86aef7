"""What both demonstrations do with a window: strokes, runs, and pictures of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dmat_gui.main_window import MainWindow
from dmat_gui.patience import DriveError, Flag, Patience

Place = tuple[float, float]
"""Shares of the picture's width and height."""
Scene = tuple[str, Callable[[], object]]
"""What it is called while it is played, and what plays it; DriveError, with a sentence, if it fails."""

_LEFT = Qt.MouseButton.LeftButton
_JPEG_QUALITY = 84
_STEPS = 2
"""One more than the bundled model takes by itself: there is something to look through."""


class DrivenWindow:
    """A window, the patience to wait for it, and the folder for its pictures."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window = window
        self.folder = folder
        self.patience = Patience(window, "The demonstration")

    def trigger(self, name: str) -> None:
        """Do what a menu's action does."""
        self.window.actions_[name].trigger()

    def stroke(self, places: Sequence[Place]) -> None:
        """Draw with the tool in hand, the mouse's button held."""
        viewport, points = self.window.canvas.viewport(), [self._point(place) for place in places]
        QTest.mousePress(viewport, _LEFT, pos=points[0])
        for before, after in zip(points, points[1:], strict=False):
            for part in range(1, 9):
                QTest.mouseMove(viewport, before + (after - before) * (part / 8))
        QTest.mouseRelease(viewport, _LEFT, pos=points[-1])

    def point_away(self) -> None:
        """Take the mouse off the canvas, and with it the brush's ring."""
        QApplication.sendEvent(self.window.canvas.viewport(), QEvent(QEvent.Type.Leave))

    def begin_run(self, steps: int = _STEPS) -> Flag:
        """Click Matte, in steps enough to look through; the flag is raised once the run is over.

        Raises DriveError if it does not begin.
        """
        window = self.window
        window.panel.advanced.steps.setValue(steps)
        over = Flag(window)
        window.run_control.ended.connect(over.set)
        self.click_matte()
        if not window.run_control.running:
            raise DriveError(f"The sample could not be matted: {window.messages.text('missing')}")
        return over

    def click_matte(self) -> None:
        """Click Matte, or what the button is called while a run goes on."""
        QTest.mouseClick(self.window.panel.matte_button, _LEFT, pos=QPoint(12, 12))

    def wait_for_steps(self, steps: int, over: Flag) -> None:
        """Wait until some more steps of the run have come, or it is over."""
        runs = self.window.run_control
        for _ in range(steps):
            if not over.is_set:
                # Steps may come several at a time, and the end right behind them.
                self.patience.wait("matting the sample", runs.stepped, runs.ended)

    def wait_for_run(self, over: Flag) -> None:
        """Wait until the run is over."""
        if not over.is_set:
            self.patience.wait("matting the sample", self.window.run_control.ended)

    def picture(self, name: str, of: QWidget | None = None) -> None:
        """Keep a picture of the window, or of another one, once it is drawn; a JPEG is the smaller file."""
        self.patience.pause()
        suffix = Path(name).suffix
        shown = (of or self.window).grab()
        if not shown.save(str(self.folder / name), quality=_JPEG_QUALITY if suffix == ".jpg" else -1):
            raise DriveError(f"The picture {name} could not be written into {self.folder}.")

    def _point(self, place: Place) -> QPoint:
        width, height = self.window.document.size
        return self.window.canvas.mapFromScene(place[0] * width, place[1] * height)
