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
    calls = measured(monkeypatch, 2.0)
    assert resolve_precision("auto", CPU) == "bfloat16" and not calls


def test_another_processor_is_asked_anew(
    memory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Debian has it: Python itself is not told which processor it is, and a home may be shared by two."""
    monkeypatch.setattr("platform.processor", lambda: "")
    monkeypatch.setattr(cpu_speed, "_CPUS", tmp_path / "cpuinfo")
    for model, share in (("EPYC 9654", 0.3), ("Xeon 8480", 2.0), ("EPYC 9654", 2.0)):
        cpu_speed._CPUS.write_text(f"processor\t: 0\nmodel\t\t: 17\nmodel name\t: {model}\nflags\t: fpu\n\n")
        measured(monkeypatch, share)
        assert resolve_precision("auto", CPU) == ("bfloat16" if "EPYC" in model else "float32")
    assert len(cpu_speed._read(memory)) == 2


def test_without_instructions_nothing_is_measured(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_cpu_has_bfloat16", lambda: False)
    calls = measured(monkeypatch, 0.1)
    assert resolve_precision("auto", CPU) == "float32" and not calls and not memory.exists()


def test_the_measurement_itself_is_a_share() -> None:
    assert 0 < cpu_speed._share_of_float32s_time() < 1000
