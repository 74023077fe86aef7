"""`dmat bench`: how long matting takes and how much memory, beside other methods, on this machine."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.arguments import check_file, check_place

if TYPE_CHECKING:
    from core.speed.report import Report


def add_parser(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "bench",
        help="measure speed and memory on this machine, beside other methods",
        description="Time our models (float32, bfloat16, compiled) and pymatting's closed-form and KNN "
        "matting side by side, each case in a process of its own, from 512 × 512 to 100 megapixels: "
        "half an hour to two hours. Without $DMAT_DATA/dev the bundled samples are used.",
    )
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--quick", action="store_true", help="512 × 512 alone, in under two minutes")
    kinds.add_argument(
        "--large", action="store_true", help="only what is promised: 12 and 100 megapixels, agreement"
    )
    kinds.add_argument(
        "--agreement", action="store_true", help="only whether tiles and faster ways give float32's alpha"
    )
    kinds.add_argument(
        "--gpu", action="store_true", help="many crops on the device, and its share of what that can do"
    )
    parser.add_argument(
        "--device", default="auto", metavar="DEVICE", help="of --gpu (default: auto); a CPU tries it small"
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="write every number there, as JSON")
    parser.add_argument("--plots", type=Path, metavar="FOLDER", help="draw the curves there")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure, print, write; 1 if nothing could be measured. Raises DmatError, OSError."""
    check_file(args.json)  # before an hour of measuring, not after it
    check_place(args.plots)
    from core.devices import resolve_device
    from core.files import write_text
    from core.speed import cases
    from core.speed.pictures import about, data_set
    from core.speed.processes import measured
    from core.speed.report import Report

    if args.quick:
        wanted = cases.quick_cases()
    elif args.large:
        wanted = cases.acceptance_cases()
    elif args.agreement:
        wanted = cases.agreement_cases()
    elif args.gpu:
        device = resolve_device(args.device)
        wanted = cases.gpu_cases(str(device), small=device.type == "cpu")
    else:
        wanted = cases.full_cases()
    report = Report(about(data_set()))
    _note_load(report)
    try:
        for number, case in enumerate(wanted, 1):
            print(f"dmat: {number} of {len(wanted)}: {case.title}", file=sys.stderr)
            report.results.append((case, measured(case)))
    finally:  # an interrupt leaves what was measured so far
        _note_load(report)
        if report.results:
            print(report.markdown())
            if args.json is not None:
                text = json.dumps(report.to_json(), indent=1, ensure_ascii=False)
                args.json.parent.mkdir(parents=True, exist_ok=True)
                write_text(args.json, text + "\n")
            if args.plots is not None:
                from core.speed.plots import save_plots

                save_plots(report, args.plots)
    return 1 if all("words" in found for _, found in report.results) else 0


def _note_load(report: Report) -> None:
    if hasattr(os, "getloadavg"):
        report.loads.append(os.getloadavg()[0])
