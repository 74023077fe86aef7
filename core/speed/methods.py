"""The methods that are measured, each as a function of a picture and a trimap, ready to run."""

import os
from collections.abc import Callable

import numpy as np
import torch
from platformdirs import user_cache_path

from core.errors import CheckpointError, DmatError, SettingsError
from core.imaging.colour import to_unit
from core.models.config import ARCHITECTURES
from core.models.diffusion_mat import DiffusionMat
from core.models.registry import load_model
from core.predictor import MattingPredictor
from core.speed.cases import CLOSED_FORM, KNN

Run = Callable[[np.ndarray, np.ndarray], np.ndarray]


class NotCompiled(DmatError):
    """Networks that were to be compiled ran as they are, which is another method; says why."""


def model_of(method: str) -> tuple[DiffusionMat, bool]:
    """The model that a method names before its comma, and whether its weights are there or random.

    Raises SettingsError, CheckpointError: there is no such model.
    """
    name = method.split(",")[0]
    try:
        return load_model(name), True
    except CheckpointError:
        if name not in ARCHITECTURES:
            raise
        torch.manual_seed(0)
        return DiffusionMat(ARCHITECTURES[name]).eval().requires_grad_(False), False


def predictor_of(method: str, device: str = "cpu") -> MattingPredictor:
    """A model's predictor, as the method's second word says: float32, bfloat16, or compiled (in float32)."""
    model, _ = model_of(method)
    how = method.split(", ")[1]
    precision = "bfloat16" if how == "bfloat16" else "float32"
    return MattingPredictor(model, device=device, precision=precision, compiled=how == "compiled")


def run_of(method: str, device: str = "cpu") -> Run:
    """A model, or one of pymatting's methods, not warmed up yet. Raises SettingsError without pymatting."""
    if method in (CLOSED_FORM, KNN):
        return _pymatting(method)
    return run_with(predictor_of(method, device))


def run_with(predictor: MattingPredictor) -> Run:
    """A predictor as such a function, which raises NotCompiled where that does not work."""

    def run(image: np.ndarray, trimap: np.ndarray) -> np.ndarray:
        alpha = predictor.run(image, trimap, keep_steps=False).alpha
        if predictor.not_compiled:
            raise NotCompiled(predictor.not_compiled)
        return alpha

    return run


def _pymatting(method: str) -> Run:
    os.environ.setdefault("NUMBA_CACHE_DIR", str(user_cache_path("dmat") / "numba"))
    try:
        from pymatting import estimate_alpha_cf, estimate_alpha_knn
    except ImportError as error:
        raise SettingsError(f"{method} needs the package pymatting: `pip install pymatting`.") from error
    estimate = estimate_alpha_cf if method == CLOSED_FORM else estimate_alpha_knn

    def run(image: np.ndarray, trimap: np.ndarray) -> np.ndarray:
        return estimate(to_unit(image).astype(np.float64), trimap / 255.0)

    return run
