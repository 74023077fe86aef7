"""A trimap from strokes or a box, on a picture whose subject is a red disc on green."""

import cv2
import numpy as np
import pytest

from core.errors import TrimapError
from core.imaging.scribbles import trimap_from_box, trimap_from_strokes

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


@pytest.mark.parametrize("scale", [1, 5])
def test_a_box_finds_the_disc(scene, scale):
    image, disc = (np.kron(part, np.ones((scale, scale, 1)[: part.ndim], part.dtype)) for part in scene)
    trimap = trimap_from_box(image, (50 * scale, 45 * scale, 140 * scale, 145 * scale))
    assert set(np.unique(trimap)) == {0, 128, 255}
    assert disc[trimap == 255].mean() > 0.98
    assert disc[trimap == 0].mean() < 0.02
    assert (trimap == 255).sum() > 0.6 * disc.sum()
    assert (trimap[: 20 * scale] == 0).all()


@pytest.mark.parametrize(
    ("box", "match"),
    [
        ((10, 10, 3, 90), "too small"),
        ((0, 0, SIZE, SIZE), "nothing around"),
        ((5, 5, 20, 20), "box a little"),
    ],
)
def test_a_box_of_no_use_says_why(scene, box, match):
    image = np.full_like(scene[0], 90) if match == "box a little" else scene[0]
    with pytest.raises(TrimapError, match=match):
        trimap_from_box(image, box)


def test_strokes_help_the_box(scene):
    image, disc = scene
    image[105:135, 105:135] = image[:30, :30]  # a patch of the background on the subject
    box = (50, 45, 140, 145)
    alone = trimap_from_box(image, box)
    strokes = np.full((SIZE, SIZE), 128, np.uint8)
    strokes[108:132, 108:132], strokes[60:64, 60:64] = 255, 0
    helped = trimap_from_box(image, box, strokes)
    assert (alone[105:135, 105:135] != 255).any()
    assert (helped[108:132, 108:132] == 255).all()
    assert (helped[60:64, 60:64] == 0).all()
    assert disc[helped == 255].mean() > 0.98
