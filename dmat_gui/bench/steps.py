"""Going through the steps of a run with the arrow keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from core.imaging.picture import Picture
from dmat_gui.bench.hand import Hand
from dmat_gui.bench.samples import Row
from dmat_gui.bench.subjects import Sizes, picture_of, run_of, trimap_of

STEP_MS = 50


def measure(hand: Hand, sizes: Sizes, repeat: int) -> list[Row]:
    """From the key to the step on the screen, for the alpha and for the composite over a checkerboard."""
    window, size = hand.window, sizes.middle
    trimap = trimap_of(size, band=0.1)
    window.document.open_picture(Picture.from_array(picture_of(size)), trimap)
    window.views.picture_opened()
    window.document.add_run(run_of(trimap), trimap)
    hand.key(window.film.film, Qt.Key.Key_Left)  # off the Result, whose colours would be estimated
    rows = []
    for view in ("alpha", "composite"):
        row = Row(f"A step shown, {view}", STEP_MS)
        window.views.show_view(f"view_{view}")
        hand.settle()
        for _ in range(repeat):
            for key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                for _ in range(len(window.film.frames) - 2):
                    row.samples.append(hand.timed(partial(hand.key, window.film.film, key)))
        rows.append(row)
    return rows
