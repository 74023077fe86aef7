"""Matte and cancel a thousand times in the real window, and quit it at any moment: what grows, what stays?

    python scripts/endurance.py                    1,000 rounds, 20 more with the bundled model, 40 quits
    python scripts/endurance.py --rounds 30 --bundled 0 --quits 3 --json endurance.json

Rounds are in one window, drawn offscreen: a run is asked for, and some moment later it is cancelled, its
picture is replaced, or it has ended by then. Quits are each in a process of its own, at work or not. Exits
with 1 where a quit left a process behind or ended otherwise than it should.

With --side 1024, and MALLOC_MMAP_THRESHOLD_=65536 in the environment, so that the C library keeps no large
array that was let go of, a few rounds show each run that is kept.
"""

import argparse
import gc
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
import psutil
from PySide6.QtCore import QSettings

sys.path.insert(0, str(Path(__file__).parents[1]))  # this tree, whatever is installed

from core.imaging.picture import Picture
from core.predictor import MattingPredictor
from dmat_gui.app import make_application, make_window
from dmat_gui.main_window import MainWindow
from dmat_gui.settings import Settings
from tests.core.models_for_tests import TINY_GUIDED, tiny_model
from tests.gui.display_session import pause, until

ROOT = Path(__file__).parents[1]
SIDE, UNKNOWN = 64, 24
"""Pixels: of the pictures, and of the unknown square in their middle, or of a band's height."""
LONGEST_MS = {"tiny": 400, "bundled": 2500}
"""Until a run is cancelled: some have ended by then."""
until_at_rest = partial(until, minutes=10)  # three runs of a large picture, on a busy machine
QUIT_SECONDS = 240
COMPLAINTS = ("QThread: Destroyed", "Fatal Python error", "terminate called", "Error: ")


@dataclass(frozen=True)
class Sample:
    """What the process takes after so many rounds: MiB of memory, threads, open files."""

    rounds: int
    memory: float
    threads: int
    files: int


def sample(rounds: int) -> Sample:
    """Look at this process, and print what it takes as the row of a table."""
    gc.collect()
    process = psutil.Process()
    memory = process.memory_info().rss / 2**20
    seen = Sample(rounds, memory, process.num_threads(), process.num_fds())
    print(f"| {seen.rounds} | {seen.memory:.1f} | {seen.threads} | {seen.files} |", flush=True)
    return seen


def picture_and_trimap(seed: int, side: int) -> tuple[Picture, np.ndarray]:
    """Noise of side x side pixels, its left half background, with an unknown square in the middle.

    In a picture that is computed in tiles, the square is a band from edge to edge, which takes several.
    """
    pixels = np.random.default_rng(seed).integers(0, 256, (side, side, 3), np.uint8)
    trimap = np.full((side, side), 255, np.uint8)
    trimap[:, : side // 2] = 0
    middle = slice((side - UNKNOWN) // 2, (side + UNKNOWN) // 2)
    across = slice(None) if side**2 > TINY_GUIDED.whole_up_to else middle
    trimap[middle, across] = 128
    return Picture.from_array(pixels), trimap


def open_another(window: MainWindow, dice: random.Random, side: int) -> None:
    """Have the window forget its picture and its runs for another picture."""
    window.document.open_picture(*picture_and_trimap(dice.randrange(10**6), side))
    window.views.picture_opened()


def one_round(window: MainWindow, dice: random.Random, longest: int, side: int) -> str:
    """Ask for a run, and end it one way or another; say which."""
    control, document = window.run_control, window.document
    if document.picture is None or len(document.runs) >= 5:
        open_another(window, dice, side)
    for _ in range(dice.choice((1, 1, 1, 3))):
        control.matte_again()
    pause(dice.randrange(longest))
    end = dice.choice(("cancel", "cancel", "another picture", "wait", "wait"))
    if not control.running:
        return "ended before"
    if end == "cancel":
        control.cancel()
    elif end == "another picture":
        document.open_picture(*picture_and_trimap(dice.randrange(10**6), side))
    until_at_rest(lambda: not window.runner.busy)
    return end


def settled(
    window: MainWindow, dice: random.Random, side: int, rounds: int, tiny: MattingPredictor
) -> Sample:
    """Look at this process once all runs are over and forgotten."""
    until_at_rest(lambda: not window.runner.busy)  # what has ended may have a thread or two at work
    open_another(window, dice, side)
    until_at_rest(lambda: not any(runner.busy for runner in window.runners))
    tiny._inversions.clear()  # which it may keep 64 MB of, for whichever picture comes back
    return sample(rounds)


def many_rounds(rounds: int, kind: str, dice: random.Random, side: int) -> tuple[list[Sample], Counter[str]]:
    """Rounds in one window, looked at ten times, each time with a new picture and no run yet."""
    tiny = MattingPredictor(tiny_model(), device="cpu", precision="float32")
    with tempfile.TemporaryDirectory() as folder:
        store = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        factory = None if kind == "bundled" else lambda model, *, device, precision: tiny
        window = make_window(factory, Settings(store))
        window.show()
        until_at_rest(lambda: not any(runner.busy for runner in window.runners))
        ends: Counter[str] = Counter()
        samples = []
        try:
            for number in range(rounds):
                if number % max(1, rounds // 10) == 0:
                    samples.append(settled(window, dice, side, number, tiny))
                ends[one_round(window, dice, LONGEST_MS[kind], side)] += 1
            samples.append(settled(window, dice, side, rounds, tiny))
        finally:
            window.shut_down()
            window.hide()
            window.deleteLater()
            pause(100)
    return samples, ends


def quit_once(seed: int) -> dict[str, object]:
    """Have a window quit at some moment; say how that went."""
    with tempfile.TemporaryDirectory() as home:
        places = {f"XDG_{name}_HOME": f"{home}/{name}" for name in ("DATA", "CONFIG", "STATE")}
        command = [sys.executable, "-X", "faulthandler", "-m", "tests.gui.quit_session", str(seed), home]
        began = time.monotonic()
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **places}, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            said, complained = process.communicate(timeout=QUIT_SECONDS)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGABRT)  # says where it is
            said, complained = process.communicate()
        left = [other.cmdline() for other in of_session(process.pid)]
    fine = process.returncode == 0 and not left and not any(word in complained for word in COMPLAINTS)
    return {
        "seed": seed, "said": said.strip(), "code": process.returncode, "left": left, "fine": fine,
        "complained": "" if fine else complained[-3000:], "seconds": round(time.monotonic() - began, 1),
    }  # fmt: skip


def of_session(session: int) -> list[psutil.Process]:
    """Processes that one which led a session has left."""
    found = []
    for process in psutil.process_iter():
        try:
            if os.getsid(process.pid) == session:
                found.append(process)
        except (ProcessLookupError, psutil.NoSuchProcess):
            continue
    return found


def main() -> int:
    """Do what is asked for, print the tables, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=1000, help="with a tiny model (default: 1000)")
    parser.add_argument("--bundled", type=int, default=20, help="with the bundled model (default: 20)")
    parser.add_argument("--quits", type=int, default=40, help="windows that are quit (default: 40)")
    parser.add_argument("--side", type=int, default=SIDE, help=f"of the pictures, pixels (default: {SIDE})")
    parser.add_argument("--seed", type=int, default=0, help="of the moments (default: 0)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all that was found")
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    dice, found = random.Random(chosen.seed), {}
    if chosen.rounds or chosen.bundled:
        make_application(["dmat"])
    for kind, rounds in (("tiny", chosen.rounds), ("bundled", chosen.bundled)):
        if rounds:
            print(f"{rounds} rounds, {kind} model\n")
            print("| Rounds | Memory, MiB | Threads | Open files |\n|---:|---:|---:|---:|")
            samples, ends = many_rounds(rounds, kind, dice, chosen.side)
            found[kind] = {"samples": [asdict(each) for each in samples], "ends": ends}
            print(f"\n{', '.join(f'{count} {end}' for end, count in ends.items())}\n")
    quits = [quit_once(chosen.seed + number) for number in range(chosen.quits)]
    for each in quits:
        print(f"quit {each['seed']}: {each['said']}, code {each['code']}, {each['seconds']} s", end="")
        print("" if each["fine"] else f" NOT FINE, left {each['left']}\n{each['complained']}")
    found["quits"] = quits
    if chosen.json is not None:
        chosen.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return 0 if all(each["fine"] for each in quits) else 1


if __name__ == "__main__":
    sys.exit(main())
