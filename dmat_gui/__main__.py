"""The entry point: the window by default, else the command line of `core`. Imports Qt for a window only."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with `argv` (default: the process's own arguments) and return its exit code."""
    stranger = _other_core()
    if stranger is not None:
        print(
            f"dmat: another package called 'core', {stranger}, hides this program's own. "
            "Install dmat into an environment of its own, for example with pipx.",
            file=sys.stderr,
        )
        return 1
    from core import cli

    return cli.main(argv, register=_add_window_commands, default="open")


def _add_window_commands(commands: argparse._SubParsersAction) -> None:
    from core.commands.arguments import whole_number

    window = commands.add_parser(
        "open", help="open the window (what `dmat` and `dmat PICTURE` do)", description="Open the window."
    )
    window.add_argument(
        "picture", nargs="?", type=Path, metavar="PICTURE", help="the picture or project to open"
    )
    window.add_argument("--trimap", type=Path, metavar="FILE", help="the picture's trimap")
    window.set_defaults(run=_open)

    demo = commands.add_parser(
        "demo",
        help="drive the window through a whole job and keep its pictures",
        description="Open the sample, paint strokes, matte, scrub and export in the real window, offscreen "
        "where there is no display. Leaves the alpha, cut-out, composite, steps and screenshots.",
    )
    demo.add_argument(
        "-o", "--output", type=Path, default=Path("demo"), metavar="FOLDER", help="default: demo"
    )
    demo.add_argument("--guide", action="store_true", help="take the pictures of docs/guide.md instead")
    demo.set_defaults(run=_demo)

    desktop = commands.add_parser(
        "desktop",
        help="put the program among your applications, and make .dmat files its own (Linux)",
        description="Put the program, its icon and the type of its projects among your own applications, "
        "below $XDG_DATA_HOME or ~/.local/share. Other users are not affected.",
    )
    desktop.add_argument("--remove", action="store_true", help="take them away again")
    desktop.set_defaults(run=_desktop)

    bench = commands.choices["bench"]  # core's: the window is one more thing to measure
    bench.add_argument(
        "--gui",
        action="store_true",
        help="measure the window instead: strokes, steps, runs, and what takes the whole of 24 megapixels, "
        "driven offscreen where there is no display; some minutes",
    )
    bench.add_argument(
        "--repeat",
        type=whole_number(1, 1000),
        default=3,
        metavar="N",
        help="of --gui: how often each is done (default: 3)",
    )
    bench.set_defaults(run=_bench)


def _open(args: argparse.Namespace) -> int:
    from dmat_gui.displays import why_no_window

    if args.picture is not None and not args.picture.exists():
        print(f"dmat: There is no picture {str(args.picture)!r}: check its name.", file=sys.stderr)
        return 1
    if args.trimap is not None and (args.picture is None or not args.trimap.exists()):
        why = "needs its picture: name that too" if args.picture is None else "is not there: check its name"
        print(f"dmat: The trimap {str(args.trimap)!r} {why}.", file=sys.stderr)
        return 1
    reason = why_no_window()
    if reason is not None:
        print(
            f"dmat: No window can be shown here ({reason}). Start it in a desktop session, see it drawn "
            "offscreen with `dmat demo`, or use `dmat matte`.",
            file=sys.stderr,
        )
        return 1
    from dmat_gui.app import run_app

    return run_app(args.picture, args.trimap)


def _demo(args: argparse.Namespace) -> int:
    from core.commands.arguments import check_place

    check_place(args.output)
    what = "The pictures of the guide are taken" if args.guide else "A sample is painted, matted and exported"
    print(f"dmat: {what} in the real window: a minute or two.", file=sys.stderr)
    from tqdm import tqdm

    from dmat_gui.demo.run import run_demo

    shown = "{l_bar}{bar}| {elapsed}"
    with tqdm(total=1, desc="opening the window", disable=None, bar_format=shown) as bar:

        def show(words: str, done: int, total: int) -> None:
            bar.n = done / total
            bar.set_description(words)

        code = run_demo(args.output, guide=args.guide, on_scene=show)
    print(f"The demonstration's pictures are in {args.output.resolve()}.")
    return code


def _desktop(args: argparse.Namespace) -> int:
    from dmat_gui import desktop_entry

    files = desktop_entry.remove() if args.remove else desktop_entry.install()
    print("\n".join(map(str, files)))
    if args.remove:
        print("These are gone." if files else "There was nothing to remove.")
    else:
        print("DiffusionMat is among your applications. `dmat desktop --remove` takes it away again.")
    return 0


def _bench(args: argparse.Namespace) -> int:
    if not args.gui:
        from core.commands import bench

        return bench.run(args)
    from core.commands.arguments import check_file

    check_file(args.json)  # before minutes of measuring, not after them
    from core.files import write_text
    from dmat_gui.bench.run import run_bench

    report = run_bench(args.repeat, tell=lambda words: print(f"dmat: {words}", file=sys.stderr))
    print(report.markdown())
    if args.json is not None:
        args.json.parent.mkdir(parents=True, exist_ok=True)
        write_text(args.json, report.json() + "\n")
        print(f"dmat: Every single time is in {args.json}.", file=sys.stderr)
    return 0


def _other_core() -> str | None:
    """Where `core` comes from if it is not the package that was installed with this one."""
    spec = find_spec("core")
    if spec is None or spec.origin is None:  # a plain folder, which hides nothing of ours
        return None
    return None if Path(spec.origin).parents[1] == Path(__file__).parents[1] else spec.origin


if __name__ == "__main__":
    sys.exit(main())
