"""Where training pictures come from: folders of any layout, decoded when asked for and kept within a limit.

A case whose foreground's colours are known trains as a cut-out on ever new backgrounds; a picture with a
matte and nothing else trains as it is, or as a cut-out with estimated colours (`core.data.recipe`).

Of the own layout (`foregrounds/{photo,rendered,texture}` and `backgrounds`), the kinds have shares of their
own, and mattes of `photo` are cleaned of the haze that matting networks leave; other data are taken as they
are. With no folder at all the pictures are purely procedural.
"""

import os
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np

from core.data.cases import Case, DataSet
from core.data.cutouts import Cutout, load_background, load_estimated, load_other, load_own, load_whole
from core.data.layouts import open_data_set
from core.data.layouts.files import background_pictures, has_transparency, pictures, subfolders
from core.errors import DataError

Root = Path | str | DataSet
FOREGROUND_KINDS = ("photo", "rendered", "texture")
LONGEST_SIDE = 1088
"""An 800 px photograph shows less detail than this, so larger originals would only cost memory."""
_Loaded = TypeVar("_Loaded", "Cutout", np.ndarray)
_TEXTURE_SIDE, _BACKGROUND_SIDE = 1024, 1280
DEFAULT_CACHE_BYTES = 600 * 2**20


class TrainingSource:
    """Cut-outs, pictures with mattes and backgrounds under some folders, decoded on demand and cached.

    roots: folders of data sets of any layout, or data sets that `core.data.layouts.open_data_set` has read,
        one or several; every case has an equal chance.
        Of a set with a group "train" only that is taken. A folder of plain opaque pictures is one of
        backgrounds. None or an empty list takes the folder ``train`` under the environment variable
        DMAT_DATA, and nothing if that is not set.
    procedural: never look for a folder.
    backgrounds: more folders of backgrounds.
    cache_bytes: upper limit of decoded pictures kept in memory by this object. Each worker process has its
        own, so that n workers keep n times as much.
    longest_side: larger cut-outs and pictures are made smaller to this.

    Attributes:
        foregrounds: by kind, the cases that are cut-outs; cases of other layouts are under "photo".
        pictures: the cases without a foreground's colours.
        backgrounds: files.

    Raises:
        DataError: a root is not there, of no known layout, or holds nothing to train on.
    """

    def __init__(
        self,
        roots: Sequence[Root] | Root | None = None,
        *,
        procedural: bool = False,
        backgrounds: Sequence[Path | str] = (),
        cache_bytes: int = DEFAULT_CACHE_BYTES,
        longest_side: int = LONGEST_SIDE,
    ) -> None:
        self.roots = () if procedural else _existing_roots(roots)
        self.cache_bytes, self.longest_side = cache_bytes, longest_side
        self.foregrounds: dict[str, list[tuple[Case, str]]] = {kind: [] for kind in FOREGROUND_KINDS}
        self.pictures: list[Case] = []
        self.backgrounds: list[Path] = []
        self._cache: OrderedDict[tuple[str, Path], Cutout | np.ndarray] = OrderedDict()
        self._held = 0
        for root in self.roots:
            self._add(root)
        for folder in backgrounds:
            found = background_pictures(Path(folder))
            if not found:
                raise DataError(f"The folder of backgrounds {folder} holds no pictures.")
            self.backgrounds += found

    def has(self, kind: str, *, estimated: bool = False) -> bool:
        """Whether there is any cut-out of this kind; with `estimated`, pictures make "photo" ones too."""
        return bool(self.foregrounds[kind]) or (estimated and kind == "photo" and bool(self.pictures))

    @property
    def whole_share(self) -> float:
        """Pictures without a foreground's colours, as a share of all photographs, 0 to 1."""
        return len(self.pictures) / max(1, len(self.pictures) + len(self.foregrounds["photo"]))

    def cutout(self, kind: str, number: int, *, estimated: bool = False) -> Cutout:
        """The cut-out with this number (taken modulo their count) of a kind for which `has` is true.

        estimated: count pictures in, their foregrounds estimated.
        """
        cases = self.foregrounds[kind]
        number %= len(cases) + (len(self.pictures) if estimated and kind == "photo" else 0)
        if number >= len(cases):
            picture = self.pictures[number - len(cases)]
            return self._cached(
                "estimated", picture.alpha, lambda: load_estimated(picture, self.longest_side)
            )
        case, own = cases[number]
        if own == "other":
            return self._cached(own, case.alpha, lambda: load_other(case, self.longest_side))
        longest = _TEXTURE_SIDE if own == "texture" else self.longest_side
        return self._cached(own, case.alpha, lambda: load_own(case.alpha, own, longest))

    def whole(self, number: int) -> Cutout:
        """The picture without a foreground with this number (modulo their count), of kind "whole"."""
        case = self.pictures[number % len(self.pictures)]
        return self._cached("whole", case.alpha, lambda: load_whole(case, self.longest_side))

    def background(self, number: int) -> np.ndarray:
        """The background with this number (modulo their count): uint8 H×W×3 RGB."""
        path = self.backgrounds[number % len(self.backgrounds)]
        return self._cached("background", path, lambda: load_background(path, _BACKGROUND_SIDE))

    def __getstate__(self) -> dict[str, Any]:
        # A worker process fills a cache of its own.
        return {**self.__dict__, "_cache": OrderedDict(), "_held": 0}

    def _add(self, root: Path | DataSet) -> None:
        if isinstance(root, Path) and _is_folder_of_backgrounds(root):
            self.backgrounds += pictures(root, nested=False)
            return
        data_set = root if isinstance(root, DataSet) else open_data_set(root)
        for case in _training_cases(data_set):
            kind = case.group.casefold() if data_set.layout == "cutouts" else ""
            if case.image is None:
                own = kind if kind in FOREGROUND_KINDS else "other"
                self.foregrounds[own if own != "other" else "photo"].append((case, own))
            elif case.foreground is not None:
                self.foregrounds["photo"].append((case, "other"))
            else:
                self.pictures.append(case)
        self.backgrounds += data_set.backgrounds

    def _cached(self, use: str, path: Path, load: Callable[[], _Loaded]) -> _Loaded:
        key = (use, path)
        if key in self._cache:
            self._cache.move_to_end(key)
            return cast(_Loaded, self._cache[key])
        loaded = load()
        self._cache[key] = loaded
        self._held += loaded.nbytes
        while self._held > self.cache_bytes:
            _, dropped = self._cache.popitem(last=False)
            self._held -= dropped.nbytes
        return loaded


def _existing_roots(roots: Sequence[Root] | Root | None) -> tuple[Path | DataSet, ...]:
    if isinstance(roots, (str, Path, DataSet)):
        roots = (roots,)
    if not roots:
        data = os.environ.get("DMAT_DATA")
        found = Path(data) / "train" if data else None
        return (found,) if found is not None and found.is_dir() else ()
    for root in roots:
        if not isinstance(root, DataSet) and not Path(root).is_dir():
            raise DataError(f"There is no folder of training pictures {root}: check its name.")
    return tuple(root if isinstance(root, DataSet) else Path(root) for root in roots)


def _is_folder_of_backgrounds(root: Path) -> bool:
    """Opaque pictures side by side and nothing below, as COCO and Pascal VOC come."""
    if subfolders(root):
        return False
    found = pictures(root, nested=False)
    return bool(found) and not any(map(has_transparency, found[:8]))


def _training_cases(data_set: DataSet) -> list[Case]:
    """A data set's cases to train on, each matte once, in an order that does not change."""
    cases = data_set.cases
    training = [case for case in cases if case.group.casefold() == "train"]
    once: dict[tuple[Path | None, ...], Case] = {}
    for case in training or cases:  # a matte is there several times if it has several trimaps or backgrounds
        once.setdefault((case.alpha, case.image, case.foreground), case)
    return sorted(once.values(), key=lambda case: case.alpha)
