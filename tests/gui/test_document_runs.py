"""A document's runs: one history with the strokes, adopted steps, retouch, what is exported of them."""

import gc
import weakref
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QRect

from core.errors import SettingsError, TrimapError
from dmat_gui.canvas.views import finite_range, matte_for_display
from dmat_gui.document import Document
from dmat_gui.history import Box
from tests.gui.documents import HEIGHT, WIDTH, document, paint, picture, result, retouch, trimap

__all__ = ["document", "picture", "trimap"]


def test_a_run_becomes_the_result_and_goes_stale(document, qtbot, trimap):
    document.set_trimap(trimap)
    with qtbot.waitSignals([document.runs_changed, document.current_run_changed, document.alpha_changed]):
        run = document.add_run(result(0.25), trimap)
    assert run.name == "Run 1"
    assert document.current_run is run
    assert document.runs == [run]
    assert document.result_title() == "Run 1 · result"
    assert (document.result_alpha() == 0.25).all()
    np.testing.assert_array_equal(run.trimap, trimap)
    assert not document.is_stale
    with qtbot.waitSignal(document.stale_changed) as stale:
        paint(document, QRect(0, 0, 5, 5), 255)
    assert stale.args == [True]
    assert document.is_stale
    with qtbot.waitSignal(document.stale_changed):
        document.undo()
    assert not document.is_stale


def test_a_run_started_before_the_last_stroke_arrives_stale(document, trimap):
    document.set_trimap(trimap)
    _, frozen = document.frozen_request()
    paint(document, QRect(0, 0, 5, 5), 255)
    document.add_run(result(0.5), frozen)
    assert document.is_stale


def test_runs_and_steps_stand_in_the_same_history(document, qtbot, trimap):
    document.set_trimap(trimap)
    step = np.full((HEIGHT, WIDTH), 1.75, np.float16)
    first = document.add_run(result(0.25, corrected=step), trimap)
    document.use_step(0, "corrected")
    second = document.add_run(result(0.75), trimap)
    paint(document, QRect(0, 0, 5, 5), 255)
    document.set_current_run(first)
    assert document.history.texts[1:] == (
        "Matte (Run 1)",
        "Use Run 1 · Step 0 (t = 250), Corrected",
        "Matte (Run 2)",
        "Paint",
        "Choose Run 1",
    )
    assert document.result_title() == "Run 1 · Step 0 (t = 250), Corrected"
    document.undo()
    assert document.current_run is second
    assert (document.result_alpha() == 0.75).all()
    document.undo()
    with qtbot.waitSignal(document.view_layer_changed) as layer:
        document.undo()
    assert layer.args == ["alpha"]
    assert document.current_run is first
    document.undo()
    assert document.result_title() == "Run 1 · result"
    assert (document.result_alpha() == 0.25).all()
    document.undo()
    assert document.current_run is None
    assert document.result_alpha() is None
    assert document.result_title() == ""
    for _ in range(5):
        document.redo()
    assert document.current_run is first
    assert first.adopted_step == (0, "corrected")
    assert document.runs == [first, second]


def test_an_adopted_step_is_clipped_and_exact_where_the_runs_trimap_knows(document, trimap):
    noisy = np.random.default_rng(2).normal(0.5, 1, (HEIGHT, WIDTH)).astype(np.float16)
    document.add_run(result(0.5, alpha0=noisy), trimap)
    document.use_step(0, "alpha0")
    alpha = document.result_alpha()
    assert document.result_title() == "Run 1 · Step 0 (t = 250), Estimate (α̃₀)"
    assert alpha.dtype == np.float32
    assert (alpha[:100] == 0).all()
    assert (alpha[200:] == 1).all()
    np.testing.assert_array_equal(alpha[100:200], np.clip(noisy[100:200].astype(np.float32), 0, 1))
    document.use_result()
    assert (document.result_alpha() == 0.5).all()


def test_a_step_or_matte_that_is_not_there_is_named(document, trimap):
    document.add_run(result(0.5), trimap)
    with pytest.raises(SettingsError, match="Run 1 has 1 steps; there is no step 4"):
        document.use_step(4, "alpha0")
    with pytest.raises(SettingsError, match="Step 0 of Run 1 has no matte called “corrected”"):
        document.use_step(0, "corrected")
    assert document.undo_text == "Matte (Run 1)"


def test_a_run_arriving_after_an_undo_does_not_cost_the_redo(document, trimap):
    paint(document, QRect(0, 0, 5, 5), 255, "Paint foreground")
    document.undo()
    run = document.add_run(result(0.5), trimap)
    assert document.redo_text == "Paint foreground"
    assert document.current_run is run
    assert not document.is_clean, "there is a run that nobody saved"


def test_a_run_of_another_picture_is_refused(document, trimap):
    other = SimpleNamespace(alpha=np.zeros((5, 6), np.float32), steps=())
    with pytest.raises(TrimapError, match="The run is 6 × 5 pixels and the picture 400 × 300"):
        document.add_run(other, trimap)
    assert document.runs == []


def test_a_saved_trimap_and_an_exported_result_are_two_things(document, trimap):
    paint(document, QRect(0, 0, 5, 5), 255)
    document.add_run(result(0.5, alpha0=np.zeros((HEIGHT, WIDTH), np.float16)), trimap)
    assert document.unsaved() == "The painted trimap has not been saved, nor its result exported."
    document.mark_trimap_saved()
    assert document.unsaved() == "Run 1 · result has not been exported."
    assert not document.is_clean
    document.mark_exported(document.result_state)
    assert (document.unsaved(), document.is_clean) == ("", True)
    document.use_step(0, "alpha0")
    assert document.unsaved() == "Run 1 · Step 0 (t = 250), Estimate (α̃₀) has not been exported."
    document.undo()
    assert document.is_clean
    document.undo()
    document.undo()
    assert document.unsaved() == "The painted trimap has not been saved."


def test_without_any_run_closing_would_lose_retouch_that_was_never_exported(document, trimap):
    run = document.add_run(result(0.25), trimap)
    document.delete_run(run)
    assert document.unsaved() == "" and document.is_clean
    document.undo()
    retouch(document, QRect(0, 0, 50, 50))
    document.delete_run(run)
    assert document.unsaved() == "Your retouch has not been exported." and not document.is_clean
    document.undo()
    document.mark_exported(document.result_state)
    document.redo()
    assert document.unsaved() == "" and document.is_clean, "it is in the file"


def test_a_copy_made_elsewhere_is_taken_only_of_the_very_result(document, trimap):
    first = document.add_run(result(0.25), trimap)
    of = document.shown_alpha()
    document.add_run(result(0.75), trimap)
    document.make_room(np.array(of), of)
    assert (document.result_alpha() == 0.75).all(), "the copy is of another run's alpha"
    assert not document.has_room
    bare = document.shown_alpha()
    retouch(document, QRect(0, 0, 50, 50))
    document.set_current_run(first)
    document.undo()  # retouch lies over the second run's alpha, and there is no array of it
    assert not document.has_room
    document.make_room(np.array(bare), bare)
    assert (document.result_alpha()[:50, :50] == 1).all(), "the copy is of the alpha without its retouch"
    document.set_current_run(first)
    seen = document.shown_alpha()
    document.undo()
    document.undo()
    document.redo()
    document.redo()
    document.make_room(np.zeros((HEIGHT, WIDTH), np.float32), seen)
    assert not document.has_room, "it was copied while the retouch went and came back"


def test_what_a_screen_shows_of_a_retouched_alpha_is_the_result_and_makes_no_array(document, trimap):
    alpha = np.random.default_rng(4).random((HEIGHT, WIDTH), np.float32)
    document.add_run(result(0.5), trimap)
    retouch(document, QRect(240, 100, 60, 30))
    document.retouch.planes[110:120, 250:270] = 300, 200
    document.retouch.painted(Box(0, 0, WIDTH, HEIGHT))
    finished = result(0.5)
    finished.alpha[:] = alpha
    document.add_run(finished, trimap)
    shown = document.shown_alpha()
    assert shown is document.shown_alpha() and not document.has_room
    levels, thinned = matte_for_display(shown, (0.1, 0.8)), shown.thinned(7)
    part, value, span = shown[90:140, 230:310], shown[115, 260], finite_range(shown)
    assert not document.has_room
    whole = document.result_alpha()
    assert (whole[100:105, 250:260] == 1).all() and 0 < whole[115, 260] < 1
    np.testing.assert_array_equal(levels, matte_for_display(whole, (0.1, 0.8)))
    np.testing.assert_array_equal(thinned, whole[::7, ::7])
    np.testing.assert_array_equal(part, whole[90:140, 230:310])
    assert (value, span) == (whole[115, 260], finite_range(whole))
    np.testing.assert_array_equal(whole[:90], alpha[:90])


def test_deleted_runs_count_and_their_memory_comes_back(qapp, picture, trimap):
    document = Document(history_bytes=2 * HEIGHT * WIDTH)
    document.open_picture(picture)
    paint(document, QRect(0, 0, 5, 5), 255)
    runs = [document.add_run(result(value), trimap) for value in (0.25, 0.5, 0.75)]
    assert runs[0].nbytes == HEIGHT * WIDTH * (4 + 1 + 4) + 1000, "alpha, trimap and start, and its step"
    document.mark_exported(document.result_state)
    gone = weakref.ref(runs[2])
    document.delete_run(runs.pop())
    document.undo()
    assert document.runs[-1] is gone() and document.result_is_exported
    document.redo()
    paint(document, QRect(0, 0, 9, 9), 0)
    assert len(document.history.texts) == 6 and gone() is not None, "one fits beside the strokes"
    document.delete_run(runs.pop())
    assert document.history.undo_text == "Delete Run 2"
    paint(document, QRect(0, 0, 5, 5), 255)
    gc.collect()
    assert gone() is None, "the cap has cost the deletion, and that the run"
    assert document.history.has_forgotten
    document.undo()
    document.undo()
    assert document.runs[-1].name == "Run 2"


def test_an_export_of_another_pictures_run_says_nothing_of_this_ones(document, picture, trimap):
    document.add_run(result(0.25), trimap)
    state = document.result_state
    document.open_picture(picture)
    document.add_run(result(0.75), trimap)
    document.mark_exported(state)
    assert not document.result_is_exported
