"""A short run of scripts/endurance.py: nothing grows from round to round, and a quit ends cleanly."""

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROUNDS, QUITS, SIDE = 8, 1, 1024
GROWTH_MIB = 8
"""From the first third on; 1 or 2 are seen, and each picture, matte or start that is kept is 3 or 4."""
AT_ONCE = {"MALLOC_MMAP_THRESHOLD_": "65536"}
"""Large arrays go back to the system once they are let go of; else the C library keeps tens of MiB."""
CHANCE = 2
"""Threads and files that come late, whenever they are needed first; one a round would be five."""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="no other C library can be asked for AT_ONCE")
def test_rounds_leave_nothing_behind_and_a_quit_no_process(tmp_path):
    command = [
        sys.executable, str(ROOT / "scripts" / "endurance.py"), "--rounds", str(ROUNDS), "--bundled", "0",
        "--quits", str(QUITS), "--side", str(SIDE), "--seed", "1", "--json", str(tmp_path / "found.json"),
    ]  # fmt: skip
    done = subprocess.run(
        command, env=os.environ | AT_ONCE, capture_output=True, text=True, timeout=900, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    samples = found["tiny"]["samples"]
    early, last = samples[len(samples) // 3], samples[-1]
    assert sum(found["tiny"]["ends"].values()) == ROUNDS == last["rounds"]
    for what in ("threads", "files"):
        assert last[what] <= early[what] + CHANCE, samples
    assert last["memory"] < early["memory"] + GROWTH_MIB, samples
    assert len(found["quits"]) == QUITS
