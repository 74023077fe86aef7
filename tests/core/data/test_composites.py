"""Composed training pictures: reproducible, in range, with trimaps that tell the truth."""

from pathlib import Path

import numpy as np
import pytest
from data import layout_trees as trees

from core.data.composites import CompositeSample, _shadow, _shares_at_hand, composite_sample, random_crops
from core.data.photography import edge_light, mix_light, sheen, spill
from core.data.recipe import Recipe
from core.data.sources import FOREGROUND_KINDS, TrainingSource
from core.errors import DataError

SIZE = 192
COUNT = 24


@pytest.fixture(scope="module")
def samples() -> list[CompositeSample]:
    source = TrainingSource(procedural=True)
    return [composite_sample(source, 5, index, SIZE) for index in range(COUNT)]


def test_same_seed_and_index_give_the_same_arrays(samples: list[CompositeSample]) -> None:
    again = composite_sample(TrainingSource(procedural=True), 5, 7, SIZE)
    for name, array in samples[7].arrays().items():
        np.testing.assert_array_equal(again.arrays()[name], array, err_msg=name)


def test_neighbouring_samples_and_seeds_differ(samples: list[CompositeSample]) -> None:
    other_seed = composite_sample(TrainingSource(procedural=True), 6, 7, SIZE)
    assert not np.array_equal(samples[7].image, samples[8].image)
    assert not np.array_equal(samples[7].image, other_seed.image)


def test_shapes_types_and_ranges(samples: list[CompositeSample]) -> None:
    for sample in samples:
        for name, array in sample.arrays().items():
            shape = (SIZE, SIZE) if name in ("alpha", "trimap") else (SIZE, SIZE, 3)
            assert array.shape == shape, name
            assert array.dtype == (np.uint8 if name == "trimap" else np.float32), name
            if name != "trimap":
                assert array.min() >= 0, name
                assert array.max() <= 1, name


def test_a_shadow_never_brightens() -> None:
    alpha = np.zeros((64, 64), np.float32)
    alpha[20:50, 16:40] = 1
    lights = [_shadow(np.random.default_rng(seed), alpha) for seed in range(30)]
    assert max(light.max() for light in lights) <= 1 and min(light.min() for light in lights) > 0.25


def test_another_light_falls_on_the_edge_alone() -> None:
    trimap = np.full((96, 96), 128, np.uint8)
    trimap[:, :40], trimap[:, 80:] = 255, 0
    gains = [edge_light(np.random.default_rng(seed), trimap) for seed in range(20)]
    for gain in gains:
        assert gain.shape == (96, 96, 3) and gain.dtype == np.float32
        np.testing.assert_array_equal(gain[:, :40], 1)
        assert gain.min() > 0.15 and gain.max() < 4.5
    at_the_end = [float(gain[:, 79].mean()) for gain in gains]
    assert min(at_the_end) < 0.9 and max(at_the_end) > 1.3


def test_strands_gleam_and_solid_things_do_not() -> None:
    alpha = np.zeros((160, 160), np.float32)
    alpha[:, :100] = 1
    alpha[::6, 100:] = 0.7
    gains = [sheen(np.random.default_rng(seed), alpha) for seed in range(20)]
    for gain in gains:
        assert gain.shape == (160, 160, 1) and gain.dtype == np.float32
        np.testing.assert_allclose(gain[:, :40], 1, atol=0.01)  # moved by 40 pixels at most
        assert gain.min() > 0.25 and gain.max() < 2.6
    among_strands = [float(gain[:, 125:].std()) for gain in gains]
    assert np.median(among_strands) > 0.08
    np.testing.assert_array_equal(sheen(np.random.default_rng(0), np.ones((64, 64), np.float32)), 1)


def test_a_recipe_asks_for_long_hair() -> None:
    def alphas(**changes: float) -> list[np.ndarray]:
        recipe = Recipe(optics=False, merge=0.0, opacity=0.0, **changes)
        source = TrainingSource(procedural=True)
        return [composite_sample(source, 0, index, SIZE, recipe=recipe).alpha for index in range(4)]

    hair = alphas(tresses=1.0)
    assert np.mean([((alpha > 0.05) & (alpha < 0.95)).mean() for alpha in hair]) > 0.03
    assert not all((one == same).all() for one, same in zip(alphas(), hair, strict=True))


def test_the_background_spills_onto_the_edge_alone() -> None:
    trimap = np.full((96, 96), 128, np.uint8)
    trimap[:, :40], trimap[:, 80:] = 255, 0
    foreground, background = np.zeros((96, 96, 3), np.float32), np.ones((96, 96, 3), np.float32)
    edges = []
    for seed in range(20):
        lit = spill(np.random.default_rng(seed), foreground, background, trimap)
        assert lit.dtype == np.float32 and lit.min() >= 0 and lit.max() <= 0.5
        np.testing.assert_array_equal(lit[:, :40], 0)
        edges.append(float(lit[:, 79].mean()))
    assert max(edges) > 0.3


def test_opacity_changes_what_is_half_transparent_alone() -> None:
    def alpha(**changes: float) -> np.ndarray:
        recipe = Recipe(optics=False, merge=0.0, **changes)
        return composite_sample(TrainingSource(procedural=True), 0, 3, SIZE, recipe=recipe).alpha

    before, after = alpha(opacity=1e-12), alpha(opacity=1.0)
    assert (before != after).any()
    np.testing.assert_array_equal(after[before == 1], 1)
    np.testing.assert_array_equal(after[before == 0], 0)
    soft = (before > 0) & (before < 1)
    power = np.log(after[soft].clip(1e-3)) / np.log(before[soft])
    middle = (before[soft] > 0.2) & (before[soft] < 0.8)
    assert power[middle].std() < 0.05, "one power for all of a foreground"


def test_a_kind_that_is_not_at_hand_leaves_its_share_to_those_that_are(tmp_path: Path) -> None:
    recipe = Recipe(photo=0.2, rendered=0.4, texture=0.1)
    assert _shares_at_hand(recipe, TrainingSource(procedural=True)) == dict.fromkeys(FOREGROUND_KINDS, 0)
    cutouts = _shares_at_hand(recipe, TrainingSource(trees.adobe(tmp_path / "cutouts")))
    assert cutouts == pytest.approx({"photo": 0.7, "rendered": 0, "texture": 0})
    whole = _shares_at_hand(recipe, TrainingSource(trees.p3m_10k(tmp_path / "whole")))
    assert whole == pytest.approx({"photo": 0.7, "rendered": 0, "texture": 0})


def test_trimap_never_contradicts_the_matte(samples: list[CompositeSample]) -> None:
    for sample in samples:
        assert set(np.unique(sample.trimap)) == {0, 128, 255}
        assert sample.alpha[sample.trimap == 0].max() <= 0.02
        assert sample.alpha[sample.trimap == 255].min() >= 0.98
        assert 0.03 <= (sample.trimap == 128).mean() <= 0.6


def test_light_of_both_layers_adds_up_and_is_encoded_afterwards() -> None:
    foreground, background = np.zeros((8, 30, 3), np.float32), np.ones((8, 30, 3), np.float32)
    alpha = np.repeat(np.float32([[0, 0.5, 1]]), 10, axis=1).repeat(8, axis=0)
    for seed in range(10):
        image = mix_light(np.random.default_rng(seed), foreground, background, alpha)
        np.testing.assert_allclose(image[alpha == 0], 1, atol=1e-5)
        np.testing.assert_allclose(image[alpha == 1], 0, atol=1e-5)
        half = image[alpha == 0.5]
        assert 0.5 ** (1 / 1.5) - 1e-5 <= half.min() <= half.max() <= 0.5 ** (1 / 2.5) + 1e-5


@pytest.mark.parametrize("linear", [0.0, 1.0])
def test_foreground_over_background_is_the_image_but_for_the_camera(linear: float) -> None:
    """Noise, sharpening and JPEG change single pixels; on the whole the composition must be the picture."""
    errors, brighter = [], []
    source, recipe = TrainingSource(procedural=True), Recipe(linear_light=linear)
    for index in range(COUNT):
        sample = composite_sample(source, 5, index, SIZE, recipe=recipe)
        opacity = sample.alpha[..., None]
        foreground, background, image = (
            layer**2.2 if linear else layer for layer in (sample.foreground, sample.background, sample.image)
        )
        composed = opacity * foreground + (1 - opacity) * background
        errors.append(float(np.abs(composed - image).mean()))
        encoded = opacity * sample.foreground + (1 - opacity) * sample.background
        half = (sample.alpha > 0.25) & (sample.alpha < 0.75)
        brighter.append(float((sample.image - encoded)[half].mean()))
    assert (np.median(brighter) > 0.004) == bool(linear), "light adds up to more than encoded values do"
    assert np.median(errors) < 0.01
    assert max(errors) < 0.05


def test_too_small_a_size_is_refused() -> None:
    with pytest.raises(DataError, match="32 px"):
        composite_sample(TrainingSource(procedural=True), 0, 0, 32)


def test_crops_share_their_corner_and_are_centred_on_unknown_pixels() -> None:
    trimap = np.zeros((120, 100), np.uint8)
    trimap[60, 50] = 128
    place = np.arange(120 * 100).reshape(120, 100)
    crops = random_crops({"trimap": trimap, "place": place}, 32, 3, np.random.default_rng(0))
    assert len(crops) == 3
    for crop in crops:
        assert crop["trimap"][16, 16] == 128
        assert crop["place"][16, 16] == 60 * 100 + 50


def test_crops_stay_inside() -> None:
    trimap = np.zeros((64, 64), np.uint8)
    trimap[0, 63] = 128
    crop = random_crops({"trimap": trimap}, 48, 1, np.random.default_rng(0))[0]
    assert crop["trimap"].shape == (48, 48)
    assert crop["trimap"][0, 47] == 128


def test_crops_larger_than_the_picture_are_refused() -> None:
    with pytest.raises(DataError, match="80 px"):
        random_crops({"trimap": np.zeros((64, 64), np.uint8)}, 80, 1, np.random.default_rng(0))
