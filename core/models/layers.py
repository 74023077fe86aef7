"""Layers that the U-Net and the encoder share."""

import math

import torch
import torch.nn.functional as F
from torch import nn


def at_least_float32(x: torch.Tensor) -> torch.Tensor:
    """What a network gave, in float32, or in float64 where the model itself computes so."""
    return x if x.dtype == torch.float64 else x.float()


def cells_of(x: torch.Tensor, side: int) -> torch.Tensor:
    """`pixel_unshuffle` in channels-last memory, which convolutions want, by one copy in place of two.

    N x C x H x W → N x (C side²) x H/side x W/side; H and W are multiples of the side.
    """
    n, channels, height, width = x.shape
    cells = x.reshape(n, channels, height // side, side, width // side, side).permute(0, 2, 4, 1, 3, 5)
    return cells.reshape(n, height // side, width // side, channels * side**2).permute(0, 3, 1, 2)


class PixelNorm(nn.LayerNorm):
    """LayerNorm over the channels of each pixel of an N x C x H x W tensor.

    Its statistics know nothing of the neighbourhood, so that a tile's result is the whole picture's.
    """

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        # In channels-last memory both permutations are views.
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


def make_norm(kind: str, channels: int) -> nn.Module:
    """The normalisation called "group" or "pixel"."""
    return PixelNorm(channels) if kind == "pixel" else nn.GroupNorm(32, channels)


class TimeEmbedding(nn.Module):
    """Timesteps as features: a table of interleaved sines and cosines, then two linear layers."""

    def __init__(self, levels: int, channels: int, features: int) -> None:
        super().__init__()
        rates = torch.exp(-torch.arange(0, channels, 2) / channels * math.log(10000))
        angles = torch.arange(levels).float()[:, None] * rates
        table = torch.stack([angles.sin(), angles.cos()], dim=-1).reshape(levels, channels)
        # The name and the numbering are those of the released checkpoint.
        self.timembedding = nn.Sequential(
            nn.Embedding.from_pretrained(table, freeze=True),
            nn.Linear(channels, features),
            nn.SiLU(),
            nn.Linear(features, features),
        )

    def forward(self, t: torch.Tensor) -> torch.Tensor:
        """N timesteps → N x features."""
        return self.timembedding(t)


class ResBlock(nn.Module):
    """Two 3 x 3 convolutions with a shortcut; the timestep, if there is one, is added between them."""

    def __init__(
        self, inputs: int, outputs: int, time_features: int | None, norm: str, dropout: float
    ) -> None:
        super().__init__()
        self.block1 = nn.Sequential(
            make_norm(norm, inputs), nn.SiLU(), nn.Conv2d(inputs, outputs, 3, padding=1)
        )
        if time_features is not None:
            self.temb_proj = nn.Sequential(nn.SiLU(), nn.Linear(time_features, outputs))
        self.block2 = nn.Sequential(
            make_norm(norm, outputs),
            nn.SiLU(),
            nn.Dropout(dropout),
            nn.Conv2d(outputs, outputs, 3, padding=1),
        )
        self.shortcut = nn.Conv2d(inputs, outputs, 1) if inputs != outputs else nn.Identity()

    def forward(self, x: torch.Tensor, time: torch.Tensor | None) -> torch.Tensor:
        h = self.block1(x)
        if time is not None:
            h = h + self.temb_proj(time)[:, :, None, None]
        return self.shortcut(x) + self.block2(h)


class DownSample(nn.Module):
    """Half the size by a 3 x 3 convolution of stride 2."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.main = nn.Conv2d(channels, channels, 3, stride=2, padding=1)

    def forward(self, x: torch.Tensor, time: torch.Tensor | None) -> torch.Tensor:
        return self.main(x)


class UpSample(nn.Module):
    """Twice the size: nearest neighbour, then, if so wished, a 3 x 3 convolution."""

    def __init__(self, channels: int, *, convolved: bool = True) -> None:
        super().__init__()
        self.main = nn.Conv2d(channels, channels, 3, padding=1) if convolved else nn.Identity()

    def forward(self, x: torch.Tensor, time: torch.Tensor | None) -> torch.Tensor:
        return self.main(F.interpolate(x, scale_factor=2, mode="nearest"))
