"""Help: every key, and what this program is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from dmat_gui.actions import MENUS, SPECS
from dmat_gui.panels.widgets import heading

_EXTRA_KEYS = (
    ("Wheel", "Zoom about the cursor"),
    ("Space or middle button", "Pan"),
    ("Right button", "Paint unknown"),
    ("Shift", "Straight line from the last stroke"),
)


class ShortcutsDialog(QDialog):
    """The keys of the menus, side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        grid = QGridLayout()
        grid.setHorizontalSpacing(36)
        grid.setVerticalSpacing(18)
        by_id = {spec.id: spec for spec in SPECS}
        blocks = []
        for title, names in MENUS:
            rows = [(_keys(by_id[name].keys), by_id[name].text.rstrip("…")) for name in names if name in by_id
                    and by_id[name].keys]  # fmt: skip
            blocks.append((title, rows))
        blocks.append(("Mouse", list(_EXTRA_KEYS)))
        for place, (title, rows) in enumerate(blocks):
            grid.addWidget(_block(title, rows), place // 3, place % 3, Qt.AlignmentFlag.AlignTop)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 16)
        layout.setSpacing(16)
        layout.addLayout(grid)
        layout.addWidget(buttons)


class AboutDialog(QDialog):
    """Name, version, device, licence."""

    def __init__(self, device: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About DiffusionMat")
        text = QLabel(
            f"<p style='font-size:18px'><b>DiffusionMat</b> {_version()}</p>"
            "<p>Alpha matting as sequential refinement: from noise, step by step, to the alpha.</p>"
            f"<p>Computes on: {device}</p>"
            "<p>After the paper “DiffusionMat: Alpha Matting as Sequential Refinement Learning”.</p>"
            "<p>MIT licence. Icons: Phosphor. The sample pictures' credits stand in the Open sample menu.</p>"
        )
        text.setWordWrap(True)
        text.setMinimumWidth(420)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.addWidget(text)
        layout.addWidget(buttons)


def _block(title: str, rows: list[tuple[str, str]]) -> QWidget:
    block = QWidget()
    grid = QGridLayout(block)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(4)
    grid.addWidget(heading(title), 0, 0, 1, 2)
    for row, (keys, words) in enumerate(rows, start=1):
        grid.addWidget(QLabel(words), row, 0)
        grid.addWidget(QLabel(f"<b>{keys}</b>"), row, 1, Qt.AlignmentFlag.AlignRight)
    return block


def _keys(keys: tuple[str, ...]) -> str:
    return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)


def _version() -> str:
    try:
        return version("dmat")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return ""
