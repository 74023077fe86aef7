"""A case's files, read by what they are to it: pictures, mattes and trimaps, out of projects too."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.imaging.picture import Picture
from core.imaging.reading import read_grey, read_picture
from core.imaging.trimap import read_trimap
from core.projects.project import SUFFIX
from core.projects.reading import read_project_picture, read_project_result, read_project_trimap


def is_project(path: Path) -> bool:
    """Whether a file's name is a project's."""
    return path.suffix.lower() == SUFFIX


def read_image(path: Path) -> Picture:
    """The picture in a file, or the one that a project holds. Raises PictureError, ProjectError."""
    return read_project_picture(path) if is_project(path) else read_picture(path)


def read_matte(path: Path) -> np.ndarray:
    """A grey matte, H×W in the depth of its file, or a project's Result. Raises as `read_image`."""
    return read_project_result(path) if is_project(path) else read_grey(path)


def read_own_trimap(path: Path) -> tuple[np.ndarray, str | None]:
    """As `core.imaging.trimap.read_trimap`, or a project's trimap. Raises TrimapError or ProjectError."""
    return (read_project_trimap(path), None) if is_project(path) else read_trimap(path)
