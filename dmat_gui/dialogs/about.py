"""Help: every key, and what this program is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from dmat_gui.action_specs import MENUS, SPECS, SUBMENUS
from dmat_gui.actions import Actions, words_of
from dmat_gui.panels.widgets import heading

_RETOUCH_ACTIONS = ("class_foreground", "class_background", "class_unknown", "swap")
_MOUSE = QT_TRANSLATE_NOOP("actions", "Mouse and pen")
_COLUMNS = (("File", "Edit", _MOUSE, "Help"), ("View", "Compare with"), ("Tools", "Trimap", "Run"))


class ShortcutsDialog(QDialog):
    """The present keys of the menus, side by side."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        columns = QHBoxLayout()
        columns.setSpacing(36)
        rows = {title: _rows(names, actions) for title, names in (*MENUS, *SUBMENUS.values())}
        rows[_MOUSE] = self._mouse(actions)
        for titles in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(12)
            for title in titles:
                column.addWidget(_block(words_of(title), rows[title]))
            column.addStretch(1)
            columns.addLayout(column)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 16)
        layout.setSpacing(16)
        layout.addLayout(columns)
        layout.addWidget(buttons)

    def _mouse(self, actions: Actions) -> list[tuple[str, str]]:
        """(what is pressed, what it does) for what stands in no menu."""
        rows = [
            (self.tr("Wheel"), self.tr("Zoom about the cursor")),
            (self.tr("Space or middle button"), self.tr("Pan")),
            (self.tr("Right button"), self.tr("Paint unknown; with Retouch: restore")),
            (self.tr("Hold O"), self.tr("Hide the overlay")),
            (self.tr("Shift"), self.tr("Straight line from the last stroke")),
        ]
        classes = ", ".join(filter(None, map(actions.key_text, _RETOUCH_ACTIONS)))
        if classes:
            rows.append((classes, self.tr("With Retouch: opaque, transparent, restore, swap")))
        return rows


class AboutDialog(QDialog):
    """Name, version, device, licence."""

    def __init__(self, device: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About DiffusionMat"))
        text = QLabel(
            f"<p style='font-size:18px'><b>DiffusionMat</b> {_version()}</p>"
            + "".join(f"<p>{line}</p>" for line in self._lines(device))
        )
        text.setWordWrap(True)
        text.setMinimumWidth(420)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.addWidget(text)
        layout.addWidget(buttons)

    def _lines(self, device: str) -> tuple[str, ...]:
        return (
            self.tr("Alpha matting as sequential refinement: from noise, step by step, to the alpha."),
            self.tr("Computes on: {device}").format(device=device),
            self.tr("After the paper “DiffusionMat: Alpha Matting as Sequential Refinement Learning”."),
            self.tr(
                "MIT licence. Icons: Phosphor. The sample pictures' credits stand in the Open sample menu."
            ),
        )


def _block(title: str, rows: list[tuple[str, str]]) -> QWidget:
    block = QWidget()
    grid = QGridLayout(block)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(2)
    grid.addWidget(heading(title), 0, 0, 1, 2)
    for row, (keys, words) in enumerate(rows, start=1):
        grid.addWidget(QLabel(words), row, 0)
        grid.addWidget(QLabel(f"<b>{keys}</b>"), row, 1, Qt.AlignmentFlag.AlignRight)
    return block


def _rows(names: tuple[str, ...], actions: Actions) -> list[tuple[str, str]]:
    """(key, text) of the actions that have a key."""
    specs = {spec.id: spec for spec in SPECS}
    chosen = [name for name in names if name in specs and actions.keys(name)]
    return [(actions.key_text(name), words_of(specs[name].text).rstrip("…")) for name in chosen]


def _version() -> str:
    try:
        return version("dmat")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return ""
