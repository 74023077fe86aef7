"""One sheet of pictures that shows what a model makes of a few crops."""

import torch
from torchvision.utils import make_grid

from core.models.diffusion_mat import DiffusionMat
from core.training.objectives import Batch, Objective

CROPS = 4
"""Rows of a sheet at most."""


@torch.no_grad()
def sheet(objective: Objective, model: DiffusionMat, batch: Batch, *, bf16: bool) -> torch.Tensor:
    """3 x H x W in [0, 1]: a row per crop, the columns of `Objective.sheet`."""
    few = {name: value[:CROPS] for name, value in batch.items()}
    with torch.autocast(model.device.type, torch.bfloat16, enabled=bf16):
        columns = objective.sheet(model, few)
    columns = [column.float().clamp(0, 1).expand(-1, 3, -1, -1).cpu() for column in columns]
    pictures = torch.stack(columns, dim=1).flatten(0, 1)  # crop by crop
    return make_grid(pictures, nrow=len(columns), padding=2, pad_value=1.0)
