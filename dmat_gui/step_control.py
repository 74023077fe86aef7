"""Which matte the canvas shows: the result, or a step of the run chosen in the filmstrip."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject, QRect, QTimer, Signal, Slot

from dmat_gui.actions import Actions
from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.document import Document
from dmat_gui.panels.filmstrip import Filmstrip
from dmat_gui.panels.frames import Frame
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.panels.run_panel import RunPanel
from dmat_gui.run_control import RunControl
from dmat_gui.runs import Run
from dmat_gui.tasks import steps_words
from dmat_gui.translations import numeral

_BAR = 36
"""With the margin around a fitted picture, room for a message of one line that does not cover its foot."""
AT_WORK = QT_TRANSLATE_NOOP("StepControl", "The run at work")
_NO_PATH = {
    True: QT_TRANSLATE_NOOP(
        "StepControl",
        "This run is of a rectangle: the path without correction is there for runs of the whole picture.",
    ),
    False: QT_TRANSLATE_NOOP("StepControl", "This run has no correction: its own path is the one without."),
}
"""Why there is no path without correction, by whether the run corrects."""


class StepControl(QObject):
    """Keeps the filmstrip, the canvas and the document's result of one mind.

    running: the strip shows the run at work, and not the current one.
    """

    compared = Signal(str, object)
    """The title and the matte of what other steps shall be compared with."""

    def __init__(
        self,
        document: Document,
        canvas: CanvasView,
        film: Filmstrip,
        runs: RunControl,
        panel: RunPanel,
        messages: MessageStack,
        actions: Actions,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._canvas = canvas
        self._film = film
        self._runs = runs
        self._panel = panel
        self._messages = messages
        self._actions = actions
        self.running = self._at_work = False
        self._arrived: list[Any] = []
        self._new: list[Any] = []
        # A tile behind the first fills all the steps at once: the strip takes them in one go.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_new)
        runs.path_changed.connect(self._path_changed)
        film.frame_chosen.connect(self.show_frame)
        film.run_chosen.connect(self._choose_run)
        document.runs_changed.connect(self._list_runs)
        document.current_run_changed.connect(self.show_run)
        document.alpha_changed.connect(self._alpha_changed)
        document.retouch_changed.connect(self._retouch_changed)
        document.picture_changed.connect(self._picture_changed)
        document.stale_changed.connect(self._stale_changed)
        actions["use_step"].triggered.connect(self._use_step)
        actions["back_to_result"].triggered.connect(film.show_result)
        actions["reset_result"].triggered.connect(document.use_result)
        actions["previous_step"].triggered.connect(film.previous)
        actions["next_step"].triggered.connect(film.next)
        actions["play"].toggled.connect(film.play)
        actions["sdedit"].toggled.connect(self._want_path)
        actions["compare_step"].triggered.connect(self._compare)
        actions["full_range"].toggled.connect(canvas.set_full_range)
        self._show_path()
        self._refresh()

    def begin_run(self) -> None:
        """Empty the strip: the steps of a run that begins are to come."""
        self._arrived, self._new, self._at_work = [], [], True
        self._follow()

    @Slot(object)
    def take_step(self, step: Any) -> None:
        """A step of the run at work has come, or come fuller; it is shown unless another run is looked at."""
        self._arrived[step.index : step.index + 1] = [step]
        if not self.running:
            return
        if len(self._arrived) == 1:
            self._film.add_steps(self._arrived)  # whoever waits for it looks at the canvas now
        else:
            self._new.append(step)
            self._soon.start()

    @Slot()
    def _show_new(self) -> None:
        """Take what has come into the strip; it may be another run's by now."""
        new, self._new = self._new, []
        if new and self.running:
            self._film.add_steps(new)

    def end_run(self) -> None:
        """The run is over, finished or not: show the current run again."""
        self._arrived, self._new, self._at_work = [], [], False
        self.show_run()

    @Slot()
    def show_run(self) -> None:
        """Show the current run's steps, its result in sight, also while another run is at work."""
        self.running = False
        run, alpha = self._document.current_run, self._document.shown_alpha()
        self._list_runs()
        if run is None or alpha is None:
            self._film.clear()
            self._show_film(False)
            self._canvas.show_matte(None)
        else:
            self._show_film(True)
            retouched = self._document.has_retouch
            self._film.set_run(run.result.steps, run.result.start, alpha, run.changes, retouched=retouched)
        self._show_path()
        self._refresh()

    @Slot(object)
    def show_frame(self, frame: Frame) -> None:
        """Show a frame; a bar says so when it is not the Result."""
        self._canvas.show_matte(frame.shown, "" if frame.is_result else frame.title)
        self._refresh()

    def show_result(self) -> None:
        """Show the current run's Result, also while another run is at work; nothing where it is on show."""
        if self.running:
            self.show_run()
        elif self._film.current is not None and not self._film.current.is_result:
            self._film.show_result()

    @Slot()
    def _use_step(self) -> None:
        frame = self._film.current
        if frame is not None and frame.adoptable and not self.running:
            self._document.use_step(frame.index, frame.kind)
            self._film.show_result()

    @Slot(int)
    def _choose_run(self, index: int) -> None:
        runs = self._document.runs
        if 0 <= index < len(runs):
            self._document.set_current_run(runs[index])
            if self.running:  # it is the current one, but the strip showed the run at work
                self.show_run()
        elif self._at_work:
            self._follow()

    def _follow(self) -> None:
        """Show the steps of the run at work, as far as they have come, and go on showing them."""
        self.running = True
        self._show_film(True)
        self._film.begin()
        self._new = []
        self._film.add_steps(self._arrived)
        self._list_runs()
        self._show_path()
        self._refresh()

    def _show_film(self, shown: bool) -> None:
        """Show the strip or not; a fitted picture has left it the room, and does not jump."""
        self._canvas.reserve_below(_BAR + (0 if shown else self._film.sizeHint().height()))
        self._film.setVisible(shown)

    @Slot()
    def _list_runs(self) -> None:
        runs, current = self._document.runs, self._document.current_run
        names = [run.name for run in runs]
        place = runs.index(current) if current in runs else -1
        if self._at_work:
            names.append(self.tr(AT_WORK))
        self._film.set_runs(names, len(runs) if self.running else place)
        self._name_result()

    @Slot(bool)
    def _want_path(self, on: bool) -> None:
        """Show the current run's path without correction; where it is not there, have it computed."""
        run = self._document.current_run
        if on and run is not None and not self.running:
            self._runs.find_path(run)
        self._show_path()

    @Slot(object)
    def _path_changed(self, run: Run) -> None:
        """A path is being computed, is there, or will not come."""
        if run is self._document.current_run:
            if run.path is None and not self._runs.finds_path(run):
                self._actions["sdedit"].setChecked(False)
            self._show_path()

    def _show_path(self) -> None:
        """Show the path below the run's own steps if it is wanted and there; else say that it is coming."""
        run = self._document.current_run
        there = run is not None and bool(run.steps) and not self.running
        possible = there and run.has_path
        coming = possible and self._runs.finds_path(run)
        self._actions["sdedit"].setEnabled(there)
        if possible and run.path is None and not coming:
            self._actions["sdedit"].setChecked(False)  # another run's was shown: this one's is not there yet
        wanted = there and self._actions["sdedit"].isChecked()
        words = self.tr(_NO_PATH[run.result.settings.correct]) if wanted and not possible else ""
        if wanted and coming:
            words = self.tr("Computing the path without correction…")
        self._film.set_path_words(words)
        if wanted and possible and run.path is not None:
            self._film.set_path(run.path.result, run.path.changes)
        else:
            self._film.set_path(None)

    @Slot()
    def _compare(self) -> None:
        """Keep the matte on show as what the difference view compares with."""
        frame, run = self._film.current, self._document.current_run
        if frame is not None and run is not None and not self.running:
            # A copy of what may be retouched later: it is compared as it is now.
            matte = self._document.result_alpha().copy() if frame.is_result else frame.matte
            self.compared.emit(f"{run.name} · {frame.title}", matte)

    @Slot(QRect)
    def _alpha_changed(self, box: QRect) -> None:
        """Where only a part was painted, the strip waits for the end of the stroke."""
        if box == self._document.rect:
            alpha = self._document.shown_alpha()
            if alpha is not None and not self.running:
                self._film.set_result(alpha)
            self._refresh()

    @Slot()
    def _retouch_changed(self) -> None:
        alpha = self._document.shown_alpha()
        if alpha is not None and not self.running:
            self._film.set_retouched(alpha, self._document.has_retouch)
        self._refresh()

    @Slot()
    def _picture_changed(self) -> None:
        self._arrived, self._new, self._at_work = [], [], False
        self.show_run()

    @Slot(bool)
    def _stale_changed(self, _stale: bool) -> None:
        self._refresh()

    def _refresh(self) -> None:
        """Bars, actions and the name of the result."""
        frame = self._film.current
        looking = frame is not None and not frame.is_result and not self.running
        for name in ("use_step", "back_to_result"):
            self._actions[name].setEnabled(looking)
        self._actions["use_step"].setEnabled(looking and frame.adoptable)
        run = self._document.current_run
        self._actions["compare_step"].setEnabled(frame is not None and run is not None and not self.running)
        self._actions["reset_result"].setEnabled(run is not None and run.adopted_step is not None)
        for name in ("previous_step", "next_step", "play", "full_range"):
            self._actions[name].setEnabled(len(self._film.frames) > 1)
        if looking:
            self._messages.show_message(self._step_message(frame))
        else:
            self._messages.dismiss("step")
        if self._document.is_stale and run is not None and not self.running:
            text = self.tr("{result} is from an earlier trimap. Matte again to renew it.").format(
                result=self._document.result_title()
            )
            self._messages.show_message(Message("stale", text, "info", (self._actions["matte"],)))
        else:
            self._messages.dismiss("stale")
        self._name_result()

    def _step_message(self, frame: Frame) -> Message:
        names = ("use_step", "back_to_result") if frame.adoptable else ("back_to_result",)
        text = self.tr("You are looking at: {frame}. Export uses the Result.").format(frame=frame.title)
        return Message("step", text, "info", tuple(self._actions[name] for name in names))

    def _name_result(self) -> None:
        run = self._document.current_run
        if run is None:
            self._panel.set_result("")
            return
        result, settings = run.result, run.result.settings
        detail = f"{self._panel.model_title(result.model)} · {numeral(f'{result.seconds:.1f}')} s"
        if result.steps:
            detail += "\n" + self.tr("from {start}, T = {t_start}, {steps}").format(
                start=run.start_words, t_start=settings.t_start, steps=steps_words(settings.steps)
            )
        self._panel.set_result(self._document.result_title(), detail)
