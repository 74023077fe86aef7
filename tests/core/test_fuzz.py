"""Damaged files: read correctly or refused in a sentence, whatever the reader. `scripts/fuzz.py` has more."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from fuzzing import runner
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


def listened_to(program: str, patience: float) -> bool:
    """Whether a worker that does this, once it has said that it is ready, is taken for one that hangs."""
    begin = """import threading, time; print('{"ready": "pictures"}', flush=True)\n"""
    with subprocess.Popen([sys.executable, "-c", begin + program], stdout=subprocess.PIPE) as process:
        _, hangs, ready = runner._listen(process, 60.0, patience, print)
        process.kill()
    assert ready == "pictures"
    return hangs


def test_one_that_waits_for_its_own_thread_at_work_does_not_sleep() -> None:
    busy = """
def work():
    while time.process_time() < 2.5:
        pass
thread = threading.Thread(target=work)
thread.start()
thread.join()
"""
    assert not listened_to(busy, patience=1.0)
    assert listened_to("time.sleep(60)", patience=1.0)


def test_there_is_an_end_by_the_clock_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "_sleeps", lambda process: False)  # as on systems that do not say so
    monkeypatch.setattr(runner, "LONGEST_WAIT", 1.0)
    assert listened_to("time.sleep(60)", patience=60.0)


def test_a_link_is_where_it_leads_to(tmp_path: Path) -> None:
    from fuzzing import worker  # which not every system has the modules for

    for name in ("place", "elsewhere"):
        (tmp_path / name).mkdir()
    (tmp_path / "temporary").symlink_to(tmp_path / "place")
    (tmp_path / "place" / "out").symlink_to(tmp_path / "elsewhere")
    places = (str((tmp_path / "place").resolve()),)
    assert not worker._is_outside(tmp_path / "temporary" / "a.png", places)
    assert worker._is_outside(tmp_path / "place" / "out" / "a.png", places)


def test_the_table_counts_every_file(outcomes: list[Outcome]) -> None:
    *_, last = table(outcomes).splitlines()
    numbers = [int(cell.replace(",", "")) for cell in last.split("|")[2:-1]]
    assert numbers[0] == len(outcomes) == sum(numbers[1:])
    assert len(numbers) == 1 + len(GOOD) + len(BAD)
