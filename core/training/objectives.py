"""What is minimised, as modules: the prior's noise error, the one-shot network's losses, the loop's losses.

`forward(batch, step)` gives scalars by name: "loss" is minimised, the others are shown. A batch is what
`core.training.crops.crop_batches` yields; each loss is a mean over its crops, so that the mean of the halves
of a batch is the whole batch's.
"""

from collections.abc import Iterator

import torch
import torch.nn.functional as F
from torch import nn

from core.diffusion import LEVELS, perturb
from core.errors import SettingsError
from core.models.diffusion_mat import DiffusionMat
from core.models.layers import at_least_float32
from core.refinement import RefinementStep, invert, one_shot, refine
from core.training.draws import draw
from core.training.losses import LossWeights, crop_weights, matte_losses, step_losses, total

Batch = dict[str, torch.Tensor]


class Objective(nn.Module):
    """A model with what it is trained for.

    Attributes:
        model: all three networks; which of them are trained is `is_trained`'s to say.
        needs: the batch's entries that `forward` reads.
        trains_prior: whether D is trained, or E and C are.
    """

    needs: tuple[str, ...] = ()
    trains_prior = False

    def __init__(self, model: DiffusionMat, seed: int) -> None:
        super().__init__()
        self.model, self.seed = model, seed

    def is_trained(self, name: str) -> bool:
        """Whether the model's parameter of that name is trained; the tables of the timesteps never are."""
        return name.startswith("prior.") == self.trains_prior and "timembedding.0" not in name

    def trained(self) -> dict[str, nn.Parameter]:
        """The model's trained parameters by name."""
        return {name: value for name, value in self.model.named_parameters() if self.is_trained(name)}

    def draws(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """A position in [0, 1) and a noise map for each crop of the batch, in the model's precision."""
        alpha = batch["alpha"]
        position, noise = draw(self.seed, batch["sample"], (alpha.shape[2], alpha.shape[3]), alpha.device)
        return position, noise.to(self.model.dtype)

    def sheet(self, model: DiffusionMat, batch: Batch) -> list[torch.Tensor]:
        """Columns of a sheet of pictures, each N x 1 or 3 x H x W in [0, 1], as `model` sees the batch."""
        raise NotImplementedError


class PriorObjective(Objective):
    """L_DM (Sec. 3.1): mean squared error of the noise that D predicts, each matte at a random level.

    Args:
        level_power: 1 draws levels evenly; above 1 more often low ones, since the loop never goes above T.
    """

    needs = ("alpha", "sample")
    trains_prior = True

    def __init__(self, model: DiffusionMat, seed: int = 0, *, level_power: float = 1.0) -> None:
        super().__init__(model, seed)
        self.level_power = level_power

    def forward(self, batch: Batch, step: int = 0) -> Batch:
        """The loss; `step` changes nothing."""
        model = self.model
        x_t, t, noise = self._noised(batch)
        loss = F.mse_loss(at_least_float32(model.prior(x_t, t)), noise)
        return {"loss": loss, "noise": loss.detach()}

    def _noised(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        position, noise = self.draws(batch)
        t = (position**self.level_power * LEVELS).long().clamp(max=LEVELS - 1)
        x_t = perturb(self.model.to_range(batch["alpha"]), noise, self.model.alpha_bar[t].view(-1, 1, 1, 1))
        return x_t, t, noise

    def sheet(self, model: DiffusionMat, batch: Batch) -> list[torch.Tensor]:
        """The matte with noise, the estimate of the matte in it, the matte."""
        x_t, t, _ = self._noised(batch)
        alpha_bar = model.alpha_bar[t].view(-1, 1, 1, 1)
        estimate = (x_t - (1 - alpha_bar).sqrt() * at_least_float32(model.prior(x_t, t))) / alpha_bar.sqrt()
        return [model.from_range(x_t), model.from_range(estimate), batch["alpha"]]


class OneShotObjective(Objective):
    """E and C as a network without diffusion (Table 4's "w/o Diffusion", and a warm start): Eqs. 5 and 6."""

    needs = ("image", "trimap", "start", "alpha", "foreground", "background", "sample")

    def __init__(self, model: DiffusionMat, seed: int = 0, *, weights: LossWeights | None = None) -> None:
        super().__init__(model, seed)
        self.weights = weights or LossWeights()

    def forward(self, batch: Batch, step: int = 0) -> Batch:
        """The losses; `step` changes nothing."""
        alpha0 = one_shot(self.model, batch["image"], batch["trimap"], batch.get("start"))
        unknown = (batch["trimap"] > 0) & (batch["trimap"] < 1)
        crops = crop_weights(batch, unknown, self.weights)
        losses = matte_losses(alpha0, batch, unknown, self.weights, crops)
        return {"loss": total(losses, self.weights)} | {name: loss.detach() for name, loss in losses.items()}

    def sheet(self, model: DiffusionMat, batch: Batch) -> list[torch.Tensor]:
        """The picture, the trimap, the matte, the true matte."""
        alpha0 = one_shot(model, batch["image"], batch["trimap"], batch.get("start"))
        return [batch["image"], batch["trimap"], _pinned(alpha0, batch["trimap"]), batch["alpha"]]


class LoopObjective(Objective):
    """E and C in the very loop that inference runs (Alg. 1): Eqs. 4-7 at every step, the mean over the steps.

    The latent is detached between steps, so that each step's loss reaches its own C and, through the frozen
    D's one-step estimate, no other.

    Args:
        t_start: level T; None takes the model's own.
        loop_steps: numbers of steps S that take turns from training step to training step; None: the model's.
        arp: whether known pixels follow the inverted guidance (Table 5).
        trust_alone: all is left as it is but C's word on how far its matte is to be trusted.

    Raises:
        SettingsError: there is no such word, by the model's config.
    """

    needs = OneShotObjective.needs

    def __init__(
        self,
        model: DiffusionMat,
        seed: int = 0,
        *,
        weights: LossWeights | None = None,
        t_start: int | None = None,
        loop_steps: tuple[int, ...] | None = None,
        arp: bool = True,
        trust_alone: bool = False,
    ) -> None:
        super().__init__(model, seed)
        self.weights = weights or LossWeights()
        self.t_start = model.config.t_start if t_start is None else t_start
        self.loop_steps = loop_steps or (model.config.steps,)
        self.arp = arp
        self.trust_alone = trust_alone
        if trust_alone:
            self._hold_all_but_trust()

    def is_trained(self, name: str) -> bool:
        """As of every objective; of `trust_alone` the corrector's last convolution."""
        return name.startswith(self._last()) if self.trust_alone else super().is_trained(name)

    def _last(self) -> str:
        return f"corrector.tail.{len(self.model.corrector.tail) - 1}."

    def _hold_all_but_trust(self) -> None:
        """Trust is the last of the last convolution's outputs: what those before it would learn is lost."""
        config = self.model.config
        if not config.trust:
            raise SettingsError(
                f"The model {config.name} says nothing of its trust, so that this alone cannot be trained: "
                "scripts/average_weights.py --trust makes one of it that can be taught to."
            )
        said = config.corrector.unshuffle**2
        for parameter in self.trained().values():
            parameter.requires_grad_(True).register_hook(
                lambda gradient: torch.cat([torch.zeros_like(gradient[:-said]), gradient[-said:]])
            )

    def forward(self, batch: Batch, step: int = 0) -> Batch:
        """The losses, with the number of loop steps whose turn it is at training step `step`."""
        steps = self.loop_steps[step % len(self.loop_steps)]
        unknown = (batch["trimap"] > 0) & (batch["trimap"] < 1)
        inverted = invert(self.model, batch["alpha"], self.t_start, steps) if self.weights.inversion else {}
        crops = crop_weights(batch, unknown, self.weights)  # of the start, and so the same at every step
        parts = [
            step_losses(state, batch, inverted, unknown, self.weights, crops)
            for state in self._run(self.model, batch, steps)
        ]
        parts = [part for part in parts if part]
        losses = {name: torch.stack([part[name] for part in parts]).mean() for name in parts[0]}
        return {"loss": total(losses, self.weights)} | {name: loss.detach() for name, loss in losses.items()}

    def _run(self, model: DiffusionMat, batch: Batch, steps: int) -> Iterator[RefinementStep]:
        _, noise = self.draws(batch)
        return refine(
            model,
            batch["image"],
            batch["trimap"],
            start=batch.get("start"),
            t_start=self.t_start,
            steps=steps,
            noise=noise,
            arp=self.arp,
            detach=True,
        )

    def sheet(self, model: DiffusionMat, batch: Batch) -> list[torch.Tensor]:
        """The picture, the trimap, the estimate at every step down to the matte, the true matte."""
        estimates = [
            _pinned(state.alpha0, batch["trimap"]) for state in self._run(model, batch, self.loop_steps[-1])
        ]
        return [batch["image"], batch["trimap"], *estimates, batch["alpha"]]


def _pinned(alpha: torch.Tensor, trimap: torch.Tensor) -> torch.Tensor:
    """The matte with the trimap's known pixels, as it is delivered."""
    return torch.where((trimap > 0) & (trimap < 1), alpha, trimap)
