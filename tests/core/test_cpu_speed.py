"""Bfloat16 on a CPU: only where it is measured to be faster, once per machine, and the same ever after."""

from pathlib import Path

import pytest
import torch

from core import cpu_speed, devices
from core.devices import resolve_precision

CPU = torch.device("cpu")


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "cache" / "bfloat16.json"
    monkeypatch.setattr(cpu_speed, "_place", lambda: place)
    monkeypatch.setattr(devices, "_cpu_has_bfloat16", lambda: True)
    return place


def measured(monkeypatch: pytest.MonkeyPatch, share: float) -> list[float]:
    calls: list[float] = []
    monkeypatch.setattr(cpu_speed, "_share_of_float32s_time", lambda: calls.append(share) or share)
    return calls


@pytest.mark.parametrize(("share", "precision"), [(0.3, "bfloat16"), (0.95, "float32"), (2.0, "float32")])
def test_it_is_measured_once_and_remembered(
    share: float, precision: str, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = measured(monkeypatch, share)
    assert {resolve_precision("auto", CPU) for _ in range(3)} == {precision} and calls == [share]
    other = measured(monkeypatch, 1.3 - share)  # the machine is busy with other things now
    assert resolve_precision("auto", CPU) == precision and not other


@pytest.mark.parametrize("damage", ["", "{", "[1]", '{"another machine": true}', '{"MACHINE": "yes"}'])
def test_a_memory_that_says_nothing_is_made_anew(
    damage: str, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.parent.mkdir()
    memory.write_text(damage.replace("MACHINE", cpu_speed._machine()))
    calls = measured(monkeypatch, 2.0)
    assert resolve_precision("auto", CPU) == resolve_precision("auto", CPU) == "float32" and len(calls) == 1


def test_where_nothing_can_be_remembered_the_instructions_decide(
    memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.parent.write_text("no folder")
    measured(monkeypatch, 2.0)
    assert resolve_precision("auto", CPU) == "bfloat16"


def test_without_instructions_nothing_is_measured(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_cpu_has_bfloat16", lambda: False)
    calls = measured(monkeypatch, 0.1)
    assert resolve_precision("auto", CPU) == "float32" and not calls and not memory.exists()


def test_the_measurement_itself_is_a_share() -> None:
    assert 0 < cpu_speed._share_of_float32s_time() < 1000
