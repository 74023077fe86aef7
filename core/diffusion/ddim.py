"""DDIM as pure functions: perturbation, the one-step estimate, the step down and the step up (inversion).

All take values of alpha_bar, scalars or tensors that broadcast, and keep the latents' precision.
"""

import torch

Level = torch.Tensor | float


def perturb(x0: torch.Tensor, noise: torch.Tensor, alpha_bar: Level) -> torch.Tensor:
    """Noise mixed in: sqrt(alpha_bar) x0 + sqrt(1 - alpha_bar) noise (Eq. 2, with the root it misses)."""
    return _root(alpha_bar) * x0 + _root(1 - alpha_bar) * noise


def predict_x0(x_t: torch.Tensor, eps: torch.Tensor, alpha_bar: Level) -> torch.Tensor:
    """The clean matte that x_t and the noise predicted in it amount to (first term of Eq. 3)."""
    return (x_t - _root(1 - alpha_bar) * eps) / _root(alpha_bar)


def ddim_step(
    x_t: torch.Tensor, eps: torch.Tensor, alpha_bar_now: Level, alpha_bar_next: Level
) -> tuple[torch.Tensor, torch.Tensor]:
    """One deterministic DDIM step between two levels, down or up (Eq. 3).

    Args:
        x_t: the latent at the level now.
        eps: the noise that the prior predicts in x_t.

    Returns:
        The latent at the next level, and the one-step estimate of the clean matte. Stepping to a higher level
        is DDIM inversion with the noise taken at the level being left.
    """
    x0 = predict_x0(x_t, eps, alpha_bar_now)
    return perturb(x0, eps, alpha_bar_next), x0


def _root(value: Level) -> Level:
    return value**0.5
