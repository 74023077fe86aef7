"""Validation while training: on a data set's cases, spread evenly, or on a few fixed composites."""

import logging
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from models_for_tests import tiny_model
from tiny_runs import SMALL

from core.data.cases import Case, DataSet
from core.errors import DataError, PictureError
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


def test_a_case_that_cannot_be_read_is_left_out(data_set: DataSet, caplog) -> None:
    """From the beginning, so that all scores are over the same cases; the description says which."""
    model = tiny_model(SMALL)
    whole = validation.on_data_set(data_set, None, precision="float32")
    rest = replace(data_set, cases=data_set.cases[1:])
    data_set.cases[0].image.write_bytes(b"no picture")
    with caplog.at_level(logging.WARNING):
        without = validation.on_data_set(data_set, None, precision="float32")
    assert "0 is left out of validation" in caplog.text
    alone = validation.on_data_set(rest, None, precision="float32")
    assert without(model) == alone(model)
    assert without.on == alone.on != whole.on
    assert "Ramps, 4 cases" in without.on
    data_set.cases[1].image.unlink()
    with pytest.raises(PictureError):  # not scored on fewer: the run goes on without this score
        without(model)


def test_nothing_that_can_be_read_is_refused(data_set: DataSet) -> None:
    for case in data_set.cases:
        case.alpha.write_bytes(b"no picture")
    with pytest.raises(DataError, match=r"No case of .* can be validated on"):
        validation.on_data_set(data_set, None, precision="float32")


def test_the_description_tells_data_sets_and_ways_apart(data_set: DataSet) -> None:
    def described(limit: int | None = None, diffusion: bool = True) -> str:
        return validation.on_data_set(data_set, limit, precision="float32", diffusion=diffusion).on

    first = described()
    assert described() == first
    assert len({first, described(3), described(diffusion=False)}) == 3
    alpha = data_set.cases[0].alpha
    cv2.imwrite(str(alpha), cv2.imread(str(alpha), cv2.IMREAD_GRAYSCALE) // 2)
    assert described() != first


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
