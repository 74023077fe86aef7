"""Projects of this program: each is a picture with its trimap and its finished, retouched matte."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from core.data.cases import Case
from core.data.layouts.files import key, natural_order, pictures
from core.data.layouts.layout import Layout, Listing
from core.data.reading import is_project
from core.errors import ProjectError
from core.projects.pictures import find_picture
from core.projects.reading import read_summary


def listing(paths: Iterable[Path]) -> Listing:
    """A case for each project with a Result whose picture is there; sentences on the others."""
    found = Listing()
    for path in paths:
        try:
            image = _image(path)
        except ProjectError as error:
            found.problems.append(("", f"{error} It is left out."))
        else:
            found.cases.append(Case(path.stem, "", path, image=image, trimap=path))
    return found


def add_to(other: Listing, folder: Path) -> None:
    """Add the projects in a folder read in another way, but for those whose picture is in already."""
    names = {case.name.casefold() for case in other.cases}
    known = {case.image.resolve() for case in other.cases if case.image is not None}
    of_projects = listing(_projects_in(folder))
    for case in of_projects.cases:
        image = case.image.resolve() if case.image is not None else None
        if case.name.casefold() in names or image in known:
            other.notes.append(f"{case.alpha.name} is left out: its picture has a matte here already.")
        else:
            other.cases.append(case)
    other.problems += of_projects.problems


def _image(path: Path) -> Path:
    """The file that a project's picture is read from. Raises ProjectError, also where there is no Result."""
    summary = read_summary(path)
    if not summary.has_result:
        raise ProjectError(f"{path.name} has no finished result: open it, click Matte, and save it again.")
    if summary.embedded:
        return path
    place, is_same = find_picture(summary.reference, path.parent)
    if place is None:
        raise ProjectError(
            f"{summary.reference.name}, the picture of {path.name}, is not where it was: open the project, "
            "find the picture, and save it again."
        )
    if not is_same:
        raise ProjectError(
            f"{place.name} is not the file that {path.name} was made with: open the project, look whether it "
            "still fits, and save it again."
        )
    return place


def _projects_in(folder: Path) -> list[Path]:
    found = [path for path in folder.iterdir() if is_project(path) and path.is_file()]
    return sorted(
        (path for path in found if not path.name.startswith(".")), key=lambda path: natural_order(path.name)
    )


def _read(folder: Path, backgrounds: list[Path]) -> Listing:
    found = listing(_projects_in(folder))
    found.backgrounds = backgrounds
    used = {case.image for case in found.cases}
    others = [path for path in pictures(folder, nested=False) if path not in used]
    named = {case.name.casefold() for case in found.cases}
    others = [path for path in others if key(path, folder) not in named]
    if others:
        one = "1 other picture beside the projects without a matte: left out."
        several = f"{len(others):,} other pictures beside the projects without a matte: left out."
        found.notes.append(one if len(others) == 1 else several)
    return found


LAYOUT = Layout(
    name="projects",
    title="projects",
    expects="projects (NAME.dmat) with finished results, in one folder",
    matches=lambda folder: bool(_projects_in(folder)),
    read=_read,
    generic=True,
)
