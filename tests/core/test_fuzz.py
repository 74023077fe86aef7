"""Damaged files: read correctly or refused in a sentence, whatever the reader. `scripts/fuzz.py` has more."""

from collections import Counter
from pathlib import Path

import pytest
from fuzzing.readers import FAULTY, READERS
from fuzzing.runner import BAD, GOOD, Outcome, run, table

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="only Linux tells of the peak of a reader's memory"
)

EACH = 40
NEVER_REFUSE = ("fine-tunings", "data sets")
"""They pass over what they cannot read, or tell of it: a set, or a list, is more than one file."""


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    faults = dict.fromkeys(sorted(FAULTY), 1)  # "hang" is not the last
    return run(dict.fromkeys(READERS, EACH) | faults, seed=7, longest=5.0, patience=5.0)


def test_five_hundred_damaged_files_are_read_or_refused(outcomes: list[Outcome]) -> None:
    of_readers = [outcome for outcome in outcomes if outcome.reader in READERS]
    bad = [f"{o.reader}:{o.number} {o.file}: {o.outcome}: {o.said}" for o in of_readers if o.outcome in BAD]
    assert not bad, "\n".join(bad)
    assert len(of_readers) >= 500
    for name in READERS:
        counts = Counter(outcome.outcome for outcome in of_readers if outcome.reader == name)
        assert counts["read"] and (counts["refused"] or name in NEVER_REFUSE), (name, counts)


def test_what_no_reader_must_do_is_found(outcomes: list[Outcome]) -> None:
    found = {o.reader: o.outcome for o in outcomes if o.reader in FAULTY}
    assert found == {name: name.partition(",")[0] for name in FAULTY}
    assert set(found.values()) == set(BAD)


def test_the_table_counts_every_file(outcomes: list[Outcome]) -> None:
    *_, last = table(outcomes).splitlines()
    numbers = [int(cell.replace(",", "")) for cell in last.split("|")[2:-1]]
    assert numbers[0] == len(outcomes) == sum(numbers[1:])
    assert len(numbers) == 1 + len(GOOD) + len(BAD)
