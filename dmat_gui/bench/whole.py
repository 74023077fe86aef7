"""What concerns a large picture as a whole: opening it, its trimap replaced or undone, a lasso around it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import cv2
from PySide6.QtCore import Qt

from core.imaging.writing import write_alpha
from dmat_gui.bench.hand import Hand
from dmat_gui.bench.matting import GAP_MS
from dmat_gui.bench.samples import Row, Sample
from dmat_gui.bench.subjects import Sizes, picture_of, run_of, trimap_of
from dmat_gui.canvas.tools import Tool

_CORNERS = 200


def measure(hand: Hand, sizes: Sizes, repeat: int) -> list[Row]:
    """Time each by the longest time without an event while it goes on."""
    rows: dict[str, Row] = {}
    with tempfile.TemporaryDirectory() as folder:
        picture, trimap = Path(folder) / "large.jpg", Path(folder) / "other.png"
        cv2.imwrite(str(picture), picture_of(sizes.large))
        write_alpha(trimap, trimap_of(sizes.large, across=0.7) / 255, depth=8)
        for _ in range(repeat):
            for name, sample in _all(hand, picture, trimap):
                rows.setdefault(name, Row(f"{name}, at the longest", GAP_MS)).samples.append(sample)
    return list(rows.values())


def _all(hand: Hand, picture: Path, trimap: Path) -> Iterator[tuple[str, Sample]]:
    """Do everything once; yields what it was and the longest time without an event."""
    window = hand.window
    window.document.close()  # else opening asks whether that may be lost
    files, document, history = window.files, window.document, window.document.history_changed
    yield "Opening a picture", hand.longest_gap("opening", files.opened, lambda: files.open_path(picture))
    yield "Loading a trimap", hand.longest_gap("loading", history, lambda: files.load_trimap(trimap))
    yield "Undoing that", hand.longest_gap("undoing", history, document.undo)
    yield "Redoing it", hand.longest_gap("redoing", history, document.redo)
    edge = hand.longest_gap(
        "finding the edge", window.file_runner.finished, window.actions_["auto_trimap"].trigger
    )
    yield "Auto trimap, its preview", edge
    apply = hand.longest_gap("applying", history, lambda: hand.key(window.canvas, Qt.Key.Key_Return))
    yield "Auto trimap, applied", apply
    window.canvas.set_tool(Tool.LASSO)
    places = hand.around(_CORNERS)
    hand.press(places[0])
    for place in places[1:]:
        hand.timed(partial(hand.move, place))
    lasso = hand.longest_gap("closing the lasso", history, lambda: hand.release(places[-1]))
    yield "A very large lasso, closed", lasso
    yield "The lasso undone", hand.longest_gap("undoing the lasso", history, document.undo)
    now = document.trimap.copy()
    run = run_of(now)
    arrived = hand.longest_gap("taking a run", document.runs_changed, lambda: document.add_run(run, now))
    yield "A run taken in", arrived
    shown = window.canvas.view_changed
    look = hand.longest_gap("looking at the alpha", shown, lambda: window.views.show_view("view_alpha"))
    yield "A first look at its alpha", look
    yield "The Export dialog", _export(hand)


def _export(hand: Hand) -> Sample:
    """The dialog is made, shown, and shows its preview."""
    made = []

    def begin() -> None:
        dialog = hand.window.exports.dialog()
        made.append(dialog)
        dialog.show()

    # The preview is the worker's first result after the dialog has asked for it.
    gap = hand.longest_gap("previewing the export", hand.window.colour_runner.finished, begin)
    made[0].close()
    made[0].deleteLater()
    return gap
