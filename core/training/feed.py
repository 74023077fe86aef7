"""Batches on their way to the device, and the time that the device stood idle for them."""

import time
from collections.abc import Iterator
from typing import Any

import torch

Batch = dict[str, Any]


class Feed:
    """An iterator of batches moved to a device, in a precision, reduced to what is needed.

    A batch's `sample` comes as whole numbers, so that reading them never waits for the device.

    Attributes:
        waited: seconds that the device had nothing to do because a batch was not there yet.
        start_seconds, seconds: time that went into the coarse starts of the batches, and into all of them,
            wherever they were made.
        crops: crops handed out.
    """

    def __init__(
        self, batches: Iterator[Batch], needs: tuple[str, ...], device: torch.device, dtype: torch.dtype
    ) -> None:
        self.batches, self.needs, self.device, self.dtype = batches, needs, device, dtype
        self.waited = self.start_seconds = self.seconds = 0.0
        self.crops = 0

    def __iter__(self) -> Iterator[Batch]:
        return self

    def __next__(self) -> Batch:
        done = torch.cuda.Event() if self.device.type == "cuda" else None
        if done is not None:
            done.record()
        asked = time.perf_counter()
        batch = next(self.batches)
        if done is None or done.query():  # a graphics card that still computes has waited for nothing
            self.waited += time.perf_counter() - asked
        start_seconds, seconds = batch.get("seconds", torch.zeros(2)).tolist()
        self.start_seconds += start_seconds
        self.seconds += seconds
        self.crops += len(batch["sample"])
        moved = {name: self._moved(batch[name]) for name in self.needs if name in batch and name != "sample"}
        return moved | {"sample": tuple(batch["sample"].tolist())}

    def _moved(self, value: torch.Tensor) -> torch.Tensor:
        if self.device.type == "cuda":
            value = value.pin_memory()  # so that copying it does not hold up the launching of kernels
        return value.to(self.device, self.dtype, non_blocking=True)
