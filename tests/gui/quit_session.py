"""A window that quits at some moment, as the program itself does: quit_session.py SEED FOLDER.

Says at what it was and by what way it went. What is asked on the way is answered with going.
"""

import os
import random
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import resources
from core.exporting.outputs import AlphaOutput, FileFormat, SheetOutput
from core.exporting.plan import PlannedFile
from core.predictor import MattingPredictor
from dmat_gui import app as program
from dmat_gui import closing, main_window
from dmat_gui.dialogs.ask import Choice
from dmat_gui.main_window import MainWindow
from tests.core.models_for_tests import tiny_model

WORKS = ("starts", "opens", "mattes", "has matted", "exports", "saves", "batches", "has windows open")
WAYS = ("close", "close", "quit", "interrupt")
LONGEST_MS = 700


class Session:
    """What one window does until its end; `dice` decides."""

    def __init__(self, window: MainWindow, dice: random.Random, folder: Path) -> None:
        self.window, self.dice, self.folder = window, dice, folder
        self.work, self.way = dice.choice(WORKS), dice.choice(WAYS)
        self.moment = dice.randrange(LONGEST_MS)
        if self.work == "starts":
            self.go_soon()
        else:
            window.files.opened.connect(self.begin)
            window.run_control.stepped.connect(self.first_step)
            window.run_control.finished.connect(self.matted)
            sample = resources.samples()[0]
            QTimer.singleShot(0, window, lambda: window.open_path(sample.picture, sample.trimap))
            if self.work == "opens":
                self.go_soon()

    def begin(self) -> None:
        if self.work in ("mattes", "has matted", "exports", "saves"):
            self.window.run_control.matte()
        elif self.work == "batches":
            batch = self.window.side.show("batch")
            batch.finder.found.connect(lambda *_: QTimer.singleShot(0, batch.foot.start_button.click))
            batch.choices.output.path = self.folder / "out"
            batch.add([resources.samples()[0].picture])
            self.go_soon()
        elif self.work == "has windows open":
            for name in ("evaluate", "model_manager", "preferences"):
                self.window.side.show(name)
            self.go_soon()

    def first_step(self) -> None:
        if self.work == "mattes":
            self.work = "is matting"
            self.go_soon()

    def matted(self) -> None:
        if self.work == "exports":
            files = (AlphaOutput(FileFormat(".png", 16)), SheetOutput(FileFormat(".png")))
            planned = [PlannedFile(self.folder / f"{n}.png", output) for n, output in enumerate(files)]
            self.window.exports.write(planned)
        elif self.work == "saves":
            self.window.projects.write(self.folder / "work.dmat")
        self.go_soon()

    def go_soon(self) -> None:
        QTimer.singleShot(self.moment, self.window, self.go)

    def go(self) -> None:
        sys.stdout.write(f"{self.work}, {self.moment} ms, {self.way}\n")
        sys.stdout.flush()
        if self.way == "close":
            self.window.close()
        elif self.way == "quit":
            QApplication.quit()
        else:
            os.kill(os.getpid(), signal.SIGINT)


def main() -> int:
    seed, folder = int(sys.argv[1]), Path(sys.argv[2])
    # A shell has what it starts in the background ignore Ctrl-C, and so would this process.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    closing.ask = lambda *_words: True
    closing.ask_to_save = lambda *_words: Choice.DROP
    sessions, make, tiny = [], program.make_window, tiny_model()

    def made(factory=None, settings=None) -> MainWindow:
        window = make(factory, settings)
        sessions.append(Session(window, random.Random(seed), folder))
        return window

    # All is the program's own but for the weights: a run is over soon.
    main_window.RealPredictors = lambda threads: lambda model, **_: MattingPredictor(tiny, device="cpu")
    program.make_window = made
    return program.run_app(None)


if __name__ == "__main__":
    sys.exit(main())
