"""What the window can do while a run goes on: the longest time without an event, and painting meanwhile."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.imaging.picture import Picture
from dmat_gui.bench.hand import Hand, Heartbeat
from dmat_gui.bench.samples import Row
from dmat_gui.bench.strokes import MOVES, STROKE_MS
from dmat_gui.bench.subjects import Sizes, picture_of, trimap_of
from dmat_gui.patience import DriveError, Flag

GAP_MS = 50
_MOVE_EVERY_MS = 8


def measure(hand: Hand, sizes: Sizes, repeat: int) -> list[Row]:
    """Matte a small subject in a large picture, first looking on, then painting."""
    window, size = hand.window, sizes.large
    share = sizes.matted / min(size)
    window.document.open_picture(Picture.from_array(picture_of(size)), trimap_of(size, share, share / 6))
    window.views.picture_opened()
    hand.settle()
    gaps = Row("Without an event while matting, at the longest", GAP_MS)
    gaps_painting = Row("The same, painting meanwhile, at the longest", GAP_MS)
    moves = Row("A mouse move of a stroke while matting", STROKE_MS)
    for _ in range(repeat):
        _run(hand, gaps, None)
    window.views.show_view("view_overlay")
    for _ in range(repeat):
        _run(hand, gaps_painting, moves)
    return [gaps, gaps_painting, moves]


def _run(hand: Hand, gaps: Row, moves: Row | None) -> None:
    """A run from the click on Matte until a little after its end."""
    window, over = hand.window, Flag(hand)
    window.run_control.ended.connect(over.set)
    # Other settings than those of the runs before, or theirs would be shown in place of a new one.
    window.panel.advanced.seed.setValue(window.panel.advanced.seed.value() + 1)
    hand.settle()
    beat = Heartbeat(hand)
    QTest.mouseClick(window.panel.matte_button, Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
    if not window.run_control.running:
        raise DriveError(f"The bench stopped: no run began. {window.messages.text('missing') or ''}")
    if moves is not None:
        _paint(hand, over, moves)
    if not over.is_set:
        hand.patience.wait("matting", window.run_control.ended)
    hand.settle()
    beat.stop()
    gaps.samples.append(beat.longest)
    window.run_control.ended.disconnect(over.set)


def _paint(hand: Hand, over: Flag, moves: Row) -> None:
    """Strokes around the picture's edge, as the subject is being matted, until the run is over."""
    stroke = 0
    while not over.is_set:
        hand.window.canvas.swap_class()
        places = hand.path(MOVES, 0.3 * stroke)
        hand.press(places[0])
        for place in places[1:]:
            moves.samples.append(hand.timed(partial(hand.move, place)))
            hand.patience.pause(_MOVE_EVERY_MS)
        hand.release(places[-1])
        stroke += 1
