"""Strokes of the brush on a large picture, and the live preview after them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF

from core.imaging.picture import Picture
from core.imaging.trimap import BACKGROUND, FOREGROUND
from dmat_gui.bench.hand import Hand
from dmat_gui.bench.samples import Row, Stopwatch
from dmat_gui.bench.subjects import Sizes, picture_of, trimap_of

STROKE_MS, PREVIEW_MS = 16, 200
MOVES = 60
_SMALL, _LARGE = 0.01, 0.2
"""Diameters of the brush, as shares of the picture's shorter side."""


def measure(hand: Hand, sizes: Sizes, repeat: int) -> list[Row]:
    """Paint strokes at two zooms with two brushes, then some to see the preview of."""
    window, size = hand.window, sizes.large
    window.document.open_picture(Picture.from_array(picture_of(size)), trimap_of(size))
    window.views.picture_opened()
    hand.settle()
    rows, ends = [], Row("The end of a stroke", STROKE_MS)
    for zoom in ("fit", "100 %"):
        window.actions_["fit" if zoom == "fit" else "actual_size"].trigger()
        for name, share in (("small", _SMALL), ("large", _LARGE)):
            diameter = max(1, round(share * min(size)))
            row = Row(f"A stroke, {name} brush ({diameter} px), {zoom}: a mouse move", STROKE_MS)
            window.canvas.set_brush_size(diameter)
            hand.settle()
            for number in range(repeat):
                _stroke(hand, hand.path(MOVES, number), row, ends)
                hand.settle()
            rows.append(row)
    return [*rows, ends, _previews(hand, repeat)]


def _stroke(hand: Hand, places: list[QPointF], moves: Row, ends: Row) -> None:
    """One stroke, of another class than the one before, so that each changes what it passes over."""
    hand.window.canvas.swap_class()
    hand.timed(lambda: hand.press(places[0]))
    for place in places[1:]:
        moves.samples.append(hand.timed(partial(hand.move, place)))
    ends.samples.append(hand.timed(lambda: hand.release(places[-1])))


def _previews(hand: Hand, repeat: int) -> Row:
    """From the end of a stroke to the preview on the screen, for the whole picture."""
    window = hand.window
    row = Row("The preview after a stroke", PREVIEW_MS)
    window.actions_["fit"].trigger()
    window.canvas.set_brush_size(max(1, round(_SMALL * min(window.document.size))))
    hand.settle()
    for number in range(4 * repeat):
        places = hand.path(MOVES, 0.1 * number)[:12]
        _take_another_class(hand, places[0])
        hand.press(places[0])
        for place in places[1:]:
            hand.timed(partial(hand.move, place))
        watch = Stopwatch()
        shown = window.view_parts.preview.shown
        hand.patience.wait("previewing", shown, begin=partial(hand.release, places[-1]))
        hand.window.repaint()
        row.samples.append(watch.read())
        hand.settle()
    return row


def _take_another_class(hand: Hand, place: QPointF) -> None:
    """Take a class that is not at this place of the canvas: a stroke that changes nothing has no preview."""
    canvas, document = hand.window.canvas, hand.window.document
    there = canvas.mapToScene(place.toPoint())
    is_foreground = document.trimap[int(there.y()), int(there.x())] == FOREGROUND
    canvas.set_paint_class(int(BACKGROUND if is_foreground else FOREGROUND))
