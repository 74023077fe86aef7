"""The unknown band: its width measured, judged and changed."""

import cv2
import numpy as np
import pytest

from core.imaging.band import band_step, band_width, judged_width, narrowed, recommended_widths, widened


def disc(size, radius, width):
    """A disc of foreground in background, with a band of `width` pixels between them."""
    y, x = np.mgrid[:size, :size]
    away = np.hypot(x - size / 2, y - size / 2)
    trimap = np.full((size, size), 128, np.uint8)
    trimap[away < radius - width / 2], trimap[away > radius + width / 2] = 255, 0
    return trimap


@pytest.mark.parametrize("width", [1, 2, 7, 20])
def test_a_straight_band_is_measured_exactly(width):
    trimap = np.zeros((40, 90), np.uint8)
    trimap[:, 30 : 30 + width], trimap[:, 30 + width :] = 128, 255
    assert band_width(trimap) == width


def test_a_round_band_and_a_large_picture():
    assert band_width(disc(300, 90, 16)) == pytest.approx(16, abs=1.5)
    assert band_width(disc(1800, 600, 60)) == pytest.approx(60, abs=4)


def test_a_hole_in_the_subject_does_not_count():
    trimap = disc(300, 100, 12)
    cv2.circle(trimap, (150, 150), 60, 128, -1)
    assert band_width(trimap) == pytest.approx(12, abs=1.5)


def test_where_there_is_no_band():
    assert band_width(np.full((20, 20), 128, np.uint8)) is None
    assert band_width(np.tile(np.uint8([0, 255]), (20, 10))) == 0


def test_widths_are_judged_by_the_picture():
    assert recommended_widths((6000, 4000)) == (40, 400)
    assert [judged_width(width, (6000, 4000)) for width in (10, 120, 900)] == ["narrow", "good", "wide"]
    assert (band_step((6000, 4000)), band_step((200, 100))) == (10, 1)


def test_wider_and_narrower_go_both_ways():
    trimap = disc(300, 90, 20)
    wider, narrower = widened(trimap, 3), narrowed(trimap, 3)
    assert band_width(wider) == pytest.approx(26, abs=2)
    assert band_width(narrower) == pytest.approx(14, abs=2)
    for result in (wider, narrower):
        assert set(np.unique(result)) == {0, 128, 255}
    assert (trimap[narrower == 128] == 128).all()
    assert (wider[trimap == 128] == 128).all()


def test_a_thin_band_never_closes():
    trimap = disc(300, 90, 5)
    for _ in range(6):
        trimap = narrowed(trimap, 2)
    one_side = (trimap == 255).astype(np.uint8)
    touching = cv2.dilate(one_side, np.ones((3, 3), np.uint8)).astype(bool) & (trimap == 0)
    assert not touching.any()


def test_with_one_class_only_the_band_goes_towards_it():
    trimap = np.full((10, 20), 128, np.uint8)
    trimap[:, :5] = 255
    assert (narrowed(trimap, 2)[:, :7] == 255).all()
    assert (narrowed(trimap, 2)[:, 7:] == 128).all()
