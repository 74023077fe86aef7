"""The Batch window: pictures at the right, choices at the left, and what happens to them below."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
)

from dmat_gui.batch.choices import BatchChoices
from dmat_gui.batch.finder import Finder
from dmat_gui.batch.rows import GUIDE, PICTURE, BatchRows, Row
from dmat_gui.batch.table import RowsView
from dmat_gui.batch.tasks import OpenGuided
from dmat_gui.batch.work import BatchWork
from dmat_gui.dialogs.ask import ask
from dmat_gui.drops import accept_files, dropped_files
from dmat_gui.file_filters import picture_filter
from dmat_gui.panels.progress_foot import ProgressFoot
from dmat_gui.panels.widgets import lay_out_work, muted, resize_within_screen, set_tone

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow


class BatchWindow(QDialog):
    """Finds the pictures, has them matted on the worker for whole folders, and shows what becomes of each."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Batch"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAcceptDrops(True)
        self._window = window
        self.places: list[Path] = []
        self.rows = BatchRows(window.theme, self)
        self.choices = BatchChoices(window.settings)
        self.table = RowsView(self.tr("Pictures of the batch"))
        self.table.setModel(self.rows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.hint = self.tr("Drop a folder of pictures here, or add one.")
        self.table.setToolTip(self.tr("Double click a picture to open it in the window with its trimap"))
        self.foot = ProgressFoot(self.tr("Start"))
        self.work = BatchWork(window, self.rows, self)
        self.finder = Finder(window.file_runner, self)
        self._make_buttons()
        self._lay_out()
        self._connect()
        resize_within_screen(self, 1040, 640)
        self._refresh()

    @property
    def at_work(self) -> str:
        """What closing the app would stop, "" if nothing."""
        if not self.work.running:
            return ""
        done, total = self.work.counts
        return self.tr(
            "A batch is at work: {done} of {total} pictures are through. It can go on later."
        ).format(done=done, total=total)

    def shut_down(self) -> None:
        """Stop the batch; the worker is waited for with the others."""
        self.work.stop()

    def add(self, places: list[Path]) -> None:
        """Take pictures, and folders of them, in."""
        if self.work.running:
            return
        self.places += [place for place in places if place not in self.places]
        first = places[0] if places else None
        if first is not None and self.choices.output.path is None:
            folder = first if first.is_dir() else first.parent
            self.choices.output.path = folder / self.tr("matted")
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        box = self._window.panel.model_box
        models = [(box.itemText(row), str(box.itemData(row))) for row in range(box.count())]
        self.choices.set_models(models, self._window.panel.model())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.add([Path(name) for name in dropped_files(event)])

    def _make_buttons(self) -> None:
        def button(text: str, tip: str, slot: object) -> QPushButton:
            made = QPushButton(text, toolTip=tip)
            made.setAutoDefault(False)
            made.clicked.connect(slot)
            return made

        self.add_folder = button(
            self.tr("Add folder…"), self.tr("Add the pictures of a folder"), self._choose_folder
        )
        self.add_pictures = button(
            self.tr("Add pictures…"), self.tr("Add single pictures"), self._choose_pictures
        )
        self.look_again = button(
            self.tr("Look again"),
            self.tr("Look anew which pictures, trimaps and masks are there"),
            self._look,
        )
        self.clear = button(
            self.tr("Clear"), self.tr("Take all pictures off the list; the files stay"), self._clear
        )
        self.retry = button(
            self.tr("Try failed again"), self.tr("Do those once more that failed"), self._try_again
        )
        self.open_row = button(
            self.tr("Open"), self.tr("Open the picture in the window with its trimap"), self._open_current
        )
        self.show_folder = button(
            self.tr("Show folder"), self.tr("Open the results' folder in the file manager"), self._show_folder
        )
        self.found = muted()
        self.detail = muted()
        self.detail.setMinimumHeight(2 * self.detail.fontMetrics().height() + 4)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for widget in (self.add_folder, self.add_pictures, self.look_again, self.clear):
            top.addWidget(widget)
        top.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.found, 1)
        for widget in (self.open_row, self.retry, self.show_folder):
            below.addWidget(widget)
        right = QVBoxLayout()
        right.setContentsMargins(14, 14, 16, 8)
        right.setSpacing(10)
        right.addLayout(top)
        right.addWidget(self.table, 1)
        right.addWidget(self.detail)
        right.addLayout(below)
        lay_out_work(self, self.choices, right, self.foot)
        self.table.setColumnWidth(PICTURE, 150)
        self.table.setColumnWidth(GUIDE, 190)

    def _connect(self) -> None:
        self.choices.changed.connect(self._choices_changed)
        self.finder.found.connect(self._on_found)
        self.finder.failed.connect(self._on_not_found)
        self.work.changed.connect(self._refresh)
        self.work.ended.connect(self._on_ended)
        self.foot.started.connect(self.start)
        self.foot.stopped.connect(self.work.stop)
        self.table.opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._refresh)

    @Slot()
    def start(self) -> None:
        """Do whatever waits; files that are in the way are asked about."""
        self._begin(self.rows.places("waiting"))

    @Slot()
    def _try_again(self) -> None:
        self.rows.set_waiting(self.rows.places("failed"))
        self._begin(self.rows.places("waiting"))

    def _begin(self, places: list[int]) -> None:
        if not places or self.choices.problem() or self.work.running or self.finder.busy:
            return
        wish = self.choices.wish(tuple(self.places), self._window.panel.advanced)
        rows = [self.rows.rows[place] for place in places]
        in_the_way = [
            name for row in rows for name in row.found.there if not (wish.resume and name in row.found.ours)
        ]
        if in_the_way:
            named = ", ".join(in_the_way[:4])
            more = (
                self.tr(" and {count} more").format(count=len(in_the_way) - 4) if len(in_the_way) > 4 else ""
            )
            question = self.tr("Replace files that are there?")
            detail = self.tr("In {folder}: {names}.").format(folder=wish.output, names=named + more)
            if not ask(self, question, detail, self.tr("Replace"), self.tr("Cancel")):
                return
        self.choices.remember()
        self.work.start(wish, places)

    @Slot()
    def _choices_changed(self) -> None:
        if not self.work.running:
            self._look()

    @Slot()
    def _look(self) -> None:
        """Have the pictures found anew, a moment after the last change."""
        if self.places and not self.choices.problem():
            self.finder.look(self.choices.wish(tuple(self.places), self._window.panel.advanced))
        elif not self.places:
            self.finder.forget()
            self.rows.set_found([])
        self._refresh()

    @Slot(list)
    def _on_found(self, found: list) -> None:
        self.rows.set_found(found)
        self.foot.say("")
        self._refresh()

    @Slot(str)
    def _on_not_found(self, sentence: str) -> None:
        self.rows.set_found([])
        self._refresh()
        self.foot.say(sentence, "error")

    @Slot(str, str)
    def _on_ended(self, sentence: str, tone: str) -> None:
        self.foot.say(sentence, tone)
        self._refresh()

    @Slot()
    def _clear(self) -> None:
        self.places.clear()
        self._look()

    @Slot()
    def _choose_folder(self) -> None:
        folder = str(self._window.settings.last_folder)
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder of pictures"), folder)
        if name:
            self._window.settings.last_folder = Path(name)
            self.add([Path(name)])

    @Slot()
    def _choose_pictures(self) -> None:
        folder = str(self._window.settings.last_folder)
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Pictures"), folder, picture_filter())
        if names:
            self._window.settings.last_folder = Path(names[0]).parent
            self.add([Path(name) for name in names])

    @Slot()
    def _show_folder(self) -> None:
        if self.choices.output.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.choices.output.path)))

    @Slot()
    def _open_current(self) -> None:
        self._open(self.table.currentIndex())

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        """Open a row's picture in the window, for its trimap to be mended."""
        if index.isValid():
            row = self.rows.rows[index.row()]
            self._window.files.open_job(OpenGuided(row.picture, row.guide), row.picture.name)
            self._window.activateWindow()

    def _current(self) -> Row | None:
        index = self.table.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() and self.rows.rows else None

    @Slot()
    def _refresh(self) -> None:
        running, row = self.work.running, self._current()
        self.choices.setEnabled(not running)
        for button in (self.add_folder, self.add_pictures, self.look_again, self.clear):
            button.setEnabled(not running)
        self.look_again.setEnabled(bool(self.places) and not running)
        self.clear.setEnabled(bool(self.places) and not running)
        self.retry.setEnabled(bool(self.rows.places("failed")) and not running)
        self.open_row.setEnabled(row is not None)
        self.show_folder.setEnabled(any(row.files or row.state == "skipped" for row in self.rows.rows))
        usable = len(self.rows.rows) - len(self.rows.places("nothing"))
        pictures = self.tr("Pictures: {count}, with a trimap or mask: {usable}")
        self.found.setText(
            pictures.format(count=len(self.rows.rows), usable=usable) if self.rows.rows else ""
        )
        told = "" if row is None else row.sentence or self.rows.state_words(row)
        self.detail.setText(told)
        set_tone(self.detail, "error" if row is not None and row.state == "failed" else "")
        self._refresh_foot()

    def _refresh_foot(self) -> None:
        waiting = self.rows.places("waiting")
        begun = bool(self.rows.places("done", "skipped", "failed"))
        self.foot.set_start(self.tr("Go on") if begun and waiting else self.tr("Start"))
        if self.work.running:
            self.foot.set_running(self.work.fraction, self.work.words, stopping=self.work.stopping)
            return
        problem = self.choices.problem() if self.places else ""
        self.foot.set_idle(problem or self._lacking(), "warning" if problem else "")

    def _lacking(self) -> str:
        """What there must be before the batch can begin, "" if nothing; of choices see `choices.problem`."""
        if not self.places:
            return self.tr("Add a folder of pictures, or single ones.")
        if self.finder.busy:
            return self.tr("The pictures are being looked for.")
        if self.rows.places("waiting"):
            return ""
        if not self.rows.rows:
            return self.tr("There are no pictures: add others.")
        if len(self.rows.places("nothing")) == len(self.rows.rows):
            return self.tr("None of the pictures can be matted yet: each row says why.")
        return self.tr("All is done: add pictures, look again, or try those again that failed.")
