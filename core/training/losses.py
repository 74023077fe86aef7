"""The losses of Eqs. 4-7, over unknown pixels, normalised per picture and averaged over the batch."""

from dataclasses import dataclass

import torch

from core.refinement import RefinementStep

LEAK = 0.1


@dataclass(frozen=True)
class LossWeights:
    """lambda_1 ... lambda_3 of Eq. 7."""

    inversion: float = 2.0
    alpha: float = 1.0
    composition: float = 1.0


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


def step_loss(
    step: RefinementStep,
    batch: dict[str, torch.Tensor],
    inverted: dict[int, torch.Tensor],
    unknown: torch.Tensor,
    weights: LossWeights,
) -> torch.Tensor | None:
    """L_Final (Eq. 7) of one step of the loop; None for a step that C had no part in."""
    latent = step.corrected if step.propagated is None else step.propagated
    if latent is None:
        return None
    alpha = batch["alpha"]
    loss = weights.alpha * alpha_loss(step.alpha0, alpha, unknown)
    if weights.inversion:
        loss = loss + weights.inversion * inversion_loss(latent, inverted[step.t], unknown)
    if weights.composition and "foreground" in batch:
        loss = loss + weights.composition * composition_loss(
            step.alpha0, alpha, batch["foreground"], batch["background"], unknown
        )
    return loss
