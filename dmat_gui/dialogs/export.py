"""The Export dialog: what to write of the Result, as which files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dmat_gui.dialogs.ask import ask
from dmat_gui.dialogs.export_task import (
    ALPHA_FORMATS,
    COMPOSITE_FORMATS,
    CUTOUT_FORMATS,
    AlphaPart,
    CompositePart,
    CutoutPart,
    Part,
)
from dmat_gui.panels.widgets import heading, muted, rule
from dmat_gui.settings import Settings

_TRANSPARENCY = (
    ("straight", "Straight: colours whole, alpha beside them"),
    ("premultiplied", "Premultiplied: colours multiplied by alpha"),
)
_COLOURS = (
    ("estimated", "Estimated: no trace of the old background"),
    ("original", "Original: exactly the picture's own"),
)
_BACKGROUNDS = (("colour", "Colour"), ("picture", "Picture"), ("transparent", "Transparent"))
_FIELD_WIDTH = 310


class ExportDialog(QDialog):
    """Asks what to write; `parts()` says it once the dialog was accepted.

    Args:
        result: the Result's name, as "Run 2 · result".
        picture: the picture's name and size, in words.
        stem: what the files' names begin with.
    """

    def __init__(
        self,
        result: str,
        picture: str,
        folder: Path,
        stem: str,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self._settings = settings
        self._checks: dict[str, QCheckBox] = {}
        self._boxes: dict[str, QComboBox] = {}
        self._background_colour = QColor(settings.export_choice("colour", "#ffffff"))
        self._background_picture: Path | None = None
        self.alpha = self._part("alpha", "Alpha", True)
        self.alpha_format = self._choice("alpha_format", "Format of the alpha", _titles(ALPHA_FORMATS))
        self.cutout = self._part("cutout", "Cut-out", True)
        self.cutout_format = self._choice("cutout_format", "Format of the cut-out", _titles(CUTOUT_FORMATS))
        self.transparency = self._choice("transparency", "Transparency", _TRANSPARENCY)
        self.composite = self._part("composite", "Composite", False)
        self.composite_format = self._choice(
            "composite_format", "Format of the composite", _titles(COMPOSITE_FORMATS)
        )
        self.background = self._choice("background", "Background", _BACKGROUNDS)
        self.background_button = QPushButton("Choose…")
        self.background_button.clicked.connect(self._choose_background)
        self.colours = self._choice("colours", "Foreground colours", _COLOURS)
        self.folder = QLineEdit(str(folder), accessibleName="Folder")
        self.stem = QLineEdit(stem, accessibleName="Name")
        self.browse = QPushButton("Browse…")
        self.browse.clicked.connect(self._browse)
        self.summary = muted()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.write_button = self.buttons.addButton("Export", QDialogButtonBox.ButtonRole.AcceptRole)
        self.write_button.setProperty("primary", True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out(result, picture)
        for widget in (self.alpha, self.cutout, self.composite):
            widget.toggled.connect(self._refresh)
        for box in (self.alpha_format, self.cutout_format, self.composite_format, self.background):
            box.currentIndexChanged.connect(self._refresh)
        for line in (self.folder, self.stem):
            line.textChanged.connect(self._refresh)
        self._refresh()

    def parts(self) -> tuple[Part, ...]:
        """What is to be written."""
        base = Path(self.folder.text()).expanduser() / self.stem.text().strip()
        estimated = self.colours.currentData() == "estimated"
        parts: list[Part] = []
        if self.alpha.isChecked():
            _title, suffix, depth = ALPHA_FORMATS[self.alpha_format.currentData()]
            parts.append(AlphaPart(base.with_name(f"{base.name}_alpha{suffix}"), depth))
        if self.cutout.isChecked():
            _title, suffix, depth = CUTOUT_FORMATS[self.cutout_format.currentData()]
            premultiplied = suffix == ".exr" or self.transparency.currentData() == "premultiplied"
            path = base.with_name(f"{base.name}_cutout{suffix}")
            parts.append(CutoutPart(path, depth, premultiplied, estimated))
        if self.composite.isChecked():
            _title, suffix, depth = COMPOSITE_FORMATS[self.composite_format.currentData()]
            path = base.with_name(f"{base.name}_composite{suffix}")
            parts.append(CompositePart(path, depth, self._chosen_background(), estimated))
        return tuple(parts)

    def accept(self) -> None:
        """Check, ask about files that are there already, remember the choices."""
        folder = Path(self.folder.text()).expanduser()
        if not folder.is_dir():
            self.summary.setText(f"There is no folder {folder}. Choose one that is there.")
            return
        there = [part.path.name for part in self.parts() if part.path.exists()]
        if there:
            question = f"Replace {there[0]}?" if len(there) == 1 else f"Replace {len(there)} files?"
            if not ask(self, question, f"In {folder}: {', '.join(there)}.", "Replace"):
                return
        self._remember(folder)
        super().accept()

    def _remember(self, folder: Path) -> None:
        self._settings.last_folder = folder
        for name, box in self._boxes.items():
            self._settings.set_export_choice(name, str(box.currentData()))
        for name, check in self._checks.items():
            self._settings.set_export_choice(name, "yes" if check.isChecked() else "no")
        self._settings.set_export_choice("colour", self._background_colour.name())

    def _chosen_background(self) -> tuple[float, float, float] | Path | None:
        kind = self.background.currentData()
        if kind == "colour":
            colour = self._background_colour
            return colour.redF(), colour.greenF(), colour.blueF()
        return self._background_picture if kind == "picture" else None

    @Slot()
    def _choose_background(self) -> None:
        if self.background.currentData() == "colour":
            colour = QColorDialog.getColor(self._background_colour, self, "Colour of the background")
            if colour.isValid():
                self._background_colour = colour
        else:
            name, _ = QFileDialog.getOpenFileName(self, "Picture of the background", self.folder.text())
            if name:
                self._background_picture = Path(name)
        self._refresh()

    @Slot()
    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Folder to export to", self.folder.text())
        if folder:
            self.folder.setText(folder)

    @Slot()
    def _refresh(self) -> None:
        cutout, composite = self.cutout.isChecked(), self.composite.isChecked()
        exr = CUTOUT_FORMATS[self.cutout_format.currentData()][1] == ".exr"
        self.alpha_format.setEnabled(self.alpha.isChecked())
        self.cutout_format.setEnabled(cutout)
        self.transparency.setEnabled(cutout and not exr)
        self.transparency.setToolTip(
            "EXR is always premultiplied, as compositing programs expect" if exr else ""
        )
        if exr:
            self.transparency.setCurrentIndex(self.transparency.findData("premultiplied"))
        self.colours.setEnabled(cutout or composite)
        for widget in (self.composite_format, self.background):
            widget.setEnabled(composite)
        kind = self.background.currentData()
        self.background_button.setEnabled(composite and kind != "transparent")
        self.background_button.setIcon(_swatch(self._background_colour) if kind == "colour" else QIcon())
        chosen = self._background_picture.name if self._background_picture else "Choose…"
        self.background_button.setText("Choose…" if kind != "picture" else chosen)
        problem = self._problem()
        names = ", ".join(part.path.name for part in self.parts()) if not problem else ""
        self.summary.setText(problem or f"Writes {names}")
        self.write_button.setEnabled(not problem)

    def _problem(self) -> str:
        """What keeps the dialog from writing, in a sentence; "" if nothing."""
        name = self.stem.text().strip()
        if not any(check.isChecked() for check in self._checks.values()):
            return "Choose at least one of alpha, cut-out and composite."
        if not name or "/" in name or "\\" in name:
            return "Give the files a name, without slashes."
        if self.composite.isChecked():
            if self.background.currentData() == "picture" and self._background_picture is None:
                return "Choose the picture that goes behind the composite."
            transparent = self.background.currentData() == "transparent"
            if transparent and self.composite_format.currentData() == "jpeg":
                return "JPEG cannot be transparent: choose PNG or TIFF for the composite."
        return ""

    def _part(self, name: str, title: str, checked: bool) -> QCheckBox:
        check = QCheckBox(title)
        font = check.font()
        font.setBold(True)
        check.setFont(font)
        check.setChecked(self._settings.export_choice(name, "yes" if checked else "no") == "yes")
        self._checks[name] = check
        return check

    def _choice(self, name: str, title: str, choices: tuple[tuple[str, str], ...]) -> QComboBox:
        box = QComboBox(accessibleName=title)
        for key, words in choices:
            box.addItem(words, key)
        box.setCurrentIndex(max(0, box.findData(self._settings.export_choice(name, choices[0][0]))))
        box.setMinimumWidth(_FIELD_WIDTH)
        self._boxes[name] = box
        return box

    def _lay_out(self, result: str, picture: str) -> None:
        title = QLabel(result)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setBold(True)
        title.setFont(font)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 120)
        behind = QHBoxLayout()
        behind.setSpacing(8)
        self.background.setMinimumWidth(0)
        behind.addWidget(self.background, 1)
        behind.addWidget(self.background_button, 1)
        rows: tuple[tuple[QWidget | None, str, QWidget | QHBoxLayout], ...] = (
            (self.alpha, "Format", self.alpha_format),
            (self.cutout, "Format", self.cutout_format),
            (None, "Transparency", self.transparency),
            (self.composite, "Format", self.composite_format),
            (None, "Background", behind),
            (heading("Colours"), "Foreground", self.colours),
        )
        for row, (lead, words, field) in enumerate(rows):
            if lead is not None:
                grid.addWidget(lead, row, 0)
            grid.addWidget(QLabel(words), row, 1)
            if isinstance(field, QHBoxLayout):
                grid.addLayout(field, row, 2)
            else:
                grid.addWidget(field, row, 2)
        folder = QHBoxLayout()
        folder.setSpacing(8)
        folder.addWidget(self.folder, 1)
        folder.addWidget(self.browse)
        where = QGridLayout()
        where.setHorizontalSpacing(14)
        where.setVerticalSpacing(8)
        where.setColumnMinimumWidth(0, 120)
        where.addWidget(QLabel("Folder"), 0, 0)
        where.addLayout(folder, 0, 1)
        where.addWidget(QLabel("Name"), 1, 0)
        where.addWidget(self.stem, 1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(muted(picture))
        layout.addWidget(rule())
        layout.addLayout(grid)
        layout.addWidget(rule())
        layout.addLayout(where)
        self.summary.setMinimumHeight(36)
        self.summary.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.summary)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(620)


def _titles(formats: dict[str, tuple[str, str, int | str]]) -> tuple[tuple[str, str], ...]:
    return tuple((key, title) for key, (title, _suffix, _depth) in formats.items())


def _swatch(colour: QColor) -> QIcon:
    pixmap = QPixmap(16, 16)
    pixmap.fill(colour)
    return QIcon(pixmap)
