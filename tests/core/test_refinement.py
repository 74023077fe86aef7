"""The loop: its orders, its switches, and that training and inference run the same one."""

from dataclasses import replace

import pytest
import torch
from models_for_tests import TINY_GUIDED, TINY_HINTED, TINY_PAPER, tiny_model

from core.errors import PictureError, SettingsError, TrimapError
from core.models.diffusion_mat import DiffusionMat
from core.refinement import RefinementStep, invert, one_shot, refine
from core.training.draws import draw

SIZE = 64


@pytest.fixture
def inputs() -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(1)
    trimap = torch.full((1, 1, SIZE, SIZE), 0.5)
    trimap[..., :16], trimap[..., -16:] = 0, 1
    return {
        "image": torch.rand(1, 3, SIZE, SIZE, generator=generator),
        "trimap": trimap,
        "start": torch.rand(1, 1, SIZE, SIZE, generator=generator),
        "noise": torch.randn(1, 1, SIZE, SIZE, generator=generator),
    }


def computed(step: RefinementStep) -> tuple[bool, bool]:
    return step.corrected is not None, step.propagated is not None


@pytest.mark.parametrize("config", [TINY_PAPER, replace(TINY_PAPER, order="step_then_correct"), TINY_GUIDED])
def test_both_orders_compute_what_the_table_says(config, inputs) -> None:
    steps = list(refine(tiny_model(config), **inputs, t_start=100, steps=2))
    assert [step.t for step in steps] == [100, 50, 0]
    paper_order = config.order == "correct_then_step"
    assert computed(steps[0]) == ((True, True) if paper_order else (False, False))
    assert computed(steps[1]) == (True, True)
    assert computed(steps[2]) == ((False, False) if paper_order else (True, True))
    last = steps[2].denoised if paper_order else steps[2].propagated
    torch.testing.assert_close(steps[2].alpha0, last)


def test_paper_order_by_hand(inputs) -> None:
    """S = 1 of Alg. 2, written out with the model's parts."""
    model = tiny_model(TINY_PAPER)
    alpha_bar = model.alpha_bar
    trimap = torch.where(inputs["trimap"] == 0.5, 0.5, inputs["trimap"])
    known = trimap != 0.5
    m_t = alpha_bar[100].sqrt() * trimap + (1 - alpha_bar[100]).sqrt() * inputs["noise"]
    eps = model.predict_eps(trimap, 0)
    x0 = (trimap - (1 - alpha_bar[0]).sqrt() * eps) / alpha_bar[0].sqrt()
    inverted = alpha_bar[100].sqrt() * x0 + (1 - alpha_bar[100]).sqrt() * eps
    corrected = model.correct(model.encode(inputs["image"], trimap, trimap), m_t, 100, trimap).latent
    propagated = torch.where(known, inverted, corrected)
    eps = model.predict_eps(propagated, 100)
    x0 = (propagated - (1 - alpha_bar[100]).sqrt() * eps) / alpha_bar[100].sqrt()
    matte = alpha_bar[0].sqrt() * x0 + (1 - alpha_bar[0]).sqrt() * eps

    first, last = refine(model, **inputs, t_start=100, steps=1)
    torch.testing.assert_close(first.denoised, m_t)
    torch.testing.assert_close(first.propagated, propagated)
    torch.testing.assert_close(first.alpha0, x0)
    torch.testing.assert_close(last.alpha0, matte)


def test_sdedit_uses_neither_corrector_nor_arp(inputs) -> None:
    model = tiny_model()
    model.correct = None  # would raise if it were called
    steps = list(refine(model, **inputs, correct=False))
    assert not any(any(computed(step)) for step in steps)


def test_arp_pins_known_pixels_to_the_inverted_guidance(inputs) -> None:
    model = tiny_model()
    known = inputs["trimap"] != 0.5
    guidance = torch.where(known, inputs["trimap"], inputs["start"])
    trajectory = invert(model, guidance, 100, 2)
    with_arp = list(refine(model, **inputs, t_start=100, steps=2))
    without = list(refine(model, **inputs, t_start=100, steps=2, arp=False))
    torch.testing.assert_close(with_arp[1].propagated[known], trajectory[50][known])
    torch.testing.assert_close(with_arp[2].alpha0[known], guidance[known])
    assert without[1].propagated is None and without[1].corrected is not None
    assert not torch.equal(without[1].corrected[known], trajectory[50][known])


def test_config_says_at_which_timesteps_correction_acts(inputs) -> None:
    config = replace(TINY_GUIDED, correct_between=(0, 60), arp_between=(40, 60))
    steps = list(refine(tiny_model(config), **inputs, t_start=100, steps=4))
    assert [(step.t, *computed(step)) for step in steps] == [
        (100, False, False),
        (75, False, False),
        (50, True, True),
        (25, True, False),
        (0, True, False),
    ]


def test_t_1000_is_clamped_and_finite(inputs) -> None:
    steps = list(refine(tiny_model(), **inputs, t_start=1000, steps=3))
    assert [step.t for step in steps] == [999, 666, 333, 0]
    assert all(step.alpha0.isfinite().all() for step in steps)


def test_training_and_inference_give_the_same_numbers(inputs, monkeypatch) -> None:
    """The mattes inside a training step, in eval mode, are those of inference with the same noise."""
    model = tiny_model()
    seed, sample = 7, 11
    _, noise = draw(seed, [sample], (SIZE, SIZE), torch.device("cpu"))
    inference = list(refine(model, **{**inputs, "noise": noise}, t_start=100, steps=2))

    seen = []
    import core.training.objectives as objectives

    def recording(model: DiffusionMat, *arguments, **options):
        for step in refine(model, *arguments, **options):
            seen.append(step)
            yield step

    monkeypatch.setattr(objectives, "refine", recording)
    model.corrector.requires_grad_(True)
    batch = {name: inputs[name] for name in ("image", "trimap", "start")} | {"alpha": inputs["start"]}
    batch |= {"foreground": inputs["image"], "background": inputs["image"], "sample": [sample]}
    objectives.LoopObjective(model, seed, t_start=100, loop_steps=(2,))(batch)["loss"].backward()
    assert model.corrector.head.weight.grad.abs().sum() > 0
    assert all(value.grad is None for value in model.prior.parameters())
    for ours, theirs in zip(seen, inference, strict=True):
        assert torch.equal(ours.alpha0.detach(), theirs.alpha0)


def test_gradients_pass_through_the_frozen_prior(inputs) -> None:
    model = tiny_model()
    model.corrector.requires_grad_(True)
    steps = list(refine(model, **inputs, t_start=100, steps=2, detach=True))
    steps[1].alpha0.mean().backward()  # alpha0 at t = 50 is D's estimate from the corrected latent
    assert model.corrector.tail[-1].weight.grad.abs().sum() > 0


def test_one_shot_by_hand(inputs) -> None:
    """Without diffusion the corrector sees the guidance itself, at level 0."""
    for config in (TINY_GUIDED, TINY_PAPER):
        model = tiny_model(config)
        known = inputs["trimap"] != 0.5
        guidance = inputs["trimap"]
        if config.start == "coarse":
            guidance = torch.where(known, guidance, inputs["start"])
        guidance, trimap = model.to_range(guidance), model.to_range(inputs["trimap"])
        features = model.encode(inputs["image"], trimap, guidance)
        corrected = model.correct(features, guidance, 0, guidance).latent
        alpha = one_shot(model, inputs["image"], inputs["trimap"], inputs["start"])
        torch.testing.assert_close(alpha, model.from_range(corrected))


def test_a_model_in_float64_computes_in_float64(inputs) -> None:
    """Nothing on the way narrows it: single precision agrees only to its own."""
    for config in (TINY_GUIDED, TINY_PAPER):
        wide, narrow = tiny_model(config).double(), tiny_model(config)
        doubles = {name: value.double() for name, value in inputs.items()}
        steps = list(refine(wide, **doubles, t_start=100, steps=2))
        assert all(step.alpha0.dtype == torch.float64 for step in steps)
        nudged = doubles | {"image": doubles["image"] * (1 + 1e-12)}
        moved = list(refine(wide, **nudged, t_start=100, steps=2))[-1].alpha0 - steps[-1].alpha0
        assert 0 < moved.abs().max() < 1e-9
        rough = list(refine(narrow, **inputs, t_start=100, steps=2))[-1].alpha0
        assert 0 < (rough.double() - steps[-1].alpha0).abs().max() < 1e-3


def test_hints_reach_the_encoder_and_nothing_else(inputs) -> None:
    model = tiny_model(TINY_HINTED)
    seen = []
    encode = model.encode
    model.encode = lambda *tensors: seen.append(tensors) or encode(*tensors)
    start = torch.cat([inputs["start"], inputs["image"][:, :2]], dim=1)
    given = inputs | {"start": start}
    first = list(refine(model, **given, t_start=100, steps=2))
    one_shot(model, inputs["image"], inputs["trimap"], start)
    for _, _, guidance, hints in seen:
        torch.testing.assert_close(hints, 2 * start[:, 1:] - 1)
        unknown = inputs["trimap"] == 0.5
        torch.testing.assert_close(guidance[unknown], (2 * start[:, :1] - 1)[unknown])
    given["start"] = torch.cat([inputs["start"], inputs["image"][:, 1:]], dim=1)
    other = list(refine(model, **given, t_start=100, steps=2))
    torch.testing.assert_close(other[0].denoised, first[0].denoised)
    assert not torch.allclose(other[-1].alpha0, first[-1].alpha0)
    with pytest.raises(SettingsError, match=r"\(1, 3, 64, 64\)"):
        next(refine(model, **inputs))


def test_the_colours_around_count_by_their_tokens_alone(inputs) -> None:
    """A pattern within a token, of which the detail's convolution would see every pixel."""
    encoder = replace(TINY_HINTED.encoder, hints=9, detail=True)
    model = tiny_model(replace(TINY_HINTED, encoder=encoder))
    patch = encoder.patch
    start = torch.cat([inputs["start"], torch.rand_like(inputs["start"]).repeat(1, 9, 1, 1)], dim=1)
    cells = start[:, -6:].unflatten(2, (-1, patch)).unflatten(4, (-1, patch))
    turned = start.clone()
    turned[:, -6:] = cells.flip(3, 5).flatten(4, 5).flatten(2, 3)
    first, same = (one_shot(model, inputs["image"], inputs["trimap"], x) for x in (start, turned))
    torch.testing.assert_close(same, first)
    turned[:, -6:] = turned[:, -6:].flip(2)
    assert not torch.allclose(one_shot(model, inputs["image"], inputs["trimap"], turned), first)


def test_inputs_are_checked(inputs) -> None:
    model = tiny_model()
    with pytest.raises(SettingsError, match="coarse matte"):
        next(refine(model, inputs["image"], inputs["trimap"]))
    with pytest.raises(PictureError, match="multiples of 32"):
        next(refine(model, inputs["image"][..., :50], inputs["trimap"], start=inputs["start"]))
    with pytest.raises(TrimapError, match=r"\(1, 1, 64, 64\)"):
        next(refine(model, inputs["image"], inputs["trimap"][..., :32], start=inputs["start"]))
    with pytest.raises(SettingsError, match="noise level T is 0"):
        next(refine(model, **inputs, t_start=0))
