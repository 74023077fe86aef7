"""Names for new models, and how runs know the weights that they begin from."""

import hashlib
from pathlib import Path

import pytest
from models_for_tests import tiny_model

from core.errors import CheckpointError, SettingsError
from core.models.checkpoints import save_model
from core.models.registry import place_for_new_model, user_models_folder, weights_digest


@pytest.mark.parametrize("name", ["my fur", "ours-2", "Würth", "com", "console", "v1.2"])
def test_a_new_name_has_a_file(name: str) -> None:
    assert place_for_new_model(name) == user_models_folder() / f"{name}.safetensors"


@pytest.mark.parametrize(
    "name", ["compact", "COMPACT", "closed-form", "paper", "released", "mine", "Mine", "bad"]
)
def test_a_taken_name_is_refused(name: str) -> None:
    user_models_folder().mkdir(parents=True)
    save_model(tiny_model(), user_models_folder() / "mine.safetensors")
    (user_models_folder() / "bad.safetensors").write_bytes(b"no model")
    with pytest.raises(SettingsError, match="already"):
        place_for_new_model(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        " a",
        "a.",
        ".a",
        "..",
        "../a",
        "a/b",
        "a\\b",
        "C:a",
        "a?",
        "a\n",
        "NUL",
        "com1",
        "Lpt9.x",
        "é" * 101,
        "a.safetensors",
    ],
)
def test_what_is_no_file_name_everywhere_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="name"):
        place_for_new_model(name)


def test_weights_are_known_by_their_bytes(tmp_path: Path) -> None:
    save_model(tiny_model(), tmp_path / "a.safetensors")
    expected = hashlib.sha256((tmp_path / "a.safetensors").read_bytes()).hexdigest()
    assert weights_digest(tmp_path / "a.safetensors") == expected
    with pytest.raises(CheckpointError, match="no network"):
        weights_digest("closed-form")
