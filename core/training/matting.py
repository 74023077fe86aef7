"""The encoder E and the corrector C, trained in the very loop that inference runs (Alg. 1)."""

import torch

from core.models.diffusion_mat import DiffusionMat
from core.refinement import invert, refine
from core.training.losses import LossWeights, alpha_loss, composition_loss, step_loss


def one_shot_loss(model: DiffusionMat, batch: dict[str, torch.Tensor], weights: LossWeights) -> torch.Tensor:
    """Loss of E and C as a network without the diffusion (Table 4's "w/o Diffusion", and a warm start).

    The guidance stands where the last step's latent would, at level 0.
    """
    trimap = batch["trimap"]
    known = (trimap <= 0) | (trimap >= 1)
    guidance = model.to_range(batch.get("start", trimap))
    features = model.encode(batch["image"], model.to_range(trimap), guidance)
    alpha0 = model.from_range(model.correct(features, guidance, 0, guidance))
    loss = weights.alpha * alpha_loss(alpha0, batch["alpha"], ~known)
    if weights.composition and "foreground" in batch:
        loss = loss + weights.composition * composition_loss(
            alpha0, batch["alpha"], batch["foreground"], batch["background"], ~known
        )
    return loss


def loop_loss(
    model: DiffusionMat,
    batch: dict[str, torch.Tensor],
    weights: LossWeights,
    *,
    t_start: int,
    steps: int,
    generator: torch.Generator,
    arp: bool = True,
) -> torch.Tensor:
    """Mean over the steps of Eq. 7's loss in one run of the loop, the latent detached between steps."""
    trimap = batch["trimap"]
    unknown = (trimap > 0) & (trimap < 1)
    inverted = invert(model, batch["alpha"], t_start, steps) if weights.inversion else {}
    noise = torch.randn(trimap.shape, generator=generator)
    run = refine(
        model,
        batch["image"],
        trimap,
        start=batch.get("start"),
        t_start=t_start,
        steps=steps,
        noise=noise,
        arp=arp,
        detach=True,
    )
    losses = [step_loss(step, batch, inverted, unknown, weights) for step in run]
    return torch.stack([loss for loss in losses if loss is not None]).mean()
