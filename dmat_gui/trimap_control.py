"""The trimap's own actions: the box, the band's width, the brush's switches, and a hint to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject, QRect, Slot

from core.imaging.band import band_step
from core.imaging.picture import Picture
from core.imaging.trimap import UNKNOWN
from dmat_gui.actions import Actions
from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.canvas.tools import Tool
from dmat_gui.document import Document
from dmat_gui.jobs import Job, JobRunner
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.settings import Settings
from dmat_gui.trimap_tasks import ChangeBand, GuessTrimap, TrimapFromBox

BEGIN = QT_TRANSLATE_NOOP(
    "TrimapControl",
    "Press {foreground} and paint well inside the subject, {background} and paint around it; leave hair and "
    "soft edges unknown. Or drag a box around it.",
)


FROM_BOX = QT_TRANSLATE_NOOP("TrimapControl", "Trimap from a box")
FROM_STROKES = QT_TRANSLATE_NOOP("TrimapControl", "Trimap from the strokes")
WIDEN = QT_TRANSLATE_NOOP("TrimapControl", "Widen the band")
NARROW = QT_TRANSLATE_NOOP("TrimapControl", "Narrow the band")


@dataclass(frozen=True)
class _Making:
    """A trimap being made: for which picture, after which stroke, and what its undo step is called."""

    job_id: int
    picture: Picture
    serial: int
    text: str
    pixels: int
    """By how much a band is changed, 0 for what is no such change."""


class TrimapControl(QObject):
    """Joins the actions that make or change the whole trimap with the canvas and the worker."""

    def __init__(
        self,
        document: Document,
        canvas: CanvasView,
        runner: JobRunner,
        messages: MessageStack,
        actions: Actions,
        settings: Settings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._canvas = canvas
        self._runner = runner
        self._messages = messages
        self._actions = actions
        self._settings = settings
        self._making: _Making | None = None
        self._stroke_to_come = False  # the stroke that the bar "meanwhile" speaks of is not over yet
        canvas.box_drawn.connect(self._box_drawn)
        actions["from_strokes"].triggered.connect(self._guess)
        actions["narrow_band"].triggered.connect(self._narrow)
        actions["widen_band"].triggered.connect(self._widen)
        switches = (
            ("brush_on_screen", False, canvas.set_brush_follows_screen),
            ("pen_pressure", True, canvas.set_pen_pressure),
        )
        for name, usual, put in switches:
            put(settings.switch(name, usual))
            actions[name].setChecked(settings.switch(name, usual))
            actions[name].toggled.connect(put)
            actions[name].toggled.connect(self._remember_switch)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        messages.closed.connect(self._message_closed)
        document.history_changed.connect(self._history_changed)
        document.picture_changed.connect(self._picture_changed)
        self._picture_changed()

    @Slot()
    def picture_opened(self) -> None:
        """Say how to begin, to whoever opens a picture of which nothing is known and wants to be told."""
        trimap = self._document.trimap
        begins = trimap is not None and not self._document.can_undo and bool((trimap == UNKNOWN).all())
        if begins and self._settings.hint_wanted("begin") and self._messages.text("offer") is None:
            foreground, background = (
                self._actions.key_text(name) or self._actions[name].text()
                for name in ("class_foreground", "class_background")
            )
            text = self.tr(BEGIN).format(foreground=foreground, background=background)
            self._messages.show_message(Message("begin", text, "info", (self._actions["box"],)))

    @Slot(QRect)
    def _box_drawn(self, box: QRect) -> None:
        request, image = self._document.frozen_request(), self._document.display_image
        if request is not None and image is not None:
            self._messages.dismiss("begin")
            self._make(TrimapFromBox(image, box.getRect(), request[1]), FROM_BOX)
            self._messages.show_message(Message("note", self.tr("Looking for the subject in the box…")))

    @Slot()
    def _guess(self) -> None:
        """Make a whole trimap from the strokes."""
        self._document.finish_edit()
        request, image = self._document.frozen_request(), self._document.display_image
        if request is None or image is None:
            return
        if not (request[1] != UNKNOWN).any():
            text = self.tr(
                "There are no strokes yet: paint over the subject first, then let the app guess the rest."
            )
            self._messages.show_message(Message("missing", text, "warning"))
            return
        self._make(GuessTrimap(image, request[1]), FROM_STROKES)

    @Slot()
    def _narrow(self) -> None:
        self._change_band(-band_step(self._document.size))

    @Slot()
    def _widen(self) -> None:
        self._change_band(band_step(self._document.size))

    def _change_band(self, pixels: int) -> None:
        """Change the band on each side; clicks that come faster than the worker add up."""
        self._document.finish_edit()
        request = self._document.frozen_request()
        if request is None:
            return
        if self._making is not None and self._making.serial == self._document.trimap_serial:
            pixels += self._making.pixels
        text = WIDEN if pixels > 0 else NARROW
        self._make(ChangeBand(request[1], pixels), text, pixels)

    def _make(self, job: Job, text: str, pixels: int = 0) -> None:
        """Have the worker make a trimap, in place of one that is being made."""
        picture, serial = self._document.picture, self._document.trimap_serial
        if self._making is not None:
            self._runner.cancel(self._making.job_id)
        self._making = _Making(self._runner.submit(job), picture, serial, text, pixels)

    @Slot(int, object)
    def _on_finished(self, job_id: int, trimap: Any) -> None:
        making = self._made(job_id)
        if making is None:
            return
        if self._document.trimap_serial != making.serial or self._document.is_editing:
            text = self.tr(
                "The trimap has changed meanwhile, so it was left as it is: do it again if you like."
            )
            self._messages.dismiss("note")  # that it is being looked for
            self._messages.show_message(Message("meanwhile", text, "info", seconds=12))
            self._stroke_to_come = self._document.is_editing
            return
        self._take(trimap, making.text)

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        making = self._made(job_id)
        if making is not None:
            band = "widen_band" if making.pixels > 0 else "narrow_band"
            again = self._actions[{FROM_BOX: "box", FROM_STROKES: "from_strokes"}.get(making.text, band)]
            self._messages.show_message(Message("note", sentence, "warning", (again,)))

    def _made(self, job_id: int) -> _Making | None:
        """The job has ended; None if it is none of these, or of a picture that is there no more."""
        making = self._making
        if making is None or making.job_id != job_id:
            return None
        self._making = None
        return making if self._document.picture is making.picture else None

    def _take(self, trimap: np.ndarray, text: str) -> None:
        self._document.set_trimap(trimap, self.tr(text))
        if text in (FROM_BOX, FROM_STROKES):
            source = self.tr("box") if text == FROM_BOX else self.tr("strokes")
            words = self.tr(
                "Made from the {source}: check it, paint where it is wrong, then click Matte."
            ).format(source=source)
            self._messages.dismiss("missing")
            self._messages.show_message(Message("note", words, "info", (self._actions["undo"],), seconds=15))
        if self._canvas.tool is Tool.BOX:
            self._canvas.set_tool(Tool.BRUSH)

    @Slot(bool)
    def _remember_switch(self, on: bool) -> None:
        self._settings.set_switch(self.sender().objectName(), on)

    @Slot(object)
    def _message_closed(self, message: Message) -> None:
        if message.key == "begin":
            self._settings.set_hint_seen("begin")

    @Slot()
    def _history_changed(self) -> None:
        """Whoever has painted has begun; whoever has gone on knows what was left as it was."""
        if not self._stroke_to_come:
            self._messages.dismiss("meanwhile")
        self._stroke_to_come = False
        if self._document.can_undo:
            self._messages.dismiss("begin")

    @Slot()
    def _picture_changed(self) -> None:
        if self._making is not None:
            self._runner.cancel(self._making.job_id)
            self._making = None
        there = self._document.picture is not None
        for name in ("from_strokes", "narrow_band", "widen_band"):
            self._actions[name].setEnabled(there)
