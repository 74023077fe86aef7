"""The four errors on cases computed by hand, and the traps that ports of them fall into."""

import math

import numpy as np
import pytest

from core.errors import DataError
from core.evaluation.metrics import (
    connectivity_error,
    gradient_error,
    gradient_error_whole,
    mse,
    sad,
    score_unknown,
    score_whole,
)


def test_equal_mattes_score_zero_everywhere() -> None:
    truth = np.random.default_rng(0).random((40, 50), dtype=np.float32)
    trimap = np.full(truth.shape, 128, np.uint8)
    for scores in (score_unknown(truth, truth, trimap), score_whole(truth, truth)):
        assert (scores.sad, scores.mse, scores.grad, scores.conn) == (0, 0, 0, 0)


def test_sad_and_mse_count_only_the_region() -> None:
    truth, alpha = np.zeros((4, 5), np.float32), np.zeros((4, 5), np.float32)
    alpha[0, 0], alpha[1, 1], alpha[3, 4] = 0.5, 1.0, 1.0
    region = np.zeros((4, 5), bool)
    region[:2, :2] = True
    assert sad(alpha, truth, region) == pytest.approx(1.5 / 1000)
    assert mse(alpha, truth, region) == pytest.approx(1.25 / 4)
    assert sad(alpha, truth) == pytest.approx(2.5 / 1000)
    assert mse(alpha, truth) == pytest.approx(2.25 / 20)


def test_integer_mattes_are_scaled_by_their_depth() -> None:
    assert sad(np.full((10, 10), 51, np.uint8), np.zeros((10, 10))) == pytest.approx(100 * 0.2 / 1000)
    assert sad(np.full((10, 10), 13107, np.uint16), np.zeros((10, 10))) == pytest.approx(100 * 0.2 / 1000)


def _gaussian_sums() -> tuple[float, float, float]:
    """Σg, ‖g‖ and ‖x g‖ for the sampled Gaussian of σ 1.4 and half size 4.

    The half size: ⌈1.4 √(−2 ln(√(2π) · 1.4 · .01))⌉ = ⌈1.4 · 2.588⌉ = 4.
    """
    g = [math.exp(-(x * x) / (2 * 1.4**2)) for x in range(-4, 5)]
    return (
        sum(g),
        math.sqrt(sum(v * v for v in g)),
        math.sqrt(sum((x * v) ** 2 for x, v in zip(range(-4, 5), g, strict=True))),
    )


def test_gradient_of_a_step_by_hand() -> None:
    """A step from 0 to 1 against a flat matte: beside the step the filter answers Σ_{x≥1} x·g(x) · Σg,
    over the norms of both, and its squares along a row are summed over the distances to the step."""
    truth = np.zeros((11, 40), np.float32)
    truth[:, 20:] = 1
    total, norm, slope_norm = _gaussian_sums()
    weight = [x * math.exp(-(x * x) / (2 * 1.4**2)) for x in range(-4, 5)]
    answers = [sum(weight[i:]) * total / (norm * slope_norm) for i in range(1, 9)]
    expected = 11 * sum(a * a for a in answers) / 1000
    flat = np.zeros_like(truth)
    assert gradient_error(flat, truth) == pytest.approx(expected, rel=1e-4)


def test_gradient_is_taken_after_min_max_normalisation() -> None:
    """A matte of half the contrast has the same gradients once stretched; P3M's version does not stretch."""
    truth = np.zeros((30, 30), np.float32)
    truth[:, 15:] = 1
    assert gradient_error(truth * 0.5 + 0.25, truth) == pytest.approx(0, abs=1e-6)
    assert gradient_error_whole(truth * 0.5 + 0.25, truth) > 0.1


def test_whole_image_gradient_of_a_step_by_hand() -> None:
    """scipy's kernel, 6 pixels to each side, sums to 1, and its derivative's weights are g(x)·x/σ²: at the
    distance i of a step they answer Σ_{x≥i} g(x)·x/σ²; the squares are summed and divided by 10."""
    truth = np.zeros((11, 40), np.float32)
    truth[:, 20:] = 1
    g = [math.exp(-(x * x) / (2 * 1.4**2)) for x in range(-6, 7)]
    weight = [x * v / sum(g) / 1.4**2 for x, v in zip(range(-6, 7), g, strict=True)]
    answers = [sum(weight[i:]) for i in range(1, 13)]
    expected = 11 * sum(a * a for a in answers) / 10
    assert gradient_error_whole(np.zeros_like(truth), truth) == pytest.approx(expected, rel=1e-4)


def test_the_two_conventions_by_hand() -> None:
    """An error of .5 on 2 unknown pixels and of 1 on 3 known ones, of 25."""
    truth, alpha = np.zeros((5, 5), np.float32), np.zeros((5, 5), np.float32)
    truth[:, 4] = 1
    trimap = np.where(truth > 0, 255, 0).astype(np.uint8)
    trimap[:2, 2] = 128
    alpha[:, 4] = 1
    alpha[:2, 2] = 0.5
    alpha[4, :3] = 1
    unknown, whole = score_unknown(alpha, truth, trimap), score_whole(alpha, truth)
    assert (unknown.sad, whole.sad) == pytest.approx((1 / 1000, 4 / 1000))
    assert (unknown.mse, whole.mse) == pytest.approx((0.5 / 2, 3.5 / 25))
    # No pixel but the last column belongs to both: all others have level 0, and count what alpha they have.
    assert (unknown.conn, whole.conn) == pytest.approx((1 / 1000, 4 / 1000))
    assert unknown.grad != pytest.approx(whole.grad)


def test_whole_image_gradient_of_a_ramp() -> None:
    """Away from the border the gradient of .01·x is .01: 80 × 80 pixels of .01², in tens."""
    ramp = np.tile(np.arange(100, dtype=np.float32) * 0.01, (100, 1))
    error = gradient_error_whole(ramp, np.zeros_like(ramp))
    inner = 100 * 80 * 0.01**2 / 10
    assert inner < error <= 100 * 100 * 0.01**2 / 10


def _two_islands() -> tuple[np.ndarray, np.ndarray]:
    """A solid of 6 × 4 pixels, and beside it an island of 4 that only the prediction cuts off."""
    truth = np.zeros((6, 10), np.float32)
    truth[:, :4] = 1
    truth[2, 4:8] = 1
    alpha = truth.copy()
    alpha[2, 4] = 0
    return alpha, truth


def test_connectivity_of_an_island_by_hand() -> None:
    """The three pixels past the gap get level 0 in both mattes, so they agree and cost nothing; the gap
    pixel has level 0 as well: φ is 1 in the prediction and 0 in the truth, which makes 1/1000."""
    alpha, truth = _two_islands()
    assert connectivity_error(alpha, truth) == pytest.approx(1 / 1000)


def test_connectivity_ignores_distances_below_fifteen_hundredths() -> None:
    truth = np.ones((5, 5), np.float32)
    alpha = truth.copy()
    alpha[2, 2] = 0.81  # level .8: the truth is .2 above it and counts, the prediction .01 and does not
    assert connectivity_error(alpha, truth) == pytest.approx(0.2 / 1000, rel=1e-5)
    alpha[2, 2] = 0.93  # level .9: the truth is .1 above it
    assert connectivity_error(alpha, truth) == 0


def test_touching_corners_are_not_connected() -> None:
    """The corner pixel has level 0, so φ is 0 in the truth and 1 − .9 in the prediction; with 8 neighbours
    its level would be .9, the truth .1 above it, and the error 0."""
    truth = np.zeros((4, 4), np.float32)
    truth[:2, :2] = 1
    truth[2, 2] = 1
    alpha = truth.copy()
    alpha[2, 2] = 0.9
    assert connectivity_error(alpha, truth) == pytest.approx(0.1 / 1000, rel=1e-5)


def test_background_is_no_component_however_large() -> None:
    """Without any predicted foreground every pixel is cut off at level 0, so φ differs where truth is 1."""
    truth = np.zeros((20, 20), np.float32)
    truth[:2, :2] = 1
    assert connectivity_error(np.zeros_like(truth), truth) == pytest.approx(4 / 1000)


def test_thresholds_are_compared_in_float32() -> None:
    """153/255 is .6: in float64 it falls below the threshold .6000000000000001 and gets the level .5."""
    alpha, truth = np.full((4, 4), 255, np.uint8), np.full((4, 4), 255, np.uint8)
    alpha[1, 1] = 153
    # level .6: truth is .4 above it, prediction 0; with level .5 the prediction would be .1 above (ignored)
    # and the truth .5.
    assert connectivity_error(alpha, truth) == pytest.approx(0.4 / 1000, rel=1e-5)


def test_wrong_input_is_named() -> None:
    good = np.zeros((4, 4), np.float32)
    with pytest.raises(DataError, match=r"\(4, 5\)"):
        sad(np.zeros((4, 5), np.float32), good)
    with pytest.raises(DataError, match="255"):
        mse(good + 255, good)
    with pytest.raises(DataError, match="nan"):
        sad(good * np.nan, good)
    with pytest.raises(DataError, match="height × width"):
        sad(np.zeros((4, 4, 1)), good)
    with pytest.raises(DataError, match="region"):
        sad(good, good, np.zeros((3, 3), bool))
    with pytest.raises(DataError, match="trimap"):
        score_unknown(good, good, np.zeros((3, 3), np.uint8))
