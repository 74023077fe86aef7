"""A fine-tuning that takes seconds: five pictures of 32 pixels, a small model, small crops."""

from dataclasses import replace
from pathlib import Path

from data import layout_trees as trees
from models_for_tests import tiny_model
from tiny_runs import SMALL

from core.data.layouts import open_data_set
from core.data.sources import TrainingSource
from core.models.checkpoints import save_model
from core.training.finetune_request import FinetuneRequest
from core.training.presets import load_preset

SMALL_STEPS = (
    "matting.crop=32", "matting.composite=64", "matting.batch=4", "matting.per_composite=2",
    "matting.save_every=2", "matting.precision=float32",
)  # fmt: skip
"""What makes the preset `finetune` so small, as `--set` takes it."""


def small_request(folder: Path) -> FinetuneRequest:
    """The request, its pictures in `folder/own`, its guard in `folder/guard`, its model beside them."""
    parts = {"image": "images/{}.png", "alpha": "alphas/{}.png", "trimap": "trimaps/{}.png"}
    pictures = trees.save_set(folder / "own", ["a", "b", "c", "d", "e"], **parts)
    save_model(tiny_model(SMALL), folder / "small.safetensors")
    return replace(
        FinetuneRequest(open_data_set(pictures), preset=load_preset("finetune", SMALL_STEPS)),
        model=folder / "small.safetensors",
        others=TrainingSource(procedural=True),
        guard=open_data_set(trees.folders(folder / "guard")),
        device="cpu",
        workers=0,
    )
