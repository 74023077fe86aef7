"""Train the bundled model further on one machine, for so many minutes: one command from weights to weights.

    python scripts/train_bundled.py DATA/train FOLDER --minutes 9

It begins with the bundled weights, or goes on with what FOLDER/run holds, and leaves in FOLDER files of at
most 16 MiB each: `average.safetensors` (the running average, which is what would be bundled) and
`raw.safetensors` (to train on from), both in half precision, and `log.jsonl`. The rate is constant, so that a
run may end at any minute and go on later: the average takes the place of a falling rate. Adam's moments stay
in FOLDER/run; where that does not come along, the warm-up makes them anew. Needs no Qt.
"""

import argparse
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.models.checkpoints import load_checkpoint, save_model
from core.models.diffusion_mat import DiffusionMat
from core.training.presets import ModelChoice, load_preset
from core.training.runs import RunInputs, run_preset
from core.training.state import load_state

LIMIT = 16 * 2**20
ENDLESS = 1_000_000


def main(args: argparse.Namespace) -> None:
    """Train, then write the three files."""
    preset = load_preset("compact")
    matting = replace(
        preset.matting,
        steps=ENDLESS,
        schedule="constant",
        batch=args.batch,
        crop=args.crop,
        learning_rate=args.rate,
        loop_steps=tuple(args.loop_steps),
        average_decay=args.average_decay,
        workers=args.workers,
        seed=args.seed,
        max_minutes=args.minutes,
        save_every=ENDLESS,
        validate_every=ENDLESS,
    )
    preset = replace(preset, model=ModelChoice(weights=str(args.weights)), matting=matting)
    run = args.folder / "run"
    outcome = run_preset("matting", preset, RunInputs(data=[args.data]), run, device=args.device)
    average = load_checkpoint(outcome.model)
    save_model(average, args.folder / "average.safetensors", dtype=torch.float16)
    raw = DiffusionMat(average.config)
    raw.load_state_dict(load_state(run).part("model"))
    save_model(raw, args.folder / "raw.safetensors", dtype=torch.float16)
    left = ["average.safetensors", "raw.safetensors"]
    if (run / "log.jsonl").is_file():  # begun at the fiftieth step
        shutil.copyfile(run / "log.jsonl", args.folder / "log.jsonl")
        left.append("log.jsonl")
    for name in left:
        size = (args.folder / name).stat().st_size
        print(f"{args.folder / name}: {size / 2**20:.1f} MiB{'' if size <= LIMIT else ', above 16 MiB'}")
    print(f"{outcome.step} steps so far")


def options() -> argparse.ArgumentParser:
    """The command line; the defaults suit one data-centre GPU with 16 cores beside it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="training data")
    parser.add_argument("folder", type=Path, help="what it leaves")
    parser.add_argument("--minutes", type=float, default=9.0)
    parser.add_argument("--weights", default="compact", help="a model or a file to begin from")
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--crop", type=int, default=256)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--loop-steps", type=int, nargs="+", default=[1, 1, 2])
    parser.add_argument("--average-decay", type=float, default=0.999)
    parser.add_argument("--workers", type=int, default=14)
    parser.add_argument(
        "--seed", type=int, default=1, help="another one for every run, so that no crop repeats"
    )
    parser.add_argument("--device", default="auto")
    return parser


if __name__ == "__main__":
    main(options().parse_args())
