"""A program for test_kill.py: trains to the end, again and again killed with SIGKILL at random moments.

It forks the process that trains, so that libraries are imported once. Writes what happened as JSON. The
folders of the tests' helper modules must be on PYTHONPATH.
"""

import json
import os
import random
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import torch
from tiny_runs import SETTINGS, SMALL, made_up_batches, small_objective

from core.evaluation.metrics import Scores
from core.models.diffusion_mat import DiffusionMat
from core.training.loop import Hooks, train
from core.training.state import saved_states

RUN = replace(SETTINGS, steps=90, save_every=2, log_every=2, validate_every=4)
DROPPING = replace(SMALL, corrector=replace(SMALL.corrector, dropout=0.2))


def score(model: DiffusionMat) -> Scores:
    """Some number of the weights that rises and falls."""
    return Scores(1e4 * float(model.corrector.tail[-1].weight.sum()) % 7, 0.0, 0.0, 0.0)


def train_here(folder: Path) -> None:
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    hooks = Hooks(validate=score)
    batches = made_up_batches(RUN)
    train(small_objective(DROPPING), batches, RUN, folder, identity={}, device="cpu", hooks=hooks)


def start(folder: Path) -> int:
    process = os.fork()
    if process == 0:
        train_here(folder)
        os._exit(0)
    return process


def ended(process: int) -> bool:
    return os.waitpid(process, os.WNOHANG)[0] != 0


def wait_for_moment(kind: int, folder: Path, process: int, dice: random.Random) -> bool:
    """Wait for a random moment: any, or soon after a checkpoint, or within one; False: the run has ended."""
    if kind == 0:
        time.sleep(dice.uniform(0.0, 0.25))
        return not ended(process)
    before, wanted = saved_states(folder)[:1], dice.randint(1, 4)
    while True:
        time.sleep(0.0003)
        if ended(process):
            return False
        if kind == 2 and any(folder.glob(".state*.part")):
            return True
        now = saved_states(folder)[:1]
        if kind == 1 and now != before:
            before, wanted = now, wanted - 1
            if wanted == 0:
                time.sleep(dice.uniform(0.0, 0.05))
                return True


def main(folder: Path, kills: int) -> None:
    dice, inside_a_save, reached = random.Random(0), 0, []
    for number in range(kills):
        process = start(folder)
        if not wait_for_moment(number % 3, folder, process, dice):
            sys.exit(f"The run was over after {number} kills: make it longer.")
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        inside_a_save += any(folder.glob(".*.part"))
        reached.append(saved_states(folder)[0].stem if saved_states(folder) else "")
    process = start(folder)
    _, status = os.waitpid(process, 0)
    report = {"status": status, "kills": kills, "inside_a_save": inside_a_save, "reached": reached}
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    if sys.argv[2] == "0":
        train_here(Path(sys.argv[1]))
    else:
        Path(sys.argv[1]).mkdir()
        main(Path(sys.argv[1]), int(sys.argv[2]))
