"""Model files: what is written is read again, and what is wrong is named."""

import json
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


@pytest.mark.parametrize("change", [{"order": "backwards"}, {"unheard_of": 1}, {"prior": None}])
def test_damaged_descriptions_are_refused(file: Path, change: dict) -> None:
    rewrite(file, load_file(file), TINY_GUIDED.to_dict() | change)
    with pytest.raises(CheckpointError, match="description"):
        load_checkpoint(file)


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
    with pytest.raises(CheckpointError, match="no network"):
        load_model("closed-form")


def test_bundled_model_is_small_and_loads() -> None:
    path = find_model("compact").path
    assert path.stat().st_size <= 24e6
    assert load_model().config == ARCHITECTURES["compact"]
