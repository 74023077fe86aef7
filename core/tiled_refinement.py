"""The refinement over a picture of any size: padding, tiles and their blend, progress, cancelling."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch

from core.errors import Cancelled
from core.imaging.tiles import TileSlices, tile_plan, tile_weights
from core.imaging.trimap import trimap_tensor_value, unknown_mask
from core.models.diffusion_mat import DiffusionMat
from core.refinement import RefinementStep, refine
from core.step_mattes import MATTE_KINDS, StepMattes, UnknownPixels

OnStep = Callable[[StepMattes], None]
OnProgress = Callable[[float, str], None]


@dataclass(frozen=True)
class RunSettings:
    """What a run may vary; None takes the model's own value.

    Attributes:
        t_start: noise level T.
        steps: number of denoising steps S.
        seed: of the noise; the same seed gives the same alpha.
        correct: False runs SDEdit, the prior alone.
        arp: alpha reliability propagation.
        tile: side of a tile in pixels; None runs the whole picture where the model's config allows.
    """

    t_start: int | None = None
    steps: int | None = None
    seed: int = 0
    correct: bool = True
    arp: bool = True
    tile: int | None = None


class TiledRefinement:
    """One run of a model over one picture.

    Args:
        settings: nothing None but `tile`.
        precision: "bfloat16" runs the networks under autocast; all else is float32.
        report: told the share done and what is being done, after every network call.
        on_step, cancelled, keep_steps: as in MattingPredictor.run.
    """

    def __init__(
        self,
        model: DiffusionMat,
        settings: RunSettings,
        precision: str,
        report: OnProgress,
        on_step: OnStep | None,
        cancelled: Callable[[], bool] | None,
        keep_steps: bool,
    ) -> None:
        self.model, self.settings, self.precision = model, settings, precision
        self.report, self.on_step, self.cancelled = report, on_step, cancelled
        self.keep_steps = keep_steps
        self._calls, self._calls_expected = 0, 1

    def run(
        self, pixels: np.ndarray, trimap: np.ndarray, start: np.ndarray | None, box: TileSlices
    ) -> tuple[np.ndarray, tuple[StepMattes, ...]]:
        """Refine inside `box`.

        Args:
            pixels: H x W x 3 float32 sRGB in [0, 1].
            trimap: H x W uint8.
            start: H x W x (1 + hints), the coarse matte and the encoder's hints, where the model wants them.
            box: the rows and columns to work on.

        Returns:
            H x W float32 alpha, unclipped, the trimap's values outside of what was worked on; and the steps.

        Raises:
            Cancelled: before the next network call after `cancelled` answers true.
        """
        config = self.model.config
        # One noise map for the whole picture: a seed means the same with and without tiles or a region.
        generator = torch.Generator().manual_seed(self.settings.seed)
        noise = torch.randn(*trimap.shape, generator=generator).numpy()
        height, width = (span.stop - span.start for span in box)
        tile = self.settings.tile
        whole = max(height, width) <= tile if tile else height * width <= config.whole_up_to
        multiple = config.pad_multiple if whole else config.tile_multiple
        layers = [pixels, trimap_tensor_value(trimap), noise]
        if start is not None:
            layers.append(start)
        layers = [_padded(layer[box], multiple) for layer in layers]
        unknown = _padded(unknown_mask(trimap)[box], multiple)
        if whole:
            plan: list[TileSlices] = [(slice(0, unknown.shape[0]), slice(0, unknown.shape[1]))]
            weights = [np.ones((1, 1), np.float32)]
        else:
            plan = tile_plan(*unknown.shape, tile or config.tile, config.tile_overlap, multiple)
            weights = tile_weights(plan, config.tile_overlap)
        work = [(part, weight) for part, weight in zip(plan, weights, strict=True) if unknown[part].any()]

        self._calls, self._calls_expected = 0, max(1, len(work) * self._calls_per_tile())
        blend = _Blend(trimap, box, unknown.shape, self.keep_steps or self.on_step is not None)
        with self._watched_networks():
            for number, (part, weight) in enumerate(work):
                for index, step in enumerate(self._steps([layer[part] for layer in layers])):
                    blend.add(index, step, part, weight)
                    if number == 0:
                        self._tell(blend, index)
                # Of a tile behind the first, the steps that are there already become fuller, all at once.
                for index in range(self.settings.steps + 1 if number else 0):
                    self._tell(blend, index)
        return blend.alpha(), blend.steps() if self.keep_steps else ()

    def _tell(self, blend: "_Blend", index: int) -> None:
        if self.on_step is not None:
            self.on_step(blend.partial_step(index))

    def _calls_per_tile(self) -> int:
        steps, correct, arp = self.settings.steps, self.settings.correct, self.settings.arp
        return steps + (1 + steps if correct else 0) + (steps if correct and arp else 0)

    def _steps(self, layers: list[np.ndarray]) -> Iterator[RefinementStep]:
        """The refinement of one tile; no_grad and autocast are entered around each `next`."""
        device = self.model.device
        image, trimap, noise, *start = (_tensor(layer).to(device) for layer in layers)
        settings = self.settings
        steps = refine(
            self.model,
            image,
            trimap,
            start=start[0] if start else None,
            t_start=settings.t_start,
            steps=settings.steps,
            noise=noise,
            correct=settings.correct,
            arp=settings.arp,
        )
        while True:
            with (
                torch.no_grad(),
                torch.autocast(device.type, torch.bfloat16, enabled=self.precision == "bfloat16"),
            ):
                step = next(steps, None)
            if step is None:
                return
            yield step

    @contextlib.contextmanager
    def _watched_networks(self) -> Iterator[None]:
        """Ask for a cancel before each network call, and report behind it."""

        def before(*_: object) -> None:
            if self.cancelled is not None and self.cancelled():
                raise Cancelled("The run was cancelled.")

        def behind(*_: object) -> None:
            self._calls += 1
            self.report(min(1.0, self._calls / self._calls_expected), "Refining")

        networks = (self.model.encoder, self.model.corrector, self.model.prior)
        hooks = [network.register_forward_pre_hook(before) for network in networks]
        hooks += [network.register_forward_hook(behind) for network in networks]
        try:
            yield
        finally:
            for hook in hooks:
                hook.remove()


class _Blend:
    """The values of unknown pixels at every step, put together of tiles whose weights add up to 1."""

    def __init__(
        self, trimap: np.ndarray, box: TileSlices, padded: tuple[int, int], keep_steps: bool
    ) -> None:
        self._trimap, self._keep_steps = trimap.copy(), keep_steps
        self._unknown = UnknownPixels(self._trimap)
        self._count = self._unknown.places.size
        # The place of each pixel of the padded box among the unknown ones; -1 where it is none of them.
        places = np.full(trimap.shape, -1, np.int32)
        places.reshape(-1)[self._unknown.places] = np.arange(self._count)
        self._places = np.full(padded, -1, np.int32)
        rows, columns = box
        self._places[: rows.stop - rows.start, : columns.stop - columns.start] = places[box]
        self._alpha = np.full(self._count, 0.5, np.float32)
        self._alpha[self._places[self._places >= 0]] = 0
        self._reached = np.zeros(self._count, bool)
        self._levels: list[int] = []
        self._values: list[dict[str, np.ndarray]] = []

    def add(self, index: int, step: RefinementStep, part: TileSlices, weight: np.ndarray) -> None:
        """Take in one tile's step."""
        if index == len(self._levels):
            self._levels.append(step.t)
            self._values.append({})
        places = self._places[part]
        inside = places >= 0
        places = places[inside]
        weight = np.broadcast_to(weight, inside.shape)[inside]
        self._reached[places] = True
        if step.t == 0:
            self._alpha[places] += weight * _array(step.alpha0)[inside]
        if not self._keep_steps:
            return
        for kind in MATTE_KINDS:
            matte = getattr(step, kind)
            if matte is not None:
                # Half floats: 4 bits finer than an 8-bit matte, and half the memory of S + 1 steps.
                values = self._values[index].setdefault(kind, np.zeros(self._count, np.float16))
                values[places] += (weight * _array(matte)[inside]).astype(np.float16)

    def alpha(self) -> np.ndarray:
        """H x W float32, the trimap's values on known pixels."""
        whole = trimap_tensor_value(self._trimap)
        whole.reshape(-1)[self._unknown.places] = self._alpha
        return whole

    def partial_step(self, index: int) -> StepMattes:
        """One step as far as it is blended, a copy; pixels that no tile has reached stand in the middle."""
        mattes = [self._values[index].get(kind) for kind in MATTE_KINDS]
        mattes = [
            None if matte is None else np.where(self._reached, matte, np.float16(0.5)) for matte in mattes
        ]
        return StepMattes(self._levels[index], index, *mattes, trimap=self._unknown)

    def steps(self) -> tuple[StepMattes, ...]:
        """All steps."""
        return tuple(
            StepMattes(level, index, *(values.get(kind) for kind in MATTE_KINDS), trimap=self._unknown)
            for index, (level, values) in enumerate(zip(self._levels, self._values, strict=True))
        )


def _padded(array: np.ndarray, multiple: int) -> np.ndarray:
    """Reflected below and to the right, up to multiples."""
    height, width = array.shape[:2]
    pad = [(0, -height % multiple), (0, -width % multiple)] + [(0, 0)] * (array.ndim - 2)
    return np.pad(array, pad, mode="reflect")


def _tensor(array: np.ndarray) -> torch.Tensor:
    if array.ndim == 2:
        array = array[..., None]
    return torch.from_numpy(np.ascontiguousarray(array.transpose(2, 0, 1)[None], np.float32))


def _array(matte: torch.Tensor) -> np.ndarray:
    return matte[0, 0].float().cpu().numpy()
