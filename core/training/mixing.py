"""Batches of two kinds of crops: a user's own pictures, and others that guard against forgetting."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch

from core.data.sources import TrainingSource
from core.errors import SettingsError
from core.training.crops import CropSettings, crop_batches
from core.training.objectives import Batch


@dataclass(frozen=True)
class MixedBatches:
    """Makes batches whose first crops are of one's own pictures and whose others are not.

    Attributes:
        own, others: where they come from.
        own_crops, other_crops: how they are made; both of one size and with as many crops per composite.
        batch: crops of a batch.
        own_share: part of them that is one's own, (0, 1]; rounded to whole composites, at least one.
        workers: processes for each kind.

    Raises:
        SettingsError: as `own_count`.
    """

    own: TrainingSource
    others: TrainingSource
    own_crops: CropSettings
    other_crops: CropSettings
    batch: int
    own_share: float = 0.33
    workers: int = 1

    def __post_init__(self) -> None:
        own_count(self.batch, self.own_crops.per_composite, self.own_share)

    def __call__(self, *, first_step: int, rank: int, world: int) -> Iterator[Batch]:
        """The batches of one process from step `first_step` on."""
        place = {"first_step": first_step, "workers": self.workers, "rank": rank, "world": world}
        count = own_count(self.batch, self.own_crops.per_composite, self.own_share)
        own = crop_batches(self.own, self.own_crops, count, **place)
        if count == self.batch:
            yield from own
            return
        others = crop_batches(self.others, self.other_crops, self.batch - count, **place)
        for mine, theirs in zip(own, others, strict=False):
            # Even and odd numbers, so that no two crops share their noise.
            mine["sample"], theirs["sample"] = 2 * mine["sample"], 2 * theirs["sample"] + 1
            both = {name: torch.cat([mine[name], theirs[name]]) for name in mine if name != "seconds"}
            yield both | {"seconds": mine["seconds"] + theirs["seconds"]}


def own_count(batch: int, per_composite: int, own_share: float) -> int:
    """How many crops of a batch are of one's own pictures: whole composites, at least one.

    Raises:
        SettingsError: the share is none, or the batch is too small to hold both kinds.
    """
    if not 0 < own_share <= 1:
        raise SettingsError(f"The share of one's own pictures is {own_share:g}; take above 0 up to 1.")
    own = max(1, round(batch * own_share / per_composite)) * per_composite
    if own_share < 1 and not 0 < own < batch:
        raise SettingsError(
            f"A batch of {batch} crops, {per_composite} per composite, cannot hold two kinds in the share "
            f"{own_share:g}: take a larger batch."
        )
    return own
