"""What training sees: crops of composites made on the fly, with the coarse start of the whole composite.

Composite i is a pure function of (seed, i), and which composites a step takes depends on the step's number
alone, so that a resumed run, or one spread over several processes, sees the same pictures.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import cv2
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset, Sampler

from core.data.composites import SMALLEST, composite_sample, random_crops
from core.data.recipe import Recipe
from core.data.sources import TrainingSource
from core.errors import DmatError, SettingsError
from core.imaging.coarse import HINTS, coarse_start


@dataclass(frozen=True)
class CropSettings:
    """How composites are made and cut.

    Attributes:
        size: side of a crop, pixels.
        per_composite: crops cut from one composite; its start is solved once for all of them.
        composite: side of a composite, pixels; at least a crop's.
        start: channels of the coarse start: 0 solves none (the prior needs none), 1 is the coarse matte, more
            are the encoder's hints.
        seed: names the whole endless sequence of crops.
        recipe: the augmentation.

    Raises:
        SettingsError: a crop does not fit into a composite, or a number is out of range.
    """

    size: int = 192
    per_composite: int = 4
    composite: int = 448
    start: int = 1
    seed: int = 0
    recipe: Recipe = field(default_factory=Recipe)

    def __post_init__(self) -> None:
        if self.composite < SMALLEST:
            raise SettingsError(f"Composites of {self.composite} px are too small: take at least {SMALLEST}.")
        if not 1 <= self.size <= self.composite:
            raise SettingsError(
                f"Crops of {self.size} px do not fit into composites of {self.composite} px: "
                "take smaller crops or larger composites."
            )
        if not 0 <= self.start <= 1 + HINTS:
            raise SettingsError(f"The coarse start has up to {1 + HINTS} channels, not {self.start}.")
        if self.per_composite < 1 or self.seed < 0:
            raise SettingsError(
                "There must be at least 1 crop per composite, and the seed must not be negative, not "
                f"{self.per_composite} and {self.seed}."
            )


class Composites(Dataset):
    """Item i: the crops of composite i, a pure function of (seed, i) but for the times it took."""

    def __init__(self, source: TrainingSource, settings: CropSettings) -> None:
        self.source, self.settings = source, settings

    def __getitem__(self, index: int) -> dict[str, torch.Tensor] | DmatError:
        try:
            return self._crops(index)
        except DmatError as error:
            return error  # raised again where it can be read, outside of the worker

    def _crops(self, index: int) -> dict[str, torch.Tensor]:
        settings, began, start_seconds = self.settings, time.perf_counter(), 0.0
        sample = composite_sample(
            self.source, settings.seed, index, settings.composite, recipe=settings.recipe
        )
        arrays = sample.arrays()
        rng = np.random.default_rng(np.random.SeedSequence([settings.seed, index, 1]))
        if settings.start:
            # Large pictures are solved at less than half size, so a few are here too.
            scale = 0.5 if rng.random() < 0.8 else rng.uniform(0.2, 0.5)
            solving = time.perf_counter()
            arrays["start"] = coarse_start(sample.image, sample.trimap, settings.start, scale=scale)
            start_seconds = time.perf_counter() - solving
        crops = [
            _turned(crop, int(rng.integers(8))) if settings.recipe.turns else crop
            for crop in random_crops(arrays, settings.size, settings.per_composite, rng)
        ]
        item = {name: _tensor([crop[name] for crop in crops], name) for name in arrays}
        item["sample"] = index * settings.per_composite + torch.arange(settings.per_composite)
        item["seconds"] = torch.tensor([start_seconds, time.perf_counter() - began], dtype=torch.float64)
        return item


class _Share(Sampler[int]):
    """The numbers of the composites that one process takes, step by step without end."""

    def __init__(self, composites: int, first_step: int, accumulate: int, rank: int, world: int) -> None:
        self.composites, self.first_step = composites, first_step
        self.accumulate, self.rank, self.world = accumulate, rank, world

    def __iter__(self) -> Iterator[int]:
        part = self.first_step * self.accumulate
        while True:  # micro-batches of all processes are numbered in one row
            first = (part * self.world + self.rank) * self.composites
            yield from range(first, first + self.composites)
            part += 1


def crop_batches(
    source: TrainingSource,
    settings: CropSettings,
    batch: int,
    first_step: int = 0,
    workers: int = 0,
    *,
    accumulate: int = 1,
    rank: int = 0,
    world: int = 1,
) -> Iterator[dict[str, torch.Tensor]]:
    """Micro-batches from step `first_step` on, `accumulate` of them a step; the same on every run.

    Step n takes composites n·G ... (n + 1)·G − 1, G = batch·world·accumulate / per_composite; micro-batch a
    of process r takes those from n·G + (a·world + r)·batch / per_composite on. So one process with twice the
    batch, or with two micro-batches, sees what two processes see.

    Args:
        batch: crops per process and micro-batch, a multiple of `settings.per_composite`.
        workers: processes that make composites; 0 makes them here.
        accumulate: micro-batches a step.
        rank, world: this process's number, from 0, and how many there are.

    Returns:
        Batches of N = `batch` crops: image, foreground and background N x 3 x H x W (channels last in
        memory), alpha, trimap (0, .5, 1) and, if `settings.start`, start N x `start` x H x W, all float32 in
        [0, 1]; `sample`, int64 N: the crop's number in the whole sequence, composite · per_composite + j;
        `seconds`, float64 2: what the starts took, and everything, in the process that made them.

    Raises:
        SettingsError: the numbers do not go together.
        DataError: (while iterating) a training picture cannot be used.
    """
    if batch < 1 or batch % settings.per_composite:
        raise SettingsError(
            f"A batch of {batch} is no multiple of the {settings.per_composite} crops per composite."
        )
    if accumulate < 1 or first_step < 0 or workers < 0 or not 0 <= rank < world:
        raise SettingsError(
            f"Batches cannot be made for step {first_step} in {accumulate} parts by process {rank} of "
            f"{world} with {workers} workers."
        )
    composites = batch // settings.per_composite
    loader = DataLoader(
        Composites(source, settings),
        batch_size=composites,
        sampler=_Share(composites, first_step, accumulate, rank, world),
        num_workers=workers,
        collate_fn=_joined,
        worker_init_fn=_quiet_worker if workers else None,
        prefetch_factor=4 if workers else None,
        multiprocessing_context=_clean_processes() if workers else None,
    )
    return _readable(loader)


def _readable(loader: DataLoader) -> Iterator[dict[str, torch.Tensor]]:
    for batch in loader:
        if isinstance(batch, DmatError):
            raise batch
        yield batch


def _joined(items: list[dict[str, torch.Tensor] | DmatError]) -> dict[str, torch.Tensor] | DmatError:
    crops = []
    for item in items:
        if isinstance(item, DmatError):
            return item
        crops.append(item)
    joined = {name: torch.cat([crop[name] for crop in crops]) for name in crops[0] if name != "seconds"}
    joined["seconds"] = torch.stack([crop["seconds"] for crop in crops]).sum(0)
    return joined


def _clean_processes() -> multiprocessing.context.BaseContext:
    """Processes that inherit no threads: a fork of one in which OpenCV has worked hangs."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _quiet_worker(_: int) -> None:
    # Each worker is one process; threads of its own would only fight the others'.
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    os.environ["NUMBA_NUM_THREADS"] = "1"  # pymatting's, imported only where foregrounds are estimated
    # Ctrl-C reaches every process of the terminal; the trainer ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_trainer, daemon=True).start()


def _end_with_trainer() -> None:
    """A trainer that is killed leaves no workers: theirs is another parent, whose life says nothing."""
    parent = multiprocessing.parent_process()
    assert parent is not None  # this is a worker
    parent.join()
    os._exit(1)


def _turned(crop: dict[str, np.ndarray], code: int) -> dict[str, np.ndarray]:
    """One of the eight flips and quarter turns."""
    flipped = {name: array[:, ::-1] if code & 4 else array for name, array in crop.items()}
    return {name: np.rot90(array, code & 3) for name, array in flipped.items()}


def _tensor(crops: list[np.ndarray], name: str) -> torch.Tensor:
    """Crops H x W or H x W x C joined to N x C x H x W, channels last in memory."""
    stacked = np.stack(crops)
    if name == "trimap":
        stacked = np.select([stacked == 0, stacked == 255], [0.0, 1.0], 0.5)
    stacked = np.ascontiguousarray(stacked, np.float32)
    if stacked.ndim == 3:
        return torch.from_numpy(stacked[:, None])
    return torch.from_numpy(stacked).permute(0, 3, 1, 2)
