"""`dmat matte`: pictures and their trimaps to alphas, cut-outs and composites."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from core.commands.arguments import check_model_file, check_place, whole_number
from core.commands.evaluate import add_compile_option
from core.errors import SettingsError

if TYPE_CHECKING:  # torch is imported when the command runs, so that --help is quick
    from core.batch.guides import Guides, Kind
    from core.batch.outputs import OutputChoices
    from core.batch.pairing import Job
    from core.batch.run import Batch, Outcome

_DEVICES = "auto, cpu, cuda, mps or xpu"
_SUFFIXES = {"png": ".png", "tiff": ".tif", "webp": ".webp", "exr": ".exr"}
_DEPTHS: dict[str, Any] = {"8": 8, "16": 16, "half": "half", "float": "float"}


def add_parser(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "matte",
        help="matte pictures whose trimaps or masks are given",
        description="Write <stem>_alpha.png, or of another --format, for every picture. Its trimap is "
        "--trimap's file, or the one called <stem>_trimap.* or <stem>.* in its folder; its mask, of which a "
        "trimap is made, is found in the same way. Without either, <stem>_trimap.* or <stem>_mask.* beside "
        "the picture. Of several pictures, what is done is kept in dmat-batch.json among the results.",
    )
    parser.add_argument(
        "pictures", nargs="+", type=Path, metavar="PICTURE|FOLDER", help="pictures, or folders of them"
    )
    given = parser.add_mutually_exclusive_group()
    given.add_argument("--trimap", type=Path, metavar="FILE|FOLDER", help="the trimap, or a folder of them")
    given.add_argument("--mask", type=Path, metavar="FILE|FOLDER", help="the mask, or a folder of them")
    for name, where in (("inner", "into the foreground"), ("outer", "into the background")):
        parser.add_argument(
            f"--{name}",
            type=whole_number(0, 10_000),
            metavar="PIXELS",
            help=f"how far the unknown band of a mask reaches {where} (default: by the picture's size)",
        )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help="where results go")
    parser.add_argument(
        "--resume",
        action="store_true",
        help="skip the pictures whose results are there from the same files and settings",
    )

    run_options = parser.add_argument_group("the run")
    run_options.add_argument("--model", default="compact", metavar="NAME|FILE", help="default: compact")
    run_options.add_argument(
        "--t-start",
        type=whole_number(1, 1000),
        metavar="T",
        help="noise level to start at (default: the model's)",
    )
    run_options.add_argument(
        "--steps", type=whole_number(1, 1000), metavar="S", help="refinement steps (default: the model's)"
    )
    run_options.add_argument(
        "--seed", type=whole_number(0, 2**63 - 1), default=0, metavar="N", help="default: 0"
    )
    run_options.add_argument("--device", default="auto", metavar="DEVICE", help=f"{_DEVICES} (default: auto)")
    add_compile_option(run_options)

    outputs = parser.add_argument_group("what is written beside the alpha")
    outputs.add_argument("--cutout", action="store_true", help="<stem>_cutout, transparent around")
    outputs.add_argument(
        "--premultiplied",
        action="store_true",
        help="multiply the cut-out's colours with its alpha; in EXR they always are",
    )
    outputs.add_argument("--foreground", action="store_true", help="<stem>_foreground, the colours alone")
    outputs.add_argument(
        "--composite", action="store_true", help="<stem>_composite, on --background or a checkerboard"
    )
    outputs.add_argument(
        "--background",
        metavar="COLOUR|FILE",
        help="a colour (red, #00b140, 'rgb(0, 177, 64)') or a picture; asks for --composite",
    )
    outputs.add_argument(
        "--original-colours",
        action="store_true",
        help="keep the picture's colours at soft edges instead of estimating the foreground's own",
    )
    outputs.add_argument("--save-steps", action="store_true", help="every step's mattes, in <stem>_steps/")
    outputs.add_argument(
        "--format", choices=tuple(_SUFFIXES), default="png", help="of all files (default: png)"
    )
    outputs.add_argument(
        "--depth",
        choices=tuple(_DEPTHS),
        help="bits per channel, or half or float in EXR and TIFF (default: 8, or 16 for deeper pictures; "
        "half in EXR)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Matte every picture; go on after one that fails, and name those at the end.

    Raises DmatError for what concerns all pictures: the model, the device, the background.
    """
    from core.batch.pairing import pair_up, pictures_in

    check_model_file(args.model)
    check_place(args.output)
    if args.trimap is not None and (args.inner, args.outer) != (None, None):
        raise SettingsError(
            "--inner and --outer are widths of the band that is made around a mask's edge, and a trimap has "
            "its own: leave them out, or name masks with --mask."
        )
    choices = _choices(args)
    pictures = pictures_in(args.pictures)
    if not pictures:
        places = ", ".join(map(str, args.pictures))
        raise SettingsError(f"There is no picture to matte in {places}: name pictures, or another folder.")
    paired = pair_up(
        pictures,
        _guides(args),
        args.output,
        background=Path(args.background) if args.background is not None else None,
        steps=args.save_steps,
        suffix=choices.suffix,
    )
    failures = [_named(each.picture, each.problem) for each in paired if each.job is None]
    jobs = [each.job for each in paired if each.job is not None]
    skipped = 0
    if jobs:
        _make_folder(args.output)
        # torch with them: what there is to refuse about files is refused without waiting for it
        from core.batch.record import Record
        from core.batch.run import Batch
        from core.predictor import MattingPredictor, RunSettings

        keep = args.resume or len(pictures) > 1
        batch = Batch(
            MattingPredictor(args.model, device=args.device, compiled=args.compile),
            args.model,
            RunSettings(t_start=args.t_start, steps=args.steps, seed=args.seed),
            choices,
            Record(args.output) if keep else None,
            args.resume,
        )
        outcomes = _matte_all(jobs, batch)
        skipped = sum(outcome.state == "skipped" for outcome in outcomes)
        ended = zip(jobs, outcomes, strict=True)
        failures += [_named(job.picture, end.sentence) for job, end in ended if end.state == "failed"]
    return _report(failures, skipped, len(pictures))


def _choices(args: argparse.Namespace) -> OutputChoices:
    from core.batch.outputs import OutputChoices, read_backdrop

    backdrop = read_backdrop(args.background) if args.background is not None else None
    return OutputChoices(
        cutout=args.cutout or args.premultiplied,
        foreground=args.foreground,
        composite=args.composite or backdrop is not None,
        backdrop=backdrop,
        estimated=not args.original_colours,
        premultiplied=args.premultiplied,
        steps=args.save_steps,
        suffix=_SUFFIXES[args.format],
        depth=_DEPTHS.get(args.depth),
    )


def _guides(args: argparse.Namespace) -> Guides:
    from core.batch.guides import Guides

    kind: Kind = "trimap" if args.trimap is not None else "mask" if args.mask is not None else "either"
    return Guides(args.trimap or args.mask, kind, args.inner, args.outer)


def _matte_all(jobs: Sequence[Job], batch: Batch) -> list[Outcome]:
    """Matte the jobs under one progress bar, with a line for each that ends well."""
    from core.batch.run import run_batch

    with tqdm(total=len(jobs), disable=None, bar_format="{l_bar}{bar}| {elapsed}<{remaining}") as bar:

        def show(place: int, fraction: float, text: str) -> None:
            bar.n = place + fraction
            bar.set_description(f"{jobs[place].picture.name}: {text}")

        def end(place: int, outcome: Outcome) -> None:
            bar.n = place + 1
            bar.refresh()
            job = jobs[place]
            if outcome.state == "skipped":
                tqdm.write(f"{job.picture}: skipped, done before")
            elif outcome.state == "done":
                files = dict.fromkeys(
                    path if path.parent == job.output else path.parent for path in outcome.files
                )
                written = ", ".join(map(str, files))
                tqdm.write(f"{job.picture} → {written}  ({outcome.seconds:.1f} s, {outcome.device})")
                for note in outcome.notes:
                    tqdm.write(f"dmat: {job.picture.name}: {note}", file=sys.stderr)

        try:
            return run_batch(jobs, batch, on_progress=show, on_end=end)
        except KeyboardInterrupt:
            if batch.record is not None:
                bar.write("dmat: the same command with --resume goes on.", sys.stderr)
            raise


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"The folder {folder} cannot be made ({error.strerror}): name another with -o."
        ) from error


def _named(picture: Path, sentence: str) -> str:
    """A sentence with the picture's name in front where it does not begin with it."""
    begins = sentence.startswith(picture.name) or str(picture) in sentence
    return sentence if begins else f"{picture}: {sentence}"


def _report(failures: list[str], skipped: int, total: int) -> int:
    for sentence in failures:
        print(f"dmat: {sentence}", file=sys.stderr)
    if skipped:
        print(f"dmat: {skipped} of {total} pictures were done before and skipped.", file=sys.stderr)
    if failures and total > 1:
        print(f"dmat: {len(failures)} of {total} pictures failed.", file=sys.stderr)
    return 1 if failures else 0
