"""A window that copies the Result and then ends: copy_session.py FOLDER close|exit."""

import sys
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSettings, QTimer

from core.imaging.picture import Picture
from dmat_gui.app import make_application, make_window
from dmat_gui.settings import Settings
from tests.gui.display_session import wait
from tests.gui.fake_predictor import FakePredictor


def main() -> int:
    app = make_application(["dmat"])
    folder, end = Path(sys.argv[1]), sys.argv[2]
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = make_window(FakePredictor, Settings(store))
    window.show()
    trimap = np.full((40, 60), 128, np.uint8)
    trimap[:, :20], trimap[:, 40:] = 0, 255
    window.document.open_picture(Picture.from_array(np.full((40, 60, 3), 90, np.uint8)), trimap)
    wait(window.run_control.finished, lambda: window.actions_["matte"].trigger())
    wait(window.clipboard.copied, lambda: window.actions_["copy_alpha"].trigger())
    window.document.mark_trimap_saved()
    window.document.mark_exported(window.document.result_state)
    sys.stdout.write("copied")
    if end == "close":
        wait(window.closed, window.close)
        return 0
    QTimer.singleShot(0, lambda: app.exit(0))  # as an interrupt does: no window is closed
    code = app.exec()
    for runner in window.runners:
        runner.shutdown()
    window.view_parts.shut_down()
    return code


if __name__ == "__main__":
    sys.exit(main())
