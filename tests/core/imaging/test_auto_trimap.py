"""Trimaps from alphas and masks: the band around the edge, in its two widths."""

import cv2
import numpy as np
import pytest

from core.errors import TrimapError
from core.imaging.auto_trimap import edge_distance, read_mask, trimap_at, trimap_from_alpha
from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN


@pytest.mark.parametrize(("inner", "outer"), [(0, 0), (2, 5), (4, 0)])
def test_the_band_has_its_two_widths(inner, outer):
    alpha = np.zeros((5, 40), np.float32)
    alpha[:, 20:] = 1
    row = trimap_from_alpha(alpha, inner, outer)[2]
    assert np.count_nonzero(row == UNKNOWN) == inner + outer
    assert row[19 - outer] == BACKGROUND
    assert row[20 + inner] == FOREGROUND
    # the picture's border is no edge
    assert (row[0], row[-1]) == (BACKGROUND, FOREGROUND)


def test_soft_alpha_is_unknown_in_any_depth():
    alpha = np.array([[0, 0.02, 0.5, 0.97, 1]], np.float32)
    expected = [[0, 0, 128, 255, 255]]
    np.testing.assert_array_equal(trimap_from_alpha(alpha, 0, 0), expected)
    np.testing.assert_array_equal(trimap_from_alpha(np.rint(alpha * 255).astype(np.uint8), 0, 0), expected)
    assert (trimap_from_alpha(np.ones((4, 4), bool), 3, 3) == FOREGROUND).all()
    with pytest.raises(TrimapError, match="-1 pixels"):
        trimap_from_alpha(alpha, 2, -1)


def test_a_part_of_the_distances_gives_that_part_of_the_trimap():
    alpha = np.random.default_rng(3).random((90, 70)) > 0.002
    distance = edge_distance(alpha)
    assert distance.dtype == np.int16
    np.testing.assert_array_equal(
        trimap_at(distance[::3, 5:40], 4, 2), trimap_from_alpha(alpha, 4, 2)[::3, 5:40]
    )


def test_the_distance_counts_as_the_euclidean_one():
    mask = np.ones((30, 30), bool)
    mask[10, 10] = False
    y, x = np.mgrid[:30, :30]
    away = np.hypot(x - 10, y - 10)
    for width in (0, 1, 5, 9):
        np.testing.assert_array_equal(trimap_from_alpha(mask, width, 0) == FOREGROUND, away > width)


def test_a_trimap_counts_its_unknown_as_the_edge():
    trimap = np.zeros((4, 30), np.uint8)
    trimap[:, 10:14], trimap[:, 14:] = UNKNOWN, FOREGROUND
    row = trimap_from_alpha(trimap, 3, 1)[0]
    assert np.flatnonzero(row == UNKNOWN).tolist() == list(range(9, 17))
    assert row[8] == BACKGROUND


def test_a_mask_is_read_for_its_picture(tmp_path):
    mask = np.zeros((20, 30), np.uint8)
    mask[:, 9:] = 255
    cv2.imwrite(str(tmp_path / "mask.png"), mask)
    np.testing.assert_array_equal(read_mask(tmp_path / "mask.png", (30, 20)), mask)
    with pytest.raises(TrimapError, match="30 × 20 pixels and the picture is 20 × 30"):
        read_mask(tmp_path / "mask.png", (20, 30))
    cv2.imwrite(str(tmp_path / "flat.png"), mask * 0)
    with pytest.raises(TrimapError, match=r"flat.png is the same all over"):
        read_mask(tmp_path / "flat.png", (30, 20))
    with pytest.raises(TrimapError, match="none"):
        read_mask(tmp_path / "none.png", (30, 20))
