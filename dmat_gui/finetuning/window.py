"""The window for fine-tuning: pictures and choices at the left, what becomes of them at the right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.training.kept import Asked, Kept
from dmat_gui.dialogs.ask import ask
from dmat_gui.finetuning.choices import TrainingChoices
from dmat_gui.finetuning.offer import OfferBar
from dmat_gui.finetuning.pictures import PicturesBox
from dmat_gui.finetuning.process import Ending
from dmat_gui.finetuning.progress import ProgressPart
from dmat_gui.finetuning.scores import ScoresView
from dmat_gui.finetuning.work import FinetuneWork, State
from dmat_gui.panels.message_bar import Message
from dmat_gui.panels.widgets import muted, resize_within_screen, set_tone
from dmat_gui.translations import say

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow

_LEFT = 348


class FinetuneWindow(QDialog):
    """Chooses, starts, steers and shows. Closing it leaves the training at work."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Fine-tune"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._window = window
        self.options: tuple[str, ...] = ()
        """More arguments of `dmat finetune`, for trainings begun here."""
        self.pictures = PicturesBox(window)
        self.choices = TrainingChoices()
        self.offer = OfferBar()
        self.progress = ProgressPart(window.theme)
        self.scores = ScoresView()
        self.scores.hide()
        self.work = FinetuneWork(window, self)
        self._shown: Kept | None = None
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.pictures.add_training_set()
        resize_within_screen(self, 1120, 660)
        self._refresh()

    @property
    def at_work(self) -> str:
        """A sentence on what closing the app would stop, "" if nothing."""
        kept = self.work.kept
        if self.work.state in (State.IDLE, State.BEGINNING) or kept is None:
            return ""
        text = self.tr("“{name}” is being trained; it stops with all that is done, and can be gone on with.")
        return text.format(name=kept.asked.name)

    def shut_down(self) -> None:
        """Stop the training with all that is done, and wait for it; safe to call twice."""
        self.work.end()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        box, settings = self._window.panel.model_box, self._window.settings
        self.choices.take_models(box, settings.model)
        self._refresh()

    def asked(self) -> Asked:
        """What the fields say."""
        return Asked(
            self.choices.name.text().strip(),
            tuple(str(Path(root).absolute()) for root in self.pictures.roots),
            self.choices.model_name,
            float(self.choices.minutes.value()),
            self.choices.held_out,
            self.options,
        )

    def _make_buttons(self) -> None:
        self.start_button = QPushButton(self.tr("Start"), autoDefault=False)
        self.start_button.setProperty("primary", True)
        self.pause_button = QPushButton(self.tr("Pause"), autoDefault=False, checkable=True)
        self.pause_button.setToolTip(self.tr("Wait between two steps, and leave the machine to you"))
        self.stop_button = QPushButton(self.tr("Stop"), autoDefault=False)
        self.stop_button.setToolTip(self.tr("Stop with all that is done; it can be gone on with later"))
        self.lacking = muted()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.start_button, self.pause_button, self.stop_button):
            buttons.addWidget(button, 1)
        left = QWidget()
        left.setFixedWidth(_LEFT)
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(14)
        column.addWidget(self.pictures)
        column.addWidget(self.choices)
        column.addLayout(buttons)
        column.addWidget(self.lacking)
        column.addStretch(1)
        right = QFrame(objectName="sidePanel")
        column = QVBoxLayout(right)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        for widget, stretch in ((self.offer, 0), (self.scores, 0), (self.progress, 1)):
            column.addWidget(widget, stretch)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(right)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(scroll, 1)

    def _connect(self) -> None:
        self.pictures.changed.connect(self._pictures_changed)
        self.choices.model.currentIndexChanged.connect(self.choices.forget_time)
        self.choices.changed.connect(self._refresh)
        self.choices.estimate.clicked.connect(self._estimate)
        self.start_button.clicked.connect(self._start)
        self.pause_button.clicked.connect(self._pause)
        self.stop_button.clicked.connect(self.work.stop)
        self.offer.go_on.clicked.connect(self._take_offer)
        self.offer.delete.clicked.connect(self._delete_offer)
        self.scores.put_button.clicked.connect(self._put)
        self._window.training_set.added.connect(self._added)
        self.work.state_changed.connect(self._refresh)
        self.work.began.connect(self._began)
        self.work.told.connect(self._told)
        self.work.ended.connect(self._ended)
        self.work.failed.connect(self._fail)
        self.work.put.connect(self._was_put)

    @Slot(bool)
    def _pause(self, on: bool) -> None:
        """Say at once that it was understood: the step in flight is finished first, which can take long."""
        self.pause_button.setEnabled(False)
        self.pause_button.setText(self.tr("Pausing…") if on else self.tr("Resuming…"))
        self.work.pause(on)

    @Slot()
    def _pictures_changed(self) -> None:
        self.choices.forget_time()
        self._refresh()

    @Slot()
    def _added(self) -> None:
        """The training set holds another picture: look at it again, if it is among the places."""
        own = self._window.training_set.own.folder
        if own in self.pictures.roots:
            self.pictures.look()
        elif not self.pictures.roots:
            self.pictures.add_training_set()

    @Slot()
    def _refresh(self) -> None:
        state, idle = self.work.state, self.work.is_idle
        lacking = self._lacking() if idle else ""
        self.lacking.setText(lacking)
        self.lacking.setVisible(bool(lacking))
        for button, tip in (
            (self.start_button, self.tr("Begin to train, in a process of its own")),
            (self.choices.estimate, self.tr("Try a few steps, to see how many fit into the time")),
        ):
            button.setEnabled(idle and not lacking)
            button.setToolTip(lacking or tip)
        self.pictures.setEnabled(idle)
        self.choices.setEnabled(idle)
        steered = state in (State.TRAINING, State.PAUSED)
        self.pause_button.setEnabled(steered)
        self.pause_button.setChecked(state is State.PAUSED)
        self.pause_button.setText(self.tr("Resume") if state is State.PAUSED else self.tr("Pause"))
        self.stop_button.setEnabled(steered or state is State.ESTIMATING)
        self.scores.put_button.setVisible(self._shown is not None)
        self.scores.put_button.setEnabled(idle)
        offers = [
            kept for kept in self.work.offers() if self._shown is None or kept.folder != self._shown.folder
        ]
        self.offer.show_offer(offers[0] if offers else None)

    def _lacking(self) -> str:
        """What there must be before a training can begin, "" if nothing."""
        if self.pictures.is_looking:
            return self.tr("The pictures are being looked at.")
        if not self.pictures.count:
            return self.tr("Add finished pictures first: pictures with their mattes, cut-outs, or projects.")
        return "" if self.choices.name.text().strip() else self.tr("Give the new model a name.")

    @Slot()
    def _start(self) -> None:
        self._say(self.tr("Starting…"))
        self.work.begin(self.asked())

    @Slot()
    def _estimate(self) -> None:
        self._say(self.tr("Starting…"))
        self.work.estimate(self.asked())

    def _offered(self) -> Kept | None:
        """What is offered, unless another window has taken it up by now."""
        self._refresh()
        return self.offer.kept

    @Slot()
    def _take_offer(self) -> None:
        kept = self._offered()
        if kept is None:
            return
        result = kept.result() if kept.model is not None else None
        if result is not None:
            self.progress.show_losses(kept.losses(), kept.steps[1])
            self._show_result(kept, result)
        else:
            self.pictures.set_roots([Path(root) for root in kept.asked.roots])
            self.choices.show_asked(kept.asked)
            self.work.go_on(kept)

    @Slot()
    def _delete_offer(self) -> None:
        kept = self._offered()
        if kept is None:
            return
        question = self.tr("Delete “{name}”?").format(name=kept.asked.name)
        detail = self.tr("What was trained so far is gone then. Your pictures stay as they are.")
        if ask(self, question, detail, self.tr("Delete")):
            try:
                kept.remove()
            except OSError as error:
                self._fail(str(error))
            self._refresh()

    @Slot()
    def _put(self) -> None:
        if self._shown is not None:
            self.work.put_among_models(self._shown, self.choices.name.text().strip())

    @Slot()
    def _began(self) -> None:
        self._shown = None
        self.scores.hide()
        set_tone(self.progress.stage, "")
        kept = self.work.kept
        self.progress.begin(kept.losses(), kept.steps[1])

    @Slot(object)
    def _told(self, event: dict[str, Any]) -> None:
        if event["event"] == "estimate":
            self.choices.set_seconds_per_step(event["seconds_per_step"])
        elif event["event"] == "result":
            self._show_result(self.work.kept, event)
        elif event["event"] == "paused":
            self.progress.say_facts(self.tr("Paused."))
        elif event["event"] == "resumed":
            self.progress.say_facts("")
        else:
            self.progress.show_event(event)

    @Slot(object)
    def _ended(self, ending: Ending) -> None:
        if ending.kind == "estimate":
            self._say("")
            return
        words, tone = self._ending_words(ending)
        self._say(words, tone)
        self._refresh()
        if not self.isVisible():
            again = (self._window.actions_["finetune"],)
            self._window.messages.show_message(Message("finetune", words, tone or "info", again))

    def _ending_words(self, ending: Ending) -> tuple[str, str]:
        """A sentence on how it ended, with a way on, and its tone."""
        name = self.work.kept.asked.name if self.work.kept is not None else ""
        if ending.kind == "result":
            return self.tr("“{name}” is trained.").format(name=name), ""
        if ending.kind == "stopped":
            kept = self.work.kept is not None
            return (self.tr("Stopped, with everything kept.") if kept else self.tr("Stopped.")), ""
        if ending.kind == "killed":
            return self.tr(
                "The training was ended from outside, most likely because the memory ran out. Close other "
                "programs, and go on: all up to the last checkpoint is kept."
            ), "error"
        if ending.kind == "lost":
            text = self.tr(
                "The training ended for a reason that the app does not know ({reason}). Try to go on."
            )
            return text.format(reason=ending.sentence or self.tr("no word of it")), "error"
        return say(ending.sentence), "error"

    def _show_result(self, kept: Kept, result: dict[str, Any]) -> None:
        self._shown = kept
        self.choices.name.setText(kept.asked.name)
        self.scores.show_result(result)
        self.scores.show()
        self._refresh()

    @Slot(str)
    def _was_put(self, name: str) -> None:
        self._shown = None
        text = self.tr("“{name}” is among your models now: choose it under Model, in the window.")
        self._say(text.format(name=name))
        self._window.models.start()
        self._refresh()

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._say(sentence, "error")

    def _say(self, sentence: str, tone: str = "") -> None:
        self.progress.say(sentence)
        set_tone(self.progress.stage, tone)
