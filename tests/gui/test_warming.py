"""The child process that prepares the estimation of colours: its end, a failure, and being stopped."""

import logging

import pytest
from PySide6.QtCore import QProcess

from dmat_gui.warming import Warmer


@pytest.fixture
def warmer(qapp):
    warmer = Warmer()
    yield warmer
    warmer.stop()


def test_it_says_when_the_estimation_is_prepared(warmer, qtbot, monkeypatch):
    monkeypatch.setattr("dmat_gui.warming._CODE", "pass")
    with qtbot.waitSignal(warmer.prepared, timeout=15000):
        warmer.start()
    assert warmer.ready.is_set()


def test_a_child_that_cannot_start_holds_nothing_up(warmer, qtbot, monkeypatch, caplog):
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with (
        caplog.at_level(logging.WARNING, "dmat_gui.warming"),
        qtbot.waitSignal(warmer.prepared, timeout=15000),
    ):
        warmer.start()
    assert "preparing the foreground estimation failed" in caplog.text


def test_stopping_early_is_no_failure(warmer, monkeypatch, caplog):
    monkeypatch.setattr("dmat_gui.warming._CODE", "import time; time.sleep(60)")
    warmer.start()
    assert warmer._process.waitForStarted(15000)
    with caplog.at_level(logging.WARNING, "dmat_gui.warming"):
        warmer.stop()  # waits for the child's end, and so for what is said of it
    assert warmer._process.state() == QProcess.ProcessState.NotRunning
    assert caplog.text == ""
    assert warmer.ready.is_set()
