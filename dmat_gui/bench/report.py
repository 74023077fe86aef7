"""The bench's table in Markdown, and the same as JSON. No Qt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from tabulate import tabulate

from dmat_gui.bench.samples import Row
from dmat_gui.bench.subjects import Sizes

_NOTES = (
    "Milliseconds. “CPU” is what the window's own thread worked; the rest of the time by the clock it waited "
    "for a core, for Python's lock, or for the worker. Times “at the longest” are between two events of a "
    "timer that comes every 5 ms; each count is of one such longest time."
)


@dataclass
class Report:
    """What was measured, on what, and under which load (processes that wanted a core, before and after)."""

    sizes: Sizes
    machine: dict[str, str]
    loads: list[float | None] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def markdown(self) -> str:
        """Return the machine, the sizes and the table."""
        facts = [f"- {title}: {words}" for title, words in {**self.machine, **self._circumstances()}.items()]
        headers = ("", "goal", "median", "95 %", "longest", "CPU, median", "CPU, 95 %", "in goal", "count")
        lines = [
            (row.name, f"{row.goal:g}", *(f"{time:.1f}" for time in _times(row)), _percent(row.within),
             len(row.samples))
            for row in self.rows
        ]  # fmt: skip
        align = ["left"] + ["right"] * (len(headers) - 1)
        table = tabulate(lines, headers, tablefmt="github", disable_numparse=True, colalign=align)
        return "\n".join([*facts, "", table, "", _NOTES])

    def json(self) -> str:
        """Return everything, each single time too."""
        rows = [
            {"name": row.name, "goal_ms": row.goal, "wall_ms": _rounded(row, 0), "cpu_ms": _rounded(row, 1)}
            for row in self.rows
        ]
        facts = {"machine": self.machine, "load": self.loads, "large": self.sizes.large,
                 "middle": self.sizes.middle, "matted": self.sizes.matted, "rows": rows}  # fmt: skip
        return json.dumps(facts, indent=1, ensure_ascii=False)

    def _circumstances(self) -> dict[str, str]:
        loads = [f"{load:.1f}" for load in self.loads if load is not None]
        sizes = self.sizes
        return {
            "Load average, before and after": " and ".join(loads) or "unknown",
            "Pictures": f"{_megapixels(sizes.large)} for strokes and runs, {_megapixels(sizes.middle)} for "
            f"steps; what is matted is {sizes.matted} pixels across",
        }


def _times(row: Row) -> Sequence[float]:
    return row.wall(50), row.wall(95), row.wall(100), row.cpu(50), row.cpu(95)


def _rounded(row: Row, column: int) -> list[float]:
    return [round(sample[column], 2) for sample in row.samples]


def _megapixels(size: tuple[int, int]) -> str:
    return f"{size[0]} × {size[1]} ({size[0] * size[1] / 1e6:.3g} MP)"


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
