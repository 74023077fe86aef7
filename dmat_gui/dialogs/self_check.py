"""Self-check: a line for each thing the program stands on, found on a worker, to be copied as a report."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QSize, Qt, Slot, qVersion
from PySide6.QtGui import QFontInfo, QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.self_check import CHECKS, Check, State, report
from dmat_gui.jobs import JobContext
from dmat_gui.panels.widgets import muted, set_tone
from dmat_gui.theme import Theme
from dmat_gui.translations import say

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow

_ICONS = {"ok": "check-circle", "warning": "warning", "failed": "x-circle"}
_ICON = QSize(18, 18)
_SIZE = 680, 540
_FONT = "Inter"
_WINDOW = QT_TRANSLATE_NOOP("core", "Window")  # beside the lines of core, and said as they are
_NO_FONT = QT_TRANSLATE_NOOP(
    "core", "The font Inter, which comes with the program, was not loaded: install dmat again."
)


@dataclass(frozen=True)
class SelfCheck:
    """Checks everything; hands over each `Check` as it is known, and gives all of them.

    prepared: set once the child process that compiles pymatting is done.
    """

    prepared: threading.Event

    @property
    def title(self) -> str:
        return "The self-check"

    def run(self, context: JobContext) -> list[Check]:
        from core.self_check import run_checks

        return run_checks(context.step, context.cancelled, colours_ready=self.prepared.is_set())


def check_window() -> Check:
    """What Qt draws with; to be asked on the window's thread."""
    app, screen = QApplication.instance(), QGuiApplication.primaryScreen()
    family = QFontInfo(app.font()).family()
    scale = (
        f", {screen.size().width()} × {screen.size().height()} × {screen.devicePixelRatio():g}"
        if screen
        else ""
    )
    text = f"Qt {qVersion()}, {app.platformName()}{scale}, {family}."
    if not family.startswith(_FONT):
        return Check(_WINDOW, "warning", text, _NO_FONT)
    return Check(_WINDOW, "ok", text)


class CheckRow:
    """The three widgets of a line: icon, name, and what was found with the way on below it."""

    def __init__(self, check: Check) -> None:
        self.check = check
        self.icon = QLabel()
        self.name = QLabel(f"<b>{say(check.name)}</b>")
        self.text = QLabel(say(check.text), wordWrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.advice = muted(say(check.advice))
        self.advice.setVisible(bool(check.advice))
        set_tone(self.advice, {"warning": "warning", "failed": "error"}.get(check.state, ""))

    def add_to(self, grid: QGridLayout) -> None:
        """Put the line below those that are there."""
        row, top = grid.rowCount(), Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.icon, row, 0, top)
        grid.addWidget(self.name, row, 1, top)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.text)
        column.addWidget(self.advice)
        grid.addLayout(column, row, 2)

    def draw(self, theme: Theme, word: str) -> None:
        """Draw the icon in the theme's colours; `word` says the same to a screen reader."""
        colours = theme.colours
        colour = {"warning": colours.warning, "failed": colours.error}.get(self.check.state, colours.accent)
        self.icon.setPixmap(theme.icon(_ICONS[self.check.state], colour).pixmap(_ICON))
        self.icon.setAccessibleName(word)
        self.icon.setToolTip(word)


class SelfCheckDialog(QDialog):
    """Checks whenever it is shown; stays beside the window."""

    at_work = ""  # nothing that anybody would miss

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Self-check"))
        self._window = window
        # Where foreground colours are estimated too: two estimations at a time can bring numba down.
        self._runner = window.colour_runner
        self._job = 0
        self.rows: list[CheckRow] = []
        self.summary = muted()
        self.progress = QProgressBar(textVisible=False, accessibleName=self.tr("Progress"))
        self.progress.setToolTip(self.tr("How much has been checked"))
        self.progress.setMaximum(1 + len(CHECKS))
        self.copy = QPushButton(self.tr("Copy report"))
        self.copy.setToolTip(
            self.tr("Put all of it on the clipboard as text, to be sent to whoever can help")
        )
        self.copy.clicked.connect(self.copy_report)
        self.again = QPushButton(self.tr("Check again"), toolTip=self.tr("Check everything once more"))
        self.again.clicked.connect(self.start)
        self.close_button = QPushButton(self.tr("Close"), toolTip=self.tr("Close the window"))
        self.close_button.clicked.connect(self.close)
        self._lay_out()
        self._runner.step.connect(self._on_step)
        self._runner.finished.connect(self._on_finished)
        self._runner.failed.connect(self._on_failed)
        self._runner.cancelled.connect(self._on_cancelled)
        window.theme.changed.connect(self._draw)

    def shut_down(self) -> None:
        """Check no further; the runner, which is the window's, is waited for by it."""
        self._runner.cancel(self._job)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._job:
            self.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._runner.cancel(self._job)
        self._job = 0

    @Slot()
    def start(self) -> None:
        """Check everything."""
        self._runner.cancel(self._job)
        for row in self.rows:
            for widget in (row.icon, row.name, row.text, row.advice):
                widget.deleteLater()
        self.rows = []
        self.summary.setText(self.tr("Checking…"))
        set_tone(self.summary, "")
        self._set_busy(True)
        self._add(check_window())
        self._job = self._runner.submit(SelfCheck(self._window.warmer.ready))

    @Slot()
    def copy_report(self) -> None:
        """Put the lines on the clipboard."""
        QGuiApplication.clipboard().setText(report([row.check for row in self.rows]))
        self.summary.setText(self.tr("The report is on the clipboard."))
        set_tone(self.summary, "")

    @Slot(int, object)
    def _on_step(self, job_id: int, check: object) -> None:
        if job_id == self._job and isinstance(check, Check):
            self._add(check)

    @Slot(int, object)
    def _on_finished(self, job_id: int, _checks: object) -> None:
        if job_id == self._job:
            self._job = 0
            self._set_busy(False)
            states = [row.check.state for row in self.rows]
            if "failed" in states:
                self._sum_up(self.tr("Something does not work: see below what can be done."), "error")
            elif "warning" in states:
                self._sum_up(self.tr("It works; something could be better."), "warning")
            else:
                self._sum_up(self.tr("All is well."))

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if job_id == self._job:
            self._job = 0
            self._set_busy(False)
            self._sum_up(sentence, "error")

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        if job_id == self._job:
            self._on_failed(job_id, self.tr("The check was stopped."))

    def _add(self, check: Check) -> None:
        row = CheckRow(check)
        row.add_to(self._grid)
        self.rows.append(row)
        self.progress.setValue(len(self.rows))
        self._draw()

    def _sum_up(self, words: str, tone: str = "") -> None:
        self.summary.setText(words)
        set_tone(self.summary, tone)

    def _set_busy(self, busy: bool) -> None:
        self.progress.setVisible(busy)
        self.copy.setEnabled(not busy)
        self.again.setEnabled(not busy)

    @Slot()
    def _draw(self) -> None:
        words: dict[State, str] = {
            "ok": self.tr("all is well"), "warning": self.tr("warning"), "failed": self.tr("failed"),
        }  # fmt: skip
        for row in self.rows:
            row.draw(self._window.theme, words[row.check.state])

    def _lay_out(self) -> None:
        inner = QWidget()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(2, 1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.addLayout(self._grid)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.copy)
        foot.addWidget(self.again)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        for button in (self.copy, self.again, self.close_button):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(12)
        layout.addWidget(self.summary)
        layout.addWidget(self.progress)
        layout.addWidget(area, 1)
        layout.addLayout(foot)
        self.resize(*_SIZE)
