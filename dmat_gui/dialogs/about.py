"""Help: every key, and what this program is."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

import resources
from core.citation import CITATION, PAPER
from core.versions import program_version, versions_in_words
from dmat_gui.action_specs import MENUS, SPECS, SUBMENUS
from dmat_gui.actions import Actions, words_of
from dmat_gui.panels.widgets import heading, muted, resize_within_screen

_RETOUCH_ACTIONS = ("class_foreground", "class_background", "class_unknown", "swap")
_MOUSE = QT_TRANSLATE_NOOP("actions", "Mouse and pen")
_ABOUT_SIZE = 640, 560
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
        self.area = self._scrolling(columns)
        layout.addWidget(self.area)
        layout.addWidget(buttons)
        wanted = self.sizeHint() - self.area.sizeHint() + self.area.widget().sizeHint()
        wanted += QSize(self.area.verticalScrollBar().sizeHint().width(), 0)
        resize_within_screen(self, wanted.width(), wanted.height())

    def _scrolling(self, columns: QHBoxLayout) -> QScrollArea:
        """The columns, to be scrolled on a screen that is too small for them."""
        inner = QWidget()
        columns.setContentsMargins(0, 0, 0, 0)
        inner.setLayout(columns)
        area = QScrollArea(widgetResizable=True, accessibleName=self.windowTitle())
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        return area

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
    """Name, version, device, licence, citation, and whose work this stands on."""

    def __init__(self, device: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About DiffusionMat"))
        title = QLabel(self.tr("DiffusionMat {version}").format(version=program_version()))
        title.setProperty("role", "title")
        words = self.tr(
            "Alpha matting as sequential refinement: from noise, step by step, to the alpha, after the paper "
            "“{paper}”. Under the MIT licence."
        ).format(paper=f'<a href="{PAPER}">DiffusionMat: Alpha Matting as Sequential Refinement Learning</a>')
        text = QLabel(words, wordWrap=True, openExternalLinks=True)
        program, packages = versions_in_words()
        versions = muted(self.tr("Computes on: {device}").format(device=device) + f"\n{program}\n{packages}")
        versions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.page = QTextBrowser(openExternalLinks=True, accessibleName=self.tr("Licence, citation, notices"))
        self.page.setToolTip(self.tr("The licence, how to cite the paper, and whose work this stands on"))
        self.page.setMarkdown(
            f"## {self.tr('Licence')}\n\n{resources.path('LICENSE').read_text(encoding='utf-8')}\n\n"
            f"## {self.tr('Citation')}\n\n{_as_code(CITATION)}\n\n"
            f"{resources.path('notices.md').read_text(encoding='utf-8')}"
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.copy = buttons.addButton(self.tr("Copy citation"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.setToolTip(self.tr("Put the paper's citation on the clipboard, as BibTeX"))
        self.copy.clicked.connect(self._copy_citation)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(10)
        for widget in (title, text, versions):
            layout.addWidget(widget)
        layout.addWidget(self.page, 1)
        layout.addWidget(buttons)
        self.resize(*_ABOUT_SIZE)

    @Slot()
    def _copy_citation(self) -> None:
        QGuiApplication.clipboard().setText(CITATION)


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


def _as_code(text: str) -> str:
    """Markdown for lines of code, which wrap where a block of code would not."""
    return "  \n".join(f"`{line}`" for line in text.splitlines())
