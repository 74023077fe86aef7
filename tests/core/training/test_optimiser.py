"""A step of the optimiser: its rate, its clipped gradients, the average of the weights, compiled networks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from models_for_tests import tiny_model
from safetensors.torch import load_file
from tiny_runs import SETTINGS, SMALL, newest, run, small_objective
from torch import nn
from torch.optim.optimizer import register_optimizer_step_pre_hook

from core.training.loop import Hooks
from core.training.objectives import Batch, LoopObjective
from core.training.settings import TrainingSettings, learning_rate


@contextmanager
def watched(look: Callable[[torch.optim.Optimizer], float]) -> Iterator[list[float]]:
    """What `look` finds in the optimiser just before each of its steps."""
    found: list[float] = []
    handle = register_optimizer_step_pre_hook(lambda optimizer, *_: found.append(look(optimizer)))
    yield found
    handle.remove()


def gradient_norm(optimizer: torch.optim.Optimizer) -> float:
    parameters = [value for group in optimizer.param_groups for value in group["params"]]
    return float(torch.linalg.vector_norm(torch.cat([value.grad.flatten() for value in parameters])))


def test_the_optimiser_takes_the_schedules_rate_also_after_a_stop(tmp_path: Path) -> None:
    """Warm-up over two steps; (0.02 + 0.98 (1 + cos(π n / 6)) / 2) / 1000 worked out by hand for step n."""
    asked = iter(range(3))
    with watched(lambda optimizer: optimizer.param_groups[0]["lr"]) as rates:
        run(tmp_path, hooks=Hooks(cancelled=lambda: next(asked, None) is None))
        assert len(rates) == 3
        run(tmp_path)
    by_hand = [0.0005, 0.00093435, 0.000755, 0.00051, 0.000265, 0.00008565]
    assert rates == pytest.approx(by_hand, rel=1e-4)


def test_learning_rate_depends_on_the_step_alone() -> None:
    settings = TrainingSettings(steps=1000, learning_rate=1.0, warmup=10)
    assert learning_rate(settings, 0) == pytest.approx(0.1)
    assert learning_rate(settings, 1000) == pytest.approx(0.02)
    assert learning_rate(settings, 500) == pytest.approx(0.51)
    constant = replace(settings, schedule="constant")
    assert [learning_rate(constant, step) for step in (4, 9, 999)] == pytest.approx([0.5, 1, 1])
    assert learning_rate(replace(constant, warmup=0), 0) == 1


@pytest.mark.parametrize("accumulate", [1, 2])
def test_gradients_are_clipped(tmp_path: Path, accumulate: int) -> None:
    settings = replace(SETTINGS, steps=2, accumulate=accumulate)
    with watched(gradient_norm) as free:
        run(tmp_path / "free", replace(settings, clip=0.0))
    assert len(free) == 2 and min(free) > 0.02, "nothing to clip: the test says nothing"
    with watched(gradient_norm) as clipped:
        run(tmp_path / "clipped", replace(settings, clip=0.01))
    assert clipped == pytest.approx([0.01, 0.01], rel=1e-3)


def test_the_model_saved_is_the_average_of_the_weights(tmp_path: Path) -> None:
    """The average follows with decay n / (n + 20) at first, then with the one set, here from step 5 on."""
    weights: list[dict[str, torch.Tensor]] = []

    class Watching(LoopObjective):
        def forward(self, batch: Batch, step: int = 0) -> Batch:
            weights.append({name: value.detach().clone() for name, value in self.trained().items()})
            return super().forward(batch, step)

    settings = replace(SETTINGS, steps=8, average_decay=0.2, precision="float64")
    run(tmp_path, settings, objective=Watching(tiny_model(SMALL), loop_steps=(1, 2)))
    last = newest(tmp_path)
    saved = load_file(tmp_path / "model.safetensors")
    decays = [1 / 21, 2 / 22, 3 / 23, 4 / 24, 0.2, 0.2, 0.2, 0.2]
    moved = 0.0
    for name, average in weights[0].items():
        after = [*(before[name] for before in weights[1:]), last[f"model.{name}"]]
        for decay, value in zip(decays, after, strict=True):
            average = decay * average + (1 - decay) * value
        torch.testing.assert_close(saved[name], average, rtol=1e-9, atol=1e-12, msg=name)
        moved = max(moved, float((saved[name] - after[-1]).abs().max()))
    assert moved > 1e-5, "the average is no other than the last weights"


def test_networks_are_compiled_if_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[nn.Module] = []
    monkeypatch.setattr(nn.Module, "compile", lambda self, *_, **__: compiled.append(self))
    for wanted in (False, True):
        objective = small_objective()
        run(tmp_path / str(wanted), replace(SETTINGS, steps=1, compile=wanted), objective=objective)
        model = objective.model
        networks = [model.encoder, model.corrector, model.prior] if wanted else []
        assert len(compiled) == len(networks)
        assert all(one is other for one, other in zip(compiled, networks, strict=True))
