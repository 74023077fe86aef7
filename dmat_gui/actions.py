"""The QActions of the window, made from `action_specs`: menus, tool bars and shortcuts share them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from dmat_gui.action_specs import BACKGROUND_ORANGE, FOREGROUND_BLUE, RETOUCH_SPECS, SPECS, ActionSpec
from dmat_gui.theme import Theme

_SHORT = {
    "view_overlay": QT_TRANSLATE_NOOP("actions", "Overlay"),
    "wipe": QT_TRANSLATE_NOOP("actions", "Compare"),
}
"""Texts of tool buttons where the menu's is too long."""


def words_of(text: str) -> str:
    """A text, a tip or a menu's title of `action_specs` in the window's language."""
    return QCoreApplication.translate("actions", text)


def tip_text(spec: ActionSpec, keys: Sequence[str]) -> str:
    """The tool tip: what the action does, and the first of its keys, if it has any."""
    tip = words_of(spec.tip)
    return f"{tip} ({native(keys[0])})" if keys else tip


def native(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class Actions(QObject):
    """The QActions made from `SPECS`, by id; their icons follow the theme."""

    keys_changed = Signal()
    """Some actions have other keys now: whoever names one says it anew."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions: dict[str, QAction] = {}
        self.groups: dict[str, QActionGroup] = {}
        self._specs = {spec.id: spec for spec in SPECS}
        self._class_colours = {"class_foreground": FOREGROUND_BLUE, "class_background": BACKGROUND_ORANGE}
        for spec in SPECS:
            self._actions[spec.id] = self._make(spec)
        theme.changed.connect(self.refresh_icons)
        self.refresh_icons()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def keys(self, name: str) -> tuple[str, ...]:
        """The present keys of an action, as Qt writes them on every system."""
        portable = QKeySequence.SequenceFormat.PortableText
        return tuple(key.toString(portable) for key in self._actions[name].shortcuts())

    def key_text(self, name: str) -> str:
        """The first key of an action as this system writes it, "" if it has none."""
        return native(next(iter(self.keys(name)), ""))

    def set_keys(self, keys: Mapping[str, Sequence[str]]) -> None:
        """Give actions, by id, these keys in place of those they have."""
        for name, its_keys in keys.items():
            if tuple(its_keys) != self.keys(name):
                self._actions[name].setShortcuts([QKeySequence(key) for key in its_keys])
                self._actions[name].setToolTip(tip_text(self._specs[name], its_keys))
        self.keys_changed.emit()

    def refresh_icons(self) -> None:
        """Draw every icon in the colours of the present theme."""
        for spec in self._specs.values():
            colour = self._class_colours.get(spec.id, "") if spec not in RETOUCH_SPECS else ""
            self._actions[spec.id].setIcon(self._theme.icon(spec.icon, colour, on_name=spec.checked_icon))

    def set_retouching(self, on: bool) -> None:
        """Let the actions of the classes say what they do with Retouch in hand, or with another tool."""
        names = {spec.id for spec in RETOUCH_SPECS}
        for spec in RETOUCH_SPECS if on else (spec for spec in SPECS if spec.id in names):
            self._specs[spec.id] = spec
            self._put_words(self._actions[spec.id], spec)
        self.refresh_icons()

    def set_object(self, name: str, what: str) -> None:
        """Let an action name what it is done to, as in "Undo: Paint foreground"; "" for nothing."""
        words = words_of(self._specs[name].text)
        self._actions[name].setText(f"{words}: {what}" if what else words)

    def set_class_colours(self, foreground: str, background: str) -> None:
        """Draw the icons of the two classes in these colours, #rrggbb."""
        self._class_colours = {"class_foreground": foreground, "class_background": background}
        self.refresh_icons()

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(self)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        self._put_words(action, spec)
        if spec.local:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setCheckable(spec.checkable or bool(spec.group))
        if spec.group:
            group = self.groups.get(spec.group)
            if group is None:
                group = self.groups[spec.group] = QActionGroup(self)
            group.addAction(action)
        return action

    @staticmethod
    def _put_words(action: QAction, spec: ActionSpec) -> None:
        action.setText(words_of(spec.text))
        action.setIconText(words_of(_SHORT.get(spec.id, spec.text)).rstrip("…"))
        action.setToolTip(tip_text(spec, [key.toString() for key in action.shortcuts()]))
        action.setStatusTip(words_of(spec.tip))
