"""Files of one name in several folders make a case."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path

from core.data.cases import Case
from core.data.layouts.files import child, foreign_files, key, pictures
from core.data.layouts.layout import Listing

ROLES = ("image", "foreground", "alpha", "trimap", "background")
"""What a file can be to a case; a case is named after its file of the first role at hand."""

_WORDS = {
    "image": "picture", "foreground": "foreground", "alpha": "matte", "trimap": "trimap",
    "background": "background",
}  # fmt: skip
# Endings that tell a file's role where all lie beside each other or are named one after the other.
TAILS = {"alpha": ("_alpha", "_matte", "_mask", "_pha"), "trimap": ("_trimap",)}


@dataclass(frozen=True)
class Parts:
    """The names that the folders of a data set go by, the likeliest first; () for a role that it has not."""

    image: tuple[str, ...] = ()
    foreground: tuple[str, ...] = ()
    alpha: tuple[str, ...] = ()
    trimap: tuple[str, ...] = ()
    background: tuple[str, ...] = ()

    def find(self, folder: Path) -> dict[str, Path]:
        """Return the folder of each role that is there."""
        found = {role: child(folder, *names) for role in ROLES if (names := getattr(self, role))}
        return {role: place for role, place in found.items() if place is not None}

    def name(self, folder: Path) -> bool:
        """Whether the folder itself is called like a part."""
        return any(folder.name.casefold() in getattr(self, role) for role in ROLES)

    def are_in(self, folder: Path) -> bool:
        """Whether the folder holds mattes and something that goes with them."""
        found = self.find(folder)
        return "alpha" in found and ("image" in found or "foreground" in found)


def pair(folders: Mapping[str, Path], group: str, *, without: Set[str] = frozenset()) -> Listing:
    """Make cases of the files that share a name; say which files are left out for the lack of another.

    folders: the folder of each role at hand. Of several files of one name in one folder the first counts.
    without: the `key`s of files to pass over in silence.
    """
    problems: list[str] = []
    indices = {role: _index(folder, problems) for role, folder in folders.items()}
    lead = next(role for role in ROLES if role in folders)
    for role, index in indices.items():
        for name in list(index):
            if name in without:
                del index[name]
            elif name not in indices[lead]:
                bare = _without_tail(name, role)
                if bare in indices[lead] and bare not in index:
                    index[bare] = index.pop(name)
    cases = []
    for name, path in indices[lead].items():
        lacking = [role for role in indices if name not in indices[role]]
        for role in lacking:
            problems.append(f"{_shown(path)} has no {_WORDS[role]} of its name in {folders[role]}: left out.")
        if not lacking:
            files = {role: indices[role][name] for role in indices}
            title = path.relative_to(folders[lead]).with_suffix("").as_posix()
            # A cut-out's transparency is its matte.
            cases.append(Case(name=title, group=group, **{"alpha": path, **files}))
    for index in indices.values():
        problems += [
            f"{_shown(path)} has no {_WORDS[lead]} of its name in {folders[lead]}: left out."
            for name, path in index.items()
            if name not in indices[lead]
        ]
    return Listing(cases, [(group, problem) for problem in problems])


def put_onto(cases: list[Case], backgrounds: list[Path], most: int = 1) -> list[Case]:
    """Give each case without a picture its background, in order and beginning again after the last.

    most: how many composites a case becomes at most, named <case>_0 and so on; as many as there are
    different backgrounds for.
    """
    bare = sum(case.image is None and case.background is None for case in cases)
    if not backgrounds or not bare:
        return cases
    each = min(max(len(backgrounds) // bare, 1), most)
    placed, at = [], 0
    for case in cases:
        if case.image is not None or case.background is not None:
            placed.append(case)
            continue
        for number in range(each):
            name = case.name if most == 1 else f"{case.name}_{number}"
            placed.append(replace(case, name=name, background=backgrounds[at % len(backgrounds)]))
            at += 1
    return placed


def _index(folder: Path, problems: list[str]) -> dict[str, Path]:
    """The folder's pictures by what they share with their partners."""
    index: dict[str, Path] = {}
    for path in pictures(folder):
        name = key(path, folder)
        if name in index:
            problems.append(f"{_shown(path)} has the name of {index[name].name}: left out.")
        else:
            index[name] = path
    problems += [
        f"{_shown(path)} is of a kind that cannot be read here, or a download cut short: left out."
        for path in foreign_files(folder)
    ]
    return index


def _without_tail(name: str, role: str) -> str:
    for tail in TAILS.get(role, ()):
        name = name.removesuffix(tail)
    return name


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
