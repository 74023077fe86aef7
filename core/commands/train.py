"""`dmat train prior|matting`: fit a model to one's own pictures."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.commands.arguments import (
    check_folders,
    check_model_file,
    check_place,
    number_from_zero,
    positive_number,
    whole_number,
)

if TYPE_CHECKING:  # torch is imported when the command runs, so that --help is quick
    from core.data.sources import TrainingSource
    from core.training.presets import Preset

_INTERRUPTED = 130
_COUNT = whole_number(1, 1_000_000_000)
_WEIGHTS = ("inversion", "alpha", "composition")
# Options that set a key of the table [prior] or [matting]: option, type, metavar, key, help.
_SETTINGS = (
    ("--steps", _COUNT, "N", "steps", "optimiser steps of the whole run"),
    ("--batch", _COUNT, "N", "batch", "crops that a process takes at once"),
    ("--accumulate", _COUNT, "N", "accumulate", "batches to a step of the optimiser"),
    ("--crop", whole_number(64, 4096, 32), "PX", "crop", "side of a crop: a multiple of 32"),
    (
        "--composite",
        whole_number(64, 8192),
        "PX",
        "composite",
        "side of the composites that crops are cut from",
    ),
    ("--per-composite", _COUNT, "N", "per_composite", "crops from one composite; divides the batch"),
    ("--rate", positive_number, "X", "learning_rate", "peak learning rate"),
    ("--seed", whole_number(0, 2**32 - 1), "N", "seed", "of the crops, the noise and new weights"),
    ("--workers", whole_number(0, 256), "N", "workers", "processes that make crops"),
    ("--max-minutes", positive_number, "N", "max_minutes", "stop with a checkpoint after so long"),
    ("--save-every", _COUNT, "N", "save_every", "steps between checkpoints"),
    ("--validate-every", _COUNT, "N", "validate_every", "steps between validations"),
)


def add_parser(commands: argparse._SubParsersAction) -> None:
    """Describe the command and its two kinds."""
    parser = commands.add_parser(
        "train",
        help="train a model's prior, or its encoder and corrector",
        description="Train on composites made on the fly of cut-outs and backgrounds, with procedural ones "
        "among them. A run that was stopped or killed goes on when started again with the same folder. Under "
        "`accelerate launch` or `torchrun` it runs on several devices.",
    )
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    prior = kinds.add_parser("prior", help="the diffusion prior, on mattes alone")
    matting = kinds.add_parser("matting", help="encoder and corrector, in the refinement loop")
    for kind in (prior, matting):
        _add_what(kind)
        _add_how(kind)
        kind.set_defaults(run=run)
    _add_matting(matting)


def _add_what(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder of the run")
    parser.add_argument(
        "--preset",
        metavar="NAME|FILE",
        help="compact, paper, released, finetune, or a TOML file (default: the bundled model's settings, "
        "10,000 steps)",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        dest="changes",
        metavar="TABLE.KEY=VALUE",
        help="any other value of the preset, as in composites.merge=0.5; may be given several times",
    )
    parser.add_argument(
        "--model",
        metavar="NAME|FILE",
        help="compact, paper or released, to begin with new weights; or a model to go on from (default: a "
        "new compact; to go on from the bundled one: --set model.weights=compact)",
    )
    parser.add_argument(
        "--data",
        type=Path,
        nargs="+",
        default=[],
        metavar="ROOT",
        help="data sets in any layout, see `dmat data` (default: the folder $DMAT_DATA/train if there is "
        "one, else procedural pictures alone)",
    )
    parser.add_argument(
        "--backgrounds",
        type=Path,
        nargs="+",
        default=[],
        metavar="FOLDER",
        help="more pictures to compose onto",
    )


def _add_how(parser: argparse.ArgumentParser) -> None:
    for option, kind, metavar, _, text in _SETTINGS:
        parser.add_argument(option, type=kind, metavar=metavar, help=text)
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda, mps or xpu (default: auto)")
    parser.add_argument(
        "--precision",
        choices=("auto", "bfloat16", "float32", "float64"),
        help="of the networks (default: auto, bfloat16 where the device has instructions for it)",
    )
    parser.add_argument(
        "--float32", action="store_const", const="float32", dest="precision", help="no bfloat16"
    )
    parser.add_argument("--compile", action="store_true", help="run the networks through torch.compile")
    parser.add_argument(
        "--cache-mb",
        type=_COUNT,
        default=600,
        metavar="MB",
        help="most memory for decoded pictures, all workers of a process together (default: 600)",
    )


def _add_matting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--prior", metavar="FILE", help="take the prior's weights from this model")
    parser.add_argument(
        "--pretrained-encoder",
        action="store_true",
        help="begin the encoder from ImageNet's Swin-T (fetched once; architectures paper and released)",
    )
    parser.add_argument(
        "--no-diffusion", action="store_true", help="as a one-shot network (Table 4; warm start)"
    )
    parser.add_argument(
        "--no-arp", action="store_true", help="without alpha reliability propagation (Table 5)"
    )
    parser.add_argument(
        "--loop-steps",
        type=whole_number(1, 1000),
        nargs="+",
        metavar="S",
        help="S of the loop; several take turns",
    )
    parser.add_argument(
        "--t-start", type=whole_number(1, 1000), metavar="T", help="level of the perturbation"
    )
    for name in _WEIGHTS:
        parser.add_argument(
            f"--weight-{name}", type=number_from_zero, metavar="X", help=f"weight of the {name} loss; 0: none"
        )
    parser.add_argument(
        "--validate",
        type=Path,
        metavar="ROOT",
        help="data set to validate on; the best model by SAD is kept (default: four procedural composites)",
    )
    parser.add_argument("--validate-limit", type=_COUNT, metavar="N", help="at most so many of its cases")


def run(args: argparse.Namespace) -> int:
    """Train until done, stopped, or out of time. Raises CheckpointError, DataError, SettingsError."""
    from core.models.config import ARCHITECTURES

    prior, validate = getattr(args, "prior", None), getattr(args, "validate", None)
    check_place(args.output)
    check_folders([*args.data, *args.backgrounds, validate])
    if args.model not in ARCHITECTURES:
        check_model_file(args.model)
    check_model_file(prior)
    from core.training.loop import Hooks  # torch with these
    from core.training.runs import RunInputs, run_preset, training_source

    first = os.environ.get("RANK", "0") == "0"
    preset = preset_of(args)
    inputs = RunInputs(
        data=args.data,
        backgrounds=args.backgrounds,
        prior=prior,
        cache_bytes=args.cache_mb * 2**20,
        validate=validate,
        validate_limit=getattr(args, "validate_limit", None),
    )
    source = training_source(args.kind, preset, inputs)
    if first:
        print(_about(args.kind, preset, source))
    with _quiet(not first):
        hooks = Hooks(bar=first, tensorboard=True)
        outcome = run_preset(
            args.kind, preset, inputs, args.output, source=source, device=args.device, hooks=hooks
        )
    if first:
        print(outcome.model)
        if outcome.best is not None:
            print(f"{outcome.best} (the best by validation)")
        if outcome.stopped is not None:
            print(f"Stopped at step {outcome.step} ({outcome.stopped}): the same command goes on.")
        else:
            print(f"All {outcome.step} steps are done. To go on from there: --model {outcome.model} -o OTHER")
    return _INTERRUPTED if outcome.stopped == "interrupted" else 0


def _about(kind: str, preset: Preset, source: TrainingSource) -> str:
    """What is trained, and on what."""
    begun = preset.model.weights or f"a new {preset.model.architecture} model"
    counts = {
        "cut-outs": sum(map(len, source.foregrounds.values())),
        "pictures with mattes": len(source.pictures),
        "backgrounds": len(source.backgrounds),
    }
    found = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
    if not counts["cut-outs"] and not counts["pictures with mattes"]:
        found = f"procedural pictures alone{f', before {found}' if found else ''}"
    return f"Training the {kind} part of {begun} on {found}."


def preset_of(args: argparse.Namespace) -> Preset:
    """The preset with what the command line changes. Raises SettingsError."""
    from core.errors import SettingsError
    from core.models.config import ARCHITECTURES
    from core.training.presets import load_preset

    other = "matting" if args.kind == "prior" else "prior"
    for change in args.changes:
        if change.startswith(f"{other}."):
            raise SettingsError(f"`dmat train {args.kind}` reads no [{other}]: --set {change} does nothing.")
    changes: dict[str, Any] = {}
    for option, _, _, key, _ in _SETTINGS:
        changes[f"{args.kind}.{key}"] = getattr(args, option[2:].replace("-", "_"))
    changes[f"{args.kind}.precision"] = args.precision
    changes[f"{args.kind}.compile"] = args.compile or None
    if args.kind == "matting":
        changes |= {
            "matting.diffusion": False if args.no_diffusion else None,
            "matting.arp": False if args.no_arp else None,
            "matting.loop_steps": args.loop_steps,
            "matting.t_start": args.t_start,
            "model.pretrained_encoder": args.pretrained_encoder or None,
        }
        changes |= {f"matting.{name}": getattr(args, f"weight_{name}") for name in _WEIGHTS}
    if args.model is not None:
        given = load_preset(args.preset)
        # A preset that goes on from weights is given other weights, not an architecture without any.
        key = "architecture" if args.model in ARCHITECTURES and not given.model.weights else "weights"
        changes[f"model.{key}"] = args.model
    changes = {key: value for key, value in changes.items() if value is not None}
    return load_preset(args.preset, args.changes, changes)


@contextmanager
def _quiet(quiet: bool) -> Iterator[None]:
    """Only process 0 tells what goes on; and the processes part when the run is over."""
    import logging

    from torch import distributed

    if quiet:
        logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
        if distributed.is_available() and distributed.is_initialized():
            distributed.destroy_process_group()
