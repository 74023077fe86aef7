"""How far a run is and how fast: losses and times summed between two lines of the log."""

import math
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import torch

from core.errors import SettingsError
from core.training.feed import Feed

_COUNT = "count"


@dataclass(frozen=True)
class Progress:
    """How far a run is; means are over the steps since the last line of the log, speed and shares as well,
    unless the run was resumed since then.

    Attributes:
        step, steps: done, and of the whole run.
        losses: means by name.
        crops_per_second: of all processes together.
        waiting_share: of the time, with nothing to do but to wait for crops.
        start_share: of the time that making crops takes, spent on their coarse starts.
        seconds_left: at the speed since the run was begun or resumed.
    """

    step: int
    steps: int
    losses: dict[str, float]
    crops_per_second: float
    waiting_share: float
    start_share: float
    seconds_left: float


class Meter:
    """Sums the losses where they are, and the time; nothing waits for the device before `read`.

    logged: the `sums` of the same run when it was stopped.
    """

    def __init__(
        self,
        feed: Feed,
        first: int,
        steps: int,
        world: int,
        logged: Mapping[str, torch.Tensor] | None = None,
    ) -> None:
        self.feed, self.first, self.steps, self.world = feed, first, steps, world
        self._began = self._read = time.monotonic()
        self._excluded = 0.0
        self.reset()
        self._sums: dict[str, torch.Tensor] = dict(logged or {})
        self._count = int(self._sums.pop(_COUNT, 0))

    def sums(self) -> dict[str, torch.Tensor]:
        """What the next line of the log is made of so far, with the number of batches; empty for nothing."""
        return self._sums | {_COUNT: torch.tensor(self._count)} if self._sums else {}

    def reset(self) -> None:
        """Begin a new line of the log."""
        self._sums = {}
        self._count = 0
        self._since = self._clock()
        feed = self.feed
        self._fed = (feed.crops, feed.waited, feed.start_seconds, feed.seconds)

    def add(self, losses: dict[str, torch.Tensor]) -> None:
        """Take the losses of one batch."""
        for name, value in losses.items():
            self._sums[name] = self._sums.get(name, 0) + value.detach()
        self._count += 1

    @contextmanager
    def excluded(self) -> Iterator[None]:
        """What happens inside (saving, validating, a pause) counts as no time of training."""
        began = time.monotonic()
        yield
        self._excluded += time.monotonic() - began

    def is_due(self, seconds: float) -> bool:
        """Whether nobody has read for so long."""
        return time.monotonic() - self._read >= seconds

    def read(self, step: int) -> Progress:
        """The progress after `step` steps.

        Raises:
            SettingsError: the loss is no number any more.
        """
        self._read = time.monotonic()
        losses = {name: float(value) / max(1, self._count) for name, value in self._sums.items()}
        if not all(map(math.isfinite, losses.values())):
            raise SettingsError(
                f"The loss is no number any more before step {step}. Take a lower learning rate, in another "
                "folder; the states saved so far are still there."
            )
        feed, now = self.feed, self._clock()
        seconds = max(now - self._since, 1e-9)
        crops, waited, start_seconds, making = (
            value - before
            for value, before in zip(
                (feed.crops, feed.waited, feed.start_seconds, feed.seconds), self._fed, strict=True
            )
        )
        done = max(1, step - self.first)
        return Progress(
            step,
            self.steps,
            losses,
            crops_per_second=crops * self.world / seconds,
            waiting_share=min(1.0, waited / seconds),
            start_share=start_seconds / making if making > 0 else 0.0,
            seconds_left=(self.steps - step) * now / done,
        )

    def _clock(self) -> float:
        return time.monotonic() - self._began - self._excluded
