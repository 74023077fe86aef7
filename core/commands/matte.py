"""`dmat matte`: pictures and their trimaps to alphas, cut-outs and composites."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from core.commands.arguments import whole_number
from core.commands.pairing import Job, pair_up
from core.errors import Cancelled, DmatError, SettingsError, is_out_of_memory, sentence_for

if TYPE_CHECKING:  # torch is imported when the command runs, so that --help is quick
    from core.commands.outputs import OutputChoices
    from core.predictor import MattingPredictor, RunSettings

_DEVICES = "auto, cpu, cuda, mps or xpu"
_SUFFIXES = {"png": ".png", "tiff": ".tif", "webp": ".webp", "exr": ".exr"}
_DEPTHS = {"8": 8, "16": 16, "half": "half", "float": "float"}


def add_parser(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "matte",
        help="matte pictures whose trimaps are given",
        description="Write <stem>_alpha.png, or of another --format, for every picture. The trimap is "
        "--trimap's file, or the one called <stem>_trimap.* or <stem>.* in its folder, or <stem>_trimap.* "
        "beside the picture.",
    )
    parser.add_argument("pictures", nargs="+", type=Path, metavar="PICTURE")
    parser.add_argument("--trimap", type=Path, metavar="FILE|FOLDER", help="the trimap, or a folder of them")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help="where results go")

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
    from core.commands.outputs import OutputChoices, read_backdrop
    from core.predictor import MattingPredictor, RunSettings

    backdrop = read_backdrop(args.background) if args.background is not None else None
    choices = OutputChoices(
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
    jobs, failures = pair_up(
        args.pictures, args.trimap, args.output, args.background, args.save_steps, choices.suffix
    )
    if jobs:
        _make_folder(args.output)
        predictor = MattingPredictor(args.model, device=args.device)
        settings = RunSettings(t_start=args.t_start, steps=args.steps, seed=args.seed)
        failures += _matte_all(jobs, predictor, settings, choices)
    return _report(failures, len(args.pictures))


def _matte_all(
    jobs: list[Job], predictor: MattingPredictor, settings: RunSettings, choices: OutputChoices
) -> list[str]:
    """Matte the jobs one after the other under one progress bar; return a sentence for each that failed."""
    failures = []
    bar_format = "{l_bar}{bar}| {elapsed}<{remaining}"
    with tqdm(total=len(jobs), disable=None, bar_format=bar_format) as bar:
        for number, job in enumerate(jobs):
            progress = partial(_show, bar, number, job.picture.name)
            try:
                line, notes = _matte_one(job, predictor, settings, choices, progress)
            except Cancelled:
                raise
            except (DmatError, OSError) as error:
                failures.append(_named(job.picture, error))
            except Exception as error:  # the libraries have no common class for a lack of memory
                if not is_out_of_memory(error):
                    raise
                failures.append(sentence_for(error, str(job.picture)))
            else:
                tqdm.write(line)
                for note in notes:
                    tqdm.write(f"dmat: {job.picture.name}: {note}", file=sys.stderr)
            progress(1.0, "")
    return failures


def _show(bar: tqdm, number: int, name: str, fraction: float, text: str) -> None:
    """Move the bar to picture `number`'s fraction of the work, with what is being done to it."""
    bar.n = number + fraction
    bar.set_description(f"{name}: {text}" if text else name)


def _matte_one(
    job: Job,
    predictor: MattingPredictor,
    settings: RunSettings,
    choices: OutputChoices,
    progress: Callable[[float, str], None],
) -> tuple[str, list[str]]:
    """Matte one picture and write its files; return the line to print and the notes."""
    from core.commands.outputs import write_outputs
    from core.imaging.reading import read_picture
    from core.imaging.trimap import read_trimap

    progress(0.0, "reading")
    picture = read_picture(job.picture)
    trimap, snapped = read_trimap(job.trimap, picture.size)
    result = predictor.run(picture, trimap, settings=settings, on_progress=progress, keep_steps=choices.steps)
    progress(1.0, "writing")
    written = ", ".join(map(str, write_outputs(picture, result, job.output, job.picture.stem, choices)))
    line = f"{job.picture} → {written}  ({result.seconds:.1f} s, {result.device})"
    return line, [note for note in (snapped, *result.notes) if note]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"The folder {folder} cannot be made ({error.strerror}): name another with -o."
        ) from error


def _named(picture: Path, error: Exception) -> str:
    """The error's sentence, with the picture's name in front where it does not hold it."""
    return str(error) if picture.name in str(error) else f"{picture}: {error}"


def _report(failures: list[str], total: int) -> int:
    for sentence in failures:
        print(f"dmat: {sentence}", file=sys.stderr)
    if failures and total > 1:
        print(f"dmat: {len(failures)} of {total} pictures failed.", file=sys.stderr)
    return 1 if failures else 0
