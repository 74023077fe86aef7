"""Project files as jobs: saving what was frozen, opening one and finding its picture."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP

from core.errors import PictureError, ProjectError
from core.files import file_digest
from core.imaging.picture import Picture
from core.projects.archive import contents_mark
from core.projects.pictures import embedded_picture, find_picture
from core.projects.project import PictureReference, Project
from dmat_gui.canvas.display import display_pixels
from dmat_gui.file_stamp import FileStamp, stamp_of
from dmat_gui.jobs import JobContext
from dmat_gui.project_content import FrozenWork, saved_work
from dmat_gui.saved_picture import SavedWork
from dmat_gui.tasks import OpenedPicture


class SavedProject(NamedTuple):
    """A project file that was written, and how it was just after that; `mark` tells its contents."""

    path: Path
    stamp: FileStamp | None
    mark: str


@dataclass(frozen=True, eq=False)
class SaveProject:
    """Writes a project: gives a `SavedProject`.

    embed: whether the picture goes into the file; so it does if its own file is there no more, is another one
        by now, or never was.
    stamp: how the picture's file was when it was opened. While it is so, it is taken for that one unread, as
        is done where it is saved again and again.
    """

    path: Path
    work: FrozenWork
    embed: bool = False
    stamp: FileStamp | None = None

    @property
    def title(self) -> str:
        return f"Saving {self.path.name}"

    def run(self, context: JobContext) -> SavedProject:
        from core.projects.writing import write_project

        def tell(share: float) -> None:
            context.progress(share, f"Saving {self.path.name}: {share:.0%}".replace("%", " %"))

        retouch = self.work.retouch.planes() if self.work.retouch is not None else None
        project = replace(self.work.project, embedded=self._embedded(), retouch=retouch)
        write_project(self.path, project, on_share=tell, cancelled=context.cancelled)
        return SavedProject(self.path, stamp_of(self.path), contents_mark(self.path))

    def _embedded(self) -> bytes | Picture | None:
        reference, picture = self.work.project.reference, self.work.picture
        if reference.path is None or reference.digest is None:
            return picture
        try:
            if self.embed:
                data = reference.path.read_bytes()
                return data if hashlib.sha256(data).hexdigest() == reference.digest else picture
            is_known = self.stamp is not None and stamp_of(reference.path) == self.stamp
            is_same = reference.path.is_file() and (
                is_known or file_digest(reference.path) == reference.digest
            )
        except OSError:
            is_same = False
        return None if is_same else picture


@dataclass(frozen=True, eq=False)
class OpenedProject:
    """A project ready for the document.

    embedded: its picture came out of the project file itself.
    stamp: how the file that it is to be saved in was before it was read; of what was recovered, as that work
        knew it, since somebody else may have changed the file after the crash. None where nothing is known.
    mark: what tells that file's contents; "" where that is not known.
    """

    job: OpenProject
    opened: OpenedPicture
    work: SavedWork
    embedded: bool
    stamp: FileStamp | None
    mark: str


@dataclass(frozen=True)
class OpenProject:
    """Reads a project and its picture: gives an `OpenedProject`, or `PictureMissing`.

    picture_path: where the picture is now, if someone has said so.
    recovered_as: what to call what was kept automatically, which belongs in another file, or in none.
    """

    path: Path
    picture_path: Path | None = None
    recovered_as: str = ""

    @property
    def name(self) -> str:
        """What it is called to the user."""
        return self.recovered_as or self.path.name

    @property
    def title(self) -> str:
        return f"Opening {self.name}"

    def run(self, context: JobContext) -> OpenedProject | PictureMissing:
        from core.projects.reading import read_project

        mark, stamp = contents_mark(self.path), stamp_of(self.path)  # both before: what follows is later
        project = read_project(self.path)
        opened = self._embedded(project) if project.embedded is not None else self._outside(project)
        if isinstance(opened, PictureMissing):
            return opened
        recovered = bool(self.recovered_as)
        home = project.home if recovered else self.path
        work = saved_work(project, home, is_saved=not recovered)
        embedded = project.embedded is not None
        if recovered:
            mark, stamp = "", FileStamp(*project.home_stamp) if project.home_stamp is not None else None
        return OpenedProject(self, opened, work, embedded, stamp, mark)

    def _embedded(self, project: Project) -> OpenedPicture:
        reference = project.reference
        picture = embedded_picture(project.embedded, f"The picture in {self.path.name}")
        self._check_size(picture, QT_TRANSLATE_NOOP("core", "The picture"), reference)
        shown = display_pixels(picture)
        return OpenedPicture(picture, reference.path, shown, project.trimap, digest=reference.digest)

    def _outside(self, project: Project) -> OpenedPicture | PictureMissing:
        from core.imaging.reading import read_picture

        reference, note = project.reference, None
        path = self.picture_path or find_picture(reference, self.path.parent)[0]
        if path is None:
            return PictureMissing(self, reference)
        stamp = stamp_of(path)
        try:
            picture, digest = read_picture(path), file_digest(path)
            self._check_size(picture, path.name, reference)
        except (PictureError, ProjectError) as error:
            return PictureMissing(self, reference, str(error))
        if digest != reference.digest:
            note = (
                f"{path.name} is not the file that {self.name} was made with: it was changed or replaced "
                "since. The trimap and the runs are as they were saved."
            )
        shown = display_pixels(picture)
        return OpenedPicture(picture, path, shown, project.trimap, None, note, digest, stamp)

    def _check_size(self, picture: Picture, name: str, reference: PictureReference) -> None:
        if picture.size != reference.size:
            width, height = reference.size
            raise ProjectError(
                f"{name} is {picture.width} × {picture.height} pixels, and the picture of {self.name} was "
                f"{width} × {height}: find the right one."
            )


@dataclass(frozen=True)
class PictureMissing:
    """A project, as it was to be opened, whose picture is not where it was.

    found: what is wrong with what lies there, in a sentence; "" if nothing does.
    """

    job: OpenProject
    reference: PictureReference
    found: str = ""
