"""What the pages of Preferences share: a form of settings that act at once, and the way back to the usual."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QSizePolicy, QSpinBox, QWidget

from dmat_gui.panels.widgets import heading, indent, muted

_FIELD_WIDTH = 220


class Page(QWidget):
    """A page: a form, filled by `add_row` and its like from top to bottom."""

    icon = "gear"

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.form = QFormLayout(self)
        self.form.setContentsMargins(20, 16, 20, 16)
        self.form.setHorizontalSpacing(18)
        self.form.setVerticalSpacing(10)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)

    def reset(self) -> None:
        """Put everything on the page back to what it comes with."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show what holds now; called whenever the page comes in sight."""

    def add_heading(self, text: str) -> None:
        """Begin a group of settings."""
        label = heading(text)
        if self.form.rowCount():
            label.setContentsMargins(0, 12, 0, 0)
        self.form.addRow(label)

    def add_row(self, text: str, field: QWidget) -> None:
        """Add a field with its name."""
        label = QLabel(text)
        label.setBuddy(field)
        label.setToolTip(field.toolTip())
        self.form.addRow(label, field)

    def add_words(self, text: str) -> QLabel:
        """Add a line of explanation, and give it."""
        words = muted(text)
        self.form.addRow(words)
        return words


class ActionBox(QCheckBox):
    """A box to tick for an action of the menus that is on or off: each follows the other."""

    def __init__(self, action: QAction) -> None:
        super().__init__(action.text())
        self.setToolTip(action.statusTip())
        self.setChecked(action.isChecked())
        self.toggled.connect(action.setChecked)
        action.toggled.connect(self.setChecked)


def choice(choices: Sequence[tuple[str, str]], name: str, tip: str) -> QComboBox:
    """A list to choose from; of each choice, its key and its words."""
    box = QComboBox(accessibleName=name, toolTip=tip)
    for key, words in choices:
        box.addItem(words, key)
    box.setFixedWidth(_FIELD_WIDTH)
    return box


def number(least: int, most: int, suffix: str, name: str, tip: str) -> QSpinBox:
    """A whole number."""
    spin = indent(QSpinBox(minimum=least, maximum=most, suffix=suffix, accessibleName=name, toolTip=tip))
    spin.setKeyboardTracking(False)
    spin.setFixedWidth(_FIELD_WIDTH)
    spin.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return spin
