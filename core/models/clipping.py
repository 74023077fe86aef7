"""Alpha's range, with a way back into it for what is learnt."""

import torch

LEAK = 0.1
"""Slope of a clipping outside of alpha's range; the paper states none, so that it is ours in every preset."""


def clipped(alpha: torch.Tensor) -> torch.Tensor:
    """Alpha clipped to [0, 1], as the finished matte is, with a small slope left outside to learn from."""
    inside = alpha.clamp(0, 1)
    return inside + LEAK * (alpha - inside)
