"""What stands where the picture will be: drop, open, the samples, and what was opened last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

import resources
from core.projects.project import SUFFIX
from dmat_gui.actions import Actions
from dmat_gui.jobs import JobContext, JobRunner
from dmat_gui.panels.widgets import heading, muted
from dmat_gui.theme import Theme
from dmat_gui.translations import say

_THUMBNAIL = QSize(136, 84)
_TILES = 3
_MARGIN = 10
_INDENT = 48  # makes two lines of a sentence that would leave a word alone on its last


@dataclass(frozen=True)
class Thumbnails:
    """Reads pictures at the size of a thumbnail: hands over (path, QImage), a null one where it cannot."""

    paths: tuple[Path, ...]
    size: QSize
    title: str = "Reading thumbnails"

    def run(self, context: JobContext) -> None:
        for path in self.paths:
            context.stop_if_cancelled()
            reader = QImageReader(str(path))
            reader.setAutoTransform(True)
            whole = reader.size()
            if whole.isValid():  # JPEG decodes no more of it than the small one needs
                reader.setScaledSize(whole.scaled(self.size, Qt.AspectRatioMode.KeepAspectRatio))
            context.step((path, reader.read()))


class Tile(QToolButton):
    """A thumbnail with its name under it."""

    opened = Signal(object)
    """Its file was clicked."""

    def __init__(self, path: Path, name: str, tip: str) -> None:
        super().__init__(accessibleName=name, toolTip=tip)
        self.path = path
        self.setProperty("chip", True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(_THUMBNAIL)
        self.setFixedSize(_THUMBNAIL + QSize(20, 36))
        room = _THUMBNAIL.width()
        self.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room))
        self.clicked.connect(self._open)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self.path)


class Welcome(QFrame):
    """ "Drop a picture here", Open and Try a sample, in the middle of the widget it lies over.

    Args:
        over: what it lies over.
        open_path: opens a picture or a project; a sample comes with its trimap.
        recent: the files opened last, the newest first.
        runner: reads the thumbnails.
    """

    def __init__(
        self,
        actions: Actions,
        theme: Theme,
        over: QWidget,
        open_path: Callable[[Path], None],
        recent: Sequence[Path],
        runner: JobRunner,
    ) -> None:
        super().__init__(over)
        self.setObjectName("welcomeCard")
        self._over, self._theme, self._actions, self._runner = over, theme, actions, runner
        self._open_path = open_path
        samples = resources.samples()
        self._first = samples[0].picture
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.open_button = QPushButton(self.tr("Open…"))
        self.open_button.clicked.connect(actions["open"].trigger)
        self.sample_button = QPushButton(self.tr("Try a sample"))
        self.sample_button.setToolTip(self.tr("Open a photograph with its trimap, ready for Matte"))
        self.sample_button.setProperty("primary", True)
        self.sample_button.clicked.connect(self._open_first_sample)
        credit = self.tr("{title}. Photograph: {credit}")
        self.samples = [
            Tile(each.picture, say(each.title), credit.format(title=say(each.title), credit=say(each.credit)))
            for each in samples[:_TILES]
        ]
        self.recent = [Tile(path, path.name, str(path)) for path in recent[:_TILES]]
        self._recent_row = _row(self.tr("Opened last"), self.recent)
        self._has_recent = bool(self.recent)
        self.keys = muted()
        self.keys.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        over.installEventFilter(self)
        for tile in (*self.samples, *self.recent):
            tile.opened.connect(self._open)
        actions["clear_recent"].triggered.connect(self._forget_recent)
        actions.keys_changed.connect(self._refresh)
        theme.changed.connect(self._refresh)
        self._refresh()
        runner.step.connect(self._take_thumbnail)
        paths = tuple(tile.path for tile in (*self.samples, *self.recent) if tile.path.suffix != SUFFIX)
        size = _THUMBNAIL * self.devicePixelRatioF()
        self._job = runner.submit(Thumbnails(paths, size))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The event first: others come while the window is being taken down, and this with it.
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self._place()
        return False

    def _lay_out(self) -> None:
        centre = Qt.AlignmentFlag.AlignCenter
        title = QLabel(self.tr("Drop a picture here"), alignment=centre, objectName="welcomeTitle")
        self.words = muted(
            self.tr("Paint what to keep and what to cut, click Matte, and hair and fur come out clean.")
        )
        self.words.setAlignment(centre)
        self.words.setContentsMargins(_INDENT, 0, _INDENT, 0)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        for button in (self.open_button, self.sample_button):
            button.setMinimumHeight(34)
            button.setMinimumWidth(118)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 20, 28, 16)
        layout.setSpacing(10)
        for widget in (self._picture, title, self.words):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        for widget in (_row(self.tr("Samples"), self.samples), self._recent_row, self.keys):
            layout.addWidget(widget)

    @Slot()
    def _open_first_sample(self) -> None:
        self._open(self._first)

    @Slot(object)
    def _open(self, path: Path) -> None:
        self._runner.cancel(self._job)  # whatever is wanted now comes before thumbnails
        self._open_path(path)

    @Slot()
    def _forget_recent(self) -> None:
        self._has_recent = False
        self._place()

    @Slot(int, object)
    def _take_thumbnail(self, job_id: int, step: Any) -> None:
        if job_id == self._job:
            path, image = step
            for tile in (*self.samples, *self.recent):
                if tile.path == path and isinstance(image, QImage) and not image.isNull():
                    tile.setIcon(QIcon(QPixmap.fromImage(image)))

    @Slot()
    def _refresh(self) -> None:
        muted_colour = self._theme.colours.muted
        self._picture.setPixmap(self._theme.icon("image", colour=muted_colour).pixmap(40, 40))
        for tile in (*self.samples, *self.recent):
            if tile.icon().isNull() or tile.property("plain"):
                tile.setProperty("plain", True)
                name = "files" if tile.path.suffix == SUFFIX else "image-square"
                tile.setIcon(self._theme.icon(name, colour=muted_colour))
        self.open_button.setToolTip(self._actions["open"].toolTip())
        key = self._actions.key_text("palette")
        self.keys.setText(self.tr("{key} finds any action by its name.").format(key=key))
        self.keys.setVisible(bool(key))

    def _place(self) -> None:
        """In the middle; where there is little room, the samples alone are left."""
        room = self._over.size() - QSize(2 * _MARGIN, 2 * _MARGIN)
        self._recent_row.setVisible(self._has_recent)
        self._picture.show()
        for part in (self._picture, self._recent_row, self.keys):
            if self.sizeHint().height() > room.height():
                part.hide()
                self.layout().invalidate()
        self.resize(self.sizeHint().boundedTo(room))
        self.move((self._over.width() - self.width()) // 2, (self._over.height() - self.height()) // 2)


def _row(title: str, tiles: Sequence[Tile]) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(6)
    column.addWidget(heading(title))
    line = QHBoxLayout()
    line.setSpacing(8)
    for tile in tiles:
        line.addWidget(tile)
    line.addStretch(1)
    column.addLayout(line)
    return row
