"""Which trimap goes with which picture, and whether the results would overwrite anything that was given."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.errors import SettingsError
from core.imaging.reading import READABLE_SUFFIXES

RESULTS = ("_alpha", "_cutout", "_foreground", "_composite")
STEPS = "_steps"


@dataclass(frozen=True)
class Job:
    """A picture, its trimap, and the folder its results go to."""

    picture: Path
    trimap: Path
    output: Path


def pair_up(
    pictures: list[Path],
    trimap: Path | None,
    output: Path,
    background: str | None = None,
    steps: bool = False,
    suffix: str = ".png",
) -> tuple[list[Job], list[str]]:
    """Find each picture's trimap; return the jobs and a sentence for every picture that cannot be one.

    trimap: a file (for one picture), a folder, or None for the trimaps beside the pictures.
    background: a file's name, or anything else. steps: whether the folders of the steps are written too.
    suffix: of the results' files.
    Raises SettingsError if one trimap file is given for several pictures, or there is no such file or folder.
    """
    if trimap is not None and not trimap.exists():
        raise SettingsError(f"There is no trimap file or folder {trimap}.")
    if trimap is not None and trimap.is_file() and len(pictures) > 1:
        raise SettingsError(
            f"{trimap} is one trimap for {len(pictures)} pictures: give the folder that holds one for each."
        )
    found = [(picture, _trimap_for(picture, trimap)) for picture in pictures]
    inputs = {path.resolve() for pair in found for path in pair if path is not None}
    if background is not None:
        inputs.add(Path(background).resolve())

    jobs, failures, stems = [], [], {}
    for picture, its_trimap in found:
        stem = picture.stem
        results = [f"{name}{suffix}" for name in RESULTS]
        overwritten = next((name for name in results if (output / f"{stem}{name}").resolve() in inputs), None)
        steps_folder = (output / f"{stem}{STEPS}").resolve()
        if steps and any(path.is_relative_to(steps_folder) for path in inputs):
            overwritten = STEPS
        if picture.is_dir():
            failures.append(f"{picture} is a folder: name the pictures in it.")
        elif not picture.is_file():
            failures.append(f"There is no picture {picture}.")
        elif its_trimap is None:
            place = trimap or picture.parent.resolve()
            failures.append(f"{picture}: {place} holds no trimap {stem}_trimap.*; name one with --trimap.")
        elif overwritten is not None:
            failures.append(
                f"{picture}: the result {stem}{overwritten} would overwrite a file that was given; "
                "choose another folder with -o."
            )
        elif stem.casefold() in stems:
            failures.append(
                f"{picture}: its results would overwrite those of {stems[stem.casefold()]}; "
                "matte pictures of one name into different folders."
            )
        else:
            stems[stem.casefold()] = picture
            jobs.append(Job(picture, its_trimap, output))
    return jobs, failures


def _trimap_for(picture: Path, trimap: Path | None) -> Path | None:
    if trimap is not None and trimap.is_file():
        return trimap
    folder = trimap if trimap is not None else picture.parent
    stems = [f"{picture.stem}_trimap"] + ([picture.stem] if trimap is not None else [])
    if not folder.is_dir():
        return None
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in READABLE_SUFFIXES)
    for stem in stems:
        for path in files:
            if path.stem == stem and path.resolve() != picture.resolve():
                return path
    return None
