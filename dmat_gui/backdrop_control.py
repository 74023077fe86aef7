"""What lies behind the composite on the canvas: a checkerboard, a colour or a picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QColorDialog, QFileDialog, QWidget

from dmat_gui.actions import Actions
from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.canvas.views import View
from dmat_gui.document import Document
from dmat_gui.file_filters import picture_filter
from dmat_gui.jobs import JobRunner
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.settings import Settings
from dmat_gui.view_tasks import LoadBackdrop

_FIRST_COLOUR = "#3f7f5f"


class BackdropControl(QObject):
    """Joins the actions of the backgrounds with the canvas."""

    def __init__(
        self,
        document: Document,
        canvas: CanvasView,
        runner: JobRunner,
        messages: MessageStack,
        actions: Actions,
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._canvas = canvas
        self._runner = runner
        self._messages = messages
        self._actions = actions
        self._settings = settings
        self._window = window
        self._colour = QColor(_FIRST_COLOUR)
        self._in_force = "back_checker"
        self._job = 0
        actions[self._in_force].setChecked(True)
        actions.groups["back"].triggered.connect(self._choose)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)

    def open_picture(self, path: Path) -> None:
        """Composite over this picture once it has been read."""
        self._runner.cancel(self._job)
        self._job = self._runner.submit(LoadBackdrop(path, self._document.size))

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        name = action.objectName()
        if name == "back_picture":
            self._ask_picture()
            return
        self._runner.cancel(self._job)
        self._job = 0
        if name == "back_checker":
            self._canvas.set_background("checker")
        else:
            colour = QColorDialog.getColor(self._colour, self._window, self.tr("Colour behind the composite"))
            if colour.isValid():
                self._colour = colour
            self._canvas.set_background(self._colour)
        self._put_in_force(name)

    def _ask_picture(self) -> None:
        folder = str(self._settings.last_folder)
        title = self.tr("A picture behind the composite")
        name, _ = QFileDialog.getOpenFileName(self._window, title, folder, picture_filter())
        self._actions[self._in_force].setChecked(True)  # until the picture is there
        if name:
            self._settings.last_folder = Path(name).parent
            self.open_picture(Path(name))

    def _put_in_force(self, name: str) -> None:
        self._in_force = name
        self._actions[name].setChecked(True)
        if View.COMPOSITE not in self._canvas.views:
            self._actions["view_composite"].trigger()

    @Slot(int, object)
    def _on_finished(self, job_id: int, picture: object) -> None:
        if job_id == self._job and isinstance(picture, np.ndarray):
            self._job = 0
            self._canvas.set_background(picture)
            self._put_in_force("back_picture")

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if job_id == self._job:
            self._job = 0
            again = (self._actions["back_picture"],)
            self._messages.show_message(Message("note", sentence, "warning", again))
