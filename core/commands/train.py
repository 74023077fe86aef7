"""`dmat train prior|matting`: fit a model to one's own pictures."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.commands.arguments import number_from_zero, positive_number, whole_number

_LARGEST_CROP = 448
"""The side of a composite, from which crops are cut."""


def add_parser(commands: argparse._SubParsersAction) -> None:
    """Describe the command and its two kinds."""
    parser = commands.add_parser(
        "train",
        help="train a model's prior, or its encoder and corrector",
        description="Train on composites made on the fly of cut-outs and backgrounds, with procedural ones "
        "among them. A run that was stopped goes on when started again with the same folder.",
    )
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    prior = kinds.add_parser("prior", help="the diffusion prior, on mattes alone")
    matting = kinds.add_parser("matting", help="encoder and corrector, in the refinement loop")
    for kind in (prior, matting):
        kind.add_argument(
            "--model", default="compact", metavar="NAME|FILE", help="architecture, or weights to go on from"
        )
        kind.add_argument(
            "--data",
            type=Path,
            help="folder with foregrounds/ and backgrounds/ (default: the folder $DMAT_DATA/train if there "
            "is one, else procedural pictures alone)",
        )
        kind.add_argument("-o", "--output", type=Path, required=True, help="folder of the run")
        count = whole_number(1, 1_000_000_000)
        kind.add_argument("--steps", type=count, default=10_000, help="optimiser steps of the whole run")
        kind.add_argument("--batch", type=count, default=12, help="crops a step")
        side = whole_number(64, _LARGEST_CROP, multiple=32)
        kind.add_argument("--crop", type=side, default=192, help="side of a crop, pixels: a multiple of 32")
        kind.add_argument(
            "--per-composite", type=count, default=4, help="crops from one composite; divides the batch"
        )
        kind.add_argument("--rate", type=positive_number, default=1e-3, help="peak learning rate")
        seed = whole_number(0, 2**32 - 1)
        kind.add_argument("--seed", type=seed, default=0, help="of the crops and the noise")
        kind.add_argument("--workers", type=whole_number(0, 256), default=1, help="processes that make crops")
        kind.add_argument("--max-minutes", type=positive_number, help="stop with a checkpoint after so long")
        kind.add_argument("--device", default="cpu", help="auto, cpu, cuda, mps or xpu (default: cpu)")
        kind.add_argument("--float32", action="store_true", help="no bfloat16")
        kind.set_defaults(run=run)
    matting.add_argument("--prior", metavar="FILE", help="take the prior's weights from this model")
    matting.add_argument(
        "--no-diffusion", action="store_true", help="as a one-shot network (Table 4; warm start)"
    )
    matting.add_argument(
        "--no-arp", action="store_true", help="without alpha reliability propagation (Table 5)"
    )
    matting.add_argument(
        "--loop-steps", type=whole_number(1, 1000), nargs="+", help="S of the loop; several take turns"
    )
    for name, default in (("inversion", 2.0), ("alpha", 1.0), ("composition", 1.0)):
        matting.add_argument(
            f"--weight-{name}", type=number_from_zero, default=default, help=f"weight of the {name} loss"
        )


def run(args: argparse.Namespace) -> int:
    """Train until done, interrupted, or out of time. Raises CheckpointError, DataError, SettingsError."""
    import torch

    from core.data.sources import TrainingSource
    from core.devices import resolve_device
    from core.errors import SettingsError
    from core.models.config import ARCHITECTURES
    from core.models.diffusion_mat import DiffusionMat
    from core.models.registry import load_model
    from core.training.crops import CropSettings
    from core.training.loop import TrainingSettings, train
    from core.training.losses import LossWeights
    from core.training.matting import loop_loss, one_shot_loss
    from core.training.prior import prior_loss

    if args.batch % args.per_composite:
        raise SettingsError(
            f"A batch of {args.batch} is no multiple of the {args.per_composite} crops per composite."
        )
    device = resolve_device(args.device)
    torch.manual_seed(args.seed)
    if args.model in ARCHITECTURES:
        model = DiffusionMat(ARCHITECTURES[args.model]).to(device)
    else:
        model = load_model(args.model, str(device))
    is_prior = args.kind == "prior"
    crops = CropSettings(
        size=args.crop,
        composite=_LARGEST_CROP,
        per_composite=args.per_composite,
        start=not is_prior and model.config.start == "coarse",
        seed=args.seed,
    )
    settings = TrainingSettings(
        steps=args.steps,
        batch=args.batch,
        learning_rate=args.rate,
        max_minutes=args.max_minutes,
        workers=args.workers,
        bf16=not args.float32,
    )

    def generator(step: int) -> torch.Generator:
        return torch.Generator().manual_seed(args.seed * 1_000_003 + step)

    if is_prior:
        parameters = list(model.prior.parameters())

        def loss_of(model: DiffusionMat, batch: dict[str, torch.Tensor], step: int) -> torch.Tensor:
            return prior_loss(model, batch, generator(step))
    else:
        if args.prior is not None:
            trained = load_model(args.prior, str(device))
            if trained.config.prior != model.config.prior:
                raise SettingsError(
                    f"The prior of {args.prior} has another architecture than that of --model {args.model}: "
                    "give one that was trained with this --model."
                )
            model.prior.load_state_dict(trained.prior.state_dict())
        parameters = [value for name, value in model.named_parameters() if not name.startswith("prior.")]
        weights = LossWeights(args.weight_inversion, args.weight_alpha, args.weight_composition)
        loop_steps = args.loop_steps or [model.config.steps]

        def loss_of(model: DiffusionMat, batch: dict[str, torch.Tensor], step: int) -> torch.Tensor:
            if args.no_diffusion:
                return one_shot_loss(model, batch, weights)
            return loop_loss(
                model,
                batch,
                weights,
                t_start=model.config.t_start,
                steps=loop_steps[step % len(loop_steps)],
                generator=generator(step),
                arp=not args.no_arp,
            )

    source = TrainingSource(args.data)
    if is_prior:
        purpose = f"{model.config.name} prior"
    else:
        purpose = f"{model.config.name} matting{', without diffusion' if args.no_diffusion else ''}"
    print(train(model, parameters, loss_of, source, crops, settings, args.output, purpose))
    return 0
