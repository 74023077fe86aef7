"""The losses of Eqs. 4-7, over unknown pixels, normalised per picture and averaged over the batch."""

from dataclasses import dataclass

import torch

from core.errors import SettingsError
from core.refinement import RefinementStep

LEAK = 0.1
"""Slope of the clipping outside of [0, 1]; the paper states none, so that it is ours in every preset."""


@dataclass(frozen=True)
class LossWeights:
    """lambda_1 ... lambda_3 of Eq. 7; 0 switches a loss off.

    Raises:
        SettingsError: one is negative, or all are 0.
    """

    inversion: float = 2.0
    alpha: float = 1.0
    composition: float = 1.0

    def __post_init__(self) -> None:
        values = (self.inversion, self.alpha, self.composition)
        if min(values) < 0 or max(values) == 0:
            raise SettingsError(f"The losses' weights are {values}: none may be negative, and one above 0.")


def unknown_mean(error: torch.Tensor, unknown: torch.Tensor) -> torch.Tensor:
    """Mean of N x C x H x W errors over each picture's unknown pixels, then over the batch; a scalar."""
    weight = unknown.to(error).expand_as(error)
    per_picture = (error * weight).flatten(1).sum(1) / weight.flatten(1).sum(1).clamp(min=1)
    return per_picture.mean()


def clipped(alpha: torch.Tensor) -> torch.Tensor:
    """Alpha clipped to [0, 1], as the finished matte is, with a small slope left outside to learn from."""
    inside = alpha.clamp(0, 1)
    return inside + LEAK * (alpha - inside)


def alpha_loss(alpha0: torch.Tensor, alpha: torch.Tensor, unknown: torch.Tensor) -> torch.Tensor:
    """L_alpha (Eq. 5): the one-step estimate against the true matte, absolute."""
    return unknown_mean((clipped(alpha0) - alpha).abs(), unknown)


def inversion_loss(propagated: torch.Tensor, alpha_t: torch.Tensor, unknown: torch.Tensor) -> torch.Tensor:
    """L_Inv (Eq. 4): the latent after ARP against the true matte's inversion at the same level, squared."""
    return unknown_mean((propagated - alpha_t) ** 2, unknown)


def composition_loss(
    alpha0: torch.Tensor,
    alpha: torch.Tensor,
    foreground: torch.Tensor,
    background: torch.Tensor,
    unknown: torch.Tensor,
) -> torch.Tensor:
    """L_Comp (Eq. 6): the picture composed with the estimate against the one composed with the true matte.

    Both are composed of the same colours, so that sensor noise and compression do not count.
    """
    return unknown_mean((clipped(alpha0) - alpha).abs() * (foreground - background).abs(), unknown)


def step_losses(
    step: RefinementStep,
    batch: dict[str, torch.Tensor],
    inverted: dict[int, torch.Tensor],
    unknown: torch.Tensor,
    weights: LossWeights,
) -> dict[str, torch.Tensor]:
    """The parts of L_Final (Eq. 7) at one step of the loop, unweighted and by name.

    Those of weight 0 are left out; there are none for a step that C had no part in.
    """
    latent = step.corrected if step.propagated is None else step.propagated
    if latent is None:
        return {}
    losses = matte_losses(step.alpha0, batch, unknown, weights)
    if weights.inversion:
        losses["inversion"] = inversion_loss(latent, inverted[step.t], unknown)
    return losses


def matte_losses(
    alpha0: torch.Tensor, batch: dict[str, torch.Tensor], unknown: torch.Tensor, weights: LossWeights
) -> dict[str, torch.Tensor]:
    """L_alpha and L_Comp of an estimate, unweighted and by name; those of weight 0 are left out."""
    losses = {}
    if weights.alpha:
        losses["alpha"] = alpha_loss(alpha0, batch["alpha"], unknown)
    if weights.composition:
        colours = batch["foreground"], batch["background"]
        losses["composition"] = composition_loss(alpha0, batch["alpha"], *colours, unknown)
    return losses


def total(losses: dict[str, torch.Tensor], weights: LossWeights) -> torch.Tensor:
    """The weighted sum of the parts (Eq. 7)."""
    return sum(getattr(weights, name) * value for name, value in losses.items())
