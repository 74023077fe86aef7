"""States on disk: the last three, written whole, damaged ones passed over, other runs' refused."""

import json
import logging
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.errors import CheckpointError
from core.training.state import (
    RunState,
    check_identity,
    load_state,
    save_state,
    saved_states,
)


def state(step: int) -> RunState:
    return RunState(step, {"purpose": "a test"}, {"model.weight": torch.full((3,), float(step))})


def test_the_last_three_are_kept_and_the_newest_is_read(tmp_path: Path) -> None:
    assert load_state(tmp_path) is None
    for step in (5, 90, 100, 120, 100_000_000):
        save_state(tmp_path, state(step))
    names = [path.name for path in saved_states(tmp_path)]
    assert names == [f"state-{step:08d}.safetensors" for step in (100_000_000, 120, 100)]
    assert load_state(tmp_path).step == 100_000_000


@pytest.mark.parametrize("damage", [b"", b"junk", None])
def test_a_damaged_newest_state_falls_back(tmp_path: Path, caplog, damage: bytes | None) -> None:
    for step in (10, 20, 30):
        save_state(tmp_path, state(step))
    newest = tmp_path / "state-00000030.safetensors"
    newest.write_bytes(newest.read_bytes()[:-4] if damage is None else damage)
    with caplog.at_level(logging.WARNING):
        found = load_state(tmp_path)
    assert found.step == 20 and found.part("model")["weight"].tolist() == [20.0] * 3
    assert "state-00000030.safetensors is damaged" in caplog.text
    assert "Resuming from step 20" in caplog.text
    save_state(tmp_path, state(25))  # the damaged one does not take a good one's place
    assert [path.name[8:14] for path in saved_states(tmp_path)] == ["000025", "000020", "000010"]


@pytest.mark.parametrize("step", [-1, float("inf"), "x", None])
def test_a_state_of_an_impossible_step_is_passed_over(tmp_path: Path, step: object) -> None:
    save_state(tmp_path, state(10))
    told = {"state": json.dumps({"step": step, "identity": {}})}
    save_file({"a": torch.zeros(1)}, tmp_path / "state-00000020.safetensors", told)
    assert load_state(tmp_path).step == 10


def test_damaged_states_alone_are_refused(tmp_path: Path) -> None:
    (tmp_path / "state-00000010.safetensors").write_bytes(b"junk")
    with pytest.raises(CheckpointError, match="Delete them to begin the run anew"):
        load_state(tmp_path)


def test_another_run_is_refused_value_by_value(tmp_path: Path) -> None:
    saved = {"purpose": "prior", "seed": 0, "data": ["/a"], "betas": [0.9, 0.99]}
    check_identity(tmp_path, saved, saved | {"betas": (0.9, 0.99)})
    check_identity(tmp_path, saved, saved | {"composites.sheen": 0.0})  # a run of an earlier version
    with pytest.raises(CheckpointError, match="guard was null"):
        check_identity(tmp_path, saved, saved | {"guard": ["/c"]})
    with pytest.raises(CheckpointError, match=r"composites\.sheen was 0\.0 and is now 0\.4"):
        check_identity(tmp_path, saved | {"composites.sheen": 0.0}, saved | {"composites.sheen": 0.4})
    with pytest.raises(CheckpointError) as refused:
        check_identity(tmp_path, saved, saved | {"seed": 1, "data": ["/b"]})
    said = str(refused.value)
    assert "seed was 0 and is now 1" in said and 'data was ["/a"] and is now ["/b"]' in said
    assert "purpose" not in said and "another folder" in said
