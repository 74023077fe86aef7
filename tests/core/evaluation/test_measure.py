"""Measuring over a folder, and the known errors of a flat prediction on real photographs."""

import json
import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.errors import DataError
from core.evaluation.measure import measure_folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two pictures of 30 × 20 with a vertical edge, one kind of trimap with 20 × 10 unknown pixels."""
    for name in ("image", "alpha", "trimap1"):
        (tmp_path / name).mkdir()
    truth = np.zeros((20, 30), np.uint8)
    truth[:, 15:] = 255
    trimap = truth.copy()
    trimap[:, 10:20] = 128
    for stem in ("one", "two [x]"):
        for name, pixels in (("image", cv2.merge([truth] * 3)), ("alpha", truth), ("trimap1", trimap)):
            cv2.imwrite(str(tmp_path / name / f"{stem}.png"), pixels)
    return tmp_path


def test_rows_means_and_both_tables(root: Path) -> None:
    seen = []
    table = measure_folder(
        lambda image, trimap: image[..., 0] / 255 * 0.8, root, ("trimap1",), on_row=seen.append
    )
    assert [row.picture for row in table.rows] == ["one", "two [x]"]
    assert tuple(seen) == table.rows
    assert table.mean("trimap1").sad == pytest.approx(20 * 5 * 0.2 / 1000)
    assert table.mean().mse == pytest.approx(0.04 / 2)
    data = json.loads(table.to_json())
    assert data["mean"]["trimap1"]["sad"] == pytest.approx(0.02)
    assert len(data["rows"]) == 2
    text = table.to_text().splitlines()
    assert len(text) == 4
    assert text[-1].startswith("mean")
    assert "0.02" in text[-1]


def test_predictions_are_quantised_to_eight_bits_unless_told_not_to(root: Path) -> None:
    def nearly(image: np.ndarray, trimap: np.ndarray) -> np.ndarray:
        return image[..., 0] / 255 * 0.999  # 254.7 of 255

    assert measure_folder(nearly, root, ("trimap1",)).mean().sad == 0
    exact = measure_folder(nearly, root, ("trimap1",), quantise=False).mean().sad
    assert exact == pytest.approx(100 * 0.001 / 1000, rel=1e-3)


def test_missing_files_and_folders_are_named(root: Path) -> None:
    with pytest.raises(DataError, match="trimap7"):
        measure_folder(lambda image, trimap: trimap / 255, root, ("trimap7",))
    with pytest.raises(DataError, match="image"):
        measure_folder(lambda image, trimap: trimap / 255, root / "alpha", ("trimap1",))
    with pytest.raises(DataError, match="nothing"):
        measure_folder(lambda image, trimap: trimap / 255, root, ("trimap1",)).mean("nothing")


# Scores of the trimap itself with its unknown pixels at .5, over the 13 photographs; from the table
# "Guided start" of the project's notes on the method (SAD, MSE, Grad, Conn).
FLAT = {"trimap1": (33.8, 0.198, 53.4, 34.4), "trimap2": (50.6, 0.213, 51.6, 51.3)}


@pytest.mark.parametrize("name", FLAT)
def test_flat_prediction_scores_as_published_on_real_photographs(name: str) -> None:
    data = os.environ.get("DMAT_DATA")
    if not data or not (Path(data) / "dev" / "image").is_dir():
        pytest.skip(
            "DMAT_DATA names no folder with dev/image: the real photographs are not part of the project"
        )

    def flat(image: np.ndarray, trimap: np.ndarray) -> np.ndarray:
        return np.select([trimap == 0, trimap == 255], [0.0, 1.0], 0.5)

    mean = measure_folder(flat, Path(data) / "dev", (name,)).mean()  # .5 is saved as 128
    for got, published in zip((mean.sad, mean.mse, mean.grad, mean.conn), FLAT[name], strict=True):
        digits = 3 if published < 1 else 1
        assert got == pytest.approx(published, abs=0.6 * 10**-digits)
