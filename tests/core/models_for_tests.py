"""Small models with random weights, for tests of the loop and of what stands on it."""

from dataclasses import replace

import torch

from core.models.config import COMPACT, PAPER, ModelConfig, SwinUnetConfig, UNetConfig
from core.models.diffusion_mat import DiffusionMat

TINY_UNET = UNetConfig(channels=32, multipliers=(1, 1), norm="pixel", unshuffle=2, dropout=0.0)
TINY_GUIDED = replace(
    COMPACT,
    name="tiny",
    sharpen=False,
    trust=False,
    steps=3,
    trained_steps=(1, 2, 3),
    tile_multiple=64,
    prior=replace(TINY_UNET, unshuffle=4),
    corrector=TINY_UNET,
    encoder=replace(
        COMPACT.encoder, embed=32, depths=(2, 2), heads=(1, 2), patch=4, features=32, stride=2, hints=0
    ),
)
TINY_HINTED = replace(TINY_GUIDED, name="tiny-hinted", encoder=replace(TINY_GUIDED.encoder, hints=2))
TINY_PAPER = replace(
    PAPER,
    name="tiny-paper",
    prior=replace(TINY_UNET, norm="group", unshuffle=1),
    corrector=replace(TINY_UNET, norm="group", unshuffle=1),
    encoder=SwinUnetConfig(embed=32, depths=(2, 2), heads=(1, 2), features=8),
)


def tiny_model(config: ModelConfig = TINY_GUIDED, seed: int = 0) -> DiffusionMat:
    """A model whose corrector does something, although nothing was learnt."""
    torch.manual_seed(seed)
    model = DiffusionMat(config)
    torch.nn.init.normal_(model.corrector.tail[-1].weight, std=0.02)
    return model.eval().requires_grad_(False)
