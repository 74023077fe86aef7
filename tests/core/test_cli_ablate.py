"""`dmat ablate`: every row that a model can give, tables, plots, and going on."""

import json
import re
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from models_for_tests import tiny_model

import resources
from core import cli
from core.evaluation import measure as measuring
from core.models.checkpoints import save_model

PLOTS = {"variants.png", "noise-level.png", "steps.png", "seeds.png", "estimates.png"}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.safetensors"
    save_model(tiny_model(), path)
    return path


def picture_and_trimap() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """64 × 64: colours, a matte with a soft edge, a trimap."""
    alpha = np.tile(np.clip((np.arange(64) - 24) * 20, 0, 255).astype(np.uint8), (64, 1))
    trimap = np.where(alpha > 127, 255, 0).astype(np.uint8)
    trimap[:, 14:50] = 128
    return cv2.merge([alpha, alpha // 2 + 40, 200 - alpha // 2]), alpha, trimap


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two pictures with a narrow and a wide trimap each, as alphamatting.com's are laid out here."""
    folder = tmp_path / "set"
    colours, alpha, trimap = picture_and_trimap()
    wide = trimap.copy()
    wide[:, 8:56] = 128
    for name, pixels in (("image", colours), ("alpha", alpha), ("trimap1", trimap), ("trimap2", wide)):
        (folder / name).mkdir(parents=True)
        for stem in ("GT01", "GT02"):
            cv2.imwrite(str(folder / name / f"{stem}.png"), pixels)
    return folder


def ablate(*options: object) -> int:
    return cli.main(["ablate", *map(str, options), "--device", "cpu", "--seeds", "2"])


def test_every_row_is_drawn_and_a_second_run_measures_nothing(
    root: Path, model: Path, tmp_path: Path, capsys, monkeypatch
) -> None:
    out = tmp_path / "out"
    assert ablate(root, "--model", model, "-o", out, "--limit", 1) == 0
    said = capsys.readouterr()
    assert "about" in said.err and "runs are left" in said.err
    text = (out / "ablation.md").read_text()
    assert text in said.out
    assert {path.name for path in out.iterdir()} == PLOTS | {"ablation.md", "ablation.json"}
    for path in out.glob("*.png"):
        assert cv2.imread(str(path)).std() > 5
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert sum(bool(re.search(r"\| not trained +\|", row)) for row in rows) == 1 + 1 + 3 + 4
    assert sum("inference-only" in row for row in rows) == 2 + 1 + 1
    assert "Paper: SAD / MSE ×1e-3 / Grad / Conn" in text and "Data: alphamatting.com" in text
    assert "Same weights, the corrector once, without diffusion" in text
    assert not [row for row in rows if row[2].islower() and not row.startswith(("| variant", "| tiny"))]
    assert all(f"T = {level} " in text for level in (100, 250, 500, 750, 1000))
    assert "2 of 4 cases" in text and "trimap1 / trimap2" in text
    data = json.loads((out / "ablation.json").read_text())
    measured = [entry for section in data["sections"] for entry in section["entries"] if entry["measured"]]
    assert len(measured) == 4 + 2 + 5 + 4 + 1 + 2 + 2
    assert all(entry["measured"]["cases"] == 2 for entry in measured)
    assert data["sections"][3]["entries"][1]["macs"] > data["sections"][3]["entries"][0]["macs"] > 0

    def never(*_: object) -> None:
        raise AssertionError("measured again")

    monkeypatch.setattr(measuring, "_measure_one", never)
    assert ablate(root, "--model", model, "-o", out, "--limit", 1) == 0
    assert (out / "ablation.md").read_text() == text


@pytest.mark.parametrize(("kinds", "plots"), [(("trimap1",), PLOTS), (("trimap1", "trimap2"), set())])
def test_groups_without_unknown_pixels_leave_dashes(
    root: Path, model: Path, tmp_path: Path, monkeypatch, kinds: tuple[str, ...], plots: set[str]
) -> None:
    whole = measuring._measure_one

    def known_only(predict, case, save):
        row = whole(predict, case, save)
        return replace(row, has_unknown=case.group not in kinds)

    monkeypatch.setattr(measuring, "_measure_one", known_only)
    assert ablate(root, "--model", model, "-o", tmp_path / "out", "--limit", 1) == 0
    assert "nan" not in (tmp_path / "out" / "ablation.md").read_text()
    assert {path.name for path in (tmp_path / "out").glob("*.png")} == plots


def test_without_a_data_set_the_samples_stand_in_and_it_says_so(
    model: Path, tmp_path: Path, capsys, monkeypatch
) -> None:
    colours, _, trimap = picture_and_trimap()
    samples = []
    for name in ("cat", "dog"):
        picture, its_trimap = tmp_path / f"{name}.png", tmp_path / f"{name}_trimap.png"
        cv2.imwrite(str(picture), colours if name == "cat" else 255 - colours)
        cv2.imwrite(str(its_trimap), trimap)
        samples.append(resources.Sample(name, name, picture, its_trimap, ""))
    monkeypatch.setattr(resources, "samples", lambda: samples)
    out = tmp_path / "out"
    assert ablate("--model", model, "-o", out) == 0
    assert "No data set was named" in capsys.readouterr().err
    assert "No data set was named" in (out / "ablation.md").read_text()
    pictures = {path.relative_to(out / "pictures").as_posix() for path in out.rglob("pictures/*/*.png")}
    assert pictures == {
        f"{role}/{name}.png" for role in ("image", "alpha", "trimap") for name in ("cat", "dog")
    }


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--variant", "no-arp"], "NAME=FILE"),
        (["--variant", "no-arp=nowhere.safetensors"], "nowhere.safetensors"),
        (["--variant", "without=MODEL"], "There is no variant 'without'"),
        (["--model", "closed-form"], "has no network"),
    ],
)
def test_what_cannot_be_done_is_said(
    root: Path, model: Path, tmp_path: Path, capsys, options: list[str], said: str
) -> None:
    options = [option.replace("MODEL", str(model)) for option in options]
    assert ablate(root, "-o", tmp_path / "out", *options) == 1
    error = capsys.readouterr().err
    assert said in error and "Traceback" not in error


def test_a_table_that_is_not_ours_is_left_alone(root: Path, model: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "ablation.md").write_text("mine")
    assert ablate(root, "--model", model, "-o", out) == 1
    assert "not a table of this command" in capsys.readouterr().err
    assert (out / "ablation.md").read_text() == "mine"
