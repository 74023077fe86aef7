"""Rows of an evaluation in a JSON file, written while they are measured, so that a run can go on later.

Several processes keep a file each, `OUT.rank1` and so on, until process 0 has everybody's rows in `OUT`.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from core.data.cases import Case, DataSet
from core.errors import DataError
from core.evaluation.measure import Row, Table, case_id
from core.files import file_digest, read_json, write_text

FORMAT = "dmat-evaluation-1"
_ROLES = ("image", "alpha", "trimap", "foreground", "background")
WRITE_EVERY = 5.0
"""Seconds between writes."""


class Records:
    """The rows measured of one data set, by method and case.

    A row is known by its method's key and by its case's name and files' contents: where a file has changed,
    the case is measured again. The rows of other methods stay, but for those of the same method by earlier
    code of the program.

    Args:
        path: the file; None keeps nothing beyond this object.
        data_set: what is measured.
        rank: the number of this process.

    Raises:
        DataError: the file holds something else, or another data set's results.
    """

    def __init__(self, path: Path | None, data_set: DataSet, rank: int = 0) -> None:
        self.path, self.rank = path, rank
        self._convention = data_set.convention
        self._about = {
            "layout": data_set.layout,
            "title": data_set.title,
            "convention": data_set.convention,
            "groups": list(dict.fromkeys(case.group for case in data_set.cases)),
            "folders": _folders(data_set),
        }
        self._cases = {case_id(case): case for case in data_set.cases}
        self._prints: dict[str, str] = {}
        self._digests: dict[Path, str] = {}
        self._rows: dict[tuple[str, str], tuple[str, Row]] = {}
        self._methods: dict[str, dict[str, Any]] = {}
        self._extra: dict[str, Any] = {}
        self._written = time.monotonic()
        if path is not None:
            for file in [path, *_rank_files(path)]:
                if file.is_file():
                    self._read(file)

    def rows(self, key: str) -> dict[str, Row]:
        """The rows of the method with that key whose cases are as they were, by `case_id`."""
        return {
            case: row
            for (method, case), (print_, row) in self._rows.items()
            if method == key and self._is_as_it_was(case, print_)
        }

    def tables(self) -> list[tuple[str, str, Table]]:
        """Every method of the file, also of earlier runs: name, key, and its rows as `rows` gives them."""
        tables = []
        for key, about in self._methods.items():
            rows = self.rows(key)
            if rows:
                found = tuple(rows[case] for case in self._cases if case in rows)
                tables.append((about["name"], key, Table(found, self._convention)))
        return tables

    def add(self, key: str, row: Row) -> None:
        """Take in a row, and write the file if the last time is a while ago."""
        self._rows[key, row.case] = (self._print(row.case), row)
        if time.monotonic() - self._written > WRITE_EVERY:
            self.write()

    def describe(self, key: str, name: str, settings: Mapping[str, Any]) -> None:
        """What the file is to say of a method. The same method by other code is dropped."""
        about = {"name": name, "key": key, **settings}
        for other, held in list(self._methods.items()):
            if other != key and _apart_from_code(held) == _apart_from_code(about):
                del self._methods[other]
                self._rows = {place: found for place, found in self._rows.items() if place[0] != other}
        self._methods[key] = about

    def write(self, extra: Mapping[str, Any] | None = None) -> None:
        """Write the file, whole or not at all; `extra`, or what there was of it, goes before the rows."""
        if self.path is None:
            return
        if extra is not None:
            self._extra = dict(extra)
        rows: dict[str, list[dict[str, Any]]] = {}
        for (key, _), (print_, row) in self._rows.items():
            rows.setdefault(key, []).append({"files": print_, **row.to_dict()})
        methods = [{**about, "rows": rows.get(key, [])} for key, about in self._methods.items()]
        data = {"format": FORMAT, "data_set": self._about, **self._extra, "methods": methods}
        write_text(self._own_file, json.dumps(data, indent=1, ensure_ascii=False))
        self._written = time.monotonic()

    def merge(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Take in rows that other processes measured."""
        for key, row in rows:
            self._rows[key, row.case] = (self._print(row.case), row)

    def remove_rank_files(self) -> None:
        """Remove the files of the other processes, once their rows are in this one's."""
        if self.path is not None:
            for file in _rank_files(self.path):
                file.unlink(missing_ok=True)

    @property
    def _own_file(self) -> Path:
        assert self.path is not None  # nothing is written without one
        return self.path if self.rank == 0 else self.path.with_name(f"{self.path.name}.rank{self.rank}")

    def _print(self, case: str) -> str:
        """The case's fingerprint: of those in question only, and once, since whole files are read for it."""
        if case not in self._prints:
            self._prints[case] = fingerprint(self._cases[case], self._digests)
        return self._prints[case]

    def _is_as_it_was(self, case: str, print_: str) -> bool:
        return case in self._cases and self._print(case) == print_

    def _read(self, path: Path) -> None:
        try:
            data = read_json(path)
            if data["format"] != FORMAT:
                raise ValueError(data["format"])
            about = dict(data["data_set"])
            for part, kind in (("folders", dict), ("groups", list)):
                if not isinstance(about.get(part, kind()), kind):
                    raise TypeError(part)
            methods = {method["key"]: dict(method) for method in data["methods"]}
            rows = {}
            for key, method in methods.items():
                for values in method.pop("rows"):
                    row = Row.from_dict(values)
                    rows[key, row.case] = (values["files"], row)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DataError(f"{path} is not a file of results of this program: name another.") from error
        self._check_data_set(path, about, rows)
        self._extra |= {name: data[name] for name in data if name not in ("format", "data_set", "methods")}
        self._methods.update(methods)
        self._rows.update(rows)

    def _check_data_set(self, path: Path, about: dict, rows: Mapping[tuple[str, str], tuple]) -> None:
        """Raise DataError for another data set; a copy elsewhere, every file the same, is none."""
        own: Mapping[str, Any] = self._about
        if any(about.get(name) != own[name] for name in ("layout", "convention")):
            held, asked = (f"{told.get('title')} ({told.get('layout')})" for told in (about, own))
            why = f"{held}, not {asked}"
        elif about.get("groups", own["groups"]) != own["groups"]:
            held, asked = (", ".join(map(str, told["groups"])) or "all" for told in (about, own))
            why = f"the parts {held} of {own['title']}, not {asked}"
        elif about.get("folders") != own["folders"] and not all(
            self._is_as_it_was(case, print_) for (_, case), (print_, _) in rows.items()
        ):
            held = about.get("folders", {})
            role = next((role for role in own["folders"] if own["folders"][role] != held.get(role)), "alpha")
            why = f"the files of {held.get(role, 'another folder')}, not of {own['folders'][role]}"
        else:
            return
        raise DataError(f"{path} holds results on {why}: name another file for these, and both are kept.")


def _apart_from_code(about: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in about.items() if name not in ("key", "dmat", "code")}


def _folders(data_set: DataSet) -> dict[str, str]:
    """The folder that holds all files of a role, by role."""
    folders = {}
    for role in _ROLES:
        files = (getattr(case, role) for case in data_set.cases)
        parents = {str(path.parent.resolve()) for path in files if path is not None}
        if parents:
            folders[role] = os.path.commonpath(parents)
    return folders


def fingerprint(case: Case, digests: dict[Path, str] | None = None) -> str:
    """A short digest of a case's files' names and contents, which a copy elsewhere shares.

    `digests` holds those of single files from call to call: cases share pictures and backgrounds.
    """
    digests = {} if digests is None else digests
    parts = []
    for role in _ROLES:
        path = getattr(case, role)
        if path is None:
            continue
        if path not in digests:
            digests[path] = _file_digest(path)
        parts.append(f"{role}:{path.name}:{digests[path]}")
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]


def _file_digest(path: Path) -> str:
    try:
        return file_digest(path)
    except OSError:
        return "unreadable"  # who needs the file says what is wrong with it


def _rank_files(path: Path) -> list[Path]:
    head = f"{path.name}.rank"
    if not path.parent.is_dir():
        return []
    return sorted(
        p for p in path.parent.iterdir() if p.name.startswith(head) and p.name[len(head) :].isdigit()
    )
