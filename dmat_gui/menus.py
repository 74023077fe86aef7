"""The menus of the window, filled from `action_specs`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QMenu, QMenuBar

from dmat_gui.action_specs import MENUS, SUBMENUS
from dmat_gui.actions import Actions, words_of
from dmat_gui.theme import Theme


class Menus:
    """Fills a menu bar.

    Args:
        fill_samples: adds the bundled samples to a menu.
    """

    def __init__(
        self, bar: QMenuBar, actions: Actions, theme: Theme, fill_samples: Callable[[QMenu], None]
    ) -> None:
        self._actions = actions
        self._theme = theme
        self._fill_samples = fill_samples
        self.samples: QMenu
        self.within: dict[str, QMenu] = {}
        """The menus within menus, by the name that stands for them in `MENUS`."""
        for title, names in MENUS:
            self._fill(bar.addMenu(words_of(title)), names)

    def refresh_icons(self) -> None:
        """Draw the icons of the menus within menus in the colours of the present theme."""
        self.samples.setIcon(self._theme.icon("image-square"))
        self.within["recent"].setIcon(self._theme.icon("clock-counter-clockwise"))
        self.within["projects"].setIcon(self._theme.icon("package"))

    def _fill(self, menu: QMenu, names: tuple[str, ...]) -> None:
        menu.setToolTipsVisible(True)
        for name in names:
            if not name:
                menu.addSeparator()
            elif name in SUBMENUS:
                title, within = SUBMENUS[name]
                self.within[name] = menu.addMenu(words_of(title))
                self._fill(self.within[name], within)
            elif name == "samples":
                self.samples = menu.addMenu(words_of(QT_TRANSLATE_NOOP("actions", "Open sample")))
                self.samples.setToolTipsVisible(True)
                self._fill_samples(self.samples)
            else:
                menu.addAction(self._actions[name])
