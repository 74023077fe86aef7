"""Whether this machine's processor is really faster in bfloat16: measured once, and remembered."""

import json
import logging
import platform
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import torch
from platformdirs import user_cache_path

from core.files import read_json, write_text

log = logging.getLogger(__name__)

_CPUS = Path("/proc/cpuinfo")
"""Of Linux, where Python's own answer may be empty, or the architecture alone."""
_SIDE, _CHANNELS, _TIMES = 128, 64, 5
_WORTH = 0.8
"""Share of float32's time that it must stay below: for less, alphas need not be coarser."""


def bfloat16_is_faster() -> bool:
    """Ask the memory of this machine; where it knows nothing, measure, in a tenth of a second, and remember.

    The same machine must always decide alike, or a seed would not name one alpha: where nothing can be
    remembered, nothing is measured, and the answer is that of a processor that has the instructions: yes.
    """
    place, machine = _place(), _machine()
    known = _read(place)
    if isinstance(known.get(machine), bool):
        return known[machine]
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, known)  # whether that can be done at all
        faster = _share_of_float32s_time() < _WORTH
        _write(place, {**known, machine: faster})
    except OSError as error:
        log.info("Whether bfloat16 is faster cannot be remembered in %s: %s", place, error)
        return True
    return faster


def _place() -> Path:
    return user_cache_path("dmat") / "bfloat16.json"


def _machine() -> str:
    """What the answer is for: another processor or another torch is asked anew."""
    return f"{_processor()}, {torch.backends.cpu.get_cpu_capability()}, torch {torch.__version__}"


def _processor() -> str:
    """The processor's model; what the system calls its kind where it does not say the model."""
    if _CPUS.is_file():
        for line in _CPUS.read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()


def _write(place: Path, known: dict[str, Any]) -> None:
    write_text(place, json.dumps(known, indent=1) + "\n")


def _read(place: Path) -> dict[str, Any]:
    """What is remembered; nothing where the file is missing, damaged or not ours."""
    try:
        known = read_json(place)
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _share_of_float32s_time() -> float:
    """Bfloat16's time of a convolution over float32's: of each the shortest, in turns, so that a busy machine
    is so for both."""
    layer = torch.nn.Conv2d(_CHANNELS, _CHANNELS, 3, padding=1).to(memory_format=torch.channels_last)
    x = torch.zeros(1, _CHANNELS, _SIDE, _SIDE).to(memory_format=torch.channels_last)

    def run(low: bool) -> None:
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=low):
            layer(x)

    times: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(1 + _TIMES):
        for low, taken in times.items():
            taken.append(_seconds(partial(run, low)))
    return min(times[True][1:]) / min(times[False][1:])


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
