"""Two views side by side on the one canvas, with a divider between them: A at its left, B at its right."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from dmat_gui.actions import Actions
from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.canvas.divider import Divider
from dmat_gui.canvas.views import View
from dmat_gui.document import Document
from dmat_gui.view_control import VIEWS

MARGIN = 10
STEP_SHARE = 0.02
"""Of the canvas's width that a key moves the divider."""
_USUAL = (View.ALPHA, View.TRIMAP_OVERLAY, View.IMAGE)
"""What is put at the right first: the first of these that is not at the left and can be shown."""


class WipeControl(QObject):
    """Shows the divider and the two buttons that name and choose the views beside it."""

    def __init__(self, document: Document, canvas: CanvasView, actions: Actions) -> None:
        super().__init__(canvas)
        self._document = document
        self._canvas = canvas
        self._actions = actions
        self.divider = Divider(canvas, canvas.viewport())
        self.left = self._corner_button(self.tr("View at the left of the divider"), "view")
        self.right = self._corner_button(self.tr("View at the right of the divider"), "other")
        self.divider.moved_to.connect(self._move)
        actions["wipe"].toggled.connect(self._toggle)
        actions.groups["other"].triggered.connect(self._choose_other)
        actions["divider_left"].triggered.connect(self._step_left)
        actions["divider_right"].triggered.connect(self._step_right)
        canvas.view_changed.connect(self.refresh)
        canvas.divider_moved.connect(self._place)
        document.picture_changed.connect(self._picture_changed)
        for view in actions.groups["view"].actions():
            view.enabledChanged.connect(self._refresh_enabled)
        self._picture_changed()

    @property
    def is_on(self) -> bool:
        """True while there are two views."""
        return self._canvas.other_view is not None

    @Slot(bool)
    def _toggle(self, on: bool) -> None:
        if on == self.is_on:
            return
        if on:
            checked = self._actions.groups["other"].checkedAction()
            other = VIEWS[_view_name(checked)] if checked is not None and checked.isEnabled() else None
            if other is None or other is self._canvas.view:
                free = [view for view in _USUAL if view is not self._canvas.view and self._can_show(view)]
                other = free[0]
            self._canvas.set_other_view(other)
        else:
            self._canvas.set_other_view(None)
        self._canvas.setFocus()

    @Slot(QAction)
    def _choose_other(self, action: QAction) -> None:
        self._canvas.set_other_view(VIEWS[_view_name(action)])
        self._actions["wipe"].setChecked(True)
        self._canvas.setFocus()

    @Slot(int)
    def _move(self, column: int) -> None:
        self._canvas.set_divider(column / max(1, self._canvas.viewport().width()))

    @Slot()
    def _step_left(self) -> None:
        self._step(-STEP_SHARE)

    @Slot()
    def _step_right(self) -> None:
        self._step(STEP_SHARE)

    def _step(self, share: float) -> None:
        self.divider.step(round(share * self._canvas.viewport().width()))

    @Slot()
    def _picture_changed(self) -> None:
        """Another picture has no alpha yet: it begins with one view."""
        self._actions["wipe"].setChecked(False)
        self._actions["wipe"].setEnabled(self._document.picture is not None)
        self._refresh_enabled()
        self.refresh()

    @Slot()
    def _refresh_enabled(self) -> None:
        """What cannot be shown at the left cannot at the right either; a view that is gone ends the wipe."""
        for name in VIEWS:
            enabled = self._actions[name].isEnabled() and self._document.picture is not None
            self._actions[_other_name(name)].setEnabled(enabled)
        if self.is_on and not self._can_show(self._canvas.other_view):
            self._actions["wipe"].setChecked(False)

    def _can_show(self, view: View) -> bool:
        return any(VIEWS[name] is view and self._actions[name].isEnabled() for name in VIEWS)

    @Slot()
    def refresh(self) -> None:
        """Show what the canvas shows, with icons of the present theme."""
        canvas, on = self._canvas, self.is_on
        for name in ("divider_left", "divider_right"):
            self._actions[name].setEnabled(on)
        for widget in (self.divider, self.left, self.right):
            widget.setVisible(on)
        if not on:
            return
        for button, view, letter in ((self.left, canvas.view, "A"), (self.right, canvas.other_view, "B")):
            name = next(name for name, its_view in VIEWS.items() if its_view is view)
            button.setText(f"{letter}   {self._actions[name].text()}")
            button.setIcon(self._actions[name].icon())
            if button is self.right:
                self._actions[_other_name(name)].setChecked(True)
        self._place(canvas.divider)

    @Slot(int)
    def _place(self, column: int) -> None:
        """Put the divider at its column, and the buttons into the upper corners."""
        if not self.is_on:
            return
        self.divider.place(column)
        for button in (self.left, self.right):
            button.adjustSize()
        self.left.move(MARGIN, MARGIN)
        self.right.move(self._canvas.width() - self.right.width() - MARGIN, MARGIN)

    def _corner_button(self, name: str, group: str) -> QToolButton:
        button = QToolButton(self._canvas, accessibleName=name, toolTip=name)
        button.setProperty("chip", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(16, 16))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        menu = QMenu(button)
        menu.addActions(self._actions.groups[group].actions())
        button.setMenu(menu)
        button.hide()
        return button


def _other_name(view: str) -> str:
    return view.replace("view_", "other_")


def _view_name(other: QAction) -> str:
    return other.objectName().replace("other_", "view_")
