"""Hints: a sentence each, shown once, in the moment when it helps. None is ever asked to be answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Slot

from dmat_gui.canvas.views import View
from dmat_gui.panels.message_bar import Message

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow

_SECONDS = 40


@dataclass(frozen=True)
class Hint:
    """A sentence with the ids of actions, whose keys or names are put in; `actions` become buttons."""

    text: str
    actions: tuple[str, ...] = ()


HINTS = {
    "result": Hint(QT_TRANSLATE_NOOP(
        "Hints", "This is the alpha: white is kept, black is cut. {view_composite} shows the cut-out, {wipe} "
        "beside the photograph."), ("export",)),
    "retouch": Hint(QT_TRANSLATE_NOOP(
        "Hints", "If an alpha is nearly right, mend it by hand: {retouch} paints on the Result itself."),
        ("retouch",)),
    "keep": Hint(QT_TRANSLATE_NOOP(
        "Hints", "To go on another day, keep trimap, runs and retouch in one file: {save_project} saves the "
        "project."), ("save_project",)),
    "move": Hint(QT_TRANSLATE_NOOP(
        "Hints", "Hold Space, or the middle button, and drag to move the picture; {fit} shows it whole."),
        ("fit",)),
}  # fmt: skip


class Hints(QObject):
    """Shows each hint of `HINTS` once; what is done next takes it away."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._document, self._canvas = window.document, window.canvas
        self._messages, self._actions, self._settings = window.messages, window.actions_, window.settings
        self._shown = ""
        window.run_control.finished.connect(self._run_finished)
        window.run_control.began.connect(self._gone_on)
        window.exports.exported.connect(self._exported)
        window.canvas.zoom_changed.connect(self._zoomed)
        window.canvas.view_changed.connect(self._view_changed)
        window.document.picture_changed.connect(self._gone_on)
        window.document.trimap_changed.connect(self._gone_on)
        window.document.retouch_changed.connect(self._gone_on)

    @Slot()
    def _run_finished(self) -> None:
        if len(self._document.runs) > 1:
            self._show("retouch")
        elif self._canvas.view is View.ALPHA:
            self._show("result")

    @Slot(object)
    def _view_changed(self, view: View) -> None:
        """What is said of the alpha goes with it."""
        if self._shown == "result" and view is not View.ALPHA:
            self._gone_on()

    @Slot()
    def _exported(self) -> None:
        if self._document.home is None:
            self._show("keep")

    @Slot(float)
    def _zoomed(self, _zoom: float) -> None:
        if not self._canvas.fits and self._document.picture is not None:
            self._show("move")

    @Slot()
    def _gone_on(self) -> None:
        self._messages.dismiss("hint")

    def _show(self, name: str) -> None:
        if not self._settings.hint_wanted(name):
            return
        self._settings.set_hint_seen(name)
        self._shown = name
        hint = HINTS[name]
        said = {action.objectName(): self._named(action.objectName()) for action in self._actions}
        text = QCoreApplication.translate("Hints", hint.text).format(**said)
        offers = tuple(self._actions[each] for each in hint.actions)
        message = Message("hint", text, "info", offers, seconds=_SECONDS, gives_way=True)
        self._messages.show_message(message)

    def _named(self, action: str) -> str:
        """An action by its key, or, where it has none, by its name."""
        return self._actions.key_text(action) or f"“{self._actions[action].text()}”"
