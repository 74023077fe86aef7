"""Matte and Cancel: checks the trimap, submits the run, and takes its result in."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from core.imaging.picture import Picture
from core.imaging.trimap import UNKNOWN, missing_class, unknown_fraction
from dmat_gui.actions import Actions
from dmat_gui.document import Document
from dmat_gui.jobs import JobRunner
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.panels.run_panel import RunPanel
from dmat_gui.settings import Settings
from dmat_gui.tasks import DEFAULT_MODEL, ListModels, LoadModel, Matte, ModelFacts

MUCH_UNKNOWN = 0.5


class RunControl(QObject):
    """The window's way from a trimap to a run."""

    began = Signal()
    stepped = Signal(object)
    ended = Signal()
    """The run is over; a finished one is in the document by then."""
    finished = Signal()
    """As `ended`, for a run that has a result."""
    facts_known = Signal(object)
    model_failed = Signal()

    def __init__(
        self,
        document: Document,
        runner: JobRunner,
        panel: RunPanel,
        messages: MessageStack,
        actions: Actions,
        settings: Settings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._runner = runner
        self._panel = panel
        self._messages = messages
        self._actions = actions
        self._settings = settings
        self._job = self._listing = self._loading = 0
        self._picture: Picture | None = None
        self._hint = settings.dismissed_hint
        runner.step.connect(self._on_step)
        runner.progress.connect(self._on_progress)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)
        panel.model_chosen.connect(self._choose_model)
        panel.advanced.device.currentIndexChanged.connect(self._load)
        actions["matte"].triggered.connect(self.matte)
        actions["cancel"].triggered.connect(self.cancel)
        document.history_changed.connect(self._trimap_changed)
        messages.closed.connect(self._message_closed)

    @property
    def running(self) -> bool:
        return self._job != 0

    def start(self) -> None:
        """Find the models and load the chosen one, on the worker."""
        self._listing = self._runner.submit(ListModels())

    @Slot()
    def matte(self) -> None:
        """Start a run, or say what it lacks."""
        if self.running:
            return
        self._document.finish_edit()
        request = self._document.frozen_request()
        if request is None:
            text = "There is no picture yet: open one, or try a sample."
            self._messages.show_message(Message("missing", text, "warning", (self._actions["open"],)))
            return
        picture, trimap = request
        if not self._check(trimap):
            return
        self._picture = picture
        self._messages.dismiss("error")
        self._messages.dismiss("note")
        panel = self._panel
        self._job = self._runner.submit(
            Matte(picture, trimap, panel.model(), panel.advanced.device_name(), panel.advanced.choices())
        )
        panel.set_state("running")
        self.began.emit()

    @Slot()
    def cancel(self) -> None:
        """Ask the run to stop; the window says so at once."""
        if self.running:
            self._panel.set_state("cancelling")
            self._runner.cancel(self._job)

    def abandon(self) -> None:
        """Cancel the run and forget it: its picture is about to be replaced."""
        if self.running:
            self._runner.cancel(self._job)
            self._over()

    def _check(self, trimap: np.ndarray) -> bool:
        """Show what the trimap lacks; whether it can be run."""
        missing = missing_class(trimap)
        if missing in ("foreground", "background"):
            strokes = bool((trimap != UNKNOWN).any())
            if not strokes:
                text = "Paint some foreground and some background first: a few strokes of each are enough."
            elif missing == "foreground":
                text = "Paint some foreground: strokes over what is surely kept."
            else:
                text = "Paint some background: strokes over what is surely cut away."
            offers = (self._actions["from_strokes"],) if strokes else ()
            self._messages.show_message(Message("missing", text, "warning", offers))
            self._actions[f"class_{missing}"].trigger()
            return False
        self._messages.dismiss("missing")
        share = unknown_fraction(trimap)
        if share > MUCH_UNKNOWN:
            text = f"{share:.0%} of the picture is unknown. Slow and less exact: paint more.".replace(
                "%", " %"
            )
            self._messages.show_message(Message("unknown", text, "warning"))
        elif missing == "unknown":
            text = "Nothing is unknown, so the alpha is the trimap itself. Make a band around its edge."
            offers = (self._actions["auto_trimap"], self._actions["widen_band"])
            self._messages.show_message(Message("unknown", text, "info", offers))
        else:
            self._messages.dismiss("unknown")
        return True

    @Slot()
    def _trimap_changed(self) -> None:
        """A class that has been painted is missing no more."""
        bar = self._messages.bar("missing")
        trimap = self._document.trimap
        if (
            bar is not None
            and trimap is not None
            and missing_class(trimap) not in ("foreground", "background")
        ):
            self._messages.dismiss("missing")

    @Slot(str)
    def _choose_model(self, name: str) -> None:
        self._settings.model = name
        self._load()

    @Slot()
    def _load(self) -> None:
        self._runner.cancel(self._loading)
        device = self._panel.advanced.device_name()
        self._loading = self._runner.submit(LoadModel(self._panel.model(), device))

    @Slot(int, object)
    def _on_step(self, job_id: int, step: object) -> None:
        if job_id != self._job:
            return
        if isinstance(step, ModelFacts):
            self._take_facts(step)
        else:
            self.stepped.emit(step)

    @Slot(int, float, str)
    def _on_progress(self, job_id: int, fraction: float, text: str) -> None:
        if job_id == self._job:
            self._panel.set_progress(fraction, text)

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        if job_id == self._listing:
            self._listing = 0
            self._panel.set_models(result, self._settings.model or DEFAULT_MODEL)
            self._load()
        elif job_id == self._loading:
            self._loading = 0
            self._take_facts(result)
        elif job_id == self._job:
            self._take_result(*result)

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if job_id == self._job:
            self._over()
            offer = () if self._document.picture is None else (self._actions["matte"],)
            self._messages.show_message(Message("error", sentence, "error", offer))
        elif job_id in (self._listing, self._loading):
            self._listing = self._loading = 0
            self._messages.show_message(Message("error", sentence, "error"))
            self.model_failed.emit()

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        if job_id == self._job:
            self._over()
            text = "Cancelled. The unfinished run was dropped; the earlier result, if any, is unchanged."
            self._messages.show_message(Message("note", text, "info", seconds=8))

    def _take_result(self, result: Any, trimap: np.ndarray) -> None:
        if self._document.picture is self._picture:
            self._job = 0
            self._document.add_run(result, trimap)
            if result.notes:
                self._messages.show_message(Message("note", " ".join(result.notes), "info"))
        self._over()
        self.finished.emit()

    def _take_facts(self, facts: ModelFacts) -> None:
        if facts.name == self._panel.model():
            self._panel.advanced.set_model(facts)
        if facts.hint and facts.hint != self._hint:
            self._hint = facts.hint
            self._messages.show_message(Message("driver", facts.hint, "info"))
        self.facts_known.emit(facts)

    @Slot(object)
    def _message_closed(self, message: Message) -> None:
        if message.key == "driver":
            self._settings.dismissed_hint = message.text

    def _over(self) -> None:
        self._job = 0
        self._panel.set_state("idle")
        self.ended.emit()
