"""Rows of an evaluation in a JSON file, written while they are measured, so that a run can go on later.

Several processes keep a file each, `OUT.rank1` and so on, until process 0 has everybody's rows in `OUT`.
"""

import hashlib
import json
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from core.data.cases import Case, DataSet
from core.errors import DataError
from core.evaluation.measure import Row, case_id
from core.files import write_text

FORMAT = "dmat-evaluation-1"
WRITE_EVERY = 5.0
"""Seconds between writes."""


class Records:
    """The rows measured of one data set, by method and case.

    A row is known by its method's key and by its case's name and files' contents: where a file has changed,
    the case is measured again.

    Args:
        path: the file; None keeps nothing beyond this object.
        data_set: what is measured.
        rank: the number of this process.

    Raises:
        DataError: the file holds something else, or another data set's results.
    """

    def __init__(self, path: Path | None, data_set: DataSet, rank: int = 0) -> None:
        self.path, self.rank = path, rank
        self._about = {"layout": data_set.layout, "title": data_set.title, "convention": data_set.convention}
        self._cases = {case_id(case): case for case in data_set.cases}
        self._prints: dict[str, str] = {}
        self._digests: dict[Path, str] = {}
        self._rows: dict[tuple[str, str, str], Row] = {}
        self._methods: dict[str, dict[str, Any]] = {}
        self._written = time.monotonic()
        if path is not None:
            for file in [path, *_rank_files(path)]:
                if file.is_file():
                    self._read(file)

    def rows(self, key: str) -> dict[str, Row]:
        """The rows of the method with that key whose cases are as they were, by `case_id`."""
        return {
            case: row
            for (method, case, print_), row in self._rows.items()
            if method == key and case in self._cases and self._print(case) == print_
        }

    def add(self, key: str, row: Row) -> None:
        """Take in a row, and write the file if the last time is a while ago."""
        self._rows[key, row.case, self._print(row.case)] = row
        if time.monotonic() - self._written > WRITE_EVERY:
            self.write()

    def describe(self, key: str, name: str, settings: Mapping[str, Any]) -> None:
        """What the file is to say of a method."""
        self._methods[key] = {"name": name, "key": key, **settings}

    def write(self, extra: Mapping[str, Any] | None = None) -> None:
        """Write the file, whole or not at all; `extra` goes in front of the rows."""
        if self.path is None:
            return
        rows: dict[str, list[dict[str, Any]]] = {}
        for (key, _, print_), row in self._rows.items():
            rows.setdefault(key, []).append({"files": print_, **row.to_dict()})
        methods = [{**about, "rows": rows.get(key, [])} for key, about in self._methods.items()]
        data = {"format": FORMAT, "data_set": self._about, **(extra or {}), "methods": methods}
        write_text(self._own_file, json.dumps(data, indent=1, ensure_ascii=False))
        self._written = time.monotonic()

    def merge(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Take in rows that other processes measured."""
        for key, row in rows:
            self._rows[key, row.case, self._print(row.case)] = row

    def remove_rank_files(self) -> None:
        """Remove the files of the other processes, once their rows are in this one's."""
        if self.path is not None:
            for file in _rank_files(self.path):
                file.unlink(missing_ok=True)

    @property
    def _own_file(self) -> Path:
        return self.path if self.rank == 0 else self.path.with_name(f"{self.path.name}.rank{self.rank}")

    def _print(self, case: str) -> str:
        """The case's fingerprint: of those in question only, and once, since whole files are read for it."""
        if case not in self._prints:
            self._prints[case] = fingerprint(self._cases[case], self._digests)
        return self._prints[case]

    def _read(self, path: Path) -> None:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            found = data["format"] == FORMAT and data["data_set"]
            methods = [(dict(method), method["rows"]) for method in data["methods"]]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DataError(f"{path} is not a file of results of this program: name another.") from error
        if found != self._about:
            held = found["title"] if found else "something else"
            raise DataError(
                f"{path} holds results on {held}, not on {self._about['title']} read as "
                f"{self._about['layout']}: name another file."
            )
        for about, rows in methods:
            about.pop("rows")
            self._methods[about["key"]] = about
            for values in rows:
                row = Row.from_dict(values)
                self._rows[about["key"], row.case, values["files"]] = row


def fingerprint(case: Case, digests: dict[Path, str] | None = None) -> str:
    """A short digest of a case's files' names and contents, which a copy elsewhere shares.

    `digests` holds those of single files from call to call: cases share pictures and backgrounds.
    """
    digests = {} if digests is None else digests
    parts = []
    for role in ("image", "alpha", "trimap", "foreground", "background"):
        path = getattr(case, role)
        if path is None:
            continue
        if path not in digests:
            digests[path] = _file_digest(path)
        parts.append(f"{role}:{path.name}:{digests[path]}")
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]


def _file_digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "unreadable"  # who needs the file says what is wrong with it


def _rank_files(path: Path) -> list[Path]:
    head = f"{path.name}.rank"
    if not path.parent.is_dir():
        return []
    return sorted(
        p for p in path.parent.iterdir() if p.name.startswith(head) and p.name[len(head) :].isdigit()
    )
