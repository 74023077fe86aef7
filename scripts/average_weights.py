"""The mean of several models' weights, as a model in half precision: how the bundled weights were made.

    python scripts/average_weights.py FIRST [SECOND ...] -o OUT [--shares .35 .65]

The models must be of one architecture, and lie on one training's way for their mean to be of use
(docs/training-log.md, 11); of how many steps they were trained for the last one tells. A corrector without a
word on its trust is taken for one that has nothing to say: with --trust, a single such model becomes one that
can be taught to. Needs no Qt.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.models.checkpoints import load_checkpoint, save_model
from core.models.diffusion_mat import DiffusionMat


def averaged(models: list[DiffusionMat], shares: list[float]) -> DiffusionMat:
    """A model of the last's config with the weighted mean of all weights; shares are brought to a sum of 1.

    Raises:
        SystemExit: two models differ in more than the steps they were trained for, or the shares do not fit.
    """
    if len(shares) != len(models) or min(shares) < 0 or sum(shares) <= 0:
        raise SystemExit(f"{len(models)} models need as many shares, none negative, not {shares}.")
    config = models[-1].config
    if any(replace(model.config, trained_steps=config.trained_steps) != config for model in models):
        raise SystemExit("These models are not of one architecture and configuration: nothing was written.")
    states = [model.state_dict() for model in models]
    mean = {}
    for name, value in models[-1].state_dict().items():
        if value.is_floating_point():
            parts = [share / sum(shares) * state[name] for share, state in zip(shares, states, strict=True)]
            value = torch.stack(parts).sum(0)
        mean[name] = value
    model = DiffusionMat(config)
    model.load_state_dict(mean)
    return model


def with_trust(model: DiffusionMat) -> DiffusionMat:
    """A model that gives the same mattes and has an output for its trust, of zeros as yet."""
    if model.config.trust:
        return model
    wider = DiffusionMat(replace(model.config, trust=True))
    state = model.state_dict()
    for name, value in wider.state_dict().items():
        if value.shape != state[name].shape:  # the last convolution's
            lacking = value.shape[0] - state[name].shape[0]
            state[name] = torch.cat([state[name], torch.zeros(lacking, *value.shape[1:])])
    wider.load_state_dict(state)
    return wider.eval().requires_grad_(False)


def main(args: argparse.Namespace) -> None:
    """Read, average, write."""
    models = [load_checkpoint(path) for path in args.models]
    if args.trust or any(model.config.trust for model in models):
        models = [with_trust(model) for model in models]
    model = averaged(models, args.shares or [1.0] * len(models))
    save_model(model, args.output, dtype=torch.float16)
    print(f"{args.output}: the mean of {len(models)}")


def options() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("models", type=Path, nargs="+", help="models of one architecture")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--shares", type=float, nargs="+", help="of each model (default: equal)")
    parser.add_argument("--trust", action="store_true", help="with an output for the corrector's trust")
    return parser


if __name__ == "__main__":
    main(options().parse_args())
