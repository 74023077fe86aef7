"""Scores of a model while it trains."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from core.data.cases import Case, DataSet
from core.data.composites import composite_sample
from core.data.loading import load_case
from core.data.sources import TrainingSource
from core.errors import DataError, DmatError
from core.evaluation.measure import case_id, measure
from core.evaluation.metrics import Scores, score_unknown
from core.evaluation.one_shot import one_shot
from core.evaluation.records import fingerprint
from core.models.diffusion_mat import DiffusionMat
from core.predictor import MattingPredictor

log = logging.getLogger(__name__)

_COMPOSITES, _SIDE, _SEED = 4, 256, 20_240_601


@dataclass(frozen=True)
class Validation:
    """Scores a model. on: names what it is scored on, and how."""

    score: Callable[[DiffusionMat], Scores]
    on: str

    def __call__(self, model: DiffusionMat) -> Scores:
        """The model's scores. Raises DmatError where a picture cannot be read any more."""
        return self.score(model)


def on_data_set(
    data_set: DataSet, limit: int | None, *, precision: str, diffusion: bool = True
) -> Validation:
    """Scores on a data set's cases, in its own convention.

    Every case is read once at the beginning, and left out with a warning if that fails, so that all scores
    are means over the same cases.

    Args:
        limit: at most so many of the cases, spread evenly; None takes all.
        precision: "float32" or "bfloat16".
        diffusion: False measures E and C alone.

    Raises:
        DataError: no case can be read.
    """
    cases = data_set.cases
    if limit is not None and limit < len(cases):
        cases = tuple(cases[round(index)] for index in np.linspace(0, len(cases) - 1, limit))

    cases = tuple(case for case in cases if _is_readable(case))
    if not cases:
        raise DataError(
            f"No case of {data_set.root} can be validated on: `dmat data check` says what is wrong."
        )

    def score(model: DiffusionMat) -> Scores:
        return measure(_predict(model, precision, diffusion), data_set, cases=cases).mean()

    prints = "".join(case_id(case) + fingerprint(case) for case in cases)
    digest = hashlib.sha256(prints.encode()).hexdigest()[:12]
    about = f"{data_set.title}, {len(cases)} cases ({digest}), {data_set.convention} pixels"
    return Validation(score, about + _way(diffusion))


def on_composites(*, precision: str, diffusion: bool = True) -> Validation:
    """Mean scores over unknown pixels of a few procedural composites, the same ones in every run."""
    source = TrainingSource(procedural=True)
    samples = [composite_sample(source, _SEED, index, _SIDE) for index in range(_COMPOSITES)]

    def score(model: DiffusionMat) -> Scores:
        predict = _predict(model, precision, diffusion)
        rows = []
        for sample in samples:
            alpha = np.rint(predict(sample.image, sample.trimap) * 255).astype(np.uint8)
            rows.append(score_unknown(alpha, sample.alpha, sample.trimap))
        return Scores(
            *(float(np.mean([getattr(row, field.name) for row in rows])) for field in fields(Scores))
        )

    return Validation(score, f"{_COMPOSITES} procedural composites" + _way(diffusion))


def _is_readable(case: Case) -> bool:
    try:
        load_case(case)
    except (DmatError, OSError) as error:
        log.warning("%s is left out of validation: %s", case_id(case), error)
        return False
    return True


def _way(diffusion: bool) -> str:
    return "" if diffusion else ", without diffusion"


def _predict(
    model: DiffusionMat, precision: str, diffusion: bool
) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    if not diffusion:
        return lambda image, trimap: one_shot(model, precision, image, trimap)
    predictor = MattingPredictor(model, device=str(model.device), precision=precision)
    return lambda image, trimap: predictor.run(image, trimap, keep_steps=False).alpha
