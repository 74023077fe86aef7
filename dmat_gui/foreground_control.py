"""Estimated foreground colours on the canvas, made when a view that shows them is looked at."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QRect, QTimer, Slot
from PySide6.QtGui import QAction

from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.canvas.views import View
from dmat_gui.dialogs.export_task import EstimateForeground
from dmat_gui.document import Document
from dmat_gui.history import Box
from dmat_gui.jobs import JobRunner
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.warming import Warmer

_SETTLE_MS = 150
_VIEWS = (View.COMPOSITE, View.FOREGROUND)


class ForegroundControl(QObject):
    """Hands the canvas the Result's foreground colours; until they are there it shows the picture's own."""

    def __init__(
        self,
        document: Document,
        canvas: CanvasView,
        runner: JobRunner,
        warmer: Warmer,
        messages: MessageStack,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._canvas = canvas
        self._runner = runner
        self._warmer = warmer
        self._messages = messages
        self._job = 0
        self._is_made = False
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self._ask)
        self._again = QAction(
            self.tr("Try again"), self, toolTip=self.tr("Estimate the foreground's colours again")
        )
        self._again.triggered.connect(self._ask)
        document.alpha_changed.connect(self._alpha_changed)
        document.picture_changed.connect(self._forget)
        canvas.view_changed.connect(self._look)
        canvas.matte_shown.connect(self._look)
        warmer.prepared.connect(self._look)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)

    @Slot(QRect)
    def _alpha_changed(self, box: QRect) -> None:
        """The colours belong to another alpha: make new ones if they are in sight.

        Around a stroke of retouch the old ones are as good as before; in it, the picture's own are shown.
        """
        if box == self._document.rect:
            self._forget()
            return
        if self._document.has_retouch:
            self._canvas.forget_foreground(box, self._document.retouch.covers(Box(*box.getRect())))
        self._outdated()

    @Slot()
    def _forget(self) -> None:
        self._canvas.set_foreground(None)
        self._outdated()

    def _outdated(self) -> None:
        self._is_made = False
        self._runner.cancel(self._job)
        self._job = 0
        self._look()

    @Slot()
    def _look(self) -> None:
        if any(view in _VIEWS for view in self._canvas.views) and not self._canvas.shown_title:
            self._timer.start()

    @Slot()
    def _ask(self) -> None:
        picture, alpha = self._document.picture, self._document.shown_alpha()
        if picture is None or alpha is None or self._is_made or self._job:
            return
        if self._document.is_editing:
            self._timer.start()  # a stroke is under way
            return
        if not self._warmer.ready.is_set():
            return  # `prepared` asks again: the estimation waits here, and not at the head of a queue
        # The worker reads the very array: whatever is painted into it ends the job.
        self._job = self._runner.submit(EstimateForeground(picture, alpha))

    @Slot(int, object)
    def _on_finished(self, job_id: int, foreground: object) -> None:
        if job_id != self._job:
            return
        self._job = 0
        if isinstance(foreground, np.ndarray):
            self._is_made = True
            self._messages.dismiss("colours")
            self._canvas.set_foreground(foreground)

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if job_id == self._job:
            self._job = 0
            text = self.tr("Soft edges are shown in the picture's own colours. {sentence}").format(
                sentence=sentence
            )
            self._messages.show_message(Message("colours", text, "warning", (self._again,)))

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        if job_id == self._job:
            self._job = 0
