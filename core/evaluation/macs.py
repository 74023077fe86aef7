"""Multiply-accumulate operations of a whole run, and what it moves, counted on tensors without data."""

import torch
from torch import nn
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
    model, counter = _without_data(config), FlopCounterMode(display=False)
    with counter:
        _run(model, height, width, steps, correct=correct, arp=arp)
    return counter.get_total_flops() // 2


def values_run(config: ModelConfig, height: int, width: int) -> int:
    """Numbers that convolutions and linear layers of `refine` take in and give out for height x width pixels.

    So many a device moves at the least, were all that stands between them computed on the way: norms,
    activations, attention. Weights are not counted, which the tiles of a batch share.
    """
    model, moved = _without_data(config), 0

    def count(_: nn.Module, inputs: tuple[torch.Tensor, ...], output: torch.Tensor) -> None:
        nonlocal moved
        moved += inputs[0].numel() + output.numel()

    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            layer.register_forward_hook(count)
    _run(model, height, width)
    return moved


def _without_data(config: ModelConfig) -> DiffusionMat:
    with torch.device("meta"):
        return DiffusionMat(config).eval()


@torch.no_grad()
def _run(
    model: DiffusionMat,
    height: int,
    width: int,
    steps: int | None = None,
    *,
    correct: bool = True,
    arp: bool = True,
) -> None:
    image, matte, start = (
        torch.empty(1, channels, height, width, device="meta")
        for channels in (3, 1, 1 + model.config.encoder.hints)
    )
    for _ in refine(model, image, matte, start=start, steps=steps, noise=matte, correct=correct, arp=arp):
        pass


def _macs_of_prior(config: ModelConfig, size: int) -> int:
    model, counter = _without_data(config), FlopCounterMode(display=False)
    with torch.no_grad(), counter:
        model.predict_eps(torch.empty(1, 1, size, size, device="meta"), 0)
    return counter.get_total_flops() // 2


def count_parameters(config: ModelConfig) -> dict[str, int]:
    """Parameters of the encoder, the corrector and the prior."""
    model = _without_data(config)
    parts = {"encoder": 0, "corrector": 0, "prior": 0}
    for name, value in model.named_parameters():
        part = name.split(".")[0]
        parts["encoder" if part == "detail" else part] += value.numel()
    return parts
