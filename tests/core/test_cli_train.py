"""`dmat train`: what it refuses, and in which words; what it makes of its options; a small run to the end."""

import json
from pathlib import Path

import pytest
import torch
from data import layout_trees as trees
from models_for_tests import TINY_GUIDED, tiny_model

from core import cli
from core.commands.train import _about, preset_of
from core.data.sources import TrainingSource
from core.models.checkpoints import load_checkpoint, save_model
from core.training.presets import Preset, load_preset


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--per-composite", "0"], 2, "--per-composite: 0 is not from 1"),
        (["--steps", "-3"], 2, "--steps: -3 is not from 1"),
        (["--crop", "100"], 2, "--crop: 100 is not a multiple of 32"),
        (["--crop", "512"], 1, "do not fit into composites of 448 px"),
        (["--rate", "nan"], 2, "--rate: nan is not above 0"),
        (["--weight-alpha", "-1"], 2, "--weight-alpha: -1 is not 0 or more"),
        (["--batch", "6"], 1, "no multiple of the 4 crops"),
        (["--device", "nonsense"], 1, "There is no device 'nonsense'"),
        (["--device", "cuda"], 1, "'cuda' is not available here"),
        (["--prior", "compact"], 1, "has another architecture"),
        (["--preset", "nothing"], 1, "There is no preset 'nothing'"),
        (["--set", "matting.nothing=1"], 1, "no key of [matting] 'nothing'"),
        (["--set", "prior.steps=3"], 1, "reads no [prior]"),
        (["--pretrained-encoder"], 1, "is no Swin-T"),
        (["--data", "nowhere"], 1, "nowhere"),
        (["--validate", "nowhere"], 1, "nowhere"),
    ],
)
def test_training_says_what_it_cannot_do(tmp_path: Path, monkeypatch, capsys, options, code, said) -> None:
    monkeypatch.setattr("core.devices.available_devices", lambda: ["cpu"])
    monkeypatch.setattr("core.training.runs.load_model", lambda *_: tiny_model())
    assert cli.main(["train", "matting", "-o", str(tmp_path / "run"), *options]) == code
    error = capsys.readouterr().err
    assert said in error and "Traceback" not in error
    assert not (tmp_path / "run").exists()


def preset(kind: str, *options: str) -> Preset:
    args = cli.build_parser().parse_args(["train", kind, "-o", "run", *options])
    return preset_of(args)


def test_options_set_the_presets_values() -> None:
    assert preset("matting") == Preset()
    assert preset("matting", "--preset", "paper") == load_preset("paper")
    options = "--preset compact --steps 7 --rate 0.1 --no-arp --no-diffusion --loop-steps 1 2 --t-start 100 "
    options += (
        "--weight-inversion 0 --accumulate 3 --float32 --compile --max-minutes 2 --set composites.merge=0.5"
    )
    made = preset("matting", *options.split())
    matting = made.matting
    assert (matting.steps, matting.learning_rate, matting.accumulate, matting.max_minutes) == (7, 0.1, 3, 2.0)
    assert (matting.arp, matting.diffusion, matting.loop_steps, matting.t_start) == (
        False,
        False,
        (1, 2),
        100,
    )
    assert (matting.inversion, matting.precision, matting.compile) == (0.0, "float32", True)
    assert made.composites.merge == 0.5
    assert made.prior == load_preset("compact").prior
    assert preset("prior", "--steps", "7").prior.steps == 7


def test_model_is_an_architecture_or_weights() -> None:
    assert preset("matting", "--model", "paper").model.architecture == "paper"
    assert preset("matting", "--model", "mine.safetensors").model.weights == "mine.safetensors"
    # A preset that goes on from weights goes on from the bundled model's, not from random ones.
    assert preset("matting", "--preset", "finetune", "--model", "compact").model.weights == "compact"


def run(folder: Path, kind: str, *options: str) -> int:
    small = "--batch 2 --per-composite 2 --crop 64 --composite 96 --workers 0 --device cpu --float32"
    return cli.main(["train", kind, "-o", str(folder), *small.split(), *options])


def test_a_prior_then_a_matting_run_then_more_of_it(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.delenv("DMAT_DATA", raising=False)
    model, prior, matting = tmp_path / "tiny.safetensors", tmp_path / "prior", tmp_path / "matting"
    save_model(tiny_model(TINY_GUIDED), model)
    assert run(prior, "prior", "--model", str(model), "--steps", "2") == 0
    about, file, done = capsys.readouterr().out.splitlines()
    assert about == f"Training the prior part of {model} on procedural pictures alone."
    assert file == str(prior / "model.safetensors")
    assert done.startswith("All 2 steps are done.")
    assert not (prior / "best.safetensors").exists()  # the four metrics say nothing about a prior alone

    options = ["--model", str(model), "--prior", str(prior / "model.safetensors"), "--loop-steps", "1", "2"]
    options += ["--set", "matting.schedule=constant"]
    assert run(matting, "matting", *options, "--steps", "2") == 0
    assert "best.safetensors (the best by validation)" in capsys.readouterr().out
    trained = load_checkpoint(matting / "model.safetensors")
    assert trained.config.trained_steps == (1, 2) and trained.config.steps == 2
    ours, theirs = trained.prior.state_dict(), load_checkpoint(prior / "model.safetensors").prior.state_dict()
    assert all(value.equal(theirs[name]) for name, value in ours.items())
    best = json.loads((matting / "best.json").read_text())
    assert {"step", "sad", "mse", "grad", "conn", "validated_on"} == set(best)
    assert best["validated_on"] == "4 procedural composites"

    again = load_preset(matting / "settings.toml")
    assert again.matting.loop_steps == (1, 2) and again.matting.crop == 64
    assert run(matting, "matting", *options, "--steps", "3") == 0
    assert run(matting, "matting", *options, "--steps", "3", "--seed", "1") == 1
    assert "seed was 0 and is now 1" in capsys.readouterr().err


def test_what_is_trained_on_is_told(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.delenv("DMAT_DATA", raising=False)
    walls = trees.save_backgrounds(tmp_path / "walls", ["1.png", "2.png"])
    own = trees.folders(tmp_path / "own")
    assert _about("prior", Preset(), TrainingSource([walls])).endswith(
        "a new compact model on procedural pictures alone, before 2 backgrounds."
    )
    assert _about("matting", Preset(), TrainingSource([own], backgrounds=[walls])).endswith(
        "on 2 pictures with mattes, 2 backgrounds."
    )


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a model, other weights of its architecture, and a run of one step in `run`."""
    monkeypatch.delenv("DMAT_DATA", raising=False)
    models = {"mine": tiny_model(TINY_GUIDED), "other": tiny_model(TINY_GUIDED), "changed": None}
    with torch.no_grad():
        models["other"].prior.head.weight += 0.1
    models["changed"] = models["other"]
    for name, model in models.items():
        save_model(model, tmp_path / f"{name}.safetensors")
    for folder in ("walls", "woods"):
        trees.save_backgrounds(tmp_path / folder, ["1.png", "2.png"])
    for folder in ("cats", "dogs"):
        trees.adobe(tmp_path / folder)
    assert run(tmp_path / "run", "matting", *begin(tmp_path)) == 0
    return tmp_path


def begin(folder: Path, **others: str) -> list[str]:
    """The options of the run that was begun, some of them with other files or values."""
    given = {"model": "mine.safetensors", "prior": "mine.safetensors"}
    given |= {"data": "cats", "backgrounds": "walls"} | others
    return [
        "--steps",
        "1",
        *(part for name, file in given.items() for part in (f"--{name}", str(folder / file))),
    ]


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"model": "other.safetensors"}, "weights was"),
        ({"prior": "other.safetensors"}, "prior was"),
        ({"backgrounds": "woods"}, "backgrounds was"),
        ({"data": "dogs"}, "data was"),
    ],
)
def test_a_run_goes_on_from_nothing_else(begun: Path, capsys, others: dict[str, str], said: str) -> None:
    assert run(begun / "run", "matting", *begin(begun, **others)) == 1
    error = capsys.readouterr().err
    assert said in error and "another folder" in error
    assert error.count(" was ") == 2, "one value is another, beside the run itself"


def test_weights_are_known_by_what_they_hold(begun: Path, capsys) -> None:
    assert run(begun / "run", "matting", *begin(begun)) == 0
    (begun / "other.safetensors").replace(begun / "mine.safetensors")
    assert run(begun / "run", "matting", *begin(begun)) == 1
    error = capsys.readouterr().err
    assert "weights was" in error and "prior was" in error


def test_a_run_without_the_prior_is_another(begun: Path, capsys) -> None:
    options = begin(begun)
    where = options.index("--prior")
    assert run(begun / "run", "matting", *options[:where], *options[where + 2 :]) == 1
    assert 'is now ""' in capsys.readouterr().err


def test_a_run_in_another_precision_is_another(begun: Path, capsys) -> None:
    assert run(begun / "run", "matting", *begin(begun), "--precision", "bfloat16") == 1
    assert 'precision was "float32" and is now "bfloat16"' in capsys.readouterr().err


def test_a_run_is_validated_on_what_can_be_read(begun: Path, tmp_path: Path, caplog) -> None:
    """The case without a readable picture is left out, and the best model is that of this set."""
    held = trees.aim_500(tmp_path / "aim")
    (held / "original" / "o_1.jpg").write_bytes(b"no picture")
    options = [*begin(begun), "--validate", str(held)]
    assert run(tmp_path / "validated", "matting", *options) == 0
    assert "o_1 is left out of validation" in caplog.text
    best = json.loads((tmp_path / "validated" / "best.json").read_text())
    assert "AIM-500, " in best["validated_on"]
    (held / "original" / "o_2.jpg").write_bytes(b"no picture")
    assert run(tmp_path / "refused", "matting", *options) == 1
    assert not (tmp_path / "refused").exists()


def test_without_diffusion_a_run_validates_as_one_shot(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.delenv("DMAT_DATA", raising=False)
    model = tmp_path / "tiny.safetensors"
    save_model(tiny_model(TINY_GUIDED), model)
    monkeypatch.setattr("core.training.validation.MattingPredictor", None)  # would raise if it were used
    assert run(tmp_path / "run", "matting", "--model", str(model), "--no-diffusion", "--steps", "1") == 0
    best = json.loads((tmp_path / "run" / "best.json").read_text())
    assert best["validated_on"].endswith(", without diffusion")
