"""Batches of one's own crops and of others."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
import torch
from data import layout_trees as trees

from core.data.recipe import Recipe
from core.data.sources import TrainingSource
from core.errors import SettingsError
from core.training.crops import CropSettings
from core.training.mixing import MixedBatches

CROPS = CropSettings(
    size=32, per_composite=2, composite=64, start=0, recipe=Recipe(photo=1, rendered=0, texture=0)
)
OTHERS = replace(CROPS, recipe=Recipe())


@pytest.fixture
def own(tmp_path: Path) -> TrainingSource:
    return TrainingSource([trees.folders(tmp_path / "own")])


def batches(own: TrainingSource, share: float, batch: int = 8) -> MixedBatches:
    return MixedBatches(own, TrainingSource(procedural=True), CROPS, OTHERS, batch, share, workers=0)


@pytest.mark.parametrize(("share", "count"), [(0.5, 4), (0.25, 2), (0.01, 2), (0.7, 6)])
def test_shares_are_kept_and_numbers_differ(own: TrainingSource, share: float, count: int) -> None:
    first, second = islice(batches(own, share)(first_step=0, rank=0, world=1), 2)
    assert first["image"].shape == (8, 3, 32, 32)
    # A picture without foreground stands for both of its layers, which a procedural one never does.
    is_own = (first["foreground"] == first["background"]).flatten(1).all(1)
    assert is_own.tolist() == [True] * count + [False] * (8 - count)
    numbers = torch.cat([first["sample"], second["sample"]]).tolist()
    assert len(set(numbers)) == 16


def test_all_may_be_ones_own(own: TrainingSource) -> None:
    batch = next(batches(own, 1.0)(first_step=0, rank=0, world=1))
    assert (batch["foreground"] == batch["background"]).all()
    assert batch["sample"].tolist() == list(range(8))


def test_a_resumed_run_sees_the_same(own: TrainingSource) -> None:
    _, second = islice(batches(own, 0.5)(first_step=0, rank=0, world=1), 2)
    again = next(batches(own, 0.5)(first_step=1, rank=0, world=1))
    for name in second.keys() - {"seconds"}:
        assert torch.equal(second[name], again[name]), name


def test_what_cannot_be_mixed_is_refused(own: TrainingSource) -> None:
    with pytest.raises(SettingsError, match="larger batch"):
        batches(own, 0.5, batch=2)
    with pytest.raises(SettingsError, match="share"):
        batches(own, 0.0)
    with pytest.raises(SettingsError, match="share"):
        batches(own, 2.0)
