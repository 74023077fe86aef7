"""The losses of Eqs. 4-7, over unknown pixels, normalised per picture and averaged over the batch."""

from dataclasses import dataclass

import torch

from core.errors import SettingsError
from core.models.clipping import clipped
from core.refinement import RefinementStep

TYPICAL_ERROR = 0.07
"""Mean error of a coarse start on the composites; keeps weighted losses at the size of plain ones."""


@dataclass(frozen=True)
class LossWeights:
    """lambda_1 ... lambda_3 of Eq. 7; 0 switches a loss off.

    Attributes:
        relative: above 0, a crop counts by what is gained on its coarse start: its losses are divided by
            the start's mean error plus this. Else crops that nobody could matte are most of what is learnt.
        squared: the square of the error of the clipped alpha, so many times, is added to L_alpha. Absolute
            errors alone draw what is uncertain to 0 or 1.

    Raises:
        SettingsError: one is negative, or all of Eq. 7 are 0.
    """

    inversion: float = 2.0
    alpha: float = 1.0
    composition: float = 1.0
    relative: float = 0.0
    squared: float = 0.0

    def __post_init__(self) -> None:
        values = (self.inversion, self.alpha, self.composition)
        if min(values) < 0 or max(values) == 0:
            raise SettingsError(f"The losses' weights are {values}: none may be negative, and one above 0.")
        for name in ("relative", "squared"):
            if not getattr(self, name) >= 0:
                raise SettingsError(f"The setting {name} is {getattr(self, name)}; it must be 0 or more.")


def unknown_mean(
    error: torch.Tensor, unknown: torch.Tensor, crops: torch.Tensor | None = None
) -> torch.Tensor:
    """Mean of N x C x H x W errors over each picture's unknown pixels, then over the batch; a scalar.

    crops: N weights of the pictures, as `crop_weights` gives them; None: all count alike.
    """
    per_picture = _unknown_means(error, unknown)
    return per_picture.mean() if crops is None else (per_picture * crops).mean()


def crop_weights(
    batch: dict[str, torch.Tensor], unknown: torch.Tensor, weights: LossWeights
) -> torch.Tensor | None:
    """How much each of N crops counts, by its start's error; None where all count alike, or have no start."""
    if not weights.relative or "start" not in batch:
        return None
    errors = _unknown_means((batch["start"][:, :1] - batch["alpha"]).abs(), unknown)
    return (TYPICAL_ERROR + weights.relative) / (errors + weights.relative)


def _unknown_means(error: torch.Tensor, unknown: torch.Tensor) -> torch.Tensor:
    """Of N x C x H x W errors, each picture's mean over its unknown pixels: N."""
    weight = unknown.to(error).expand_as(error)
    return (error * weight).flatten(1).sum(1) / weight.flatten(1).sum(1).clamp(min=1)


def alpha_loss(
    alpha0: torch.Tensor,
    alpha: torch.Tensor,
    unknown: torch.Tensor,
    crops: torch.Tensor | None = None,
    squared: float = 0.0,
) -> torch.Tensor:
    """L_alpha (Eq. 5): the one-step estimate against the true matte; `squared` times its square is added."""
    error = (clipped(alpha0) - alpha).abs()
    return unknown_mean(error + squared * error**2 if squared else error, unknown, crops)


def inversion_loss(
    propagated: torch.Tensor,
    alpha_t: torch.Tensor,
    unknown: torch.Tensor,
    crops: torch.Tensor | None = None,
) -> torch.Tensor:
    """L_Inv (Eq. 4): the latent after ARP against the true matte's inversion at the same level, squared."""
    return unknown_mean((propagated - alpha_t) ** 2, unknown, crops)


def composition_loss(
    alpha0: torch.Tensor,
    alpha: torch.Tensor,
    foreground: torch.Tensor,
    background: torch.Tensor,
    unknown: torch.Tensor,
    crops: torch.Tensor | None = None,
) -> torch.Tensor:
    """L_Comp (Eq. 6): the picture composed with the estimate against the one composed with the true matte.

    Both are composed of the same colours, so that sensor noise and compression do not count.
    """
    return unknown_mean((clipped(alpha0) - alpha).abs() * (foreground - background).abs(), unknown, crops)


def step_losses(
    step: RefinementStep,
    batch: dict[str, torch.Tensor],
    inverted: dict[int, torch.Tensor],
    unknown: torch.Tensor,
    weights: LossWeights,
    crops: torch.Tensor | None,
) -> dict[str, torch.Tensor]:
    """The parts of L_Final (Eq. 7) at one step of the loop, unweighted and by name.

    Those of weight 0 are left out; there are none for a step that C had no part in.
    crops: as `unknown_mean` takes them.
    """
    latent = step.corrected if step.propagated is None else step.propagated
    if latent is None:
        return {}
    losses = matte_losses(step.alpha0, batch, unknown, weights, crops)
    if weights.inversion:
        losses["inversion"] = inversion_loss(latent, inverted[step.t], unknown, crops)
    return losses


def matte_losses(
    alpha0: torch.Tensor,
    batch: dict[str, torch.Tensor],
    unknown: torch.Tensor,
    weights: LossWeights,
    crops: torch.Tensor | None,
) -> dict[str, torch.Tensor]:
    """L_alpha and L_Comp of an estimate, unweighted and by name; those of weight 0 are left out."""
    losses = {}
    if weights.alpha:
        losses["alpha"] = alpha_loss(alpha0, batch["alpha"], unknown, crops, weights.squared)
    if weights.composition:
        colours = batch["foreground"], batch["background"]
        losses["composition"] = composition_loss(alpha0, batch["alpha"], *colours, unknown, crops)
    return losses


def total(losses: dict[str, torch.Tensor], weights: LossWeights) -> torch.Tensor:
    """The weighted sum of the parts (Eq. 7)."""
    return sum(getattr(weights, name) * value for name, value in losses.items())
