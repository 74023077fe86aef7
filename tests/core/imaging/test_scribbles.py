"""A trimap from strokes, on a picture whose subject is a red disc on green."""

import cv2
import numpy as np
import pytest

from core.errors import TrimapError
from core.imaging.scribbles import trimap_from_strokes

SIZE = 240


@pytest.fixture
def scene():
    image = np.empty((SIZE, SIZE, 3), np.uint8)
    image[:] = (40, 150, 60)
    disc = np.zeros((SIZE, SIZE), np.uint8)
    cv2.circle(disc, (120, 120), 60, 1, -1)
    image[disc == 1] = (200, 40, 40)
    noise = np.random.default_rng(0).integers(-12, 13, image.shape)
    return np.clip(image + noise, 0, 255).astype(np.uint8), disc.astype(bool)


def _strokes(foreground=None, background=None):
    strokes = np.full((SIZE, SIZE), 128, np.uint8)
    for value, line in ((255, foreground), (0, background)):
        if line is not None:
            cv2.line(strokes, *line, value, 8)
    return strokes


@pytest.mark.parametrize(
    ("foreground", "background"),
    [
        (((95, 95), (145, 145)), None),
        (None, ((10, 10), (230, 10))),
        (((95, 95), (145, 145)), ((10, 10), (230, 10))),
    ],
)
def test_the_disc_is_found(scene, foreground, background):
    image, disc = scene
    strokes = _strokes(foreground, background)
    trimap = trimap_from_strokes(image, strokes)
    assert set(np.unique(trimap)) == {0, 128, 255}
    painted = strokes != 128
    assert np.array_equal(trimap[painted], strokes[painted])
    assert disc[trimap == 255].mean() > 0.98
    assert disc[trimap == 0].mean() < 0.02
    rim = cv2.morphologyEx(disc.astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    assert (trimap[rim] == 128).mean() > 0.95


def test_nothing_painted_is_refused(scene):
    with pytest.raises(TrimapError, match="no strokes"):
        trimap_from_strokes(scene[0], _strokes())


def test_a_picture_painted_all_over_is_refused(scene):
    with pytest.raises(TrimapError, match="around it"):
        trimap_from_strokes(scene[0], np.full((SIZE, SIZE), 255, np.uint8))
