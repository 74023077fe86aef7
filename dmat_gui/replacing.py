"""Another picture in place of the present one: what is asked before, and again if there is more to lose."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from dmat_gui.dialogs.ask import Choice, ask, ask_to_save
from dmat_gui.document import Document
from dmat_gui.run_control import RunControl
from dmat_gui.saved_picture import State


class Stake(NamedTuple):
    """What another picture would cost.

    state: the document's.  unsaved: what of it would be lost, in words, "" if nothing.
    running: whether a run would be stopped.
    """

    state: State
    unsaved: str
    running: bool

    def exceeds(self, agreed: Stake) -> bool:
        """Whether it is more than, or other work than, what was agreed to."""
        is_known = (self.state, self.unsaved) == (agreed.state, agreed.unsaved)
        return (bool(self.unsaved) and not is_known) or (self.running and not agreed.running)


NOTHING = Stake(State(0, 0), "", False)


class Replacing(QObject):
    """Asks before the present picture goes, where something would be lost with it.

    A picture takes a while to read, and a project to be saved, with the window at the user's disposal: what
    is agreed to at first may not be all that there is to lose at the end.
    """

    def __init__(self, document: Document, run_control: RunControl, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._run_control = run_control
        self._window = window
        self.save_first: Callable[[Callable[[], None]], None] = lambda then: None
        """Saves the work, then does what it is given."""
        self.unsaved: Callable[[], str] = document.unsaved
        """Says what would be lost by opening another picture, "" if nothing."""
        self.once_written: Callable[[Callable[[], None]], bool] = lambda then: False
        """Does what it is given once the work is written, if it is being written; else says False."""

    def ask(self, name: str, go_on: Callable[[Stake], None], agreed: Stake = NOTHING) -> None:
        """Go on if that costs no more than was agreed to, else ask about it first.

        name: what comes in place of the present picture.
        go_on: is told what was agreed to, so that it can be asked again from there.
        """
        self._document.finish_edit()  # a stroke under way is work like any other
        stake = Stake(self._document.state, self.unsaved(), self._run_control.running)
        if not stake.exceeds(agreed):
            if not self.once_written(lambda: self.ask(name, go_on, agreed)):  # a write can fail
                go_on(agreed)
            return
        choice = self._choice(name, stake)
        if choice is Choice.SAVE:
            saved = stake._replace(unsaved="")
            self.save_first(lambda: self.ask(name, go_on, saved))
        elif choice is Choice.DROP:
            self.ask(name, go_on, stake)  # a run may have ended meanwhile: its result was not spoken of

    def _choice(self, name: str, stake: Stake) -> Choice:
        question, stay = self.tr("Open {name} instead?").format(name=name), self.tr("Keep this one")
        running = self.tr("A run is going on; opening another picture stops it.") if stake.running else ""
        if stake.unsaved:
            detail = f"{stake.unsaved} {running}".rstrip()
            save, drop = self.tr("Save and open"), self.tr("Open without saving")
            return ask_to_save(self._window, question, detail, save, drop, stay)
        drops = ask(self._window, question, running, self.tr("Open"), stay)
        return Choice.DROP if drops else Choice.STAY
