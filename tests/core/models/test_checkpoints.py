"""Model files: what is written is read again, and what is wrong is named."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from models_for_tests import TINY_GUIDED, tiny_model
from safetensors.torch import load_file, save_file

from core.errors import CheckpointError
from core.models.checkpoints import load_checkpoint, read_config, save_model
from core.models.config import ARCHITECTURES, ModelConfig
from core.models.registry import available_models, find_model, load_model, user_models_folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.safetensors"
    save_model(tiny_model(), path)
    return path


def rewrite(path: Path, tensors: dict[str, torch.Tensor], config: dict | None = None) -> None:
    values = TINY_GUIDED.to_dict() if config is None else config
    save_file(tensors, path, {"format": "dmat-1", "config": json.dumps(values)})


def test_round_trip(file: Path) -> None:
    model, again = tiny_model(), load_checkpoint(file)
    assert again.config == model.config
    for name, value in model.state_dict().items():
        assert torch.equal(value, again.state_dict()[name]), name
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_half_precision_file_loads_as_float32(tmp_path: Path) -> None:
    save_model(tiny_model(), tmp_path / "half.safetensors", dtype=torch.float16)
    model = load_checkpoint(tmp_path / "half.safetensors")
    assert {value.dtype for value in model.parameters()} == {torch.float32}


@pytest.mark.parametrize("config", ARCHITECTURES.values(), ids=ARCHITECTURES)
def test_configs_survive_json(config: ModelConfig) -> None:
    assert ModelConfig.from_dict(json.loads(json.dumps(config.to_dict()))) == config


def test_every_wrong_tensor_is_named(file: Path) -> None:
    tensors = load_file(file)
    tensors.pop("detail.bias")
    tensors["stranger"] = torch.zeros(1)
    tensors["detail.weight"] = torch.zeros(3)
    rewrite(file, tensors)
    with pytest.raises(
        CheckpointError, match=r"missing \(detail.bias\).*\(stranger\).*detail.weight is \(3,\)"
    ):
        load_checkpoint(file)


def test_other_files_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="no model file"):
        read_config(tmp_path / "none.safetensors")
    (tmp_path / "text.safetensors").write_text("not tensors")
    with pytest.raises(CheckpointError, match="import-released"):
        read_config(tmp_path / "text.safetensors")
    save_file({"x": torch.zeros(1)}, tmp_path / "foreign.safetensors")
    with pytest.raises(CheckpointError, match="not a model of this program"):
        read_config(tmp_path / "foreign.safetensors")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"order": "backwards"},
            "order = 'backwards'; it must be one of correct_then_step, step_then_correct",
        ),
        ({"unheard_of": 1}, "unheard_of"),
        ({"prior": None}, "description cannot be read"),
        ({"steps": "5"}, "steps = '5'; it must be a whole number"),
        ({"steps": True}, "steps = True"),
        ({"steps": 0}, "steps = 0; it must be from 1 to 250"),
        ({"t_start": 1001}, "t_start = 1001"),
        ({"trained_steps": 3}, "trained_steps = 3; it must be a list of whole numbers"),
        ({"trained_steps": []}, "trained_steps"),
        ({"arp_between": [1, 2, 3]}, "it must be 2 whole numbers"),
        ({"unknown_value": float("nan")}, "unknown_value = nan"),
        ({"residual": 1}, "residual = 1; it must be true or false"),
        ({"weights_by": None}, "weights_by = None; it must be a text"),
        ({"pad_multiple": 30}, "pad_multiple = 30; it must be a multiple of 8, the prior's stride"),
        ({"tile_multiple": 0}, "tile_multiple = 0"),
        ({"tile": 1000}, "tile = 1000; it must be a multiple of tile_multiple, 64"),
        ({"tile_overlap": 960}, "tile = 1024; it must be at least 1088, for tile_overlap = 960"),
        ({"tile_overlap": 1024}, "tile_overlap = 1024; it must be from 0 to 960"),
        ({"prior.channels": 33}, "prior.channels = 33; it must be a multiple of 2"),
        ({"prior.norm": "group", "prior.channels": 48}, "it must be a multiple of 32"),
        ({"prior.multipliers": [1, 0]}, "must be at least 1"),
        ({"prior.dropout": 1}, "prior.dropout = 1"),
        ({"corrector.unshuffle": 4}, "corrector.unshuffle = 4; it must be encoder.stride, 2"),
        ({"encoder.heads": [1, 3]}, "3 must divide 64 features"),
        ({"encoder.heads": [1]}, "they must be of one length"),
        ({"encoder.window": 1}, "encoder.window = 1"),
        ({"encoder.patch": 3}, "encoder.patch = 3; it must be a multiple of the stride, 2"),
        ({"encoder.inputs": "image"}, "encoder.detail = true"),
    ],
    ids=str,
)
def test_damaged_descriptions_are_refused(file: Path, change: dict, said: str) -> None:
    values = TINY_GUIDED.to_dict()
    for name, value in change.items():
        *parts, last = name.split(".")
        (values[parts[0]] if parts else values)[last] = value
    rewrite(file, load_file(file), values)
    with pytest.raises(CheckpointError, match=re.escape(said)):
        load_checkpoint(file)


@pytest.mark.parametrize(
    "text", ['"abc"', "5", "[]", "null", "{}", "{", "[" * 100_000, "9" * 10_000], ids=lambda text: text[:5]
)
def test_one_bad_model_file_leaves_the_others_usable(text: str, caplog) -> None:
    folder = user_models_folder()
    folder.mkdir(parents=True)
    save_model(tiny_model(), folder / "good.safetensors")
    save_file({"x": torch.zeros(1)}, folder / "bad.safetensors", {"format": "dmat-1", "config": text})
    assert [entry.name for entry in available_models()] == ["compact", "good", "closed-form"]
    assert "bad.safetensors is left out" in caplog.text
    with pytest.raises(CheckpointError, match="description"):
        find_model(folder / "bad.safetensors")


def test_models_are_found_by_name_and_by_file(file: Path) -> None:
    user_models_folder().mkdir(parents=True)
    save_model(
        tiny_model(replace(TINY_GUIDED, weights_by="somebody")), user_models_folder() / "mine.safetensors"
    )
    names = {entry.name: entry for entry in available_models()}
    assert list(names) == ["compact", "mine", "closed-form"]
    assert "somebody" in names["mine"].description
    assert load_model("mine").config.name == "tiny"
    assert find_model(file).path == file
    with pytest.raises(CheckpointError, match="compact, mine, closed-form"):
        find_model("nonsense")
    with pytest.raises(CheckpointError, match="dmat import-released"):
        load_model("released")
    with pytest.raises(CheckpointError, match="no network"):
        load_model("closed-form")


def test_bundled_model_is_small_and_loads() -> None:
    path = find_model("compact").path
    assert path.stat().st_size <= 24e6
    assert load_model().config == ARCHITECTURES["compact"]
