"""`dmat ablate`: the paper's Tables 4-8 and Figures 6 and 7, with the models at hand."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.arguments import check_model_file, check_place, whole_number
from core.commands.data_options import add_data_options, data_set_of, names_data
from core.commands.evaluate import (
    add_run_options,
    check_markdown,
    check_outputs,
    cost_bar,
    report_failures,
)
from core.errors import SettingsError

if TYPE_CHECKING:  # torch is imported when the command runs, so that --help is quick
    from tqdm import tqdm

    from core.data.cases import Case, DataSet
    from core.evaluation.ablation import Ablation
    from core.evaluation.measure import Table
    from core.evaluation.methods import ModelFile
    from core.evaluation.processes import Processes
    from core.evaluation.records import Records

HEADING = "# dmat ablate: "
ORIGIN = (
    "Weights: *as trained*; *inference-only*, the same weights without a part that they were trained with; "
    "*not trained for*, the same weights at a setting that they never saw; *not trained*, there are no such "
    "weights here (`--variant NAME=FILE` takes them). The paper's column is its own model on Human-2K, "
    "other pictures: compare how its lines differ from one another, not its numbers with those beside them."
)


def add_parser(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "ablate",
        help="repeat the paper's ablation: tables and plots",
        description="Measure a model with and without diffusion, ARP and each loss, at several noise levels, "
        "steps and seeds, and write ablation.md, ablation.json and plots. An interrupted run goes on when "
        "started again with the same folder.",
    )
    add_data_options(parser, "the data set's folder (default: composites of the bundled samples)")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help="where results go")
    parser.add_argument("--model", default="compact", metavar="NAME|FILE", help="default: compact")
    parser.add_argument(
        "--variant",
        action="append",
        default=[],
        metavar="NAME=FILE",
        help="a model trained otherwise: no-diffusion, no-arp, no-inversion-loss, no-alpha-loss, "
        "no-composition-loss, t-100 …, steps-1 …, seed-2 …",
    )
    seeds = whole_number(1, 1000)
    parser.add_argument("--seeds", type=seeds, default=5, metavar="N", help="noise seeds (default: 5)")
    parser.add_argument(
        "--limit", type=whole_number(1, 10**9), metavar="N", help="the first N cases of each group only"
    )
    add_run_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure, print, write; 1 if a case failed. Raises DmatError, OSError for what concerns all cases."""
    files = _model_files(args)
    check_place(args.output)
    text, rows = args.output / "ablation.md", args.output / "ablation.json"
    named = data_set_of(args) if names_data(args) else None
    if named is not None:
        check_outputs([text, rows], named)
    check_markdown(text, HEADING)
    from core.evaluation.ablation import Ablation  # torch with these: the files were looked at without it
    from core.evaluation.benchmark import run_benchmark
    from core.evaluation.processes import Processes
    from core.evaluation.records import Records

    processes = Processes.join(args.device)
    base, variants = _models(args.model, files)
    ablation = Ablation(base, variants, seeds=args.seeds, device=processes.device, precision=args.precision)
    data_set, said = (named, "") if named is not None else _samples(args.output / "pictures", processes)
    cases = _first(data_set, args.limit)
    records = Records(rows, data_set, processes.rank)
    if processes.rank == 0:
        for line in (*data_set.problems, said):
            if line:
                print(f"dmat: {line}", file=sys.stderr)
    with cost_bar(processes.rank) as bar:
        try:
            _estimate(ablation, data_set, cases, records, processes, bar)
            tables, failures = run_benchmark(
                ablation.methods, data_set, records, cases=cases, processes=processes, bar=bar
            )
        except KeyboardInterrupt:
            bar.write(f"dmat: the rows measured are in {rows}; the same command goes on.", sys.stderr)
            raise
    processes.leave()
    if processes.rank == 0:
        _write(args.output, ablation, data_set, len(cases), records, tables, said)
        report_failures(failures, len(cases) * len(ablation.methods))
    return 1 if failures else 0


def _model_files(args: argparse.Namespace) -> dict[str, str]:
    """The files of the variants by their names. Raises CheckpointError, SettingsError, for the base's too."""
    check_model_file(args.model)
    files = {}
    for text in args.variant:
        name, separator, file = text.partition("=")
        if not separator:
            raise SettingsError(
                f"--variant {text}: write it as NAME=FILE, for instance no-arp=model.safetensors."
            )
        check_model_file(file)
        files[name] = file
    return files


def _models(base: str, files: dict[str, str]) -> tuple[ModelFile, dict[str, ModelFile]]:
    """The base, and the variants by their names. Raises CheckpointError, SettingsError."""
    from core.evaluation.methods import ModelFile

    variants = {name: ModelFile.find(file, name=name) for name, file in files.items()}
    return ModelFile.find(base), variants


def _samples(folder: Path, processes: Processes) -> tuple[DataSet, str]:
    """Composites of the bundled samples, which process 0 makes, and what is said about them."""
    from core.evaluation.stand_ins import about, samples_data_set

    if processes.rank == 0:
        samples_data_set(folder)
    processes.wait()
    data_set = samples_data_set(folder)
    return data_set, about(data_set)


def _first(data_set: DataSet, limit: int | None) -> tuple[Case, ...]:
    """The first cases of each group."""
    counted: dict[str, int] = {}
    chosen = []
    for case in data_set.cases:
        counted[case.group] = counted.get(case.group, 0) + 1
        if limit is None or counted[case.group] <= limit:
            chosen.append(case)
    return tuple(chosen)


def _estimate(
    ablation: Ablation,
    data_set: DataSet,
    cases: tuple[Case, ...],
    records: Records,
    processes: Processes,
    bar: tqdm,
) -> None:
    """Measure the first case, and tell how long the rest will take."""
    from core.evaluation.benchmark import remaining, run_benchmark

    tables, _ = run_benchmark(
        [ablation.full], data_set, records, cases=cases[:1], processes=processes, bar=bar
    )
    if processes.rank or not tables:
        return
    left = remaining(ablation.methods, cases, records)
    cost = sum(method.cost * len(rest) for method, rest in left) / processes.world
    minutes = cost / ablation.full.cost * tables[ablation.full.name].seconds() / 60
    runs = sum(len(rest) for _, rest in left)
    took = f"{minutes / 60:.1f} hours" if minutes > 90 else f"{max(1, round(minutes))} min"
    bar.write(
        f"dmat: {len(cases)} cases, {len(ablation.methods)} variants: {runs} runs are left, about {took}. "
        "It can be interrupted: rows are kept.",
        sys.stderr,
    )


def _write(
    folder: Path,
    ablation: Ablation,
    data_set: DataSet,
    count: int,
    records: Records,
    tables: dict[str, Table],
    said: str,
) -> None:
    from core.evaluation.ablation_report import groups_shown, section_markdown, sections_as_json
    from core.evaluation.plots import save_plots
    from core.evaluation.report import CONVENTIONS, IN_WORDS
    from core.files import write_text

    if ablation.full.name not in tables:
        return
    groups = groups_shown(tables[ablation.full.name])
    order = "" if groups == (None,) else f" The numbers in a cell: {' / '.join(map(str, groups))}."
    caption = (
        f"{said} Data: {data_set.title}, {count} of {len(data_set.cases)} cases. "
        f"Model: {ablation.full.name}, {ablation.full.settings['precision']}. "
        f"Means over {IN_WORDS[data_set.convention]}.{order} {CONVENTIONS} {ORIGIN}"
    ).strip()
    parts = [f"{HEADING}{data_set.title}", caption]
    parts += [section_markdown(section, tables) for section in ablation.sections]
    text = "\n\n".join(parts)
    print(text)
    write_text(folder / "ablation.md", text + "\n")
    records.write({"cases": count, "sections": sections_as_json(ablation.sections, tables)})
    for path in save_plots(ablation.sections, tables, folder):
        print(f"→ {path}")
