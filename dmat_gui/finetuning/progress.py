"""How far a fine-tuning is: the stage, the time left, the loss, and mattes of one's own picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from dmat_gui.finetuning.mattes import PreviewMattes
from dmat_gui.finetuning.plot import LossPlot
from dmat_gui.panels.widgets import heading, muted
from dmat_gui.theme import Theme
from dmat_gui.translations import numeral

_STAGES = {
    "checking": QT_TRANSLATE_NOOP("ProgressPart", "Looking at the pictures"),
    "estimating": QT_TRANSLATE_NOOP("ProgressPart", "Trying a few steps"),
    "measuring before": QT_TRANSLATE_NOOP("ProgressPart", "Measuring before"),
    "training": QT_TRANSLATE_NOOP("ProgressPart", "Training"),
    "measuring after": QT_TRANSLATE_NOOP("ProgressPart", "Measuring after"),
}


class ProgressPart(QWidget):
    """Shows the events of a training as they come."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = QLabel(wordWrap=True)
        self.bar = QProgressBar(textVisible=False, maximum=1)
        self.bar.setAccessibleName(self.tr("How far it is"))
        self.facts = muted()
        self.plot = LossPlot(theme)
        self.mattes = PreviewMattes()
        self.watched = QWidget()
        within = QVBoxLayout(self.watched)
        within.setContentsMargins(0, 8, 0, 0)
        within.setSpacing(6)
        within.addWidget(heading(self.tr("Loss")))
        within.addWidget(self.plot, 1)
        within.addSpacing(8)
        within.addWidget(heading(self.tr("Your picture, as it learns")))
        within.addWidget(self.mattes, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self.stage, self.bar, self.facts):
            layout.addWidget(widget)
        layout.addWidget(self.watched, 1)
        self.say(
            self.tr(
                "Train a model further on finished pictures of your own, and it learns their look: your "
                "backdrop, your lens, your fur. Other pictures are mixed in, so that nothing else is "
                "forgotten. You can watch it, pause it, stop it, and go on another day."
            )
        )

    def begin(self, losses: Sequence[tuple[int, float]] = (), steps: int = 0) -> None:
        """Show a training at its beginning, or one that goes on from these losses."""
        self.say(self.tr("Starting…"))
        self.bar.show()
        self.bar.setRange(0, 0)
        self.show_losses(losses, steps)

    def show_losses(self, losses: Sequence[tuple[int, float]], steps: int) -> None:
        """Show the losses of a training, and no mattes yet."""
        self.plot.show_losses(losses, steps)
        self.mattes.clear()

    def say(self, sentence: str) -> None:
        """Say how it stands, in place of a stage."""
        self.stage.setText(sentence)
        self.say_facts("")
        self.bar.hide()

    def show_event(self, event: dict[str, Any]) -> None:
        """Show an event of the process."""
        kind = event["event"]
        if kind == "stage":
            self._show_stage(event)
        elif kind == "progress":
            self.plot.add(event["step"], event["steps"], event["losses"].get("loss"))
            self._show_speed(event)
        elif kind == "preview":
            self.mattes.show_event(event)

    def _show_stage(self, event: dict[str, Any]) -> None:
        title = QCoreApplication.translate("ProgressPart", _STAGES.get(event["stage"], event["stage"]))
        text = self.tr("{stage}: {done} of {of}")
        self.stage.setText(text.format(stage=title, done=event["done"], of=event["of"]))
        self.bar.show()
        self.bar.setRange(0, max(1, event["of"]))
        self.bar.setValue(event["done"])
        if event["stage"] != "training":
            self.say_facts("")

    def say_facts(self, words: str) -> None:
        """Say something below the bar."""
        self.facts.setText(words)
        self.facts.setVisible(bool(words))

    def _show_speed(self, event: dict[str, Any]) -> None:
        left, speed = event.get("seconds_left"), event.get("crops_per_second")
        words = [] if left is None else [self._time_left(left)]
        if speed is not None:
            words.append(self.tr("{speed} crops per second").format(speed=numeral(f"{speed:.1f}")))
        self.say_facts(" · ".join(words))

    def _time_left(self, seconds: float) -> str:
        if seconds < 90:
            return self.tr("about {seconds} s left").format(seconds=round(seconds))
        return self.tr("about {minutes} min left").format(minutes=round(seconds / 60))
