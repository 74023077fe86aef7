"""The finished matte, spread at half size and enlarged on the picture's colour lines; learnt through."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
import torch
from models_for_tests import TINY_HINTED, tiny_model

from core.errors import CheckpointError
from core.imaging.colour_lines import colour_lines, matte_on_lines
from core.models.config import ModelConfig
from core.models.sharpening import on_colour_lines, sharpened
from core.refinement import one_shot, refine

SHARP = replace(TINY_HINTED, sharpen=True)
TRUSTING = replace(SHARP, trust=True)


def picture_and_matte() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(4)
    image = cv2.GaussianBlur(rng.random((64, 96, 3), np.float32), (0, 0), 1)
    return image, cv2.GaussianBlur(rng.random((64, 96), np.float32), (0, 0), 3)


def tensors(image: np.ndarray, matte: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.from_numpy(image.transpose(2, 0, 1)[None].copy()), torch.from_numpy(matte[None, None])


def given() -> tuple[torch.Tensor, torch.Tensor, dict]:
    """A picture, a trimap whose left and right are known, and what else the loop is given."""
    image, matte = tensors(*picture_and_matte())
    trimap = torch.full_like(matte, 0.5)
    trimap[..., :20], trimap[..., -20:] = 0, 1
    start = torch.cat([matte, image[:, :2]], dim=1)
    return image, trimap, {"start": start, "noise": torch.zeros_like(matte), "t_start": 100, "steps": 2}


def test_lines_are_what_the_coarse_start_is_enlarged_along() -> None:
    image, matte = picture_and_matte()
    small, small_matte = (cv2.resize(x, (48, 32), interpolation=cv2.INTER_AREA) for x in (image, matte))
    lines = colour_lines(small, small_matte, np.ones(small_matte.shape, bool))
    whole = slice(0, 64), slice(0, 96)
    expected = matte_on_lines(lines, image, matte.shape, *whole)
    (large, _), (half, half_matte) = tensors(image, matte), tensors(small, small_matte)
    found = on_colour_lines(large, half, half_matte)[0, 0].numpy()
    inside = slice(8, -8), slice(8, -8)  # OpenCV's reflection repeats the edge, and torch's does not
    np.testing.assert_allclose(found[inside], expected[inside], atol=2e-3)


def test_gradients_reach_the_matte_and_the_trust() -> None:
    image, matte = tensors(*picture_and_matte())
    said = torch.zeros_like(matte)
    matte.requires_grad_(), said.requires_grad_()
    sharpened(image, matte, said, None).square().sum().backward()
    for gradient in (matte.grad, said.grad):
        assert torch.isfinite(gradient).all() and (gradient != 0).any()


def test_less_trust_is_learnt_where_the_matte_is_wrong() -> None:
    """Alpha is green, but C has .5 in the middle: what surrounds it knows better."""
    image, _ = tensors(*picture_and_matte())
    truth = image[:, 1:2]
    middle = slice(24, 40), slice(40, 56)
    matte = truth.clone()
    matte[..., *middle] = 0.5 + 0.4 * torch.rand(16, 16, generator=torch.Generator().manual_seed(0))
    said = torch.zeros_like(matte).requires_grad_()
    (sharpened(image, matte, said, None) - truth).square().sum().backward()
    assert said.grad[..., *middle].sum() > 0  # down it goes
    better = sharpened(image, matte, -said.grad.sign() * 2, None)
    with torch.no_grad():
        assert (better - truth).square().sum() < (sharpened(image, matte, None, None) - truth).square().sum()


def test_a_pixel_of_half_size_is_held_where_all_of_it_is_known() -> None:
    image, matte = tensors(*picture_and_matte())
    matte = matte * 0.2 + 0.4  # nowhere to be trusted much
    known = torch.ones_like(matte, dtype=torch.bool)
    small = torch.nn.functional.avg_pool2d(image, 2)
    kept = on_colour_lines(image, small, torch.nn.functional.avg_pool2d(matte, 2))
    torch.testing.assert_close(sharpened(image, matte, None, known), kept)
    mixed = known.clone()
    mixed[..., ::2, ::2] = False  # one in four
    torch.testing.assert_close(sharpened(image, matte, None, mixed), sharpened(image, matte, None, None))


def test_the_last_step_alone_is_sharpened_and_only_where_the_corrector_acts() -> None:
    plain, sharp = tiny_model(TINY_HINTED), tiny_model(SHARP)
    sharp.load_state_dict(plain.state_dict())
    image, trimap, others = given()
    with torch.no_grad():
        *before, end = refine(plain, image, trimap, **others)
        *same, last = refine(sharp, image, trimap, **others)
        for one, other in zip(before, same, strict=True):
            torch.testing.assert_close(one.alpha0, other.alpha0)
        torch.testing.assert_close(last.propagated, end.propagated)
        torch.testing.assert_close(last.alpha0, sharpened(image, end.propagated, None, trimap != 0.5))
        without = [list(refine(model, image, trimap, correct=False, **others)) for model in (plain, sharp)]
        torch.testing.assert_close(without[0][-1].alpha0, without[1][-1].alpha0)


def test_without_propagation_nothing_is_held() -> None:
    sharp = tiny_model(SHARP)
    image, trimap, others = given()
    with torch.no_grad():
        last = list(refine(sharp, image, trimap, arp=False, **others))[-1]
        torch.testing.assert_close(last.alpha0, sharpened(image, last.corrected, None, None))


def test_the_correctors_word_on_its_trust_is_heard() -> None:
    model = tiny_model(TRUSTING)
    image, trimap, others = given()
    cells = SHARP.corrector.unshuffle**2
    last = model.corrector.tail[-1]
    assert last.weight.shape[0] == 3 * cells  # a change, a direction, and trust behind them
    mattes = []
    for word in (0.0, 2.0):
        last.weight.data[2 * cells :], last.bias.data[2 * cells :] = 0, word
        with torch.no_grad():
            end = list(refine(model, image, trimap, **others))[-1]
            said = torch.full_like(trimap, word)
            torch.testing.assert_close(end.alpha0, sharpened(image, end.propagated, said, trimap != 0.5))
            mattes.append((end.alpha0, one_shot(model, image, trimap, others["start"])))
    for quiet, sure in zip(*mattes, strict=True):
        assert (quiet - sure).abs().max() > 1e-3


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"sharpen": False}, "trust = true; that needs residual = true and sharpen = true"),
        ({"residual": False}, "trust = true; that needs residual = true and sharpen = true"),
        ({"order": "correct_then_step"}, 'sharpen = true; that needs the order "step_then_correct"'),
    ],
)
def test_what_does_not_go_together_is_refused(changed: dict, says: str) -> None:
    with pytest.raises(CheckpointError, match=says):
        ModelConfig.from_dict(replace(TRUSTING, **changed).to_dict())


def test_a_description_of_before_is_of_a_corrector_without_a_word() -> None:
    values = SHARP.to_dict()
    del values["trust"]
    assert ModelConfig.from_dict(values) == SHARP
