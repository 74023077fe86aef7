"""A short run of scripts/endurance.py: nothing grows from round to round, and quits end cleanly."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROUNDS, QUITS = 15, 2
GROWTH_MIB = 40
"""From the first third on; a leak of a run's steps and pictures would be some hundreds."""
CHANCE = 2
"""Threads and files that come late, whenever they are needed first; one a round would be ten."""


@pytest.mark.skipif(os.name != "posix", reason="sessions of processes are POSIX's")
def test_rounds_leave_nothing_behind_and_quits_no_process(tmp_path):
    command = [
        sys.executable, str(ROOT / "scripts" / "endurance.py"), "--rounds", str(ROUNDS), "--bundled", "0",
        "--quits", str(QUITS), "--seed", "1", "--json", str(tmp_path / "found.json"),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    samples = found["tiny"]["samples"]
    early, last = samples[len(samples) // 3], samples[-1]
    assert sum(found["tiny"]["ends"].values()) == ROUNDS == last["rounds"]
    for what in ("threads", "files"):
        assert last[what] <= early[what] + CHANCE, samples
    assert last["memory"] < early["memory"] + GROWTH_MIB, samples
    assert len(found["quits"]) == QUITS
