"""From a picture and a trimap of any size to an alpha: the one way in, for window and command line alike."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from core.compiled import CompiledNetworks
from core.devices import device_title, resolve_device, resolve_precision
from core.errors import PictureError, SettingsError
from core.imaging.closed_form import closed_form
from core.imaging.coarse import CoarseStart, closed_form_within
from core.imaging.picture import Picture
from core.imaging.tiles import TileSlices
from core.imaging.trimap import UNKNOWN, check_trimap, much_unknown
from core.kept_inversions import KeptInversions
from core.models.config import ModelConfig
from core.models.diffusion_mat import DiffusionMat
from core.models.registry import CLOSED_FORM, DEFAULT_MODEL, find_model, load_model
from core.step_mattes import StepMattes
from core.tiled_refinement import OnStep, RunSettings, TiledRefinement

__all__ = ["MattingPredictor", "MattingResult", "RunSettings", "StepMattes", "matte"]

log = logging.getLogger(__name__)

OnProgress = Callable[[float, str], None]

REGION_CONTEXT = 96
"""Pixels around a re-matted region that the networks see too."""
START_SHARE = 0.1
"""What the coarse start counts for in a run's progress."""
CLOSED_FORM_MAX_UNKNOWN = 3_000_000
"""Unknown pixels that the baseline solves for at full size: some 3 GB."""


@dataclass(frozen=True)
class MattingResult:
    """A finished run.

    Attributes:
        alpha: H x W float32 in [0, 1]; known pixels exactly 0 or 1.
        steps: from T down to 0; empty without a network or with `keep_steps=False`.
        start: the coarse matte, H x W float32, where the model begins from one and steps are kept.
        settings: as run, nothing None but `tile`.
        device, precision: what the run ended on, which is the CPU where the device had too little memory.
        notes: sentences for the user.
    """

    alpha: np.ndarray
    steps: tuple[StepMattes, ...]
    start: np.ndarray | None
    settings: RunSettings
    model: str
    device: str
    precision: str
    seconds: float
    notes: tuple[str, ...]


class MattingPredictor:
    """A model on a device, ready to matte picture after picture.

    Args:
        model: a name ("compact", "closed-form", ...), a model file, or a loaded model.
        device: "auto", "cuda", "mps", "xpu" or "cpu".
        precision: "auto", "float32" or "bfloat16".
        compiled: the networks go through torch.compile, a minute or more for each shape that they are first
            given; tiles are then all of one shape. Where that does not work, a note says so.

    Raises:
        CheckpointError, SettingsError: no such model or device.
    """

    def __init__(
        self,
        model: str | Path | DiffusionMat = DEFAULT_MODEL,
        *,
        device: str = "auto",
        precision: str = "auto",
        compiled: bool = False,
    ) -> None:
        self.device = resolve_device(device)
        self.precision = resolve_precision(precision, self.device)
        self.model: DiffusionMat | None = None
        self._inversions = KeptInversions()
        if isinstance(model, DiffusionMat):
            self.name, self.model = model.config.name, model.to(self.device).eval()
        else:
            self.name = find_model(model).name
            if self.name == CLOSED_FORM:
                self.device, self.precision = torch.device("cpu"), "float32"
            else:
                self.model = load_model(model, str(self.device))
        self._compiled = CompiledNetworks(self.model) if compiled and self.model is not None else None
        log.info("%s computes on %s, %s", self.name, self.device_name, self.precision)

    @property
    def device_name(self) -> str:
        """The device in words."""
        return device_title(self.device)

    @property
    def not_compiled(self) -> str:
        """Why the networks run as they are though they were to be compiled, as a sentence; else empty."""
        return "" if self._compiled is None else self._compiled.why_not

    @property
    def config(self) -> ModelConfig | None:
        """The model's config; None for the baseline without a network."""
        return None if self.model is None else self.model.config

    def run(
        self,
        image: Picture | np.ndarray,
        trimap: np.ndarray,
        *,
        settings: RunSettings | None = None,
        region: tuple[int, int, int, int] | None = None,
        previous: np.ndarray | None = None,
        on_step: OnStep | None = None,
        on_progress: OnProgress | None = None,
        cancelled: Callable[[], bool] | None = None,
        keep_steps: bool = True,
    ) -> MattingResult:
        """Matte one picture; callbacks come from the calling thread.

        Args:
            image: a Picture, or H x W x 3 RGB of 8 or 16 bits or floats in [0, 1].
            trimap: H x W uint8 of 0, 128, 255.
            settings: see RunSettings.
            region: x, y, width, height of the only rectangle to compute; the rest, of the steps too, comes
                from `previous`.
            previous: H x W alpha in [0, 1], required with `region`.
            on_step: told each step as it is finished; of a picture in tiles, again as each tile fills it.
            on_progress: told the share done and what is being done.
            cancelled: asked before every network call and between iterations of the coarse solve.
            keep_steps: False keeps neither steps nor start, which saves memory.

        Raises:
            TrimapError, PictureError, SettingsError: with a sentence for the user.
            Cancelled: `cancelled` answered true; nothing is returned.
        """
        began = time.perf_counter()
        settings = self._resolved(settings or RunSettings())
        picture = image if isinstance(image, Picture) else Picture.from_array(image)
        check_trimap(trimap, picture.size)
        multiple = self.config.tile_multiple if self.config else 1
        box = _region_box(region, previous, trimap.shape, multiple)
        report = _Rising(on_progress)
        notes = self._notes(settings, trimap)
        device: str = self.device_name
        precision: str = self.precision

        start: CoarseStart | None = None
        steps: tuple[StepMattes, ...] = ()
        if self.model is None:
            alpha = self._closed_form(picture, trimap, notes, report, cancelled)
        else:
            begun = 0.0
            if self.model.config.start == "coarse":
                begun = START_SHARE
                solving = report.within("Coarse matte", 0, begun)
                solving(0.0)
                channels = 1 + self.model.config.encoder.hints
                start = CoarseStart(picture, trimap, channels=channels, cancelled=cancelled, report=solving)
            tell = on_step
            if region is not None and previous is not None and on_step is not None:
                whole_before = previous

                def tell(step: StepMattes) -> None:
                    on_step(step.mended(whole_before, region))

            run = TiledRefinement(
                self.model,
                settings,
                self.precision,
                report.within("Refining", begun, 1),
                tell,
                cancelled,
                keep_steps,
                self._inversions,
                self._compiled,
            )
            alpha, steps = run.run(picture, trimap, start, box)
            notes += run.notes
            device, precision = device_title(run.device), run.precision
        if region is not None:
            x, y, width, height = region
            merged = np.array(previous, np.float32)
            merged[y : y + height, x : x + width] = alpha[y : y + height, x : x + width]
            alpha = merged
            steps = tuple(step.mended(merged, region) for step in steps)
        coarse = start.matte(cancelled) if start is not None and keep_steps else None
        report(1.0, "Done")
        return MattingResult(
            alpha,
            steps,
            coarse,
            settings,
            self.name,
            device,
            precision,
            time.perf_counter() - began,
            tuple(notes),
        )

    def _closed_form(
        self,
        picture: Picture,
        trimap: np.ndarray,
        notes: list[str],
        report: "_Rising",
        cancelled: Callable[[], bool] | None,
    ) -> np.ndarray:
        solving = report.within("Closed-form matting", 0, 1)
        solving(0.0)
        if np.count_nonzero(trimap == UNKNOWN) <= CLOSED_FORM_MAX_UNKNOWN:
            return closed_form(picture.srgb_float(), trimap, cancelled=cancelled, report=solving)
        notes.append("So much is unknown that closed-form matting was solved at a smaller size.")
        return closed_form_within(
            picture, trimap, CLOSED_FORM_MAX_UNKNOWN, cancelled=cancelled, report=solving
        )

    def _resolved(self, settings: RunSettings) -> RunSettings:
        config = self.config
        if config is None:
            return settings
        tile = settings.tile
        if tile is not None and (tile < config.smallest_tile or tile % config.tile_multiple):
            raise SettingsError(
                f"The tile size is {tile}; choose a multiple of {config.tile_multiple} from "
                f"{config.smallest_tile} on."
            )
        return replace(
            settings,
            t_start=config.t_start if settings.t_start is None else settings.t_start,
            steps=config.steps if settings.steps is None else settings.steps,
        )

    def _notes(self, settings: RunSettings, trimap: np.ndarray) -> list[str]:
        notes = []
        if much := much_unknown(trimap):
            notes.append(much)
        config = self.config
        if config is not None:
            trained = config.trained_t_starts
            if settings.t_start not in trained:
                levels = ", ".join(map(str, trained))
                notes.append(
                    f"Noise level T = {settings.t_start}: the alpha may be less exact, as the model was "
                    f"trained for other values ({levels})."
                )
            if settings.steps not in config.trained_steps:
                counts = ", ".join(map(str, config.trained_steps))
                notes.append(
                    f"Steps S = {settings.steps}: the alpha may be less exact, as the model was trained "
                    f"for other values ({counts})."
                )
        return notes


def matte(
    image: Picture | np.ndarray,
    trimap: np.ndarray,
    *,
    model: str | Path | DiffusionMat = DEFAULT_MODEL,
    settings: RunSettings | None = None,
    device: str = "auto",
) -> np.ndarray:
    """The alpha of one picture, in one call; for several, or for the steps, keep a MattingPredictor.

    Args:
        image: a Picture, or H x W x 3 RGB of 8 or 16 bits or floats in [0, 1].
        trimap: H x W uint8 of 0 (background), 128 (unknown) and 255 (foreground).
        model: a name ("compact", "closed-form", ...), a model file, or a loaded model.
        settings: see RunSettings; None takes the model's own.
        device: "auto", "cuda", "mps", "xpu" or "cpu".

    Returns:
        H x W float32 in [0, 1]; known pixels exactly 0 or 1.

    Raises:
        CheckpointError: there is no such model, or its file cannot be read.
        TrimapError, PictureError, SettingsError: with a sentence that says what is wrong with the input.
    """
    predictor = MattingPredictor(model, device=device)
    return predictor.run(image, trimap, settings=settings, keep_steps=False).alpha


class _Rising:
    """Tells how far a run is, and never less than before: a solve that falls back, or a run that begins anew
    with less memory, stands still meanwhile."""

    def __init__(self, tell: OnProgress | None) -> None:
        self._tell, self._share = tell, 0.0

    def __call__(self, share: float, what: str) -> None:
        self._share = max(self._share, share)
        if self._tell is not None:
            self._tell(self._share, what)

    def within(self, what: str, low: float, high: float) -> Callable[[float], None]:
        """Reports of one part of the run, whose own shares lie between these of the whole."""
        return lambda share: self(low + (high - low) * share, what)


def _region_box(
    region: tuple[int, int, int, int] | None,
    previous: np.ndarray | None,
    shape: tuple[int, int],
    multiple: int,
) -> TileSlices:
    """Rows and columns that the networks see: the whole picture, or the region and its surroundings."""
    if region is None:
        return slice(0, shape[0]), slice(0, shape[1])
    x, y, width, height = region
    inside = 0 <= x < x + width <= shape[1] and 0 <= y < y + height <= shape[0]
    if not inside:
        raise SettingsError(
            f"The region {region} does not lie inside the picture of {shape[1]} x {shape[0]} pixels."
        )
    if previous is None or previous.shape != shape:
        raise PictureError("Matting a region needs the earlier alpha of the whole picture as `previous`.")
    # Beginning on the tiles' grid, the windows of attention are those of the whole picture's run.
    top, left = (max(0, at - REGION_CONTEXT) // multiple * multiple for at in (y, x))
    return (
        slice(top, min(shape[0], y + height + REGION_CONTEXT)),
        slice(left, min(shape[1], x + width + REGION_CONTEXT)),
    )
