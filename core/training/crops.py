"""What training sees: crops of composites made on the fly, with the coarse start of the whole composite."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset, Sampler

from core.data.composites import composite_sample, random_crops
from core.data.sources import TrainingSource
from core.imaging.closed_form import coarse_matte


@dataclass(frozen=True)
class CropSettings:
    """How composites are cut.

    Attributes:
        size: side of a crop, pixels.
        per_composite: crops cut from one composite; its start is solved once for all of them.
        composite: side of a composite, pixels.
        start: whether the coarse start is solved (the prior needs none).
        seed: names the whole endless sequence of crops.
    """

    size: int = 192
    per_composite: int = 4
    composite: int = 448
    start: bool = True
    seed: int = 0


class Composites(Dataset):
    """Item i: the crops of composite i as tensors k x C x H x W, a pure function of (seed, i)."""

    def __init__(self, source: TrainingSource, settings: CropSettings) -> None:
        self.source, self.settings = source, settings

    def __getitem__(self, index: int) -> dict[str, torch.Tensor]:
        settings = self.settings
        sample = composite_sample(self.source, settings.seed, index, settings.composite)
        arrays = sample.arrays()
        rng = np.random.default_rng(np.random.SeedSequence([settings.seed, index, 1]))
        if settings.start:
            # Large pictures are solved at less than half size, so a few are here too.
            scale = 0.5 if rng.random() < 0.8 else rng.uniform(0.2, 0.5)
            arrays["start"] = coarse_matte(sample.image, sample.trimap, scale=scale)
        crops = [
            _turned(crop, int(rng.integers(8)))
            for crop in random_crops(arrays, settings.size, settings.per_composite, rng)
        ]
        return {name: torch.stack([_tensor(crop[name], name) for crop in crops]) for name in arrays}


class _From(Sampler[int]):
    """first, first + stride, first + 2 stride ... without end."""

    def __init__(self, first: int) -> None:
        self.first = first

    def __iter__(self) -> Iterator[int]:
        index = self.first
        while True:
            yield index
            index += 1


def crop_batches(
    source: TrainingSource, settings: CropSettings, batch: int, first_step: int, workers: int
) -> Iterator[dict[str, torch.Tensor]]:
    """Batches of `batch` crops from step `first_step` on; batch n holds the same crops on every run.

    Args:
        batch: a multiple of `settings.per_composite`.
        workers: processes that make composites; 0 makes them here.
    """
    composites = batch // settings.per_composite
    loader = DataLoader(
        Composites(source, settings),
        batch_size=composites,
        sampler=_From(first_step * composites),
        num_workers=workers,
        collate_fn=_joined,
        worker_init_fn=_single_thread if workers else None,
        prefetch_factor=4 if workers else None,
    )
    return iter(loader)


def _joined(items: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    return {name: torch.cat([item[name] for item in items]) for name in items[0]}


def _single_thread(_: int) -> None:
    # Each worker is one process; threads of its own would only fight the others'.
    cv2.setNumThreads(1)
    torch.set_num_threads(1)


def _turned(crop: dict[str, np.ndarray], code: int) -> dict[str, np.ndarray]:
    """One of the eight flips and quarter turns."""
    flipped = {name: array[:, ::-1] if code & 4 else array for name, array in crop.items()}
    return {name: np.rot90(array, code & 3) for name, array in flipped.items()}


def _tensor(array: np.ndarray, name: str) -> torch.Tensor:
    if name == "trimap":
        array = np.select([array == 0, array == 255], [0.0, 1.0], 0.5)
    array = np.ascontiguousarray(array, np.float32)
    return torch.from_numpy(array[None] if array.ndim == 2 else array.transpose(2, 0, 1).copy())
