"""Retouch in hand: its options, what its keys mean, and that what it paints is in sight."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject, Slot

from dmat_gui.canvas.tools import Tool
from dmat_gui.jobs import JobContext
from dmat_gui.panels.message_bar import Message
from dmat_gui.panels.retouch_bar import RetouchBar
from dmat_gui.retouch import SeenAlpha

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow

NO_RESULT = QT_TRANSLATE_NOOP(
    "RetouchControl", "There is no Result to retouch yet: Matte first, then paint on its alpha."
)
KEPT = QT_TRANSLATE_NOOP("RetouchControl", "Your retouch was kept over the new result.")

_KEYS = ("softer", "harder", "weaker", "stronger")
_STEP = 10  # percent


@dataclass(frozen=True, eq=False)
class CopyAlpha:
    """Copies an alpha, retouched or to be: gives the copy and what it is of."""

    alpha: np.ndarray | SeenAlpha
    title: str = field(default="Making room for retouch", init=False)

    def run(self, _context: JobContext) -> tuple[np.ndarray, np.ndarray | SeenAlpha]:
        return np.array(self.alpha), self.alpha


class RetouchControl(QObject):
    """Joins Retouch with the window; `bar` holds its options."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._document, self._canvas, self._actions = window.document, window.canvas, window.actions_
        self._messages, self._steps, self._views = window.messages, window.steps, window.views
        self._settings, self._legend = window.settings, window.panel.legend
        self.bar = RetouchBar(window.actions_)
        self._runner, self._job = window.file_runner, 0
        self._runner.finished.connect(self._on_finished)
        self._remove = window.actions_["remove_retouch"]
        self._remove.triggered.connect(self._document.remove_retouch)
        self._canvas.tool_changed.connect(self._tool_changed)
        self._canvas.retouch_pressed.connect(self._bring_in_sight)
        self._document.retouch_changed.connect(self._retouch_changed)
        self._document.current_run_changed.connect(self._result_changed)
        self._document.picture_changed.connect(self._picture_changed)
        window.run_control.finished.connect(self._run_finished)
        for name in _KEYS:
            window.actions_[name].triggered.connect(self._step)
            window.actions_[name].setEnabled(False)
        self.bar.changed.connect(self._take_options)
        self.bar.set_percents(*self._settings.retouch_brush)
        self._take_options()
        self._refresh()

    @property
    def in_hand(self) -> bool:
        """True while Retouch is the tool."""
        return self._canvas.tool is Tool.RETOUCH

    @Slot(str)
    def _tool_changed(self, _name: str) -> None:
        self._actions.set_retouching(self.in_hand)
        self._legend.show_keys(not self.in_hand)
        self.bar.setVisible(self.in_hand)
        for name in _KEYS:
            self._actions[name].setEnabled(self.in_hand)
        if self.in_hand:
            self._bring_in_sight()
            self._make_room()
        else:
            self._messages.dismiss("retouch")

    @Slot()
    def _bring_in_sight(self) -> None:
        """What is painted must be seen: the Result, in a view of it. Without one, say what to do."""
        if self._document.run_alpha() is None:
            offer = "open" if self._document.picture is None else "matte"
            self._messages.show_message(
                Message("retouch", self.tr(NO_RESULT), "info", (self._actions[offer],))
            )
            return
        self._steps.show_result()
        self._views.show_a_matte()

    @Slot()
    def _run_finished(self) -> None:
        if self._document.has_retouch:
            self._messages.show_message(Message("kept", self.tr(KEPT), "info", (self._remove,)))

    @Slot()
    def _result_changed(self) -> None:
        if self._document.run_alpha() is not None:
            self._messages.dismiss("retouch")
        self._messages.dismiss("kept")  # the result that it was kept over is another one, or gone
        self._make_room()
        self._refresh()

    def _make_room(self) -> None:
        """Have the alpha copied before a stroke, or an export of the retouched one, would wait for it."""
        alpha = self._document.shown_alpha()
        wanted = self.in_hand or self._document.has_retouch
        if wanted and alpha is not None and not self._document.has_room:
            self._runner.cancel(self._job)
            self._job = self._runner.submit(CopyAlpha(alpha))

    @Slot(int, object)
    def _on_finished(self, job_id: int, copies: Any) -> None:
        if job_id == self._job:
            self._job = 0
            self._document.make_room(*copies)

    @Slot()
    def _retouch_changed(self) -> None:
        """Whoever paints on has seen that it was kept."""
        self._messages.dismiss("kept")
        self._make_room()  # after undo and redo over another alpha, or what was being copied is outdated
        self._refresh()

    @Slot()
    def _picture_changed(self) -> None:
        for key in ("retouch", "kept"):
            self._messages.dismiss(key)
        self._refresh()

    @Slot()
    def _step(self) -> None:
        """Harder, softer, stronger or weaker by a step, to the next whole one."""
        name = self.sender().objectName()
        spin = self.bar.hardness if name in ("softer", "harder") else self.bar.strength
        down = name in ("softer", "weaker")
        whole = -(-spin.value() // _STEP) - 1 if down else spin.value() // _STEP + 1
        spin.setValue(whole * _STEP)

    @Slot()
    def _take_options(self) -> None:
        hardness, strength = self.bar.hardness.value(), self.bar.strength.value()
        self._canvas.set_softness(hardness / 100, strength / 100)
        self._settings.retouch_brush = hardness, strength

    def _refresh(self) -> None:
        self._remove.setEnabled(self._document.has_retouch)
