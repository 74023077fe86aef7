"""What goes behind the composites of a batch: a colour or a picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QColorDialog, QComboBox, QFileDialog, QHBoxLayout, QPushButton, QWidget

from dmat_gui.dialogs.export_page import swatch
from dmat_gui.file_filters import picture_filter
from dmat_gui.settings import Settings


class BackdropRow(QWidget):
    """Chooses a colour, or a picture's file."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.colour = QColor(settings.export_choice("batch_colour", "#ffffff"))
        remembered = Path(settings.export_choice("batch_picture", ""))
        self._picture = remembered if remembered.is_file() else None
        self.kind = QComboBox(accessibleName=self.tr("Background"))
        self.kind.setToolTip(self.tr("What goes behind the composites"))
        self.kind.addItem(self.tr("Colour"), "colour")
        self.kind.addItem(self.tr("Picture"), "picture")
        remembered_kind = settings.export_choice("batch_background", "colour")
        self.kind.setCurrentIndex(max(0, self.kind.findData(remembered_kind)))
        self.button = QPushButton(self.tr("Choose…"), accessibleName=self.tr("Choose the background"))
        self.button.setAutoDefault(False)
        self.button.setIconSize(QSize(22, 16))
        self.button.clicked.connect(self._choose)
        self.kind.currentIndexChanged.connect(self._refresh)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.kind, 1)
        layout.addWidget(self.button)
        self._refresh()

    @property
    def picture(self) -> Path | None:
        """The picture's file; None for a colour, or where none is chosen yet."""
        return self._picture if self.kind.currentData() == "picture" else None

    @property
    def lacks_picture(self) -> bool:
        """Whether a picture is wanted and none is chosen."""
        return self.kind.currentData() == "picture" and self._picture is None

    def set_background(self, background: QColor | Path) -> None:
        """Use a colour, or a picture's file."""
        if isinstance(background, Path):
            self._picture = background
        else:
            self.colour = background
        wanted = "picture" if isinstance(background, Path) else "colour"
        self.kind.setCurrentIndex(self.kind.findData(wanted))
        self._refresh()

    def remember(self) -> None:
        """Keep the choice for the next time."""
        self._settings.set_export_choice("batch_background", str(self.kind.currentData()))
        self._settings.set_export_choice("batch_colour", self.colour.name())
        self._settings.set_export_choice("batch_picture", str(self._picture or ""))

    @Slot()
    def _choose(self) -> None:
        if self.kind.currentData() == "colour":
            colour = QColorDialog.getColor(self.colour, self, self.tr("Colour behind the composites"))
            if colour.isValid():
                self.set_background(colour)
            return
        folder = str(self._picture.parent if self._picture else self._settings.last_folder)
        title = self.tr("Picture behind the composites")
        name, _ = QFileDialog.getOpenFileName(self, title, folder, picture_filter())
        if name:
            self.set_background(Path(name))

    @Slot()
    def _refresh(self) -> None:
        is_colour = self.kind.currentData() == "colour"
        self.button.setIcon(swatch(self.colour) if is_colour else QIcon())
        named = self._picture.name if self._picture is not None else self.tr("No picture is chosen yet")
        self.button.setToolTip(self.colour.name() if is_colour else named)
        self.changed.emit()
