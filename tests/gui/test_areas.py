"""Polygons and fills as pure functions, against their definitions."""

import cv2
import numpy as np
import pytest

from dmat_gui.canvas.areas import bucket_area, polygon_area

WIDTH, HEIGHT = 70, 50


def painted(points):
    array = np.zeros((HEIGHT, WIDTH), np.uint8)
    area = polygon_area(points, WIDTH, HEIGHT)
    area.fill(array, 255)
    return array == 255


def by_definition(points):
    """A pixel is inside when the winding number around its centre is not 0."""
    y, x = np.mgrid[:HEIGHT, :WIDTH] + 0.5
    turned = np.zeros((HEIGHT, WIDTH))
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        turned += np.angle(((x1 - x) + 1j * (y1 - y)) / ((x0 - x) + 1j * (y0 - y)))
    return np.rint(turned / (2 * np.pi)) != 0


@pytest.mark.parametrize("seed", range(10))
def test_a_polygon_is_what_it_winds_around_also_past_the_edges(seed):
    points = np.random.default_rng(seed).uniform((-20, -20), (WIDTH + 20, HEIGHT + 20), (4 + seed, 2))
    points = [tuple(point) for point in points]
    np.testing.assert_array_equal(painted(points), by_definition(points))


def test_its_box_is_no_larger_than_the_polygon():
    points = [(10.2, 5.5), (20.8, 5.5), (20.8, 9.5), (10.2, 9.5)]
    assert polygon_area(points, WIDTH, HEIGHT).box == (10, 5, 11, 5)
    assert np.argwhere(painted(points)).tolist() == [[y, x] for y in range(5, 9) for x in range(10, 21)]


def test_polygons_side_by_side_share_no_pixel():
    left = painted([(10, 10), (30.5, 10), (25.5, 40), (10, 40)])
    right = painted([(30.5, 10), (60, 10), (60, 40), (25.5, 40)])
    assert not (left & right).any()
    assert (left | right)[10:40, 10:60].all()


@pytest.mark.parametrize("points", [[(5, 5)], [(5, 5), (40, 30)], [(-9, -9), (-2, -9), (-5, -3)]])
def test_what_has_no_inside_fills_nothing(points):
    assert not painted(points).any()


def test_a_bucket_fills_one_class_up_to_the_others():
    trimap = np.full((HEIGHT, WIDTH), 128, np.uint8)
    cv2.rectangle(trimap, (10, 8), (40, 30), 255, 1)
    area = bucket_area(trimap, 20, 20)
    assert area.box == (11, 9, 29, 21)
    assert area.inside.all()
    assert bucket_area(trimap, 0, 0).inside.sum() == WIDTH * HEIGHT - 31 * 23
    assert bucket_area(trimap, 10, 8).inside.sum() == 2 * (31 + 21)


def test_a_thin_slanting_line_holds_the_bucket():
    trimap = np.zeros((30, 30), np.uint8)
    np.fill_diagonal(trimap, 255)
    assert bucket_area(trimap, 20, 5).inside.sum() == 30 * 29 // 2
