"""The picture that a project is of: out of the project itself, or from where it is now."""

from __future__ import annotations

from pathlib import Path

from core.files import file_digest
from core.imaging.picture import Picture
from core.imaging.reading import decode_picture
from core.projects.project import PictureReference


def embedded_picture(embedded: bytes | Picture, name: str) -> Picture:
    """Return the picture that a project holds; `name` stands for it in errors. Raises PictureError."""
    return embedded if isinstance(embedded, Picture) else decode_picture(embedded, name)


def find_picture(reference: PictureReference, folder: Path) -> tuple[Path | None, bool]:
    """Say where the picture is: beside the project, as before, or where it was; best the very file.

    folder: the project's.
    Returns the place, None if it is at none, and whether it is still the file that the project was made with.
    """
    places = [] if reference.path is None else [reference.path]
    if reference.relative is not None and not Path(reference.relative).is_absolute():
        places.insert(0, folder / reference.relative)
    there = []
    for place in places:
        try:  # what is wrong with one place says nothing of the other
            found = place if place == reference.path else place.resolve()
            if found.is_file():
                if file_digest(found) == reference.digest:
                    return found, True
                there.append(found)
        except (OSError, ValueError, RuntimeError):  # a name that no file can have; links in a circle
            continue
    return next(iter(there), None), False
