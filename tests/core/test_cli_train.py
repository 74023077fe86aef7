"""`dmat train`: what it refuses, and in which words."""

from pathlib import Path

import pytest
from models_for_tests import tiny_model

from core import cli


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--per-composite", "0"], 2, "--per-composite: 0 is not from 1"),
        (["--steps", "-3"], 2, "--steps: -3 is not from 1"),
        (["--crop", "100"], 2, "--crop: 100 is not a multiple of 32"),
        (["--crop", "4096"], 2, "--crop: 4096 is not from 64 to 448"),
        (["--rate", "nan"], 2, "--rate: nan is not above 0"),
        (["--weight-alpha", "-1"], 2, "--weight-alpha: -1 is not 0 or more"),
        (["--batch", "6"], 1, "no multiple of the 4 crops"),
        (["--device", "nonsense"], 1, "There is no device 'nonsense'"),
        (["--device", "cuda"], 1, "'cuda' is not available here"),
        (["--prior", "other"], 1, "has another architecture"),
    ],
)
def test_training_says_what_it_cannot_do(tmp_path: Path, monkeypatch, capsys, options, code, said) -> None:
    monkeypatch.setattr("core.devices.available_devices", lambda: ["cpu"])
    monkeypatch.setattr("core.models.registry.load_model", lambda *_: tiny_model())
    assert cli.main(["train", "matting", "-o", str(tmp_path / "run"), *options]) == code
    error = capsys.readouterr().err
    assert said in error and "Traceback" not in error
    assert not (tmp_path / "run").exists()
