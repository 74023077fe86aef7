"""The demonstration: open the sample, paint, matte, scrub and export."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from dmat_gui.demo.driven import DrivenWindow, Place, Scene

_STEPS_BEFORE_PICTURE = 3
_STROKES: dict[str, tuple[Place, ...]] = {
    # Over the suit, beside the shuttle, along the hair.
    "class_foreground": ((0.30, 0.75), (0.42, 0.62), (0.55, 0.72)),
    "class_background": ((0.62, 0.08), (0.70, 0.20), (0.66, 0.34)),
    "class_unknown": ((0.29, 0.27), (0.33, 0.12), (0.42, 0.04)),
}


class Job:
    """The scenes of the demo, in order."""

    WINDOW = 1440, 900

    def __init__(self, driven: DrivenWindow) -> None:
        self._driven = driven
        self._window = driven.window
        self._patience = driven.patience

    def scenes(self) -> list[Scene]:
        """All of it, to be played one after the other."""
        return [
            ("opening the sample", self._open),
            ("painting", self._paint),
            ("matting", self._matte),
            ("looking through the steps", self._scrub),
            ("exporting", self._export),
            ("looking at the result", self._look),
        ]

    def _open(self) -> None:
        self._driven.picture("window_empty.png")
        self._window.open_sample("astronaut")
        self._patience.wait("opening the sample", self._window.files.opened)

    def _paint(self) -> None:
        """Three strokes with the mouse, one of each class."""
        window = self._window
        window.top_bar.spin.setValue(max(2, round(0.035 * min(window.document.size))))
        for name, places in _STROKES.items():
            self._driven.trigger(name)
            self._driven.stroke(places)
        self._patience.pause(250)
        self._driven.picture("window_painted.png")

    def _matte(self) -> None:
        """A run, seen at work and when it is over."""
        driven = self._driven
        over = driven.begin_run()
        driven.wait_for_steps(_STEPS_BEFORE_PICTURE, over)
        driven.picture("window_running.png")
        driven.wait_for_run(over)
        driven.picture("window_alpha.png")
        self._window.views.show_view("view_overlay")
        driven.picture("window_overlay.png")

    def _scrub(self) -> None:
        """Through the steps with the arrow key, and a look at one of them."""
        window = self._window
        window.views.show_view("view_alpha")
        window.canvas.setFocus()
        for _ in window.film.frames:
            QTest.keyClick(window.film.film, Qt.Key.Key_Left)
        window.film.choose(2)
        self._driven.picture("window_step.png")
        self._driven.trigger("back_to_result")

    def _export(self) -> None:
        window, folder = self._window, self._driven.folder
        dialog = window.exports.dialog()
        dialog.place.folder.setText(str(folder.resolve()))
        dialog.set_checked("composite", True)
        dialog.set_checked("sheet", True)
        dialog.pages["composite"].set_background(QColor("white"))
        dialog.list.setCurrentRow(list(dialog.pages).index("cutout"))
        dialog.show()
        self._patience.wait("previewing", dialog.preview.shown)
        self._driven.picture("window_export.png", dialog)
        dialog.hide()
        window.exports.write(dialog.planned())
        self._patience.wait("exporting", window.exports.exported)

    def _look(self) -> None:
        """The composite and the trimap, in both themes."""
        driven, window = self._driven, self._window
        window.messages.clear()
        window.views.show_view("view_composite")
        driven.picture("window_composite.png")
        window.theme.set_mode("light")
        driven.picture("window_composite_light.png")
        window.views.show_view("view_overlay")
        driven.picture("window_overlay_light.png")
