"""The bundled model on real photographs with known mattes, against its own start used alone."""

import os
from pathlib import Path

import pytest

from core.evaluation.measure import Table, measure_folder
from core.imaging.closed_form import coarse_matte
from core.imaging.colour import to_unit
from core.predictor import MattingPredictor

DEV = Path(os.environ.get("DMAT_DATA", "")) / "dev"
TRIMAPS = ("trimap1", "trimap2")


@pytest.fixture(scope="module")
def tables() -> dict[str, Table]:
    if "DMAT_DATA" not in os.environ or not DEV.is_dir():
        pytest.skip("no pictures with known mattes here: set DMAT_DATA to a folder that holds dev/")
    predictor = MattingPredictor("compact")
    predictions = {
        "start": lambda image, trimap: coarse_matte(to_unit(image), trimap),
        "compact": lambda image, trimap: predictor.run(image, trimap, keep_steps=False).alpha,
    }
    return {name: measure_folder(predict, DEV, TRIMAPS) for name, predict in predictions.items()}


@pytest.mark.parametrize("trimap", TRIMAPS)
def test_sad_is_below_the_starts_own(tables: dict[str, Table], trimap: str) -> None:
    means = {name: table.mean(trimap) for name, table in tables.items()}
    assert means["compact"].sad < means["start"].sad
