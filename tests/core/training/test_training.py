"""Training: it learns, it resumes exactly, and its crops are a function of seed and number."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
import torch
from models_for_tests import tiny_model

from core.data.sources import TrainingSource
from core.errors import CheckpointError
from core.models.checkpoints import load_checkpoint
from core.models.diffusion_mat import DiffusionMat
from core.training.crops import CropSettings, crop_batches
from core.training.loop import TrainingSettings, learning_rate, train
from core.training.losses import LossWeights
from core.training.matting import one_shot_loss
from core.training.prior import prior_loss

CROPS = CropSettings(size=64, per_composite=2, composite=128)
SETTINGS = TrainingSettings(steps=6, batch=2, learning_rate=1e-3, save_every=3, workers=0, bf16=False)


@pytest.fixture
def source() -> TrainingSource:
    return TrainingSource(procedural=True)


def test_crops_are_the_same_on_every_run(source: TrainingSource) -> None:
    first = list(islice(crop_batches(source, CROPS, 4, 0, 0), 2))
    later = next(crop_batches(TrainingSource(procedural=True), CROPS, 4, 1, 0))
    for name, value in first[1].items():
        assert torch.equal(value, later[name]), name
    assert not torch.equal(first[0]["image"], first[1]["image"])


def test_crops_hold_what_the_losses_need(source: TrainingSource) -> None:
    batch = next(crop_batches(source, CROPS, 4, 0, 0))
    for name, channels in {"image": 3, "foreground": 3, "background": 3, "alpha": 1, "start": 1}.items():
        assert batch[name].shape == (4, channels, 64, 64)
        assert batch[name].min() >= 0 and batch[name].max() <= 1
    assert set(batch["trimap"].unique().tolist()) <= {0.0, 0.5, 1.0}
    assert (batch["trimap"] == 0.5).flatten(1).any(1).all()


def run(
    folder: Path, source: TrainingSource, settings: TrainingSettings, purpose: str = "a test"
) -> DiffusionMat:
    model = tiny_model()
    parameters = [value for name, value in model.named_parameters() if not name.startswith("prior.")]

    def loss_of(model: DiffusionMat, batch: dict[str, torch.Tensor], step: int) -> torch.Tensor:
        return one_shot_loss(model, batch, LossWeights())

    return load_checkpoint(train(model, parameters, loss_of, source, CROPS, settings, folder, purpose))


def test_a_stopped_run_goes_on_exactly(source: TrainingSource, tmp_path: Path) -> None:
    whole = run(tmp_path / "whole", source, SETTINGS)

    class Stop(Exception):
        pass

    import core.training.loop as loop

    saved = loop._save
    with pytest.MonkeyPatch.context() as patch:

        def save_and_die(*arguments: object) -> None:
            saved(*arguments)
            raise Stop

        patch.setattr(loop, "_save", save_and_die)
        with pytest.raises(Stop):
            run(tmp_path / "parts", source, SETTINGS)
    resumed = run(tmp_path / "parts", source, SETTINGS)
    for name, value in whole.state_dict().items():
        assert torch.equal(value, resumed.state_dict()[name]), name
    assert not torch.equal(whole.detail.weight, tiny_model().detail.weight)


def test_another_runs_state_is_refused(source: TrainingSource, tmp_path: Path) -> None:
    run(tmp_path, source, replace(SETTINGS, steps=1))
    with pytest.raises(CheckpointError, match=r"a test.*something else"):
        run(tmp_path, source, SETTINGS, purpose="something else")


def test_a_frozen_prior_drops_nothing_out(source: TrainingSource, tmp_path: Path) -> None:
    model = tiny_model()
    seen = []

    def loss_of(model: DiffusionMat, batch: dict[str, torch.Tensor], step: int) -> torch.Tensor:
        seen.append((model.prior.training, model.corrector.training))
        return one_shot_loss(model, batch, LossWeights())

    parameters = list(model.corrector.parameters())
    train(model, parameters, loss_of, source, CROPS, replace(SETTINGS, steps=1), tmp_path, "a test")
    assert seen == [(False, True)]


def test_training_lowers_the_loss_on_one_batch(source: TrainingSource) -> None:
    batch = next(crop_batches(source, CROPS, 4, 0, 0))
    model = tiny_model().requires_grad_(True)
    optimizer = torch.optim.Adam(model.parameters(), 1e-3)
    losses = []
    for _ in range(12):
        loss = one_shot_loss(model, batch, LossWeights())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.9 * losses[0]


def test_prior_loss_is_about_one_untrained_and_falls(source: TrainingSource) -> None:
    batch = next(crop_batches(source, replace(CROPS, start=False), 4, 0, 0))
    assert "start" not in batch
    model = tiny_model().requires_grad_(True)
    optimizer = torch.optim.Adam(model.prior.parameters(), 3e-3)
    losses = []
    for _ in range(30):
        loss = prior_loss(model, batch, torch.Generator().manual_seed(0))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[0] == pytest.approx(1, abs=0.4)
    assert losses[-1] < 0.7 * losses[0]


def test_learning_rate_depends_on_the_step_alone() -> None:
    settings = TrainingSettings(steps=1000, learning_rate=1.0, warmup=10)
    assert learning_rate(settings, 0) == pytest.approx(0.1)
    assert learning_rate(settings, 1000) == pytest.approx(0.02)
    assert learning_rate(settings, 500) == pytest.approx(0.51)
