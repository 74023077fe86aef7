"""Where the mattes of an evaluation are kept: a folder per method, one per group in it."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from core.data.cases import Case, DataSet
from core.errors import PictureError, SettingsError
from core.evaluation.measure import Row, case_id, matte_digest
from core.imaging.reading import read_grey
from core.imaging.writing import write_alpha

_UNSAFE = re.compile(r"[^\w .()+=,-]")


class AlphaFolder:
    """FOLDER/<method>/<group>/<name>.png, 8 bits, whatever characters the names hold.

    Args:
        methods: the names of all methods that will be saved.

    Raises:
        SettingsError: the folder is the data set's own or within one of its folders of files, or a file of
            it would be overwritten.
    """

    def __init__(self, folder: Path, data_set: DataSet, methods: Sequence[str]) -> None:
        self._paths: dict[tuple[str, str], Path] = {}
        taken: set[str] = set()
        inputs = input_files(data_set)
        _check_outside(folder, data_set, inputs)
        for method in methods:
            for case in data_set.cases:
                parts = [_safe(part) for name in (method, case.group, case.name) for part in _split(name)]
                path = folder.joinpath(*parts[:-1], f"{parts[-1]}.png")
                number = 2
                while str(path).casefold() in taken:
                    path = path.with_name(f"{parts[-1]} ({number}).png")
                    number += 1
                if path.resolve() in inputs:
                    raise SettingsError(
                        f"The matte {path} would overwrite a file of the data set: name another folder."
                    )
                taken.add(str(path).casefold())
                self._paths[method, case_id(case)] = path

    def path(self, method: str, case: Case) -> Path:
        """The file of a method's matte of a case."""
        return self._paths[method, case_id(case)]

    def holds(self, method: str, case: Case, row: Row) -> bool:
        """Whether the file is the very matte that the row is about, not another model's or an earlier one."""
        path = self.path(method, case)
        try:
            return path.is_file() and matte_digest(read_grey(path)) == row.matte
        except PictureError:
            return False

    def save(self, method: str, case: Case, alpha: np.ndarray) -> None:
        """Write a matte (uint8 H×W), whole or not at all. Raises PictureError, OSError."""
        path = self.path(method, case)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_alpha(path, alpha.astype(np.float32) / np.float32(255))


def _check_outside(folder: Path, data_set: DataSet, inputs: set[Path]) -> None:
    """Raise SettingsError where mattes would lie among the data set's files and be taken for them."""
    place = folder.resolve()
    holding = {path.parent for path in inputs}
    if place == data_set.root.resolve() or holding & {place, *place.parents}:
        raise SettingsError(
            f"{folder} is a folder of the data set, where mattes would be taken for its own: name another "
            "with --save-alphas."
        )


def input_files(data_set: DataSet) -> set[Path]:
    """Every file of a data set's cases, resolved: what no result may overwrite."""
    roles = ("alpha", "image", "foreground", "background", "trimap")
    files = [getattr(case, role) for case in data_set.cases for role in roles]
    return {path.resolve() for path in (*files, *data_set.backgrounds) if path is not None}


def _split(name: str) -> list[str]:
    return [part for part in re.split(r"[/\\]", name) if part.strip(" .")]


def _safe(part: str) -> str:
    """One name of a file system: no separators, no dots alone, nothing that Windows refuses."""
    return _UNSAFE.sub("_", part).strip(" .")[:100] or "_"
