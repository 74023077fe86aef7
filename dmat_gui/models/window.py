"""Models: the list of them, one told in full, and the ways in for others. Files are touched on a worker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import (
    QAction,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.citation import CITATION
from dmat_gui.dialogs.ask import ask
from dmat_gui.drops import accept_files, dropped_files
from dmat_gui.jobs import JobRunner
from dmat_gui.models.card import ModelCardDialog
from dmat_gui.models.details import ModelPage
from dmat_gui.models.model_list import ModelList
from dmat_gui.models.released import ReleasedDialog
from dmat_gui.models.tasks import (
    RELEASED,
    CountMacs,
    FindModels,
    ImportModel,
    ImportReleased,
    RemoveModel,
    RenameModel,
)
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.panels.widgets import resize_within_screen
from dmat_gui.tasks import DEFAULT_MODEL, ForgetModel

if TYPE_CHECKING:
    from core.evaluation.model_details import ModelDetails
    from dmat_gui.main_window import MainWindow

_SUFFIX = ".safetensors"
_SIZE = 980, 560


class ModelWindow(QDialog):
    """The models that there are. What is changed here, the main window's list shows at once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Models"))
        self.setAcceptDrops(True)
        self._window = window
        # Of its own: a batch may hold the other one for hours.
        self.runner = JobRunner(_no_predictor, "dmat-model-files", self)
        self._tasks: dict[int, Any] = {}
        self._macs: dict[str, int] = {}
        self._chosen = ""  # to be chosen once the models are found anew
        self.list = ModelList(window.theme)
        self.page = ModelPage(window.theme)
        self.import_released = QPushButton(self.tr("Import the authors' weights…"))
        self.import_released.setToolTip(
            self.tr("Make a model of the two files that the paper's authors publish")
        )
        self.import_own = QPushButton(self.tr("Import a model file…"))
        self.import_own.setToolTip(self.tr("Take in a model file of this program's, ending in .safetensors"))
        self.close_button = QPushButton(self.tr("Close"), toolTip=self.tr("Close the window"))
        self._stop = QAction(self.tr("Cancel"), self, toolTip=self.tr("Stop, and keep nothing of it"))
        self._lay_out()
        self.messages = MessageStack(window.theme, self._body)
        self._connect()

    @property
    def at_work(self) -> str:
        """A sentence on the import going on, "" if none is."""
        return self.tr("A model is being imported.") if self._imports else ""

    @property
    def _imports(self) -> list[int]:
        """The jobs that import a model."""
        return [job for job, task in self._tasks.items() if isinstance(task, ImportModel | ImportReleased)]

    @property
    def is_told(self) -> bool:
        """Whether all there is to know of the model chosen in the list is known, and shown."""
        details = self.list.current
        return details is not None and (details.config is None or str(details.config) in self._macs)

    def shut_down(self) -> None:
        """Stop an import and wait for it; safe to call twice."""
        self.runner.shutdown()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._submit(FindModels())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.take_files([Path(path) for path in dropped_files(event)])

    def take_files(self, paths: list[Path]) -> None:
        """Import files of ours; others are taken for the authors', and shown for what they are."""
        ours = [path for path in paths if path.suffix.lower() == _SUFFIX]
        for path in ours:
            self.ask_name_of(path)
        if len(ours) < len(paths):
            self.choose_released([path for path in paths if path not in ours])

    @Slot()
    def choose_own(self) -> None:
        """Ask for a model file and its name, and import it."""
        kinds = self.tr("Model files (*.safetensors);;All files (*)")
        folder = str(self._window.settings.last_folder)
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("Import a model file"), folder, kinds)
        if path:
            self._window.settings.last_folder = Path(path).parent
            self.ask_name_of(Path(path))

    def ask_name_of(self, path: Path) -> None:
        """Ask what a model file is to be called here, and import it."""
        name = self._ask_name(self.tr("Import a model file"), path.stem)
        if name:
            self._submit(ImportModel(path, name))

    def choose_released(self, paths: Sequence[Path] = ()) -> ReleasedDialog:
        """Ask for the authors' two files; these, if given, are put in their places."""
        dialog = ReleasedDialog(self.runner, self._window.theme, self._window.settings, self)
        dialog.accepted.connect(self._import_released)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.take_files(paths)
        return dialog

    def rename(self, name: str) -> None:
        """Rename the model shown."""
        self._submit(RenameModel(self.list.current.entry, name))

    def _connect(self) -> None:
        window, page = self._window, self.page
        self.list.currentItemChanged.connect(self._show_current)
        self.list.use_wanted.connect(self._use)
        page.use_wanted.connect(self._use)
        page.rename_wanted.connect(self._rename)
        page.remove_wanted.connect(self._remove)
        page.folder_wanted.connect(self._show_folder)
        page.card_wanted.connect(self._show_card)
        page.citation_wanted.connect(self.copy_citation)
        self.import_released.clicked.connect(self._choose_released)
        self.import_own.clicked.connect(self.choose_own)
        self.close_button.clicked.connect(self.close)
        self._stop.triggered.connect(self._cancel)
        self.runner.progress.connect(self._on_progress)
        self.runner.finished.connect(self._on_finished)
        self.runner.failed.connect(self._on_failed)
        self.runner.cancelled.connect(self._on_cancelled)
        window.panel.model_chosen.connect(self._show_current)

    @Slot()
    def _cancel(self) -> None:
        for job_id in self._imports:  # what else was asked for, as a new name, waits behind them and is done
            self.runner.cancel(job_id)

    def _submit(self, task: Any) -> None:
        self._tasks[self.runner.submit(task)] = task

    @Slot(int, float, str)
    def _on_progress(self, job_id: int, fraction: float, text: str) -> None:
        if job_id in self._tasks:
            words = f"{text} ({fraction:.0%})".replace("%", " %")
            self.messages.show_message(Message("work", words, "info", (self._stop,)))

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        task = self._tasks.pop(job_id, None)
        if isinstance(task, FindModels):
            self._take_models(result)
        elif isinstance(task, CountMacs):
            self._macs[str(task.config)] = result
            self._show_current()
        elif isinstance(task, ImportModel | ImportReleased):
            self._changed(self.tr("“{name}” is among your models now.").format(name=result), result)
        elif isinstance(task, RenameModel):
            chosen = result if task.entry.name == self._window.panel.model() else ""
            self._changed(self.tr("The model is called “{name}” now.").format(name=result), result, chosen)
            self._forget(task.entry.name)
        elif isinstance(task, RemoveModel):
            chosen = DEFAULT_MODEL if task.entry.name == self._window.panel.model() else ""
            words = self.tr("“{name}” is in the wastebasket now.").format(name=task.entry.title)
            self._changed(words, "", chosen)
            self._forget(task.entry.name)
        if isinstance(task, ImportReleased):
            self._forget(result)

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if self._tasks.pop(job_id, None) is not None:
            self.messages.show_message(Message("work", sentence, "error"))

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        task = self._tasks.pop(job_id, None)
        if isinstance(task, ImportModel | ImportReleased):
            words = self.tr("The import was cancelled; nothing was kept.")
            self.messages.show_message(Message("work", words, seconds=8))

    def _changed(self, words: str, shown: str, chosen: str = "") -> None:
        """A model came, went or was renamed: say so, and find the models anew."""
        self.messages.show_message(Message("work", words, seconds=20))
        self._chosen = chosen
        self.list.wanted = shown
        self._submit(FindModels())

    def _forget(self, name: str) -> None:
        """Have no worker compute with what that model's file held before."""
        for runner in (self._window.runner, self._window.work_runner):
            runner.submit(ForgetModel(name))

    def _take_models(self, found: list[ModelDetails]) -> None:
        entries = [details.entry for details in found if details.kind != "unreadable"]
        chosen, self._chosen = self._chosen, ""
        self._window.models.show_models(entries, chosen)
        self.list.show_models(found, self._window.panel.model())
        self._show_current()

    @Slot()
    def _show_current(self) -> None:
        details = self.list.current
        if details is None:
            return
        self.list.mark(self._window.panel.model())
        macs = self._macs.get(str(details.config))
        in_use = details.entry.name == self._window.panel.model() and details.kind != "unreadable"
        self.page.show_model(details, in_use=in_use, macs=macs)
        counted = [task.config for task in self._tasks.values() if isinstance(task, CountMacs)]
        if details.config is not None and macs is None and details.config not in counted:
            self._submit(CountMacs(details.config))

    @Slot()
    def _use(self) -> None:
        details = self.list.current
        if details is not None and details.kind != "unreadable":
            self._window.models.choose(details.entry.name)
            self._show_current()

    @Slot()
    def _rename(self) -> None:
        name = self._ask_name(self.tr("Rename the model"), self.list.current.entry.name)
        if name and name != self.list.current.entry.name:
            self.rename(name)

    @Slot()
    def _remove(self) -> None:
        entry = self.list.current.entry
        question = self.tr("Remove “{name}” from your models?").format(name=entry.title)
        detail = self.tr("Its file {file} goes to the system's wastebasket, where it can be had back.")
        if ask(self, question, detail.format(file=entry.path.name), self.tr("Remove"), self.tr("Keep it")):
            self._submit(RemoveModel(entry))

    @Slot()
    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.list.current.entry.path.parent)))

    @Slot()
    def _show_card(self) -> None:
        card = ModelCardDialog(self._window.theme, self)
        card.finished.connect(card.deleteLater)
        card.open()

    @Slot()
    def copy_citation(self) -> None:
        """Put the paper's citation on the clipboard."""
        QGuiApplication.clipboard().setText(CITATION)
        self.messages.show_message(
            Message("citation", self.tr("The citation is on the clipboard."), seconds=6)
        )

    @Slot()
    def _choose_released(self) -> None:
        self.choose_released()

    @Slot()
    def _import_released(self) -> None:
        dialog = self.sender()
        names = [details.entry.name for details in self.list.models]
        question = self.tr("Import the authors' weights again?")
        detail = self.tr("There is a model “{name}” already. The new one takes its place.").format(
            name=RELEASED
        )
        if RELEASED not in names or ask(
            self, question, detail, self.tr("Import"), self.tr("Keep it as it is")
        ):
            self._submit(ImportReleased(dialog.prior.path, dialog.matting.path))

    def _ask_name(self, title: str, name: str) -> str:
        words = self.tr("The model's name, under which it stands in the list:")
        name, taken = QInputDialog.getText(self, title, words, QLineEdit.EchoMode.Normal, name)
        return name.strip() if taken else ""

    def _lay_out(self) -> None:
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self.page)
        area.viewport().setAutoFillBackground(False)
        self.page.setAutoFillBackground(False)
        self._body = QWidget()
        body = QHBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.list, 1)
        body.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.import_released)
        foot.addWidget(self.import_own)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        for button in (self.import_released, self.import_own, self.close_button):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(14)
        layout.addWidget(self._body, 1)
        layout.addLayout(foot)
        resize_within_screen(self, *_SIZE)


def _no_predictor(_model: str, *, device: str) -> object:
    raise NotImplementedError(f"nothing is computed here, on {device} or elsewhere")
