"""Auto trimap: from a mask, the picture's own alpha, the Result or the present trimap, tried on the canvas.

The worker finds every pixel's distance from the edge once; the preview compares it with the two widths where
the screen shows it, so that it follows the sliders on a picture of any size.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from core.imaging.band import proposed_widths
from core.imaging.trimap import missing_class
from dmat_gui.actions import Actions
from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.canvas.overlay import TrimapPreview
from dmat_gui.document import Document
from dmat_gui.file_filters import picture_filter
from dmat_gui.jobs import JobRunner
from dmat_gui.panels.auto_trimap_bar import AutoTrimapBar
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.settings import Settings
from dmat_gui.translations import say
from dmat_gui.trimap_tasks import FindEdge, MakeTrimap

_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOST = 0.15
"""The most that either width can be, as a share of the picture's shorter side."""


class AutoTrimapControl(QObject):
    """Opens the bar, has the edge found, shows the preview, and puts the trimap in place."""

    open_changed = Signal()
    """The bar has come or gone; while it is there, `is_open`, nothing is undone behind it."""

    def __init__(
        self,
        document: Document,
        canvas: CanvasView,
        bar: AutoTrimapBar,
        runner: JobRunner,
        messages: MessageStack,
        actions: Actions,
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._canvas = canvas
        self._bar = bar
        self._runner = runner
        self._messages = messages
        self._actions = actions
        self._settings = settings
        self._window = window
        self._is_open = False
        self._job = self._making = 0
        self._file: Path | None = None
        self._source = ""
        self._distance: np.ndarray | None = None
        self._view_before: QAction | None = None
        actions["auto_trimap"].triggered.connect(self.open)
        bar.source_chosen.connect(self._choose)
        bar.widths_changed.connect(self._preview)
        bar.applied.connect(self.apply)
        bar.cancelled.connect(self._cancel)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        document.picture_changed.connect(self._picture_changed)
        document.current_run_changed.connect(self._result_changed)
        document.retouch_changed.connect(self._result_changed)
        canvas.installEventFilter(self)
        bar.installEventFilter(self)
        self._picture_changed()

    @property
    def is_open(self) -> bool:
        """True while the bar is there."""
        return self._is_open

    @Slot()
    def open(self) -> None:
        """Show the bar and try the likeliest source; where there is none, ask for a mask."""
        if self._document.picture is None or self.is_open:
            return
        self._messages.dismiss("begin")
        sources = self._sources()
        likeliest = self._source if self._source in sources else next(iter(sources))
        self._fill(likeliest)
        self._is_open = True
        self._bar.show()
        self.open_changed.emit()
        self._view_before = self._actions.groups["view"].checkedAction()
        self._actions["view_overlay"].trigger()
        self._choose(likeliest)

    @Slot()
    def close(self) -> None:
        """Take the bar and the preview away; the trimap is as it was."""
        for job in (self._job, self._making):
            self._runner.cancel(job)
        self._job = self._making = 0
        self._distance = None
        if self.is_open:
            self._is_open = False
            self._bar.hide()
            self._canvas.preview_trimap(None)
            self._canvas.setFocus()
            self.open_changed.emit()

    @Slot()
    def _cancel(self) -> None:
        """Leave everything as it was, the view too."""
        if self.is_open:
            self.close()
            if self._actions["view_overlay"].isChecked():  # else another one was chosen meanwhile
                self._view_before.trigger()

    @Slot()
    def apply(self) -> None:
        """Put the trimap of the preview in place."""
        if self._distance is not None and not self._making:
            self._bar.apply_button.setEnabled(False)
            self._making = self._runner.submit(MakeTrimap(self._distance, *self._bar.widths))

    def _put(self, trimap: np.ndarray) -> None:
        self.close()
        self._document.finish_edit()  # a stroke begun meanwhile is a change of its own
        self._document.set_trimap(trimap, self.tr("Auto trimap"))
        missing = missing_class(trimap)
        if missing is not None:
            text = self.tr("Nothing is {missing} in this trimap: use other widths, or paint some.").format(
                missing=say(missing)
            )
            self._messages.show_message(
                Message("note", text, "warning", (self._actions["undo"], self._actions["auto_trimap"]))
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While a preview is shown, Return and Escape on the canvas answer it, before any shortcut."""
        # The event first: others come while the window is being taken down, and this with it.
        if not isinstance(event, QKeyEvent) or event.key() not in _KEYS or not self.is_open:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and watched is self._canvas:
            self._bar.keyPressEvent(event)
            return True
        return False

    def _sources(self) -> dict[str, str]:
        """What a trimap can be made from, the likeliest first: key to words."""
        document, sources = self._document, {}
        if document.current_run is not None:
            sources["result"] = document.result_title()
        if document.picture is not None and document.picture.alpha is not None:
            sources["alpha"] = self.tr("The picture's own alpha")
        if self._file is not None:
            sources["file"] = self._file.name
        if document.trimap is not None and missing_class(document.trimap) in (None, "unknown"):
            sources["trimap"] = self.tr("The present trimap")
        sources["choose"] = self.tr("A mask from a file…")
        return sources

    def _fill(self, chosen: str) -> None:
        self._bar.set_sources(list(self._sources().items()), chosen)

    @Slot(str)
    def _choose(self, source: str) -> None:
        """Have the worker find the edge of a source."""
        if source == "choose":
            # The last one stands in the field already, so that Return alone uses it again.
            proposed = str(self._settings.last_mask or self._settings.last_folder)
            name, _ = QFileDialog.getOpenFileName(
                self._window, self.tr("A mask to make the trimap from"), proposed, picture_filter()
            )
            if not name:
                if self._distance is None and not self._job:
                    self.close()
                else:
                    self._fill(self._source)
                return
            self._file, source = Path(name), "file"
            self._settings.last_folder, self._settings.last_mask = self._file.parent, self._file
            self._fill(source)
        for job in (self._job, self._making):  # what is being made is of the source before
            self._runner.cancel(job)
        self._making = 0
        self._source = source
        self._bar.apply_button.setEnabled(False)
        self._job = self._runner.submit(FindEdge(self._matte(source), self._document.size))

    def _matte(self, source: str) -> np.ndarray | Path:
        if source == "file":
            return self._file
        if source == "result":
            return self._document.result_alpha().copy()  # it may be retouched meanwhile
        if source == "alpha":
            return self._document.picture.alpha
        self._document.finish_edit()
        return self._document.trimap.copy()

    @Slot()
    def _preview(self) -> None:
        if self._distance is not None:
            self._canvas.preview_trimap(TrimapPreview(self._distance, *self._bar.widths))

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        if job_id == self._job:
            self._job = 0
            self._distance = result
            self._bar.apply_button.setEnabled(True)
            self._preview()
        elif job_id == self._making:
            self._making = 0
            self._put(result)

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if job_id and job_id in (self._job, self._making):
            self._file = None
            self.close()
            self._messages.show_message(Message("note", sentence, "warning", (self._actions["auto_trimap"],)))

    @Slot()
    def _result_changed(self) -> None:
        """The trimap is made from the Result that is there now; without one, from nothing."""
        if not self.is_open:
            return
        if self._source != "result":
            self._fill(self._source)
        elif self._document.current_run is None:
            self._cancel()
        else:
            self._fill(self._source)
            self._choose(self._source)

    @Slot()
    def _picture_changed(self) -> None:
        """Another picture: what was tried out was for the one before."""
        self.close()
        self._file, self._source = None, ""
        size = self._document.size
        self._actions["auto_trimap"].setEnabled(self._document.picture is not None)
        if self._document.picture is not None:
            self._bar.set_widths(*proposed_widths(size), max(20, round(_MOST * min(size))))
