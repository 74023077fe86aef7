"""`dmat demo`: drives the real window through the main job and leaves what came of it in a folder."""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QSettings, Qt, Slot
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from dmat_gui.displays import why_no_window
from dmat_gui.jobs import PredictorFactory
from dmat_gui.main_window import MainWindow
from dmat_gui.patience import DriveError, Patience
from dmat_gui.settings import Settings

log = logging.getLogger(__name__)

_WINDOW = (1440, 900)
_STEPS_BEFORE_PICTURE = 3
_STROKES: dict[str, tuple[tuple[float, float], ...]] = {
    # Shares of the width and height: over the suit, beside the shuttle, along the hair.
    "class_foreground": ((0.30, 0.75), (0.42, 0.62), (0.55, 0.72)),
    "class_background": ((0.62, 0.08), (0.70, 0.20), (0.66, 0.34)),
    "class_unknown": ((0.29, 0.27), (0.33, 0.12), (0.42, 0.04)),
}


def run_demo(folder: Path, factory: PredictorFactory | None = None) -> int:
    """Open the sample, paint, matte, scrub and export, in the real window; offscreen where none can be shown.

    Args:
        folder: made if it is not there.
        factory: makes the predictor; by default the real one.

    Leaves in `folder`: alpha, cut-out, composite, a sheet of the steps, and pictures of the window.
    Returns the exit code. Raises DriveError with a sentence if a step fails.
    """
    if why_no_window() is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from dmat_gui.app import make_application, make_window

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    make_application(["dmat"])
    with tempfile.TemporaryDirectory() as kept:
        store = QSettings(str(Path(kept) / "settings.ini"), QSettings.Format.IniFormat)
        settings = Settings(store)
        settings.theme = "dark"
        window = make_window(factory, settings)
        window.resize(*_WINDOW)
        window.show()
        try:
            demo = _Demo(window, folder)
            with demo.patience:
                demo.play()
        finally:
            window.shut_down()
            window.document.close()
            window.close()
            store.sync()
    return 0


class _Demo:
    """The scenes of the demo, in order."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window = window
        self.folder = folder
        self.patience = Patience(window, "The demonstration")

    def play(self) -> None:
        window = self.window
        self._picture_of_window("window_empty")
        log.info("opening the sample")
        window.open_sample("astronaut")
        self.patience.wait("opening the sample", window.files.opened)
        self._paint()
        self._picture_of_window("window_painted")
        self._matte()
        self._picture_of_window("window_alpha")
        window.views.show_view("view_overlay")
        self._picture_of_window("window_overlay")
        self._scrub()
        self._export()
        window.messages.clear()
        window.views.show_view("view_composite")
        self._picture_of_window("window_composite")
        window.theme.set_mode("light")
        self._picture_of_window("window_composite_light")
        window.views.show_view("view_overlay")
        self._picture_of_window("window_overlay_light")

    def _paint(self) -> None:
        """Three strokes with the mouse, one of each class."""
        log.info("painting")
        window, canvas = self.window, self.window.canvas
        width, height = window.document.size
        window.top_bar.spin.setValue(max(2, round(0.035 * min(width, height))))
        for name, points in _STROKES.items():
            window.actions_[name].trigger()
            places = [canvas.mapFromScene(x * width, y * height) for x, y in points]
            left = Qt.MouseButton.LeftButton
            QTest.mousePress(canvas.viewport(), left, pos=places[0])
            for before, after in zip(places, places[1:], strict=False):
                for part in range(1, 9):
                    QTest.mouseMove(canvas.viewport(), before + (after - before) * (part / 8))
            QTest.mouseRelease(canvas.viewport(), left, pos=places[-1])
        self.patience.pause(250)

    def _matte(self) -> None:
        """Click Matte; a picture of the window is taken in the middle of the run."""
        log.info("matting")
        window = self.window
        finished = _Flag(window)
        window.run_control.ended.connect(finished.set)
        button = window.panel.matte_button
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
        if not window.run_control.running:
            raise DriveError(f"The sample could not be matted: {window.messages.text('missing')}")
        for _ in range(_STEPS_BEFORE_PICTURE):
            if not finished.is_set:
                # Steps may come several at a time, and the end right behind them.
                self.patience.wait("matting the sample", window.run_control.stepped, window.run_control.ended)
        self._picture_of_window("window_running")
        if not finished.is_set:
            self.patience.wait("matting the sample", window.run_control.ended)

    def _scrub(self) -> None:
        """Through the steps with the arrow key, and a look at one of them."""
        log.info("scrubbing")
        window = self.window
        window.views.show_view("view_alpha")
        window.canvas.setFocus()
        for _ in window.film.frames:
            QTest.keyClick(window.film.film, Qt.Key.Key_Left)
        window.film.choose(2)
        self._picture_of_window("window_step")
        window.actions_["back_to_result"].trigger()

    def _export(self) -> None:
        log.info("exporting")
        window = self.window
        dialog = window.exports.dialog()
        dialog.place.folder.setText(str(self.folder.resolve()))
        dialog.set_checked("composite", True)
        dialog.set_checked("sheet", True)
        dialog.pages["composite"].set_background(QColor("white"))
        dialog.list.setCurrentRow(list(dialog.pages).index("cutout"))
        dialog.show()
        self.patience.wait("previewing", dialog.preview.shown)
        dialog.grab().save(str(self.folder / "window_export.png"))
        dialog.hide()
        window.exports.write(dialog.planned())
        self.patience.wait("exporting", window.exports.exported)

    def _picture_of_window(self, name: str) -> None:
        self.patience.pause()
        self.window.grab().save(str(self.folder / f"{name}.png"))


class _Flag(QObject):
    """Remembers that a signal came."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_set = False

    @Slot()
    def set(self) -> None:
        self.is_set = True
