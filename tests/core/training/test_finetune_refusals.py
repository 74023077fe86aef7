"""What a fine-tuning refuses: another request in its folder, what cannot be, what is broken there."""

from dataclasses import replace
from pathlib import Path

import pytest
from data import layout_trees as trees
from models_for_tests import tiny_model
from small_requests import NAMES, PARTS, cancel_while_measuring
from tiny_runs import SMALL

from core.data.layouts import open_data_set
from core.data.sources import TrainingSource
from core.errors import CheckpointError, DataError, SettingsError
from core.models.checkpoints import save_model
from core.training.finetune import estimate, finetune
from core.training.finetune_request import FinetuneRequest


def test_another_request_does_not_go_on_with_it(request_: FinetuneRequest, tmp_path: Path) -> None:
    run = tmp_path / "run"
    cancel_while_measuring(request_, run)

    def refused(other: FinetuneRequest, said: str) -> None:
        with pytest.raises(CheckpointError, match=said):
            finetune(other, run)

    refused(replace(request_, minutes=30.0), r"minutes was 15\.0 and is now 30\.0")
    refused(replace(request_, own_share=0.6), r"own share was 0\.33 and is now 0\.6")
    # The same names, other pictures.
    reversed_ = trees.save_set(tmp_path / "reversed", NAMES[::-1], **PARTS)
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
