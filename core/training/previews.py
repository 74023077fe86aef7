"""Mattes of one picture while a model trains: before, now, and the truth, as small files to look at."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from core.data.cases import Case
from core.data.cutouts import shrink
from core.data.loading import load_case
from core.errors import DmatError
from core.files import replacing
from core.imaging.colour import from_unit, to_unit
from core.imaging.picture import Picture
from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN, check_trimap
from core.models.diffusion_mat import DiffusionMat
from core.models.registry import load_model
from core.predictor import MattingPredictor
from core.training.finetune_request import FinetuneRequest, held_out_names

log = logging.getLogger(__name__)

LONGEST = 448
"""Larger pictures are made smaller for this; in pixels."""
EVERY = 15.0
"""Seconds between two mattes, at least; and no more than a tenth of the time is spent on them."""
_SHARE = 0.1
_TRIED = 8
"""Pictures that are tried before there is no preview."""


class Previews:
    """Called after every step of training; makes a matte with the averaged model when it is time for one.

    The picture is one that is held out of training, if there is any, else the first one. Nothing that goes
    wrong here stops the training.

    folder: receives `picture.png`, `truth.png`, `before.png` and `step-N.png`.
    tell: called as tell("preview", ...), see `core.training.remote`.
    """

    def __init__(self, request: FinetuneRequest, folder: Path, tell: Callable[..., None]) -> None:
        self._request, self._folder, self._tell = request, folder, tell
        self._case: tuple[np.ndarray, np.ndarray] | None = None
        self._about: dict[str, Any] = {}
        self._begun = self._given_up = False
        self._next = 0.0

    def __call__(self, step: int, steps: int, model: DiffusionMat) -> None:
        """After `step` of `steps`: the first call, the last one, and those in between whose time has come."""
        if self._given_up or (time.monotonic() < self._next and step < steps):
            return
        began = time.monotonic()
        try:
            if not self._begun:
                self._begin()
            file = f"step-{step:06}.png"
            self._write(file, self._matte(model))
        except (DmatError, OSError) as error:
            log.warning("There are no previews of this training: %s", error)
            self._given_up = True
            return
        self._tell("preview", step=step, steps=steps, now=file, **self._about)
        ended = time.monotonic()
        self._next = ended + max(EVERY, (ended - began) / _SHARE)

    def _begin(self) -> None:
        """Choose the picture, and keep it with its truth and the matte of the model as it was."""
        case, image, trimap, alpha = self._chosen()
        self._case = image, trimap
        self._folder.mkdir(parents=True, exist_ok=True)
        self._write("picture.png", image)
        self._write("truth.png", from_unit(alpha, np.uint8))
        self._write("before.png", self._matte(load_model(self._request.model)))
        names = {name: f"{name}.png" for name in ("picture", "truth", "before")}
        size = list(image.shape[1::-1])
        self._about = {"name": case.name, "size": size, "folder": str(self._folder.absolute()), **names}
        self._begun = True

    def _chosen(self) -> tuple[Case, np.ndarray, np.ndarray, np.ndarray]:
        """A case with its picture, trimap and truth made small. Raises DmatError, OSError of the last one."""
        held_out = held_out_names(self._request)
        cases = [*(self._request.held_out.cases if self._request.held_out else ())]
        cases += sorted(self._request.pictures.cases, key=lambda case: case.name not in held_out)
        for number, case in enumerate(cases, start=1):
            try:
                loaded = load_case(case)
                image = shrink(Picture(np.ascontiguousarray(loaded.image)).srgb8(), LONGEST)
                trimap = _small_trimap(loaded.trimap, image.shape[:2])
                check_trimap(trimap, image.shape[1::-1])
                return case, image, trimap, shrink(to_unit(loaded.alpha), LONGEST)
            except (DmatError, OSError):
                if number in (_TRIED, len(cases)):
                    raise
        raise DmatError("There are no pictures.")

    def _matte(self, model: DiffusionMat) -> np.ndarray:
        device = self._request.device if model.device.type == "cpu" else str(model.device)
        predictor = MattingPredictor(model, device=device)
        assert self._case is not None
        image, trimap = self._case
        return from_unit(predictor.run(image, trimap, keep_steps=False).alpha, np.uint8)

    def _write(self, name: str, pixels: np.ndarray) -> None:
        if pixels.ndim == 3:
            pixels = pixels[..., ::-1]
        with replacing(self._folder / name) as temporary:
            temporary.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())


def _small_trimap(trimap: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """A trimap of that height and width, in which unknown reaches over whatever it touched."""
    small = np.full(shape, UNKNOWN)
    for value in (BACKGROUND, FOREGROUND):
        share = cv2.resize((trimap == value).astype(np.float32), shape[::-1], interpolation=cv2.INTER_AREA)
        small[share > 0.999] = value
    return small
