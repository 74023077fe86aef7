"""Paste: what lies on the clipboard is opened, or becomes the trimap of the picture that is open."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtGui import QGuiApplication, QImage

from core.imaging.picture import Picture
from dmat_gui.actions import Actions
from dmat_gui.document import Document
from dmat_gui.drops import local_files
from dmat_gui.file_control import FileControl
from dmat_gui.jobs import JobRunner
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.paste_task import Paste, PastedTrimap
from dmat_gui.translations import say


class PasteControl(QObject):
    """Takes files as if they were dropped, and decodes a copied picture on the worker."""

    def __init__(
        self,
        document: Document,
        runner: JobRunner,
        files: FileControl,
        messages: MessageStack,
        actions: Actions,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._runner = runner
        self._files = files
        self._messages = messages
        self._actions = actions
        self._job = 0
        self._for: Picture | None = None
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        actions["paste"].triggered.connect(self.paste)
        actions["paste_trimap"].triggered.connect(self.paste_trimap)
        document.picture_changed.connect(self._refresh)
        self._refresh()

    @Slot()
    def paste(self) -> None:
        """Open what was copied; a trimap or a mask of the open picture's size becomes its trimap."""
        self._paste(as_trimap=False)

    @Slot()
    def paste_trimap(self) -> None:
        """Use what was copied as the trimap, whatever it looks like."""
        if self._document.picture is not None:
            self._paste(as_trimap=True)

    def _paste(self, *, as_trimap: bool) -> None:
        data = QGuiApplication.clipboard().mimeData()
        paths = local_files(data)
        if paths and as_trimap:
            self._files.load_trimap(paths[0])
        elif paths:
            self._files.take_dropped(paths)
        else:
            self._decode(data, as_trimap)

    def _decode(self, data: QMimeData, as_trimap: bool) -> None:
        content = _picture_on(data)
        if content is None:
            text = self.tr(
                "There is no picture on the clipboard: copy one in another program, or open a file."
            )
            self._messages.show_message(Message("note", text, "warning", (self._actions["open"],)))
            return
        self._runner.cancel(self._job)
        self._for = self._document.picture
        size = self._document.size if self._for is not None else None
        self._job = self._runner.submit(Paste(content, size, as_trimap))

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        if job_id != self._job:
            return
        self._job = 0
        if not isinstance(result, PastedTrimap):
            self._files.open_pasted(result)
        elif self._document.picture is self._for:  # else it was copied for the picture before
            self._files.take_trimap(
                result.trimap, result.note and say(result.note), self.tr("Paste a trimap")
            )

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        if job_id == self._job:
            self._job = 0
            self._messages.show_message(Message("error", sentence, "error", (self._actions["open"],)))

    @Slot()
    def _refresh(self) -> None:
        self._actions["paste_trimap"].setEnabled(self._document.picture is not None)


def _picture_on(data: QMimeData) -> bytes | QImage | None:
    """The clipboard's picture: as a PNG where the other program wrote one, which keeps depth and profile."""
    if data.hasFormat("image/png"):
        return bytes(data.data("image/png").data())
    image = data.imageData() if data.hasImage() else None
    return image if isinstance(image, QImage) and not image.isNull() else None
