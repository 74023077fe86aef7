"""Which pictures a batch has, what goes with each, and whether results would overwrite what was given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.batch.guides import TAILS, Guide, GuideFinder, Guides, plain
from core.data.layouts.files import pictures as pictures_of
from core.errors import SettingsError
from core.exporting.names import Naming

RESULTS = ("_alpha", "_cutout", "_foreground", "_composite")
STEPS = "_steps"

_BESIDE = (*(tail for tails in TAILS.values() for tail in tails), *RESULTS)


@dataclass(frozen=True)
class Job:
    """A picture, its trimap or mask, and the folder its results go to."""

    picture: Path
    guide: Guide
    output: Path


@dataclass(frozen=True)
class Paired:
    """A picture and its job, or else the sentence on why it cannot be one."""

    picture: Path
    job: Job | None = None
    problem: str = ""


def pictures_in(places: Iterable[Path]) -> list[Path]:
    """Return the pictures named, and those right in the folders named, in natural order, each once.

    What lies beside the picture it is of, as trimaps, masks and results of this program do, is left out: of a
    folder, and of files that were named together with that picture, as a shell names all of a folder.
    """
    there = [
        path for place in places for path in (pictures_of(place, nested=False) if place.is_dir() else [place])
    ]
    beside: dict[Path, set[str]] = {}
    for path in there:
        beside.setdefault(path.parent, set()).add(plain(path.stem))
    return list(dict.fromkeys(path for path in there if not _is_of_another(path, beside[path.parent])))


def pair_up(
    pictures: Sequence[Path],
    guides: Guides,
    output: Path,
    *,
    background: Path | None = None,
    steps: bool = False,
    suffix: str = ".png",
) -> list[Paired]:
    """Find each picture's trimap or mask, in the pictures' order.

    background: a picture behind composites. steps: whether the folders of the steps are written too.
    suffix: of the results' files.
    Raises SettingsError if one trimap or mask is given for several pictures.
    """
    if guides.place is not None and guides.place.is_file() and len(pictures) > 1:
        one = "mask" if guides.kind == "mask" else "trimap"
        raise SettingsError(
            f"{guides.place} is one {one} for {len(pictures)} pictures: give the folder that holds one for "
            "each."
        )
    finder = GuideFinder(guides)
    found = [(picture, finder.find(picture)) for picture in pictures]
    inputs = {picture.resolve() for picture in pictures}
    inputs |= {guide.path.resolve() for _, guide in found if guide is not None}
    if background is not None:
        inputs.add(background.resolve())

    paired: list[Paired] = []
    stems: dict[str, Path] = {}
    for picture, guide in found:
        problem = _problem(picture, guide, guides)
        if not problem:
            overwritten = _overwritten(picture.stem, output, inputs, steps, suffix)
            if overwritten:
                problem = (
                    f"the result {overwritten} would overwrite a file that was given; choose another folder "
                    "for the results."
                )
        stem = plain(picture.stem)
        if not problem and stem in stems:
            problem = (
                f"its results would overwrite those of {stems[stem]}; matte pictures of one name into "
                "different folders."
            )
        if problem or guide is None:
            paired.append(Paired(picture, problem=problem))
        else:
            stems[stem] = picture
            paired.append(Paired(picture, Job(picture, guide, output)))
    return paired


def _problem(picture: Path, guide: Guide | None, guides: Guides) -> str:
    """Why there is nothing to do to a picture, "" if there is."""
    if picture.is_dir():
        return f"{picture} is a folder: name the pictures in it."
    if not picture.is_file():
        return f"There is no picture {picture}: check its name."
    if guide is None:
        place = guides.place or picture.parent.resolve()
        kinds = {"trimap": ("trimap",), "mask": ("mask",)}.get(guides.kind, ("trimap", "mask"))
        wanted = " or ".join(f"{kind} {picture.stem}_{kind}.*" for kind in kinds)
        return f"There is no {wanted} in {place}: put one there, or name another place."
    try:
        Naming(name=picture.stem).file_name("alpha", "")
    except SettingsError as error:
        return str(error)
    return ""


def _overwritten(stem: str, output: Path, inputs: set[Path], steps: bool, suffix: str) -> str:
    """The name of the first result that is one of the files given, "" if none is."""
    for name in RESULTS:
        if (output / f"{stem}{name}{suffix}").resolve() in inputs:
            return f"{stem}{name}{suffix}"
    folder = (output / f"{stem}{STEPS}").resolve()
    return f"{stem}{STEPS}" if steps and any(path.is_relative_to(folder) for path in inputs) else ""


def _is_of_another(path: Path, stems: set[str]) -> bool:
    stem = plain(path.stem)
    return any(stem.endswith(tail) and stem.removesuffix(tail) in stems for tail in _BESIDE)
