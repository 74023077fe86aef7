"""Project files as jobs: saving what was frozen, opening one and finding its picture."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import ProjectError
from core.files import file_digest
from core.imaging.picture import Picture
from core.projects.pictures import embedded_picture, find_picture
from core.projects.project import PictureReference
from dmat_gui.canvas.display import display_pixels
from dmat_gui.jobs import JobContext
from dmat_gui.project_content import FrozenWork, saved_work
from dmat_gui.saved_picture import SavedWork
from dmat_gui.tasks import OpenedPicture


@dataclass(frozen=True, eq=False)
class SaveProject:
    """Writes a project; gives its path.

    embed: whether the picture goes into the file; so it does if its own file is there no more, is another one
        by now, or never was.
    trusting: whether a picture's file that is there is taken for the one that was opened.
    """

    path: Path
    work: FrozenWork
    embed: bool = False
    trusting: bool = False

    @property
    def title(self) -> str:
        return f"Saving {self.path.name}"

    def run(self, context: JobContext) -> Path:
        from core.projects.writing import write_project

        def tell(share: float) -> None:
            context.progress(share, f"Saving {self.path.name}: {share:.0%}".replace("%", " %"))

        retouch = self.work.retouch.planes() if self.work.retouch is not None else None
        project = replace(self.work.project, embedded=self._embedded(), retouch=retouch)
        write_project(self.path, project, on_share=tell, cancelled=context.cancelled)
        return self.path

    def _embedded(self) -> bytes | Picture | None:
        reference, picture = self.work.project.reference, self.work.picture
        if reference.path is None or reference.digest is None:
            return picture
        try:
            if self.embed:
                data = reference.path.read_bytes()
                return data if hashlib.sha256(data).hexdigest() == reference.digest else picture
            is_there = reference.path.is_file()
            is_same = is_there and (self.trusting or file_digest(reference.path) == reference.digest)
        except OSError:
            is_same = False
        return None if is_same else picture


@dataclass(frozen=True, eq=False)
class OpenedProject:
    """A project ready for the document. embedded: its picture came out of the project file itself."""

    job: OpenProject
    opened: OpenedPicture
    work: SavedWork
    embedded: bool


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

        project = read_project(self.path)
        reference, note = project.reference, None
        path, digest = reference.path, reference.digest
        if project.embedded is not None:
            picture = embedded_picture(project.embedded, f"The picture in {self.path.name}")
        else:
            path = self.picture_path or find_picture(reference, self.path.parent)[0]
            if path is None:
                return PictureMissing(self, reference)
            from core.imaging.reading import read_picture

            picture, digest = read_picture(path), file_digest(path)
            if digest != reference.digest:
                note = (
                    f"{path.name} is not the file that {self.name} was made with: it was changed or replaced "
                    "since. The trimap and the runs are as they were saved."
                )
        if picture.size != reference.size:
            raise ProjectError(
                f"{path.name if path is not None else 'The picture'} is {picture.width} × {picture.height} "
                f"pixels, and the picture of {self.name} was {reference.size[0]} × "
                f"{reference.size[1]}: find the right one."
            )
        opened = OpenedPicture(
            picture, path, display_pixels(picture), project.trimap, note=note, digest=digest
        )
        embedded = project.embedded is not None
        recovered = bool(self.recovered_as)
        work = saved_work(project, project.home if recovered else self.path, is_saved=not recovered)
        return OpenedProject(self, opened, work, embedded)


@dataclass(frozen=True)
class PictureMissing:
    """A project, as it was to be opened, whose picture is not where it was."""

    job: OpenProject
    reference: PictureReference
