"""The mattes of a run's steps, put together of tiles that overlap."""

from dataclasses import dataclass

import numpy as np
import torch

from core.imaging.tiles import TileSlices, tile_weight
from core.imaging.trimap import trimap_tensor_value, unknown_mask
from core.refinement import RefinementStep
from core.step_mattes import MATTE_KINDS, StepMattes, UnknownPixels


@dataclass(frozen=True)
class TilePlace:
    """The unknown pixels of one tile. at: their rows and columns in the tile; places: among all unknown ones;
    shares: what the tile counts there, beside the tiles that were there before it."""

    at: tuple[np.ndarray, ...]
    places: np.ndarray
    shares: np.ndarray


class TileBlend:
    """The values of unknown pixels at every step: means of the tiles so far, weighted by their distance
    from their edges.

    Args:
        trimap: H x W uint8.
        box: the rows and columns of the picture that tiles are counted in.
        overlap: pixels over which a tile falls off to its edge.
        keep_steps: whether the steps' mattes are kept, or the alpha alone.
    """

    def __init__(self, trimap: np.ndarray, box: TileSlices, overlap: int, keep_steps: bool) -> None:
        self._trimap, self._box, self._overlap, self._keep_steps = trimap.copy(), box, overlap, keep_steps
        self._unknown = UnknownPixels(self._trimap)
        count = self._unknown.places.size
        self._alpha, self._weights = np.zeros(count, np.float32), np.zeros(count, np.float32)
        self._levels: list[int] = []
        self._values: list[dict[str, np.ndarray]] = []

    def place(self, part: TileSlices) -> TilePlace:
        """A new tile's place; its steps are then to be added, all of them."""
        within = [
            slice(whole.start + span.start, min(whole.start + span.stop, whole.stop))
            for whole, span in zip(self._box, part, strict=True)
        ]
        at = np.nonzero(unknown_mask(self._trimap[tuple(within)]))
        in_picture = (at[0] + within[0].start) * self._trimap.shape[1] + (at[1] + within[1].start)
        places = np.searchsorted(self._unknown.places, in_picture)
        height, width = (span.stop - span.start for span in part)
        weight = tile_weight(height, width, self._overlap)[at]
        self._weights[places] += weight
        return TilePlace(at, places, weight / self._weights[places])

    def add(self, index: int, step: RefinementStep, number: int, tile: TilePlace) -> None:
        """Take in a tile's step: number `number` of the tiles that were computed together."""
        if index == len(self._levels):
            self._levels.append(step.t)
            self._values.append({})
        if step.t == 0:
            _mix(self._alpha, step.alpha0[number, 0], tile)
        if not self._keep_steps:
            return
        for kind in MATTE_KINDS:
            matte = getattr(step, kind)
            if matte is not None:
                # Half floats: 4 bits finer than an 8-bit matte, and half the memory of S + 1 steps.
                values = self._values[index].setdefault(kind, np.zeros(self._alpha.size, np.float16))
                _mix(values, matte[number, 0], tile)

    def alpha(self) -> np.ndarray:
        """H x W float32 in [0, 1], the trimap's values on known pixels; 0.5 where no tile was."""
        whole = trimap_tensor_value(self._trimap)
        values = np.where(self._weights > 0, np.clip(self._alpha, 0, 1), np.float32(0.5))
        whole.reshape(-1)[self._unknown.places] = values
        return whole

    def partial_step(self, index: int) -> StepMattes:
        """One step as far as it is blended, a copy; pixels that no tile has reached stand in the middle."""
        mattes = {
            kind: np.where(self._weights > 0, matte, np.float16(0.5))
            for kind, matte in self._values[index].items()
        }
        return StepMattes.of(self._levels[index], index, mattes, self._unknown)

    def steps(self) -> tuple[StepMattes, ...]:
        """All steps."""
        return tuple(
            StepMattes.of(level, index, values, self._unknown)
            for index, (level, values) in enumerate(zip(self._levels, self._values, strict=True))
        )


def _mix(values: np.ndarray, matte: torch.Tensor, tile: TilePlace) -> None:
    new = matte.float().cpu().numpy()[tile.at]
    old = values[tile.places].astype(np.float32)
    values[tile.places] = old + tile.shares * (new - old)
