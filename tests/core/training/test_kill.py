"""A run that is killed at any moment and started again ends where an uninterrupted one does, bit for bit."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

PROGRAM = Path(__file__).with_name("killed_run.py")
KILLS = 10


def launch(folder: Path, kills: int) -> subprocess.Popen:
    paths = os.pathsep.join(str(PROGRAM.parents[up]) for up in (3, 1, 0))
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": paths}
    command = [sys.executable, str(PROGRAM), str(folder), str(kills)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the run is forked, which this system cannot")
def test_ten_kills_leave_no_trace(tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    programs = [launch(whole, 0), launch(parts, KILLS)]
    said = [program.communicate(timeout=300) for program in programs]
    assert [program.returncode for program in programs] == [0, 0], said
    report = json.loads(said[1][0])
    assert report["status"] == 0 and report["kills"] == KILLS, said
    assert report["inside_a_save"] >= 1, "no kill fell into the writing of a checkpoint"

    assert sorted(path.name for path in whole.iterdir()) == sorted(path.name for path in parts.iterdir())
    for path in whole.glob("*.safetensors"):
        ours, theirs = load_file(path), load_file(parts / path.name)
        assert ours.keys() == theirs.keys()
        for name, value in ours.items():
            assert torch.equal(value, theirs[name]), f"{path.name}: {name}"
    assert (whole / "best.json").read_text() == (parts / "best.json").read_text()

    def lines(folder: Path) -> list[dict]:
        read = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
        timed = ("crops_per_second", "waiting_share", "start_share")
        return [{name: value for name, value in line.items() if name not in timed} for line in read]

    assert lines(whole) == lines(parts)
