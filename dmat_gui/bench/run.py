"""Runs the bench: the real window, offscreen where none can be shown, and each measurement in turn."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings

from dmat_gui.bench import matting, retouching, steps, strokes, whole
from dmat_gui.bench.hand import Hand
from dmat_gui.bench.machine import facts_of, load_average
from dmat_gui.bench.report import Report
from dmat_gui.bench.subjects import Sizes
from dmat_gui.displays import why_no_window
from dmat_gui.jobs import PredictorFactory
from dmat_gui.settings import Settings

WINDOW = (1440, 900)
MEASUREMENTS = {
    "strokes and the preview after them": strokes.measure,
    "retouch": retouching.measure,
    "steps": steps.measure,
    "a run": matting.measure,
    "what concerns the whole picture": whole.measure,
}


def run_bench(
    repeat: int = 3,
    sizes: Sizes | None = None,
    factory: PredictorFactory | None = None,
    tell: Callable[[str], object] = lambda _words: None,
) -> Report:
    """Drive the window and time it.

    Args:
        repeat: how often each thing is done.
        sizes: of the pictures.
        factory: makes the predictor; by default the real one.
        tell: told what is being measured.

    Raises:
        DriveError: the window did not do what it should.
        KeyboardInterrupt: after Ctrl-C; the window is taken down all the same.
    """
    reason = why_no_window()
    if reason is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        tell(f"No window can be shown here ({reason}): it is drawn offscreen.")
    from dmat_gui.app import make_application, make_window

    make_application(["dmat"])
    sizes = sizes or Sizes()
    with tempfile.TemporaryDirectory() as kept:
        store = QSettings(str(Path(kept) / "settings.ini"), QSettings.Format.IniFormat)
        window = make_window(factory, Settings(store))
        window.resize(*WINDOW)
        try:
            hand = Hand(window)
            with hand.patience:
                return _measured(hand, repeat, sizes, tell)
        finally:
            window.shut_down()
            window.document.close()
            window.close()
            store.sync()


def _measured(hand: Hand, repeat: int, sizes: Sizes, tell: Callable[[str], object]) -> Report:
    window = hand.window
    tell("Loading the model, and preparing the estimation of colours: a minute or two, the first time.")
    hand.patience.wait("loading the model", window.models.facts_known, begin=window.show)
    if not window.warmer.ready.is_set():
        hand.patience.wait("preparing the estimation", window.warmer.prepared)
    hand.settle()
    report = Report(sizes, facts_of(window), [load_average()])
    for number, (name, measure) in enumerate(MEASUREMENTS.items(), 1):
        tell(f"Measuring {name} ({number} of {len(MEASUREMENTS)}).")
        report.rows += measure(hand, sizes, repeat)
    report.loads.append(load_average())
    return report
