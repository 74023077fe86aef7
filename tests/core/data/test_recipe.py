"""The recipe: checked when it is made, and obeyed by what is made with it."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from data import layout_trees as trees

from core.data.composites import composite_sample
from core.data.cutouts import Cutout
from core.data.photography import hsv_jitter
from core.data.placing import place
from core.data.recipe import GCA, RECIPES, Recipe
from core.data.sources import TrainingSource
from core.data.trimaps import eroded_trimap
from core.errors import SettingsError


def test_lists_as_toml_has_them_are_pairs() -> None:
    assert Recipe(scale=[0.5, 1]) == Recipe(scale=(0.5, 1))
    assert RECIPES["default"] == Recipe()  # as the bundled model was trained


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"merge": 1.5}, "merge must be a number from 0 to 1, not 1.5"),
        ({"merge": "often"}, "not 'often'"),
        ({"photo": 0.9}, "add up to 1.36"),
        ({"pose": "upright"}, "pose must be .*affine.*'upright'"),
        ({"trimap": "drawn"}, "'drawn'"),
        ({"trimap_pixels": [9, 3]}, r"small to large.*\[9, 3\]"),
        ({"trimap_pixels": [1.5, 3]}, r"whole numbers.*1.5"),
        ({"scale": 1}, "two numbers"),
        ({"scale": [0, 1]}, "scale"),
        ({"camera": 1}, "camera must be true or false, not 1"),
        ({"hue": True}, "hue.*True"),
    ],
)
def test_what_cannot_be_is_named(table: dict[str, object], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        Recipe(**table)


def test_every_field_is_described() -> None:
    for field in fields(Recipe):
        assert field.name in Recipe.__doc__


@pytest.fixture(scope="module")
def bar() -> Cutout:
    """A bar 60 × 20 whose left half is red and whose right half is green."""
    rgba = np.zeros((60, 100, 4), np.uint8)
    rgba[:, :50, 0] = rgba[:, 50:, 1] = 200
    rgba[20:40, 20:80, 3] = 255
    return Cutout(rgba, np.array([[50, 30]], np.int32), np.zeros((0, 2), np.int32), "other")


STILL = replace(GCA, scale=(1, 1), rotation=0, shear=0, flip=0)


def test_affine_without_any_range_moves_only(bar: Cutout) -> None:
    rgba = place(np.random.default_rng(0), bar, 96, STILL)
    np.testing.assert_array_equal(rgba[48 - 10 : 48 + 10, 48 - 30 : 48 + 30], bar.rgba[20:40, 20:80])
    assert (rgba[..., 3] > 0).sum() == 20 * 60


def test_affine_keeps_to_its_ranges(bar: Cutout) -> None:
    """Area tells the scale, the principal axis the turn; shear is tried apart."""
    for seed in range(12):
        alone = replace(STILL, scale=(0.8, 1.25), rotation=30)
        alpha = place(np.random.default_rng(seed), bar, 160, alone)[..., 3] / 255
        assert 0.8 - 0.03 < np.sqrt(alpha.sum() / (20 * 60)) < 1.25 + 0.03
        y, x = np.nonzero(alpha > 0.5)
        _, axes = np.linalg.eigh(np.cov(x, y))
        turned = np.degrees(np.arctan2(*axes[::-1, 1])) % 180
        assert min(turned, 180 - turned) < 31
        sheared = place(np.random.default_rng(seed), bar, 160, replace(STILL, shear=10))[..., 3] / 255
        assert sheared.sum() == pytest.approx(20 * 60, rel=0.02)  # shear keeps the area


def test_flip_mirrors(bar: Cutout) -> None:
    rgba = place(np.random.default_rng(0), bar, 96, replace(STILL, flip=1))
    assert rgba[48, 30, 1] == 200 and rgba[48, 66, 0] == 200


def test_a_whole_picture_fills_the_frame() -> None:
    """Every pixel of the frame is the picture's own where nothing is turned: the ramp never turns back."""
    ramp = np.broadcast_to(np.arange(100, dtype=np.uint8)[:, None, None], (100, 140, 4)).copy()
    corner = Cutout(ramp, np.array([[0, 0]], np.int32), np.zeros((0, 2), np.int32), "whole")
    for pose in ("affine", "placed"):
        rgba = place(np.random.default_rng(3), corner, 64, replace(STILL, pose=pose))
        assert rgba.shape == (64, 64, 4)
        assert (np.diff(rgba[:, 32, 0].astype(int)) >= 0).all()


def test_hsv_jitter_changes_colours_within_range_and_no_greys() -> None:
    grey = np.full((4, 4, 3), 100, np.uint8)
    colour = np.full((4, 4, 3), (200, 100, 50), np.uint8)
    rng = np.random.default_rng(0)
    for _ in range(10):
        jittered = hsv_jitter(rng, grey, 0.1, 0.1, 0.1)
        assert np.ptp(jittered) <= 1
        assert 89 <= jittered.min() <= jittered.max() <= 111
    np.testing.assert_array_equal(hsv_jitter(rng, colour, 0, 0, 0), colour)
    same = [hsv_jitter(np.random.default_rng(5), colour, 0.1, 0.1, 0.1) for _ in range(2)]
    np.testing.assert_array_equal(*same)
    assert not np.array_equal(same[0], colour)


def test_eroded_trimaps_reach_half_the_ellipse_to_either_side() -> None:
    alpha = np.zeros((80, 80), np.float32)
    alpha[:, 40:] = 1
    trimap = eroded_trimap(np.random.default_rng(0), alpha, (9, 9))
    columns = np.repeat([0, 128, 255], [36, 8, 36])
    np.testing.assert_array_equal(trimap[40], columns)
    widths = {int((eroded_trimap(np.random.default_rng(s), alpha)[40] == 128).sum()) for s in range(40)}
    assert min(widths) < 10 and 20 < max(widths) <= 28
    assert eroded_trimap(np.random.default_rng(0), alpha, (1, 1)) is None  # nothing is unknown


def test_gca_composites_are_plain_and_tell_the_truth(tmp_path: Path) -> None:
    root = trees.adobe(tmp_path)
    trees.save_backgrounds(tmp_path / "coco", ["1.jpg", "2.jpg"])
    source = TrainingSource(root, backgrounds=[tmp_path / "coco"])
    for index in range(4):
        sample = composite_sample(source, 0, index, 64, recipe=GCA)
        composed = sample.background + sample.alpha[..., None] * (sample.foreground - sample.background)
        assert np.abs(composed - sample.image).max() <= 0.5 / 255 + 1e-6  # rounding to 8 bits alone
        assert sample.alpha[sample.trimap == 0].max(initial=0) <= 0.006
        assert sample.alpha[sample.trimap == 255].min(initial=1) >= 0.994
        assert (sample.trimap == 128).any()


def test_the_default_recipe_makes_what_the_bundled_model_was_trained_with() -> None:
    """Means of samples 0-2 of seed 0 as the tree made them when that model was trained (OpenCV 4.14)."""
    source = TrainingSource(procedural=True)
    found = [composite_sample(source, 0, index, 128) for index in range(3)]
    np.testing.assert_allclose([s.alpha.mean() for s in found], [0.5194, 0.4298, 0.691], atol=0.01)
    np.testing.assert_allclose([s.image.mean() for s in found], [0.2279, 0.4615, 0.4643], atol=0.01)
