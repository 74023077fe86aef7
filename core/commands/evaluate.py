"""`dmat evaluate`: models and baselines on a data set with known mattes, in the field's four metrics."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from core.commands.arguments import check_file, check_model_file, check_place, whole_number
from core.commands.data_options import add_data_options, data_set_of
from core.errors import SettingsError

if TYPE_CHECKING:  # torch is imported when the command runs, so that --help is quick
    from core.data.cases import DataSet
    from core.evaluation.methods import Method
    from core.predictor import RunSettings

NO_MODEL = "none"


def add_parser(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "evaluate",
        help="measure models and baselines on pictures with known mattes",
        description="Print SAD, MSE, Grad and Conn of every case, and their means by group (kind of trimap, "
        "split, clip) and over all, over unknown pixels and over the whole picture, for the methods named. "
        "Under `torchrun` or `accelerate launch` the cases are shared out.",
    )
    add_data_options(parser, "the data set's folder, as downloaded")
    parser.add_argument("--limit", type=whole_number(1, 10**9), metavar="N", help="the first N cases only")
    add_run_options(parser)
    add_compile_option(parser)
    methods = parser.add_argument_group("what is measured")
    methods.add_argument(
        "--model",
        action="append",
        metavar="NAME|FILE",
        help="may be given several times (default: compact); none: baselines alone",
    )
    methods.add_argument(
        "--baseline",
        action="append",
        default=[],
        choices=("trimap", "start", "closed-form", "knn"),
        help="unknown = .5, the coarse start, closed-form matting, KNN matting; may be given several times",
    )
    methods.add_argument("--t-start", type=whole_number(1, 1000), metavar="T", help="(default: the model's)")
    methods.add_argument("--steps", type=whole_number(1, 1000), metavar="S", help="(default: the model's)")
    methods.add_argument("--seed", type=whole_number(0, 2**63 - 1), default=0, metavar="N", help="default: 0")
    methods.add_argument("--no-arp", action="store_true", help="without alpha reliability propagation")
    methods.add_argument("--no-correction", action="store_true", help="the prior alone (SDEdit)")
    outputs = parser.add_argument_group("what is written")
    outputs.add_argument(
        "--json",
        type=Path,
        metavar="OUT",
        help="rows and means, added to those of other methods there; rows that it holds are not "
        "measured again",
    )
    outputs.add_argument("--markdown", type=Path, metavar="OUT", help="the tables as they are printed")
    outputs.add_argument(
        "--save-alphas",
        type=Path,
        metavar="FOLDER",
        help="mattes, FOLDER/<method>/<group>/<name>.png; those that another run left there are replaced",
    )
    parser.set_defaults(run=run)


def add_run_options(parser: argparse.ArgumentParser) -> None:
    """Where the networks run."""
    parser.add_argument(
        "--device", default="auto", metavar="DEVICE", help="auto, cpu, cuda, mps or xpu (default: auto)"
    )
    parser.add_argument(
        "--precision", default="auto", choices=("auto", "float32", "bfloat16"), help="default: auto"
    )


def add_compile_option(parser: argparse._ActionsContainer) -> None:
    """Whether the networks are compiled before they run."""
    parser.add_argument(
        "--compile",
        action="store_true",
        help="run the networks through torch.compile, which takes minutes at first: for a GPU and many "
        "pictures",
    )


def run(args: argparse.Namespace) -> int:
    """Measure, print, write; 1 if a case failed. Raises DmatError, OSError for what concerns all cases."""
    from core.evaluation.report import HEADING, evaluation_markdown
    from core.files import write_text

    for model in args.model or ():
        if model != NO_MODEL:
            check_model_file(model)
    data_set = data_set_of(args)
    check_outputs([args.json, args.markdown], data_set)
    check_place(args.save_alphas)
    if args.markdown is not None:
        check_markdown(args.markdown, HEADING)
    from core.evaluation.alphas import AlphaFolder  # torch with these: the files were looked at without it
    from core.evaluation.benchmark import run_benchmark, write_results
    from core.evaluation.processes import Processes
    from core.evaluation.records import Records
    from core.predictor import RunSettings

    cases = data_set.cases[: args.limit]
    processes = Processes.join(args.device)
    settings = RunSettings(args.t_start, args.steps, args.seed, not args.no_correction, not args.no_arp)
    methods = methods_of(args, settings, processes.device)
    alphas = None
    if args.save_alphas is not None:
        alphas = AlphaFolder(args.save_alphas, data_set, [method.name for method in methods])
    records = Records(args.json, data_set, processes.rank)
    if processes.rank == 0:
        for problem in data_set.problems:
            print(f"dmat: {problem}", file=sys.stderr)
    with cost_bar(processes.rank) as bar:
        try:
            tables, failures = run_benchmark(
                methods, data_set, records, cases=cases, processes=processes, bar=bar, alphas=alphas
            )
        except KeyboardInterrupt:
            if args.json is not None:
                bar.write(
                    f"dmat: the rows measured are in {args.json}; the same command goes on.", sys.stderr
                )
            raise
    processes.leave()
    if processes.rank == 0:
        text = evaluation_markdown(data_set, cases, methods, tables)
        print(text)
        if args.markdown is not None:
            write_text(args.markdown, text + "\n")
        write_results(records)
        report_failures(failures, len(cases) * len(methods))
    return 1 if failures else 0


def methods_of(args: argparse.Namespace, settings: RunSettings, device: str) -> list[Method]:
    """The models and baselines asked for, of different names. Raises CheckpointError, SettingsError."""
    from core.evaluation.choosing import choose_methods
    from core.models.registry import DEFAULT_MODEL

    models = [model for model in args.model or [DEFAULT_MODEL] if model != NO_MODEL]
    if not models and not args.baseline:
        raise SettingsError("Nothing to measure: name a --model or a --baseline.")
    return choose_methods(
        models, args.baseline, settings, device=device, precision=args.precision, compiled=args.compile
    )


def cost_bar(rank: int) -> tqdm:
    """A progress bar in the unit of the methods' costs, on process 0 alone; the time left is what counts."""
    shown = "{l_bar}{bar}| {elapsed}<{remaining}"
    return tqdm(total=1.0, disable=None if rank == 0 else True, bar_format=shown)


def check_outputs(paths: Sequence[Path | None], data_set: DataSet) -> None:
    """Raise SettingsError for an output that is a folder or one of the data set's files."""
    from core.evaluation.alphas import input_files

    inputs = input_files(data_set)
    for path in paths:
        if path is None:
            continue
        check_file(path)
        if path.resolve() in inputs:
            raise SettingsError(f"{path} is a file of the data set, which is not overwritten: name another.")
        path.parent.mkdir(parents=True, exist_ok=True)


def check_markdown(path: Path, heading: str) -> None:
    """Raise SettingsError if a file is there that this command did not write."""
    if path.exists() and not path.read_bytes().startswith(heading.encode()):
        raise SettingsError(f"{path} is there and not a table of this command: name another file.")


def report_failures(failures: list[str], total: int) -> None:
    """Name what failed."""
    for sentence in failures:
        print(f"dmat: {sentence}", file=sys.stderr)
    if failures:
        print(f"dmat: {len(failures)} of {total} failed; the means are over the others.", file=sys.stderr)
