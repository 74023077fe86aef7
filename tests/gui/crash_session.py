"""A window whose process is killed: crash_session.py PICTURE FOLDER [within].

Opens, paints, mattes and retouches, waits until its work is kept, writes what it holds to FOLDER, says
so, and waits to be killed; with "within", while it is writing what it keeps once more. Its settings, and so
what it keeps, lie in FOLDER.
"""

import sys
import threading
from pathlib import Path

import numpy as np
from PySide6.QtCore import QRect, QSettings

from core.models.registry import ModelEntry
from core.projects import writing
from dmat_gui.app import make_application, make_window
from dmat_gui.settings import Settings
from tests.gui.display_session import until, wait
from tests.gui.fake_predictor import FakePredictor


def stop_within(change) -> None:
    """Have the next write of a project stop in its middle, and wait until it has come to that."""
    begun = threading.Event()

    class Meter(writing._Meter):
        members = 0

        def chunks(self, raw):
            self.members += 1
            if self.members < 6:
                yield from super().chunks(raw)
            else:
                yield raw[: len(raw) // 2]
                begun.set()
                threading.Event().wait()

    writing._Meter = Meter
    change()
    until(begun.is_set)


def main() -> None:
    entry = ModelEntry("compact", "Compact", None, "bundled", "A fake.")
    import core.models.registry

    core.models.registry.available_models = lambda: [entry]
    app = make_application(["dmat"])
    picture, folder = Path(sys.argv[1]), Path(sys.argv[2])
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = make_window(FakePredictor, Settings(store))
    window.show()
    document = window.document
    wait(window.files.opened, lambda: window.open_path(picture))
    trimap = np.full_like(document.trimap, 128)
    trimap[:, :50], trimap[:, 110:] = 0, 255
    document.set_trimap(trimap)
    wait(window.run_control.finished, lambda: window.actions_["matte"].trigger())
    document.use_step(2, "corrected")
    document.begin_retouch("Retouch")
    area = document.touch(QRect(60, 20, 30, 12))
    document.retouch.planes[20:32, 60:90] = 700
    document.painted(area)
    document.end_edit()
    window.autosave.quiet_seconds = 0
    wait(window.autosave.written, lambda: document.rename_run(document.runs[0], "Mine"))
    until(lambda: not window.project_runner.busy)
    np.savez(
        folder / "held.npz", trimap=document.trimap, result=document.result_alpha(),
        retouch=document.retouch.planes, alpha=document.runs[0].result.alpha,
        step=document.runs[0].steps[2].values("corrected"),
    )  # fmt: skip
    if "within" in sys.argv:
        stop_within(lambda: document.set_trimap(np.zeros_like(trimap)))
    document.begin_edit("Paint foreground")  # a stroke that has not ended when the end comes
    sys.stdout.write(f"kept {window.autosave.path}\n")
    sys.stdout.flush()
    app.exec()


if __name__ == "__main__":
    main()
