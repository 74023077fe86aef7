"""Whatever stands in a file of values, or in an array: what is made of it is whole, or it is refused."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
import torch
from fuzzing import seeds
from fuzzing.mutations import spoil_value
from fuzzing.readers import READERS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.batch.record import Record
from core.errors import CheckpointError, DmatError, SettingsError
from core.imaging.picture import Picture
from core.imaging.trimap import snap_trimap
from core.models.config import ARCHITECTURES, ModelConfig
from core.models.diffusion_mat import DiffusionMat
from core.projects.reading import read_project, read_summary
from core.training.presets import Preset, load_preset, make_preset

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
"""What JSON can say."""
KEYS = [
    (table, key)
    for table, values in vars(Preset()).items()
    for key in [*vars(values), "recipe", "unheard_of"]
]
CAREFUL = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)


def tried(make: Callable[..., Any], *arguments: object) -> Any:
    """What `make` makes of the arguments; None where it refuses them, in a sentence."""
    try:
        return make(*arguments)
    except DmatError as error:
        sentence = str(error)
    assert len(sentence) > 20
    return None


@CAREFUL
@given(
    chosen=st.dictionaries(
        st.sampled_from(KEYS), VALUES | st.sampled_from(["gca", "paper", "constant", [1, 2]]), max_size=3
    )
)
def test_any_preset(chosen: dict[tuple[str, str], object], tmp_path_factory: pytest.TempPathFactory) -> None:
    tables: dict[str, dict[str, object]] = {}
    for (table, key), value in chosen.items():
        tables.setdefault(table, {})[key] = value
    preset = tried(make_preset, tables)
    if preset is None:
        return
    path = tmp_path_factory.mktemp("preset") / "kept.toml"
    path.write_text(preset.to_toml(), encoding="utf-8")
    assert repr(load_preset(path)) == repr(preset)


@CAREFUL
@given(st.text(max_size=60) | st.text(max_size=20).map(lambda text: f"matting.steps = {text}"))
def test_any_text_as_a_preset(text: str) -> None:
    tried(load_preset, None, [text])


@CAREFUL
@given(st.sampled_from(sorted(ARCHITECTURES)), st.integers(0, 2**32))
def test_any_description_of_a_model(name: str, seed: int) -> None:
    rng = Random(seed)
    values = spoil_value(rng, json.loads(json.dumps(ARCHITECTURES[name].to_dict())))
    config = tried(ModelConfig.from_dict, values)
    if config is not None:
        with torch.device("meta"):
            DiffusionMat(config)


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("encoder", "depths", [10**6, 2]), ("encoder", "depths", [2] * 30), ("encoder", "window", 2**20),
        ("encoder", "embed", 2**30), ("encoder", "features", 2**30), ("encoder", "patch", 2**20),
        ("prior", "channels", 2**30), ("prior", "multipliers", [1] * 40),
        ("prior", "multipliers", [2**20, 1]), ("corrector", "unshuffle", 2**20),
    ],
)  # fmt: skip
def test_descriptions_of_giants_are_refused_before_they_are_built(part: str, key: str, value: object) -> None:
    values = json.loads(json.dumps(ARCHITECTURES["compact"].to_dict()))
    values[part][key] = value
    if key == "depths":
        values[part]["heads"] = [1] * len(value)
    with pytest.raises(CheckpointError, match=r"at most \d+|must be"):
        ModelConfig.from_dict(values)


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What is in a project."""
    folder = tmp_path_factory.mktemp("project")
    seeds.projects(folder)
    with zipfile.ZipFile(folder / "full.dmat") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@CAREFUL
@given(seed=st.integers(0, 2**32))
def test_any_manifest_of_a_project(
    seed: int, members: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("project") / "work.dmat"
    manifest = spoil_value(Random(seed), json.loads(members["manifest.json"]))
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in (members | {"manifest.json": json.dumps(manifest)}).items():
            archive.writestr(name, data)
    for read in (read_summary, read_project):
        found = tried(read, path)
        assert found is None or min(found.reference.size) >= 1


@pytest.mark.parametrize("reader", ["batch records", "evaluation records", "fine-tunings"])
def test_any_values_in_a_record(reader: str, tmp_path: Path) -> None:
    own = tmp_path / "kept" / "own"
    own.mkdir(parents=True)
    READERS[reader].prepare(own)
    files = READERS[reader].files(tmp_path)

    @CAREFUL
    @given(st.sampled_from(sorted(files)), VALUES | st.integers(0, 2**32).map(lambda seed: Random(seed)))
    def any_values(name: str, value: object) -> None:
        if isinstance(value, Random):
            text = files[name].decode().splitlines()[0] if name.endswith("l") else files[name].decode()
            value = spoil_value(value, json.loads(text))
        (own / name).write_text(json.dumps(value), encoding="utf-8")
        tried(READERS[reader].read, own / name, own)
        (own / name).write_bytes(files[name])

    any_values()


@pytest.mark.parametrize("text", ["[" * 100_000, "9" * 10_000, "\ufeff{}", "{", "", '{"a": 1e999}', "null"])
def test_texts_that_are_no_record(text: str, tmp_path: Path) -> None:
    for name in ("batch records", "evaluation records", "fine-tunings", "presets"):
        own = tmp_path / name / "own"
        own.mkdir(parents=True)
        READERS[name].prepare(own)
        for file in READERS[name].files(tmp_path):
            (own / file).write_text(text, encoding="utf-8")
            tried(READERS[name].read, own / file, own)
    with pytest.raises(SettingsError, match="not a record of this program"):
        Record(tmp_path / "batch records" / "own")


ARRAYS = arrays.arrays(
    st.sampled_from([np.bool_, np.uint8, np.uint16, np.int16, np.int64, np.float16, np.float32, np.float64]),
    arrays.array_shapes(min_dims=1, max_dims=4, min_side=0, max_side=4),
)


@CAREFUL
@given(ARRAYS)
def test_any_array_as_a_picture(pixels: np.ndarray) -> None:
    picture = tried(Picture.from_array, pixels)
    if picture is None:
        return
    assert picture.pixels.shape == (*pixels.shape[:2], 3)
    assert picture.srgb8().dtype == np.uint8


@CAREFUL
@given(ARRAYS)
def test_any_array_as_a_trimap(grey: np.ndarray) -> None:
    found = tried(snap_trimap, grey)
    if found is None:
        return
    trimap, moved = found
    assert trimap.shape == grey.shape and trimap.dtype == np.uint8
    assert set(np.unique(trimap)) <= {0, 128, 255}
    assert 0 <= moved <= grey.size
