"""Damage real files and let every reader of the program have them: `scripts/fuzz.py --files 10000 -o fuzz`.

The same seed gives the same files. Writes `fuzz.md`, a table, and `fuzz.json`, with every file that was
neither read correctly nor refused in a sentence; `--only READER:NUMBER` reads one again, and keeps it.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from dataclasses import asdict
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests" / "core"), str(Path(__file__).parents[1])]

from fuzzing.readers import READERS, case_bytes  # noqa: E402
from fuzzing.runner import GOOD, Outcome, run, table  # noqa: E402


def main() -> int:
    """Run, print the table, and say with the exit code whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=10_000, help="damaged files over all readers")
    parser.add_argument("--reader", action="append", choices=list(READERS), help="only these readers")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first file of each reader")
    parser.add_argument("--only", metavar="READER:NUMBER", help="one file, kept in the folder of the results")
    parser.add_argument("-o", "--out", type=Path, default=Path("fuzz"), help="folder of the results")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    if asked.only:
        return _again(*asked.only.split(":"), asked.seed, asked.out)
    names = asked.reader or list(READERS)
    counts = {
        name: asked.files // len(names) + (at < asked.files % len(names)) for at, name in enumerate(names)
    }
    found = run(counts, asked.seed, first=asked.first, on_outcome=_tell)
    bad = [outcome for outcome in found if outcome.outcome not in GOOD]
    (asked.out / "fuzz.md").write_text(table(found) + "\n", encoding="utf-8")
    slowest = max(found, key=lambda outcome: outcome.seconds)
    summary = {
        "seed": asked.seed, "first": asked.first, "files": len(found), "slowest": asdict(slowest),
        "counts": {name: Counter(o.outcome for o in found if o.reader == name) for name in names},
        "bad": [asdict(outcome) for outcome in bad],
    }  # fmt: skip
    (asked.out / "fuzz.json").write_text(json.dumps(summary, indent=1), encoding="utf-8")
    print(table(found))
    print(f"The slowest took {slowest.seconds:.2f} s: {slowest.reader}:{slowest.number}, {slowest.file}")
    return 1 if bad else 0


def _tell(outcome: Outcome) -> None:
    if outcome.outcome not in GOOD:
        last = (outcome.said.strip().splitlines() or [""])[-1]
        print(
            f"{outcome.outcome}: {outcome.reader}:{outcome.number} {outcome.file}: {last[:300]}", flush=True
        )


def _again(name: str, number: str, seed: int, out: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        file, data = case_bytes(READERS[name], READERS[name].files(Path(folder)), seed, int(number))
    (out / Path(file).name).write_bytes(data)
    (outcome,) = run({name: 1}, seed, first=int(number))
    print(f"{out / Path(file).name}: {outcome.outcome}\n{outcome.said}")
    return outcome.outcome not in GOOD


if __name__ == "__main__":
    sys.exit(main())
