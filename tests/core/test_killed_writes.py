"""SIGKILL at any moment of a write: every file is a whole one, and the next write clears up."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
KINDS = ["export", "project", "model", "training state", "batch record", "text"]
KILLS = 8


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer is forked, which this system cannot")
def test_a_kill_while_writing_leaves_whole_files_only(tmp_path: Path) -> None:
    environment = os.environ | {
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), str(HERE)]),
    }
    command = [sys.executable, str(HERE / "killed_writes.py"), str(tmp_path), str(KILLS), *KINDS]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert {kind: (found["torn"], found["left"]) for kind, found in said.items()} == {
        kind: ([], []) for kind in KINDS
    }
    assert all(found["half"] for found in said.values()), "kills fell between the writes only"
