"""The look of the trimap over the picture: chosen in a dialog, followed by legend, brush and icons."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from dmat_gui.actions import Actions
from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.dialogs.overlay_look import OverlayLook, OverlayLookDialog
from dmat_gui.panels.legend import Legend
from dmat_gui.settings import Settings


class OverlayControl(QObject):
    """Opens the dialog, applies the look everywhere, and remembers it."""

    changed = Signal(object)
    """The OverlayLook that is shown now."""

    def __init__(
        self, canvas: CanvasView, legend: Legend, actions: Actions, settings: Settings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._canvas = canvas
        self._legend = legend
        self._actions = actions
        self._settings = settings
        self._window = window
        self.dialog: OverlayLookDialog | None = None
        actions["overlay_look"].triggered.connect(self.open)
        self.look = OverlayLook(*settings.overlay_look(*OverlayLook()))
        self._apply()

    @Slot()
    def open(self) -> None:
        """Show the dialog beside the canvas; the window goes on working."""
        if self.dialog is None:
            self.dialog = OverlayLookDialog(self.look, self._window)
            self.dialog.form.changed.connect(self.take)
            self.changed.connect(self.dialog.form.show_look)
        self.dialog.form.show_look(self.look)
        self.dialog.show()
        corner = self._canvas.mapToGlobal(self._canvas.rect().topRight())
        self.dialog.move(corner.x() - self.dialog.width() - 24, corner.y() + 64)
        self.dialog.raise_()

    @Slot(object)
    def take(self, look: OverlayLook) -> None:
        """Show this look from now on."""
        self.look = look
        self._settings.set_overlay_look(*look)
        self._apply()
        self.changed.emit(look)

    def _apply(self) -> None:
        foreground, background, opacity = self.look
        self._canvas.set_overlay_colours(foreground, background, opacity / 100)
        self._legend.set_colours(foreground, background)
        self._actions.set_class_colours(foreground.name(), background.name())
