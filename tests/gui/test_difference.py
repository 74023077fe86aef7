"""The difference view: what it compares, its colours and its legend."""

from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dmat_gui.canvas.difference import SCALE, difference_colours
from dmat_gui.canvas.views import View
from tests.gui.canvas_events import HEIGHT, WIDTH, at, finished, shown_pixel


def test_no_difference_is_white_and_both_ways_are_told_apart_in_hue_and_depth():
    levels = np.array([[0, 100, 255]], np.uint8)
    assert (difference_colours(levels, levels, 1.0) == SCALE[128]).all()
    less = difference_colours(np.zeros((1, 3), np.uint8), np.array([[51, 128, 255]], np.uint8), 1.0)[0]
    more = difference_colours(np.array([[51, 128, 255]], np.uint8), np.zeros((1, 3), np.uint8), 1.0)[0]
    assert (less[:, 0] > less[:, 2] + 20).all(), "orange"
    assert (more[:, 2] > more[:, 0] + 20).all(), "blue"
    for side in (less, more):
        assert (np.diff(side.astype(int).sum(axis=1)) < 0).all(), "the more, the darker"


def test_the_ends_of_the_scale_stand_for_the_span():
    matte, reference = np.array([[25, 26, 255]], np.uint8), np.zeros((1, 3), np.uint8)
    shown = difference_colours(matte, reference, 0.1)[0]
    assert (shown[1:] == SCALE[255]).all()
    assert (shown[0] != SCALE[255]).any()
    assert (difference_colours(matte, reference, 1.0)[0, 2] == SCALE[255]).all()


def test_the_canvas_shows_the_shown_matte_minus_the_reference(canvas, document):
    document.add_run(finished(np.full((HEIGHT, WIDTH), 0.6, np.float32)), document.trimap)
    canvas.set_view(View.DIFFERENCE)
    np.testing.assert_array_equal(shown_pixel(canvas, 50, 60), document.display_image[60, 50])
    reference = np.full((HEIGHT, WIDTH), 0.6, np.float32)
    reference[:, 100:200], reference[:, 200:] = 1.0, 0.0
    canvas.set_reference(reference)
    colours = [tuple(shown_pixel(canvas, x, 60)) for x in (50, 150, 250)]
    assert colours == [tuple(SCALE[place]) for place in (128, round(128 - 0.4 * 127), round(128 + 0.6 * 127))]
    canvas.set_full_range(True)
    assert [tuple(shown_pixel(canvas, x, 60)) for x in (50, 150, 250)] == colours, "never stretched"
    seen = []
    canvas.readout_changed.connect(seen.append)
    QTest.mouseMove(canvas.viewport(), at(canvas, 150, 60))
    assert seen[-1].difference == pytest.approx(-0.4)
    canvas.set_view(View.ALPHA)
    assert seen[-1].difference is None


def test_the_result_is_compared_with_the_start_and_with_other_runs(driver, known_trimap):
    driver.open(known_trimap)
    window, control = driver.window, driver.window.view_parts.difference
    assert not window.actions_["view_difference"].isEnabled()
    driver.matte()
    QTest.keyClick(window.canvas, Qt.Key.Key_F7)
    assert control.legend.isVisible()
    assert control.names == ["Start"]
    run = window.document.current_run
    np.testing.assert_array_equal(window.canvas._reference, run.result.start)
    other = SimpleNamespace(**(vars(run.result) | {"alpha": 1 - run.result.alpha, "start": None}))
    window.document.add_run(other, known_trimap)
    assert control.names == ["Run 1"], "a run without a start is compared with the others"
    np.testing.assert_array_equal(window.canvas._reference, run.result.alpha)
    driver.trigger("undo")
    assert control.names == ["Start", "Run 2"]
    box = control.legend.reference_box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    np.testing.assert_array_equal(window.canvas._reference, other.alpha)
    assert control.legend.shown.text() == "Run 1 · result"
    window.film.choose(3)
    assert control.legend.shown.text().startswith("Step"), "a step is compared as well"
    driver.trigger("view_alpha")
    assert not control.legend.isVisible()


def test_a_run_that_is_renamed_is_still_what_is_compared_with(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    driver.window.panel.advanced.seed.setValue(7)
    driver.matte()
    driver.trigger("view_difference")
    control, document = driver.window.view_parts.difference, driver.document
    QTest.keyClick(control.legend.reference_box, Qt.Key.Key_Down)
    reference = driver.window.canvas._reference
    np.testing.assert_array_equal(reference, document.runs[0].alpha(None))
    document.rename_run(document.runs[0], "Softer")
    assert control.legend.reference_box.currentText() == "Softer"
    assert driver.window.canvas._reference is reference


@pytest.mark.parametrize(("away", "span"), [(0.02, 0.1), (0.3, 0.5), (0.9, 1.0), (0.0, 1.0)])
def test_the_scale_begins_with_one_that_shows_the_difference_until_one_is_chosen(
    driver, known_trimap, away, span
):
    driver.open(known_trimap)
    driver.matte()
    run = driver.document.current_run
    alpha = np.zeros_like(run.result.alpha)
    other = alpha.copy()
    other[:, 60:100] = away
    driver.document.add_run(
        SimpleNamespace(**(vars(run.result) | {"alpha": other, "start": alpha})), known_trimap
    )
    driver.trigger("view_difference")
    legend = driver.window.view_parts.difference.legend
    assert legend.span_box.currentData() == driver.window.canvas._layers.span == span
    assert legend.scale._span == span
    QTest.keyClick(legend.span_box, Qt.Key.Key_Home)
    QTest.keyClick(legend.span_box, Qt.Key.Key_Down)
    assert driver.window.canvas._layers.span == 0.5
    driver.trigger("undo")
    assert driver.window.canvas._layers.span == 0.5, "a person chose it"


def test_the_legend_says_that_retouch_is_on_one_side_only(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    driver.trigger("view_difference")
    legend = driver.window.view_parts.difference.legend
    assert not legend.note.isVisible()
    driver.trigger("retouch")
    driver.paint((70, 20), (90, 20))
    assert legend.note.isVisible() and legend.note.text().startswith("Your retouch lies over this one")
    driver.window.film.choose(2)
    assert not legend.note.isVisible(), "over a step there is none"
    driver.trigger("back_to_result")
    driver.trigger("undo")
    assert not legend.note.isVisible()


def test_without_a_run_there_is_no_difference_to_look_at(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    driver.trigger("view_difference")
    driver.trigger("undo")
    assert driver.window.canvas.view is View.TRIMAP_OVERLAY
    assert not driver.window.actions_["view_difference"].isEnabled()
    assert driver.window.canvas._reference is None
