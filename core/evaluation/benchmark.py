"""Several methods measured on the same cases: by several processes, and going on where a run stopped."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from core.data.cases import Case, DataSet
from core.errors import DmatError, sentence_for
from core.evaluation.alphas import AlphaFolder
from core.evaluation.measure import Table, case_id, measure
from core.evaluation.methods import Method
from core.evaluation.processes import Processes
from core.evaluation.records import Records

log = logging.getLogger(__name__)


class Bar(Protocol):
    """What is used of tqdm's progress bar; its units are the methods' costs."""

    def reset(self, total: float) -> None:
        """Begin anew."""

    def update(self, n: float) -> None:
        """So much more is done."""

    def set_description(self, desc: str) -> None:
        """What is being done."""


def run_benchmark(
    methods: Sequence[Method],
    data_set: DataSet,
    records: Records,
    *,
    cases: Sequence[Case] | None = None,
    processes: Processes | None = None,
    bar: Bar | None = None,
    alphas: AlphaFolder | None = None,
) -> tuple[dict[str, Table], list[str]]:
    """Measure what `records` does not hold yet.

    Args:
        methods: of different names.
        records: takes every row, also when the run is interrupted; written at the end.
        cases: only these of the data set's; None for all.
        processes: those that share the work; all call this with the same arguments.
        bar: moved as this process's share is done.
        alphas: where predictions are saved; a case whose matte is not there is measured again.

    Returns:
        A table per method's name, of the cases that could be measured (none: no table), and a sentence for
        each failure; everybody's, on every process.
    """
    processes = processes or Processes()
    cases = data_set.cases if cases is None else tuple(cases)
    for method in methods:
        records.describe(method.key, method.name, method.settings)
    left = remaining(methods, cases, records, alphas)
    work = [(method, processes.share(rest)) for method, rest in left]
    processes.wait()  # nobody writes before everybody has read
    if bar is not None:
        bar.reset(total=sum(method.cost * len(share) for method, share in work))
    fresh: list[Any] = []
    failures: list[str] = []
    try:
        for method, share in work:
            if share:
                fresh += _measure_share(method, data_set, share, records, failures, bar, alphas)
    finally:
        records.write()
    everybodys = processes.gather([(fresh, failures)])
    failures = [sentence for _, sentences in everybodys for sentence in sentences]
    for rows, _ in everybodys:  # on every process: the next call must share out the same cases
        records.merge(rows)
    if processes.rank == 0:
        records.write()
        records.remove_rank_files()
    return tables_of(methods, data_set, cases, records), failures


def remaining(
    methods: Sequence[Method],
    cases: Sequence[Case],
    records: Records,
    alphas: AlphaFolder | None = None,
) -> list[tuple[Method, list[Case]]]:
    """The cases that each method has yet to be measured on; also those whose matte is not in `alphas`."""
    left = []
    for method in methods:
        rows = records.rows(method.key)
        if alphas is not None:
            rows = {
                case_id(case): rows[case_id(case)]
                for case in cases
                if case_id(case) in rows and alphas.holds(method.name, case, rows[case_id(case)])
            }
        left.append((method, [case for case in cases if case_id(case) not in rows]))
    return left


def write_results(records: Records) -> None:
    """Write the records with the means of every method that they hold. Raises OSError."""
    held = [(key, means_of({name: table})) for name, key, table in records.tables()]
    records.write({"results": [{**mean, "key": key} for key, means in held for mean in means]})


def means_of(tables: Mapping[str, Table]) -> list[dict[str, Any]]:
    """Each method's means by group and over all ("all"), in both conventions, as plain JSON values."""
    return [
        {
            "method": name,
            "cases": len(table.rows),
            "seconds": table.seconds(),
            "mean": {
                group or "all": {
                    convention: table.mean(group, convention).to_json() for convention in ("unknown", "whole")
                }
                for group in dict.fromkeys((*table.groups(), None))
                if group != ""
            },
            "estimates": table.estimates(),
        }
        for name, table in tables.items()
    ]


def _measure_share(
    method: Method,
    data_set: DataSet,
    share: Sequence[Case],
    records: Records,
    failures: list[str],
    bar: Bar | None,
    alphas: AlphaFolder | None,
) -> list[tuple[str, Any]]:
    fresh = []

    def advance(case: str) -> None:
        if bar is not None:
            bar.set_description(f"{method.name}: {case}")
            bar.update(method.cost)

    def on_row(row: Any) -> None:
        records.add(method.key, row)
        fresh.append((method.key, row))
        advance(row.case)

    def on_failure(case: Case, error: Exception) -> None:
        name = f"{method.name}, {case_id(case)}"
        known = isinstance(error, DmatError)
        failures.append(f"{name}: {error}" if known else sentence_for(error, name))
        log.warning("%s", failures[-1])
        advance(case_id(case))

    save = None if alphas is None else lambda case, alpha: alphas.save(method.name, case, alpha)
    if bar is not None:
        bar.set_description(method.name)
    measure(method.load(), data_set, cases=share, on_row=on_row, on_failure=on_failure, save=save)
    return fresh


def tables_of(
    methods: Sequence[Method], data_set: DataSet, cases: Sequence[Case], records: Records
) -> dict[str, Table]:
    """A table per method's name, of the cases measured so far; none of a method without any."""
    tables = {}
    for method in methods:
        rows = records.rows(method.key)
        found = tuple(rows[case_id(case)] for case in cases if case_id(case) in rows)
        if found:
            tables[method.name] = Table(found, data_set.convention)
    return tables
