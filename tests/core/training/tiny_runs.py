"""Runs of training that take seconds: a small model, made-up crops of 32 pixels, settings to match."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import torch
from models_for_tests import TINY_GUIDED, tiny_model
from safetensors.torch import load_file

from core.models.config import ModelConfig, UNetConfig
from core.training.loop import Hooks, Outcome, train
from core.training.objectives import Batch, LoopObjective, Objective
from core.training.settings import TrainingSettings
from core.training.state import saved_states

SIDE = 32
SMALL_UNET = UNetConfig(channels=8, multipliers=(1,), norm="pixel", unshuffle=2, dropout=0.0)
SMALL = replace(
    TINY_GUIDED,
    name="small",
    prior=replace(SMALL_UNET, unshuffle=4),
    corrector=SMALL_UNET,
    encoder=replace(TINY_GUIDED.encoder, embed=8, depths=(1, 1), heads=(1, 1), features=8),
)
"""Some ten thousand parameters: a step takes a hundredth of a second."""
SETTINGS = TrainingSettings(
    steps=6,
    batch=2,
    learning_rate=1e-3,
    warmup=2,
    save_every=2,
    log_every=2,
    validate_every=2,
    workers=0,
    precision="float32",
)


def crop(number: int) -> Batch:
    """Crop `number`: soft discs over noise, known above and below, a function of the number alone."""
    generator = torch.Generator().manual_seed(number)
    rows, columns = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    x, y, radius = (torch.rand(3, generator=generator) * 12 + 8).tolist()
    alpha = ((radius - ((columns - x) ** 2 + (rows - y) ** 2) ** 0.5) / 6 + 0.5).clamp(0, 1)
    trimap = torch.where(alpha == 0, 0.0, torch.where(alpha == 1, 1.0, 0.5))
    foreground, background = torch.rand(2, 3, 1, 1, generator=generator)
    grain = 0.1 * torch.rand(3, SIDE, SIDE, generator=generator)
    start = (alpha + 0.3 * torch.rand(SIDE, SIDE, generator=generator)).clamp(0, 1)
    planes = {"alpha": alpha[None], "trimap": trimap[None], "start": start[None]}
    colours = {"foreground": foreground + grain, "background": background + grain}
    image = alpha * colours["foreground"] + (1 - alpha) * colours["background"]
    return {"image": image, **colours, **planes, "sample": torch.tensor(number)}


def made_up_batches(settings: TrainingSettings = SETTINGS, numbers: int = 2**30):
    """`Batches` of crops 0, 1, 2 ... modulo `numbers`, dealt as `crop_batches` deals them."""

    def batches(*, first_step: int, rank: int, world: int) -> Iterator[Batch]:
        step, size = first_step, settings.batch
        while True:
            for part in range(settings.accumulate):
                first = (step * settings.accumulate + part) * world * size + rank * size
                yield stacked([(first + index) % numbers for index in range(size)])
            step += 1

    return batches


def stacked(numbers: list[int]) -> Batch:
    """One batch of those crops."""
    crops = [crop(number) for number in numbers]
    batch = {name: torch.stack([crop[name] for crop in crops]) for name in crops[0]}
    return batch | {"seconds": torch.tensor([0.001, 0.002], dtype=torch.float64)}


def small_objective(config: ModelConfig = SMALL, **options: object) -> Objective:
    """The loop's objective on a new small model."""
    return LoopObjective(tiny_model(config), loop_steps=(1, 2), **options)


def run(
    folder: Path, settings: TrainingSettings = SETTINGS, hooks: Hooks | None = None, **options
) -> Outcome:
    """Train on the CPU. options: `objective`, `purpose` (the identity) and `batches` instead of the usual."""
    torch.manual_seed(len(str(folder)))  # whatever was drawn before must not matter
    objective = options.pop("objective", None) or small_objective()
    identity = {"purpose": options.pop("purpose", "a test")}
    batches = options.pop("batches", None) or made_up_batches(settings)
    return train(objective, batches, settings, folder, identity=identity, device="cpu", hooks=hooks)


def newest(folder: Path) -> dict[str, torch.Tensor]:
    """The tensors of a run's newest state."""
    return load_file(saved_states(folder)[0])


def assert_equal(one: Path, other: Path) -> None:
    """Two runs have the same states and models, to the bit."""
    for ours, theirs in (
        (newest(one), newest(other)),
        (load_file(one / "model.safetensors"), load_file(other / "model.safetensors")),
    ):
        assert ours.keys() == theirs.keys()
        for name, value in ours.items():
            assert torch.equal(value, theirs[name]), name


def lines(folder: Path) -> list[dict]:
    """The lines of a run's log."""
    return [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]


def losses(folder: Path) -> list[tuple[int, float]]:
    """Step and loss of each line of a run's log."""
    return [(line["step"], line["loss"]) for line in lines(folder)]
