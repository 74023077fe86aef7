"""Composition-1k from its raw parts: 50 foregrounds on 20 backgrounds each, composed when they are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.data.cases import Case
from core.data.layouts.files import descend, key, pictures
from core.data.layouts.layout import Layout, Listing
from core.data.layouts.pairing import Parts
from core.errors import DataError

PER_FOREGROUND = 20
_PARTS = Parts(foreground=("fg",), alpha=("alpha",), trimap=("trimaps",))
_PLACES = ("Test_set/Adobe-licensed images", "Adobe-licensed images", ".")


def _locate(root: Path) -> Path | None:
    places = [found for place in _PLACES if (found := descend(root, place))]
    return next((place for place in places if len(_PARTS.find(place)) == 3), None)


def _read(root: Path, backgrounds: list[Path]) -> Listing:
    folder = _locate(root) or root
    foregrounds, behind = _names(folder, "test_fg_names.txt"), _names(folder, "test_bg_names.txt")
    if len(behind) != PER_FOREGROUND * len(foregrounds):
        raise DataError(
            f"The lists of {folder} do not go together: {len(foregrounds)} foregrounds in test_fg_names.txt "
            f"need {PER_FOREGROUND} backgrounds each, and test_bg_names.txt has {len(behind)}."
        )
    if not backgrounds:
        raise DataError(
            "The raw Composition-1k is composed onto photographs of Pascal VOC 2012: give their folder "
            "with --backgrounds."
        )
    listing = Listing(backgrounds=backgrounds)
    files = {role: _by_name(place) for role, place in _PARTS.find(folder).items()}
    photographs = {path.stem.casefold(): path for path in backgrounds}
    for at, name in enumerate(behind):
        stem, number = Path(foregrounds[at // PER_FOREGROUND]).stem, at % PER_FOREGROUND
        trimap = f"{stem}_{number}"
        found = {
            "foreground": (files["foreground"].get(stem.casefold()), f"fg/{stem}"),
            "alpha": (files["alpha"].get(stem.casefold()), f"alpha/{stem}"),
            "trimap": (files["trimap"].get(trimap.casefold()), f"trimaps/{trimap}"),
            "background": (photographs.get(Path(name).stem.casefold()), f"the background {name}"),
        }
        lacking = [title for path, title in found.values() if path is None]
        if lacking:
            listing.problems.append(("", f"{trimap} lacks {' and '.join(lacking)}: left out."))
        else:
            paths: dict[str, Any] = {role: path for role, (path, _) in found.items()}
            listing.cases.append(Case(name=trimap, group="", **paths))
    return listing


def _by_name(folder: Path) -> dict[str, Path]:
    return {key(path, folder): path for path in pictures(folder)}


def _names(folder: Path, file: str) -> list[str]:
    """The lines of a list that lies with the foregrounds, or up to two levels above them."""
    for place in (folder, folder.parent, folder.parent.parent):
        if (place / file).is_file():
            lines = (place / file).read_text(encoding="utf-8", errors="replace").splitlines()
            return [line.strip() for line in lines if line.strip()]
    raise DataError(
        f"{file} is not beside {folder}: it comes with the data set and says what goes onto what."
    )


LAYOUT = Layout(
    name="composition-1k",
    title="Composition-1k, raw",
    expects="Test_set/Adobe-licensed images/{fg,alpha,trimaps} with test_fg_names.txt and test_bg_names.txt, "
    "and a folder of backgrounds",
    matches=lambda root: _locate(root) is not None,
    read=_read,
)
