"""A window that the system ends: termination_session.py PICTURE FOLDER [hanging].

Opens, sets a trimap, mattes, asks whether it may close, and in the middle of a stroke writes the trimap to
FOLDER, as it is, and says so. Nothing is kept by then. Its settings, and so what it keeps, lie in FOLDER.
With "hanging", its end hangs, and that is said too.
"""

import sys
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import QRect, QSettings, QTimer

import core.models.registry
from core.models.registry import ModelEntry
from dmat_gui import app as program
from dmat_gui.main_window import MainWindow
from dmat_gui.settings import Settings
from tests.gui.fake_predictor import FakePredictor


class Slow:
    """In place of a gate: every step takes a while."""

    def acquire(self, timeout: float) -> None:
        time.sleep(0.2)


def hang() -> None:
    sys.stdout.write("hanging\n")
    sys.stdout.flush()
    time.sleep(30)


def begin(window: MainWindow, folder: Path) -> None:
    document = window.document

    def paint_and_tell() -> None:
        document.begin_edit("Paint foreground")
        area = document.touch(QRect(60, 20, 30, 12))
        document.trimap[20:32, 60:90] = 255
        document.painted(area)
        np.save(folder / "trimap.npy", document.trimap)
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    def ask() -> None:
        window.run_control.stepped.disconnect(ask)
        QTimer.singleShot(0, window, paint_and_tell)
        window.close()

    trimap = np.full_like(document.trimap, 128)
    trimap[:, :50], trimap[:, 110:] = 0, 255
    document.set_trimap(trimap)
    window.run_control.stepped.connect(ask)
    window.actions_["matte"].trigger()


def main() -> int:
    picture, folder = Path(sys.argv[1]), Path(sys.argv[2])
    core.models.registry.available_models = lambda: [
        ModelEntry("compact", "Compact", None, "bundled", "A fake.")
    ]
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    make = program.make_window

    def made(factory=None, settings=None) -> MainWindow:
        window = make(lambda *args, **kwargs: FakePredictor(*args, gate=Slow(), **kwargs), Settings(store))
        window.files.opened.connect(lambda: begin(window, folder))
        if "hanging" in sys.argv:
            window.view_parts.shut_down = hang
        return window

    program.make_window = made
    return program.run_app(picture)


if __name__ == "__main__":
    sys.exit(main())
