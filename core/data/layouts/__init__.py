"""Data sets as people have them on their disks: named by a root folder, recognised by what lies in it."""

from __future__ import annotations

from pathlib import Path

from core.data.cases import Case, DataSet
from core.data.layouts import alphamatting, beside, composition, cutouts, projects, tables, video
from core.data.layouts import folders as plain
from core.data.layouts.files import background_pictures, pictures, subfolders
from core.data.layouts.folders import Folders
from core.data.layouts.layout import Layout
from core.data.layouts.pairing import TAILS
from core.data.reading import is_project
from core.errors import DataError

LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        *tables.LAYOUTS,
        composition.LAYOUT,
        alphamatting.LAYOUT,
        cutouts.LAYOUT,
        video.LAYOUT,
        plain.LAYOUT,
        beside.LAYOUT,
        projects.LAYOUT,
        cutouts.PLAIN,
    )
}
"""Every layout by its name, in the order in which they are tried."""

__all__ = ["LAYOUTS", "Folders", "Layout", "open_data_set"]


def open_data_set(
    root: Path | str | None,
    layout: str | None = None,
    *,
    split: str | None = None,
    backgrounds: Path | str | None = None,
    folders: Folders | None = None,
) -> DataSet:
    """Read a data set's folders; no picture is decoded.

    root: the data set's folder, the one around it, or one of its splits; or a single project file; None with
        `folders`.
    layout: a name in `LAYOUTS`; None recognises it, and takes projects that lie among the pictures too.
    split: a group to choose, in any case; the end of its name will do ("500-P" for "P3M-500-P").
    backgrounds: a folder of pictures to compose foregrounds onto, instead of the data set's own.
    folders: folders named one by one, instead of a layout.
    Raises DataError if the folder is not there, is of no known layout, or holds no cases.
    """
    pool = _background_pool(backgrounds)
    if folders is not None:
        reader, listing = LAYOUTS["folders"], folders.listing(pool)
        root = folders.root() if root is None else Path(root)
    else:
        if root is None:
            raise DataError("Name the folder of a data set.")
        root = Path(root)
        if is_project(root) and root.is_file():
            root, reader, listing = root.parent, projects.LAYOUT, projects.listing([root])
        else:
            place, reader = _recognise(_existing(root), layout)
            listing = reader.read(place, pool)
            if layout is None and reader.generic and reader is not projects.LAYOUT:
                projects.add_to(listing, place)
    cases = tuple(listing.cases)
    if not cases and not listing.backgrounds:
        reasons = " ".join(problem for _, problem in listing.problems[:3])
        raise DataError(f"No pictures to use were found in {root}, read as {reader.name}. {reasons}".rstrip())
    if split is not None:
        cases = _of_split(cases, split, root)
    groups = {"", *(case.group for case in cases)}
    told = [problem for group, problem in listing.problems if split is None or group in groups]
    return DataSet(
        layout=reader.name,
        title=reader.title,
        root=root,
        cases=cases,
        backgrounds=tuple(listing.backgrounds),
        convention=reader.convention,
        problems=tuple(dict.fromkeys(told)),  # several kinds of trimap lack the same
        notes=tuple(listing.notes),
    )


def _existing(root: Path) -> Path:
    if root.is_file():
        raise DataError(f"{root} is a file: name the folder of the data set.")
    if not root.is_dir():
        raise DataError(f"There is no folder {root}: check its name.")
    return root


def _background_pool(folder: Path | str | None) -> list[Path]:
    if folder is None:
        return []
    found = background_pictures(_existing(Path(folder)))
    if not found:
        raise DataError(f"The folder of backgrounds {folder} holds no pictures.")
    return found


def _recognise(root: Path, name: str | None) -> tuple[Path, Layout]:
    """Return the folder at or up to two levels below `root` that a layout knows, and the layout.

    Raises DataError if there is none, or if several would do.
    """
    if name is not None and name not in LAYOUTS:
        raise DataError(f"There is no layout {name}: choose one of {', '.join(LAYOUTS)}.")
    layouts = list(LAYOUTS.values()) if name is None else [LAYOUTS[name]]
    for generic in (False, True):
        level = [root]
        for _ in range(2 if generic else 3):
            found = [
                (place, layout)
                for place in level
                for layout in layouts
                if layout.generic == generic and layout.matches(place)
            ]
            if generic:  # their names are anybody's, so that several can fit one folder: the first counts
                found = list({place: (place, layout) for place, layout in reversed(found)}.values())
            if len(found) > 1:
                several = "; ".join(f"{place} ({layout.name})" for place, layout in found)
                raise DataError(f"{root} holds several data sets, name one of them (or --layout): {several}.")
            if found:
                return found[0]
            level = [below for place in level for below in subfolders(place)]
    raise DataError(_nothing_found(root, layouts))


def _nothing_found(root: Path, layouts: list[Layout]) -> str:
    around = root.absolute().parent
    for layout in layouts:
        if plain.USUAL.name(root) and layout.matches(around):
            return f"{root} is a part of a data set ({layout.title}): name the folder around it."
    there = [folder.name for folder in subfolders(root)]
    found = pictures(root, nested=False)
    count = len(found)
    trimaps = any(path.stem.lower().endswith(TAILS["trimap"]) for path in found)
    mattes = any(path.stem.lower().endswith(TAILS["alpha"]) for path in found)
    holds = [f"the folders {', '.join(there[:8])}{' …' if len(there) > 8 else ''}"] if there else []
    lack = ", trimaps among them, but no mattes" if trimaps and not mattes else ""
    holds += [f"{count:,} pictures without transparency{lack}"] if count else []
    own_first = sorted(layouts, key=lambda layout: not layout.generic)
    known = "\n".join(f"  {layout.name}: {layout.expects}" for layout in own_first)
    return (
        f"{root} is laid out in no way known here: it holds {' and '.join(holds) or 'nothing of use'}. "
        f"Looked for:\n{known}\n"
        "Other folders can be named one by one: --images, --alphas, --trimaps, --foregrounds, --backgrounds."
    )


def _of_split(cases: tuple[Case, ...], split: str, root: Path) -> tuple[Case, ...]:
    wanted = split.casefold()
    chosen = tuple(case for case in cases if case.group.casefold() == wanted)
    chosen = chosen or tuple(case for case in cases if case.group.casefold().endswith(f"-{wanted}"))
    if not chosen:
        groups = ", ".join(dict.fromkeys(case.group for case in cases if case.group)) or "no splits at all"
        raise DataError(f"{root} has no split {split}: it has {groups}.")
    return chosen
