"""`dmat finetune`: go on training a model on one's own pictures, and see what it gained and lost."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.arguments import check_model_file, check_place, positive_number, whole_number
from core.commands.data_options import add_data_options, data_set_of, names_data

if TYPE_CHECKING:
    from core.training.finetune import FinetuneResult
    from core.training.finetune_request import FinetuneRequest

_INTERRUPTED = 130


def add_parser(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "finetune",
        help="train a model further on your own pictures",
        description="Train a model further on pictures with finished mattes, or cut-outs with transparency. "
        "Other pictures are mixed in so that nothing else is forgotten. Scores before and after are printed. "
        "A run that was stopped goes on when started again with the same folder.",
    )
    add_data_options(parser, "folder of your pictures, in any layout that `dmat data check` recognises")
    parser.add_argument("more", nargs="*", type=Path, metavar="ROOT", help="more of them")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder of the run and its model")
    parser.add_argument("--model", default="compact", metavar="NAME|FILE", help="model to begin from")
    parser.add_argument("--minutes", type=positive_number, default=15.0, help="of training (default: 15)")
    count = whole_number(0, 1_000_000)
    parser.add_argument(
        "--hold-out", type=count, metavar="N", help="pictures to measure on only (default: one in five)"
    )
    parser.add_argument("--test", type=Path, metavar="ROOT", help="other pictures of your look to measure on")
    parser.add_argument("--guard", type=Path, metavar="ROOT", help="pictures on which nothing must be lost")
    parser.add_argument(
        "--others",
        type=Path,
        nargs="+",
        metavar="ROOT",
        help="training pictures to mix in (default: $DMAT_DATA/train if there is one, else procedural ones)",
    )
    parser.add_argument(
        "--own-share",
        type=positive_number,
        default=0.33,
        help="part of the crops that is of your pictures (default: 0.33)",
    )
    parser.add_argument("--rate", type=positive_number, help="peak learning rate")
    parser.add_argument("--seed", type=whole_number(0, 2**32 - 1), default=0, help="of crops and noise")
    parser.add_argument(
        "--workers", type=whole_number(0, 256), default=1, help="processes for each kind of crop"
    )
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda, mps or xpu")
    parser.add_argument("--estimate", action="store_true", help="only say how long it would take")
    parser.add_argument(
        "--name", help="if it is better, put the model among yours under this name, for window and --model"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        dest="changes",
        metavar="TABLE.KEY=VALUE",
        help="any value of the preset `finetune`, as in matting.crop=128; may be given several times",
    )
    parser.add_argument(
        "--events",
        action="store_true",
        help="for other programs: tell events as lines of JSON, and take commands (pause, resume, stop) as "
        "lines of standard input; docs/fine-tuning.md describes them",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Fine-tune, and print the scores. Raises DataError, CheckpointError, SettingsError."""
    from tqdm import tqdm

    from core.errors import SettingsError

    if not names_data(args):
        raise SettingsError("Name the folder of your pictures: `dmat finetune my_pictures -o my_model`.")
    if args.events:
        _check_name(args.name)
        return _serve(args)
    request = _request(args)
    _check_name(args.name)
    from core.models.registry import add_model
    from core.training.finetune import estimate, finetune
    from core.training.loop import Hooks

    bars: dict[str, tqdm] = {}

    def tell(stage: str, done: int, of: int) -> None:
        if stage != "training":  # the training has a bar of its own
            if stage not in bars:
                bars[stage] = tqdm(total=of, desc=stage, unit="", leave=False)
            bars[stage].update(done - bars[stage].n)
            if done == of:
                bars[stage].close()

    if args.estimate:
        found = estimate(request, on_stage=tell)
        print(
            f"{found.steps} steps of {found.seconds_per_step:.1f} s fit into {args.minutes:g} minutes; "
            "measuring before and after comes on top."
        )
        return 0
    result = finetune(request, args.output, hooks=Hooks(bar=True, tensorboard=True), on_stage=tell)
    if result.model is None:
        print(f"Stopped. The same command goes on from there: {args.output}")
        return _INTERRUPTED
    print(_table(result))
    print(f"The model: {result.model}")
    if args.name is None:
        return 0
    if not result.better:
        print(f"It was not put among your models as {args.name}, since it is not better.")
        return 1
    add_model(result.model, args.name)
    print(f"Among your models as {args.name}.")
    return 0


def _check_name(name: str | None) -> None:
    """Tell of a bad name now, and not after the training. Raises SettingsError."""
    if name is not None:
        from core.models.registry import place_for_new_model

        place_for_new_model(name)


def _serve(args: argparse.Namespace) -> int:
    import sys

    from core.program import be_the_first_to_go

    be_the_first_to_go()
    with _alone(args.output) as alone, open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as commands:
        from core.training.remote import Remote, refuse, serve  # torch with it, so the lock comes first

        remote = Remote(sys.stdout, commands)
        if not alone:
            return refuse(remote, args.output)
        return serve(lambda: _request(args), args.output, remote, only_estimate=args.estimate)


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Keep other processes from a folder that is there already; one closed to us `_request` refuses."""
    from core.files import held, is_writable
    from core.training.kept import LOCK

    if not folder.is_dir() or not is_writable(folder):
        yield True
        return
    with held(folder / LOCK) as alone:
        yield alone


def _request(args: argparse.Namespace) -> FinetuneRequest:
    from core.data.joining import join
    from core.data.layouts import open_data_set
    from core.data.sources import TrainingSource

    check_place(args.output)
    check_model_file(args.model)
    pictures = join([data_set_of(args), *map(open_data_set, args.more)])
    held_out = open_data_set(args.test) if args.test else None
    others = TrainingSource(args.others) if args.others else None
    guard = open_data_set(args.guard) if args.guard else None
    from core.training.finetune_request import FinetuneRequest  # torch with it, so the folders come first
    from core.training.presets import load_preset

    rate = {"matting.learning_rate": args.rate} if args.rate else {}
    return FinetuneRequest(
        pictures=pictures,
        model=args.model,
        minutes=args.minutes,
        hold_out=args.hold_out,
        held_out=held_out,
        others=others,
        guard=guard,
        own_share=args.own_share,
        preset=load_preset("finetune", args.changes, rate),
        seed=args.seed,
        device=args.device,
        workers=args.workers,
    )


def _table(result: FinetuneResult) -> str:
    from tabulate import tabulate

    rows = []
    for part, before in result.before.items():
        for when, table in (("before", before), ("after", result.after[part])):
            mean = table.mean()
            rows.append([part, when, len(table.rows), mean.sad, 1000 * mean.mse, mean.grad, mean.conn])
        rows[-1].append(f"{result.change(part):+.1%}")
    heads = ["pictures", "", "cases", "SAD", "MSE ×1e-3", "Grad", "Conn", "SAD"]
    text = tabulate(rows, heads, tablefmt="github", floatfmt=("", "", "", ".2f", ".2f", ".2f", ".2f"))
    sentences = []
    if result.judged_on == "trained on":
        sentences.append(
            "No picture was held out: these scores say little of other pictures of that look. --hold-out or "
            "--test measures on some."
        )
    if not result.better:
        sentences.append(
            "The model before is the better one: keep it, or give more pictures or more minutes."
        )
    if result.forgot:
        sentences.append(
            f"On the guard SAD rose by {result.change('guard'):.1%}: the model lost something on other "
            "pictures. A smaller --own-share, or more --minutes, loses less."
        )
    return "\n".join([text, *sentences, *result.left_out])
