"""Several data sets as one: folders of one's own pictures, wherever they lie."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.data.cases import Case, DataSet
from core.errors import DataError

_TRAIN = "train"


def join(data_sets: Sequence[DataSet]) -> DataSet:
    """The cases and backgrounds of all, each once; a single one as it is.

    Of a set with a group "train" only that is taken, as a training source does. Groups are named after the
    folders, so that equal names in two folders stay apart.
    Raises DataError if there are none.
    """
    if not data_sets:
        raise DataError("Name at least one folder of pictures.")
    if len(data_sets) == 1:
        return data_sets[0]
    cases: dict[tuple[Path, Path | None, Path | None], Case] = {}
    labels: set[str] = set()
    for data_set in data_sets:
        label = _label(data_set.root, labels)
        for case in _of_training(data_set):
            group = f"{label}/{case.group}" if case.group else label
            cases.setdefault((case.alpha, case.image, case.trimap), replace(case, group=group))
    layouts = {data_set.layout for data_set in data_sets}
    return DataSet(
        layout=layouts.pop() if len(layouts) == 1 else "several",
        title=", ".join(dict.fromkeys(data_set.title for data_set in data_sets)),
        root=_around([data_set.root for data_set in data_sets]),
        cases=tuple(cases.values()),
        backgrounds=tuple(dict.fromkeys(path for data_set in data_sets for path in data_set.backgrounds)),
        problems=tuple(problem for data_set in data_sets for problem in data_set.problems),
        notes=tuple(note for data_set in data_sets for note in data_set.notes),
    )


def _label(root: Path, taken: set[str]) -> str:
    """The folder's name, unlike those before and never the one word that has a meaning of its own."""
    name = root.resolve().name or "root"
    number, label = 2, f"{name} (1)" if name.casefold() == _TRAIN else name
    while label.casefold() in taken:
        number, label = number + 1, f"{name} ({number})"
    taken.add(label.casefold())
    return label


def _of_training(data_set: DataSet) -> tuple[Case, ...]:
    return tuple(case for case in data_set.cases if case.group.casefold() == _TRAIN) or data_set.cases


def _around(roots: list[Path]) -> Path:
    try:
        return Path(os.path.commonpath([root.resolve() for root in roots]))
    except ValueError:  # on several drives
        return roots[0]
