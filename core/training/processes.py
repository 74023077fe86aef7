"""The processes and devices of a training run, through HuggingFace accelerate."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import torch
from accelerate import Accelerator
from accelerate.state import AcceleratorState
from accelerate.utils import (
    DistributedDataParallelKwargs,
    GradientAccumulationPlugin,
    InitProcessGroupKwargs,
)
from torch import distributed

from core.devices import resolve_device, resolve_precision
from core.training.settings import TrainingSettings

_PATIENCE = timedelta(hours=12)
"""How long processes wait for the one that validates."""


@contextmanager
def fast_kernels(device: str) -> Iterator[None]:
    """Inside, a CUDA device picks its fastest convolutions and multiplies in TF32; then as it was before.

    What runs in the same process afterwards, as a window's matting does, gives what it always gives.

    Raises:
        SettingsError: the device is not there.
    """
    if resolve_device(device).type != "cuda":
        yield
        return
    before = torch.backends.cudnn.benchmark, torch.get_float32_matmul_precision()
    torch.backends.cudnn.benchmark = True  # crops are all of one size
    torch.set_float32_matmul_precision("high")
    try:
        yield
    finally:
        torch.backends.cudnn.benchmark = before[0]
        torch.set_float32_matmul_precision(before[1])


def make_accelerator(settings: TrainingSettings, device: str) -> Accelerator:
    """Accelerate for one run, whatever ran in this process before.

    Raises:
        SettingsError: the device is not there.
    """
    resolved = resolve_device(device)
    together = distributed.is_available() and distributed.is_initialized()
    # Accelerate keeps the first run's precision and device for the whole process; a second run has its own.
    AcceleratorState._reset_state(reset_partial_state=not together)
    if resolved.type == "cuda" and resolved.index is not None:
        torch.cuda.set_device(resolved)
    precision = settings.precision
    if precision == "auto":
        precision = resolve_precision("auto", resolved)
    return Accelerator(
        cpu=resolved.type == "cpu",
        mixed_precision="bf16" if precision == "bfloat16" else "no",
        # As a plugin: as a number, the environment of `accelerate launch` would override it.
        gradient_accumulation_plugin=GradientAccumulationPlugin(
            num_steps=settings.accumulate, sync_with_dataloader=False
        ),
        kwargs_handlers=[
            DistributedDataParallelKwargs(broadcast_buffers=False),
            InitProcessGroupKwargs(timeout=_PATIENCE),
        ],
    )
