"""`dmat data check`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from data.layout_trees import TREES

from core import cli
from core.imaging.reading import read_picture


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def test_a_good_data_set(tmp_path: Path, capsys) -> None:
    root = TREES["p3m-10k"](tmp_path)
    assert cli.main(["data", "check", str(root), "--sheet", "out/s.jpg", "--json", "out/report.json"]) == 0
    page = capsys.readouterr().out
    assert "P3M-10k (layout p3m-10k)" in page
    assert "6 cases (train 3, P3M-500-P 2, P3M-500-NP 1); scored on the whole picture" in page
    assert "nothing wrong" in page
    assert f"Contact sheet: {Path('out/s.jpg')}" in page
    assert read_picture("out/s.jpg").width > 1000
    (report,) = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    assert report["groups"] == {"train": 3, "P3M-500-P": 2, "P3M-500-NP": 1}


def test_problems_are_told_and_the_code_is_1(tmp_path: Path, capsys) -> None:
    root = TREES["aim-500"](tmp_path)
    (root / "mask/o_2.png").write_bytes(b"half a fi")
    assert cli.main(["data", "check", str(root)]) == 1
    page = capsys.readouterr().out
    assert "mask/o_2.png" in page and "1 problem" in page
    assert not list(Path().iterdir())


def test_several_roots_and_one_that_is_none(tmp_path: Path, capsys) -> None:
    roots = [str(TREES[name](tmp_path / name)) for name in ("cutouts", "alphamatting")]
    assert cli.main(["data", "check", *roots, "--sheet", "s.png"]) == 0
    assert {path.name for path in Path().iterdir()} == {"s-own.png", "s-alphamatting.png"}
    assert cli.main(["data", "check", str(tmp_path / "nowhere"), roots[0]]) == 1
    captured = capsys.readouterr()
    assert "nowhere" in captured.err
    assert captured.out.count("layout cutouts") == 2  # the good root is checked all the same


def test_options_of_the_data_set(tmp_path: Path, capsys) -> None:
    root = TREES["composition-1k"](tmp_path)
    arguments = ["data", "check", str(root), "--layout", "composition-1k", "--limit", "3"]
    assert cli.main(arguments) == 1
    assert "--backgrounds" in capsys.readouterr().err
    assert cli.main([*arguments, "--backgrounds", str(tmp_path / "voc")]) == 0
    assert "3 of the cases" in capsys.readouterr().out
    alphas, images = (str(root / f"Test_set/Adobe-licensed images/{name}") for name in ("alpha", "fg"))
    assert cli.main(["data", "check", "--images", images, "--alphas", alphas]) == 0
    assert "2 cases" in capsys.readouterr().out
    assert cli.main(["data", "check", str(TREES["p3m-10k"](tmp_path)), "--split", "500-NP"]) == 0
    assert "1 case (P3M-500-NP 1)" in capsys.readouterr().out


def test_nothing_is_overwritten(tmp_path: Path, capsys) -> None:
    root = str(TREES["rgba"](tmp_path))
    assert cli.main(["data", "check", root, "--sheet", "s.jpg"]) == 0
    assert cli.main(["data", "check", root, "--sheet", "s.jpg"]) == 1
    Path("s.jpg").rename("s-stickers.jpg")
    before = Path("s-stickers.jpg").read_bytes()
    assert cli.main(["data", "check", root, root, "--sheet", "s.jpg"]) == 0
    assert Path("s-stickers.jpg").read_bytes() == before
    assert Path("s-stickers-2.jpg").is_file() and Path("s-stickers-3.jpg").is_file()
    Path("mine.json").write_text("mine")
    assert cli.main(["data", "check", root, "--json", "mine.json"]) == 1
    assert Path("mine.json").read_text() == "mine"
    assert cli.main(["data", "check", root, "--sheet", "sheet.gif"]) == 1
    assert "stays as it is" in capsys.readouterr().err


def test_no_data_at_all(capsys) -> None:
    assert cli.main(["data", "check"]) == 1
    assert "Name the folder" in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere names are text")
def test_a_file_whose_name_is_no_text_ends_nothing(tmp_path: Path) -> None:
    root = TREES["aim-500"](tmp_path)
    (root / os.fsdecode(b"mask/caf\xe9.png")).write_bytes(b"half a fi")
    command = [sys.executable, "-m", "core.cli", "data", "check", str(root), "--json", "r.json"]
    environment = os.environ | {
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONIOENCODING": "utf-8:strict",
    }
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert found.returncode == 1, found.stderr
    assert "caf\\udce9" in found.stdout and "Traceback" not in found.stderr
    (report,) = json.loads(Path("r.json").read_text(encoding="utf-8"))
    assert any(os.fsdecode(b"caf\xe9") in problem["text"] for problem in report["problems"])
