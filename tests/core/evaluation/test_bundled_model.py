"""The bundled model on real photographs with known mattes, against its own start used alone."""

import os
from pathlib import Path

import pytest

from core.data.layouts import open_data_set
from core.evaluation.measure import Table, measure
from core.evaluation.methods import ModelFile, baseline_method, model_method
from core.predictor import RunSettings

DEV = Path(os.environ.get("DMAT_DATA", "")) / "dev"
TRIMAPS = ("trimap1", "trimap2")


@pytest.fixture(scope="module")
def tables() -> dict[str, Table]:
    if "DMAT_DATA" not in os.environ or not DEV.is_dir():
        pytest.skip("no pictures with known mattes here: set DMAT_DATA to a folder that holds dev/")
    compact = ModelFile.find("compact")
    methods = (
        baseline_method("start"),
        model_method(compact),
        model_method(compact, RunSettings(steps=3), name="compact in 3 steps"),
    )
    return {method.name: measure(method.load(), open_data_set(DEV)) for method in methods}


@pytest.mark.parametrize("trimap", TRIMAPS)
def test_sad_is_below_the_starts_own(tables: dict[str, Table], trimap: str) -> None:
    means = {name: table.mean(trimap) for name, table in tables.items()}
    assert means["compact"].sad < means["start"].sad


@pytest.mark.parametrize("trimap", TRIMAPS)
def test_the_estimate_falls_from_step_to_step(tables: dict[str, Table], trimap: str) -> None:
    levels, errors = zip(*tables["compact in 3 steps"].estimates(trimap), strict=True)
    assert levels == (250, 166, 83, 0)
    assert list(errors) == sorted(errors, reverse=True)
