"""The U-Net of the prior D and of the corrector C: DDPM's, without attention."""

import torch
import torch.nn.functional as F
from torch import nn

from core.diffusion import LEVELS
from core.models.config import UNetConfig
from core.models.layers import DownSample, ResBlock, TimeEmbedding, UpSample, make_norm


class UNet(nn.Module):
    """Maps N x inputs x H x W to N x outputs x H x W; H and W multiples of `stride`.

    Args:
        inputs: channels of the image-like tensor `x`.
        outputs: channels of the result.
        config: width, depth, normalisation.
        features: channels of a second input that already lies on the unshuffled grid.
        zero_output: start with a last convolution of zeros, so that the untrained network says 0.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        config: UNetConfig,
        *,
        features: int = 0,
        zero_output: bool = False,
    ) -> None:
        super().__init__()
        base = config.channels
        time_features = base * 4 if config.time else None
        cells = config.unshuffle**2
        self.unshuffle = config.unshuffle
        self.stride = config.unshuffle * 2 ** (len(config.multipliers) - 1)
        self.time_embedding: TimeEmbedding | None = None
        if time_features is not None:
            self.time_embedding = TimeEmbedding(LEVELS, base, time_features)

        def block(block_in: int, block_out: int) -> ResBlock:
            return ResBlock(block_in, block_out, time_features, config.norm, config.dropout)

        self.head = nn.Conv2d(inputs * cells + features, base, 3, padding=1)
        self.downblocks = nn.ModuleList()
        self.lean = config.lean
        skips, now = [] if config.lean else [base], base
        for level, multiplier in enumerate(config.multipliers):
            self.downblocks.append(block(now, base * multiplier))
            now = base * multiplier
            skips.append(now)
            if level < len(config.multipliers) - 1:
                self.downblocks.append(DownSample(now))
                skips += [] if config.lean else [now]
        self.middleblocks = nn.ModuleList([block(now, now)])
        self.upblocks = nn.ModuleList()
        for level, multiplier in reversed(list(enumerate(config.multipliers))):
            for _ in range(1 if config.lean else 2):
                self.upblocks.append(block(skips.pop() + now, base * multiplier))
                now = base * multiplier
            if level > 0:
                self.upblocks.append(UpSample(now, convolved=not config.lean))
        last = nn.Conv2d(now, outputs * cells, 3, padding=1)
        self.tail = nn.Sequential(make_norm(config.norm, now), nn.SiLU(), last)
        if zero_output:
            for parameter in last.parameters():
                nn.init.zeros_(parameter)

    def forward(
        self, x: torch.Tensor, t: torch.Tensor | None = None, features: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Args: x N x inputs x H x W; t N timesteps; features N x C x H/unshuffle x W/unshuffle."""
        time = self.time_embedding(t) if self.time_embedding is not None else None
        h = F.pixel_unshuffle(x, self.unshuffle) if self.unshuffle > 1 else x
        if features is not None:
            h = torch.cat([features.to(h.dtype), h], dim=1)
        h = self.head(h.contiguous(memory_format=torch.channels_last))
        skips = [] if self.lean else [h]
        for block in self.downblocks:
            h = block(h, time)
            if isinstance(block, ResBlock) or not self.lean:
                skips.append(h)
        for block in self.middleblocks:
            h = block(h, time)
        for block in self.upblocks:
            if isinstance(block, ResBlock):
                h = torch.cat([h, skips.pop()], dim=1)
            h = block(h, time)
        h = self.tail(h)
        return F.pixel_shuffle(h, self.unshuffle) if self.unshuffle > 1 else h
