"""One pass through the real window on the display that there is: open, paint, matte, scrub, export, close.

Run by test_real_display in a process of its own: display_session.py PICTURE FOLDER. Writes the platform's
name and the scale of the screen to its output; exits with 1 where something did not come, or Qt complained.
"""

import faulthandler
import logging
import sys
from functools import cache
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from core.predictor import MattingPredictor
from dmat_gui.app import make_application, make_window
from dmat_gui.main_window import MainWindow
from dmat_gui.settings import Settings
from tests.core.models_for_tests import tiny_model

_TIMEOUT_MS = 60_000


class Complaints(logging.Handler):
    """Keeps what Qt warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def wait(signal, begin) -> None:
    """Do something and turn the event loop until a signal tells of its end."""
    loop, came = QEventLoop(), []
    signal.connect(lambda *_: (came.append(True), loop.quit()))
    timer = QTimer(singleShot=True)
    timer.timeout.connect(loop.quit)
    timer.start(_TIMEOUT_MS)
    begin()
    if not came:
        loop.exec()
    if not came:
        sys.exit(f"{signal} did not come within a minute")


def pause(milliseconds: int) -> None:
    """Turn the event loop for so long; QTest.qWait would keep Python's lock from the workers meanwhile."""
    loop, timer = _clock()
    timer.start(milliseconds)
    loop.exec()


@cache
def _clock() -> tuple[QEventLoop, QTimer]:
    """One for all pauses: of each connection to a slot of Qt's own PySide keeps some 50 bytes for ever."""
    app = QCoreApplication.instance()
    loop, timer = QEventLoop(app), QTimer(app, singleShot=True)
    timer.timeout.connect(loop.quit)
    return loop, timer


def until(true, minutes: int = 1) -> None:
    for _ in range(minutes * _TIMEOUT_MS // 20):
        if true():
            return
        pause(20)  # what is waited for has no signal of its own
    sys.exit(f"{true} did not become true within {minutes} min")


def stroke(window: MainWindow, *points: tuple[int, int]) -> None:
    """Draw with the mouse through these pixels of the picture."""
    canvas = window.canvas
    places = [canvas.mapFromScene(x + 0.5, y + 0.5) for x, y in points]
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(canvas.viewport(), place)
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=places[-1])


def play(window: MainWindow, picture: Path, folder: Path) -> None:
    document, canvas = window.document, window.canvas
    until(canvas.isVisible)
    window.activateWindow()  # there is no window manager that would
    window.windowHandle().requestActivate()
    wait(window.files.opened, lambda: window.open_path(picture))
    stroke(window, (30, 10), (30, 80))
    assert (document.trimap == 255).any(), "the foreground stroke left no trace"
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_2)
    stroke(window, (90, 10), (90, 80))
    assert document.trimap[40, 30] == 255, "the first stroke is gone"
    assert document.trimap[40, 90] == 0, "key 2 does not paint background"
    button = window.panel.matte_button
    left = Qt.MouseButton.LeftButton
    wait(window.run_control.finished, lambda: QTest.mouseClick(button, left, pos=QPoint(12, 12)))
    window.views.show_view("view_alpha")
    window.film.choose(1)
    pause(50)  # so that it is drawn
    window.actions_["back_to_result"].trigger()
    assert window.film.current.is_result
    for view in ("view_overlay", "view_composite", "view_difference"):
        window.views.show_view(view)
        pause(50)
    for mode in ("light", "dark"):
        window.theme.set_mode(mode)
        pause(50)
    dialog = window.exports.dialog()
    dialog.place.folder.setText(str(folder))
    dialog.show()
    wait(window.exports.exported, lambda: window.exports.write(dialog.planned()))
    dialog.close()
    shown = window.grab().toImage()
    assert shown.width() == round(window.width() * window.devicePixelRatioF())
    np.save(folder / "alpha.npy", document.result_alpha())


def main() -> int:
    faulthandler.enable()
    complaints = Complaints()
    logging.getLogger("dmat_gui.qt").addHandler(complaints)
    make_application(["dmat"])
    picture, folder = Path(sys.argv[1]), Path(sys.argv[2])
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)

    def factory(_model: str, *, device: str, precision: str) -> MattingPredictor:
        return MattingPredictor(tiny_model(), device="cpu")

    window = make_window(factory, Settings(store))
    window.resize(1280, 720)
    window.show()
    try:
        play(window, picture, folder)
    except BaseException:
        window.shut_down()  # else the threads at work would hide what happened behind an abort
        raise
    window.document.mark_trimap_saved()
    wait(window.closed, window.close)
    sys.stdout.write(f"{QGuiApplication.platformName()} {window.devicePixelRatioF()}\n")
    sys.stderr.writelines(f"Qt: {line}\n" for line in complaints.lines)
    return 1 if complaints.lines else 0


if __name__ == "__main__":
    sys.exit(main())
