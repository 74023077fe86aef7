"""The tool bars: tools at the left, the tool's options and the views at the top."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QSlider, QSpinBox, QToolBar, QToolButton, QWidget

from dmat_gui.actions import Actions
from dmat_gui.canvas.tools import Tool
from dmat_gui.panels.widgets import action_button, indent, when_entered
from dmat_gui.theme import ICON_SIZE
from dmat_gui.translations import within

MAX_BRUSH = 2000
_SLIDER_STEPS = 200
_KEY_WIDTH = 4
_LEFT = ("brush", "eraser", "lasso", "polygon", "bucket", "hand", "swap", "", "box", "from_strokes",
         "auto_trimap", "region", "retouch", "", "undo", "redo", "", "fit", "actual_size")  # fmt: skip
_LETTERS = {"class_foreground": "F", "class_background": "B", "class_unknown": "U"}
_RETOUCH_LETTERS = {"class_foreground": "O", "class_background": "T", "class_unknown": "R"}


class LeftBar(QToolBar):
    """The tools, undo and redo."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Tools"), parent)
        self.setObjectName("leftBar")
        self.setMovable(False)
        self.setOrientation(Qt.Orientation.Vertical)
        self.setIconSize(QSize(ICON_SIZE + 2, ICON_SIZE + 2))
        for name in _LEFT:
            if name:
                self.addAction(actions[name])
            else:
                self.addSeparator()


class TopBar(QToolBar):
    """The brush's class, size and switches; the views and what lies behind a composite."""

    size_chosen = Signal(int)
    done = Signal()
    """The user has finished typing: the canvas may have the keyboard back."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Tool options"), parent)
        self.setObjectName("topBar")
        self.setMovable(False)
        self.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self._letters = _LETTERS
        self._class_buttons: dict[str, KeyButton] = {}
        for name in _LETTERS:
            button = self._class_buttons[name] = KeyButton(actions[name])
            self.addWidget(button)
            actions[name].changed.connect(self._keep_letters)
        self._actions = actions
        self.addSeparator()
        label = QLabel(self.tr("Size"))
        label.setContentsMargins(4, 0, 6, 0)
        self.addWidget(label)
        self.slider = QSlider(Qt.Orientation.Horizontal, accessibleName=self.tr("Brush size"))
        self.slider.setRange(0, _SLIDER_STEPS)
        self.slider.setFixedWidth(120)
        self.slider.valueChanged.connect(self._slid)
        self.slider.sliderReleased.connect(self.done)
        self.addWidget(self.slider)
        self.spin = indent(QSpinBox(minimum=1, maximum=MAX_BRUSH, suffix=self.tr(" px")))
        self.spin.setAccessibleName(self.tr("Brush diameter"))
        self.spin.setFixedWidth(86)
        self.spin.setKeyboardTracking(False)
        self.spin.valueChanged.connect(self._typed)
        when_entered(self.spin, self.done.emit)
        label.setBuddy(self.spin)
        self.addWidget(self.spin)
        for name in ("brush_on_screen", "pen_pressure"):
            self.addAction(actions[name])
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(gap)
        for name in ("view_image", "view_overlay", "view_alpha", "view_composite", "view_foreground"):
            self.addWidget(action_button(actions[name], text=True, segment=True))
        self.addAction(actions["view_difference"])
        self.addSeparator()
        for name in ("wipe", "live_preview"):
            self.addAction(actions[name])
        self.addWidget(_backdrop_button(actions))
        actions.keys_changed.connect(self._name_keys)
        self._name_keys()
        self._keep_letters()

    @Slot(int)
    def show_size(self, size: int) -> None:
        """Show the brush's diameter, in picture pixels."""
        for widget, value in ((self.spin, size), (self.slider, slider_position(size))):
            widget.blockSignals(True)
            widget.setValue(value)
            widget.blockSignals(False)

    @Slot(str)
    def show_tool(self, name: str) -> None:
        """Offer the options that the tool in hand has."""
        tool = Tool(name)
        self._letters = _RETOUCH_LETTERS if tool is Tool.RETOUCH else _LETTERS
        self._keep_letters()
        has_size = tool.has_size
        for widget in (self.slider, self.spin):
            widget.setEnabled(has_size)

    @Slot()
    def _keep_letters(self) -> None:
        """A default action writes its text into its button; the letter is what we want there."""
        for name, button in self._class_buttons.items():
            button.setText(QCoreApplication.translate("letters", self._letters[name]))
            button.setAccessibleName(self.tr("Paint {what}").format(what=within(self._actions[name].text())))

    @Slot()
    def _name_keys(self) -> None:
        """The keys of the brush's size are named where it is set."""
        keys = [key for key in map(self._actions.key_text, ("shrink", "grow")) if key]
        tip = self.tr("Brush diameter in picture pixels")
        if keys:
            tip += f" ({self.tr(' and ').join(keys)})"
        self.slider.setToolTip(tip)
        self.spin.setToolTip(tip)

    @Slot(int)
    def _slid(self, position: int) -> None:
        self.size_chosen.emit(size_at(position))

    @Slot(int)
    def _typed(self, size: int) -> None:
        self.size_chosen.emit(size)


def _backdrop_button(actions: Actions) -> QToolButton:
    """One button for what lies behind the composite: three would be too many for a small window."""
    button = QToolButton(
        accessibleName=QCoreApplication.translate("TopBar", "Behind the composite"),
        toolTip=QCoreApplication.translate("TopBar", "What lies behind the composite"),
    )
    menu = QMenu(button)
    menu.addActions(actions.groups["back"].actions())
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    first = actions["back_checker"]

    def refresh() -> None:
        button.setIcon(first.icon())
        button.setEnabled(first.isEnabled())

    first.changed.connect(refresh)
    refresh()
    return button


class KeyButton(QToolButton):
    """A button that shows its key in a corner: the class's letter on it is not what is to be pressed."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDefaultAction(action)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setProperty("segment", True)
        action.changed.connect(self._name_key)
        self._name_key()

    @Slot()
    def _name_key(self) -> None:
        shortcut = self.defaultAction().shortcut()
        self.key = shortcut.toString(QKeySequence.SequenceFormat.NativeText)
        self.update()

    def sizeHint(self) -> QSize:
        """Some room for the key."""
        return super().sizeHint() + QSize(_KEY_WIDTH, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the key small, in the upper right corner."""
        super().paintEvent(event)
        painter = QPainter(self)
        font = self.font()
        font.setPixelSize(10)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        corner = self.rect().adjusted(0, 3, -6, 0)
        painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, self.key)


def size_at(position: int) -> int:
    """The diameter for a place on the slider, in even steps of proportion."""
    return max(1, round(math.exp(math.log(MAX_BRUSH) * position / _SLIDER_STEPS)))


def slider_position(size: int) -> int:
    """The place on the slider for a diameter."""
    return round(_SLIDER_STEPS * math.log(max(1, min(size, MAX_BRUSH))) / math.log(MAX_BRUSH))
