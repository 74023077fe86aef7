"""The noise schedule: how much of the matte is left at each of the diffusion's levels."""

import numpy as np
import torch

from core.errors import SettingsError

LEVELS = 1000
"""Noise levels of the diffusion; a timestep t is an index 0 ... LEVELS - 1 into `alpha_bar`."""


def linear_alpha_bar(levels: int = LEVELS, beta_start: float = 1e-4, beta_end: float = 0.02) -> torch.Tensor:
    """The signal left at each level, alpha_bar[t] = prod(1 - beta), for betas rising linearly (Sec. 3.1).

    Returns:
        `levels` values, float32, falling from 1 - beta_start towards 0. Index 0 is the first noise level, so
        t = 0 still carries a trace of noise (alpha_bar 0.9999), as in the released system.
    """
    betas = torch.linspace(beta_start, beta_end, levels, dtype=torch.float64)
    return torch.cumprod(1 - betas, dim=0).float()


def timesteps(t_start: int, steps: int, levels: int = LEVELS) -> list[int]:
    """The levels visited, rising: int(linspace(0, 1, steps + 1) * t_start), clamped to the last level.

    Args:
        t_start: the level T to which the guidance is perturbed, 1 ... `levels`.
        steps: S, the number of denoising steps, 1 ... `t_start`, and below `levels`.

    Returns:
        steps + 1 levels from 0 to T, for instance 0, 50, ..., 250 for T = 250 and S = 5.

    Raises:
        SettingsError: `t_start` or `steps` lies outside its range.
    """
    if not 1 <= t_start <= levels:
        raise SettingsError(f"The noise level T is {t_start}; choose a value from 1 to {levels}.")
    most = min(t_start, levels - 1)
    if not 1 <= steps <= most:
        raise SettingsError(f"The number of steps is {steps}; choose from 1 to {most} for T = {t_start}.")
    return [min(int(share * t_start), levels - 1) for share in np.linspace(0, 1, steps + 1)]
