"""The monitor's colour profile: the canvas shows its colours through it.

Qt does not say which profile the system has for a screen, so sRGB stands until one is chosen by hand. What is
computed, read out and exported knows nothing of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QColorSpace, QColorTransform

from core.errors import SettingsError
from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.jobs import JobContext, JobRunner
from dmat_gui.panels.message_bar import Message, MessageStack
from dmat_gui.settings import Settings

_MOST_BYTES = 64 * 2**20


@dataclass(frozen=True)
class ReadProfile:
    """Reads a monitor's profile: gives the way to it from sRGB, and what it calls itself."""

    path: Path

    @property
    def title(self) -> str:
        return f"Reading the colour profile {self.path.name}"

    def run(self, context: JobContext) -> tuple[QColorTransform, str]:
        with self.path.open("rb") as file:
            space = QColorSpace.fromIccProfile(file.read(_MOST_BYTES))
        srgb = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
        if not space.isValidTarget() or space.colorModel() is not QColorSpace.ColorModel.Rgb:
            raise SettingsError(
                f"{self.path.name} is no colour profile that a monitor can have: choose an ICC file for RGB."
            )
        return srgb.transformationToColorSpace(space), space.description() or self.path.stem


class MonitorControl(QObject):
    """Has the profile read, gives it to the canvas, and remembers which it was."""

    changed = Signal()
    """Another profile is in force, or none."""

    def __init__(
        self,
        canvas: CanvasView,
        runner: JobRunner,
        messages: MessageStack,
        settings: Settings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._runner = runner
        self._messages = messages
        self._settings = settings
        self._name = ""
        self._job = 0
        self._path: Path | None = None
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._on_failed)
        if settings.monitor_profile is not None:
            self.use_file(settings.monitor_profile)

    @property
    def words(self) -> str:
        """What colours are shown for, in a sentence."""
        if not self._name:
            return self.tr("Colours are shown as sRGB.")
        return self.tr("Colours are shown for the profile “{name}”.").format(name=self._name)

    def use_file(self, path: Path | str) -> None:
        """Use the profile in a file, once the worker has read it."""
        self._runner.cancel(self._job)
        self._path = Path(path)
        self._job = self._runner.submit(ReadProfile(self._path))

    @Slot()
    def use_srgb(self) -> None:
        """Show colours as sRGB."""
        self._runner.cancel(self._job)
        self._job = 0
        self._put(None, "")
        self._settings.monitor_profile = None
        self.changed.emit()

    def _put(self, transform: QColorTransform | None, name: str) -> None:
        self._name = name
        self._canvas.set_monitor(transform)

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        if job_id == self._job:
            self._job = 0
            self._put(*result)
            self._settings.monitor_profile = self._path
            self._messages.dismiss("monitor")
            self.changed.emit()

    @Slot(int, str)
    def _on_failed(self, job_id: int, sentence: str) -> None:
        """What cannot be read now, as on a disk that is not there, may be there at the next start."""
        if job_id == self._job:
            self._job = 0
            self._messages.show_message(Message("monitor", f"{sentence} {self.words}", "warning"))
            self.changed.emit()
