"""`dmat import-released`: the authors' published weights as a model of ours."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.commands.arguments import check_file
from core.errors import CheckpointError, SettingsError


def add_parser(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "import-released",
        help="turn the authors' two published files into one model",
        description="Turn the authors' two published checkpoints into one model file. Nothing is downloaded, "
        "and nothing in the files is executed.",
    )
    parser.add_argument("prior", type=Path, metavar="PRIOR.pt", help="the diffusion prior (holds net_model)")
    parser.add_argument("matting", type=Path, metavar="MATTING.pth", help="the encoder and the corrector")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="OUT.safetensors",
        help="the model file to write (default: released.safetensors among the user's models, where the "
        "application finds it)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import, and say where the model is. Raises CheckpointError, OSError."""
    for path in (args.prior, args.matting):
        if not path.is_file():  # asked before torch is loaded, which takes seconds
            raise CheckpointError(f"There is no file {path}: check its name.")
    check_file(args.output)
    if args.output is not None and args.output.resolve() in (args.prior.resolve(), args.matting.resolve()):
        raise SettingsError(f"{args.output} is one of the files to import, and stays: name another with -o.")
    from core.models.registry import user_models_folder
    from core.models.released_import import import_released

    out = args.output or user_models_folder() / "released.safetensors"
    out.parent.mkdir(parents=True, exist_ok=True)
    import_released(args.prior, args.matting, out)
    print(f"{out}: use it with `dmat matte --model {out}`.")
    return 0
