"""The live preview: after each gesture a coarse matte of what is in sight, until there is a result.

It is no part of the document: nothing that is exported, copied or kept can come from it. The worker has a
thread of its own, so that no run and no file holds it up; only the latest wish counts.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QTimer, Signal, Slot

from dmat_gui.actions import Actions
from dmat_gui.canvas.canvas import CanvasView, PixelReadout
from dmat_gui.canvas.preview_matte import Part, PreviewMatte, part_in_sight
from dmat_gui.document import Document
from dmat_gui.jobs import JobRunner
from dmat_gui.panels.preview_inset import PreviewBadge, PreviewInset
from dmat_gui.settings import Settings
from dmat_gui.view_tasks import CoarsePreview

_SETTLE_MS = 120
"""After the picture was zoomed or moved: it goes on moving for a while."""


class LivePreview(QObject):
    """Has the preview made, and shows it: in the canvas's views of an alpha, else in a corner."""

    shown = Signal()
    """A preview of the trimap as it is now is on the canvas."""
    available_changed = Signal(bool)
    """Whether there is a preview to look at."""

    def __init__(
        self, document: Document, canvas: CanvasView, actions: Actions, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._canvas = canvas
        self._settings = settings
        self._action = actions["live_preview"]
        self._runner = JobRunner(_no_predictor, "dmat-preview", self)
        self._job = 0
        self._asked: Part | None = None
        self._painted = False
        self._changed = False
        self.matte: PreviewMatte | None = None
        self.inset = PreviewInset(canvas)
        self.badge = PreviewBadge(canvas)
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self._ask)
        self._runner.finished.connect(self._on_finished)
        self._runner.failed.connect(self._on_failed)
        document.picture_changed.connect(self._picture_changed)
        document.trimap_changed.connect(self._trimap_changed)
        document.history_changed.connect(self._gesture_over)
        document.stale_changed.connect(self._look)
        document.current_run_changed.connect(self._look)
        canvas.view_changed.connect(self._place)
        canvas.matte_shown.connect(self._place)
        canvas.zoom_changed.connect(self._moved)
        canvas.horizontalScrollBar().valueChanged.connect(self._moved)
        canvas.verticalScrollBar().valueChanged.connect(self._moved)
        canvas.readout_changed.connect(self._pointed)
        canvas.installEventFilter(self)
        self._action.setChecked(settings.switch("live_preview", True))
        self._action.toggled.connect(self._switch)

    def shut_down(self) -> None:
        """Let the worker go; safe to call twice."""
        self._runner.shutdown()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
            self._moved()
        return False

    @property
    def is_wanted(self) -> bool:
        """True while a preview says more than the result does: there is none, or it is of another trimap."""
        there = self._action.isChecked() and self._painted
        return there and (self._document.current_run is None or self._document.is_stale)

    @Slot()
    def _picture_changed(self) -> None:
        self._painted = self._changed = False
        self._look()
        if self._document.picture is not None:
            # Its result is thrown away: the first stroke shall not wait for what the solver imports.
            self._runner.submit(CoarsePreview(np.zeros((8, 8, 3), np.uint8), np.eye(8, dtype=np.uint8) * 255))

    @Slot(QRect)
    def _trimap_changed(self, _box: QRect) -> None:
        self._changed = True

    @Slot()
    def _gesture_over(self) -> None:
        """A stroke has ended, or something else has changed the trimap as a whole."""
        if self._changed and not self._document.is_editing:
            self._changed, self._painted = False, True
            self._look()
            self._ask()

    @Slot()
    def _look(self) -> None:
        """Take the preview away where it is not wanted."""
        if not self.is_wanted:
            self._runner.cancel(self._job)
            self._job = 0
            self._show(None)

    @Slot()
    def _moved(self) -> None:
        if self.matte is not None:
            self._timer.start()

    @Slot()
    def _ask(self) -> None:
        """Have the part in sight solved."""
        canvas = self._canvas
        self._wish(canvas.mapToScene(canvas.viewport().rect()).boundingRect())

    def _wish(self, seen: QRectF) -> None:
        """Have this part solved; a preview that is still to come is not wanted any more."""
        self._timer.stop()
        self._runner.cancel(self._job)
        self._job = 0
        document, canvas = self._document, self._canvas
        if not self.is_wanted or document.picture is None:
            return
        part = part_in_sight(seen.getCoords(), document.size, document.trimap)
        if part is not None:
            self._asked = part
            trimap = document.trimap[part.looks].copy()
            guess = self.matte.sample(part.grid) if self.matte is not None else None
            self._job = self._runner.submit(CoarsePreview(canvas.sample_image(part.grid), trimap, guess))

    @Slot(int, object)
    def _on_finished(self, job_id: int, small: np.ndarray | None) -> None:
        if job_id != self._job:
            return
        self._job = 0
        if small is None and (self._asked.width, self._asked.height) != self._document.size:
            # One class alone is in sight: the strokes elsewhere tell about it too.
            self._wish(self._document.rect.toRectF())
        elif small is None:
            self._show(None)
        else:
            self._show(PreviewMatte(small, self._asked, self._document.trimap))
            self.shown.emit()

    @Slot(int, str)
    def _on_failed(self, job_id: int, _sentence: str) -> None:
        """What is on show is of an earlier trimap, so it goes. Matte tells its own errors."""
        if job_id == self._job:
            self._job = 0
            self._show(None)

    def _show(self, matte: PreviewMatte | None) -> None:
        changes = (matte is None) != (self.matte is None)
        self.matte = matte
        self._canvas.show_preview(matte)
        if matte is not None:
            self.inset.show_matte(matte.small)
        if changes:
            self.available_changed.emit(matte is not None)
        self._place()

    @Slot()
    def _place(self) -> None:
        """The canvas marks what it shows itself; else the corner shows it."""
        in_view = self._canvas.shows_preview
        self.badge.setVisible(in_view)
        self.inset.setVisible(self.matte is not None and not in_view)
        self.badge.place()
        self.inset.place()

    @Slot(object)
    def _pointed(self, pixel: PixelReadout | None) -> None:
        if pixel is not None:
            place = self._canvas.viewportTransform().map(float(pixel.x), float(pixel.y))
            self.inset.avoid(QPoint(round(place[0]), round(place[1])))

    @Slot(bool)
    def _switch(self, on: bool) -> None:
        self._settings.set_switch("live_preview", on)
        self._look()
        self._ask()


def _no_predictor(_model: str, *, device: str, precision: str) -> object:
    raise NotImplementedError(f"the preview uses no network, on {device} in {precision} or else")
