"""Many crops at once on a device, and how near that comes to what the device can multiply at all."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import torch

from core.compiled import CompiledNetworks
from core.devices import resolve_precision
from core.errors import is_out_of_memory
from core.evaluation.macs import macs_run, values_run
from core.models.diffusion_mat import DiffusionMat
from core.refinement import refine
from core.speed.cases import Case
from core.speed.methods import model_of

_REPEATS = 2
_CEILING = 4096
"""Side of the matrices that a device is asked to multiply; on a CPU an eighth of it."""
_COPIED = 1 << 28
"""Bytes that it is asked to copy, more than a cache holds; on a CPU an eighth of it."""


def throughput(case: Case) -> dict[str, Any]:
    """Seconds per crop with growing batches, what it multiplies and moves, and how near that is to the least.

    "compiled" is the same of the batch that was best, with compiled networks, or a sentence why not.
    "ceiling" and "bandwidth" are the MACs and bytes a second of one large product and one large copy; "floor"
    the seconds that a crop takes at either, whichever are more.

    In the precision that "auto" means on the device, up to the first batch that there is no memory for
    ("too_many", else 0). The weights are random where there are none: time does
    not depend on them.
    """
    device = torch.device(case.device)
    precision = resolve_precision("auto", device)
    model, trained = model_of(case.methods[0])
    model = model.to(device)
    rows: list[dict[str, Any]] = []
    count = 1
    while count <= case.pictures:
        try:
            rows.append(_row(model, case, precision, count))
        except (MemoryError, RuntimeError) as error:
            if not rows or not is_out_of_memory(error):
                raise
            break
        count *= 2
    if device.type == "cuda":
        torch.cuda.empty_cache()
    macs = macs_run(model.config, case.height, case.width)
    moved = values_run(model.config, case.height, case.width) * getattr(torch, precision).itemsize
    ceiling, bandwidth = _ceiling(device, precision), _bandwidth(device)
    floor = max(macs / ceiling, moved / bandwidth)
    best = min(rows, key=lambda row: row["seconds"])
    compiled = _compiled(model, case, precision, best["batch"])
    least = min(row["seconds"] for row in (best, compiled) if "seconds" in row)
    return {
        "precision": precision,
        "weights": "of the model" if trained else "random",
        "steps": model.config.steps,
        "macs": macs,
        "moved": moved,
        "rows": rows,
        "compiled": compiled,
        "too_many": count if count <= case.pictures else 0,
        "ceiling": ceiling,
        "bandwidth": bandwidth,
        "floor": floor,
        "share_of_ceiling": macs / least / ceiling,
        "share_of_floor": floor / least,
    }


def _row(model: DiffusionMat, case: Case, precision: str, count: int) -> dict[str, Any]:
    seconds = _seconds_of(partial(_refined, model, case, precision, count), model.device)
    return {"batch": count, "seconds": seconds / count}


def _compiled(model: DiffusionMat, case: Case, precision: str, count: int) -> dict[str, Any]:
    """The numbers of compiled networks, or {"words": why there are none}."""
    said: list[str] = []
    try:
        with CompiledNetworks(model).used(said.append):
            row = _row(model, case, precision, count)
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        return {"words": "There was no memory for compiled networks."}
    return {"words": said[0]} if said else row


def _refined(model: DiffusionMat, case: Case, precision: str, count: int) -> None:
    hints, device = model.config.encoder.hints, model.device
    shape = (count, 1, case.height, case.width)
    image = torch.rand(count, 3, *shape[2:], device=device)
    matte = torch.full(shape, 128 / 255, device=device)
    start = torch.rand(count, 1 + hints, *shape[2:], device=device)
    with torch.no_grad(), torch.autocast(device.type, torch.bfloat16, enabled=precision == "bfloat16"):
        for _ in refine(model, image, matte, start=start, noise=torch.randn(shape, device=device)):
            pass


def _ceiling(device: torch.device, precision: str) -> float:
    """Multiply-accumulates a second of one large product: the most that is to be had."""
    side = _CEILING if device.type != "cpu" else _CEILING // 8
    left = torch.randn(side, side, device=device, dtype=getattr(torch, precision))
    return side**3 / _seconds_of(lambda: left @ left, device)


def _bandwidth(device: torch.device) -> float:
    """Bytes a second that one large copy reads and writes."""
    count = _COPIED if device.type != "cpu" else _COPIED // 8
    source = torch.ones(count, dtype=torch.uint8, device=device)
    target = torch.empty_like(source)
    return 2 * count / _seconds_of(lambda: target.copy_(source), device)


def _seconds_of(work: Callable[[], Any], device: torch.device) -> float:
    """The shortest of some times, after one that is not counted."""
    times = []
    for _ in range(1 + _REPEATS):
        _wait(device)
        began = time.perf_counter()
        work()
        _wait(device)
        times.append(time.perf_counter() - began)
    return min(times[1:])


def _wait(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
