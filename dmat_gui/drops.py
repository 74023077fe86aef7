"""Files dragged onto the window or onto the canvas."""

from PySide6.QtGui import QDragMoveEvent, QDropEvent


def accept_files(event: QDragMoveEvent) -> None:
    """Let files be dropped here; for entering and moving drags."""
    if event.mimeData().hasUrls():
        event.acceptProposedAction()


def dropped_files(event: QDropEvent) -> list[str]:
    """The paths of the local files dropped; the event is accepted if there are any."""
    paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    if paths:
        event.acceptProposedAction()
    return paths
