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
    faster = _share_of_float32s_time() < _WORTH
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_text(place, json.dumps({**known, machine: faster}, indent=1) + "\n")
    except OSError as error:
        log.info("Whether bfloat16 is faster cannot be remembered in %s: %s", place, error)
        return True
    return faster


def _place() -> Path:
    return user_cache_path("dmat") / "bfloat16.json"


def _machine() -> str:
    """What the answer is for: another processor or another torch is asked anew."""
    processor = platform.processor() or platform.machine()
    return f"{processor}, {torch.backends.cpu.get_cpu_capability()}, torch {torch.__version__}"


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
