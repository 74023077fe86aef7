"""Reading what a manifest says: each field of the type it must have, or a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import Any, TypeVar

from core.errors import ProjectError

_T = TypeVar("_T")
_MAX_COUNT = 2**40


class Fields:
    """A JSON object whose fields are asked for by type; those that nobody asks for are ignored.

    Args:
        said: what stands in the file, which may be anything.
        name: the file's name, for the sentence.
    """

    def __init__(self, said: object, name: str) -> None:
        self._name = name
        if not isinstance(said, Mapping):
            raise self.damaged("an object is missing")
        self._said = said

    def damaged(self, reason: str) -> ProjectError:
        """The error for a file that is not as it should be."""
        return damaged(self._name, reason)

    def text(self, key: str) -> str:
        return self._take(key, str)

    def text_or_none(self, key: str) -> str | None:
        return None if self._said.get(key) is None else self._take(key, str)

    def flag(self, key: str) -> bool:
        return self._take(key, bool)

    def count(self, key: str) -> int:
        """A whole number, not negative."""
        number = self._take(key, int)
        if isinstance(number, bool) or not 0 <= number < _MAX_COUNT:
            raise self.damaged(f"“{key}” is not a number that can be")
        return number

    def count_or_none(self, key: str) -> int | None:
        return None if self._said.get(key) is None else self.count(key)

    def number(self, key: str) -> float:
        value = self._said.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.damaged(f"“{key}” is not a number")
        return float(value)

    def items(self, key: str, kind: type[_T] | UnionType) -> list[_T]:
        """A list of one type."""
        items = self._take(key, list)
        if not all(isinstance(item, kind) for item in items):
            raise self.damaged(f"“{key}” holds something else")
        return items

    def items_or_none(self, key: str, kind: type[_T] | UnionType) -> list[_T] | None:
        return None if self._said.get(key) is None else self.items(key, kind)

    def object(self, key: str) -> Fields:
        return Fields(self._said.get(key), self._name)

    def object_or_none(self, key: str) -> Fields | None:
        return None if self._said.get(key) is None else self.object(key)

    def objects(self, key: str) -> list[Fields]:
        return [Fields(item, self._name) for item in self._take(key, list)]

    def plain(self, key: str) -> dict[str, Any]:
        """An object as it stands there, for someone who checks what is in it."""
        return dict(self._take(key, dict))

    def plain_or_none(self, key: str) -> dict[str, Any] | None:
        return None if self._said.get(key) is None else self.plain(key)

    def _take(self, key: str, kind: type[_T]) -> _T:
        value = self._said.get(key)
        if not isinstance(value, kind):
            raise self.damaged(f"“{key}” is missing or not what it should be")
        return value


def damaged(name: str, reason: object) -> ProjectError:
    """The error for a project file that is not as it should be."""
    return ProjectError(
        f"{name} cannot be opened as a project, it seems to be damaged or cut off ({reason}): take a copy of "
        "it from elsewhere, or begin anew with the picture."
    )
