"""Two processes under torchrun give the weights of one process with twice the batch, by the same command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from models_for_tests import tiny_model
from safetensors.torch import load_file
from tiny_runs import SMALL

from core import cli
from core.models.checkpoints import save_model
from core.training.state import saved_states

ROOT = Path(__file__).parents[3]


def arguments(folder: Path, model: Path, batch: int) -> list[str]:
    """`dmat train matting` in float64, without dropout, on procedural crops."""
    options = (
        "--steps 3 --per-composite 2 --crop 64 --composite 96 --workers 0 --precision float64 --device cpu"
    )
    kept = ["-o", str(folder), "--model", str(model), "--batch", str(batch), "--set", "matting.warmup=0"]
    return ["train", "matting", *kept, *options.split(), "--loop-steps", "1", "2", "--save-every", "2"]


@pytest.mark.skipif(sys.platform == "win32", reason="torchrun's gloo is not tried on Windows")
def test_two_processes_are_one_with_twice_the_batch(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.delenv("DMAT_DATA", raising=False)
    model = tmp_path / "small.safetensors"
    save_model(tiny_model(SMALL), model)
    launcher = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m"]
    two = subprocess.Popen(
        [*launcher, "core.cli", *arguments(tmp_path / "two", model, 2)],
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert cli.main(arguments(tmp_path / "one", model, 4)) == 0
    out, error = two.communicate(timeout=300)
    assert two.returncode == 0, error
    assert out.count("All 3 steps are done") == 1, "only one process prints"

    assert sorted(os.listdir(tmp_path / "one")) == sorted(os.listdir(tmp_path / "two"))
    newest = saved_states(tmp_path / "one")[0]
    ours, theirs = load_file(newest), load_file(tmp_path / "two" / newest.name)
    assert ours.keys() == theirs.keys()
    begun = tiny_model(SMALL).state_dict()
    for name, value in ours.items():
        # Sums in another order differ in the last bits of float64; Adam divides by the gradient's size.
        torch.testing.assert_close(theirs[name], value, rtol=1e-7, atol=1e-10, msg=name)
    moved = (ours["model.corrector.head.weight"] - begun["corrector.head.weight"]).abs().max()
    assert moved > 1e-4, "nothing was learnt, so nothing was compared"
