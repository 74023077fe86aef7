"""The retouch layer: what is painted on the Result's alpha, exactly; its history; what survives it."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.imaging.picture import Picture
from dmat_gui.canvas import retouch_stroke
from dmat_gui.canvas.brush import Dab
from dmat_gui.canvas.display import copied
from dmat_gui.canvas.retouch_stroke import RetouchStroke
from dmat_gui.canvas.soft_brush import soft_weight
from dmat_gui.canvas.views import View
from dmat_gui.history import Box
from dmat_gui.retouch import FULL, OPAQUE, RESTORE, TRANSPARENT, RetouchLayer, blend
from tests.gui.canvas_events import HEIGHT, LEFT, NONE, RIGHT, SHIFT, WIDTH, at, drag, finished, pen, screen

Y, X = np.mgrid[:HEIGHT, :WIDTH] + 0.5
CLASSES = {OPAQUE: 1.0, TRANSPARENT: 0.0}


@pytest.fixture
def alpha(document):
    """The alpha of the document's one run: no value of it is 0 or 1."""
    alpha = np.random.default_rng(1).uniform(0.1, 0.9, (HEIGHT, WIDTH)).astype(np.float32)
    document.add_run(finished(alpha), document.trimap)
    return alpha.copy()


@pytest.fixture
def retouching(canvas, document, alpha):
    """The canvas with a hard, full Retouch of 20 pixels in hand, the alpha in sight."""
    canvas.set_tool("retouch")
    canvas.set_view(View.ALPHA)
    canvas.set_brush_size(20)
    return canvas


@pytest.mark.parametrize("value", CLASSES)
def test_what_is_painted_is_exact_there_and_nowhere_else(retouching, document, alpha, value):
    retouching.set_paint_class(value)
    drag(retouching, (60, 80), (160, 80))
    inside = (np.abs(Y - 80.5) < 9) & (X > 60) & (X < 160)
    outside = (np.abs(Y - 80.5) > 11) | (X < 49) | (X > 172)
    shown = document.result_alpha()
    np.testing.assert_array_equal(shown[inside], CLASSES[value])
    np.testing.assert_array_equal(shown[outside], alpha[outside])
    np.testing.assert_array_equal(document.run_alpha(), alpha)
    assert document.current_run.result.alpha.tobytes() == alpha.tobytes(), "the run itself is never written"


@pytest.mark.parametrize("by", ["class", "right button"])
def test_restore_gives_back_the_very_alpha(retouching, document, alpha, by):
    retouching.set_softness(0.2, 0.7)
    drag(retouching, (60, 80), (160, 80))
    assert (document.result_alpha() != alpha).any()
    retouching.set_softness(1, 1)
    retouching.set_brush_size(60)
    if by == "class":
        retouching.set_paint_class(RESTORE)
    drag(retouching, (50, 80), (170, 80), button=LEFT if by == "class" else RIGHT)
    np.testing.assert_array_equal(document.result_alpha(), alpha)
    assert not document.has_retouch
    assert document.history.texts[-2:] == ("Retouch opaque", "Retouch restore")


def test_undo_and_redo_are_exact_and_one_step_a_stroke(retouching, document, alpha):
    retouching.set_softness(0, 0.6)
    states = [alpha]
    for value, y in ((OPAQUE, 60), (TRANSPARENT, 66), (RESTORE, 72)):
        retouching.set_paint_class(value)
        drag(retouching, (30, y), (200, y + 20), (260, y))
        states.append(document.result_alpha().copy())
    names = ("Matte (Run 1)", "Retouch opaque", "Retouch transparent", "Retouch restore")
    assert document.history.texts == names
    for state in reversed(states[:-1]):
        document.undo()
        np.testing.assert_array_equal(document.result_alpha(), state)
    assert not document.has_retouch
    for state in states[1:]:
        document.redo()
        np.testing.assert_array_equal(document.result_alpha(), state)
    document.go_to(2)
    np.testing.assert_array_equal(document.result_alpha(), states[1])


def test_escape_takes_the_stroke_under_way_back(retouching, document, alpha):
    QTest.mousePress(retouching.viewport(), LEFT, NONE, at(retouching, 50, 50))
    QTest.mouseMove(retouching.viewport(), at(retouching, 90, 50))
    assert (document.result_alpha() == 1).any()
    QTest.keyClick(retouching, Qt.Key.Key_Escape)
    QTest.mouseRelease(retouching.viewport(), LEFT, NONE, at(retouching, 90, 50))
    np.testing.assert_array_equal(document.result_alpha(), alpha)
    assert not document.has_retouch


def test_a_soft_stroke_fades_and_going_over_it_twice_in_one_stroke_adds_nothing(retouching, document):
    document.add_run(finished(np.zeros((HEIGHT, WIDTH), np.float32)), document.trimap)
    retouching.set_brush_size(40)
    retouching.set_softness(0.5, 0.5)
    drag(retouching, (60, 80), (160, 80))
    once = document.result_alpha().copy()
    across = once[58:81, 110]
    assert (np.diff(across) >= 0).all()
    assert across[0] == 0
    np.testing.assert_allclose(across[-9:], 0.5, atol=1 / FULL)
    assert 0.1 < across[7] < 0.4, "between the rim and the middle"
    document.undo()
    drag(retouching, (60, 80), (160, 80), (60, 80), (160, 80))
    np.testing.assert_array_equal(document.result_alpha(), once)
    drag(retouching, (60, 80), (160, 80))
    assert document.result_alpha()[80, 110] == pytest.approx(0.75, abs=2 / FULL), "a second stroke adds up"


def test_a_weak_brush_comes_to_its_end(retouching, document):
    retouching.set_softness(1, 0.1)
    for value, end in ((OPAQUE, 1.0), (TRANSPARENT, 0.0)):
        retouching.set_paint_class(value)
        for _ in range(80):
            drag(retouching, (100, 100))
        assert document.result_alpha()[100, 100] == end
    retouching.set_paint_class(RESTORE)
    for _ in range(80):
        drag(retouching, (100, 100))
    assert not document.has_retouch


def test_light_never_exceeds_coverage_whatever_is_painted():
    rng = np.random.default_rng(2)
    planes = np.zeros((20, 20, 2), np.uint16)
    for _ in range(300):
        value = (OPAQUE, TRANSPARENT, RESTORE)[rng.integers(3)]
        planes = blend(planes, rng.uniform(0, 1, (20, 20)).astype(np.float32) ** 3, value)
        assert (planes[..., 1] <= planes[..., 0]).all()
        assert planes.max() <= FULL
    layer, whole = RetouchLayer(20, 20), Box(0, 0, 20, 20)
    layer.planes[:] = planes
    layer.painted(whole)
    for below in (0.0, 0.3, 1.0):
        seen = layer.result(np.full((20, 20), below, np.float32))
        assert seen.min() >= 0
        assert seen.max() <= 1


def test_a_new_run_another_run_and_a_step_lie_under_the_same_retouch(retouching, document, alpha):
    drag(retouching, (60, 80), (160, 80))
    painted = document.result_alpha() == 1
    step = np.full((HEIGHT, WIDTH), 0.25, np.float16)
    second = document.add_run(
        finished(np.full((HEIGHT, WIDTH), 0.5, np.float32), alpha0=step, t=250), document.trimap
    )
    assert document.result_title() == "Run 2 · result, retouched"

    def expect(below):
        np.testing.assert_array_equal(
            document.result_alpha()[~painted], np.broadcast_to(below, painted.shape)[~painted]
        )
        assert (document.result_alpha()[painted] == 1).all()

    expect(0.5)
    document.use_step(0, "alpha0")
    expect(0.25)
    document.set_current_run(document.runs[0])
    expect(alpha)
    document.delete_run(document.runs[0])
    assert document.current_run is second
    expect(0.25)
    document.remove_retouch()
    np.testing.assert_array_equal(document.result_alpha(), 0.25)
    assert "retouched" not in document.result_title()
    document.undo()
    expect(0.25)
    for _ in range(4):
        document.undo()
    expect(alpha)
    assert document.undo_text == "Retouch opaque"


def test_another_picture_has_no_retouch(retouching, document):
    drag(retouching, (60, 80), (160, 80))
    document.open_picture(Picture.from_array(np.zeros((50, 60, 3), np.uint8)))
    assert (document.has_retouch, document.retouch, document.result_alpha()) == (False, None, None)


def test_retouch_makes_the_result_one_that_is_not_exported(retouching, document):
    document.mark_exported(document.result_state)
    assert document.result_is_exported
    drag(retouching, (60, 80), (160, 80))
    assert not document.result_is_exported
    assert document.unsaved() == "Run 1 · result, retouched has not been exported."
    document.undo()
    assert document.result_is_exported


def test_without_a_result_a_press_changes_nothing(canvas, document):
    canvas.set_tool("retouch")
    drag(canvas, (60, 80), (160, 80))
    assert not document.can_undo
    assert (document.trimap == 128).all()


def test_shift_draws_a_line_and_painting_goes_past_the_edges(retouching, document):
    drag(retouching, (-30, 20), (-10, 20))
    assert len(document.history.texts) == 1, "a stroke beside the picture is none"
    drag(retouching, (-30, 100), (20, 100))
    drag(retouching, (WIDTH + 30, 100), modifiers=SHIFT)
    assert (document.result_alpha()[93:108] == 1).all()


def test_the_pens_pressure_sizes_it_and_its_tail_restores(retouching, document, alpha):
    retouching.set_brush_size(40)
    pen(retouching, (60, 100, 0.25), (200, 100, 1.0))
    heights = np.count_nonzero(document.result_alpha() == 1, axis=0)
    assert 8 <= heights[60] <= 16
    assert 36 <= heights[200] <= 42
    retouching.set_brush_size(60)
    pen(retouching, (50, 100, 1.0), (220, 100, 1.0), tail=True)
    np.testing.assert_array_equal(document.result_alpha(), alpha)
    assert document.undo_text == "Retouch restore"
    assert retouching.paint_class == OPAQUE


@pytest.mark.parametrize("view", [View.ALPHA, View.COMPOSITE, View.FOREGROUND, View.DIFFERENCE])
@pytest.mark.parametrize("zoom", [0.3, 0.7, 1.0, 1.5, 4.0])
def test_a_stroke_shows_at_once_and_only_its_box_is_composed(retouching, document, monkeypatch, view, zoom):
    retouching.set_reference(np.full((HEIGHT, WIDTH), 0.5, np.float32))
    retouching.set_foreground(np.full((HEIGHT, WIDTH, 3), 90, np.uint8))
    retouching.zoom_to(zoom)
    retouching.set_view(view)
    retouching.set_paint_class(TRANSPARENT)
    before = screen(retouching)
    item, composed = retouching._picture_item, []
    compose = item.compose_box
    monkeypatch.setattr(
        item, "compose_box", lambda grid, ratio: composed.append(grid) or compose(grid, ratio)
    )
    drag(retouching, (140, 90), (150, 95))
    shown = screen(retouching)
    assert (shown != before).any()
    pixels = sum(grid.width * grid.height for grid in composed)
    assert 0 < pixels <= 6 * (36 * zoom + 8) ** 2, "pixels of the screen composed for a stroke"
    retouching._layers.matte = None
    retouching._update_matte()
    np.testing.assert_array_equal(screen(retouching), shown)


def test_a_stroke_on_24_megapixels_touches_a_small_box(retouching, document):
    size = (4000, 6000)
    document.open_picture(Picture.from_array(np.zeros((*size, 3), np.uint8)))
    document.add_run(finished(np.zeros(size, np.float32)), document.trimap)
    retouching.set_tool("retouch")
    retouching.set_brush_size(100)
    boxes = []
    document.alpha_changed.connect(boxes.append)
    drag(retouching, (3000, 2000), (3100, 2040), (3200, 2080))
    assert len(boxes) >= 2
    assert all(box.width() * box.height() < 300 * 300 for box in boxes)
    assert document.history.nbytes < 200_000


def test_the_letter_for_opaque_is_seen_over_what_is_opaque(retouching, document):
    document.add_run(finished(np.ones((HEIGHT, WIDTH), np.float32)), document.trimap)
    QTest.mouseMove(retouching.viewport(), at(retouching, 150, 100))
    badge = retouching._outline.mapToScene(retouching._outline._badge().center())
    middle = retouching.mapFromScene(badge)
    shown = copied(retouching.viewport().grab().toImage()).astype(int)
    across = shown[middle.y(), middle.x() : middle.x() + 14].mean(axis=1)
    assert across[12:].min() == 255, "the white of the alpha"
    assert across[6:12].min() < 160, "an edge around the badge"


def test_the_soft_brush_covers_whole_pixels_at_full_hardness():
    weight = soft_weight(Dab(10, 10, 7), Dab(30, 10, 7), 1.0, slice(0, 20), slice(0, 40))
    assert set(np.unique(weight)) == {0, 1}
    assert np.count_nonzero(weight[:, 20]) == 7
    point = soft_weight(Dab(5.2, 5.7, 1), Dab(5.2, 5.7, 1), 0.5, slice(0, 10), slice(0, 10))
    assert [tuple(place) for place in np.argwhere(point)] == [(5, 5)]


@pytest.mark.parametrize("way", [(40, 0), (-40, 0), (0, 40), (0, -40), (30, 17), (-9, 30), (700, -300)])
@pytest.mark.parametrize("sizes", [(500, 500, 500), (500, 400, 300), (300, 500, 500)])
def test_a_stroke_looks_at_what_lies_ahead_and_is_the_same(document, alpha, monkeypatch, way, sizes):
    document.open_picture(Picture.from_array(np.zeros((900, 1300, 3), np.uint8)))
    document.add_run(finished(np.zeros((900, 1300), np.float32)), document.trimap)
    seen, real = [], retouch_stroke.soft_weight

    def counted(start, end, hardness, rows, columns):
        seen.append((rows.stop - rows.start) * (columns.stop - columns.start))
        return real(start, end, hardness, rows, columns)

    monkeypatch.setattr(retouch_stroke, "soft_weight", counted)
    dabs = [Dab(600.3 + k * way[0], 450.8 + k * way[1], size) for k, size in enumerate((500, *sizes))]
    stroke = RetouchStroke(document, OPAQUE, 0.3, 1.0)
    whole = np.zeros((900, 1300), np.float32)
    for start, end in zip([dabs[0], *dabs], dabs, strict=False):
        seen.clear()
        stroke.to(end)
        whole = np.maximum(whole, real(start, end, 0.3, slice(0, 900), slice(0, 1300)))
    document.end_edit()
    np.testing.assert_allclose(document.result_alpha(), whole, atol=2.01 / FULL)
    if way == (40, 0) and set(sizes) == {500}:
        assert 0 < sum(seen) < 0.62 * 500 * 540, "half of the brush"


def test_a_stroke_that_comes_back_looks_only_where_it_can_still_add(document, alpha, monkeypatch):
    seen, real = [], retouch_stroke.soft_weight
    monkeypatch.setattr(retouch_stroke, "soft_weight", lambda *given: seen.append(given) or real(*given))
    stroke = RetouchStroke(document, OPAQUE, 1.0, 1.0)
    for x in (0, WIDTH):
        stroke.to(Dab(x, HEIGHT / 2, 4 * WIDTH))
    seen.clear()
    stroke.to(Dab(WIDTH / 2, HEIGHT / 2, 4 * WIDTH))
    assert seen == []
    document.end_edit()
