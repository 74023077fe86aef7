"""The Evaluate window: choices at the left, means and cases at the right, the worst cases first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from core.data.cases import DataSet
from dmat_gui.batch.table import RowsView
from dmat_gui.drops import accept_files, dropped_files
from dmat_gui.evaluating.choices import EvaluationChoices
from dmat_gui.evaluating.tables import CasesTable, MeansTable
from dmat_gui.evaluating.tasks import Measured, OpenCase
from dmat_gui.evaluating.work import EvaluationWork
from dmat_gui.panels.progress_foot import ProgressFoot
from dmat_gui.panels.widgets import heading, lay_out_work, resize_within_screen
from dmat_gui.translations import say

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow

_MEANS_LINES = 4
_FIRST_COLUMN = 170
_MEAN_COLUMN, _SCORE_COLUMN = 86, 100
REPORT_FILTER = "Markdown (*.md);;JSON (*.json)"


class EvaluateWindow(QDialog):
    """Measures models and baselines side by side, with the numbers of `dmat evaluate`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Evaluate"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAcceptDrops(True)
        self._window = window
        self._data_set: DataSet | None = None
        self._shown: Measured | None = None
        self.choices = EvaluationChoices()
        self.means = MeansTable(self)
        self.cases = CasesTable(self)
        self.foot = ProgressFoot(self.tr("Measure"))
        self.work = EvaluationWork(window, self)
        self._make_tables()
        self._lay_out()
        self._connect()
        resize_within_screen(self, 1080, 660)
        self._refresh()

    @property
    def at_work(self) -> str:
        """What closing the app would stop, "" if nothing."""
        return self.tr("Models are being measured; it can go on later.") if self.work.running else ""

    def shut_down(self) -> None:
        """Stop measuring; the worker is waited for with the others."""
        self.work.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        box = self._window.panel.model_box
        models = [(box.itemText(row), str(box.itemData(row))) for row in range(box.count())]
        self.choices.set_models(models, self._window.panel.model())
        self._refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_files(event)
        if paths and not self.work.running:
            self.choices.folder.path = Path(paths[0])

    def _make_tables(self) -> None:
        self.means_view = RowsView(self.tr("Means"))
        self.means_view.setModel(self.means)
        self.means_view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.means_view.setToolTip(self.tr("Means over all cases, and over each group"))
        rows = self.means_view.verticalHeader().defaultSectionSize()
        self.means_view.setFixedHeight(_MEANS_LINES * rows + 34)
        self.cases_view = RowsView(self.tr("Cases"))
        self.cases_view.setModel(self.cases)
        self.cases_view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.cases_view.setToolTip(self.tr("Double click a case to open it in the window with its trimap"))
        self.cases_view.hint = self.tr("Choose a folder of pictures with true mattes, and measure.")
        header = self.cases_view.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._header_clicked)
        for view, width in ((self.means_view, _MEAN_COLUMN), (self.cases_view, _SCORE_COLUMN)):
            view.horizontalHeader().setStretchLastSection(False)
            view.horizontalHeader().setDefaultSectionSize(width)
            view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.sort_box = QComboBox(accessibleName=self.tr("Worst first by"))
        self.sort_box.setToolTip(self.tr("The score by which the worst cases come first"))
        self.sort_box.setMinimumWidth(170)
        self.open_button = QPushButton(
            self.tr("Open"), toolTip=self.tr("Open the case in the window with its trimap")
        )
        self.save_button = QPushButton(
            self.tr("Save report…"), toolTip=self.tr("Write the tables as Markdown, or all numbers as JSON")
        )
        for button in (self.open_button, self.save_button):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(self.tr("Worst first by"))
        label.setBuddy(self.sort_box)
        row.addWidget(heading(self.tr("Cases")))
        row.addStretch(1)
        for widget in (label, self.sort_box, self.open_button, self.save_button):
            row.addWidget(widget)
        right = QVBoxLayout()
        right.setContentsMargins(14, 14, 16, 14)
        right.setSpacing(8)
        right.addWidget(heading(self.tr("Means")))
        right.addWidget(self.means_view)
        right.addLayout(row)
        right.addWidget(self.cases_view, 1)
        lay_out_work(self, self.choices, right, self.foot)

    def _connect(self) -> None:
        choices, work = self.choices, self.work
        choices.folder_changed.connect(self._folder_changed)
        choices.methods_changed.connect(self._refresh)
        choices.convention_changed.connect(self._fill)
        work.looked.connect(self._on_looked)
        work.not_recognised.connect(choices.show_problem)
        work.measured.connect(self._on_measured)
        work.changed.connect(self._refresh)
        work.ended.connect(self._on_ended)
        self.foot.started.connect(self.start)
        self.foot.stopped.connect(work.stop)
        self.cases_view.opened.connect(self._open)
        self.cases_view.selectionModel().currentRowChanged.connect(self._refresh)
        self.sort_box.activated.connect(self._sort_chosen)
        self.open_button.clicked.connect(self._open_current)
        self.save_button.clicked.connect(self._save)

    @Slot()
    def start(self) -> None:
        """Measure the methods that are ticked on the folder's cases."""
        if self._data_set is not None and self.choices.ticked() and not self.work.running:
            self.work.start(self._data_set, self.choices.models(), self.choices.baselines())

    @Slot()
    def _folder_changed(self) -> None:
        self._shown = None
        self._fill()
        self.work.look(self.choices.folder.path)
        self.foot.say("")
        self._refresh()

    @Slot(object)
    def _on_looked(self, data_set: DataSet | None) -> None:
        self._data_set = data_set
        self.choices.show_set(data_set)
        self._refresh()

    @Slot(object)
    def _on_measured(self, measured: Measured) -> None:
        self._shown = measured
        self._fill()

    @Slot(str, str)
    def _on_ended(self, sentence: str, tone: str) -> None:
        self.foot.say(sentence, tone)
        self.foot.text.setToolTip(
            "\n".join(map(say, self._shown.failures)) if self._shown is not None else ""
        )

    @Slot()
    def _fill(self) -> None:
        """Show what is measured; the case that was chosen stays chosen."""
        shown, index = self._shown, self.cases_view.currentIndex()
        chosen = self.cases.case(index.row()) if index.isValid() else None
        tables = {} if shown is None else shown.tables
        convention = self.choices.convention.currentData()
        self.means.show_tables(tables, convention)
        self.cases.show_tables(None if shown is None else shown.data_set, tables, convention)
        groups = shown is not None and any(case.group for case in shown.data_set.cases)
        for view in (self.means_view, self.cases_view):
            view.setColumnHidden(1, not groups)
            view.setColumnWidth(0, _FIRST_COLUMN)
        for row in range(self.cases.rowCount() if chosen is not None else 0):
            if self.cases.case(row) == chosen:
                self.cases_view.selectRow(row)
        self._show_order()
        self._refresh()

    def _show_order(self) -> None:
        column, order = self.cases.order
        self.cases_view.horizontalHeader().setSortIndicator(column, order)
        if [self.sort_box.itemText(row) for row in range(self.sort_box.count())] != self.cases.sorts():
            self.sort_box.clear()
            self.sort_box.addItems(self.cases.sorts())
        self.sort_box.setCurrentIndex(column - 2 if column >= 2 else -1)

    @Slot(int)
    def _header_clicked(self, column: int) -> None:
        """Scores begin with the worst, names with the first; a second click turns the order round."""
        descending, ascending = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        order = descending if column >= 2 else ascending
        if self.cases.order == (column, order):
            order = ascending if order == descending else descending
        self.cases.sort(column, order)
        self._show_order()

    @Slot(int)
    def _sort_chosen(self, place: int) -> None:
        self.cases.sort(place + 2, Qt.SortOrder.DescendingOrder)
        self._show_order()

    @Slot()
    def _open_current(self) -> None:
        self._open(self.cases_view.currentIndex())

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            case = self.cases.case(index.row())
            self._window.files.open_job(OpenCase(case), case.name)
            self._window.activateWindow()

    @Slot()
    def _save(self) -> None:
        if self._shown is None:
            return
        proposed = self._window.settings.last_folder / self.tr("evaluation.md")
        name, kind = QFileDialog.getSaveFileName(
            self, self.tr("Save the report"), str(proposed), REPORT_FILTER
        )
        if name:
            path = Path(name)
            if path.suffix.lower() not in (".md", ".json"):
                path = path.with_name(path.name + (".json" if "json" in kind else ".md"))
            self._window.settings.last_folder = path.parent
            self.work.save(path, self._shown)

    @Slot()
    def _refresh(self) -> None:
        work, running = self.work, self.work.running
        self.choices.folder.setEnabled(not running)
        self.choices.methods.setEnabled(not running)
        self.open_button.setEnabled(self.cases_view.currentIndex().isValid())
        self.save_button.setEnabled(bool(self._shown is not None and self._shown.tables) and not running)
        self.sort_box.setEnabled(self.sort_box.count() > 0)
        if running:
            self.foot.set_running(work.now.fraction if work.now else 0.0, work.words, stopping=work.stopping)
            return
        self.foot.set_idle(self._lacking())

    def _lacking(self) -> str:
        """What there must be before something can be measured, "" if nothing."""
        if self.choices.folder.path is None:
            return self.tr("Choose a folder of pictures with true mattes.")
        if self.work.looking:
            return self.tr("The folder is being looked at.")
        if self._data_set is None or not self._data_set.cases:
            return self.tr("There is nothing to measure in this folder: choose another.")
        return "" if self.choices.ticked() else self.tr("Tick at least one model or method.")
