"""Add to training set: keeps the picture, its trimap and the Result for fine-tuning."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices

from core.data.training_set import FOLDER, TrainingSet
from core.imaging.picture import Picture
from dmat_gui.dialogs.ask import ask_one_of
from dmat_gui.jobs import JobContext
from dmat_gui.panels.message_bar import Message

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow


class Added(NamedTuple):
    """A picture of the training set, and how many there are now."""

    name: str
    count: int  # type: ignore[assignment]  # a field, where tuples have a method


@dataclass(frozen=True, eq=False)
class AddToTrainingSet:
    """Stores a picture with its trimap and its alpha; gives `Added`."""

    folder: Path
    name: str
    picture: Picture
    trimap: np.ndarray
    alpha: np.ndarray

    @property
    def title(self) -> str:
        return f"Adding {self.name} to the training set"

    def run(self, context: JobContext) -> Added:
        own = TrainingSet(self.folder)
        name = own.add(self.name, self.picture, self.trimap, self.alpha)
        return Added(name, len(own))


class TrainingSetControl(QObject):
    """Adds what is open to the training set in the user's data folder, and asks where a name is there."""

    added = Signal(object)
    """What was `Added`."""
    failed = Signal()
    """A picture could not be added, or was not."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._document = document = window.document
        self._runner = runner = window.file_runner
        self._messages = window.messages
        self._action = window.actions_["add_to_training_set"]
        self._jobs: dict[int, str] = {}
        self.own = TrainingSet(window.settings.data_folder / FOLDER)
        self._show = QAction(self.tr("Show folder"), self)
        self._show.setToolTip(self.tr("Open the training set's folder in the file manager"))
        self._show.triggered.connect(self._show_folder)
        self._action.triggered.connect(self.add)
        document.current_run_changed.connect(self._refresh)
        document.picture_changed.connect(self._refresh)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)
        self._refresh()

    @property
    def writing(self) -> dict[int, str]:
        """What is still to be added, in words, by job."""
        words = self.tr("{name}, for the training set")
        return {job_id: words.format(name=name) for job_id, name in self._jobs.items()}

    @Slot()
    def add(self) -> None:
        """Add the open picture with its trimap and its Result; ask what becomes of one of the same name."""
        document = self._document
        document.finish_edit()
        alpha = document.result_alpha()
        if document.picture is None or alpha is None:
            return
        name = self._name(document.path.stem if document.path is not None else "picture")
        if name is None:
            return
        job = AddToTrainingSet(
            self.own.folder, name, document.picture, document.trimap.copy(), np.array(alpha, np.float32)
        )
        self._jobs[self._runner.submit(job)] = name
        text = self.tr("Adding “{name}” to the training set.").format(name=name)
        self._messages.show_message(Message("training-set", text))

    def _name(self, name: str) -> str | None:
        """The name to store it under; None if the user thought better of it."""
        if not self.own.holds(name):
            return name
        question = self.tr("Replace “{name}” in the training set?").format(name=name)
        detail = self.tr(
            "There is a picture of this name already. Replace it if it is the same picture; keep both if it "
            "is another one."
        )
        ways = self.tr("Replace"), self.tr("Keep both")
        way = ask_one_of(self._window, question, detail, ways, self.tr("Cancel"))
        return None if way is None else (name, self.own.free_name(name))[way]

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        if self._jobs.pop(job_id, None) is None:
            return
        one = self.tr("“{name}” is in the training set, as its first picture.")
        several = self.tr("“{name}” is in the training set, which holds {count} pictures now.")
        text = (one if result.count == 1 else several).format(name=result.name, count=result.count)
        self._messages.show_message(Message("training-set", text, "info", (self._show,), seconds=20))
        self.added.emit(result)

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if self._jobs.pop(job_id, None) is not None:
            self._messages.show_message(Message("training-set", sentence, "error", (self._action,)))
            self.failed.emit()

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        name = self._jobs.pop(job_id, None)
        if name is not None:
            text = self.tr("“{name}” was not added to the training set.").format(name=name)
            self._messages.show_message(Message("training-set", text, "warning", (self._action,)))
            self.failed.emit()

    @Slot()
    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.own.folder)))

    @Slot()
    def _refresh(self) -> None:
        self._action.setEnabled(self._document.current_run is not None)
