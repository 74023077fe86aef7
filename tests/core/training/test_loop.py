"""The loop: it resumes exactly, stops when told, accumulates, validates, and tells what it does."""

import logging
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from models_for_tests import tiny_model
from tiny_runs import SETTINGS, SMALL, assert_equal, lines, losses, newest, run, small_objective

from core.errors import CheckpointError, SettingsError
from core.models.checkpoints import load_checkpoint
from core.training.loop import Hooks, Outcome
from core.training.objectives import Batch, LoopObjective, PriorObjective
from core.training.state import saved_states

CONSTANT = replace(SETTINGS, schedule="constant")
"""Such a run may be made longer."""


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
    assert losses(tmp_path / "parts") == losses(tmp_path / "whole")
    trained, before = load_checkpoint(outcome.model).state_dict(), tiny_model(config).state_dict()
    changed = {name.split(".")[0] for name in before if not torch.equal(trained[name], before[name])}
    assert changed == {"encoder", "detail", "corrector"}


def test_log_lines_past_the_state_and_half_ones_are_dropped(tmp_path: Path) -> None:
    run(tmp_path, replace(CONSTANT, steps=2))
    with (tmp_path / "log.jsonl").open("a") as log:
        log.write('{"step": 4, "loss": 1}\n{"step": 5, "lo')
    run(tmp_path, replace(CONSTANT, steps=4))
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
    run(tmp_path, replace(CONSTANT, steps=2))
    for change, said in (
        ({"seed": 1}, "seed was 0 and is now 1"),
        ({"batch": 4}, "crops a step was 2 and is now 4"),
        ({"learning_rate": 0.1}, "learning rate was 0.001"),
        ({"precision": "bfloat16"}, 'precision was "float32" and is now "bfloat16"'),
        ({"precision": "float64"}, 'is now "float64"'),
        ({"clip": 0.0}, "clip was 1.0"),
        ({"average_decay": 0.5}, "average decay was"),
        ({"betas": (0.5, 0.9)}, "betas was"),
        ({"warmup": 3}, "warm-up was"),
        ({"schedule": "cosine"}, 'schedule was "constant"'),
    ):
        with pytest.raises(CheckpointError, match=said):
            run(tmp_path, replace(CONSTANT, **change))
    with pytest.raises(CheckpointError, match='purpose was "a test"'):
        run(tmp_path, CONSTANT, purpose="something else")
    with pytest.raises(CheckpointError, match=r"model\.steps was 3 and is now 2"):
        run(tmp_path, CONSTANT, objective=small_objective(replace(SMALL, steps=2)))
    harmless = {"steps": 3, "max_minutes": 5, "save_every": 1, "batch": 1, "accumulate": 2}
    assert run(tmp_path, replace(CONSTANT, **harmless)).step == 3


def test_a_run_whose_rate_falls_to_its_end_becomes_no_longer_one(tmp_path: Path) -> None:
    run(tmp_path, replace(SETTINGS, steps=2))
    with pytest.raises(CheckpointError, match=r"steps was 2 and is now 4") as refused:
        run(tmp_path, replace(SETTINGS, steps=4))
    assert f"another folder and give --model {tmp_path / 'model.safetensors'}" in str(refused.value)


def test_a_line_of_the_log_goes_over_a_stop(tmp_path: Path) -> None:
    """Stopped between two lines, the run goes on with the first one's losses."""
    settings = replace(SETTINGS, log_every=3)
    run(tmp_path / "whole", settings)
    for count in (1, 4):
        asked = iter(range(count))
        hooks = Hooks(cancelled=lambda asked=asked: next(asked, None) is None)
        outcome = run(tmp_path / "parts", settings, hooks)
    assert outcome.step == 5
    run(tmp_path / "parts", settings)
    assert losses(tmp_path / "parts") == losses(tmp_path / "whole")
    assert_equal(tmp_path / "whole", tmp_path / "parts")


def test_a_model_without_a_state_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"somebody's")
    with pytest.raises(CheckpointError, match="no state to go on from"):
        run(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["model.safetensors"]


def test_a_preview_is_offered_after_every_step_and_changes_nothing(tmp_path: Path) -> None:
    offered = []
    hooks = Hooks(preview=lambda step, steps, model: offered.append((step, steps, model.training)))
    run(tmp_path / "shown", hooks=hooks)
    assert offered == [(step, 6, False) for step in range(1, 7)]
    run(tmp_path / "plain")
    assert_equal(tmp_path / "shown", tmp_path / "plain")


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


def test_a_loss_that_is_no_number_is_not_saved(tmp_path: Path) -> None:
    run(tmp_path, replace(CONSTANT, steps=2))

    class Broken(LoopObjective):
        def forward(self, batch: Batch, step: int = 0) -> Batch:
            return {name: value * float("nan") for name, value in super().forward(batch, step).items()}

    with pytest.raises(SettingsError, match="lower learning rate"):
        run(tmp_path, CONSTANT, objective=Broken(tiny_model(SMALL), loop_steps=(1, 2)))
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
