"""The figures of docs/reliability.md, "Determinism", as a table in Markdown; a minute on two cores.

PYTHONPATH=.:tests/core python tests/core/determinism_figures.py
"""

import sys
from collections.abc import Iterator

import numpy as np
import torch
from determinism_run import TILED, alpha, crop
from models_for_tests import TINY_GUIDED, tiny_model

import core.tiled_refinement
import resources

SIDE = 192
"""Of the square of each sample with the most unknown pixels."""


def figures(number: int, plain: np.ndarray, other: np.ndarray, side: int) -> tuple[float, float]:
    """Mean and largest difference over a square's unknown pixels, in 255ths."""
    apart = 255 * np.abs(plain - other)[crop(side, number)[1] == 128]
    return float(apart.mean()), float(apart.max())


def lines() -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """What is held against one thread, a tile at a time, in float32; and how far it is off."""
    samples = range(len(resources.samples()))
    torch.set_num_threads(1)
    plain = [alpha("compact", SIDE, number=number) for number in samples]
    low = [alpha("compact", SIDE, "bfloat16", number=number) for number in samples]
    untrained = [alpha(tiny_model(), 96, precision) for precision in ("float32", "bfloat16")]
    tiled = alpha(tiny_model(TINY_GUIDED), 320, settings=TILED)
    core.tiled_refinement.copies_that_fit = lambda device, before: 4
    at_once = alpha(tiny_model(TINY_GUIDED), 320, settings=TILED)
    torch.set_num_threads(2)
    two = [alpha("compact", SIDE, number=number) for number in samples]
    where = f"`compact`, {SIDE} × {SIDE} of each sample"
    for what, others in (("two threads", two), ("bfloat16", low)):
        yield (
            f"{what}, {where}",
            [figures(number, plain[number], others[number], SIDE) for number in samples],
        )
    yield (
        "four tiles at once, a tiny model that was never trained, 320 × 320",
        [figures(0, tiled, at_once, 320)],
    )
    yield "bfloat16, such a model, 96 × 96", [figures(0, untrained[0], untrained[1], 96)]


def main() -> None:
    names = ", ".join(sample.name for sample in resources.samples())
    table = [
        f"| Against one thread, a tile at a time, float32 ({names}) | Mean | At most |",
        "|---|---:|---:|",
    ]
    for what, found in lines():
        mean, most = (", ".join(f"{value:.2g}" for value in values) for values in zip(*found, strict=True))
        table.append(f"| {what} | {mean} | {most} |")
    sys.stdout.write("\n".join(table) + "\n")


if __name__ == "__main__":
    main()
