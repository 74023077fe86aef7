"""The released system, imported from files as the authors publish them, gives the released system's numbers.

`released_reference.npz` holds its inputs and outputs in float32 with weights filled by a rule, so that the
test needs no weights; `released_parameters.json` lists its parameters.
"""

import json
import zlib
from pathlib import Path

import numpy as np
import pytest
import torch

from core.errors import CheckpointError
from core.evaluation.macs import count_macs
from core.models.checkpoints import load_checkpoint
from core.models.config import RELEASED
from core.models.diffusion_mat import DiffusionMat
from core.models.released_import import import_released, recognise
from core.refinement import invert, refine

DATA = Path(__file__).parents[1] / "data"


def fill(prefix: str, name: str, value: torch.Tensor) -> torch.Tensor:
    """The reference's rule for weights."""
    if name.endswith(("relative_position_index", "timembedding.0.weight")):
        return value
    generator = np.random.default_rng(zlib.crc32((prefix + name).encode()))
    z = torch.from_numpy(generator.standard_normal(tuple(value.shape), dtype=np.float32))
    if name.endswith("bias_table"):
        return 0.5 * z
    if value.ndim >= 2:
        return z / value[0].numel() ** 0.5
    return 1 + 0.1 * z if name.endswith("weight") else 0.1 * z


def released_states() -> dict[str, dict[str, torch.Tensor]]:
    """State dicts with the authors' names and shapes."""
    listed = json.loads((DATA / "released_parameters.json").read_text())
    computed = DiffusionMat(RELEASED).prior.time_embedding.timembedding[0].weight
    prefixes = {"prior": "net_model.", "encoder": "ckpt.0.", "corrector": "ckpt.1."}
    states = {}
    for part, prefix in prefixes.items():
        names = listed[part]
        pairs = names.items() if isinstance(names, dict) else names
        states[part] = {}
        for name, shape in pairs:
            empty = computed if name.endswith("timembedding.0.weight") else torch.zeros(shape)
            states[part][name] = fill(prefix, name, empty)
    return states


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("released")
    states = released_states()
    prior, matting = folder / "prior.pt", folder / "matting.pth"
    torch.save({"net_model": states["prior"], "step": 1}, prior)
    prefixed = [{f"module.{k}": v for k, v in states[part].items()} for part in ("encoder", "corrector")]
    torch.save(prefixed, matting)
    return prior, matting


@pytest.fixture(scope="module")
def model(files: tuple[Path, Path]) -> DiffusionMat:
    out = files[0].parent / "released.safetensors"
    import_released(*files, out)
    return load_checkpoint(out)


@pytest.fixture(scope="module")
def reference() -> dict[str, torch.Tensor]:
    with np.load(DATA / "released_reference.npz") as file:
        return {name: torch.from_numpy(file[name]) for name in file.files}


def assert_agrees(value: torch.Tensor, expected: torch.Tensor, name: str) -> None:
    difference = (value - expected).abs().max().item()
    assert difference < 1e-3, f"{name} differs by {difference}"


@torch.no_grad()
def test_parts_agree(model: DiffusionMat, reference: dict[str, torch.Tensor]) -> None:
    image = reference["image"] * model.deviation + model.mean
    trimap = reference["trimap"]
    features = model.encode(image, trimap, trimap)
    assert_agrees(features, reference["encoder_features"], "encoder_features")
    assert_agrees(model.predict_eps(trimap, 100), reference["prior_at_t100"], "prior_at_t100")
    corrected = model.correct(features, trimap, 0, trimap).latent
    assert_agrees(corrected, reference["corrector_on_trimap"], "corrector_on_trimap")


@torch.no_grad()
def test_loop_agrees_at_every_key(model: DiffusionMat, reference: dict[str, torch.Tensor]) -> None:
    image = reference["image"] * model.deviation + model.mean
    trimap = reference["trimap"]
    checked = {"image", "trimap", "noise", "encoder_features", "prior_at_t100", "corrector_on_trimap"}

    inverted = invert(model, trimap, 250, 5)
    for t, value in inverted.items():
        if t > 0:
            assert_agrees(value, reference[f"trimap_inversion_t{t}"], f"trimap_inversion_t{t}")
            checked.add(f"trimap_inversion_t{t}")

    steps = list(refine(model, image, trimap, noise=reference["noise"]))
    assert [step.t for step in reversed(steps)] == reference["timesteps"].tolist()
    assert_agrees(steps[0].denoised, reference["perturbed"], "perturbed")
    assert steps[0].corrected is None and steps[0].propagated is None
    for step in steps[1:]:
        for kind in ("denoised", "corrected", "propagated"):
            assert_agrees(getattr(step, kind), reference[f"{kind}_t{step.t}"], f"{kind}_t{step.t}")
            checked.add(f"{kind}_t{step.t}")
    assert_agrees(steps[-1].alpha0, reference["alpha"], "alpha")
    assert checked | {"timesteps", "perturbed", "alpha"} == set(reference)


@pytest.mark.parametrize(("steps", "giga"), [(1, 517.96), (3, 1455.54), (5, 2393.12), (10, 4737.07)])
def test_macs_are_those_of_table_7(steps: int, giga: float) -> None:
    assert count_macs(RELEASED, 512, steps) / 1e9 == pytest.approx(giga, rel=0.01)


def test_swapped_files_are_named(files: tuple[Path, Path], tmp_path: Path) -> None:
    prior, matting = files
    with pytest.raises(CheckpointError, match="not the prior's checkpoint"):
        import_released(matting, prior, tmp_path / "out.safetensors")
    with pytest.raises(CheckpointError, match="not the matting checkpoint"):
        import_released(prior, prior, tmp_path / "out.safetensors")
    assert not list(tmp_path.iterdir())


def test_missing_and_misshapen_tensors_are_named(files: tuple[Path, Path], tmp_path: Path) -> None:
    state = torch.load(files[0], weights_only=True)
    del state["net_model"]["head.bias"]
    state["net_model"]["tail.2.weight"] = torch.zeros(2, 64, 3, 3)
    state["net_model"]["extra"] = torch.zeros(1)
    torch.save(state, tmp_path / "prior.pt")
    with pytest.raises(
        CheckpointError, match=r"1 missing \(head.bias\).*unexpected \(extra\).*tail.2.weight"
    ):
        import_released(tmp_path / "prior.pt", files[1], tmp_path / "out.safetensors")


class Malicious:
    """Its unpickling would create a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple:
        return (Path.touch, (self.path,))


def test_pickled_code_is_never_executed(files: tuple[Path, Path], tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    torch.save({"net_model": Malicious(touched)}, tmp_path / "prior.pt")
    with pytest.raises(CheckpointError, match="Nothing in it was executed"):
        import_released(tmp_path / "prior.pt", files[1], tmp_path / "out.safetensors")
    assert not touched.exists()


@pytest.mark.parametrize("content", [b"Dear reader", b"\xff\xd8\xff\xe0", b"", b"0a.", b"\x80\x02X"])
def test_another_kind_of_file_is_refused_in_our_words(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.pt").write_bytes(content)
    with pytest.raises(CheckpointError, match=r"letter\.pt cannot be read as a PyTorch checkpoint") as caught:
        recognise(tmp_path / "letter.pt")
    assert "weights_only" not in str(caught.value), "torch would have it executed"


def test_a_lack_of_memory_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*_args: object, **_options: object) -> None:
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory")

    monkeypatch.setattr(torch, "load", load)
    (tmp_path / "large.pt").touch()
    with pytest.raises(CheckpointError, match=r"large\.pt asks for more memory than there is"):
        recognise(tmp_path / "large.pt")
