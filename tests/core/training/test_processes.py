"""What a run sets for the whole process, on a CUDA device, is set back after it."""

from pathlib import Path

import pytest
import torch
from tiny_runs import SETTINGS, run
from torch.optim.optimizer import register_optimizer_step_pre_hook

from core.training import processes
from core.training.processes import fast_kernels


def flags() -> tuple[bool, str, bool]:
    cuda = torch.backends.cuda.matmul.allow_tf32
    return torch.backends.cudnn.benchmark, torch.get_float32_matmul_precision(), cuda


@pytest.fixture
def as_cuda(monkeypatch: pytest.MonkeyPatch) -> None:
    """The flags are there without a device."""
    monkeypatch.setattr(processes, "resolve_device", lambda _: torch.device("cuda"))
    before = flags()
    yield
    torch.backends.cudnn.benchmark = before[0]
    torch.set_float32_matmul_precision(before[1])


@pytest.mark.usefixtures("as_cuda")
@pytest.mark.parametrize("precision", ["highest", "medium"])
@pytest.mark.parametrize("benchmark", [False, True])
def test_flags_are_set_and_set_back(precision: str, benchmark: bool) -> None:
    torch.set_float32_matmul_precision(precision)
    torch.backends.cudnn.benchmark = benchmark
    before = flags()
    with fast_kernels("cuda"):
        assert flags()[:2] == (True, "high")
    assert flags() == before

    def failing() -> None:
        with fast_kernels("cuda"):
            raise ValueError("the run failed")

    with pytest.raises(ValueError, match="the run failed"):
        failing()
    assert flags() == before


def test_on_the_cpu_they_are_left_alone() -> None:
    before = flags()
    with fast_kernels("cpu"):
        assert flags() == before


def test_a_run_is_within(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The device is CUDA for the flags alone."""
    seen = []
    before = flags()
    real = processes.resolve_device
    monkeypatch.setattr(processes, "resolve_device", lambda _: torch.device("cuda"))

    def batch_hook(*_: object) -> None:
        seen.append(flags()[:2])

    make = processes.make_accelerator

    def on_the_cpu(*args: object) -> object:
        monkeypatch.setattr(processes, "resolve_device", real)
        return make(*args)

    monkeypatch.setattr("core.training.loop.make_accelerator", on_the_cpu)
    handle = register_optimizer_step_pre_hook(batch_hook)
    run(tmp_path, SETTINGS)
    handle.remove()
    assert seen == [(True, "high")] * SETTINGS.steps
    assert flags() == before
