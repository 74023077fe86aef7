"""Eqs. 4-7 on values worked out by hand."""

import pytest
import torch

from core.errors import SettingsError
from core.refinement import RefinementStep
from core.training.losses import (
    TYPICAL_ERROR,
    LossWeights,
    alpha_loss,
    composition_loss,
    crop_weights,
    inversion_loss,
    matte_losses,
    step_losses,
    total,
    unknown_mean,
)


def plane(*values: float) -> torch.Tensor:
    return torch.tensor(values).view(1, 1, 1, -1)


def test_mean_is_taken_per_picture_then_over_the_batch() -> None:
    error = torch.tensor([[1.0, 1.0, 9.0, 9.0], [4.0, 9.0, 9.0, 9.0]]).view(2, 1, 1, 4)
    unknown = torch.tensor([[True, True, False, False], [True, False, False, False]]).view(2, 1, 1, 4)
    assert unknown_mean(error, unknown).item() == pytest.approx((1 + 4) / 2)


def test_alpha_loss_is_absolute_and_nearly_flat_outside_the_range() -> None:
    unknown = plane(1, 1, 0) > 0
    assert alpha_loss(plane(0.3, 0.6, 0), plane(0.5, 0.5, 1), unknown).item() == pytest.approx(0.15)
    assert alpha_loss(plane(-1, 1.5, 0), plane(0, 1, 1), unknown).item() == pytest.approx((0.1 + 0.05) / 2)


def test_inversion_loss_is_squared() -> None:
    assert inversion_loss(plane(2, 0), plane(0, 0), plane(1, 0) > 0).item() == pytest.approx(4)


def test_composition_loss_weighs_by_the_colours_difference() -> None:
    foreground, background = torch.ones(1, 3, 1, 2), torch.full((1, 3, 1, 2), 0.5)
    loss = composition_loss(plane(0.2, 0), plane(0, 0), foreground, background, plane(1, 0) > 0)
    assert loss.item() == pytest.approx(0.2 * 0.5)


def test_final_loss_weighs_its_parts() -> None:
    step = RefinementStep(50, plane(0.0), plane(0.5), plane(1.0), plane(0.25))
    batch = {
        "alpha": plane(0.75),
        "foreground": torch.ones(1, 3, 1, 1),
        "background": torch.zeros(1, 3, 1, 1),
    }
    unknown, inverted = plane(1) > 0, {50: plane(0.5)}
    weights = LossWeights(2, 1, 1)
    parts = step_losses(step, batch, inverted, unknown, weights, None)
    shown = {name: value.item() for name, value in parts.items()}
    assert shown == pytest.approx({"inversion": 0.25, "alpha": 0.5, "composition": 0.5})
    assert total(parts, weights).item() == pytest.approx(2 * 0.25 + 0.5 + 0.5)
    uncorrected = RefinementStep(100, plane(0.0), None, None, plane(0.0))
    assert step_losses(uncorrected, batch, inverted, unknown, LossWeights(), None) == {}


@pytest.mark.parametrize("off", ["inversion", "alpha", "composition"])
def test_a_weight_of_0_switches_a_loss_off(off: str) -> None:
    step = RefinementStep(50, plane(0.0), plane(0.5), plane(1.0), plane(0.25))
    batch = {"alpha": plane(0.75)} | {name: torch.ones(1, 3, 1, 1) for name in ("foreground", "background")}
    weights = LossWeights(**{off: 0.0})
    parts = step_losses(step, batch, {50: plane(0.5)}, plane(1) > 0, weights, None)
    assert set(parts) == {"inversion", "alpha", "composition"} - {off}


def test_a_crop_counts_by_what_is_gained_on_its_start() -> None:
    start = torch.tensor([0.0, 0.5, 0.9]).view(3, 1, 1, 1)
    batch = {
        "alpha": torch.ones(3, 1, 1, 1),
        "start": torch.cat([start, torch.zeros_like(start)], 1),  # hints do not count
        "foreground": torch.ones(3, 3, 1, 1),
        "background": torch.zeros(3, 3, 1, 1),
    }
    unknown, weights = torch.ones(3, 1, 1, 1) > 0, LossWeights(relative=0.1)
    crops = crop_weights(batch, unknown, weights)
    torch.testing.assert_close(crops, torch.tensor([1 / 1.1, 1 / 0.6, 1 / 0.2]) * (TYPICAL_ERROR + 0.1))
    estimate = torch.full((3, 1, 1, 1), 0.8)
    losses = matte_losses(estimate, batch, unknown, weights, crops)
    for value in losses.values():
        assert value.item() == pytest.approx(0.2 * crops.mean().item())
    assert crop_weights(batch, unknown, LossWeights()) is None
    del batch["start"]
    assert crop_weights(batch, unknown, weights) is None


def test_squares_of_the_clipped_error_are_added() -> None:
    batch = {"alpha": plane(1.0)} | {name: torch.ones(1, 3, 1, 1) for name in ("foreground", "background")}
    weights = LossWeights(squared=4.0)
    for estimate, error in ((0.5, 0.5), (1.5, 0.05)):  # above 1 the slope is LEAK
        found = matte_losses(plane(estimate), batch, plane(1) > 0, weights, None)
        assert found["alpha"].item() == pytest.approx(error + 4 * error**2, rel=1e-5)


def test_weights_are_checked() -> None:
    with pytest.raises(SettingsError, match="none may be negative"):
        LossWeights(alpha=-1)
    with pytest.raises(SettingsError, match="one above 0"):
        LossWeights(0, 0, 0)
    with pytest.raises(SettingsError, match="relative is -1"):
        LossWeights(relative=-1)
    with pytest.raises(SettingsError, match="squared is -1"):
        LossWeights(squared=-1)
