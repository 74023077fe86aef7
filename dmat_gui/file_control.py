"""Pictures, projects and trimaps in and out: Open, samples, drop, load and save a trimap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

import resources
from core.imaging.picture import Picture
from core.imaging.trimap import missing_class
from core.projects.project import SUFFIX
from dmat_gui.actions import Actions
from dmat_gui.dialogs.ask import ask
from dmat_gui.document import Document
from dmat_gui.file_filters import open_filter, picture_filter
from dmat_gui.file_stamp import FileStamp
from dmat_gui.jobs import Job, JobRunner
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.project_tasks import OpenedProject, OpenProject, PictureMissing
from dmat_gui.replacing import NOTHING, Replacing, Stake
from dmat_gui.run_control import RunControl
from dmat_gui.settings import Settings
from dmat_gui.tasks import LoadTrimap, OpenedPicture, OpenPicture, SaveTrimap, looks_like_trimap
from dmat_gui.translations import say


class _Opening(NamedTuple):
    """A picture on its way.

    job: what reads it, 0 for none.  name: what it is called.  remark: to be shown once it is there.
    agreed: what the user has agreed to lose by it.
    """

    job: int = 0
    name: str = ""
    sample: bool = False
    remark: str = ""
    agreed: Stake = NOTHING


class FileControl(QObject):
    """Reads and writes on the worker; asks before anything painted is lost."""

    opened = Signal()
    project_opened = Signal(object)
    """An OpenedProject is in the document; `opened` follows."""
    picture_missing = Signal(object)
    """The PictureMissing of a project that could not be opened."""
    trimap_saved = Signal(object)
    save_failed = Signal()

    def __init__(
        self,
        document: Document,
        runner: JobRunner,
        run_control: RunControl,
        messages: MessageStack,
        actions: Actions,
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._runner = runner
        self._run_control = run_control
        self._messages = messages
        self._actions = actions
        self._settings = settings
        self._window = window
        self._opening = _Opening()
        self._loading = 0
        self._loading_for: Picture | None = None
        self._saves: dict[int, SaveTrimap] = {}
        self._then: dict[int, list[Callable[[], None]]] = {}  # what is done once one of them is written
        self._offered: Path | None = None
        self._sample = False
        self.digest: str | None = None
        """The SHA-256 of the picture's file as it was opened."""
        self.stamp: FileStamp | None = None
        """How the picture's file was then; None if there is none."""
        self.replacing = Replacing(document, run_control, window)
        tip = self.tr("Load the trimap that lies beside the picture")
        self.use_offered = QAction(self.tr("Use it"), self, toolTip=tip)
        self.use_offered.triggered.connect(self._load_offered)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._give_up)
        actions["open"].triggered.connect(self.choose_picture)
        actions["load_trimap"].triggered.connect(self.choose_trimap)
        actions["save_trimap"].triggered.connect(self.choose_save)
        document.picture_changed.connect(self._refresh)
        self._refresh()

    def fill_samples(self, menu: QMenu) -> None:
        """Add the bundled samples to a menu."""
        for sample in resources.samples():
            title, credit = say(sample.title), say(sample.credit)
            tip = self.tr("{title}. Photograph: {credit}").format(title=title, credit=credit)
            action = QAction(title, menu, toolTip=tip)
            action.setData(sample.name)
            action.triggered.connect(self._sample_triggered)
            menu.addAction(action)

    def open_sample(self, name: str, trimap: Path | None = None) -> None:
        """Open a bundled sample with its trimap, or with another."""
        sample = next(each for each in resources.samples() if each.name == name)
        self.open_job(OpenPicture(sample.picture, trimap or sample.trimap), sample.picture.name, sample=True)

    def open_path(self, path: Path, trimap: Path | None = None, remark: str = "") -> None:
        """Open a project, or a picture, with a trimap if one is named; a bundled sample comes with its own.

        remark: said once it is there.
        """
        if path.suffix.lower() == SUFFIX:
            self._settings.last_folder = path.parent
            self.open_project(OpenProject(path), remark)
            return
        given = path.resolve()
        sample = next((each for each in resources.samples() if given == each.picture.resolve()), None)
        if sample is not None:
            self.open_sample(sample.name, trimap)
            return
        self._settings.last_folder = path.parent
        self.open_job(OpenPicture(path, trimap), path.name, remark=remark)

    def open_project(self, job: OpenProject, remark: str = "") -> None:
        """Open a project in place of what is there; `remark` as in `open_path`."""
        self.open_job(job, job.name, remark=remark)

    @Slot()
    def choose_picture(self) -> None:
        """Let the user choose a picture or a project."""
        folder = str(self._settings.last_folder)
        title = self.tr("Open a picture or a project")
        name, _ = QFileDialog.getOpenFileName(self._window, title, folder, open_filter())
        if name:
            self.open_path(Path(name))

    @Slot()
    def choose_trimap(self) -> None:
        """Let the user choose a trimap for the picture that is open."""
        folder = str(self._settings.last_folder)
        title = self.tr("Load a trimap or mask")
        name, _ = QFileDialog.getOpenFileName(self._window, title, folder, picture_filter())
        if name:
            self.load_trimap(Path(name))

    def load_trimap(self, path: Path | str) -> None:
        """Use a trimap from a file."""
        path, picture = Path(path), self._document.picture
        if picture is not None:
            self._messages.dismiss("offer")
            self._loading_for = picture
            self._loading = self._runner.submit(LoadTrimap(path, picture.size))

    @Slot()
    def choose_save(self) -> None:
        """Let the user choose where the trimap goes; nothing is replaced unasked."""
        path = self._document.path or Path("picture.png")
        if self._document.picture is None:
            return
        own_folder = self._document.path is not None and not self._sample
        folder = path.parent if own_folder else self._settings.last_folder
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save the trimap"), str(folder / f"{path.stem}_trimap.png"),
            self.tr("PNG picture (*.png)"), options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if name:
            self.save_trimap(Path(name))

    def save_trimap(self, path: Path) -> None:
        """Write the trimap; ".png" is added to a name without it, and an existing file is asked about."""
        if path.suffix.lower() != ".png":
            path = path.with_name(path.name + ".png")
        if path.exists():
            detail = self.tr("It lies in {folder}.").format(folder=path.parent)
            question = self.tr("Replace {name}?").format(name=path.name)
            if not ask(self._window, question, detail, self.tr("Replace")):
                return
        request = self._document.frozen_request()
        if request is not None:
            self._settings.last_folder = path.parent
            save = SaveTrimap(path, request[1])
            self._saves[self._runner.submit(save)] = save

    @property
    def is_sample(self) -> bool:
        """Whether the picture is a bundled sample."""
        return self._sample

    @property
    def writing(self) -> dict[int, str]:
        """The names of the files still to be written, by job."""
        return {job_id: save.path.name for job_id, save in self._saves.items()}

    @property
    def saves_present_trimap(self) -> bool:
        """Whether one of the files still to be written is the trimap as it is now."""
        return self._present_save() is not None

    def once_trimap_written(self, then: Callable[[], None]) -> bool:
        """Do something once the trimap as it is now is written; False if it is not being written."""
        job_id = self._present_save()
        if job_id is not None:
            self._then.setdefault(job_id, []).append(then)
        return job_id is not None

    @Slot(list)
    def take_dropped(self, paths: Sequence[Path]) -> None:
        """Open the picture that was dropped; a trimap, alone or with its picture, goes where it belongs."""
        files = [Path(path) for path in paths]
        pictures = [path for path in files if not looks_like_trimap(path)]
        trimaps = [path for path in files if looks_like_trimap(path)]
        if pictures:
            one = self.tr("Opened {name}. The window holds one picture at a time.")
            one = one.format(name=pictures[0].name)
            self.open_path(pictures[0], trimaps[0] if trimaps else None, one if len(pictures) > 1 else "")
        elif trimaps and self._document.picture is not None:
            self.load_trimap(trimaps[0])
        elif trimaps:
            self.open_path(trimaps[0])

    def open_pasted(self, opened: OpenedPicture) -> None:
        """Show a picture that came from no file."""

        def take(_agreed: Stake) -> None:
            self._runner.cancel(self._opening.job)
            self._opening = _Opening()
            self._take(opened, self._opening)

        self.replacing.ask(self.tr("the pasted picture"), take)

    def take_trimap(self, trimap: np.ndarray, note: str | None, name: str) -> None:
        """Put a trimap in place of the present one; `name` is what the history calls it."""
        self._document.set_trimap(trimap, name)
        self._messages.dismiss("error")
        self._tell_loaded(trimap, note)

    def open_job(self, job: Job, name: str, *, sample: bool = False, remark: str = "") -> None:
        """Show what a job reads, an `OpenedPicture` or an `OpenedProject`; `remark` as in `open_path`."""

        def submit(agreed: Stake) -> None:
            self._runner.cancel(self._opening.job)
            self._opening = _Opening(self._runner.submit(job), name, sample, remark, agreed)

        self.replacing.ask(name, submit)

    @Slot()
    def _sample_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.open_sample(str(action.data()))

    @Slot()
    def _load_offered(self) -> None:
        if self._offered is not None:
            self.load_trimap(self._offered)

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        opening = self._opening
        if job_id == opening.job:
            self._opening = _Opening()
            if isinstance(result, PictureMissing):
                self.picture_missing.emit(result)
            else:  # the window was the user's while it was read: there may be more to lose by now
                self.replacing.ask(opening.name, lambda _agreed: self._take(result, opening), opening.agreed)
        elif job_id == self._loading:
            self._loading = 0
            trimap, note = result
            if self._document.picture is self._loading_for:
                self.take_trimap(trimap, note and say(note), self.tr("Load a trimap"))
        elif job_id in self._saves:
            saved, trimap = self._saves.pop(job_id).trimap, self._document.trimap
            if trimap is not None and np.array_equal(trimap, saved):
                self._document.mark_trimap_saved()
            text = self.tr("Saved the trimap as {path}.").format(path=result)
            self._messages.show_message(Message("note", text, seconds=8))
            self.trimap_saved.emit(result)
            for then in self._then.pop(job_id, ()):
                then()

    def _present_save(self) -> int | None:
        trimap = self._document.trimap
        same = (job_id for job_id, save in self._saves.items() if np.array_equal(trimap, save.trimap))
        return next(same, None) if trimap is not None else None

    def _tell_loaded(self, trimap: np.ndarray, note: str | None) -> None:
        """Say that the trimap is there; a mask, of which nothing is unknown, wants a band around its edge."""
        if missing_class(trimap) == "unknown":
            text = self.tr("Nothing is unknown in this mask: make a band around its edge.")
            offer = (self._actions["auto_trimap"],)
            self._messages.show_message(Message("note", text, "info", offer, seconds=30))
        else:
            self._messages.show_message(Message("note", note or self.tr("The trimap is loaded."), seconds=8))

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if job_id == self._opening.job:
            self._opening = _Opening()
            way_on = "open"
        elif job_id == self._loading:
            self._loading = 0
            way_on = "load_trimap"
        elif job_id in self._saves:
            self._give_up(job_id)
            way_on = "save_trimap"
        else:
            return
        self._messages.show_message(Message("error", sentence, "error", (self._actions[way_on],)))

    @Slot(int)
    def _give_up(self, job_id: int) -> None:
        """If it was to write a trimap: that is not written, and what waited for it is not done."""
        self._then.pop(job_id, None)
        if self._saves.pop(job_id, None) is not None:
            self.save_failed.emit()

    def _take(self, result: OpenedPicture | OpenedProject, opening: _Opening) -> None:
        self._run_control.abandon()  # not sooner: had the file not been readable, the run would go on
        self._messages.clear()
        opened = result.opened if isinstance(result, OpenedProject) else result
        self._sample, self.digest, self.stamp = opening.sample, opened.digest, opened.stamp
        of_picture = opened.picture, opened.trimap, opened.path, opened.display_image
        if isinstance(result, OpenedProject):
            self._document.open_work(*of_picture, result.work)
            self.project_opened.emit(result)
        else:
            self._document.open_picture(*of_picture)
        self._offered = opened.offered
        if opening.remark:
            self._messages.show_message(Message("info", opening.remark, seconds=12))
        if opened.note:
            self._messages.show_message(Message("note", say(opened.note)))
        if opened.offered is not None:
            text = self.tr("{file} lies beside the picture.").format(file=opened.offered.name)
            self._messages.show_message(Message("offer", text, "info", (self.use_offered,)))
        self.opened.emit()

    @Slot()
    def _refresh(self) -> None:
        there = self._document.picture is not None
        for name in ("load_trimap", "save_trimap"):
            self._actions[name].setEnabled(there)
