"""The keys of the actions: the usual ones, or the user's own. No key is ever that of two things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QKeySequence

from dmat_gui.action_specs import SPECS
from dmat_gui.actions import Actions
from dmat_gui.settings import Settings

FIXED: dict[str, str] = {
    "Space": QT_TRANSLATE_NOOP("Shortcuts", "moves the picture while it is held"),
    "O": QT_TRANSLATE_NOOP("Shortcuts", "hides the overlay while it is held"),
    "Return": QT_TRANSLATE_NOOP("Shortcuts", "closes a polygon and presses buttons"),
    "Enter": QT_TRANSLATE_NOOP("Shortcuts", "closes a polygon and presses buttons"),
    "Backspace": QT_TRANSLATE_NOOP("Shortcuts", "takes a polygon's last corner back"),
    "Tab": QT_TRANSLATE_NOOP("Shortcuts", "goes to the next field"),
    "Shift+Tab": QT_TRANSLATE_NOOP("Shortcuts", "goes to the field before"),
    "Up": QT_TRANSLATE_NOOP("Shortcuts", "goes through lists and the rows of the steps"),
    "Down": QT_TRANSLATE_NOOP("Shortcuts", "goes through lists and the rows of the steps"),
}
"""Keys that are no action's, and what they do: an action that had one of them would take that away."""


@dataclass(frozen=True)
class Holder:
    """What has a key: an action by its id, or, where `action` is "", what the words say it does."""

    key: str
    action: str
    words: str


def portable(key: str) -> str:
    """A key as Qt writes it on every system, "" for what is none."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


class Shortcuts(QObject):
    """Puts the keys in force, and keeps in the settings those that are not the usual ones.

    The user's own keys come first: a usual key that one of them is, or that a later version of the program
    gives to another action, is nobody else's.
    """

    def __init__(self, actions: Actions, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._settings = settings
        self._usual = {spec.id: tuple(portable(key) for key in spec.keys) for spec in SPECS}
        self._own = {name: keys for name, keys in settings.own_keys.items() if name in self._usual}
        self._apply()

    def keys(self, action: str) -> tuple[str, ...]:
        """The present keys of an action, as Qt writes them on every system."""
        return self._actions.keys(action)

    def usual(self, action: str) -> tuple[str, ...]:
        """The keys that an action comes with."""
        return self._usual[action]

    def is_usual(self, action: str) -> bool:
        """Whether an action has the keys that it comes with."""
        return self.keys(action) == self.usual(action)

    def holders(self, keys: Sequence[str], action: str) -> list[Holder]:
        """What has some of these keys already, but for `action`, which wants them."""
        found = []
        for key in map(portable, keys):
            if key in FIXED:
                words = QCoreApplication.translate("Shortcuts", FIXED[key])
                found.append(Holder(key, "", words))
            for name in self._usual:
                if name != action and key in self.keys(name):
                    found.append(Holder(key, name, self._actions[name].text()))
        return found

    def give(self, action: str, keys: Sequence[str]) -> None:
        """Give an action these keys, none for no key, and take them from whatever action has them.

        Raises ValueError for a key that is no action's to have.
        """
        wanted = tuple(dict.fromkeys(filter(None, map(portable, keys))))
        fixed = [key for key in wanted if key in FIXED]
        if fixed:
            raise ValueError(f"{fixed[0]} cannot be the key of {action!r}: it {FIXED[fixed[0]]}")
        for name in self._usual:
            left = tuple(key for key in self.keys(name) if key not in wanted)
            if name != action and left != self.keys(name):
                self._own[name] = left
        self._own[action] = wanted
        self._keep()

    def reset(self) -> None:
        """Give every action its usual keys."""
        self._own = {}
        self._keep()

    def _keep(self) -> None:
        self._own = {name: keys for name, keys in self._own.items() if keys != self._usual[name]}
        self._settings.own_keys = self._own
        self._apply()

    def _apply(self) -> None:
        given: set[str] = set(FIXED)
        present: dict[str, tuple[str, ...]] = {}
        for keys_of in (self._own, self._usual):
            for name, keys in keys_of.items():
                if name not in present:
                    present[name] = tuple(
                        key for key in dict.fromkeys(map(portable, keys)) if key and key not in given
                    )
                    given.update(present[name])
        self._actions.set_keys(present)
