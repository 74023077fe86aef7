"""The matte at half size on the picture's colour lines: as the coarse start's is, and learnt through."""

from dataclasses import replace

import cv2
import numpy as np
import torch
from models_for_tests import TINY_HINTED, tiny_model

from core.imaging.colour_lines import colour_lines, matte_on_lines
from core.models.sharpening import on_colour_lines
from core.refinement import one_shot, refine


def picture_and_matte() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(4)
    image = cv2.GaussianBlur(rng.random((64, 96, 3), np.float32), (0, 0), 1)
    return image, cv2.GaussianBlur(rng.random((64, 96), np.float32), (0, 0), 3)


def tensors(image: np.ndarray, matte: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.from_numpy(image.transpose(2, 0, 1)[None].copy()), torch.from_numpy(matte[None, None])


def test_it_is_what_the_coarse_start_does() -> None:
    image, matte = picture_and_matte()
    small, small_matte = (cv2.resize(x, (48, 32), interpolation=cv2.INTER_AREA) for x in (image, matte))
    lines = colour_lines(small, small_matte, np.ones(small_matte.shape, bool))
    whole = slice(0, 64), slice(0, 96)
    expected = matte_on_lines(lines, image, matte.shape, *whole)
    found = on_colour_lines(*tensors(image, matte))[0, 0].numpy()
    inside = slice(8, -8), slice(8, -8)  # OpenCV's reflection repeats the edge, and torch's does not
    np.testing.assert_allclose(found[inside], expected[inside], atol=2e-3)


def test_gradients_reach_the_matte() -> None:
    image, matte = tensors(*picture_and_matte())
    matte.requires_grad_()
    on_colour_lines(image, matte).square().sum().backward()
    assert torch.isfinite(matte.grad).all() and (matte.grad != 0).any()


def test_the_last_step_alone_is_sharpened_and_only_where_the_corrector_acts() -> None:
    plain, sharp = (tiny_model(replace(TINY_HINTED, sharpen=on)) for on in (False, True))
    sharp.load_state_dict(plain.state_dict())
    image, matte = tensors(*picture_and_matte())
    trimap = torch.full_like(matte, 0.5)
    trimap[..., :20], trimap[..., -20:] = 0, 1
    start = torch.cat([matte, image[:, :2]], dim=1)
    given = {"start": start, "noise": torch.zeros_like(matte), "t_start": 100, "steps": 2}
    with torch.no_grad():
        *before, end = refine(plain, image, trimap, **given)
        *same, sharpened = refine(sharp, image, trimap, **given)
        for one, other in zip(before, same, strict=True):
            torch.testing.assert_close(one.alpha0, other.alpha0)
        latent = end.propagated
        torch.testing.assert_close(sharpened.propagated, latent)
        inside = latent.clamp(0, 1)
        expected = on_colour_lines(image, inside + 0.1 * (latent - inside))
        torch.testing.assert_close(sharpened.alpha0, expected)
        assert (expected - latent).abs().max() > 0.01
        sdedit = [list(refine(m, image, trimap, correct=False, **given))[-1].alpha0 for m in (plain, sharp)]
        torch.testing.assert_close(*sdedit)
        answers = [one_shot(m, image, trimap, start) for m in (plain, sharp)]
        assert (answers[0] - answers[1]).abs().max() > 0.01
