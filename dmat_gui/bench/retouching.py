"""Strokes of the soft brush of Retouch on the alpha of a large picture."""

from __future__ import annotations

from functools import partial

from core.imaging.picture import Picture
from dmat_gui.bench.hand import Hand
from dmat_gui.bench.samples import Row
from dmat_gui.bench.strokes import MOVES, STROKE_MS
from dmat_gui.bench.subjects import Sizes, picture_of, run_of, trimap_of
from dmat_gui.canvas.tools import Tool

_BRUSHES = (0.075, 0.25)
"""Diameters, as shares of the picture's shorter side: 300 and 1,000 pixels of 4,000."""
_HARDNESS, _STRENGTH = 0.5, 1.0


def measure(hand: Hand, sizes: Sizes, repeat: int) -> list[Row]:
    """A mouse move, and the end of a stroke, for two sizes of the brush; the whole picture is in sight."""
    window, size = hand.window, sizes.large
    trimap = trimap_of(size)
    window.document.open_picture(Picture.from_array(picture_of(size)), trimap)
    window.views.picture_opened()
    window.document.add_run(run_of(trimap), trimap)
    window.actions_["retouch"].trigger()
    window.canvas.set_softness(_HARDNESS, _STRENGTH)
    rows = []
    for share in _BRUSHES:
        diameter = max(1, round(share * min(size)))
        moves = Row(f"Retouch, brush of {diameter} px: a mouse move", STROKE_MS)
        ends = Row(f"Retouch, brush of {diameter} px: the end of a stroke", STROKE_MS)
        window.canvas.set_brush_size(diameter)
        hand.settle()
        for number in range(repeat):
            places = hand.path(MOVES, number)
            hand.timed(partial(hand.press, places[0]))
            for place in places[1:]:
                moves.samples.append(hand.timed(partial(hand.move, place)))
            ends.samples.append(hand.timed(partial(hand.release, places[-1])))
            hand.settle()
            window.document.remove_retouch()  # a stroke over one that is there changes little
            hand.settle()
        rows += [moves, ends]
    window.canvas.set_tool(Tool.BRUSH)
    return rows
