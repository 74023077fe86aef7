"""Inversions kept from a run: the next of the same trimap has none to do, and gives the same to the bit."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from models_for_tests import TINY_GUIDED, TINY_PAPER, tiny_model

from core import kept_inversions
from core.models.config import ModelConfig
from core.predictor import MattingPredictor, RunSettings

SETTINGS = RunSettings(t_start=100, steps=3)
TILED = replace(TINY_GUIDED, tile=256, tile_overlap=128, whole_up_to=1000)


class Watched:
    """A predictor, and the calls of its prior by the run."""

    def __init__(self, config: ModelConfig) -> None:
        self.predictor = MattingPredictor(tiny_model(config), device="cpu", precision="float32")
        self.calls = 0
        self.predictor.model.prior.register_forward_hook(self._count)

    def _count(self, *_: object) -> None:
        self.calls += 1

    def run(self, trimap: np.ndarray, seed: int = 0, **changes) -> tuple[np.ndarray, int]:
        """The alpha, and how often the prior was asked."""
        self.calls = 0
        shares: list[float] = []
        alpha = self.predictor.run(
            picture(trimap.shape),
            trimap,
            settings=replace(SETTINGS, seed=seed, **changes),
            on_progress=lambda share, _: shares.append(share),
        ).alpha
        assert shares == sorted(shares) and shares[-2:] == [1, 1]  # what was left out counts as done
        return alpha, self.calls


def picture(shape: tuple[int, int]) -> np.ndarray:
    ramp = np.linspace(0, 255, shape[1])[None, :, None]
    noise = np.random.default_rng(0).normal(0, 20, (*shape, 3))
    return np.clip(ramp + noise, 0, 255).astype(np.uint8)


def banded(width: int = 128) -> np.ndarray:
    trimap = np.full((64, width), 128, np.uint8)
    trimap[:, :30], trimap[:, -30:] = 0, 255
    return trimap


@pytest.mark.parametrize(("config", "inverted"), [(TINY_GUIDED, 2), (TINY_PAPER, 3)])
def test_another_seed_inverts_nothing_anew_and_has_its_own_alpha(config: ModelConfig, inverted: int) -> None:
    watched = Watched(config)
    first, calls = watched.run(banded())
    assert calls == 3 + inverted
    other, calls = watched.run(banded(), seed=1)
    assert calls == 3
    expected, _ = Watched(config).run(banded(), seed=1)
    np.testing.assert_array_equal(other, expected)
    assert not np.array_equal(first, other)


def test_another_trimap_or_other_levels_are_inverted_anew() -> None:
    watched = Watched(TINY_GUIDED)
    watched.run(banded())
    trimap = banded()
    trimap[10, 60] = 255
    assert watched.run(trimap)[1] == 5
    assert watched.run(trimap, t_start=90)[1] == 5
    alpha, calls = watched.run(trimap, steps=2)
    assert calls == 3
    np.testing.assert_array_equal(alpha, Watched(TINY_GUIDED).run(trimap, steps=2)[0])


def test_weights_changed_in_their_place_are_inverted_with_anew() -> None:
    watched = Watched(TINY_GUIDED)
    _, calls = watched.run(banded())
    with torch.no_grad():
        for weight in watched.predictor.model.prior.parameters():
            weight.mul_(1.5)
    alpha, again = watched.run(banded())
    fresh = MattingPredictor(watched.predictor.model, device="cpu", precision="float32")
    assert again == calls
    np.testing.assert_array_equal(alpha, fresh.run(picture((64, 128)), banded(), settings=SETTINGS).alpha)


def test_what_is_on_a_device_is_not_read_back_to_know_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the meta device nothing can be read."""
    monkeypatch.setattr(torch, "is_autocast_enabled", lambda device: False)  # which knows no meta
    model = tiny_model().to("meta")
    kept = kept_inversions.KeptInversions()
    guidance, trimap = torch.empty(1, 1, 64, 64, device="meta"), torch.zeros(1, 1, 64, 64)
    first, again, other = (
        kept(model, guidance, [0, 50, 100], [made_of]) for made_of in (trimap, trimap.clone(), trimap + 1)
    )
    assert again is first and other is not first


def test_of_a_picture_in_tiles_each_tiles_is_kept_as_far_as_there_is_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trimap = banded(400)
    watched = Watched(TILED)
    _, calls = watched.run(trimap)
    tiles = calls // 5
    assert tiles > 1 and watched.run(trimap, seed=1)[1] == 3 * tiles
    kept = list(watched.predictor._inversions._kept.values())
    monkeypatch.setattr(kept_inversions, "MOST", sum(map(kept_inversions._size, kept)) - 1)
    watched = Watched(TILED)
    alpha, _ = watched.run(trimap, seed=1)
    again, calls = watched.run(trimap, seed=1)
    assert calls == 3 * tiles + 2  # one of them had no room, and has pushed out none of the others
    np.testing.assert_array_equal(again, alpha)


def test_what_no_run_wants_any_more_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_inversions, "MOST", 64 * 128 * 4 * 3)  # of one picture
    watched = Watched(TINY_GUIDED)
    other = banded()
    other[0, 60] = 0
    assert [watched.run(trimap)[1] for trimap in (banded(), banded(), other, other)] == [5, 3, 5, 3]
    assert len(watched.predictor._inversions._kept) == 1


def test_where_memory_runs_out_they_are_given_back() -> None:
    watched = Watched(replace(TILED, tile=512, whole_up_to=10**6))
    model = watched.predictor.model
    watched.run(banded(400))

    def no_room(_: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        if inputs[0].shape[3] > 256:
            assert kept._kept
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 3.00 GiB.")
        seen.append(len(kept._kept))

    kept, seen = watched.predictor._inversions, []
    model.encoder.register_forward_pre_hook(no_room)
    watched.run(banded(400), seed=1)
    assert seen[0] == 0
