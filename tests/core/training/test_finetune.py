"""Fine-tuning: what it makes, that it goes on after a stop, and what it refuses."""

import errno
import json
import os
import signal
from collections.abc import Callable
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
from core.errors import Cancelled, CheckpointError, DataError, SettingsError
from core.models.checkpoints import read_config, save_model
from core.training import finetune as module
from core.training.finetune import Estimate, estimate, finetune
from core.training.finetune_request import (
    FinetuneRequest,
    held_out_names,
    procedural_guard,
    training_part,
    without_bad_files,
)
from core.training.loop import Hooks
from core.training.presets import load_preset

STEPS = 6
TRIAL = module._trial
MEASURE = module.measure
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
    monkeypatch.setattr(module, "_trial", lambda *_: Estimate(STEPS, 1.0))


def cancel_while_measuring(request: FinetuneRequest, folder: Path) -> None:
    """Leave a folder with a plan and a picture's score before."""
    stages: list[str] = []
    hooks = Hooks(cancelled=lambda: stages.count("measuring before") > 1)
    with pytest.raises(Cancelled, match="goes on"):
        finetune(request, folder, hooks=hooks, on_stage=lambda stage, *_: stages.append(stage))
    plan = json.loads((folder / "plan.json").read_text())
    assert list(plan["before"]["held out"]) == ["c"] and not (folder / "training").exists()


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
    parts = {"image": "images/{}.png", "alpha": "alphas/{}.png", "trimap": "trimaps/{}.png"}
    trees.save_set(pictures, ["aa"], **parts)
    grown = replace(request_, pictures=open_data_set(pictures))
    assert len(grown.pictures.cases) == len(NAMES) + 1
    result = finetune(grown, run)
    assert [len(table.rows) for table in result.after.values()][:2] == [1, 4]
    assert result.left_out == ("aa came after this training began: the next one has it.",)
    with pytest.raises(CheckpointError, match="trained on was"):
        finetune(grown, run)  # it is over, and never saw that picture


def test_another_request_does_not_go_on_with_it(request_: FinetuneRequest, tmp_path: Path) -> None:
    run = tmp_path / "run"
    cancel_while_measuring(request_, run)

    def refused(other: FinetuneRequest, said: str) -> None:
        with pytest.raises(CheckpointError, match=said):
            finetune(other, run)

    refused(replace(request_, minutes=30.0), r"minutes was 15\.0 and is now 30\.0")
    refused(replace(request_, own_share=0.6), r"own share was 0\.33 and is now 0\.6")
    # The same names, other pictures.
    parts = {"image": "images/{}.png", "alpha": "alphas/{}.png", "trimap": "trimaps/{}.png"}
    reversed_ = trees.save_set(tmp_path / "reversed", NAMES[::-1], **parts)
    refused(replace(request_, pictures=open_data_set(reversed_)), "files of trained on was.*put them back")
    more = trees.save_set(tmp_path / "more", ["x"], image="images/{}.png", alpha="alphas/{}.png")
    refused(replace(request_, others=TrainingSource([more])), r"others was \[\] and is now \[.")
    refused(replace(request_, held_out=request_.guard), "held out was")
    refused(replace(request_, guard=replace(request_.guard, cases=request_.guard.cases[1:])), "guard was")
    # The same path, other weights.
    save_model(tiny_model(SMALL, seed=5), request_.model)
    refused(request_, "weights was")


def test_a_changed_matte_is_another_request(
    request_: FinetuneRequest, pictures: Path, tmp_path: Path
) -> None:
    cancel_while_measuring(request_, tmp_path / "run")
    trees.save(pictures / "alphas" / "a.png", trees.matte(3))
    with pytest.raises(CheckpointError, match="files of trained on was"):
        finetune(request_, tmp_path / "run")


def test_the_procedural_guard_lets_a_run_go_on(request_: FinetuneRequest, tmp_path: Path) -> None:
    request = replace(request_, guard=None)
    for _ in range(2):
        cancel_while_measuring(request, tmp_path / "run")


def damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def test_bad_pictures_are_left_out(request_: FinetuneRequest, pictures: Path, tmp_path: Path) -> None:
    test = trees.folders(tmp_path / "test")
    request = replace(request_, held_out=open_data_set(test))
    damage(pictures / "images" / "b.png")
    trees.save(pictures / "trimaps" / "d.png", np.full((8, 8), 128, np.uint8))  # of another size
    damage(request.held_out.cases[0].image)
    damage(request.guard.cases[1].alpha)
    result = finetune(request, tmp_path / "run")
    assert result.stopped is None and result.model is not None
    assert [row.name for row in result.after["trained on"].rows] == ["a", "c", "e"]
    assert len(result.after["held out"].rows) == len(request.held_out.cases) - 1
    bad = ["b", "d", request.held_out.cases[0].name, request.guard.cases[1].name]
    assert [sentence.split(" is left out: ")[0] for sentence in result.left_out] == bad
    assert json.loads((tmp_path / "run" / "finetune.json").read_text())["left_out"] == list(result.left_out)


def test_a_bad_background_is_left_out(request_: FinetuneRequest, tmp_path: Path) -> None:
    trees.save(tmp_path / "own2" / "large.png", np.dstack([trees.colours(1, 128), trees.matte(1, 128)]))
    behind = trees.save_backgrounds(tmp_path / "behind", ["x.png", "y.png", "z.png", "w.png"])
    damage(behind / "y.png")
    cutouts = open_data_set(tmp_path / "own2", backgrounds=behind)
    seen, left_out = without_bad_files(replace(request_, pictures=cutouts), lambda *_: None)
    assert "y.png" not in {path.name for path in seen.pictures.backgrounds}
    assert any(sentence.startswith("y.png is left out: ") for sentence in left_out)


def test_nothing_but_bad_pictures_is_refused(
    request_: FinetuneRequest, pictures: Path, tmp_path: Path
) -> None:
    for name in NAMES:
        damage(pictures / "alphas" / f"{name}.png")
    with pytest.raises(DataError, match="None of the pictures to train on can be used"):
        finetune(request_, tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_picture_that_fails_afterwards_is_no_part_of_the_scores(
    request_: FinetuneRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def measure(predict: object, data_set: object, **options: Callable) -> object:
        calls.append("part")
        if len(calls) > 3:  # after: the first picture of every part fails
            options["on_failure"](data_set.cases[0], DataError("It is gone."))
            data_set = replace(data_set, cases=data_set.cases[1:])
        return MEASURE(predict, data_set, **options)

    monkeypatch.setattr(module, "measure", measure)
    result = finetune(request_, tmp_path / "run")
    assert list(result.before) == list(result.after) == ["trained on", "guard"]  # one alone was held out
    assert [row.name for row in result.before["trained on"].rows] == ["b", "d", "e"]
    assert result.left_out[0] == "c was not measured: It is gone."
    assert result.judged_on == "trained on"


def test_cutouts_with_transparency_will_do(request_: FinetuneRequest, tmp_path: Path) -> None:
    for name, side in (("large", 128), ("small", 32)):
        rgba = np.dstack([trees.colours(1, side), trees.matte(1, side)])
        trees.save(tmp_path / "cutouts" / f"{name}.png", rgba)
    cutouts = open_data_set(tmp_path / "cutouts")
    result = finetune(replace(request_, pictures=cutouts), tmp_path / "run")
    assert [row.name for row in result.after["trained on"].rows] == ["large"]
    # All of the small one is within 20 px of its edge, so that its derived trimap is unknown throughout.
    assert len(result.left_out) == 1 and result.left_out[0].startswith("small was not measured: ")


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


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"model": "closed-form"}, "begin from compact"),
        ({"model": "nonsense"}, "no model"),
        ({"device": "tpu"}, "no device"),
        ({"hold_out": 5}, "5 of 5"),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_before_anything_is_made(
    request_: FinetuneRequest, tmp_path: Path, change: dict[str, object], said: str
) -> None:
    for call in (lambda request: finetune(request, tmp_path / "run"), estimate):
        with pytest.raises((SettingsError, CheckpointError, DataError), match=said):
            call(replace(request_, **change))
    assert not (tmp_path / "run").exists()


def test_a_request_checks_itself(request_: FinetuneRequest) -> None:
    for change, said in (({"own_share": 2.0}, "share"), ({"minutes": 0.0}, "minutes")):
        with pytest.raises(SettingsError, match=said):
            replace(request_, **change)


def test_several_processes_are_refused(
    request_: FinetuneRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORLD_SIZE", "2")
    for call in (lambda request: finetune(request, tmp_path / "run"), estimate):
        with pytest.raises(SettingsError, match="one process"):
            call(request_)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"asked": {}, "before": {}, "steps": 0, "seconds_per_step": 1}']
)
def test_a_broken_plan_is_told(request_: FinetuneRequest, tmp_path: Path, text: str) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "plan.json").write_text(text)
    with pytest.raises(CheckpointError, match=r"plan\.json.*cannot be read"):
        finetune(request_, tmp_path / "run")


def test_another_model_in_the_folder_stays(request_: FinetuneRequest, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "model.safetensors").write_bytes(b"somebody's")
    with pytest.raises(CheckpointError, match="another folder"):
        finetune(request_, tmp_path / "run")


def test_who_is_held_out(request_: FinetuneRequest) -> None:
    assert held_out_names(request_) == {"c"}
    assert held_out_names(replace(request_, hold_out=2)) == {"b", "d"}
    assert held_out_names(replace(request_, held_out=request_.guard)) == set()
    assert held_out_names(replace(request_, hold_out=0)) == set()
    assert [case.name for case in training_part(request_).cases] == ["a", "b", "d", "e"]
    with pytest.raises(DataError, match="5 of 5"):
        held_out_names(replace(request_, hold_out=5))


def test_a_guards_picture_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch) -> None:
    picture = procedural_guard(tmp_path).cases[0].image
    picture.write_bytes(b"another one")
    write = Path.write_bytes

    def cut_off(path: Path, content: bytes) -> None:
        write(path, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", cut_off)
    with pytest.raises(OSError, match="guard-1"):
        procedural_guard(tmp_path)
    assert picture.read_bytes() == b"another one"
    assert not list(tmp_path.rglob("*.part"))


def test_the_guard_is_the_same_every_time(tmp_path: Path) -> None:
    first, second = (procedural_guard(tmp_path / name) for name in ("one", "two"))
    assert len(first.cases) == 6
    for one, other in zip(first.cases, second.cases, strict=True):
        assert one.image.read_bytes() == other.image.read_bytes()
        assert one.trimap.read_bytes() == other.trimap.read_bytes()
