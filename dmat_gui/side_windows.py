"""The windows beside the main one: made when first asked for, and asked before the app closes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow


class SideWindow(Protocol):
    """What the main window asks of one beside it, which is a QWidget with the main window as its parent."""

    @property
    def at_work(self) -> str:
        """A sentence on what closing the app would stop, "" if nothing."""

    def shut_down(self) -> None:
        """Stop what is going on, keeping what is done, and wait for it; safe to call twice."""


def _batch(window: MainWindow) -> QWidget:
    from dmat_gui.batch.window import BatchWindow

    return BatchWindow(window)


def _evaluate(window: MainWindow) -> QWidget:
    from dmat_gui.evaluating.window import EvaluateWindow

    return EvaluateWindow(window)


def _finetune(window: MainWindow) -> QWidget:
    from dmat_gui.finetuning.window import FinetuneWindow

    return FinetuneWindow(window)


def _preferences(window: MainWindow) -> QWidget:
    from dmat_gui.preferences.window import PreferencesWindow

    return PreferencesWindow(window)


def _model_manager(window: MainWindow) -> QWidget:
    from dmat_gui.models.window import ModelWindow

    return ModelWindow(window)


def _self_check(window: MainWindow) -> QWidget:
    from dmat_gui.dialogs.self_check import SelfCheckDialog

    return SelfCheckDialog(window)


MAKERS: dict[str, Callable[[MainWindow], QWidget]] = {
    "batch": _batch,
    "evaluate": _evaluate,
    "finetune": _finetune,
    "preferences": _preferences,
    "model_manager": _model_manager,
    "self_check": _self_check,
}
"""What makes each window, by the id of the action that shows it. The makers import what they make."""


class SideWindows(QObject):
    """Shows the windows of `MAKERS`, and speaks for those that are there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._made: dict[str, QWidget] = {}
        for name in MAKERS:
            window.actions_[name].triggered.connect(self._asked_for)

    def __getitem__(self, name: str) -> QWidget:
        """The window of an action's id, made if it is not there yet."""
        if name not in self._made:
            self._made[name] = MAKERS[name](self._window)
        return self._made[name]

    def show(self, name: str) -> QWidget:
        """Bring a window to the front, and give it."""
        shown = self[name]
        shown.show()
        shown.raise_()
        shown.activateWindow()
        return shown

    @property
    def at_work(self) -> str:
        """Sentences on what closing the app would stop, "" if nothing."""
        return " ".join(made.at_work for made in self._made.values() if made.at_work)

    def shut_down(self) -> None:
        """Stop whatever they do; safe to call twice."""
        for made in self._made.values():
            made.shut_down()

    @Slot()
    def _asked_for(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.show(action.objectName())
