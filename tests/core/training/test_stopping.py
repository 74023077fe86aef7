"""How a run ends or waits: time, a pause, the application, a signal, a picture that cannot be used."""

import logging
import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from tiny_runs import (
    SETTINGS,
    SMALL,
    assert_equal,
    losses,
    made_up_batches,
    run,
)

from core.errors import DataError
from core.models.checkpoints import load_checkpoint
from core.training import progress, reporter, stopping
from core.training.loop import Hooks
from core.training.objectives import Batch
from core.training.progress import Progress
from core.training.state import saved_states


@pytest.fixture
def at_log_lines_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress is told with the lines of the log and at the end, however slow the machine."""
    monkeypatch.setattr(reporter, "_SHOWN_EVERY", 1e9)


def test_max_minutes_end_with_a_checkpoint(tmp_path: Path) -> None:
    outcome = run(tmp_path, replace(SETTINGS, steps=100_000, max_minutes=0.01, save_every=10**6))
    assert outcome.stopped == "time" and 0 < outcome.step < 100_000
    assert saved_states(tmp_path)[0].name == f"state-{outcome.step:08d}.safetensors"
    assert load_checkpoint(outcome.model).config == SMALL


@pytest.mark.usefixtures("at_log_lines_alone")
def test_cancelling_ends_with_a_checkpoint_and_progress_is_told(tmp_path: Path) -> None:
    told: list[Progress] = []
    hooks = Hooks(on_progress=told.append, cancelled=lambda: bool(told) and told[-1].step >= 4)
    outcome = run(tmp_path, replace(SETTINGS, steps=50), hooks)
    assert outcome.stopped == "cancelled" and outcome.step == 4
    assert [progress.step for progress in told] == [2, 4]
    assert told[-1].steps == 50 and set(told[-1].losses) == {"loss", "inversion", "alpha", "composition"}
    assert told[-1].crops_per_second > 0 and told[-1].seconds_left > 0
    assert told[-1].start_share == pytest.approx(0.5)  # .001 of .002 seconds in `tiny_runs`


def test_a_pause_holds_the_run_and_costs_it_no_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a clock of the test's own: a pause of 20 minutes in a run of at most 1, each look a millisecond."""
    clock = SimpleNamespace(now=0.0)

    def monotonic() -> float:
        clock.now += 0.001
        return clock.now

    def sleep(seconds: float) -> None:
        clock.now += 60

    for module in (stopping, progress):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=monotonic, sleep=sleep))
    asked, told = iter(range(20)), []
    hooks = Hooks(paused=lambda: next(asked, None) is not None, on_progress=told.append)
    outcome = run(tmp_path, replace(SETTINGS, steps=2, max_minutes=1), hooks)
    assert clock.now >= 1200, "it did not wait"
    assert outcome.step == 2 and outcome.stopped is None, "the pause counted as time of training"
    assert told[-1].crops_per_second > 4, "the pause counted as time of training"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_with_a_checkpoint(tmp_path: Path, number: signal.Signals) -> None:
    before = signal.getsignal(number)
    hooks = Hooks(on_progress=lambda progress: os.kill(os.getpid(), number))
    outcome = run(tmp_path, replace(SETTINGS, steps=50), hooks)
    assert outcome.stopped == "interrupted" and outcome.step == 2
    assert signal.getsignal(number) is before


def test_it_runs_outside_of_the_main_thread(tmp_path: Path) -> None:
    outcomes = []
    thread = threading.Thread(target=lambda: outcomes.append(run(tmp_path, replace(SETTINGS, steps=2))))
    thread.start()
    thread.join()
    assert outcomes[0].step == 2


@pytest.mark.usefixtures("at_log_lines_alone")
@pytest.mark.parametrize(("count", "steps"), [(0, []), (1, [1]), (3, [2, 3]), (4, [2, 4])])
def test_progress_is_told_at_the_end_of_a_stopped_run(tmp_path: Path, count: int, steps: list[int]) -> None:
    asked, told = iter(range(count)), []
    hooks = Hooks(on_progress=told.append, cancelled=lambda: next(asked, None) is None)
    assert run(tmp_path, hooks=hooks).step == count
    assert [now.step for now in told] == steps
    assert all(now.losses for now in told)


@pytest.mark.parametrize("accumulate", [1, 2])
def test_a_picture_that_cannot_be_used_costs_no_step(tmp_path: Path, caplog, accumulate: int) -> None:
    """Also where it comes in the middle of a step; mended, the run goes on as if nothing had been."""
    settings = replace(SETTINGS, accumulate=accumulate, save_every=100, log_every=4)
    good = made_up_batches(settings)

    def damaged(*, first_step: int, rank: int, world: int) -> Iterator[Batch]:
        batches = good(first_step=first_step, rank=rank, world=world)
        for _ in range(4 * accumulate - 1):
            yield next(batches)
        raise DataError("cut.png cannot be read.")

    run(tmp_path / "whole", settings)
    with caplog.at_level(logging.WARNING), pytest.raises(DataError, match=r"cut\.png"):
        run(tmp_path / "parts", settings, batches=damaged)
    assert "Stopped at step 3 of 6; all is saved." in caplog.text
    assert [path.name for path in saved_states(tmp_path / "parts")] == ["state-00000003.safetensors"]
    run(tmp_path / "parts", settings)
    assert losses(tmp_path / "parts") == losses(tmp_path / "whole")
    assert_equal(tmp_path / "whole", tmp_path / "parts")


def test_a_run_that_never_began_leaves_no_state(tmp_path: Path) -> None:
    def damaged(*, first_step: int, rank: int, world: int) -> Iterator[Batch]:
        raise DataError("cut.png cannot be read.")
        yield

    with pytest.raises(DataError):
        run(tmp_path, batches=damaged)
    assert saved_states(tmp_path) == [] and not (tmp_path / "model.safetensors").exists()
