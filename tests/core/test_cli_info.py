"""`dmat info` and `dmat import-released`."""

import json
from pathlib import Path

import pytest

from core import cli


def test_info_as_json(capsys) -> None:
    assert cli.main(["info", "--json", "--macs", "--size", "64", "--model", "released"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert "cpu" in [device["name"] for device in facts["devices"]]
    model = facts["models"][0]
    assert model["name"] == "released" and set(model["macs"]) == {"1", "3", "5", "10"}


def test_info_gives_table_7(capsys) -> None:
    assert cli.main(["info", "--json", "--macs", "--size", "512", "--model", "released"]) == 0
    macs = json.loads(capsys.readouterr().out)["models"][0]["macs"]
    # The paper's Table 7 in units of 10^9, at 1, 3, 5 and 10 steps.
    for steps, published in (("1", 517.96), ("3", 1455.54), ("5", 2393.12), ("10", 4737.07)):
        assert macs[steps] / 1e9 == pytest.approx(published, rel=0.01)


def test_info_names_another_core(tmp_path: Path, monkeypatch, capsys) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core/__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    assert cli.main(["info", "--model", "released"]) == 0
    assert str(tmp_path / "core") in capsys.readouterr().out


def test_importing_what_is_no_checkpoint_says_so(tmp_path: Path, capsys) -> None:
    for name in ("prior.pt", "matting.pth"):
        (tmp_path / name).write_bytes(b"not a checkpoint")
    files = [str(tmp_path / name) for name in ("prior.pt", "matting.pth", "out.safetensors")]
    assert cli.main(["import-released", files[0], files[1], "-o", files[2]]) == 1
    assert "prior.pt" in capsys.readouterr().err
    assert not Path(files[2]).exists()
