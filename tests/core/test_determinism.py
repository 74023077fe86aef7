"""The same picture, trimap and seed: on as many threads of a CPU the same alpha to the bit in every process.

Otherwise nearly the same; how nearly, on more pictures, tells determinism_figures.py.
"""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).parent
LEVEL = 1 / 255
MODELS = ["tiny", "tiny paper", "bundled", "closed-form"]


def computed(file: Path, threads: int, *more: str) -> dict[str, np.ndarray]:
    """What a process of its own makes of the pictures, on so many threads."""
    paths = os.pathsep.join([str(HERE.parents[1]), str(HERE)])
    environment = os.environ | {"PYTHONPATH": paths, "OMP_NUM_THREADS": str(threads)}
    command = [sys.executable, str(HERE / "determinism_run.py"), str(file), str(threads), *more]
    subprocess.run(command, env=environment, check=True, timeout=600)
    with np.load(file) as alphas:
        return dict(alphas)


@pytest.fixture(scope="module")
def one(tmp_path_factory) -> dict[str, np.ndarray]:
    """On one thread, in every way."""
    return computed(tmp_path_factory.mktemp("one") / "alphas.npz", 1)


def apart(found: np.ndarray, expected: np.ndarray) -> tuple[float, float]:
    """Mean and largest difference."""
    difference = np.abs(found - expected)
    return float(difference.mean()), float(difference.max())


def test_another_process_gives_the_same_bits(one, tmp_path) -> None:
    again = computed(tmp_path / "alphas.npz", 1, "quick")
    for name in MODELS:
        assert again[name].tobytes() == one[name].tobytes(), name
        unknown = one["trimap"] == 128
        assert np.unique(one[name][unknown]).size > 100, "there is something to differ in"


def test_two_threads_stay_within_a_level_and_give_the_same_bits_each_time(one, tmp_path) -> None:
    two, again = (computed(tmp_path / f"{number}.npz", 2, "quick") for number in range(2))
    for name in MODELS:
        assert apart(two[name], one[name])[1] < LEVEL, name
        assert again[name].tobytes() == two[name].tobytes(), name


def test_tiles_at_once_are_those_of_a_tile_at_a_time(one) -> None:
    assert apart(one["tiny, tiles at once"], one["tiny, a tile at a time"])[1] < LEVEL


def test_bfloat16_stays_within_a_level(one) -> None:
    """Of weights that were never trained on average only: they amplify what is rounded off."""
    assert 0 < apart(one["tiny bfloat16"], one["tiny"])[0] < LEVEL
    assert 0 < apart(one["bundled bfloat16"], one["bundled"])[1] < LEVEL
