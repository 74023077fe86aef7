"""The loop: it resumes exactly, stops when told, accumulates, validates, and tells what it does."""

import json
import logging
import os
import signal
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from models_for_tests import tiny_model
from safetensors.torch import load_file
from tiny_runs import SETTINGS, SMALL, made_up_batches, small_objective

from core.errors import CheckpointError, SettingsError
from core.evaluation.metrics import Scores
from core.models.checkpoints import load_checkpoint
from core.models.diffusion_mat import DiffusionMat
from core.training.loop import Hooks, Outcome, train
from core.training.objectives import Batch, LoopObjective, PriorObjective
from core.training.progress import Progress
from core.training.settings import TrainingSettings, learning_rate
from core.training.state import saved_states


def run(
    folder: Path, settings: TrainingSettings = SETTINGS, hooks: Hooks | None = None, **options
) -> Outcome:
    torch.manual_seed(len(str(folder)))  # whatever was drawn before must not matter
    objective = options.pop("objective", None) or small_objective()
    identity = {"purpose": options.pop("purpose", "a test")}
    batches = made_up_batches(settings)
    return train(objective, batches, settings, folder, identity=identity, device="cpu", hooks=hooks)


def newest(folder: Path) -> dict[str, torch.Tensor]:
    return load_file(saved_states(folder)[0])


def assert_equal(one: Path, other: Path) -> None:
    for ours, theirs in (
        (newest(one), newest(other)),
        (load_file(one / "model.safetensors"), load_file(other / "model.safetensors")),
    ):
        assert ours.keys() == theirs.keys()
        for name, value in ours.items():
            assert torch.equal(value, theirs[name]), name


def lines(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]


class Stop(Exception):
    """Ends a run as an error would."""


def stop_after(count: int):
    """A hook that raises Stop when asked for the `count`-th time."""
    asked = iter(range(count))

    def cancelled() -> bool:
        if next(asked, None) is None:
            raise Stop
        return False

    return Hooks(cancelled=cancelled)


def test_a_stopped_run_goes_on_exactly(tmp_path: Path) -> None:
    """With dropout, whose draws are the crops' as well."""
    config = replace(SMALL, corrector=replace(SMALL.corrector, dropout=0.3))
    run(tmp_path / "whole", objective=small_objective(config))
    for count in (1, 3, 2):
        with pytest.raises(Stop):
            run(tmp_path / "parts", hooks=stop_after(count), objective=small_objective(config))
    outcome = run(tmp_path / "parts", objective=small_objective(config))
    assert outcome == Outcome(tmp_path / "parts" / "model.safetensors", None, 6, None)
    assert_equal(tmp_path / "whole", tmp_path / "parts")
    kept = [(line["step"], line["loss"]) for line in lines(tmp_path / "parts")]
    assert kept == [(line["step"], line["loss"]) for line in lines(tmp_path / "whole")]
    trained, before = load_checkpoint(outcome.model).state_dict(), tiny_model(config).state_dict()
    changed = {name.split(".")[0] for name in before if not torch.equal(trained[name], before[name])}
    assert changed == {"encoder", "detail", "corrector"}


def test_log_lines_past_the_state_and_half_ones_are_dropped(tmp_path: Path) -> None:
    run(tmp_path, replace(SETTINGS, steps=2))
    with (tmp_path / "log.jsonl").open("a") as log:
        log.write('{"step": 4, "loss": 1}\n{"step": 5, "lo')
    run(tmp_path, replace(SETTINGS, steps=4))
    assert [line["step"] for line in lines(tmp_path)] == [2, 4]


def test_two_batches_accumulated_are_one_of_twice_the_size(tmp_path: Path) -> None:
    settings = replace(SETTINGS, precision="float64", batch=4)
    run(tmp_path / "one", settings)
    run(tmp_path / "two", replace(settings, batch=2, accumulate=2))
    one, two = newest(tmp_path / "one"), newest(tmp_path / "two")
    for name, value in one.items():
        torch.testing.assert_close(two[name], value, rtol=1e-9, atol=1e-12)
    assert one["model.corrector.head.weight"].dtype == torch.float64


def test_only_what_changes_nothing_may_change_on_resuming(tmp_path: Path) -> None:
    run(tmp_path, replace(SETTINGS, steps=2))
    for change, said in (
        ({"seed": 1}, "seed was 0 and is now 1"),
        ({"batch": 4}, "crops a step was 2 and is now 4"),
        ({"learning_rate": 0.1}, "learning rate was 0.001"),
    ):
        with pytest.raises(CheckpointError, match=said):
            run(tmp_path, replace(SETTINGS, **change))
    with pytest.raises(CheckpointError, match='purpose was "a test"'):
        run(tmp_path, purpose="something else")
    with pytest.raises(CheckpointError, match=r"model\.steps was 3 and is now 2"):
        run(tmp_path, objective=small_objective(replace(SMALL, steps=2)))
    harmless = {"steps": 3, "max_minutes": 5, "save_every": 1, "batch": 1, "accumulate": 2}
    assert run(tmp_path, replace(SETTINGS, **harmless)).step == 3


def test_a_model_without_a_state_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"somebody's")
    with pytest.raises(CheckpointError, match="no state to go on from"):
        run(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["model.safetensors"]


def test_a_frozen_prior_drops_nothing_out(tmp_path: Path) -> None:
    modes = []

    class Watching(LoopObjective):
        def forward(self, batch: Batch, step: int = 0) -> Batch:
            modes.append(
                (self.model.prior.training, self.model.corrector.training, self.model.encoder.training)
            )
            return super().forward(batch, step)

    run(tmp_path, replace(SETTINGS, steps=1), objective=Watching(tiny_model(SMALL)))
    assert modes == [(False, True, True)]


def test_the_prior_is_trained_alone(tmp_path: Path) -> None:
    outcome = run(tmp_path, replace(SETTINGS, steps=2), objective=PriorObjective(tiny_model(SMALL)))
    trained, before = load_checkpoint(outcome.model).state_dict(), tiny_model(SMALL).state_dict()
    changed = {name for name in before if not torch.equal(trained[name], before[name])}
    assert changed and all(name.startswith("prior.") and "timembedding.0" not in name for name in changed)


def test_bfloat16_trains_and_keeps_float32_weights(tmp_path: Path) -> None:
    run(tmp_path, replace(SETTINGS, steps=2, precision="bfloat16"))
    assert newest(tmp_path)["model.corrector.head.weight"].dtype == torch.float32
    run(tmp_path / "exact", replace(SETTINGS, steps=2))
    assert not torch.equal(
        newest(tmp_path)["model.corrector.head.weight"],
        newest(tmp_path / "exact")["model.corrector.head.weight"],
    )


def test_max_minutes_end_with_a_checkpoint(tmp_path: Path) -> None:
    outcome = run(tmp_path, replace(SETTINGS, steps=100_000, max_minutes=0.01, save_every=10**6))
    assert outcome.stopped == "time" and 0 < outcome.step < 100_000
    assert saved_states(tmp_path)[0].name == f"state-{outcome.step:08d}.safetensors"
    assert load_checkpoint(outcome.model).config == SMALL


def test_cancelling_ends_with_a_checkpoint_and_progress_is_told(tmp_path: Path) -> None:
    told: list[Progress] = []
    hooks = Hooks(on_progress=told.append, cancelled=lambda: bool(told) and told[-1].step >= 4)
    outcome = run(tmp_path, replace(SETTINGS, steps=50), hooks)
    assert outcome.stopped == "cancelled" and outcome.step == 4
    assert [progress.step for progress in told] == [2, 4]
    assert told[-1].steps == 50 and set(told[-1].losses) == {"loss", "inversion", "alpha", "composition"}
    assert told[-1].crops_per_second > 0 and told[-1].seconds_left > 0
    assert told[-1].start_share == pytest.approx(0.5)  # .001 of .002 seconds in `tiny_runs`


def test_a_pause_holds_the_run_and_costs_it_no_time(tmp_path: Path) -> None:
    held, told = threading.Event(), []
    held.set()
    timer = threading.Timer(1.0, held.clear)
    timer.start()
    began = time.monotonic()
    hooks = Hooks(paused=held.is_set, on_progress=told.append)
    outcome = run(tmp_path, replace(SETTINGS, steps=2, max_minutes=0.9 / 60), hooks)
    assert time.monotonic() - began >= 1.0
    assert outcome.step == 2, "the pause counted as time of training"
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


def test_the_best_model_is_kept_also_over_a_resume(tmp_path: Path) -> None:
    errors = {1: 9.0, 2: 3.0, 3: 5.0, 4: 4.0}
    seen: list[DiffusionMat] = []

    def validate(model: DiffusionMat) -> Scores:
        assert not model.training
        seen.append(model)
        return Scores(errors[len(seen)], 0.1, 0.2, 0.3)

    settings = replace(SETTINGS, validate_every=1)
    run(tmp_path, replace(settings, steps=2), Hooks(validate=validate))
    best, model = (tmp_path / name for name in ("best.safetensors", "model.safetensors"))
    first = load_file(best)
    assert all(torch.equal(value, load_file(model)[name]) for name, value in first.items())
    outcome = run(tmp_path, replace(settings, steps=4), Hooks(validate=validate))
    assert outcome.best == tmp_path / "best.safetensors"
    assert all(torch.equal(value, load_file(best)[name]) for name, value in first.items())
    assert any(not torch.equal(value, load_file(model)[name]) for name, value in first.items())
    assert json.loads((tmp_path / "best.json").read_text()) == {
        "step": 2, "sad": 3.0, "mse": 0.1, "grad": 0.2, "conn": 0.3,
    }  # fmt: skip
    validated = [line["validation"]["sad"] for line in lines(tmp_path) if "validation" in line]
    assert validated == [9.0, 3.0, 5.0, 4.0]


def test_a_loss_that_is_no_number_is_not_saved(tmp_path: Path) -> None:
    run(tmp_path, replace(SETTINGS, steps=2))

    class Broken(LoopObjective):
        def forward(self, batch: Batch, step: int = 0) -> Batch:
            return {name: value * float("nan") for name, value in super().forward(batch, step).items()}

    with pytest.raises(SettingsError, match="lower learning rate"):
        run(tmp_path, objective=Broken(tiny_model(SMALL), loop_steps=(1, 2)))
    assert [path.name for path in saved_states(tmp_path)] == ["state-00000002.safetensors"]


def test_tensorboard_gets_numbers_and_sheets(tmp_path: Path) -> None:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    run(tmp_path, replace(SETTINGS, steps=4, sheet_every=4), Hooks(tensorboard=True))
    events = EventAccumulator(str(tmp_path / "tensorboard"))
    events.Reload()
    assert {"loss", "inversion", "alpha", "composition", "rate"} <= set(events.Tags()["scalars"])
    assert [event.step for event in events.Scalars("loss")] == [2, 4]
    assert [event.step for event in events.Images("sheet")] == [4]


def test_without_tensorboard_a_line_says_so(tmp_path: Path, caplog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    with caplog.at_level(logging.WARNING):
        assert run(tmp_path, replace(SETTINGS, steps=2), Hooks(tensorboard=True)).step == 2
    assert "No TensorBoard files are written" in caplog.text


def test_learning_rate_depends_on_the_step_alone() -> None:
    settings = TrainingSettings(steps=1000, learning_rate=1.0, warmup=10)
    assert learning_rate(settings, 0) == pytest.approx(0.1)
    assert learning_rate(settings, 1000) == pytest.approx(0.02)
    assert learning_rate(settings, 500) == pytest.approx(0.51)
    constant = replace(settings, schedule="constant")
    assert [learning_rate(constant, step) for step in (4, 9, 999)] == pytest.approx([0.5, 1, 1])
    assert learning_rate(replace(constant, warmup=0), 0) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"steps": 0}, "steps is 0"),
        ({"schedule": "linear"}, "cosine, constant"),
        ({"betas": (1, 2)}, "betas"),
    ],
)
def test_settings_are_checked(change: dict, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        replace(SETTINGS, **change)
