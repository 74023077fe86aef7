"""Pixels to tokens: of channels that vary slowly, a token takes the mean of what it covers."""

import pytest
import torch

from core.models.swin_unet import PatchEmbed


@pytest.mark.parametrize("size", [(16, 24), (12, 20)])
def test_a_token_takes_the_mean_of_what_varies_slowly(size: tuple[int, int]) -> None:
    """Also where the last tokens hang over the edge: of those, what lies inside is asked."""
    torch.manual_seed(0)
    embed = PatchEmbed(2, 6, 8, smooth=3).eval()
    x, smooth = torch.zeros(1, 2, *size), torch.rand(1, 3, *size)
    with torch.no_grad():
        found = embed(x, smooth)
        assert embed.smooth is not None
        height, width = found.shape[1:3]
        for row in range(height):
            for column in range(width):
                part = smooth[..., row * 8 : row * 8 + 8, column * 8 : column * 8 + 8]
                token = embed.proj.bias + embed.smooth.weight[..., 0, 0] @ part.mean((0, 2, 3))
                torch.testing.assert_close(found[0, row, column], embed.norm(token))
