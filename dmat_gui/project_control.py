"""Projects in the window: Save, Save as, what they hold, and a project whose picture has to be found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from core.imaging.picture import Picture
from core.projects.archive import contents_mark
from core.projects.project import SUFFIX
from dmat_gui.actions import Actions
from dmat_gui.dialogs.ask import ask, ask_one_of
from dmat_gui.document import Document
from dmat_gui.file_control import FileControl
from dmat_gui.file_filters import picture_filter, project_filter
from dmat_gui.file_stamp import FileStamp, stamp_of
from dmat_gui.jobs import JobRunner
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.project_content import FrozenWork, frozen_work
from dmat_gui.project_tasks import OpenedProject, PictureMissing, SaveProject
from dmat_gui.saved_picture import State
from dmat_gui.settings import Settings
from dmat_gui.translations import say

_SWITCHES = {"project_steps": True, "project_picture": False}


class _Saving(NamedTuple):
    """A save at work: where to, of what, and what is done once it is there."""

    path: Path
    picture: Picture
    state: State
    then: tuple[Callable[[], None], ...]


class ProjectControl(QObject):
    """Saves on a worker of its own, from a frozen copy: the window lives on."""

    saved = Signal(object)
    """The path of a project that is written."""
    save_failed = Signal()
    began = Signal()
    """Something is about to be saved."""

    def __init__(
        self,
        document: Document,
        runner: JobRunner,
        files: FileControl,
        messages: MessageStack,
        actions: Actions,
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._runner = runner
        self._files = files
        self._messages = messages
        self._actions = actions
        self._settings = settings
        self._window = window
        self._saves: dict[int, _Saving] = {}
        self._embeds = False
        self._stamp: FileStamp | None = None  # the project's file as it was opened or saved here
        self._mark = ""
        self._missing: PictureMissing | None = None
        self.find_picture = QAction(
            self.tr("Find picture…"), self, toolTip=self.tr("Say where the project's picture is now")
        )
        self.find_picture.triggered.connect(self._find_picture)
        self._stop = QAction(
            self.tr("Cancel"), self, toolTip=self.tr("Stop the saving; the file there is stays as it is")
        )
        self._stop.triggered.connect(self.cancel)
        runner.progress.connect(self._on_progress)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)
        files.replacing.save_first = self.save_then
        files.replacing.unsaved = self._unsaved_for_opening
        files.replacing.once_written = self._once_written
        files.project_opened.connect(self._project_opened)
        files.picture_missing.connect(self._picture_missing)
        document.picture_changed.connect(self._picture_changed)
        actions["save_project"].triggered.connect(self.save)
        actions["save_project_as"].triggered.connect(self.save_as)
        for name, usual in _SWITCHES.items():
            actions[name].setChecked(settings.switch(name, usual))
            actions[name].toggled.connect(self._keep_switches)
        self._picture_changed()

    # ---- saving ----------------------------------------------------------------------------------

    @Slot()
    def save(self) -> None:
        """Write the project into its file; what has none yet is asked for one."""
        self.save_then(None)

    @Slot()
    def save_as(self) -> None:
        """Write the project into another file."""
        self._choose(None)

    def save_then(self, then: Callable[[], None] | None) -> None:
        """Save, and do something once the project is written; nothing of it if it is not."""
        home = self._document.home
        if home is None:
            self._choose(then)
        elif not self._is_changed(home):
            self.write(home, then)
        else:
            question = self.tr("Replace {name}?").format(name=home.name)
            ways = self._actions["save_project_as"].text(), self.tr("Replace")
            way = ask_one_of(self._window, question, self._changed_words(home), ways, self.tr("Cancel"))
            if way == 0:
                self._choose(then)
            elif way == 1:
                self.write(home, then)

    def write(self, path: Path, then: Callable[[], None] | None = None) -> None:
        """Have the worker write the project as it is now."""
        document = self._document
        if document.picture is None:
            return
        document.finish_edit()
        job = SaveProject(path, self.frozen(), self.embeds)
        saving = _Saving(path, document.picture, document.state, () if then is None else (then,))
        self.began.emit()
        self._saves[self._runner.submit(job)] = saving
        self._settings.last_folder = path.parent
        self._messages.dismiss("error")

    def frozen(self) -> FrozenWork:
        """What is saved of the document as it is now."""
        steps = self._actions["project_steps"].isChecked()
        return frozen_work(self._document, self._files.digest, steps=steps)

    def frozen_to_keep(self) -> FrozenWork:
        """The same for what is saved automatically: it knows which file it belongs in, and how that was."""
        steps = self._actions["project_steps"].isChecked()
        home = self._document.home
        return frozen_work(self._document, self._files.digest, steps=steps, home=home, home_stamp=self._stamp)

    @property
    def embeds(self) -> bool:
        """Whether the picture itself goes into the file: by choice, or as it came out of one."""
        chosen = self._actions["project_picture"].isChecked()
        return chosen or self._embeds or self._files.is_sample

    @property
    def picture_stamp(self) -> FileStamp | None:
        """How the picture's file was when it was opened."""
        return self._files.stamp

    @property
    def writing(self) -> dict[int, str]:
        """The names of the projects still to be written, by job."""
        return {job_id: saving.path.name for job_id, saving in self._saves.items()}

    @property
    def writes_present_state(self) -> bool:
        """Whether one of the projects still to be written is the document as it is now."""
        return self._present_save() is not None

    @Slot()
    def cancel(self) -> None:
        """Stop what is being saved; the files that are there stay."""
        for job_id in self._saves:
            self._runner.cancel(job_id)

    def _choose(self, then: Callable[[], None] | None) -> None:
        """Let the user choose where the project goes; nothing is replaced unasked."""
        document, home = self._document, self._document.home
        if document.picture is None:
            return
        path = home or document.path or Path("picture")
        own_folder = home is not None or (document.path is not None and not self._files.is_sample)
        folder = path.parent if own_folder and path.parent.is_dir() else self._settings.last_folder
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save the project"), str(folder / f"{path.stem}{SUFFIX}"), project_filter(),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        detail = ""
        if path == home:
            detail = self._changed_words(path) if self._is_changed(path) else ""
        elif path.exists():
            detail = self.tr("It lies in {folder}.").format(folder=path.parent)
        question = self.tr("Replace {name}?").format(name=path.name)
        if not detail or ask(self._window, question, detail, self.tr("Replace")):
            self.write(path, then)

    def _is_changed(self, home: Path) -> bool:
        """Whether the project's file is there, and not known to be the one that was opened or saved here.

        One that has another time alone, as after a copy or from a backup, is known by its list of contents.
        """
        if any(saving.path == home for saving in self._saves.values()):
            return False  # it is being written here
        stamp = stamp_of(home)
        if stamp is None or stamp == self._stamp:
            return False
        if self._stamp is None or not self._mark or stamp.size != self._stamp.size:
            return True
        return contents_mark(home) != self._mark

    def _changed_words(self, home: Path) -> str:
        text = self.tr(
            "{name} was changed since you opened or saved it, perhaps in another window or on another "
            "computer. If you replace it, what was changed there is lost."
        )
        if self._stamp is None:  # recovered from an earlier version's file
            text = self.tr(
                "{name} may have been changed since your work was kept, perhaps in another window or on "
                "another computer. If you replace it, what was changed there is lost."
            )
        return text.format(name=home.name)

    def _present_save(self) -> int | None:
        document = self._document
        return next(
            (
                job_id
                for job_id, saving in self._saves.items()
                if saving.picture is document.picture and saving.state == document.state
            ),
            None,
        )

    def _once_written(self, then: Callable[[], None]) -> bool:
        """Do something once what is there now is written; False if it is not being written."""
        job_id = self._present_save()
        if job_id is None:  # where it would be lost, what is written of the trimap is waited for too
            return bool(self._document.unsaved()) and self._files.once_trimap_written(then)
        saving = self._saves[job_id]
        self._saves[job_id] = saving._replace(then=(*saving.then, then))
        return True

    def _unsaved_for_opening(self) -> str:
        if self.writes_present_state:
            return ""
        return self._document.unsaved(trimap_pending=self._files.saves_present_trimap)

    @Slot(int, float, str)
    def _on_progress(self, job_id: int, _share: float, text: str) -> None:
        if job_id in self._saves:
            self._messages.show_message(Message("save", text, "info", (self._stop,)))

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        saving = self._saves.pop(job_id, None)
        if saving is None:
            return
        if saving.picture is self._document.picture:
            self._stamp, self._mark = result.stamp, result.mark
            self._document.mark_saved(saving.path, saving.state)
        self._messages.show_message(
            Message("save", self.tr("Saved {file}.").format(file=saving.path.name), seconds=8)
        )
        self.saved.emit(saving.path)
        for then in saving.then:
            then()

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if self._saves.pop(job_id, None) is not None:
            ways_on = (self._actions["save_project"], self._actions["save_project_as"])
            self._messages.dismiss("save")
            self._messages.show_message(Message("error", sentence, "error", ways_on))
            self.save_failed.emit()

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        if self._saves.pop(job_id, None) is not None:
            text = self.tr("The saving was cancelled; your changes are not saved yet.")
            self._messages.show_message(Message("save", text, "info", seconds=8))
            self.save_failed.emit()

    # ---- opening ---------------------------------------------------------------------------------

    @Slot(object)
    def _project_opened(self, project: OpenedProject) -> None:
        self._embeds, self._stamp, self._mark = project.embedded, project.stamp, project.mark

    @Slot(object)
    def _picture_missing(self, missing: PictureMissing) -> None:
        self._missing = missing
        text = self.tr(
            "{picture}, the picture of {project}, is not where it was: find it, or bring it back "
            "and open the project again."
        ).format(picture=missing.reference.name, project=missing.job.name)
        text = say(missing.found) or text
        self._messages.show_message(Message("error", text, "warning", (self.find_picture,)))

    @Slot()
    def _find_picture(self) -> None:
        missing = self._missing
        if missing is None:
            return
        title = self.tr("Where is {name}?").format(name=missing.reference.name)
        folder = str(self._settings.last_folder)
        name, _ = QFileDialog.getOpenFileName(self._window, title, folder, picture_filter())
        if name:
            self._messages.dismiss("error")
            self._files.open_project(replace(missing.job, picture_path=Path(name)))

    @Slot()
    def _picture_changed(self) -> None:
        self._embeds, self._stamp, self._mark = False, None, ""
        there = self._document.picture is not None
        for name in ("save_project", "save_project_as"):
            self._actions[name].setEnabled(there)

    @Slot()
    def _keep_switches(self) -> None:
        for name in _SWITCHES:
            self._settings.set_switch(name, self._actions[name].isChecked())
