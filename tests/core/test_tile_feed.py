"""Tiles for the networks: made ready while they compute, on the device by the time they are asked for."""

import threading
from dataclasses import replace

import numpy as np
import pytest
import torch
from models_for_tests import TINY_GUIDED, tiny_model

from core.errors import Cancelled, is_out_of_memory
from core.predictor import MattingPredictor, RunSettings
from core.tile_feed import TileFeed, sent_ahead
from core.tile_layers import TileLayers

CPU = torch.device("cpu")
SETTINGS = RunSettings(t_start=100, steps=1)


def _of_several_tiles(tile: int = 256) -> tuple[MattingPredictor, np.ndarray, np.ndarray]:
    """A model, a picture and a trimap of which it makes three tiles or more."""
    config = replace(TINY_GUIDED, tile=tile, tile_overlap=128, whole_up_to=1000)
    predictor = MattingPredictor(tiny_model(config), device="cpu", precision="float32")
    trimap = np.full((64, tile * 2 + 48), 128, np.uint8)
    trimap[:, :30], trimap[:, -30:] = 0, 255
    return predictor, np.random.default_rng(0).integers(0, 256, (*trimap.shape, 3), np.uint8), trimap


class Layers:
    """Layers of nothing, and which tiles were asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def tensors(self, part: tuple[slice, slice]) -> list[torch.Tensor]:
        rows, columns = part
        if columns.start < 0:
            raise MemoryError("no room")
        self.asked.append(columns.start)
        shape = 1, 1, rows.stop - rows.start, columns.stop - columns.start
        nothing = torch.zeros(shape)
        return [torch.full(shape, float(columns.start)), nothing, nothing, torch.zeros(1, 3, *shape[2:])]


def plan(*places: tuple[int, int]) -> list[tuple[slice, slice]]:
    return [(slice(0, 8), slice(at, at + width)) for at, width in places]


def test_tiles_of_one_shape_go_together_and_none_is_left_out() -> None:
    feed = TileFeed(Layers(), plan((0, 8), (8, 8), (16, 8), (24, 8), (32, 4), (36, 4)), CPU)
    seen = []
    for tiles, (first, *_, last), guidance in feed.batches():
        feed.at_once = 2
        assert last.shape[0] == len(tiles)
        assert [layer.shape[:2] for layer in guidance] == [(len(tiles), 1)] * 2
        seen.append([int(value) for value in first[:, 0, 0, 0]])
    assert seen == [[0], [8, 16], [24], [32, 36]]


def test_of_even_batches_what_is_left_over_goes_one_by_one() -> None:
    feed = TileFeed(Layers(), plan(*((at, 8) for at in range(0, 88, 8))), CPU, even=True)
    counts = []
    for batch in feed.batches():
        feed.at_once = 4
        counts.append(len(batch.tiles))
    assert counts == [1, 4, 4, 1, 1]


def test_a_batch_that_cannot_be_made_says_why_where_it_is_asked_for() -> None:
    layers = Layers()
    batches = TileFeed(layers, plan((0, 8), (8, 8), (-8, 8)), CPU).batches()
    next(batches), next(batches)
    with pytest.raises(MemoryError, match="no room") as failed:
        next(batches)
    assert is_out_of_memory(failed.value)


def test_the_next_tile_is_made_while_the_networks_compute(monkeypatch: pytest.MonkeyPatch) -> None:
    predictor, picture, trimap = _of_several_tiles()
    begun = [threading.Event() for _ in range(9)]
    made, computed, threads = iter(begun), [], set()
    tensors = TileLayers.tensors

    def noted(self: TileLayers, part: tuple[slice, slice]) -> list[torch.Tensor]:
        threads.add(threading.get_ident())
        next(made).set()
        return tensors(self, part)

    def computing(*_: object) -> None:
        computed.append(len(computed))
        if len(computed) == 2:  # of the third nothing is computed before the second is done
            assert begun[2].wait(60)

    monkeypatch.setattr(TileLayers, "tensors", noted)
    predictor.model.encoder.register_forward_pre_hook(computing)
    predictor.run(picture, trimap, settings=SETTINGS)
    assert len(computed) >= 3 and threading.get_ident() not in threads


class _OfHost:
    """A tensor, as far as it is sent somewhere."""

    def __init__(self) -> None:
        self.done: list[object] = []

    def pin_memory(self) -> "_OfHost":
        self.done.append("pinned")
        return self

    def to(self, device: torch.device, non_blocking: bool = False) -> "_OfHost":
        self.done.append((device.type, non_blocking))
        return self


@pytest.mark.parametrize(("device", "done"), [("cuda", ["pinned", ("cuda", True)]), ("mps", []), ("cpu", [])])
def test_cuda_alone_is_sent_to_from_another_thread(device: str, done: list[object]) -> None:
    assert sent_ahead(_OfHost(), torch.device(device)).done == done


def test_batches_are_on_the_device_when_they_are_asked_for() -> None:
    feed = TileFeed(Layers(), plan((0, 8), (8, 8)), torch.device("meta"))
    batches = list(feed.batches())
    assert [layer.device.type for batch in batches for layer in batch.layers] == ["meta"] * 8
    assert {layer.device.type for batch in batches for layer in batch.guidance_made_of} == {"cpu"}


def test_memory_that_runs_out_while_the_next_tile_is_made_is_made_do_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    predictor, picture, trimap = _of_several_tiles(512)
    tensors, asked = TileLayers.tensors, []

    def short(self: TileLayers, part: tuple[slice, slice]) -> list[torch.Tensor]:
        asked.append(part)
        if len(asked) == 3:
            raise MemoryError
        return tensors(self, part)

    plain = predictor.run(picture, trimap, settings=SETTINGS)
    monkeypatch.setattr(TileLayers, "tensors", short)
    result = predictor.run(picture, trimap, settings=SETTINGS)
    (note,) = set(result.notes) - set(plain.notes)
    assert "too little memory" in note and len(asked) > 3
    assert result.alpha.shape == trimap.shape


def test_a_cancelled_run_leaves_no_thread() -> None:
    predictor, picture, trimap = _of_several_tiles()
    before, asked = threading.active_count(), []

    def cancelled() -> bool:
        asked.append(threading.active_count())
        return any(count > before for count in asked)

    with pytest.raises(Cancelled):
        predictor.run(picture, trimap, settings=SETTINGS, cancelled=cancelled)
    assert threading.active_count() == before
