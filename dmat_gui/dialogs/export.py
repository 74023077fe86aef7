"""The Export dialog: what to write of the Result, as which files, with a preview of each."""

from __future__ import annotations

import os  # its questions about paths never raise, whatever is typed
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.errors import DmatError
from core.exporting.names import Naming
from core.exporting.outputs import StepsOutput
from core.exporting.plan import PlannedFile, plan_files
from core.exporting.subject import Subject
from core.exporting.words import TITLES
from dmat_gui.dialogs.ask import ask
from dmat_gui.dialogs.export_page import ExportPage
from dmat_gui.dialogs.export_place import ExportPlace
from dmat_gui.dialogs.export_preview import PreviewPane
from dmat_gui.panels.widgets import muted, rule, set_tone
from dmat_gui.settings import Settings
from dmat_gui.translations import say

_CHECKED_AT_FIRST = ("alpha", "cutout")
_OF_STEPS = ("steps", "sheet", "animation")
_COPIED = ("alpha", "cutout", "foreground", "composite")
_LIST_WIDTH, _PAGE_WIDTH = 244, 264


class ExportDialog(QDialog):
    """Asks what to write; `planned()` says it once the dialog was accepted.

    Args:
        result: the Result's name, as "Run 2 · result".
        subject: the Result.
        naming: what the fields of the names' pattern stand for; its own pattern is the one remembered.
        inputs: files that must not be replaced.
    """

    preview_wanted = Signal(object, bool)
    """The PlannedFiles (a tuple) of the output in sight are to be shown; if True, an edge of it at 100 %."""
    copy_wanted = Signal(object, object, str)
    """An Output of a Subject, whose name is given too, is to be copied to the clipboard."""

    def __init__(
        self,
        result: str,
        subject: Subject,
        folder: Path,
        naming: Naming,
        inputs: tuple[Path, ...],
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export {result}").format(result=result))
        self._settings = settings
        self.subject = subject
        self._result = result
        self._naming = naming
        self._inputs = inputs
        self.make_folder = False
        """Whether the user has agreed that the folder be made."""
        self.list = QListWidget(objectName="outputs", accessibleName=self.tr("What to export"))
        self.stack = QStackedWidget()
        self.pages: dict[str, ExportPage] = {}
        deep = subject.picture.pixels.dtype.itemsize > 1
        for kind in TITLES:
            page = self.pages[kind] = ExportPage(kind, settings, deep=deep)
            page.changed.connect(self._refresh)
            self.stack.addWidget(page)
            self.list.addItem(self._item(kind))
        self.copy_button = QPushButton(
            self.tr("Copy to clipboard"),
            toolTip=self.tr("Put it on the clipboard at full size, with its transparency"),
        )
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self._copy)
        self.edge_button = QPushButton(
            self.tr("Edge at 100 %"), checkable=True, toolTip=self.tr("Show the softest part pixel by pixel")
        )
        self.edge_button.setAutoDefault(False)
        self.edge_button.toggled.connect(self.ask_for_preview)
        self.preview = PreviewPane((self.edge_button, self.copy_button))
        self.place = ExportPlace(folder, settings)
        self.place.changed.connect(self._refresh)
        self.summary = muted()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.write_button = self.buttons.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.write_button.setProperty("primary", True)
        self.write_button.setDefault(True)
        # Some systems' own icon, in a colour of theirs.
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self.list.currentRowChanged.connect(self._show_row)
        self.list.itemChanged.connect(self._item_changed)
        self.list.setCurrentRow(self._first_checked())

    @property
    def kind(self) -> str:
        """The kind of output in sight."""
        return list(TITLES)[max(0, self.list.currentRow())]

    def set_checked(self, kind: str, checked: bool) -> None:
        """Choose whether a kind of output is written."""
        state = Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
        self.list.item(list(TITLES).index(kind)).setCheckState(state)

    def is_checked(self, kind: str) -> bool:
        """Whether a kind of output is written."""
        item = self.list.item(list(TITLES).index(kind))
        return item.checkState() == Qt.CheckState.Checked and bool(item.flags() & Qt.ItemFlag.ItemIsEnabled)

    def planned(self) -> list[PlannedFile]:
        """The files that are to be written. Raises SettingsError with what is wrong with their names."""
        outputs = [self.pages[kind].output() for kind in TITLES if self.is_checked(kind)]
        return plan_files(outputs, self.subject, self.place.path, self._its_naming(), self._inputs)

    def accept(self) -> None:
        """Ask about a folder that is not there and files that are, and remember the choices."""
        if self._problem():
            return
        folder, planned = self.place.path, self.planned()
        self.make_folder = not os.path.isdir(folder)
        if self.make_folder:
            question = self.tr("Make the folder {folder}?").format(folder=folder.name)
            if not ask(
                self,
                question,
                self.tr("There is no folder {folder} yet.").format(folder=folder),
                self.tr("Make it"),
            ):
                return
        there = [file.path for file in planned if os.path.exists(file.path)]
        if there:
            question = (
                self.tr("Replace {file}?").format(file=there[0].name)
                if len(there) == 1
                else self.tr("Replace {count} files?").format(count=len(there))
            )
            names = ", ".join(str(path.relative_to(folder)) for path in there[:6])
            more = self.tr(" and {count} more").format(count=len(there) - 6) if len(there) > 6 else ""
            detail = (
                self.tr("In {folder}: {names}{more}. {others}")
                .format(folder=folder, names=names, more=more, others=_others(planned))
                .rstrip()
            )
            if not ask(self, question, detail, self.tr("Replace")):
                return
        self._remember(folder)
        super().accept()

    def _remember(self, folder: Path) -> None:
        if os.path.isdir(folder):
            self._settings.last_folder = folder
        self._settings.set_export_choice("pattern", self.place.pattern.text().strip())
        for kind, page in self.pages.items():
            page.remember()
            if kind not in _OF_STEPS or self.subject.steps:
                self._settings.set_export_choice(kind, "yes" if self.is_checked(kind) else "no")

    def _its_naming(self) -> Naming:
        naming = self._naming
        return Naming(self.place.pattern.text(), naming.name, naming.run, naming.step, naming.day)

    def _item(self, kind: str) -> QListWidgetItem:
        item = QListWidgetItem(say(TITLES[kind]))
        item.setSizeHint(QSize(_LIST_WIDTH - 20, 44))
        remembered = self._settings.export_choice(kind, "yes" if kind in _CHECKED_AT_FIRST else "no")
        item.setCheckState(Qt.CheckState.Checked if remembered == "yes" else Qt.CheckState.Unchecked)
        if kind in _OF_STEPS and not self.subject.steps:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            item.setToolTip(self.tr("This run has no steps"))
            item.setCheckState(Qt.CheckState.Unchecked)
        return item

    def _first_checked(self) -> int:
        return next((row for row, kind in enumerate(TITLES) if self.is_checked(kind)), 0)

    @Slot(int)
    def _show_row(self, row: int) -> None:
        self.stack.setCurrentIndex(row)
        self._refresh()

    @Slot(QListWidgetItem)
    def _item_changed(self, item: QListWidgetItem) -> None:
        self.list.setCurrentItem(item)
        self._refresh()

    @Slot()
    def _copy(self) -> None:
        self.copy_wanted.emit(self.pages[self.kind].output(), self.subject, self._result)

    @Slot()
    def _refresh(self) -> None:
        if self.stack.count() < len(TITLES) or self.list.currentRow() < 0:
            return  # still being built
        self.list.blockSignals(True)
        for row, (kind, page) in enumerate(self.pages.items()):
            detail = (
                page.summary()
                if self.list.item(row).flags() & Qt.ItemFlag.ItemIsEnabled
                else self.tr("no steps")
            )
            self.list.item(row).setText(f"{say(TITLES[kind])}\n{detail}")
        self.list.blockSignals(False)
        problem = self._problem()
        self.write_button.setEnabled(not problem)
        self.summary.setText(problem or self._what_is_written())
        set_tone(self.summary, "error" if problem else "warning" if self.place.folder_note() else "")
        self.place.mark_folder()
        for button in (self.edge_button, self.copy_button):
            button.setVisible(self.kind in _COPIED)
        page_problem = self.pages[self.kind].problem()
        self.copy_button.setEnabled(not page_problem)
        if page_problem:
            self.preview.show_text(page_problem)
        self.ask_for_preview()

    @Slot()
    def ask_for_preview(self) -> None:
        """Let a preview of the output in sight be made; of one that lacks something, nothing."""
        if self.pages[self.kind].problem():
            self.preview_wanted.emit((), False)
            return
        self.preview.expect()
        output = self.pages[self.kind].output()
        try:
            files = plan_files([output], self.subject, self.place.path, self._its_naming())
        except DmatError:  # the name is not fit yet, the picture is
            files = plan_files([output], self.subject, self.place.path, Naming(name=self._naming.name))
        edge = self.kind in _COPIED and self.edge_button.isChecked()
        self.preview_wanted.emit(tuple(files), edge)

    def _what_is_written(self) -> str:
        files = len(self.planned())
        words = self.tr("1 file") if files == 1 else self.tr("{files} files").format(files=files)
        if self.place.folder_note():
            return f"{words}. {self.place.folder_note()}"
        return self.tr("{words}. Each is read back and compared before it takes its place.").format(
            words=words
        )

    def _problem(self) -> str:
        """What stands in the way of writing, "" if nothing; shows the files' names as far as they are fit."""
        self.place.examples.setText("")
        if not any(self.is_checked(kind) for kind in TITLES):
            return self.tr("Tick at least one thing to export.")
        for kind, page in self.pages.items():
            if self.is_checked(kind) and page.problem():
                return page.problem()
        if self.place.folder_problem():
            return self.place.folder_problem()
        try:
            planned = self.planned()
        except DmatError as error:
            return say(str(error))
        self.place.show_files(planned)
        clash = next((file for file in planned if isinstance(file.output, StepsOutput)), None)
        if clash is not None and os.path.isfile(clash.path.parent):
            return self.tr("{folder} is a file, and the steps' folder would have its name.").format(
                folder=clash.path.parent.name
            )
        return ""

    def _lay_out(self) -> None:
        title = QLabel(self._result)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setBold(True)
        title.setFont(font)
        picture = self.subject.picture
        words = self.tr(
            "{name}, {width} × {height} pixels; "
            "colour profile and metadata are kept where the format has them."
        )
        words = words.format(name=self._naming.name, width=picture.width, height=picture.height)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(title)
        head.addWidget(muted(words))
        self.list.setFixedWidth(_LIST_WIDTH)
        self.stack.setFixedWidth(_PAGE_WIDTH)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.list)
        middle.addWidget(self.stack)
        middle.addWidget(self.preview, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.summary, 1)
        foot.addWidget(self.buttons, 0, Qt.AlignmentFlag.AlignBottom)
        self.summary.setMinimumHeight(34)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addLayout(middle, 1)
        layout.addWidget(rule())
        layout.addWidget(self.place)
        layout.addLayout(foot)
        self.resize(1020, 660)


def _others(planned: list[PlannedFile]) -> str:
    """Say how many files of the steps' folder are not of these, as those of an earlier run, "" if none."""
    steps = {file.path for file in planned if isinstance(file.output, StepsOutput)}
    folder = next((path.parent for path in steps if path.parent.is_dir()), None)
    others = len(set(folder.iterdir()) - steps) if folder is not None else 0
    if folder is None or not others:
        return ""
    words = QCoreApplication.translate("ExportDialog", "Other files in {folder} stay there: {count}.")
    return words.format(folder=folder.name, count=others)
