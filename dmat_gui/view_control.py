"""What the canvas shows and with what it is painted on: views, backgrounds, tools, zoom."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QWidget

from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN
from dmat_gui.actions import Actions
from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.canvas.views import View
from dmat_gui.document import ALPHA_LAYER, RETOUCH_LAYER, Document
from dmat_gui.panels.tool_bars import TopBar

VIEWS = {
    "view_image": View.IMAGE,
    "view_overlay": View.TRIMAP_OVERLAY,
    "view_alpha": View.ALPHA,
    "view_composite": View.COMPOSITE,
    "view_foreground": View.FOREGROUND,
    "view_difference": View.DIFFERENCE,
}
CLASSES = {
    "class_foreground": int(FOREGROUND),
    "class_background": int(BACKGROUND),
    "class_unknown": int(UNKNOWN),
}
HIDE_KEY = Qt.Key.Key_O
"""Held down, it takes the overlay away."""


class ViewControl(QObject):
    """Joins the actions of the views and tools with the canvas, both ways."""

    def __init__(
        self,
        document: Document,
        canvas: CanvasView,
        top_bar: TopBar,
        actions: Actions,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._canvas = canvas
        self._top_bar = top_bar
        self._actions = actions
        self._following = self._has_step = self._has_preview = False
        actions.groups["view"].triggered.connect(self._choose_view)
        actions.groups["tool"].triggered.connect(self._choose_tool)
        actions.groups["class"].triggered.connect(self._choose_class)
        actions["swap"].triggered.connect(canvas.swap_class)
        actions["grow"].triggered.connect(canvas.grow_brush)
        actions["shrink"].triggered.connect(canvas.shrink_brush)
        actions["fit"].triggered.connect(canvas.fit)
        actions["actual_size"].triggered.connect(self._actual_size)
        actions["zoom_in"].triggered.connect(self._zoom_in)
        actions["zoom_out"].triggered.connect(self._zoom_out)
        top_bar.size_chosen.connect(self._set_brush)
        canvas.brush_size_changed.connect(top_bar.show_size)
        canvas.tool_changed.connect(self._tool_changed)
        canvas.tool_changed.connect(top_bar.show_tool)
        canvas.paint_class_changed.connect(self._class_changed)
        canvas.installEventFilter(self)
        document.view_layer_changed.connect(self._show_layer)
        document.trimap_changed.connect(self._painted)
        document.current_run_changed.connect(self._refresh)
        document.picture_changed.connect(self.end_run)
        actions["brush"].setChecked(True)
        actions["class_foreground"].setChecked(True)
        self.show_view("view_overlay")
        top_bar.show_size(int(canvas.brush_size))
        self._refresh()

    def show_view(self, name: str) -> None:
        """Show the view of an action, as "view_alpha"."""
        self._actions[name].setChecked(True)
        self._canvas.set_view(VIEWS[name])

    def show_a_matte(self) -> None:
        """Show the alpha, unless a view in sight shows it in its way; without one, the trimap."""
        self._following = False
        if not self._shows_matte():
            self.show_view("view_alpha" if self._document.current_run is not None else "view_overlay")

    @Slot()
    def picture_opened(self) -> None:
        """A new picture: whole in sight, its trimap over it, the foreground brush in hand; or its Result."""
        self.show_view("view_overlay" if self._document.current_run is None else "view_alpha")
        self._canvas.fit()
        self._canvas.setFocus()

    @Slot()
    def begin_run(self) -> None:
        """A run begins: its steps will be shown unless the user paints on or looks at something else."""
        self._following = True
        self._has_step = False

    @Slot()
    def step_arrived(self) -> None:
        """The run at work has a matte to look at."""
        self._has_step = True
        self.show_to_waiting()

    @Slot()
    def show_to_waiting(self) -> None:
        """There is a matte, of a step or the result: show it to whoever is waiting for it."""
        self._refresh()
        if self._following and not self._shows_matte():
            self.show_view("view_alpha")
        self._following = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        if event.type() in kinds and isinstance(event, QKeyEvent) and event.key() == HIDE_KEY:
            if not event.isAutoRepeat():
                self._canvas.set_overlay_hidden(event.type() == QEvent.Type.KeyPress)
            return True
        if event.type() == QEvent.Type.FocusOut:
            self._canvas.set_overlay_hidden(False)  # a key let go elsewhere is not told here
        return super().eventFilter(watched, event)

    @Slot(bool)
    def set_preview_there(self, there: bool) -> None:
        """There is a coarse matte to look at, or there is none any more."""
        self._has_preview = there
        self._refresh()

    @Slot()
    def end_run(self) -> None:
        """The run is over; without a result there may be no alpha to look at any more."""
        self._has_step = False
        self._refresh()

    def _shows_matte(self) -> bool:
        return any(view.needs_matte for view in self._canvas.views)

    @Slot(QAction)
    def _choose_view(self, action: QAction) -> None:
        self._following = False
        self._canvas.set_view(VIEWS[action.objectName()])

    @Slot(QAction)
    def _choose_tool(self, action: QAction) -> None:
        self._canvas.set_tool(action.objectName())

    @Slot(QAction)
    def _choose_class(self, action: QAction) -> None:
        self._canvas.set_paint_class(CLASSES[action.objectName()])

    @Slot(str)
    def _tool_changed(self, name: str) -> None:
        self._actions[name].setChecked(True)

    @Slot(int)
    def _class_changed(self, value: int) -> None:
        for name, its_value in CLASSES.items():
            self._actions[name].setChecked(value == its_value)

    @Slot(int)
    def _set_brush(self, size: int) -> None:
        self._canvas.set_brush_size(size)

    @Slot()
    def _actual_size(self) -> None:
        self._canvas.zoom_to(1.0)

    @Slot()
    def _zoom_in(self) -> None:
        self._canvas.zoom_by(1.25)

    @Slot()
    def _zoom_out(self) -> None:
        self._canvas.zoom_by(1 / 1.25)

    @Slot(str)
    def _show_layer(self, layer: str) -> None:
        """Undo shows what it changed."""
        if layer == "trimap":
            self._show_overlay()
        elif layer in (ALPHA_LAYER, RETOUCH_LAYER):
            self.show_a_matte()

    @Slot()
    def _painted(self) -> None:
        """A stroke must be seen: the alpha and the composite do not show it."""
        self._following = False
        self._show_overlay()

    def _show_overlay(self) -> None:
        """The trimap, but where the preview shows at once what a stroke does."""
        if self._canvas.shows_preview:
            return
        if View.TRIMAP_OVERLAY not in self._canvas.views:
            self.show_view("view_overlay")

    @Slot()
    def _refresh(self) -> None:
        """Views of an alpha need one, be it of a run that goes on."""
        there = self._document.current_run is not None or self._has_step or self._has_preview
        views = ("view_alpha", "view_composite", "view_foreground")
        for name in (*views, "back_checker", "back_colour", "back_picture"):
            self._actions[name].setEnabled(there)
        if not there and self._canvas.view.needs_matte:
            self.show_view("view_overlay")
        for name in ("fit", "actual_size", "zoom_in", "zoom_out"):
            self._actions[name].setEnabled(self._document.picture is not None)
