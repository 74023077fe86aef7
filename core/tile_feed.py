"""A run's tiles in batches for the networks, of which the next is made ready beside the present one."""

import itertools
from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

import torch

from core.imaging.tiles import TileSlices
from core.tile_layers import TileLayers, guidance_made_of


class Batch(NamedTuple):
    """Tiles of one shape; `layers`: what the networks are given of them, on their device;
    `guidance_made_of`: what their guidance is made of, on the host."""

    tiles: list[TileSlices]
    layers: list[torch.Tensor]
    guidance_made_of: list[torch.Tensor]


class TileFeed:
    """The batches of a plan.

    A thread of its own brings each to floats, and with CUDA sends it off, while the networks are at the one
    before; but for the second, whose size is known only behind the first.

    Args:
        layers: what the tiles are cut from.
        plan: the tiles; those of one shape that follow each other may go together.
        device: where the networks are.
        even: a batch is of `at_once` tiles or of one, of no number in between.

    Attributes:
        at_once: the most tiles of a batch; may be changed between batches.
    """

    def __init__(
        self, layers: TileLayers, plan: list[TileSlices], device: torch.device, *, even: bool = False
    ) -> None:
        self.at_once = 1
        self._layers, self._left, self._device, self._even = layers, plan, device, even

    def batches(self) -> Generator[Batch, None, None]:
        """The batches, to be closed when they are not all asked for. Raises what their making raises."""
        coming: Future[Batch] | None = None
        first = True
        with ThreadPoolExecutor(1, "dmat-tiles") as beside:
            while coming is not None or self._left:
                ready = (coming or beside.submit(self._made, self._taken())).result()
                ahead = self._left and not first
                coming = beside.submit(self._made, self._taken()) if ahead else None
                first = False
                yield ready._replace(layers=[layer.to(self._device) for layer in ready.layers])

    def _taken(self) -> list[TileSlices]:
        _, of_one_shape = next(itertools.groupby(self._left[: self.at_once], key=_shape))
        tiles = list(of_one_shape)
        if self._even and len(tiles) < self.at_once:
            tiles = tiles[:1]
        self._left = self._left[len(tiles) :]
        return tiles

    def _made(self, tiles: list[TileSlices]) -> Batch:
        layers = zip(*map(self._layers.tensors, tiles), strict=True)
        whole = [torch.cat(layer) if len(tiles) > 1 else layer[0] for layer in layers]
        return Batch(tiles, [sent_ahead(layer, self._device) for layer in whole], guidance_made_of(whole))


def sent_ahead(layer: torch.Tensor, device: torch.device) -> torch.Tensor:
    """The layer on its way to CUDA, which fetches it by itself, from memory that stays in its place.

    Else as it was: other devices are not to be used from two threads at a time.
    """
    return layer.pin_memory().to(device, non_blocking=True) if device.type == "cuda" else layer


def _shape(part: TileSlices) -> tuple[int, ...]:
    return tuple(span.stop - span.start for span in part)
