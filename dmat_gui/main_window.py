"""The window: puts the parts in their places and connects them."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dmat_gui.actions import Actions
from dmat_gui.auto_trimap_control import AutoTrimapControl
from dmat_gui.autosave import Autosave
from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.clipboard_control import ClipboardControl, release_clipboard
from dmat_gui.closing import Closing
from dmat_gui.command_palette import CommandPalette
from dmat_gui.document import Document
from dmat_gui.drops import accept_files, dropped_files
from dmat_gui.export_control import ExportControl
from dmat_gui.file_control import FileControl
from dmat_gui.foreground_control import ForegroundControl
from dmat_gui.help_control import HelpControl
from dmat_gui.hints import Hints
from dmat_gui.jobs import JobRunner, PredictorFactory, RealPredictors
from dmat_gui.menus import Menus
from dmat_gui.model_control import ModelControl
from dmat_gui.panels.auto_trimap_bar import AutoTrimapBar
from dmat_gui.panels.filmstrip import Filmstrip
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.panels.run_panel import RunPanel
from dmat_gui.panels.status import StatusBar
from dmat_gui.panels.tool_bars import LeftBar, TopBar
from dmat_gui.panels.welcome import Welcome
from dmat_gui.panels.widgets import resize_within_screen
from dmat_gui.paste_control import PasteControl
from dmat_gui.project_control import ProjectControl
from dmat_gui.recent_control import RecentControl
from dmat_gui.recovery import Recovery
from dmat_gui.run_control import RunControl
from dmat_gui.settings import Settings
from dmat_gui.shortcuts import Shortcuts
from dmat_gui.side_windows import SideWindows
from dmat_gui.step_control import StepControl
from dmat_gui.theme import Theme
from dmat_gui.training_set_control import TrainingSetControl
from dmat_gui.trimap_control import TrimapControl
from dmat_gui.view_control import ViewControl
from dmat_gui.view_parts import ViewParts
from dmat_gui.warming import Warmer

log = logging.getLogger(__name__)


class MainWindow(QMainWindow):
    """DiffusionMat's window.

    Args:
        predictor_factory: called on the worker as factory(model, device=..., precision=...); by default
            `MattingPredictor`.
        settings: what is remembered between starts.
    """

    ending = Signal()
    """Nothing is left to be asked or kept: it goes once its threads have ended."""
    closed = Signal()

    def __init__(
        self,
        predictor_factory: PredictorFactory | None = None,
        settings: Settings | None = None,
        theme: Theme | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.theme = theme or Theme(QApplication.instance(), self.settings)
        self.actions_ = Actions(self.theme, self)
        self.shortcuts = Shortcuts(self.actions_, self.settings, self)
        self.document = Document(self, history_bytes=self.settings.undo_mb * 2**20)
        factory = predictor_factory or RealPredictors(self.settings.threads)
        self.runner = JobRunner(factory, "dmat-models", self)
        self.file_runner = JobRunner(factory, "dmat-files", self)
        # Exports and the canvas's colours share one thread: two estimations at a time can bring numba down.
        self.colour_runner = JobRunner(factory, "dmat-colours", self)
        self.project_runner = JobRunner(factory, "dmat-projects", self)
        # Whole folders of pictures, which no single picture waits for.
        self.work_runner = JobRunner(factory, "dmat-work", self)
        self.warmer = Warmer(self)
        self._warms = predictor_factory is None
        if not self._warms:
            self.warmer.ready.set()
        self._build()
        self._connect()
        self.closing = Closing(self)
        self.closing.ready.connect(self.close)
        resize_within_screen(self, 1280, 800)
        if self.settings.geometry is not None:
            self.restoreGeometry(self.settings.geometry)
        self._title()
        self.models.start()
        self.recovery.start()
        if not self.settings.is_writable:
            text = self.tr("What you set is forgotten at the end: {file} cannot be written to.")
            self.messages.show_message(Message("settings", text.format(file=self.settings.file), "warning"))

    def open_path(self, path: Path, trimap: Path | None = None) -> None:
        """Open a project, or a picture, with a trimap if one is named."""
        self.files.open_path(path, trimap)

    def open_sample(self, name: str) -> None:
        """Open a bundled sample with its trimap."""
        self.files.open_sample(name)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._warms:
            self._warms = False
            self.warmer.start()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_files(event)
        if paths:
            self.files.take_dropped(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.closing.may_close():
            event.ignore()
            return
        event.accept()
        self.end()

    def end(self) -> None:
        """Shut down for good, and tell that the window has closed."""
        self.settings.geometry = self.saveGeometry()
        self.ending.emit()
        self.shut_down()
        if not self.closing.keeps_work:
            self.autosave.end()  # the work is saved, or let go
        self.closed.emit()

    def shut_down(self) -> None:
        """Cancel everything and wait for the threads; safe to call twice."""
        self.run_control.queue.clear()  # else the end of a run would begin the next one
        for runner in self.runners:
            runner.cancel_all()
        self.side.shut_down()
        self.warmer.stop()  # after the cancelling: it lets go of whatever waits for it
        for runner in self.runners:
            runner.shutdown()
        self.view_parts.shut_down()
        release_clipboard()

    @property
    def runners(self) -> tuple[JobRunner, ...]:
        """Whatever works beside the window's thread, but the preview."""
        return self.runner, self.file_runner, self.colour_runner, self.project_runner, self.work_runner

    def _build(self) -> None:
        actions, theme = self.actions_, self.theme
        self.setObjectName("mainWindow")
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(960, 600))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.canvas = CanvasView()
        self.canvas.set_document(self.document)
        self.canvas.setAccessibleName(self.tr("Canvas"))
        self.film = Filmstrip(actions, theme)
        self.film.hide()
        self.panel = RunPanel(actions, theme)
        for part in (self.panel.legend, self.panel.band, self.panel.runs, self.panel.history):
            part.set_document(self.document)
        self.status = StatusBar(self.document, actions)
        self.setStatusBar(self.status)
        self.left_bar, self.top_bar = LeftBar(actions), TopBar(actions)
        self.auto_bar = AutoTrimapBar()
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, self.top_bar)
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, self.left_bar)
        self.column = column = QVBoxLayout()  # bars that come and go here take no height from the tools
        column.setSpacing(0)
        column.addWidget(self.auto_bar)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.film)
        central = QWidget()
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column, 1)
        row.addWidget(self.panel)
        self.setCentralWidget(central)
        self.messages = MessageStack(theme, self.canvas)
        self.models = ModelControl(self.runner, self.panel, self.messages, self.settings, self)
        self.run_control = RunControl(
            self.document, self.runner, self.panel, self.models, self.messages, actions, self
        )
        self.files = FileControl(
            self.document, self.file_runner, self.run_control, self.messages, actions, self.settings, self
        )
        self.projects = ProjectControl(
            self.document, self.project_runner, self.files, self.messages, actions, self.settings, self
        )
        kept = self.settings.data_folder / "autosave"
        self.autosave = Autosave(
            self.document, self.project_runner, self.projects, self.messages, actions, kept, self
        )
        self.recovery = Recovery(self.project_runner, self.files, self.autosave, self.messages, kept, self)
        self.paste = PasteControl(self.document, self.file_runner, self.files, self.messages, actions, self)
        self.steps = StepControl(
            self.document, self.canvas, self.film, self.run_control, self.panel, self.messages, actions, self
        )
        self.trimaps = TrimapControl(
            self.document, self.canvas, self.file_runner, self.messages, actions, self.settings, self
        )
        self.auto_trimap = AutoTrimapControl(
            self.document, self.canvas, self.auto_bar, self.file_runner, self.messages, actions,
            self.settings, self,
        )  # fmt: skip
        self.views = ViewControl(self.document, self.canvas, self.top_bar, actions, self)
        self.view_parts = ViewParts(self)
        self.exports = ExportControl(
            self.document, self.colour_runner, self.messages, actions, self.settings, self.warmer, self
        )
        self.clipboard = ClipboardControl(
            self.document, self.colour_runner, self.messages, actions, self.settings, self.warmer, self
        )
        self.exports.copy_wanted.connect(self.clipboard.copy)
        self.training_set = TrainingSetControl(self)
        self.colours = ForegroundControl(
            self.document, self.canvas, self.colour_runner, self.warmer, self.messages, self
        )
        self.welcome = Welcome(
            actions, theme, self.canvas, self.files.open_path, self.settings.recent, self.work_runner
        )
        self.hints = Hints(self)
        self.side = SideWindows(self)
        self.help = HelpControl(self)
        self._fill_menus()
        self.palette_ = CommandPalette(self.menuBar(), actions, self.settings, self)

    def _fill_menus(self) -> None:
        self.menus = Menus(self.menuBar(), self.actions_, self.theme, self.files.fill_samples)
        self.recent = RecentControl(
            self.document, self.file_runner, self.files, self.actions_, self.settings, self.theme,
            self.menus.within["recent"],
        )  # fmt: skip
        self.projects.saved.connect(self.recent.add)
        for action in self.actions_:
            if action.shortcutContext() == Qt.ShortcutContext.WidgetWithChildrenShortcut:
                self.canvas.addAction(action)
                self.film.addAction(action)
        self.theme.changed.connect(self._themed)
        self._themed()

    def _connect(self) -> None:
        actions = self.actions_
        self.run_control.began.connect(self.steps.begin_run)
        self.run_control.began.connect(self.views.begin_run)
        self.run_control.began.connect(self._focus_canvas)
        self.run_control.stepped.connect(self.steps.take_step)
        self.run_control.stepped.connect(self.views.step_arrived)
        self.run_control.ended.connect(self.steps.end_run)
        self.run_control.finished.connect(self.views.show_to_waiting)
        self.run_control.ended.connect(self.views.end_run)
        self.models.computing_known.connect(self.status.set_computing)
        self.models.facts_known.connect(self.status.set_facts)
        self.models.failed.connect(self.status.show_no_model)
        self.files.project_opened.connect(self.models.take_over)
        self.files.opened.connect(self.views.picture_opened)
        self.files.opened.connect(self.trimaps.picture_opened)
        self.document.picture_changed.connect(self._title)
        self.document.clean_changed.connect(self._title)
        self.document.home_changed.connect(self._title)
        self.document.history_changed.connect(self._history_changed)
        self.auto_trimap.open_changed.connect(self._history_changed)
        self.canvas.gesture_changed.connect(self._history_changed)
        self.canvas.region_drawn.connect(self.run_control.matte_region)
        self.canvas.files_dropped.connect(self.files.take_dropped)
        self.canvas.readout_changed.connect(self.status.show_pixel)
        self.canvas.zoom_changed.connect(self.status.show_zoom)
        self.panel.advanced.edited.connect(self._focus_canvas)
        self.top_bar.done.connect(self._focus_canvas)
        self.film.kind_box.picked.connect(self._focus_canvas)
        self.panel.model_box.picked.connect(self._focus_canvas)
        actions["undo"].triggered.connect(self._undo)
        actions["redo"].triggered.connect(self.document.redo)
        actions["quit"].triggered.connect(self.close)
        actions.groups["theme"].triggered.connect(self._choose_theme)
        actions[f"theme_{self.theme.mode}"].setChecked(True)
        self._history_changed()

    @Slot()
    def _focus_canvas(self) -> None:
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _title(self) -> None:
        picture, path = self.document.picture, self.document.home or self.document.path
        self.welcome.setVisible(picture is None)
        name = path.name if path is not None else self.tr("Picture")
        self.setWindowTitle(f"{name}[*] — DiffusionMat" if picture is not None else "DiffusionMat")
        self.setWindowModified(picture is not None and not self.document.is_clean)

    @Slot()
    def _undo(self) -> None:
        if not self.canvas.take_corner_back():
            self.document.undo()

    @Slot()
    def _history_changed(self) -> None:
        document, trying = self.document, self.auto_trimap.is_open  # nothing is undone behind its bar
        self.panel.history.setEnabled(not trying)
        undo = (
            (True, self.tr("Last corner"))
            if self.canvas.has_corners
            else (document.can_undo, document.undo_text)
        )
        for name, can, text in (
            ("undo", *undo),
            ("redo", document.can_redo, document.redo_text),
        ):
            self.actions_[name].setEnabled(can and not trying)
            self.actions_.set_object(name, text)
        self._title()

    @Slot(object)
    def _choose_theme(self, action: QAction) -> None:
        self.theme.set_mode(action.objectName().removeprefix("theme_"))

    @Slot()
    def _themed(self) -> None:
        self.menus.refresh_icons()
        for bar, icon in ((self.left_bar, "caret-double-down"), (self.top_bar, "caret-double-right")):
            more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
            more.setIcon(self.theme.icon(icon))  # the style's own is black on black
            more.setToolTip(self.tr("More tools"))
