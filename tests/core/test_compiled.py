"""Compiled networks: one shape for all tiles, the same mattes, and plain networks where it does not work."""

import copy
import functools
import gc
import shutil
import sys
import weakref
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from compilers_for_tests import Compiler
from models_for_tests import TINY_GUIDED, TINY_PAPER, tiny_model
from torch import nn

from core.compiled import CompiledNetworks
from core.errors import Cancelled
from core.models.checkpoints import load_checkpoint, save_model
from core.models.config import ModelConfig
from core.models.diffusion_mat import DiffusionMat
from core.models.registry import load_model
from core.predictor import MattingPredictor, RunSettings

SETTINGS = RunSettings(t_start=100, steps=1)
UNET = replace(TINY_GUIDED.prior, multipliers=(1,), lean=True)
TILED = replace(
    TINY_GUIDED,
    tile=256,
    tile_overlap=128,
    whole_up_to=1000,
    prior=UNET,
    corrector=UNET,
    encoder=replace(TINY_GUIDED.encoder, depths=(1, 1), patch=8, stride=4),
)
"""With few layers, as torch takes its time to look at each."""


def banded(height: int = 256, width: int = 384) -> tuple[np.ndarray, np.ndarray]:
    """A picture, and a trimap that wants tiles of 256 pixels, two as it is, with nothing to be cut off."""
    trimap = np.full((height, width), 128, np.uint8)
    trimap[:, :30], trimap[:, -30:] = 0, 255
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8), trimap


def predictors(config: ModelConfig = TILED) -> tuple[MattingPredictor, MattingPredictor]:
    """The same model, as it is and compiled."""
    plain, compiled = (
        MattingPredictor(tiny_model(config), device="cpu", precision="float32", compiled=compiled)
        for compiled in (False, True)
    )
    return plain, compiled


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """The largest difference, in levels of 255."""
    return 255 * float(np.abs(one - other).max())


def test_of_a_picture_in_tiles_each_network_is_one_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    """What torch sees of them is counted; no code is made of it. Another picture, seed or number of steps,
    and other weights in the place of the first, are no other graph."""
    graphs: list[torch.fx.GraphModule] = []

    def backend(graph: torch.fx.GraphModule, _: list[torch.Tensor]) -> Callable:
        graphs.append(graph)
        return graph.forward

    monkeypatch.setattr(torch, "compile", functools.partial(torch.compile, backend=backend))
    torch.compiler.reset()
    plain, compiled = predictors()
    names = list(compiled.model.state_dict())
    picture, trimap = banded()
    calls: list[int] = []
    hook = compiled.model.encoder.register_forward_hook(lambda *_: calls.append(1))
    for change in ({}, {"seed": 1, "steps": 2}):
        expected, found = (
            each.run(picture, trimap, settings=replace(SETTINGS, **change)) for each in (plain, compiled)
        )
        assert apart(expected.alpha, found.alpha) < 0.01
        assert found.notes == expected.notes and len(graphs) == 3
    assert len(calls) == 4
    hook.remove()
    weights = tiny_model(TILED, seed=5).state_dict()
    for each in (plain, compiled):
        each.model.load_state_dict(weights)
    picture, trimap = banded(256, 256)
    other, found = (each.run(picture, trimap, settings=SETTINGS).alpha for each in (plain, compiled))
    assert len(graphs) == 3 and apart(other, found) < 0.01
    assert list(compiled.model.state_dict()) == names


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("g++"), reason="there is no C++ compiler")
def test_the_compiler_itself_gives_the_same_and_without_it_networks_run_as_they_are() -> None:
    from torch._inductor import config as inductor

    torch.compiler.reset()
    networks = [nn.Sequential(nn.Conv2d(1, 2, 3, padding=1), nn.SiLU()) for _ in range(3)]
    model = SimpleNamespace(**dict(zip(("encoder", "corrector", "prior"), networks, strict=True)))
    x = torch.rand(1, 1, 16, 16)
    told: list[str] = []
    with torch.no_grad():
        expected = model.prior(x)
        with CompiledNetworks(model).used(told.append):
            torch.testing.assert_close(model.prior(x), expected)
        assert not told
        torch.compiler.reset()
        compiled = CompiledNetworks(model)
        with (
            inductor.patch({"cpp.cxx": ("no-such-compiler",), "fx_graph_cache": False}),
            compiled.used(told.append),
        ):
            assert torch.equal(model.prior(x), expected)
    assert not compiled.works
    (sentence,) = told
    assert "could not be compiled here" in sentence and "C++ compiler" in sentence and "\n" not in sentence


def test_tiles_have_one_shape_and_their_batches_two_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    compiler = Compiler().in_place(monkeypatch)
    plain, compiled = predictors()
    picture, trimap = banded(256, 768)
    expected = plain.run(picture, trimap, settings=SETTINGS).alpha
    for room, counts in ((1, {1}), (3, {1}), (4, {1, 4}), (100, {1, 4})):
        monkeypatch.setattr("core.tiled_refinement.copies_that_fit", lambda device, before, room=room: room)
        compiler.seen.clear()
        found = compiled.run(picture, trimap, settings=SETTINGS).alpha
        assert {shape[0] for _, shape in compiler.seen} == counts
        assert {shape[2:] for _, shape in compiler.seen} == {(256, 256)}
        assert apart(expected, found) < 0.01


def test_a_picture_smaller_than_a_tile_is_padded_to_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the bundled weights, as random ones see more of what is padded than of the picture."""
    compiler = Compiler().in_place(monkeypatch)
    bundled = load_model("compact")
    model = DiffusionMat(replace(bundled.config, tile=384)).eval()
    model.load_state_dict(bundled.state_dict())
    plain, compiled = (
        MattingPredictor(model, device="cpu", precision="float32", compiled=compiled)
        for compiled in (False, True)
    )
    settings = RunSettings(steps=1)
    for size in ((3, 65), (200, 250)):
        picture, trimap = banded(*size)
        alphas = [each.run(picture, trimap, settings=settings).alpha for each in (plain, compiled)]
        assert alphas[1].shape == size
        assert np.abs(alphas[0] - alphas[1]).mean() < 1 / 255  # moved by two pixels, it is five times that
    assert apart(*(alpha[:100] for alpha in alphas)) < 0.5  # far from what is padded
    region = np.s_[20:50, 70:110]
    part = compiled.run(picture, trimap, settings=settings, region=(70, 20, 40, 30), previous=alphas[0]).alpha
    assert apart(part[region], alphas[1][region]) < 0.1  # padding begins elsewhere, and is spread from there
    assert {shape[2:] for _, shape in compiler.seen} == {(384, 384)}


def test_networks_whose_norms_see_all_of_a_tile_keep_their_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Theirs to the bit; of pictures of many sizes, some are compiled for and others not."""
    compiler = Compiler().in_place(monkeypatch)
    monkeypatch.setattr("core.compiled.MOST_SHAPES", 1)
    plain, compiled = predictors(TINY_PAPER)
    for size in ((64, 96), (96, 128)):
        picture, trimap = banded(*size)
        alphas = [each.run(picture, trimap, settings=SETTINGS).alpha for each in (plain, compiled)]
        np.testing.assert_array_equal(*alphas)
    assert {shape[2:] for _, shape in compiler.seen} == {(64, 96)}


class _TritonError(Exception):
    """Triton's own is no more than this."""


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (RuntimeError("backend='inductor' raised:\nNo C++ compiler.\n\nSet"), "No C++ compiler"),
        (OSError(), "OSError"),
        (_TritonError("out of resource: shared memory"), "out of resource: shared memory"),
    ],
)
def test_where_compiling_fails_networks_run_as_they_are_and_a_note_says_so(
    error: Exception, why: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "triton.errors", SimpleNamespace(TritonError=_TritonError))
    compiler = Compiler(fails=error).in_place(monkeypatch)
    plain, compiled = predictors()
    picture, trimap = banded()
    expected = plain.run(picture, trimap, settings=SETTINGS)
    found = compiled.run(picture, trimap, settings=SETTINGS)
    (note,) = set(found.notes) - set(expected.notes)
    assert note.startswith(f"The networks could not be compiled here ({why}), so they ran as they are")
    assert note in caplog.messages and len(compiler.seen) == 1
    assert compiled.not_compiled == note and not plain.not_compiled
    assert apart(expected.alpha, found.alpha) < 0.01
    again = compiled.run(picture, trimap, settings=SETTINGS)
    np.testing.assert_array_equal(again.alpha, expected.alpha)
    assert again.notes == expected.notes and len(compiler.seen) == 1


def test_another_error_than_a_compilers_is_not_taken_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "triton.errors", raising=False)
    Compiler(fails=_TritonError("of nobody knows whom")).in_place(monkeypatch)
    with pytest.raises(_TritonError):
        predictors()[1].run(*banded(), settings=SETTINGS)


def test_a_run_that_is_over_is_held_by_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    Compiler().in_place(monkeypatch)
    _, compiled = predictors()

    class Told:
        def __call__(self, share: float, what: str) -> None: ...

    told = Told()
    left = weakref.ref(told)
    compiled.run(*banded(), settings=SETTINGS, on_progress=told)
    del told
    gc.collect()
    assert left() is None


def test_memory_that_runs_out_in_compiled_networks_is_made_do_with(monkeypatch: pytest.MonkeyPatch) -> None:
    compiler = Compiler().in_place(monkeypatch)
    _, compiled = predictors(replace(TILED, tile=512, whole_up_to=10**6))
    picture, trimap = banded(300, 400)

    def no_room(_: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        if inputs[0].shape[2] > 256 // 4:  # of a block of 4 x 4 pixels, it sees one
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 3.00 GiB.")

    compiled.model.corrector.head.register_forward_pre_hook(no_room)  # inside of what is compiled
    result = compiled.run(picture, trimap, settings=SETTINGS)
    (note,) = (note for note in result.notes if "memory" in note)
    assert "tiles of 256 pixels" in note and not any("compiled" in note for note in result.notes)
    assert [compiler.seen[place][1][2:] for place in (0, -1)] == [(512, 512), (256, 256)]


def test_a_run_that_is_cancelled_or_fails_leaves_the_model_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    compiler = Compiler().in_place(monkeypatch)
    _, compiled = predictors()
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(len(compiler.seen))
        return len(compiler.seen) == 2

    with pytest.raises(Cancelled):
        compiled.run(*banded(), settings=SETTINGS, cancelled=cancelled)
    networks = (compiled.model.encoder, compiled.model.corrector, compiled.model.prior)
    assert asked[-1] == 2 and not any("forward" in vars(network) for network in networks)
    compiler.fails = torch.OutOfMemoryError("CUDA out of memory.")
    with pytest.raises(torch.OutOfMemoryError):
        compiled.run(*banded(), settings=SETTINGS)
    assert not any("forward" in vars(network) for network in networks)


def test_models_share_nothing_and_files_hold_the_same_tensors(
    monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    Compiler().in_place(monkeypatch)
    first, second = (tiny_model(TILED, seed=seed) for seed in (0, 1))
    picture, trimap = banded()
    saved: list[list[str]] = []

    def save(*_: object) -> None:
        if not saved:  # in the middle of a run, when the networks are compiled ones
            save_model(first, tmp_path / "model.safetensors")
            saved.append(list(copy.deepcopy(first.state_dict())))

    for model in (first, second, first):
        plain, compiled = (
            MattingPredictor(model, device="cpu", precision="float32", compiled=compiled)
            for compiled in (False, True)
        )
        found = compiled.run(picture, trimap, settings=SETTINGS, on_progress=save).alpha
        assert apart(plain.run(picture, trimap, settings=SETTINGS).alpha, found) < 0.01
    assert saved == [list(first.state_dict())]
    stored = load_checkpoint(tmp_path / "model.safetensors").state_dict()
    assert all(torch.equal(stored[name], value) for name, value in first.state_dict().items())


def test_inversions_of_compiled_networks_are_kept_apart_from_plain_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiler = Compiler().in_place(monkeypatch)
    _, compiled = predictors(replace(TILED, whole_up_to=10**6))
    calls: list[int] = []
    compiled.model.prior.register_forward_hook(lambda *_: calls.append(1))
    picture, trimap = banded(256, 256)  # one tile, of the same shape either way

    def run(seed: int) -> int:
        calls.clear()
        compiled.run(picture, trimap, settings=RunSettings(t_start=100, steps=3, seed=seed))
        return len(calls)

    assert [run(0), run(1)] == [5, 3]
    compiler.fails = RuntimeError("no compiler")
    assert [run(2), run(3)] == [3, 5]  # found while compiled, asked for anew by plain networks
