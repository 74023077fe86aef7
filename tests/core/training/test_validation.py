"""Validation while training: on a data set's cases, spread evenly, or on a few fixed composites."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from models_for_tests import tiny_model
from tiny_runs import SMALL

from core.data.cases import Case, DataSet
from core.models.diffusion_mat import DiffusionMat
from core.training import validation


@pytest.fixture
def data_set(tmp_path: Path) -> DataSet:
    """Five cases whose alpha is a ramp, and the n-th picture of brightness n."""
    cases = []
    alpha = np.tile(np.linspace(0, 255, 64).astype(np.uint8), (64, 1))
    trimap = np.select([alpha < 40, alpha > 215], [0, 255], 128).astype(np.uint8)
    for number in range(5):
        paths = {kind: tmp_path / f"{number}_{kind}.png" for kind in ("image", "alpha", "trimap")}
        pictures = {"image": np.full((64, 64, 3), number, np.uint8), "alpha": alpha, "trimap": trimap}
        for kind, path in paths.items():
            cv2.imwrite(str(path), pictures[kind])
        cases.append(Case(name=str(number), group="", **paths))
    return DataSet("folders", "Ramps", tmp_path, tuple(cases))


def test_a_limit_takes_cases_spread_evenly(data_set: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def predict(model: DiffusionMat, precision: str, diffusion: bool):
        def flat(image: np.ndarray, trimap: np.ndarray) -> np.ndarray:
            seen.append(int(image[0, 0, 0]))
            return np.full(trimap.shape, 0.5, np.float32)

        return flat

    monkeypatch.setattr(validation, "_predict", predict)
    scores = validation.on_data_set(data_set, 3, precision="float32")(tiny_model(SMALL))
    assert seen == [0, 2, 4]
    assert scores.sad > 0
    seen.clear()
    validation.on_data_set(data_set, None, precision="float32")(tiny_model(SMALL))
    assert seen == [0, 1, 2, 3, 4]


def test_real_models_are_scored(data_set: DataSet) -> None:
    model = tiny_model(SMALL)
    for validate in (
        validation.on_data_set(data_set, 1, precision="float32"),
        validation.on_composites(precision="float32"),
    ):
        scores, again = validate(model), validate(model)
        assert scores == again and scores.sad > 0 and scores.mse > 0
    one_shot = validation.on_data_set(data_set, 1, precision="float32", diffusion=False)(model)
    assert one_shot != validation.on_data_set(data_set, 1, precision="float32")(model)
