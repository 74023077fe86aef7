"""The prior D: an unconditional diffusion model of mattes, trained on their noise alone (L_DM, Sec. 3.1)."""

import torch
import torch.nn.functional as F

from core.diffusion import LEVELS, perturb
from core.models.diffusion_mat import DiffusionMat


def prior_loss(
    model: DiffusionMat, batch: dict[str, torch.Tensor], generator: torch.Generator
) -> torch.Tensor:
    """Mean squared error of the predicted noise, each matte at a random level.

    Levels are drawn with density falling towards the highest, since the loop never goes above T.
    """
    x0 = model.to_range(batch["alpha"])
    position = torch.rand(x0.shape[0], generator=generator)
    t = (position**1.5 * LEVELS).long().to(x0.device)
    noise = torch.randn(x0.shape, generator=generator).to(x0.device)
    x_t = perturb(x0, noise, model.alpha_bar[t].view(-1, 1, 1, 1))
    return F.mse_loss(model.prior(x_t, t).float(), noise)
