"""Fine-tuning: what it makes, that it goes on after a stop, and what it refuses."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from data import layout_trees as trees
from models_for_tests import tiny_model
from safetensors.torch import load_file
from tiny_runs import SMALL

from core.data.layouts import open_data_set
from core.data.sources import TrainingSource
from core.errors import Cancelled, CheckpointError, DataError
from core.models.checkpoints import read_config, save_model
from core.training import finetune as module
from core.training.finetune import Estimate, estimate, finetune
from core.training.finetune_request import FinetuneRequest, held_out_names, procedural_guard, training_part
from core.training.loop import Hooks
from core.training.presets import load_preset

STEPS = 6
NAMES = ["a", "b", "c", "d", "e"]


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    parts = {"image": "images/{}.png", "alpha": "alphas/{}.png", "trimap": "trimaps/{}.png"}
    return trees.save_set(tmp_path / "own", NAMES, **parts)


@pytest.fixture
def request_(pictures: Path, tmp_path: Path) -> FinetuneRequest:
    save_model(tiny_model(SMALL), tmp_path / "small.safetensors")
    preset = load_preset("finetune")
    matting = replace(
        preset.matting, crop=32, composite=64, batch=4, per_composite=2, save_every=2, precision="float32"
    )
    return FinetuneRequest(
        pictures=open_data_set(pictures),
        model=tmp_path / "small.safetensors",
        others=TrainingSource(procedural=True),
        guard=open_data_set(trees.folders(tmp_path / "guard")),
        preset=replace(preset, matting=matting),
        device="cpu",
        workers=0,
    )


@pytest.fixture(autouse=True)
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "estimate", lambda request, on_stage=None: Estimate(STEPS, 1.0))


def test_a_model_and_its_scores_come_out(request_: FinetuneRequest, tmp_path: Path) -> None:
    stages = []
    result = finetune(request_, tmp_path / "run", on_stage=lambda *told: stages.append(told))
    assert result.stopped is None
    before, after = load_file(request_.model), load_file(result.model)
    for name, value in before.items():
        fixed = name.startswith("prior.") or "timembedding.0" in name
        assert torch.equal(value, after[name]) == fixed, name
    assert read_config(result.model).weights_by.endswith("small.safetensors, fine-tuned")
    assert list(result.before) == list(result.after) == ["held out", "trained on", "guard"]
    assert [len(table.rows) for table in result.after.values()] == [1, 4, len(request_.guard.cases)]
    assert result.after["trained on"].mean() != result.before["trained on"].mean()
    report = json.loads((tmp_path / "run" / "finetune.json").read_text())
    assert report["after"]["held out"]["mean"]["sad"] == result.after["held out"].mean().sad
    assert report["better"] == (result.after["held out"].mean().sad < result.before["held out"].mean().sad)
    assert list(dict.fromkeys(stage for stage, *_ in stages)) == [
        "measuring before",
        "training",
        "measuring after",
    ]
    assert all(done <= of for _, done, of in stages)


def test_a_stopped_one_goes_on_to_the_same_weights(request_: FinetuneRequest, tmp_path: Path) -> None:
    whole = finetune(request_, tmp_path / "whole")
    asked = iter([False] * len(NAMES) * 2 + [False, False, True])
    stopped = finetune(request_, tmp_path / "parts", hooks=Hooks(cancelled=lambda: next(asked)))
    assert stopped.stopped == "cancelled" and stopped.model is None
    assert not (tmp_path / "parts" / "model.safetensors").exists()
    calls = []
    while_measuring = Hooks(cancelled=lambda: bool(calls.append(1)) or len(calls) > 2)
    with pytest.raises(Cancelled, match="goes on"):
        finetune(request_, tmp_path / "other", hooks=while_measuring)
    for folder in ("parts", "other"):
        again = finetune(request_, tmp_path / folder)
        weights, expected = load_file(again.model), load_file(whole.model)
        assert all(torch.equal(weights[name], value) for name, value in expected.items())


def test_another_request_does_not_go_on_with_it(request_: FinetuneRequest, tmp_path: Path) -> None:
    finetune(request_, tmp_path / "run")
    with pytest.raises(CheckpointError, match=r"minutes was 15\.0 and is now 30\.0"):
        finetune(replace(request_, minutes=30.0), tmp_path / "run")


def test_cutouts_with_transparency_will_do(request_: FinetuneRequest, tmp_path: Path) -> None:
    for name, side in (("large", 128), ("small", 32)):
        rgba = np.dstack([trees.colours(1, side), trees.matte(1, side)])
        trees.save(tmp_path / "cutouts" / f"{name}.png", rgba)
    cutouts = open_data_set(tmp_path / "cutouts")
    result = finetune(replace(request_, pictures=cutouts), tmp_path / "run")
    assert [row.name for row in result.after["trained on"].rows] == ["large"]
    # All of the small one is within 20 px of its edge, so that its derived trimap is unknown throughout.
    assert len(result.left_out) == 1 and result.left_out[0].startswith("small was not measured: ")


def test_an_estimate_fills_the_minutes(request_: FinetuneRequest) -> None:
    found = estimate(request_)
    assert found.steps == max(1, round(15 * 60 / found.seconds_per_step))
    assert 0.001 <= found.seconds_per_step < 10


def test_who_is_held_out(request_: FinetuneRequest) -> None:
    assert held_out_names(request_) == {"c"}
    assert held_out_names(replace(request_, hold_out=2)) == {"b", "d"}
    assert held_out_names(replace(request_, held_out=request_.guard)) == set()
    assert held_out_names(replace(request_, hold_out=0)) == set()
    assert [case.name for case in training_part(request_).cases] == ["a", "b", "d", "e"]
    with pytest.raises(DataError, match="5 of 5"):
        held_out_names(replace(request_, hold_out=5))


def test_the_guard_is_the_same_every_time(tmp_path: Path) -> None:
    first, second = (procedural_guard(tmp_path / name) for name in ("one", "two"))
    assert len(first.cases) == 6
    for one, other in zip(first.cases, second.cases, strict=True):
        assert one.image.read_bytes() == other.image.read_bytes()
        assert one.trimap.read_bytes() == other.trimap.read_bytes()
