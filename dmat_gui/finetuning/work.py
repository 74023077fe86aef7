"""One fine-tuning at a time: begun, paused, stopped, gone on with, and its model put among the others."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from core.training.kept import FOLDER, Asked, Kept, kept_in
from dmat_gui.finetuning.process import Ending, FinetuneProcess
from dmat_gui.finetuning.tasks import Begin, PutAmongModels

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow


class State(Enum):
    """What is going on."""

    IDLE = "idle"
    BEGINNING = "beginning"
    ESTIMATING = "estimating"
    TRAINING = "training"
    PAUSED = "paused"
    STOPPING = "stopping"


class FinetuneWork(QObject):
    """The process, the fine-tuning that it is about, and those that are kept. Knows no widgets."""

    state_changed = Signal()
    began = Signal()
    """A training's process was started; `kept` says which."""
    told = Signal(object)
    """An event of the process."""
    ended = Signal(object)
    """The `Ending` of an estimate or a training."""
    failed = Signal(str)
    """A sentence on what the worker could not do."""
    put = Signal(str)
    """The model of this name is among the user's."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = window.file_runner  # what it does there is short: no batch is to be waited for
        self._job = 0
        self.folder: Path = window.settings.data_folder / FOLDER
        self.state = State.IDLE
        self.kept: Kept | None = None
        self.process = FinetuneProcess(self)
        self.process.told.connect(self._on_told)
        self.process.ended.connect(self._on_ended)
        self._runner.finished.connect(self._on_finished)
        self._runner.failed.connect(self._on_failed)
        self._runner.cancelled.connect(self._on_cancelled)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is going on."""
        return self.state is State.IDLE

    def offers(self) -> list[Kept]:
        """What can be gone on with, or put among the models, the newest first; nothing while at work.

        What another window trains is its own.
        """
        if not self.is_idle:
            return []
        return [kept for kept in kept_in(self.folder) if not kept.is_at_work]

    def begin(self, asked: Asked) -> None:
        """Start a new fine-tuning."""
        self._job = self._runner.submit(Begin(self.folder, asked))
        self._set(State.BEGINNING)

    def go_on(self, kept: Kept) -> None:
        """Start a fine-tuning again where it was stopped, by whatever."""
        self.kept = kept
        self.process.start(kept.asked.arguments(kept.folder))
        self._set(State.TRAINING)
        self.began.emit()

    def estimate(self, asked: Asked) -> None:
        """Try a few steps; an "estimate" event tells how long they took."""
        self.kept = None
        self.process.start(asked.arguments(self.folder / "estimate", "--estimate"))
        self._set(State.ESTIMATING)

    def pause(self, on: bool) -> None:
        """Pause between two steps, or go on."""
        self.process.command("pause" if on else "resume")

    def stop(self) -> None:
        """Stop between two steps, with everything kept."""
        self.process.command("stop")
        self._set(State.STOPPING)

    def put_among_models(self, kept: Kept, name: str) -> None:
        """Add a finished model to the user's under a name."""
        self._job = self._runner.submit(PutAmongModels(kept, name))
        self._set(State.BEGINNING)

    def end(self) -> None:
        """The app closes: stop the process and wait for it; safe to call twice."""
        self.process.end()

    def _set(self, state: State) -> None:
        self.state = state
        self.state_changed.emit()

    @Slot(object)
    def _on_told(self, event: dict[str, Any]) -> None:
        if event["event"] in ("paused", "resumed") and self.state is not State.STOPPING:
            self._set(State.PAUSED if event["event"] == "paused" else State.TRAINING)
        self.told.emit(event)

    @Slot(object)
    def _on_ended(self, ending: Ending) -> None:
        self._set(State.IDLE)
        self.ended.emit(ending)

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        if job_id != self._job:
            return
        self._job = 0
        if isinstance(result, Kept):
            self.go_on(result)
        else:
            self.kept = None
            self._set(State.IDLE)
            self.put.emit(result)

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if job_id == self._job:
            self._job = 0
            self._set(State.IDLE)
            self.failed.emit(sentence)

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        if job_id == self._job:
            self._job = 0
            self._set(State.IDLE)
