"""A program for test_killed_writes.py: writes each kind of file again and again, and is killed at it.

It forks the process that writes. Says as JSON, by kind, in how many kills something was left half-written,
and which files were no whole version. The folders of the tests' helper modules must be on PYTHONPATH.
"""

import itertools
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import cv2
import torch
from writers_for_tests import WRITERS

from tests.faults import snapshot

LONGEST = 0.05
"""Seconds until a kill: some writes of any of them."""


def write_on(kind: str, folder: Path) -> int:
    """Fork a process that writes the two versions in turn until it is killed."""
    process = os.fork()
    if process == 0:
        for version in itertools.cycle((2, 1)):
            WRITERS[kind](folder, version)
    return process


def wait_for_moment(number: int, process: int, folder: Path, dice: random.Random) -> None:
    """Until any moment, or until one within a write, with the process stopped there."""
    if number % 2 == 0:
        time.sleep(dice.uniform(0, LONGEST))
        return
    until = time.monotonic() + 20
    while time.monotonic() < until:
        time.sleep(dice.uniform(0, 0.003))
        os.kill(process, signal.SIGSTOP)
        os.waitpid(process, os.WUNTRACED)
        if is_half_written(folder):
            return
        os.kill(process, signal.SIGCONT)


def is_half_written(folder: Path) -> bool:
    return any(folder.rglob(".*"))


def main(parent: Path, kills: int, kinds: list[str]) -> None:
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    dice, said = random.Random(0), {}
    for kind in kinds:
        folder = parent / kind
        folder.mkdir()
        whole = {}
        for version in (2, 1):
            WRITERS[kind](folder, version)
            whole[version] = snapshot(folder)
        half, torn = 0, set()
        for number in range(kills):
            process = write_on(kind, folder)
            wait_for_moment(number, process, folder, dice)
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            found = snapshot(folder)
            half += is_half_written(folder)
            torn |= {name for name in whole[1] if found.get(name) not in (whole[1][name], whole[2][name])}
        WRITERS[kind](folder, 1)
        left = sorted(path.name for path in folder.rglob(".*"))
        said[kind] = {"half": half, "torn": sorted(torn), "left": left}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
