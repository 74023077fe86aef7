"""The list of models, and the chosen one: loaded before the first Matte, its facts shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from dmat_gui.jobs import JobRunner
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.panels.run_panel import RunPanel
from dmat_gui.settings import Settings
from dmat_gui.tasks import DEFAULT_MODEL, Computing, ListModels, LoadModel, ModelFacts
from dmat_gui.translations import say

if TYPE_CHECKING:
    from dmat_gui.project_tasks import OpenedProject
    from dmat_gui.runs import Run


class ModelControl(QObject):
    """Keeps the panel, the settings and the worker's loaded model of one mind."""

    facts_known = Signal(object)
    computing_known = Signal(object)
    """The Computing of the model that is being loaded."""
    failed = Signal()

    def __init__(
        self, runner: JobRunner, panel: RunPanel, messages: MessageStack, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._panel = panel
        self._messages = messages
        self._settings = settings
        self._listing = self._loading = 0
        self._model = settings.model  # chosen last, by the user or by a project
        self._wanted: Run | None = None  # whose settings the panel is to show once the models are known
        self._hint = settings.dismissed_hint
        panel.advanced.set_computing(settings.device, settings.precision)
        self._list_again = QAction(self.tr("Try again"), self, toolTip=self.tr("Look for the models again"))
        self._list_again.triggered.connect(self.start)
        self._load_again = QAction(self.tr("Try again"), self, toolTip=self.tr("Load the model again"))
        self._load_again.triggered.connect(self._load)
        self._another = QAction(
            self.tr("Choose another model"), self, toolTip=self.tr("Show the models that there are")
        )
        self._another.triggered.connect(self._show_models)
        runner.step.connect(self._on_step)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        panel.model_chosen.connect(self._choose)
        panel.advanced.device.currentIndexChanged.connect(self._computing_chosen)
        panel.advanced.precision.currentIndexChanged.connect(self._computing_chosen)
        messages.closed.connect(self._message_closed)

    def start(self) -> None:
        """Find the models and load the chosen one, on the worker."""
        self._listing = self._runner.submit(ListModels())

    def take_facts(self, facts: ModelFacts) -> None:
        """Show what is known of a model that has been loaded."""
        if facts.name == self._panel.model():
            self._panel.advanced.set_model(facts)
        if facts.hint and facts.hint != self._hint:
            self._hint = facts.hint
            self._messages.show_message(Message("driver", say(facts.hint), "info"))
        self.facts_known.emit(facts)

    def show_models(self, entries: Sequence[Any], chosen: str = "") -> None:
        """List these models, and load the chosen one: by default that which was chosen before."""
        if chosen:
            self._model = self._settings.model = chosen
        self._panel.set_models(entries, self._model or DEFAULT_MODEL)
        self._show_wanted()
        self._load()

    @Slot(object)
    def take_over(self, project: OpenedProject) -> None:
        """Show what the project's run in force was made with, so that Matte goes on from there.

        Device and precision stay, which are this machine's; and the next start has the model that the user
        chose, not the project.
        """
        self._wanted = project.work.current
        if self._wanted is not None and not self._listing:
            self._show_wanted()
            self._load()

    def _show_wanted(self) -> None:
        run, self._wanted = self._wanted, None
        if run is None:
            return
        model = run.result.model
        if self._panel.show_model(model):
            self._model = model
            self._panel.advanced.take_over(run.result.settings)
        else:  # settings are of little use to another model
            text = self.tr(
                "{run} was made with the model “{model}”, which is not among yours: Matte takes {chosen}."
            )
            text = text.format(run=run.name, model=model, chosen=self._panel.model_title(self._panel.model()))
            self._messages.show_message(Message("run_model", text))

    def choose(self, name: str) -> None:
        """Choose a model of the list."""
        self._panel.model_box.setCurrentIndex(self._panel.model_box.findData(name))

    @Slot(str)
    def _choose(self, name: str) -> None:
        self._model = self._settings.model = name
        self._messages.dismiss("run_model")
        self._load()

    @Slot()
    def _computing_chosen(self) -> None:
        advanced = self._panel.advanced
        self._settings.device, self._settings.precision = advanced.device_name(), advanced.precision_name()
        self._load()

    @Slot()
    def _load(self) -> None:
        self._runner.cancel(self._loading)
        advanced = self._panel.advanced
        wanted = LoadModel(self._panel.model(), advanced.device_name(), advanced.precision_name())
        self._loading = self._runner.submit(wanted)

    @Slot(int, object)
    def _on_step(self, job_id: int, value: object) -> None:
        if job_id == self._loading and isinstance(value, Computing):
            self.computing_known.emit(value)

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        if job_id == self._listing:
            self._listing = 0
            self.show_models(result)
        elif job_id == self._loading:
            self._loading = 0
            self._messages.dismiss("model")
            self.take_facts(result)

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if job_id in (self._listing, self._loading):
            ways = (self._list_again,) if job_id == self._listing else (self._load_again, self._another)
            self._listing = self._loading = 0
            self._messages.show_message(Message("model", sentence, "error", ways))
            self.failed.emit()

    @Slot()
    def _show_models(self) -> None:
        self._panel.model_box.setFocus()
        self._panel.model_box.showPopup()

    @Slot(object)
    def _message_closed(self, message: Message) -> None:
        if message.key == "driver":
            self._settings.dismissed_hint = self._hint
