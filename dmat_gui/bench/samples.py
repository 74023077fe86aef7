"""What was measured: times by the clock on the wall and by the processor's own, and rows of them. No Qt."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np


class Sample(NamedTuple):
    """How long something took, in milliseconds, and for how much of it the window's thread worked.

    On a machine with other work to do the first is larger than the second.
    """

    wall: float
    cpu: float


class Stopwatch:
    """Counts from its making on, for the thread that it was made on."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.thread_time()

    def read(self) -> Sample:
        """Return the time since."""
        return Sample(1000 * (time.perf_counter() - self._wall), 1000 * (time.thread_time() - self._cpu))


@dataclass
class Row:
    """A line of the table: what was timed, how long it may take in milliseconds, and how long it took."""

    name: str
    goal: float
    samples: list[Sample] = field(default_factory=list)

    def wall(self, percentile: float) -> float:
        """Return a percentile of the wall times, 100 for the longest; NaN where nothing was measured."""
        return self._percentile(0, percentile)

    def cpu(self, percentile: float) -> float:
        """Return a percentile of the window's thread's working times."""
        return self._percentile(1, percentile)

    @property
    def within(self) -> float:
        """The share of the times by the wall's clock that meet the goal, 0 to 1."""
        return float(np.mean([sample.wall <= self.goal for sample in self.samples])) if self.samples else 0.0

    def _percentile(self, column: int, percentile: float) -> float:
        times = [sample[column] for sample in self.samples]
        return float(np.percentile(times, percentile)) if times else float("nan")
