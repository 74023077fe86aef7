"""The document's part about its project file: which one it is, and whether it holds what there is now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal

from dmat_gui.painted_picture import PaintedPicture

if TYPE_CHECKING:
    from dmat_gui.retouch import RetouchLayer
    from dmat_gui.runs import Run


class State(NamedTuple):
    """What a document is after a gesture: the same again after undo.

    step: the history's.  unrecorded: how many changes were made that no undo takes back.
    """

    step: int
    unrecorded: int


class SavedWork(NamedTuple):
    """What a project adds to a picture and its trimap; the document takes the arrays as its own.

    home: its file; None where it has none yet.  is_saved: whether that file holds it as it is.
    current: the run in force.  count: how many runs were ever made.
    """

    home: Path | None
    is_saved: bool
    runs: Sequence[Run]
    current: Run | None
    count: int  # type: ignore[assignment]  # a field, where tuples have a method
    retouch: RetouchLayer | None


class SavedPicture(PaintedPicture):
    """A painted picture that may have a project file."""

    home_changed = Signal()
    """It has another project file, or is saved in it now."""
    unrecorded_change = Signal()
    """Something was changed that no undo takes back, as a run's name."""

    _home: Path | None
    _saved_state: State | None

    @property
    def home(self) -> Path | None:
        """The project file it was opened from or saved in last; None for what is no project yet."""
        return self._home

    @property
    def state(self) -> State:
        """What it is as of the last gesture."""
        return State(self._history.state, self._unrecorded)

    @property
    def is_in_project(self) -> bool:
        """True while its project file holds all of it, by undo and redo too."""
        return self._home is not None and self.state == self._saved_state

    def mark_saved(self, home: Path, state: State) -> None:
        """Take note that the project file `home` holds the document as it was in `state`."""
        self._home, self._saved_state = home, state
        self._announce_clean()
        self.home_changed.emit()

    def mark_unsaved(self, home: Path | None) -> None:
        """Take note that no file holds it as it is, as after a recovery; `home` is what it belongs in."""
        self._home, self._saved_state, self._saved_serial = home, None, -1
        self._announce_clean()
        self.home_changed.emit()

    def _forget(self) -> None:
        super()._forget()
        self._home = None
        self._saved_state = None
        self._unrecorded = 0

    def _changed_unrecorded(self) -> None:
        """Something was changed that no undo takes back."""
        self._unrecorded += 1
        self.unrecorded_change.emit()
        self._announce_clean()
