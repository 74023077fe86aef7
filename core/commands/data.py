"""`dmat data check`: what a data set's folder holds, what is wrong with its files, and a look at them."""

from __future__ import annotations

import argparse
import copy
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from core.commands.arguments import check_file, whole_number
from core.commands.data_options import add_data_options, data_set_of
from core.errors import DataError, SettingsError

if TYPE_CHECKING:
    from core.data.cases import DataSet
    from core.data.check import CheckReport


def add_parser(commands: argparse._SubParsersAction) -> None:
    """Describe the command and what it does with data."""
    parser = commands.add_parser("data", help="look at data sets: what is there, and what is wrong with it")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser(
        "check",
        help="go through a data set file by file",
        description="Say how each ROOT was recognised, how many pairs it has, and which of its files are "
        "missing, unreadable, of another size, or of no use. The exit code is 1 if anything is wrong.",
    )
    add_data_options(check, "a data set's folder, as downloaded")
    check.add_argument("more", nargs="*", type=Path, metavar="ROOT", help="more of them")
    check.add_argument(
        "--limit", type=whole_number(1, 10**9), metavar="N", help="decode N cases only, evenly chosen"
    )
    check.add_argument("--json", type=Path, metavar="FILE", help="write everything found as JSON")
    check.add_argument(
        "--sheet",
        type=Path,
        metavar="FILE",
        help="draw a contact sheet, PNG or JPEG; of several ROOTs FILE-<root> each",
    )
    check.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check each root; go on after one that is no data set. Raises DmatError for what concerns all."""
    from core.files import write_text

    _refuse_outputs(args.json, args.sheet)
    reports, failed = [], False
    for root in (args.root, *args.more):
        one = copy.copy(args)
        one.root = root
        try:
            data = data_set_of(one)
        except DataError as error:
            if not args.more:
                raise
            print(f"dmat: {error}", file=sys.stderr)
            failed = True
            continue
        report = _check(data, args.limit)
        reports.append(report)
        print(report.to_text())
        if args.sheet is not None and data.cases:
            print(f"  Contact sheet: {_draw_sheet(data, args.sheet, several=bool(args.more))}")
    if args.json is not None:
        args.json.parent.mkdir(parents=True, exist_ok=True)
        write_text(args.json, f"[{','.join(report.to_json() for report in reports)}]\n")
    return 1 if failed or any(report.problems for report in reports) else 0


def _refuse_outputs(report: Path | None, sheet: Path | None) -> None:
    """Raise before the work is done rather than after it: nothing of the user's is overwritten."""
    from core.imaging.writing import depths_for

    if sheet is not None:
        depths_for(sheet)
    for path in (report, sheet):
        check_file(path)
        if path is not None and path.exists():
            raise SettingsError(f"{path} is there already and stays as it is: name another file.")


def _check(data: DataSet, limit: int | None) -> CheckReport:
    from core.data.check import check_data_set

    with tqdm(desc=data.root.resolve().name, unit="file", disable=None, leave=False) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return check_data_set(data, limit=limit, on_progress=show)


def _draw_sheet(data: DataSet, wanted: Path, several: bool) -> Path:
    """Draw the sheet into a file that is not there yet, and return it."""
    from core.data.contact_sheet import write_contact_sheet

    name = data.root.resolve().name or "root"
    path = wanted.with_stem(f"{wanted.stem}-{name}") if several else wanted
    free = path
    for number in count(2):
        if not free.exists():
            break
        free = path.with_stem(f"{path.stem}-{number}")
    free.parent.mkdir(parents=True, exist_ok=True)
    write_contact_sheet(free, data)
    return free
