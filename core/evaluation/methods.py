"""What can be measured: models in any of their loop's settings, and baselines without training."""

import hashlib
import importlib.metadata
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_cache_path

from core.devices import resolve_device, resolve_precision
from core.errors import SettingsError
from core.evaluation.macs import count_macs
from core.evaluation.measure import Predict, Prediction
from core.evaluation.one_shot import one_shot
from core.evaluation.revision import code_digest
from core.files import file_digest
from core.imaging.coarse import coarse_matte
from core.imaging.compositing import PYMATTING_LOCK
from core.imaging.picture import Picture
from core.imaging.trimap import trimap_tensor_value
from core.models.checkpoints import read_config
from core.models.config import ModelConfig
from core.models.registry import CLOSED_FORM, find_model
from core.predictor import MattingPredictor, RunSettings

BASELINES = ("trimap", "start", "closed-form", "knn")
_BASELINE_COSTS = {"trimap": 1e8, "start": 1e10, "closed-form": 1e11, "knn": 3e11}
"""In MACs of a model that takes as long on two CPU cores; for the time left only."""


@dataclass(frozen=True)
class Method:
    """One line of a table.

    Attributes:
        name: unique in its table.
        settings: all that its scores depend on, as plain JSON values; they make the `key`.
        load: makes the function to measure, when it is needed.
        cost: of one picture, in units that methods share (MACs at 512 x 512 for models).
    """

    name: str
    settings: Mapping[str, Any]
    load: Callable[[], Predict]
    cost: float

    @property
    def key(self) -> str:
        """Names the settings: rows measured under the same key need not be measured again."""
        return hashlib.sha256(json.dumps(self.settings, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def title(self) -> str:
        """The name, with a model's settings."""
        told = self.settings
        words = []
        if told["kind"] == "model":
            steps = "1 step" if told["steps"] == 1 else f"{told['steps']} steps"
            words = [f"T = {told['t_start']}", steps, f"seed {told['seed']}"]
            words += [] if told["correct"] else ["without correction (SDEdit)"]
            words += [] if told["arp"] else ["without ARP"]
            words += ["compiled"] if "compiled" in told else []
        if "precision" in told:
            words.append(told["precision"])
        return f"{self.name} ({', '.join(words)})" if words else self.name


@dataclass(frozen=True)
class ModelFile:
    """A model by name or file, with what its methods' keys need.

    Attributes:
        name: for tables.
        path: the file.
        sha256: of the file.
        config: its description.
    """

    name: str
    path: Path
    sha256: str
    config: ModelConfig

    @classmethod
    def find(cls, name_or_path: str | Path, name: str | None = None) -> "ModelFile":
        """The model of that name or file. Raises CheckpointError, SettingsError for one without a network."""
        entry = find_model(name_or_path)
        if entry.path is None:
            raise SettingsError(f"{entry.name} has no network: measure it as a baseline.")
        return cls(name or entry.name, entry.path, file_digest(entry.path), read_config(entry.path))


def model_method(
    model: ModelFile,
    settings: RunSettings | None = None,
    *,
    name: str | None = None,
    device: str = "auto",
    precision: str = "auto",
    compiled: bool = False,
    cancelled: Callable[[], bool] | None = None,
) -> Method:
    """A model's refinement, the steps' estimates with it; `cancelled` is asked before each network call.

    Where networks that are to be compiled cannot be, what it loads raises SettingsError.
    """
    config = model.config
    run = settings or RunSettings()
    run = replace(run, t_start=run.t_start or config.t_start, steps=run.steps or config.steps)

    def load() -> Predict:
        predictor = _predictor(model.path, device, precision, compiled)

        def predict(image: np.ndarray, trimap: np.ndarray) -> Prediction:
            _check_compiled(predictor)  # once it has not worked, no picture need be matted to know it
            result = predictor.run(image, trimap, settings=run, cancelled=cancelled)
            _check_compiled(predictor)
            return Prediction(result.alpha, tuple((step.t, step.alpha0) for step in result.steps))

        return predict

    facts: dict[str, Any] = {"kind": "model", **_model_facts(model, device, precision), **asdict(run)}
    if compiled:  # rows that were measured without it keep their keys
        facts["compiled"] = True
    return Method(name or model.name, facts, load, macs_of(config, run))


def one_shot_method(model: ModelFile, *, name: str, device: str = "auto", precision: str = "auto") -> Method:
    """A model's encoder and corrector alone, once, on its start without noise (Table 4's "w/o Diffusion")."""

    def load() -> Predict:
        predictor = _predictor(model.path, device, precision)
        network = predictor.model
        assert network is not None  # it has a file
        return lambda image, trimap: one_shot(network, predictor.precision, image, trimap)

    facts = {"kind": "one-shot", **_model_facts(model, device, precision)}
    whole, prior = (macs_of(model.config, RunSettings(steps=1, correct=correct)) for correct in (True, False))
    return Method(name, facts, load, whole - 2 * prior)


def baseline_method(name: str, *, cancelled: Callable[[], bool] | None = None) -> Method:
    """One of `BASELINES`: what the loop begins from, and matting without learning.

    cancelled: asked while closed-form matting solves.
    Raises SettingsError for another name, or where pymatting, which `knn` needs, is missing.
    """
    if name not in BASELINES:
        raise SettingsError(f"There is no baseline {name!r}. Choose one of {', '.join(BASELINES)}.")
    if name == "knn":
        _knn()
    loaders = {
        "trimap": lambda: _flat,
        "start": lambda: _start,
        "closed-form": lambda: _closed_form(cancelled),
        "knn": _knn,
    }
    facts = {"kind": "baseline", "baseline": name, **_code_facts()}
    return Method(name, facts, loaders[name], _BASELINE_COSTS[name])


def _model_facts(model: ModelFile, device: str, precision: str) -> dict[str, str]:
    return {
        "model": model.config.name,
        "sha256": model.sha256,
        "precision": resolve_precision(precision, resolve_device(device)),
        **_code_facts(),
    }


def _code_facts() -> dict[str, str]:
    try:
        version = importlib.metadata.version("dmat")
    except importlib.metadata.PackageNotFoundError:
        version = "not installed"
    return {"dmat": version, "code": code_digest()}


@lru_cache(maxsize=1)
def _predictor(path: Path, device: str, precision: str, compiled: bool = False) -> MattingPredictor:
    return MattingPredictor(path, device=device, precision=precision, compiled=compiled)


def _check_compiled(predictor: MattingPredictor) -> None:
    """Plain networks' times are not to be kept as those of compiled ones. Raises SettingsError."""
    if predictor.not_compiled:
        raise SettingsError(f"{predictor.not_compiled} Measure them without --compile.")


@lru_cache
def _macs_of_steps(config: ModelConfig, correct: bool, arp: bool) -> tuple[int, int]:
    """MACs with one step, and those that each further step adds."""
    one, two = (count_macs(config, 512, steps, correct=correct, arp=arp) for steps in (1, 2))
    return one, two - one


def macs_of(config: ModelConfig, run: RunSettings) -> int:
    """MACs at 512 x 512 of a run with so many steps; each step costs the same."""
    one, more = _macs_of_steps(config, run.correct, run.arp)
    return one + ((config.steps if run.steps is None else run.steps) - 1) * more


def _flat(image: np.ndarray, trimap: np.ndarray) -> np.ndarray:
    return trimap_tensor_value(trimap)


def _start(image: np.ndarray, trimap: np.ndarray) -> np.ndarray:
    return coarse_matte(Picture.from_array(image).srgb_float(), trimap)


def _closed_form(cancelled: Callable[[], bool] | None) -> Predict:
    predictor = MattingPredictor(CLOSED_FORM)
    return lambda image, trimap: predictor.run(image, trimap, cancelled=cancelled).alpha


def _knn() -> Predict:
    os.environ.setdefault("NUMBA_CACHE_DIR", str(user_cache_path("dmat") / "numba"))
    try:
        from pymatting import estimate_alpha_knn
    except ImportError as error:
        raise SettingsError(
            "The baseline knn needs the package pymatting: `pip install pymatting`."
        ) from error

    def predict(image: np.ndarray, trimap: np.ndarray) -> np.ndarray:
        pixels = Picture.from_array(image).srgb_float().astype(np.float64)
        with PYMATTING_LOCK:
            return estimate_alpha_knn(pixels, trimap_tensor_value(trimap).astype(np.float64))

    return predict
