"""The refinement over a picture of any size: tiles, progress, cancelling, making do with little memory."""

import contextlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch

from core.compiled import COMPILED_AT_ONCE, CompiledNetworks
from core.devices import copies_that_fit, device_title, memory_in_use, resolve_precision
from core.errors import Cancelled, is_out_of_memory
from core.imaging.coarse import CoarseStart
from core.imaging.picture import Picture
from core.imaging.tiles import TileSlices
from core.imaging.trimap import unknown_mask
from core.kept_inversions import KeptInversions
from core.models.diffusion_mat import DiffusionMat
from core.refinement import Inverted, RefinementStep, refine
from core.step_mattes import StepMattes
from core.tile_blend import TileBlend
from core.tile_choice import TileChoice, even_tiles_of, tile_sides, tiles_of
from core.tile_feed import Batch, TileFeed
from core.tile_layers import TileLayers

log = logging.getLogger(__name__)

OnStep = Callable[[StepMattes], None]

MOST_AT_ONCE = 16
"""Tiles; more keep a device no busier."""


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

    The size of a tile is the settings' or the model's; free memory decides only how many run at once. Where
    memory runs out nevertheless, the run begins anew with a tile at a time, then with smaller tiles, then on
    the CPU.

    Args:
        settings: nothing None but `tile`.
        precision: "bfloat16" runs the networks under autocast; all else is float32.
        report: told the share done, after every network call.
        on_step, cancelled, keep_steps: as in MattingPredictor.run.
        inversions: of this model's runs before this one.
        compiled: the model's networks compiled; None runs them as they are.

    Attributes:
        device, precision: what the run ended on.
    """

    def __init__(
        self,
        model: DiffusionMat,
        settings: RunSettings,
        precision: str,
        report: Callable[[float], None],
        on_step: OnStep | None,
        cancelled: Callable[[], bool] | None,
        keep_steps: bool,
        inversions: KeptInversions,
        compiled: CompiledNetworks | None = None,
    ) -> None:
        self.model, self.settings, self.precision = model, settings, precision
        self.report, self.on_step, self.cancelled = report, on_step, cancelled
        self.keep_steps, self.inversions, self.compiled = keep_steps, inversions, compiled
        self.device = model.device
        self._made_do: dict[str, str] = {}
        self._tile, self._several = settings.tile, True
        assert settings.steps is not None  # see above
        self._count = settings.steps
        self._done, self._all, self._at_once, self._side = 0, 1, 1, 0

    @property
    def notes(self) -> list[str]:
        """Sentences for the user, on what it had to make do with; no more on what did not do either."""
        return list(self._made_do.values())

    def run(
        self, picture: Picture, trimap: np.ndarray, start: CoarseStart | None, box: TileSlices
    ) -> tuple[np.ndarray, tuple[StepMattes, ...]]:
        """Refine inside `box`.

        Args:
            picture: in the depth it was read in.
            trimap: H x W uint8.
            start: the coarse matte and the encoder's hints, where the model wants them.
            box: the rows and columns to work on.

        Returns:
            H x W float32 alpha in [0, 1], the trimap's values outside of what was worked on; and the steps.

        Raises:
            Cancelled: before the next network call after `cancelled` answers true.
        """
        self.inversions.begin()
        while True:
            try:
                return self._refined(picture, trimap, start, box)
            except (MemoryError, RuntimeError) as error:
                if not is_out_of_memory(error):
                    raise
                self.inversions.clear()
                if not self._make_do():
                    raise
            # Here, and not above: while an error is handled, its traceback holds the tensors.
            if self.device.type == "cuda":
                torch.cuda.empty_cache()

    def _refined(
        self, picture: Picture, trimap: np.ndarray, start: CoarseStart | None, box: TileSlices
    ) -> tuple[np.ndarray, tuple[StepMattes, ...]]:
        config = self.model.config
        channels = 1 + config.encoder.hints
        compiled = self.compiled if self.compiled is not None and self.compiled.works else None
        choice = self._tiles(unknown_mask(trimap[box]), even=compiled is not None)
        layers = TileLayers(picture, trimap, start, channels, self.settings.seed, box, choice.shape)
        self._done, self._at_once, self._side = 0, 1, choice.side
        self._all = max(1, sum(_pixels(part) for part in choice.tiles) * self._calls_per_tile())
        blend = TileBlend(trimap, box, config.tile_overlap, self.keep_steps or self.on_step is not None)
        feed = TileFeed(layers, choice.tiles, self.device, even=compiled is not None)
        used, first = memory_in_use(self.device), True
        with (
            self._watched_networks(),
            compiled.used(partial(self._note, "compiled")) if compiled else contextlib.nullcontext(),
            contextlib.closing(feed.batches()) as batches,
        ):
            for batch in batches:
                self._add(blend, batch, first)
                if first and self._several:
                    room = copies_that_fit(self.device, used)
                    if compiled is not None:
                        self._at_once = COMPILED_AT_ONCE if room >= COMPILED_AT_ONCE else 1
                    else:
                        self._at_once = min(MOST_AT_ONCE, room)
                    feed.at_once = self._at_once
                first = False
        return blend.alpha(), blend.steps() if self.keep_steps else ()

    def _tiles(self, unknown: np.ndarray, *, even: bool) -> TileChoice:
        """The tiles that unknown pixels need; `even`: all of one shape, where the model's may be."""
        config = self.model.config
        if even and config.tiles_agree:
            return even_tiles_of(unknown, config, self._tile)
        # Tiles of one shape can be computed together, which no CPU is the faster for.
        return tiles_of(unknown, config, self._tile, trimmed=self.device.type == "cpu")

    def _add(self, blend: TileBlend, batch: Batch, first: bool) -> None:
        places = [blend.place(part) for part in batch.tiles]
        for index, step in enumerate(self._steps(batch)):
            for number, place in enumerate(places):
                blend.add(index, step, number, place)
            if first:
                self._tell(blend, index)
        # Of tiles behind the first, the steps that are there already become fuller, all at once.
        for index in range(0 if first else self._count + 1):
            self._tell(blend, index)

    def _tell(self, blend: TileBlend, index: int) -> None:
        if self.on_step is not None:
            self.on_step(blend.partial_step(index))

    def _calls_per_tile(self) -> int:
        steps, correct, arp = self._count, self.settings.correct, self.settings.arp
        inverted = steps - 1 if self.model.config.order == "step_then_correct" else steps
        return steps + (1 + steps if correct else 0) + (inverted if correct and arp else 0)

    def _steps(self, batch: Batch) -> Iterator[RefinementStep]:
        """The refinement of some tiles; no_grad and autocast are entered around each `next`."""
        image, trimap, noise, *start = batch.layers
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
            inversion=partial(self._inverted, batch.guidance_made_of),
        )
        while True:
            with (
                torch.no_grad(),
                torch.autocast(self.device.type, torch.bfloat16, enabled=self.precision == "bfloat16"),
            ):
                step = next(steps, None)
            if step is None:
                return
            yield step

    def _inverted(
        self, made_of: list[torch.Tensor], model: DiffusionMat, guidance: torch.Tensor, levels: list[int]
    ) -> Inverted:
        """The guidance's inversion, which counts as done though an earlier run did it."""
        done = self._done
        inverted = self.inversions(model, guidance, levels, made_of)
        self._done = done + (len(levels) - 1) * guidance.numel()
        return inverted

    @contextlib.contextmanager
    def _watched_networks(self) -> Iterator[None]:
        """Ask for a cancel before each network call, and report behind it."""

        def before(*_: object) -> None:
            if self.cancelled is not None and self.cancelled():
                raise Cancelled("The run was cancelled.")

        def behind(_: object, inputs: tuple[torch.Tensor, ...], __: object) -> None:
            count, _, height, width = inputs[0].shape
            self._done += count * height * width
            self.report(min(1.0, self._done / self._all))

        networks = (self.model.encoder, self.model.corrector, self.model.prior)
        hooks = [network.register_forward_pre_hook(before) for network in networks]
        hooks += [network.register_forward_hook(behind) for network in networks]
        try:
            yield
        finally:
            for hook in hooks:
                hook.remove()

    def _make_do(self) -> bool:
        """Ask for less than what has just run out of memory; False if nothing is left to try."""
        title = device_title(self.device)
        smaller = self._smaller_tile()
        if self._at_once > 1:
            self._several = False
            self._note(
                "several",
                f"{title} had too little memory for several tiles at once, so this was matted one by one.",
            )
        elif smaller is not None:
            self._tile = smaller
            self._note(
                "tile", f"{title} had too little memory, so this was matted in tiles of {smaller} pixels."
            )
        elif self.device.type != "cpu":
            self.model, self.device = self.model.copied_to("cpu"), torch.device("cpu")
            self.compiled = None  # it is of the other one
            if self.precision == "bfloat16":
                self.precision = resolve_precision("auto", self.device)
            self._tile = self.settings.tile
            self._made_do.clear()
            self._note(
                "device", f"{title} had too little memory, so this was matted on the CPU, which takes longer."
            )
        else:
            return False
        return True

    def _note(self, what: str, sentence: str) -> None:
        """Log a sentence, and keep it for the user in the place of what was said of the same thing."""
        log.warning("%s", sentence)
        self._made_do[what] = sentence

    def _smaller_tile(self) -> int | None:
        """The first of the model's tile, a half and a quarter of it, ..., that is below the present one."""
        config = self.model.config
        return next((side for side in tile_sides(config.tile, config) if side < self._side), None)


def _pixels(part: TileSlices) -> int:
    rows, columns = part
    return (rows.stop - rows.start) * (columns.stop - columns.start)
