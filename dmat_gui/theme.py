"""Light and dark: palettes on Fusion, one accent colour, icons in the palette's colour."""

from __future__ import annotations

from dataclasses import dataclass
from string import Template

import qtawesome
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

import resources
from dmat_gui.settings import Settings

ICON_SIZE = 20
"""Side of tool-bar icons, in logical pixels."""


@dataclass(frozen=True)
class Colours:
    """The colours of one theme, as #rrggbb."""

    window: str
    panel: str
    base: str
    raised: str
    hover: str
    border: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    warning: str
    error: str


DARK = Colours(
    window="#232326", panel="#2a2a2e", base="#1b1b1e", raised="#36363b", hover="#404047", border="#3b3b41",
    text="#e8e8ea", muted="#a0a0a8", accent="#7f8cf5", accent_hover="#939ef8", on_accent="#12131f",
    warning="#e0a63a", error="#f0736a",
)  # fmt: skip
LIGHT = Colours(
    window="#f1f1f3", panel="#f8f8f9", base="#ffffff", raised="#ffffff", hover="#e4e4e8", border="#d2d2d7",
    text="#1c1c1f", muted="#5d5d66", accent="#4a53c9", accent_hover="#3c45b8", on_accent="#ffffff",
    warning="#96650a", error="#b3261e",
)  # fmt: skip


def palette_for(colours: Colours) -> QPalette:
    """The Qt palette of a theme."""
    role = QPalette.ColorRole
    palette = QPalette()
    roles = {
        role.Window: colours.window, role.WindowText: colours.text, role.Base: colours.base,
        role.AlternateBase: colours.panel, role.Text: colours.text, role.PlaceholderText: colours.muted,
        role.Button: colours.raised, role.ButtonText: colours.text, role.BrightText: colours.error,
        role.ToolTipBase: colours.raised, role.ToolTipText: colours.text, role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent, role.Accent: colours.accent, role.Link: colours.accent,
        role.LinkVisited: colours.accent, role.Mid: colours.border, role.Midlight: colours.hover,
        role.Light: colours.hover, role.Dark: colours.border, role.Shadow: "#000000",
    }  # fmt: skip
    for each, colour in roles.items():
        palette.setColor(each, QColor(colour))
    faded = QColor(colours.muted)
    faded.setAlpha(130)
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, faded)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.hover))
    return palette


class Theme(QObject):
    """Applies a theme to the application and follows the system when asked to."""

    changed = Signal()

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        self.mode = settings.theme
        self.colours = LIGHT
        app.setStyle(QStyleFactory.create("Fusion"))
        self._apply()
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def dark(self) -> bool:
        """Whether the dark palette is shown now."""
        return self.colours is DARK

    def set_mode(self, mode: str) -> None:
        """Switch to "system", "light" or "dark", and remember it."""
        self._settings.theme = mode
        self.mode = mode
        self._apply()

    def icon(self, name: str, colour: str = "", on: str = "", on_name: str = "") -> QIcon:
        """A Phosphor icon in the text's colour, faded when disabled.

        Args:
            name: the icon's name without its family, as "folder-open".
            colour: #rrggbb instead of the text's colour.
            on: #rrggbb while checked.
            on_name: another icon's name, shown while checked.
        """
        usual, plain, checked = colour or self.colours.text, f"ph.{name}", f"ph.{on_name or name}"
        return qtawesome.icon(
            plain,
            on=checked,
            on_active=checked,
            on_selected=checked,
            on_disabled=checked,
            active=plain,
            selected=plain,
            color=usual,
            color_on=on or usual,
            color_disabled=self._disabled(),
            scale_factor=1.08,
        )

    def _disabled(self) -> QColor:
        faded = QColor(self.colours.muted)
        faded.setAlpha(110)
        return faded

    def _system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self.mode == "system":
            self._apply()

    def _apply(self) -> None:
        schemes = {"dark": Qt.ColorScheme.Dark, "light": Qt.ColorScheme.Light}
        # So that title bars and the system's own dialogs follow.
        self._app.styleHints().setColorScheme(schemes.get(self.mode, Qt.ColorScheme.Unknown))
        dark = self.mode == "dark"
        if self.mode == "system":
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self.colours = DARK if dark else LIGHT
        self._app.setPalette(palette_for(self.colours))
        sheet = Template(resources.path("style/app.qss").read_text(encoding="utf-8"))
        images = resources.path("style").as_posix()
        self._app.setStyleSheet(
            sheet.substitute(vars(self.colours), images=images, shade="dark" if dark else "light")
        )
        self.changed.emit()
