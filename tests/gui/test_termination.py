"""The system ends the program, and nobody is there to answer: work not saved is there at the next start."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.projects.reading import read_project
from tests.gui.conftest import HEIGHT, WIDTH

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="such signals are POSIX's")


def test_a_window_that_the_system_ends_in_a_run_and_a_question_keeps_its_work(tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    cv2.imwrite(str(photo), np.random.default_rng(1).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8))
    places = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "CONFIG", "STATE")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.gui.termination_session", str(photo), str(tmp_path)],
        cwd=ROOT, env={**os.environ, **places, "PYTHONPATH": str(ROOT)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        assert not list(tmp_path.glob("autosave/*.dmat"))
        for number in (signal.SIGHUP, signal.SIGTERM):  # as at the end of a session
            process.send_signal(number)
        _said, complained = process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 0, complained
    assert "QThread" not in complained and "Traceback" not in complained
    (kept,) = tmp_path.glob("autosave/*.dmat")
    project = read_project(kept)
    np.testing.assert_array_equal(project.trimap, np.load(tmp_path / "trimap.npy"))
    assert project.reference.path == photo
