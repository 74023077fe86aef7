"""Multiply-accumulate operations of a whole run, counted on tensors without data."""

import torch
from torch.utils.flop_counter import FlopCounterMode

from core.models.config import ModelConfig
from core.models.diffusion_mat import DiffusionMat
from core.refinement import refine


def count_macs(
    config: ModelConfig, size: int = 512, steps: int | None = None, *, correct: bool = True, arp: bool = True
) -> int:
    """MACs of one refinement of a size x size picture: the encoder once, D twice and C once a step.

    The paper's Table 7 counts the same and calls it FLOPs; one of the passes of D that it counts is never run
    in the released order (`macs_run`). The coarse start of a guided model is no network and not counted.
    `correct` and `arp` as in `refine`.
    """
    run = macs_run(config, size, size, steps, correct=correct, arp=arp)
    if config.order == "step_then_correct" and correct and arp:
        run += _macs_of_prior(config, size)
    return run


def macs_run(
    config: ModelConfig,
    height: int,
    width: int,
    steps: int | None = None,
    *,
    correct: bool = True,
    arp: bool = True,
) -> int:
    """MACs that `refine` runs for a tile of height x width pixels; else as `count_macs`."""
    with torch.device("meta"):
        model = DiffusionMat(config).eval()
        image = torch.empty(1, 3, height, width)
        matte = torch.empty(1, 1, height, width)
        start = torch.empty(1, 1 + config.encoder.hints, height, width)
    counter = FlopCounterMode(display=False)
    with torch.no_grad(), counter:
        for _ in refine(model, image, matte, start=start, steps=steps, noise=matte, correct=correct, arp=arp):
            pass
    return counter.get_total_flops() // 2


def _macs_of_prior(config: ModelConfig, size: int) -> int:
    with torch.device("meta"):
        model = DiffusionMat(config).eval()
        matte = torch.empty(1, 1, size, size)
    counter = FlopCounterMode(display=False)
    with torch.no_grad(), counter:
        model.predict_eps(matte, 0)
    return counter.get_total_flops() // 2


def count_parameters(config: ModelConfig) -> dict[str, int]:
    """Parameters of the encoder, the corrector and the prior."""
    with torch.device("meta"):
        model = DiffusionMat(config)
    parts = {"encoder": 0, "corrector": 0, "prior": 0}
    for name, value in model.named_parameters():
        part = name.split(".")[0]
        parts["encoder" if part == "detail" else part] += value.numel()
    return parts
