"""Fine-tuning: what it makes, that it goes on after a stop, and how many steps fit."""

import json
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from data import layout_trees as trees
from safetensors.torch import load_file
from small_requests import NAMES, PARTS, cancel_while_measuring

from core.data.layouts import open_data_set
from core.errors import Cancelled, CheckpointError
from core.models.checkpoints import read_config
from core.training import finetune as module
from core.training.finetune import estimate, finetune
from core.training.finetune_request import FinetuneRequest
from core.training.loop import Hooks

TRIAL = module._trial


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
    # No score chose it: it is what the training ended with.
    last = load_file(tmp_path / "run" / "training" / "model.safetensors")
    assert all(torch.equal(last[name], value) for name, value in after.items())
    assert not (tmp_path / "run" / "training" / "best.safetensors").exists()
    assert list(dict.fromkeys(stage for stage, *_ in stages)) == [
        "checking",
        "measuring before",
        "training",
        "measuring after",
    ]
    assert all(done <= of for _, done, of in stages)


def test_a_stopped_one_goes_on_to_the_same_weights(request_: FinetuneRequest, tmp_path: Path) -> None:
    whole = finetune(request_, tmp_path / "whole")
    pictures = len(NAMES) + len(request_.guard.cases)
    asked = iter([False] * 2 * pictures + [False, False, True])  # checked, measured, then trained on
    stopped = finetune(request_, tmp_path / "parts", hooks=Hooks(cancelled=lambda: next(asked)))
    assert stopped.stopped == "cancelled" and stopped.model is None
    assert not (tmp_path / "parts" / "model.safetensors").exists()
    cancel_while_measuring(request_, tmp_path / "other")
    for folder in ("parts", "other"):
        again = finetune(request_, tmp_path / folder)
        weights, expected = load_file(again.model), load_file(whole.model)
        assert all(torch.equal(weights[name], value) for name, value in expected.items())


def test_a_picture_that_came_since_waits_for_the_next_one(
    request_: FinetuneRequest, pictures: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    cancel_while_measuring(request_, run)
    trees.save_set(pictures, ["aa"], **PARTS)
    grown = replace(request_, pictures=open_data_set(pictures))
    assert len(grown.pictures.cases) == len(NAMES) + 1
    result = finetune(grown, run)
    assert [len(table.rows) for table in result.after.values()][:2] == [1, 4]
    assert result.left_out == ("aa came after this training began: the next one has it.",)
    with pytest.raises(CheckpointError, match="trained on was"):
        finetune(grown, run)  # it is over, and never saw that picture


def test_the_procedural_guard_lets_a_run_go_on(request_: FinetuneRequest, tmp_path: Path) -> None:
    request = replace(request_, guard=None)
    for _ in range(2):
        cancel_while_measuring(request, tmp_path / "run")


def test_an_estimate_fills_the_minutes(request_: FinetuneRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_trial", TRIAL)
    found = estimate(request_)
    assert found.steps == max(1, round(15 * 60 / found.seconds_per_step))
    assert 0.001 <= found.seconds_per_step < 10


@pytest.mark.parametrize("after", [0, 1])
@pytest.mark.parametrize("how", ["cancelled", "interrupted"])
def test_a_trial_that_is_stopped_makes_no_plan(
    request_: FinetuneRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str, after: int
) -> None:
    monkeypatch.setattr(module, "_trial", TRIAL)
    reached = []

    def tell(stage: str, done: int, of: int) -> None:
        if stage == "estimating" and done >= after:
            reached.append(done)

    def cancelled() -> bool:
        if reached and how == "interrupted" and reached[0] >= 0:
            reached[:] = [-1]
            os.kill(os.getpid(), signal.SIGINT)
        return bool(reached) and how == "cancelled"

    with pytest.raises(Cancelled, match="trial"):
        finetune(request_, tmp_path / "run", hooks=Hooks(cancelled=cancelled), on_stage=tell)
    assert not (tmp_path / "run" / "plan.json").exists()


def test_measuring_waits_while_paused(request_: FinetuneRequest, tmp_path: Path) -> None:
    stages, pauses = [], []

    def paused() -> bool:
        if stages[-1][:2] != ("measuring before", 2):
            return False
        pauses.append(len(stages))
        return len(pauses) < 3

    hooks = Hooks(paused=paused, cancelled=lambda: len(pauses) >= 3)
    with pytest.raises(Cancelled):
        finetune(request_, tmp_path / "run", hooks=hooks, on_stage=lambda *told: stages.append(told))
    assert pauses == [len(stages)] * 3  # nothing went on meanwhile
