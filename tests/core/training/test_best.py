"""The best model by validation: kept over a resume, and never by scores on something else."""

import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from tiny_runs import SETTINGS, lines, run

from core.errors import PictureError
from core.evaluation.metrics import Scores
from core.models.diffusion_mat import DiffusionMat
from core.training.loop import Hooks


def test_the_best_model_is_kept_also_over_a_resume(tmp_path: Path) -> None:
    errors = {1: 9.0, 2: 3.0, 3: 5.0, 4: 4.0}
    seen: list[DiffusionMat] = []

    def validate(model: DiffusionMat) -> Scores:
        assert not model.training
        seen.append(model)
        return Scores(errors[len(seen)], 0.1, 0.2, 0.3)

    settings = replace(SETTINGS, validate_every=1, schedule="constant")
    run(tmp_path, replace(settings, steps=2), Hooks(validate=validate))
    best, model = (tmp_path / name for name in ("best.safetensors", "model.safetensors"))
    first = load_file(best)
    assert all(torch.equal(value, load_file(model)[name]) for name, value in first.items())
    outcome = run(tmp_path, replace(settings, steps=4), Hooks(validate=validate))
    assert outcome.best == tmp_path / "best.safetensors"
    assert all(torch.equal(value, load_file(best)[name]) for name, value in first.items())
    assert any(not torch.equal(value, load_file(model)[name]) for name, value in first.items())
    assert json.loads((tmp_path / "best.json").read_text()) == {
        "step": 2, "sad": 3.0, "mse": 0.1, "grad": 0.2, "conn": 0.3, "validated_on": "",
    }  # fmt: skip
    validated = [line["validation"]["sad"] for line in lines(tmp_path) if "validation" in line]
    assert validated == [9.0, 3.0, 5.0, 4.0]


def test_scores_on_something_else_do_not_count(tmp_path: Path, caplog) -> None:
    """The second data set is harder: its first score is the best, and the first set's 1.0 is no more."""

    def hooks(scores: list[float], on: str) -> Hooks:
        left = iter(scores)
        return Hooks(validate=lambda _: Scores(next(left), 0.1, 0.2, 0.3), validated_on=on)

    def best() -> tuple[int, float, str]:
        kept = json.loads((tmp_path / "best.json").read_text())
        return kept["step"], kept["sad"], kept["validated_on"]

    settings = replace(SETTINGS, validate_every=1, schedule="constant")
    run(tmp_path, replace(settings, steps=1), hooks([1.0], "easy"))
    assert best() == (1, 1.0, "easy")
    with caplog.at_level(logging.WARNING):
        run(tmp_path, replace(settings, steps=3), hooks([50.0, 60.0], "hard"))
    assert best() == (2, 50.0, "hard")
    assert "validated on something else (easy)" in caplog.text
    run(tmp_path, replace(settings, steps=4), hooks([55.0], "hard"))
    assert best() == (2, 50.0, "hard")


@pytest.mark.parametrize("error", [PictureError("wall.png cannot be read."), OSError("the disk is gone")])
def test_a_validation_that_fails_costs_nothing_else(tmp_path: Path, caplog, error: Exception) -> None:
    asked = iter(range(1))

    def validate(_: DiffusionMat) -> Scores:
        if next(asked, None) is not None:
            raise error
        return Scores(1.0, 0.1, 0.2, 0.3)

    with caplog.at_level(logging.WARNING):
        outcome = run(tmp_path, replace(SETTINGS, validate_every=3), Hooks(validate=validate))
    assert outcome.step == 6 and outcome.stopped is None
    assert f"Step 3 is not validated: {error}" in caplog.text
    assert [line["step"] for line in lines(tmp_path) if "validation" in line] == [6]
    assert json.loads((tmp_path / "best.json").read_text())["step"] == 6
