"""What a batch has done, in a small file among its results, so that a batch that was stopped can go on."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path

from core.batch.guides import plain
from core.errors import SettingsError
from core.files import file_digest, read_json, write_text

NAME = "dmat-batch.json"
FORMAT = "dmat-batch-1"


@dataclass(frozen=True)
class _Entry:
    """A picture that is done. key: of what it was made from, and how. files: their SHA-256 by name."""

    picture: str
    key: str
    files: dict[str, str]


class Record:
    """The pictures of a folder of results that are done, by their names without suffix.

    Raises SettingsError if a file of the record's name is there that is none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path = folder / NAME
        self._entries: dict[str, _Entry] = {}
        if self.path.exists():
            self._read()

    def files(self, stem: str) -> frozenset[str]:
        """The names of what was written of a picture of that name, from whatever and however."""
        entry = self._entries.get(plain(stem))
        return frozenset() if entry is None else frozenset(entry.files)

    def is_done(self, stem: str, key: str, wanted: Collection[str]) -> bool:
        """Whether a picture's results are there, made from the same and in the same way.

        wanted: the names of the files, and of the folders of files, that would be written else.
        Raises SettingsError if one of those was changed since it was written, from whatever: it is another's
        work, and is not made anew.
        """
        entry = self._entries.get(plain(stem))
        if entry is None:
            return False
        there = {name: self._folder / name for name in entry.files if (self._folder / name).is_file()}
        for name, path in there.items():
            if name.split("/")[0] in wanted and file_digest(path) != entry.files[name]:
                raise SettingsError(
                    f"{name} was changed since it was written, and is kept: move it away to have it made "
                    "anew."
                )
        return entry.key == key and len(there) == len(entry.files)

    def add(self, stem: str, key: str, files: list[Path], picture: str) -> None:
        """Take in a picture whose results are written, and write the record. Raises OSError."""
        digests = {path.relative_to(self._folder).as_posix(): file_digest(path) for path in files}
        self._entries[plain(stem)] = _Entry(picture, key, digests)
        held = {name: asdict(entry) for name, entry in self._entries.items()}
        text = json.dumps({"format": FORMAT, "done": held}, indent=1, ensure_ascii=False)
        write_text(self.path, text)

    def _read(self) -> None:
        try:
            data = read_json(self.path)
            if data["format"] != FORMAT:
                raise ValueError(data["format"])
            self._entries = {
                stem: _Entry(str(held["picture"]), str(held["key"]), dict(held["files"]))
                for stem, held in data["done"].items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise SettingsError(
                f"{self.path} is not a record of this program: move it away, or choose another folder for "
                "the results."
            ) from error
