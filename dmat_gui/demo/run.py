"""Makes a window with settings of its own, offscreen where none can be shown, and has it driven."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings

from dmat_gui.demo.driven import DrivenWindow
from dmat_gui.demo.guide import GuidePictures
from dmat_gui.demo.job import Job
from dmat_gui.displays import why_no_window
from dmat_gui.jobs import PredictorFactory
from dmat_gui.settings import Settings
from dmat_gui.translations import ENGLISH

log = logging.getLogger(__name__)


def run_demo(
    folder: Path,
    factory: PredictorFactory | None = None,
    *,
    guide: bool = False,
    on_scene: Callable[[str, int, int], object] = lambda _words, _done, _total: None,
) -> int:
    """Drive the real window; offscreen where none can be shown.

    Args:
        folder: made if it is not there.
        factory: makes the predictor; by default the real one.
        guide: take the pictures of the user guide, and nothing else; by default do one job, and leave its
            alpha, cut-out, composite, a sheet of the steps, and pictures of the window.
        on_scene: told what begins, how many scenes are done and how many there are; "" at the end.

    Returns the exit code. Raises DriveError with a sentence if a step fails.
    """
    if why_no_window() is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from dmat_gui.app import make_application, make_window

    show = GuidePictures if guide else Job
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    make_application(["dmat"])
    with tempfile.TemporaryDirectory() as kept:
        store = QSettings(str(Path(kept) / "settings.ini"), QSettings.Format.IniFormat)
        settings = Settings(store)
        settings.theme = "dark"
        settings.language = ENGLISH  # as the guide that its pictures are for
        settings.set_switch("hints", False)  # they would lie over what is to be seen
        window = make_window(factory, settings)
        window.resize(*show.WINDOW)
        window.show()
        try:
            driven = DrivenWindow(window, folder)
            scenes = show(driven).scenes()
            with driven.patience:
                for done, (words, play) in enumerate(scenes):
                    log.info(words)
                    on_scene(words, done, len(scenes))
                    play()
            on_scene("", len(scenes), len(scenes))
        finally:
            window.shut_down()
            window.document.close()
            window.close()
            store.sync()
    return 0
