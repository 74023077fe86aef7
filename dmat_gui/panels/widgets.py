"""Small parts that several panels share."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QPaintEvent, QScreen
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dmat_gui.theme import Theme


def heading(text: str) -> QLabel:
    """A section's title."""
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label


def muted(text: str = "") -> QLabel:
    """A line of explanation, wrapped."""
    label = QLabel(text)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label


def rule() -> QFrame:
    """A thin line between sections."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line


def set_tone(widget: QWidget, tone: str) -> None:
    """Show a widget in the style sheet's colours for "warning" or "error"; "" for its usual ones."""
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def action_button(action: QAction, *, text: bool = False, segment: bool = False) -> QToolButton:
    """A tool button for an action, with its text beside the icon if asked for."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setAccessibleName(action.text())
    if text:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setProperty("segment", segment)
    return button


def indent(spin: QSpinBox) -> QSpinBox:
    """Give a spin box the left margin that the style sheet cannot give it."""
    line = spin.findChild(QLineEdit)
    if line is not None:
        line.setTextMargins(5, 0, 0, 0)
    return spin


def add_number(bar: QToolBar, text: str, tip: str, suffix: str) -> tuple[QSlider, QSpinBox]:
    """Add a label, a slider and a box that show the same number of 0 to 100 to a tool bar."""
    spin = indent(QSpinBox(minimum=0, maximum=100, suffix=suffix, toolTip=tip, accessibleName=text))
    spin.setFixedWidth(86)
    slider = QSlider(Qt.Orientation.Horizontal, accessibleName=text, toolTip=tip, maximum=100)
    slider.setFixedWidth(110)
    label = QLabel(text)
    label.setContentsMargins(8, 0, 6, 0)
    label.setBuddy(spin)
    for widget in (label, slider, spin):
        bar.addWidget(widget)
    slider.valueChanged.connect(spin.setValue)
    spin.valueChanged.connect(slider.setValue)
    return slider, spin


def when_entered(spin: QSpinBox, slot: Callable[[], object]) -> None:
    """Call a slot once a number has been entered with Return; Tab goes on to the next widget instead."""

    def finished() -> None:
        if spin.hasFocus():
            slot()

    spin.editingFinished.connect(finished)


def resize_within_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window its size, or the screen's where that is smaller."""
    window.resize(QSize(width, height).boundedTo(screen_of(window).availableSize()))


def screen_of(window: QWidget) -> QScreen:
    """The screen that a window is on, or will be on once it is shown.

    `QWidget.screen` is never called: PySide takes what it gives for a child of that widget, and where the
    garbage collector finds the widget in a cycle, it may destroy the screen with it, under all other windows.
    """
    over = window if window.isVisible() else window.parentWidget()
    found = None if over is None else QGuiApplication.screenAt(over.window().frameGeometry().center())
    return found or QGuiApplication.primaryScreen()


def lay_out_work(window: QWidget, choices: QWidget, right: QLayout, foot: QWidget) -> None:
    """Fill a window for work on folders: what is chosen at the left, what came of it right, a foot below."""
    middle = QHBoxLayout()
    middle.setSpacing(0)
    middle.addWidget(choices)
    side = QWidget()
    side.setLayout(right)
    middle.addWidget(side, 1)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addLayout(middle, 1)
    layout.addWidget(foot)


class ChoiceBox(QComboBox):
    """A list to choose from. Closed, a choice that has no room ends in dots; open, all are seen whole."""

    picked = Signal()
    """Something was chosen in the open list; the arrow keys on the closed one go on from choice to choice."""

    def __init__(self, parent: QWidget | None = None, **properties: object) -> None:
        super().__init__(parent, **properties)
        self._is_open = False
        self.activated.connect(self._chosen)

    @property
    def shown_text(self) -> str:
        """The choice as far as there is room for it."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return self._elided(option)

    def _elided(self, option: QStyleOptionComboBox) -> str:
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()
        return option.fontMetrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self._elided(option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:
        self._is_open = True
        needed = self.view().sizeHintForColumn(0) + self.view().verticalScrollBar().sizeHint().width()
        self.view().setMinimumWidth(needed)
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._is_open = False
        super().keyPressEvent(event)

    @Slot()
    def _chosen(self) -> None:
        if self._is_open:
            self._is_open = False
            self.picked.emit()


class Collapsible(QWidget):
    """A section that opens and closes under its title."""

    toggled = Signal(bool)

    def __init__(self, title: str, content: QWidget, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._content = content
        self._button = QToolButton(text=title, checkable=True)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setProperty("flat", True)
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.toggled.connect(self._toggle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(content)
        content.hide()
        self._keep_height()
        theme.changed.connect(self._refresh)
        self._refresh()

    def set_open(self, is_open: bool) -> None:
        self._button.setChecked(is_open)

    @property
    def is_open(self) -> bool:
        return self._button.isChecked()

    def _keep_height(self) -> None:
        """Closed, it takes no more room than its title, however much there is."""
        policy = QSizePolicy.Policy.Preferred if self.is_open else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, policy)

    @Slot(bool)
    def _toggle(self, is_open: bool) -> None:
        self._content.setVisible(is_open)
        self._keep_height()
        self._refresh()
        self.toggled.emit(is_open)

    @Slot()
    def _refresh(self) -> None:
        self._button.setIcon(self._theme.icon("caret-down" if self._button.isChecked() else "caret-right"))
