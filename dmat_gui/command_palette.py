"""The command palette: whatever the menus hold, found by a few letters and run with Return."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from dmat_gui.actions import Actions
from dmat_gui.dialogs.palette_popup import PalettePopup
from dmat_gui.settings import Settings

_REMEMBERED = 8
_SCATTERED = 1000  # behind whatever fits word by word


@dataclass(frozen=True)
class Command:
    """An entry of the menus. `key` names it from one time to the next, in whatever language."""

    key: str
    text: str
    menu: str
    action: QAction


def commands(menu: QMenuBar | QMenu, path: str = "") -> Iterator[Command]:
    """Everything in a menu bar, and in the menus within its menus, in their order."""
    for action in menu.actions():
        text = _plain(action.text())
        if action.menu() is not None:
            yield from commands(action.menu(), f"{path} › {text}" if path else text)
        elif text and not action.isSeparator():
            yield Command(action.objectName() or str(action.data() or text), text, path, action)


def matching(found: Sequence[Command], query: str, recent: Sequence[str]) -> list[Command]:
    """The commands that have every word of the query, the best first; of equals, those run last first.

    The whole name counts most. A word counts as the beginning of the name, of a word in it, or as any part of
    it, of the menus it stands in or of its tip; failing that, the letters of the whole query may stand
    scattered in the name.
    """
    words = query.casefold().split()
    places = {key: place for place, key in enumerate(recent)}
    ranked = []
    for row, command in enumerate(found):
        rank = _rank(command, words)
        if rank is not None:
            ranked.append((rank, places.get(command.key, len(recent)), row))
    return [found[row] for _rank_, _place, row in sorted(ranked)]


def _rank(command: Command, words: Sequence[str]) -> int | None:
    """How well the words fit, the least the best; None if they do not."""
    name, menu = command.text.casefold().rstrip("…"), command.menu.casefold()
    tip = command.action.toolTip().casefold()
    if " ".join(words) == name:
        return -1
    total = 0
    for word in words:
        if name.startswith(word):
            rank = 0
        elif any(part.startswith(word) for part in name.split()):
            rank = 1
        elif word in name:
            rank = 2
        elif word in menu:
            rank = 3
        elif word in tip:
            rank = 4
        else:
            return _SCATTERED if _is_scattered("".join(words), name) else None
        total += rank
    return total


def _is_scattered(letters: str, text: str) -> bool:
    """Whether the letters stand in the text in their order, with others between them."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _plain(text: str) -> str:
    """A menu's text without the mark of the letter that chooses it."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


class CommandPalette(QObject):
    """Opens the popup, and runs what is chosen in it."""

    def __init__(self, bar: QMenuBar, actions: Actions, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._bar = bar
        self._settings = settings
        self._window = window
        self.popup: PalettePopup | None = None
        actions["palette"].triggered.connect(self.open)

    @Slot()
    def open(self) -> None:
        """Show the popup with everything that the menus hold now."""
        if self.popup is None:
            self.popup = PalettePopup(self._window)
            self.popup.searched.connect(self._search)
            self.popup.chosen.connect(self._run)
        self.popup.open_over(self._window)

    @Slot(str)
    def _search(self, query: str) -> None:
        found = matching(list(commands(self._bar)), query, self._settings.palette_recent)
        self.popup.show_rows([(each.key, each.text, each.menu, each.action) for each in found])

    @Slot(str)
    def _run(self, key: str) -> None:
        """Run a command, looked up anew: the list of recent files may have changed meanwhile."""
        command = next((each for each in commands(self._bar) if each.key == key), None)
        if command is not None and command.action.isEnabled():
            others = [other for other in self._settings.palette_recent if other != key]
            self._settings.palette_recent = [key, *others][:_REMEMBERED]
            command.action.trigger()
