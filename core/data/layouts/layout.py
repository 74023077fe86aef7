"""What a reader of one layout is, and what it hands back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from core.data.cases import Case, Convention


@dataclass
class Listing:
    """What a reader found.

    problems: a group and a sentence on what is left out of it; notes: sentences on what is as it should be.
    """

    cases: list[Case] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    backgrounds: list[Path] = field(default_factory=list)

    def extend(self, other: Listing) -> None:
        """Take over what another part of the same data set holds."""
        self.cases += other.cases
        self.problems += other.problems
        self.notes += other.notes
        self.backgrounds += other.backgrounds


@dataclass(frozen=True)
class Layout:
    """How one data set lies on the disk.

    Attributes:
        name: what `--layout` takes.
        title: the data set's name for people.
        expects: the folders that make it, in words for an error.
        matches: whether a folder is the root of such a data set, or a split of it.
        read: the listing of a folder that matches, with the backgrounds that the user gave (or none).
        convention: where the data set's papers score.
        generic: whether the folders' names are anybody's, so that other layouts are tried first.
    """

    name: str
    title: str
    expects: str
    matches: Callable[[Path], bool]
    read: Callable[[Path, list[Path]], Listing]
    convention: Convention = "unknown"
    generic: bool = False
