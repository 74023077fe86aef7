"""The system ends the program, and nobody is there to answer: work not saved is there at the next start."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import SIGNAL

from core.projects.project import Project
from core.projects.reading import read_project
from dmat_gui.termination import Termination
from tests.gui.conftest import HEIGHT, WIDTH

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="such signals are POSIX's")


@contextmanager
def session(tmp_path: Path, *how: str) -> Iterator[subprocess.Popen[str]]:
    """A window with work that is nowhere kept, in a process that ends in two minutes at the latest."""
    photo = tmp_path / "photo.png"
    cv2.imwrite(str(photo), np.random.default_rng(1).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8))
    places = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "CONFIG", "STATE")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.gui.termination_session", str(photo), str(tmp_path), *how],
        cwd=ROOT, env={**os.environ, **places, "PYTHONPATH": str(ROOT)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    limit = threading.Timer(120, process.kill)
    limit.start()
    try:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        assert not list(tmp_path.glob("autosave/*.dmat"))
        yield process
    finally:
        limit.cancel()
        process.kill()
        process.communicate()


def kept(tmp_path: Path) -> Project:
    """What it has kept, which must be all of its work."""
    (path,) = tmp_path.glob("autosave/*.dmat")
    project = read_project(path)
    np.testing.assert_array_equal(project.trimap, np.load(tmp_path / "trimap.npy"))
    return project


def test_a_window_that_the_system_ends_in_a_run_and_a_question_keeps_its_work(tmp_path: Path) -> None:
    with session(tmp_path) as process:
        for number in (signal.SIGHUP, signal.SIGTERM):  # as at the end of a session
            process.send_signal(number)
        _said, complained = process.communicate(timeout=60)
    assert process.returncode == 0, complained
    assert "QThread" not in complained and "Traceback" not in complained
    assert kept(tmp_path).reference.path == tmp_path / "photo.png"


def test_a_window_that_hangs_at_its_end_can_be_ended_by_another_signal(tmp_path: Path) -> None:
    with session(tmp_path, "hanging") as process:
        process.send_signal(signal.SIGTERM)
        assert process.stdout.readline() == "hanging\n"
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == -signal.SIGTERM
    kept(tmp_path)


def test_where_the_end_of_a_session_is_only_told_the_work_is_kept(driver, qapp, tmp_path: Path) -> None:
    driver.open()
    driver.paint((20, 20), (60, 20))
    told = SIGNAL("commitDataRequest(QSessionManager&)")  # Python can make no manager to emit it with
    listening = qapp.receivers(told)
    termination = Termination(driver.window)
    try:
        assert qapp.receivers(told) == listening + 1
        with driver.qtbot.waitSignal(driver.window.autosave.written, timeout=15000):
            termination.keep()
    finally:
        termination.end()
    np.testing.assert_array_equal(read_project(driver.window.autosave.path).trimap, driver.document.trimap)
    assert driver.window.isVisible() and driver.window.isWindowModified()


def test_ctrl_c_quits_and_raises_nothing_wherever_python_is(driver, monkeypatch) -> None:
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    quits = []
    monkeypatch.setattr("dmat_gui.termination.QGuiApplication.quit", lambda: quits.append(True))
    heard = Termination(driver.window)
    try:
        signal.raise_signal(signal.SIGINT)  # a KeyboardInterrupt would fail this test here
        driver.qtbot.waitUntil(lambda: bool(quits))
        heard.end()
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        heard.end()
        signal.signal(signal.SIGINT, usual)
