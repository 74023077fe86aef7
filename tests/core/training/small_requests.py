"""A fine-tuning that takes seconds: five pictures of 32 pixels, a small model, small crops."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from data import layout_trees as trees
from models_for_tests import tiny_model
from tiny_runs import SMALL

from core.data.layouts import open_data_set
from core.data.sources import TrainingSource
from core.errors import Cancelled
from core.models.checkpoints import save_model
from core.training.finetune import finetune
from core.training.finetune_request import FinetuneRequest
from core.training.loop import Hooks
from core.training.presets import load_preset

SMALL_STEPS = (
    "matting.crop=32", "matting.composite=64", "matting.batch=4", "matting.per_composite=2",
    "matting.save_every=2", "matting.precision=float32",
)  # fmt: skip
"""What makes the preset `finetune` so small, as `--set` takes it."""
NAMES = ["a", "b", "c", "d", "e"]
PARTS = {"image": "images/{}.png", "alpha": "alphas/{}.png", "trimap": "trimaps/{}.png"}
"""Of the pictures, and where each part of one lies."""


def small_request(folder: Path) -> FinetuneRequest:
    """The request, its pictures in `folder/own`, its guard in `folder/guard`, its model beside them."""
    pictures = trees.save_set(folder / "own", NAMES, **PARTS)
    save_model(tiny_model(SMALL), folder / "small.safetensors")
    return replace(
        FinetuneRequest(open_data_set(pictures), preset=load_preset("finetune", SMALL_STEPS)),
        model=folder / "small.safetensors",
        others=TrainingSource(procedural=True),
        guard=open_data_set(trees.folders(folder / "guard")),
        device="cpu",
        workers=0,
    )


def cancel_while_measuring(request: FinetuneRequest, folder: Path) -> None:
    """Leave a folder with a plan and a picture's score before."""
    stages: list[str] = []
    hooks = Hooks(cancelled=lambda: stages.count("measuring before") > 1)
    with pytest.raises(Cancelled, match="goes on"):
        finetune(request, folder, hooks=hooks, on_stage=lambda stage, *_: stages.append(stage))
    plan = json.loads((folder / "plan.json").read_text())
    assert list(plan["before"]["held out"]) == ["c"] and not (folder / "training").exists()
