"""`dmat finetune`: what it prints, keeps and refuses. The fine-tuning itself is tested beside its module."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from data import layout_trees as trees

from core.cli import main
from core.data.layouts import open_data_set
from core.evaluation.measure import Row, Table
from core.evaluation.metrics import Scores
from core.files import held
from core.models.registry import user_models_folder
from core.training import finetune as module
from core.training.finetune import Estimate, FinetuneResult
from core.training.finetune_request import FinetuneRequest
from core.training.kept import LOCK
from core.training.loop import Hooks
from tests.faults import needs_posix, open_folder, read_only

__all__ = ["open_folder"]
ROOT = Path(__file__).parents[2]


def table(sad: float) -> Table:
    return Table((Row("a", "", Scores(sad, 0.01, 2.0, 3.0), Scores(sad, 0.01, 2.0, 3.0), 1.0),))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[FinetuneRequest]:
    """Requests that arrive at a fine-tuning that takes no time and lowers SAD from 4 to 3."""
    requests = []

    def finetune(
        request: FinetuneRequest, folder: Path, *, hooks: Hooks, on_stage: Callable[[str, int, int], None]
    ) -> FinetuneResult:
        requests.append(request)
        for done in range(3):
            on_stage("measuring before", done, 2)
        folder.mkdir()
        (folder / "model.safetensors").write_bytes(b"weights")
        before, after = {"held out": table(4.0)}, {"held out": table(3.0)}
        return FinetuneResult(folder / "model.safetensors", before, after, None, ("b was left out.",))

    monkeypatch.setattr(module, "finetune", finetune)
    monkeypatch.setattr(module, "estimate", lambda request, on_stage: Estimate(90, 10.0))
    return requests


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    return trees.folders(tmp_path)


def test_the_table_and_the_model_are_told(asked, pictures: Path, tmp_path: Path, capsys) -> None:
    assert (
        main(["finetune", str(pictures), "-o", str(tmp_path / "run"), "--rate", "3e-4", "--seed", "7"]) == 0
    )
    said = capsys.readouterr().out
    assert "better one" not in said and "guard" not in said
    assert "-25.0%" in said and "4.00" in said and "3.00" in said
    assert "b was left out." in said and str(tmp_path / "run" / "model.safetensors") in said
    (request,) = asked
    assert request.seed == 7 and request.preset.matting.learning_rate == 3e-4
    assert request.pictures == open_data_set(pictures)


def test_a_name_puts_the_model_among_the_users(asked, pictures: Path, tmp_path: Path, capsys) -> None:
    arguments = ["finetune", str(pictures), "--name", "my fur", "-o"]
    assert main([*arguments, str(tmp_path / "run")]) == 0
    assert (user_models_folder() / "my fur.safetensors").read_bytes() == b"weights"
    assert main([*arguments, str(tmp_path / "again")]) == 1  # never over another
    assert "choose another" in capsys.readouterr().err
    assert len(asked) == 1


def test_a_worse_model_is_not_put_there(
    asked, pictures: Path, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {"trained on": table(4.0), "guard": table(5.0)}
    after = {"trained on": table(4.2), "guard": table(5.2)}
    worse = FinetuneResult(tmp_path / "model.safetensors", before, after, None)
    monkeypatch.setattr(module, "finetune", lambda *_, **__: worse)
    assert main(["finetune", str(pictures), "--name", "my fur", "-o", str(tmp_path / "run")]) == 1
    said = capsys.readouterr().out
    assert "The model before is the better one" in said and "not put among your models" in said
    assert "On the guard SAD rose by 4.0%" in said and "No picture was held out" in said
    assert not (user_models_folder() / "my fur.safetensors").exists()


@pytest.mark.parametrize(
    "name", ["compact", "Closed-Form", "paper", "released", "", " ", "../x", "nul", "a:b"]
)
def test_names_that_cannot_be_are_refused_first(
    asked, name: str, pictures: Path, tmp_path: Path, capsys
) -> None:
    assert main(["finetune", str(pictures), "--name", name, "-o", str(tmp_path / "run")]) == 1
    assert "name" in capsys.readouterr().err
    assert not asked and not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--model", "closed-form"], "begin from compact"),
        (["--own-share", "2"], "share"),
        (["--device", "x"], "device"),
    ],
)
def test_bad_options_leave_no_folder(
    options: list[str], said: str, pictures: Path, tmp_path: Path, capsys
) -> None:
    assert main(["finetune", str(pictures), "-o", str(tmp_path / "run"), *options]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


def test_an_estimate_trains_nothing(asked, pictures: Path, tmp_path: Path, capsys) -> None:
    assert main(["finetune", str(pictures), "-o", str(tmp_path / "run"), "--estimate"]) == 0
    assert "90 steps of 10.0 s fit into 15 minutes" in capsys.readouterr().out
    assert not asked and not (tmp_path / "run").exists()


def test_a_folder_must_be_named(asked, tmp_path: Path, capsys) -> None:
    assert main(["finetune", "-o", str(tmp_path / "run")]) == 1
    assert "Name the folder" in capsys.readouterr().err


def test_a_stopped_one_says_how_to_go_on(
    asked, pictures: Path, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = FinetuneResult(None, {}, {}, "interrupted")
    monkeypatch.setattr(module, "finetune", lambda *_, **__: stopped)
    assert main(["finetune", str(pictures), "-o", str(tmp_path / "run")]) == 130
    assert "The same command goes on" in capsys.readouterr().out


@needs_posix
def test_a_folder_that_is_closed_is_told_to_the_program_that_asked(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setattr("core.program.be_the_first_to_go", lambda: None)
    with open(os.devnull) as nothing, read_only(open_folder):
        monkeypatch.setattr(sys, "stdin", nothing)
        assert main(["finetune", str(open_folder), "-o", str(open_folder), "--events"]) == 1
    (event,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert event["event"] == "error" and f"Nothing can be written into {open_folder}" in event["sentence"]


def test_two_processes_never_train_in_one_folder(pictures: Path, tmp_path: Path) -> None:
    with held(tmp_path / LOCK) as alone:
        assert alone
        command = [
            sys.executable,
            "-m",
            "core.cli",
            "finetune",
            str(pictures),
            "-o",
            str(tmp_path),
            "--events",
        ]
        ran = subprocess.run(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        assert json.loads(ran.stdout)["sentence"].startswith("Another process trains in ")
        assert ran.returncode == 1 and not (tmp_path / "plan.json").exists()
