"""The history by itself: tiles, values, the byte cap and the saved state."""

import threading

import numpy as np
import pytest

from dmat_gui import deflating
from dmat_gui.canvas.brush import Dab, stroke_spans
from dmat_gui.history import DEFAULT_BYTE_CAP, ENTRY_BYTES, TILE, Box, TileHistory


def paint(history, array, text, box, value):
    history.begin(text, "layer")
    history.touch(box)
    array[box.y : box.y + box.height, box.x : box.x + box.width] = value
    return history.commit()


@pytest.fixture
def array():
    return np.full((600, 700), 128, np.uint8)


@pytest.fixture
def history(array):
    history = TileHistory()
    history.bind("layer", array)
    return history


def test_undo_and_redo_restore_every_pixel_across_tiles(history, array):
    states = [array.copy()]
    for number, box in enumerate((Box(200, 240, 100, 40), Box(0, 0, 700, 600), Box(690, 590, 10, 10))):
        assert paint(history, array, f"stroke {number}", box, number) == box
        states.append(array.copy())
    assert history.undo_text == "stroke 2"
    for state in reversed(states[:-1]):
        history.undo()
        np.testing.assert_array_equal(array, state)
    assert not history.can_undo
    for state in states[1:]:
        history.redo()
        np.testing.assert_array_equal(array, state)
    assert not history.can_redo


def test_undo_tells_the_box_of_what_changed_not_of_what_was_touched(history, array):
    history.begin("stroke", "layer")
    history.touch(Box(0, 0, 700, 600))
    array[250:260, 250:265] = 255
    assert history.commit() == Box(250, 250, 15, 10)
    change = history.undo()
    assert (change.layer, change.text, change.box) == ("layer", "stroke", Box(250, 250, 15, 10))


def test_a_gesture_that_changes_nothing_leaves_no_step(history, array):
    assert paint(history, array, "nothing", Box(10, 10, 50, 50), 128) is None
    assert not history.can_undo
    assert history.nbytes == 0


def test_only_changed_tiles_are_kept_and_small(history, array):
    paint(history, array, "stroke", Box(300, 300, 20, 20), 255)
    # A flat 64 kB tile deflates to some hundred bytes; two of them and the entry itself.
    assert history.nbytes < ENTRY_BYTES + 2 * 1000


def test_the_byte_cap_drops_the_oldest_and_keeps_the_newest(array):
    rng = np.random.default_rng(1)
    history = TileHistory(byte_cap=300_000)
    history.bind("layer", array)
    for number in range(12):
        history.begin(f"noise {number}", "layer")
        history.touch(Box(0, 0, TILE, TILE))
        array[:TILE, :TILE] = rng.integers(0, 256, (TILE, TILE))
        history.commit()
        assert history.nbytes <= 300_000
    texts = history.texts
    assert 1 < len(texts) < 12
    assert texts[-1] == "noise 11"
    history.byte_cap = 1
    paint(history, array, "last", Box(0, 0, TILE, TILE), 7)
    assert history.texts == ("last",)


def test_a_new_step_forgets_what_was_undone_and_its_bytes(history, array):
    paint(history, array, "first", Box(0, 0, 600, 600), 0)
    history.undo()
    bytes_before = history.nbytes
    history.push_value("second", "alpha", 1, 2)
    assert not history.can_redo
    assert history.nbytes == ENTRY_BYTES < bytes_before


def test_values_go_back_and_forth(history):
    history.push_value("choose", "alpha", "one", "two")
    assert history.undo()[2:] == (None, "one")
    assert history.redo()[2:] == (None, "two")
    assert history.redo() is None


def test_rollback_restores_and_leaves_no_step(history, array):
    before = array.copy()
    history.begin("stroke", "layer")
    history.touch(Box(100, 100, 300, 300))
    array[100:400, 100:400] = 0
    assert history.rollback() == Box(0, 0, 512, 512)
    np.testing.assert_array_equal(array, before)
    assert not history.can_undo
    assert not history.is_open


def test_the_saved_state_is_found_again_by_undo_and_redo(history, array):
    assert history.serial("layer") == 0
    paint(history, array, "a", Box(0, 0, 5, 5), 0)
    saved = history.serial("layer")
    paint(history, array, "b", Box(0, 0, 5, 5), 255)
    assert history.serial("layer") != saved
    history.undo()
    assert history.serial("layer") == saved
    history.undo()
    assert history.serial("layer") == 0
    history.redo()
    assert history.serial("layer") == saved
    history.push_value("another layer", "alpha", 0, 1)
    assert history.serial("layer") == saved
    assert history.serial("alpha") != 0
    history.undo()
    history.undo()
    paint(history, array, "c", Box(0, 0, 5, 5), 255)
    history.undo()
    history.redo()
    assert history.serial("layer") not in (0, saved), "the saved state was on the branch that is gone"


def test_the_saved_state_outlives_its_dropped_entry(array):
    history = TileHistory(byte_cap=ENTRY_BYTES)
    history.push_value("a", "alpha", 0, 1)
    saved = history.serial("alpha")
    history.push_value("b", "alpha", 1, 2)
    assert history.texts == ("b",)
    history.undo()
    assert history.serial("alpha") == saved != 0


def test_misuse_is_refused(history):
    with pytest.raises(RuntimeError, match="outside a gesture"):
        history.touch(Box(0, 0, 1, 1))
    history.begin("one", "layer")
    with pytest.raises(RuntimeError, match="“two” began before “one” had ended"):
        history.begin("two", "layer")
    with pytest.raises(RuntimeError, match="has not ended"):
        history.undo()


def test_a_float_layer_with_channels_is_restored_too():
    history, layer = TileHistory(), np.random.default_rng(0).random((300, 300, 3), np.float32)
    history.bind("layer", layer)
    before = layer.copy()
    paint(history, layer, "stroke", Box(250, 250, 50, 50), 0.5)
    history.undo()
    np.testing.assert_array_equal(layer, before)


def test_boxes_unite():
    assert Box(0, 0, 2, 2).united(Box(5, 6, 1, 1)) == Box(0, 0, 6, 7)


def test_it_goes_to_any_entry_and_no_further(history, array):
    states = [array.copy()]
    for number in range(4):
        paint(history, array, f"stroke {number}", Box(50 * number, 0, 80, 400), number)
        states.append(array.copy())
    for position in (1, 4, 0, 3):
        history.go_to(position)
        np.testing.assert_array_equal(array, states[position])
        assert (history.position, len(history.undone_texts)) == (position, 4 - position)
    assert history.undone_texts == ("stroke 3",)
    assert [change.text for change in history.go_to(-5)] == ["stroke 2", "stroke 1", "stroke 0"]
    assert len(history.go_to(99)) == 4


def test_24_megapixels_hold_hundreds_of_strokes_in_the_cap():
    trimap = np.full((4000, 6000), 128, np.uint8)
    history = TileHistory()
    history.bind("layer", trimap)
    rng = np.random.default_rng(0)
    strokes = 40
    for number in range(strokes):
        # Across a third of the picture, 200 pixels thick and slanting: more than most strokes are.
        history.begin("stroke", "layer")
        start, end = (
            Dab(*rng.uniform((0, 0), (6000, 4000)), 200),
            Dab(*rng.uniform((0, 0), (6000, 4000)), 200),
        )
        spans = stroke_spans(start, end, 6000, 4000)
        history.touch(spans.box)
        spans.fill(trimap, (0, 255)[number % 2])
        history.commit()
    assert len(history.texts) == strokes
    assert history.nbytes / strokes < DEFAULT_BYTE_CAP / 600


@pytest.fixture
def held(monkeypatch):
    """Deflating waits for `held.set()`, and keeps the threads that it was done on."""
    held, real = threading.Event(), deflating.deflated
    held.threads = []

    def slow(tile):
        held.threads.append(threading.get_ident())
        held.wait(20)
        return real(tile)

    monkeypatch.setattr(deflating, "deflated", slow)
    yield held
    held.set()


def test_tiles_are_deflated_on_a_thread_of_their_own_and_nobody_waits_for_them(history, array, held):
    states, big = [array.copy()], Box(0, 0, 600, 500)
    for value, box in ((7, big), (8, Box(3, 3, 5, 5))):
        assert paint(history, array, f"paint {value}", box, value) == box
        states.append(array.copy())
    for steps in ((1, 0, 1, 2, 0), (2,)):
        for position in steps:
            history.go_to(position)
            np.testing.assert_array_equal(array, states[position])
    assert history._undo[0].nbytes > 600 * 500, "it is as it came: all this was done without waiting"
    array[0, 0] = 9  # painted on meanwhile: no business of the entries
    held.set()
    assert history.nbytes < 20_000
    for position in (0, 1, 2):
        history.go_to(position)
        np.testing.assert_array_equal(array, states[position])
    assert held.threads and threading.get_ident() not in held.threads


def test_what_is_being_deflated_is_counted_when_it_is_done(array, held):
    history = TileHistory(byte_cap=5_000)
    history.bind("layer", array)
    for value in range(6):
        paint(history, array, f"paint {value}", Box(0, 0, 600, 600), value)
    assert len(history.texts) == 6, "raw they are 4 MB, which they will not be for long"
    rng = np.random.default_rng(0)
    history.begin("noise", "layer")
    history.touch(Box(0, 0, 256, 256))
    array[:256, :256] = rng.integers(0, 256, (256, 256))
    history.commit()
    held.set()
    history._undo[-1].tiles.settle()
    history.push_value("another", "alpha", 0, 1)
    assert history.texts == ("another",), "the cap holds in the end"


def test_where_deflating_fails_every_step_can_be_undone_all_the_same(history, array, monkeypatch):
    real, failed = deflating.deflated, []

    def fails_once(tile):
        if not failed:
            failed.append(tile)
            raise MemoryError
        return real(tile)

    monkeypatch.setattr(deflating, "deflated", fails_once)
    states = [array.copy()]
    for number in range(4):
        paint(history, array, f"stroke {number}", Box(100 * number, 100, 150, 300), number)
        states.append(array.copy())
    assert history.nbytes > 100_000, "the first one's tiles are kept as they came, and counted so"
    assert failed
    for state in reversed(states[:-1]):
        history.undo()
        np.testing.assert_array_equal(array, state)
    assert history.texts == ()
    history.go_to(4)
    np.testing.assert_array_equal(array, states[4])


def test_without_memory_for_an_undo_nothing_is_undone(history, array, monkeypatch):
    before = array.copy()
    paint(history, array, "stroke", Box(0, 0, 600, 600), 3)
    assert history.nbytes < 20_000
    after, real, calls = array.copy(), deflating.zlib.decompress, []

    def fails_late(data):
        calls.append(data)
        if len(calls) == 3:
            raise MemoryError
        return real(data)

    monkeypatch.setattr(deflating.zlib, "decompress", fails_late)
    with pytest.raises(MemoryError):
        history.undo()
    np.testing.assert_array_equal(array, after)
    assert (history.texts, history.undone_texts) == (("stroke",), ())
    history.undo()
    np.testing.assert_array_equal(array, before)
