"""The parts of the window that have to do with looking: made and joined in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dmat_gui.backdrop_control import BackdropControl
from dmat_gui.brush_memory import BrushMemory
from dmat_gui.difference_control import DifferenceControl
from dmat_gui.live_preview import LivePreview
from dmat_gui.monitor_control import MonitorControl
from dmat_gui.overlay_control import OverlayControl
from dmat_gui.retouch_control import RetouchControl
from dmat_gui.wipe_control import WipeControl

if TYPE_CHECKING:
    from dmat_gui.main_window import MainWindow


class ViewParts:
    """The divider, the difference, the composite's background, the live preview, the overlay's look, the
    monitor's profile, and Retouch, which works on what is seen."""

    def __init__(self, window: MainWindow) -> None:
        document, canvas, actions = window.document, window.canvas, window.actions_
        self.wipe = WipeControl(document, canvas, actions)
        window.theme.changed.connect(self.wipe.refresh)
        self.difference = DifferenceControl(document, canvas, actions)  # its legend lies over the divider
        window.steps.compared.connect(self.difference.keep)
        self.backdrop = BackdropControl(
            document, canvas, window.file_runner, window.messages, actions, window.settings, window
        )
        self.preview = LivePreview(document, canvas, actions, window.settings, window)
        self.preview.available_changed.connect(window.views.set_preview_there)
        self.overlay = OverlayControl(canvas, window.panel.legend, actions, window.settings, window)
        self.monitor = MonitorControl(canvas, window.file_runner, window.messages, window.settings, window)
        self.brushes = BrushMemory(document, canvas, window.settings, window)
        self.retouch = RetouchControl(window)
        self.retouch.bar.done.connect(canvas.setFocus)
        window.column.insertWidget(0, self.retouch.bar)
        self.retouch.bar.hide()

    def shut_down(self) -> None:
        """Wait for the preview's thread; safe to call twice."""
        self.preview.shut_down()
