"""Damaged files for every reader, in worker processes that may die: what came of each, and a table."""

import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[3]
LONGEST = 5.0
"""Seconds of the processor after which a file hangs its reader, where nothing else is asked for ..."""
PATIENCE = 15.0
"""... and seconds by the clock for one that sleeps, as others' work on a busy machine does not count ..."""
LONGEST_WAIT = 120.0
"""... and whatever it does: not every system says of a process that it sleeps."""
GOOD = ("read", "refused")
BAD = ("other error", "crash", "hang", "memory", "written", "forbidden")


@dataclass(frozen=True)
class Outcome:
    """What came of a file: one of GOOD or BAD, with what there is to say of it."""

    reader: str
    number: int
    file: str
    outcome: str
    said: str
    seconds: float = 0.0
    mb: float = 0.0


def run(
    counts: Mapping[str, int],
    seed: int,
    *,
    first: int = 0,
    longest: float = LONGEST,
    patience: float = PATIENCE,
    on_outcome: Callable[[Outcome], object] = lambda outcome: None,
) -> list[Outcome]:
    """Let every reader named in `counts` read so many damaged files, beginning with the number `first`."""
    left = [(name, first, first + count - 1) for name, count in counts.items() if count]
    found: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder:
        while left:
            done, died = _work(Path(folder), seed, left, (longest, patience), on_outcome)
            found += done
            if died is not None:
                found.append(died)
                on_outcome(died)
            left = _remaining(left, Counter(outcome.reader for outcome in found), first)
    return found


def table(outcomes: list[Outcome]) -> str:
    """What became of the files, in Markdown: a line for each reader."""
    lines = [
        f"| reader | files | {' | '.join((*GOOD, *BAD))} |",
        f"|---|{'---:|' * (1 + len(GOOD) + len(BAD))}",
    ]
    names = list(dict.fromkeys(outcome.reader for outcome in outcomes))
    for name in [*names, "all"]:
        mine = Counter(outcome.outcome for outcome in outcomes if name in (outcome.reader, "all"))
        numbers = [f"{mine[column]:,}" for column in (*GOOD, *BAD)]
        lines.append(f"| {name} | {mine.total():,} | {' | '.join(numbers)} |")
    return "\n".join(lines)


def _remaining(left: list, done: Counter, first: int) -> list:
    """The ranges without the files that are done: each reader takes its own in their order."""
    ranges = [(name, max(begin, first + done[name]), last) for name, begin, last in left]
    return [(name, begin, last) for name, begin, last in ranges if begin <= last]


def _work(
    folder: Path,
    seed: int,
    left: list,
    limits: tuple[float, float],
    on_outcome: Callable[[Outcome], object],
) -> tuple[list[Outcome], Outcome | None]:
    """Run a worker to its end: what it told, and the file that it died of, if any."""
    paths = os.pathsep.join((str(ROOT), str(ROOT / "tests" / "core")))
    environment = os.environ | {
        "PYTHONPATH": paths, "OMP_NUM_THREADS": "1", "HOME": str(folder), "MALLOC_TRIM_THRESHOLD_": "0",
        **{f"XDG_{kind}_HOME": str(folder / kind) for kind in ("DATA", "CONFIG", "STATE", "CACHE")},
    }  # fmt: skip
    ranges = [f"{name}:{begin}:{last}" for name, begin, last in left]
    command = [sys.executable, "-m", "fuzzing.worker", str(folder), str(seed), *ranges]
    with (
        tempfile.TemporaryFile("w+") as errors,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, env=environment, cwd=folder
        ) as process,
    ):
        done, hangs, ready = _listen(process, *limits, on_outcome)
        if hangs:
            process.kill()
        code = process.wait()
        errors.seek(0)
        said = errors.read()[-3000:]
    if code == 0:
        return done, None
    if ready is None:
        raise RuntimeError(f"The worker did not start:\n{said}")
    counted = Counter(outcome.reader for outcome in done)
    begin = next(begin for name, begin, _ in left if name == ready)
    number = begin + counted[ready]
    return done, Outcome(ready, number, "", "hang" if hangs else "crash", f"exit code {code}\n{said}")


def _listen(
    process: subprocess.Popen,
    longest: float,
    patience: float,
    on_outcome: Callable[[Outcome], object],
) -> tuple[list[Outcome], bool, str | None]:
    """Take in what a worker tells until it ends or hangs; the reader that it was at."""
    watched, ready, done = psutil.Process(process.pid), None, []
    waited, spent, before, rest = 0.0, 0.0, 0.0, b""
    told_at = time.monotonic()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(timeout=0.5):
                now = _seconds(watched)
                waited += 0.5 if now == before and _sleeps(watched) else 0  # else a thread of it is at work
                before, silent = now, time.monotonic() - told_at
                if ready is not None and (
                    now - spent > longest or waited > patience or silent > LONGEST_WAIT
                ):
                    return done, True, ready
                continue
            told = os.read(process.stdout.fileno(), 1 << 16)
            if not told:
                return done, False, ready
            *lines, rest = (rest + told).split(b"\n")
            for line in map(json.loads, lines):
                if "ready" in line:
                    ready = line["ready"]
                else:
                    done.append(Outcome(**line))
                    on_outcome(done[-1])
            waited, spent, told_at = 0.0, _seconds(watched), time.monotonic()


def _seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system


def _sleeps(process: psutil.Process) -> bool:
    """Whether it waits for something; not where it would go on if it were its turn, or the disk's."""
    try:
        return process.status() == psutil.STATUS_SLEEPING
    except psutil.NoSuchProcess:
        return False
