"""Files dragged onto the window or onto the canvas, or copied in the file manager."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragMoveEvent, QDropEvent


def accept_files(event: QDragMoveEvent) -> None:
    """Let files be dropped here; for entering and moving drags."""
    if event.mimeData().hasUrls():
        event.acceptProposedAction()


def dropped_files(event: QDropEvent) -> list[str]:
    """The paths of the local files dropped; the event is accepted if there are any."""
    paths = local_files(event.mimeData())
    if paths:
        event.acceptProposedAction()
    return paths


def local_files(data: QMimeData) -> list[str]:
    """The paths of the files of this machine that were dragged or copied."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
