"""The U-Net of the prior and the corrector, as released and lean."""

import pytest
import torch

from core.models.config import UNetConfig
from core.models.layers import ResBlock, UpSample
from core.models.unet import UNet


def _network(*, lean: bool, unshuffle: int = 2) -> UNet:
    torch.manual_seed(0)
    config = UNetConfig(16, (1, 2, 3), norm="pixel", unshuffle=unshuffle, dropout=0.0, lean=lean)
    return UNet(1, 2, config, features=8).eval().requires_grad_(False)


@pytest.mark.parametrize("lean", [False, True])
def test_what_comes_out_has_the_size_of_what_goes_in(lean: bool) -> None:
    out = _network(lean=lean)(torch.rand(2, 1, 16, 24), torch.tensor([3, 7]), torch.rand(2, 8, 8, 12))
    assert out.shape == (2, 2, 16, 24)


@pytest.mark.parametrize("lean", [False, True])
def test_every_level_has_a_say(lean: bool) -> None:
    network, x, t = _network(lean=lean), torch.rand(1, 1, 16, 16), torch.tensor([5])
    features = torch.rand(1, 8, 8, 8)
    whole = network(x, t, features)
    for block in [*network.downblocks, *network.middleblocks, *network.upblocks]:
        hook = block.register_forward_hook(lambda _, __, out: out * 1.5)
        changed = network(x, t, features)
        hook.remove()
        assert not torch.equal(changed, whole)


def test_lean_has_one_block_a_level_on_the_way_up_and_none_that_looks_at_what_was_enlarged() -> None:
    full, lean = _network(lean=False).upblocks, _network(lean=True).upblocks
    assert [sum(isinstance(block, ResBlock) for block in of) for of in (full, lean)] == [6, 3]
    enlarging = [[block for block in of if isinstance(block, UpSample)] for of in (full, lean)]
    assert [sum(p.numel() > 0 for block in of for p in block.parameters()) for of in enlarging] == [4, 0]


def test_a_lean_networks_values_are_those_of_its_own_neighbourhood_alone() -> None:
    # Pixels normalise over their own channels, so a tile's values are the whole picture's but near its edge.
    network, x, features = _network(lean=True), torch.rand(1, 1, 16, 256), torch.rand(1, 8, 8, 128)
    whole = network(x, torch.tensor([5]), features)
    tile = network(x[..., :192], torch.tensor([5]), features[..., :96])
    assert torch.allclose(whole[..., :64], tile[..., :64], atol=1e-6)
