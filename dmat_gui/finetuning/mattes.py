"""One's own picture while a model trains: its matte before, now, and the truth, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from dmat_gui.panels.widgets import muted

_PARTS = ("picture", "before", "now", "truth")


class Tile(QWidget):
    """A small picture, as large as there is room for."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.setAccessibleName(name)
        self.setMinimumSize(90, 90)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """As large as four of them fit beside each other."""
        return QSize(150, 150)

    def show_file(self, path: Path) -> None:
        """Show a picture of ours; nothing where it cannot be read."""
        self.image = QImage(str(path))
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self.image = QImage()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the middle, over the colour of empty places."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        if self.image.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        painter.drawImage(place, self.image)


class PreviewMattes(QWidget):
    """Four tiles with a word over each, and a line on which picture it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        titles = {
            "picture": self.tr("Your picture"),
            "before": self.tr("Before"),
            "now": self.tr("Now"),
            "truth": self.tr("Your matte"),
        }
        self.tiles = {name: Tile(titles[name]) for name in _PARTS}
        self.tiles["before"].setToolTip(self.tr("The matte of the model to begin from"))
        self.tiles["now"].setToolTip(self.tr("The matte of the model as it is now"))
        self.tiles["truth"].setToolTip(self.tr("What it should be"))
        self.tiles["picture"].setToolTip(self.tr("One of your pictures, held out of training if any is"))
        self.caption = muted()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(4)
        for column, name in enumerate(_PARTS):
            layout.addWidget(QLabel(titles[name]), 0, column)
            layout.addWidget(self.tiles[name], 1, column)
        layout.addWidget(self.caption, 2, 0, 1, len(_PARTS))
        layout.setRowStretch(1, 1)
        self.clear()

    def show_event(self, event: dict[str, Any]) -> None:
        """Show what a "preview" event names; what it lacks stays empty."""
        folder = Path(str(event.get("folder", "")))
        for name, tile in self.tiles.items():
            if isinstance(event.get(name), str):
                tile.show_file(folder / event[name])
        self.caption.setText(
            self.tr("{name}, after step {step} of {steps}").format(
                name=event.get("name", ""), step=event.get("step", ""), steps=event.get("steps", "")
            )
        )

    def clear(self) -> None:
        """Show nothing yet."""
        for tile in self.tiles.values():
            tile.clear()
        self.caption.setText(self.tr("Mattes of one of your pictures appear here as the model trains."))
