"""Scores of a model while it trains."""

from collections.abc import Callable
from dataclasses import fields

import numpy as np

from core.data.cases import DataSet
from core.data.composites import composite_sample
from core.data.sources import TrainingSource
from core.evaluation.measure import measure
from core.evaluation.metrics import Scores, score_unknown
from core.evaluation.one_shot import one_shot
from core.models.diffusion_mat import DiffusionMat
from core.predictor import MattingPredictor

Validate = Callable[[DiffusionMat], Scores]
_COMPOSITES, _SIDE, _SEED = 4, 256, 20_240_601


def on_data_set(data_set: DataSet, limit: int | None, *, precision: str, diffusion: bool = True) -> Validate:
    """Scores on a data set's cases, in its own convention.

    Args:
        limit: at most so many of the cases, spread evenly; None takes all.
        precision: "float32" or "bfloat16".
        diffusion: False measures E and C alone.
    """
    cases = data_set.cases
    if limit is not None and limit < len(cases):
        cases = tuple(cases[round(index)] for index in np.linspace(0, len(cases) - 1, limit))

    def validate(model: DiffusionMat) -> Scores:
        return measure(_predict(model, precision, diffusion), data_set, cases=cases).mean()

    return validate


def on_composites(*, precision: str, diffusion: bool = True) -> Validate:
    """Mean scores over unknown pixels of a few procedural composites, the same ones in every run."""
    source = TrainingSource(procedural=True)
    samples = [composite_sample(source, _SEED, index, _SIDE) for index in range(_COMPOSITES)]

    def validate(model: DiffusionMat) -> Scores:
        predict = _predict(model, precision, diffusion)
        rows = []
        for sample in samples:
            alpha = np.rint(predict(sample.image, sample.trimap) * 255).astype(np.uint8)
            rows.append(score_unknown(alpha, sample.alpha, sample.trimap))
        return Scores(
            *(float(np.mean([getattr(row, field.name) for row in rows])) for field in fields(Scores))
        )

    return validate


def _predict(
    model: DiffusionMat, precision: str, diffusion: bool
) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    if not diffusion:
        return lambda image, trimap: one_shot(model, precision, image, trimap)
    predictor = MattingPredictor(model, device=str(model.device), precision=precision)
    return lambda image, trimap: predictor.run(image, trimap, keep_steps=False).alpha
