"""The brush as a pure function, against the definition: a pixel is painted when its centre is in the hull."""

import itertools

import numpy as np
import pytest

from dmat_gui.canvas.brush import Dab, stroke_spans
from dmat_gui.canvas.brush_sizes import stepped_size

WIDTH, HEIGHT = 80, 60


def painted(start, end):
    array = np.zeros((HEIGHT, WIDTH), np.uint8)
    spans = stroke_spans(start, end, WIDTH, HEIGHT)
    spans.fill(array, 255)
    return array, spans


def by_definition(start, end):
    """The union of many discs on the way from one dab to the other."""
    start, end = start.snapped(), end.snapped()
    y, x = np.mgrid[:HEIGHT, :WIDTH] + 0.5
    covered = np.zeros((HEIGHT, WIDTH), bool)
    for part in np.linspace(0, 1, 1001):
        centre_x, centre_y = start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part
        radius = (start.size + (end.size - start.size) * part) / 2
        covered |= (x - centre_x) ** 2 + (y - centre_y) ** 2 <= radius**2 + 1e-9
    return covered


@pytest.mark.parametrize("seed", range(12))
def test_strokes_cover_exactly_the_hull_of_their_discs(seed):
    rng = np.random.default_rng(seed)
    start = Dab(*rng.uniform(-20, 90, 2), rng.uniform(1, 50))
    end = Dab(*rng.uniform(-20, 90, 2), start.size if seed % 2 else rng.uniform(1, 50))
    array, spans = painted(start, end)
    assert np.count_nonzero((array == 255) != by_definition(start, end)) <= 2
    assert set(np.unique(array)) <= {0, 255}
    rows, columns = np.nonzero(array)
    if rows.size:
        assert spans.box == (columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1)


@pytest.mark.parametrize("size", range(1, 10))
def test_small_brushes_sit_on_the_pixels_wherever_the_pointer_is(size):
    dabs = [Dab(30 + off, 30 - off, size) for off in (0, 0.3, 0.5, 0.99)]
    counts = {np.count_nonzero(painted(dab, dab)[0]) for dab in dabs}
    assert len(counts) == 1
    if size == 1:
        assert counts == {1}


def test_a_line_of_one_pixel_has_no_gaps():
    for end in ((79, 13), (13, 59), (50, 50), (70, 1)):
        array, _ = painted(Dab(2.2, 2.7, 1), Dab(*end, 1))
        rows, columns = np.nonzero(array)
        assert max(np.ptp(rows), np.ptp(columns)) + 1 <= rows.size
        assert len(set(rows)) == np.ptp(rows) + 1
        assert len(set(columns)) == np.ptp(columns) + 1


def test_a_stroke_outside_paints_nothing_and_one_across_is_cut():
    array, spans = painted(Dab(-50, -50, 20), Dab(-30, 90, 20))
    assert not array.any()
    assert spans.box.width == 0
    array, _ = painted(Dab(-30, 30, 10), Dab(110, 30, 10))
    assert (array[25:35] == 255).all()
    assert not array[:25].any()
    assert not array[35:].any()


def test_sizes_grow_and_shrink_geometrically_between_1_and_2000():
    size, sizes = 1, []
    while size < 2000:
        size = stepped_size(size, up=True)
        sizes.append(size)
    assert sizes[0] == 2
    assert sizes[-1] == 2000
    assert len(sizes) < 60
    assert all(1.1 < b / a < 1.2 for a, b in itertools.pairwise(sizes[20:-1]))
    while size > 1:
        smaller = stepped_size(size, up=False)
        assert smaller < size
        size = smaller
    assert stepped_size(1, up=False) == 1
    assert stepped_size(2000, up=True) == 2000
