"""The schedule and DDIM against the method's table and against diffusers' schedulers."""

import numpy as np
import pytest
import torch
from diffusers import DDIMInverseScheduler, DDIMScheduler

from core.diffusion import ddim_step, linear_alpha_bar, perturb, predict_x0, timesteps
from core.errors import SettingsError

ALPHA_BAR = linear_alpha_bar()


@pytest.mark.parametrize(("t", "expected"), [(50, 0.970), (100, 0.895), (250, 0.521), (500, 0.078)])
def test_schedule_has_the_methods_values(t: int, expected: float) -> None:
    # Values to three digits for betas from 1e-4 to 0.02 over 1000 steps, as published with the method.
    assert ALPHA_BAR[t].item() == pytest.approx(expected, abs=6e-4)
    assert ALPHA_BAR[0].item() == pytest.approx(0.9999)


def test_timesteps() -> None:
    assert timesteps(250, 5) == [0, 50, 100, 150, 200, 250]
    assert timesteps(250, 3) == [0, 83, 166, 250]
    assert timesteps(1000, 2) == [0, 500, 999]
    # As the released code has it: int(linspace(0, 1, S + 1) * T), so rounding may take a level.
    assert timesteps(250, 35) == [int(share * 250) for share in np.linspace(0, 1, 36)]


@pytest.mark.parametrize(("t_start", "steps"), [(0, 1), (1001, 5), (250, 0), (3, 4), (1000, 1000)])
def test_timesteps_refuse_what_the_method_cannot_do(t_start: int, steps: int) -> None:
    with pytest.raises(SettingsError, match=r"\d"):
        timesteps(t_start, steps)


def test_perturb_and_predict_are_inverse() -> None:
    x0, noise = torch.rand(2, 1, 8, 8), torch.randn(2, 1, 8, 8)
    x_t = perturb(x0, noise, ALPHA_BAR[250])
    torch.testing.assert_close(predict_x0(x_t, noise, ALPHA_BAR[250]), x0)


def diffusers_scheduler(kind: type, steps: int) -> DDIMScheduler | DDIMInverseScheduler:
    scheduler = kind(
        beta_start=1e-4,
        beta_end=0.02,
        beta_schedule="linear",
        clip_sample=False,
        set_alpha_to_one=False,
        timestep_spacing="leading",
    )
    scheduler.set_timesteps(steps)
    return scheduler


def test_step_down_is_diffusers() -> None:
    scheduler = diffusers_scheduler(DDIMScheduler, 20)  # levels 950, 900, ..., 0
    latent, eps = torch.randn(1, 1, 8, 8), torch.randn(1, 1, 8, 8)
    theirs = scheduler.step(eps, 250, latent)
    ours, x0 = ddim_step(latent, eps, ALPHA_BAR[250], ALPHA_BAR[200])
    torch.testing.assert_close(ours, theirs.prev_sample)
    torch.testing.assert_close(x0, theirs.pred_original_sample)


def test_step_up_is_diffusers_inversion() -> None:
    # Their inverse step takes the noise at the level it goes to; ours at the level it leaves. The step is
    # the same function of the noise given, so one call of theirs with t = 200 goes from 150 to 200.
    scheduler = diffusers_scheduler(DDIMInverseScheduler, 20)
    latent, eps = torch.randn(1, 1, 8, 8), torch.randn(1, 1, 8, 8)
    theirs = scheduler.step(eps, 200, latent).prev_sample
    ours, _ = ddim_step(latent, eps, ALPHA_BAR[150], ALPHA_BAR[200])
    torch.testing.assert_close(ours, theirs)


def round_trip_error(steps: int) -> float:
    """How far inversion to T = 250 and back misses the value 1, under the exact prior N(0, 1/4)."""
    levels = timesteps(250, steps)

    def eps(x: torch.Tensor, t: int) -> torch.Tensor:
        return x * (1 - ALPHA_BAR[t]).sqrt() / (ALPHA_BAR[t] / 4 + 1 - ALPHA_BAR[t])

    x = torch.ones(1)
    there_and_back = [
        *zip(levels, levels[1:], strict=False),
        *zip(levels[::-1], levels[-2::-1], strict=False),
    ]
    for now, following in there_and_back:
        x, _ = ddim_step(x, eps(x, now), ALPHA_BAR[now], ALPHA_BAR[following])
    return abs(x.item() - 1)


def test_inversion_is_inexact_with_few_steps_and_exact_in_the_limit() -> None:
    errors = [round_trip_error(steps) for steps in (1, 5, 10, 50, 250)]
    assert errors == sorted(errors, reverse=True)
    assert errors[0] > 0.3 and errors[1] > 0.05  # so that known pixels must be set hard at the end
    assert errors[-1] < 0.01
