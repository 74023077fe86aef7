"""The choices of one kind of output in the Export dialog: its format and depth, and what else it has."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.exporting.outputs import (
    MATTES,
    SUFFIXES,
    AlphaOutput,
    AnimationOutput,
    CompositeOutput,
    CutoutOutput,
    FileFormat,
    ForegroundOutput,
    Output,
    SheetOutput,
    StepsOutput,
    depths_of,
)
from core.exporting.words import DEPTH_TITLES, FORMAT_TITLES, TITLES, describe, format_words
from dmat_gui.file_filters import picture_filter
from dmat_gui.panels.frames import KINDS
from dmat_gui.panels.widgets import heading, muted
from dmat_gui.settings import Settings
from dmat_gui.translations import say, within

_ALL = "all"


def transparency_words() -> tuple[tuple[str, str], ...]:
    """How a cut-out's transparency is stored: (value, words)…"""
    return (
        ("straight", QCoreApplication.translate("ExportPage", "Straight")),
        ("premultiplied", QCoreApplication.translate("ExportPage", "Premultiplied")),
    )


def colour_words() -> tuple[tuple[str, str], ...]:
    """Where the foreground's colours come from: (value, words)…"""
    return (
        ("estimated", QCoreApplication.translate("ExportPage", "Estimated: no old background")),
        ("original", QCoreApplication.translate("ExportPage", "Original: the picture's own")),
    )


class ExportPage(QWidget):
    """One kind of output; `output()` says what was chosen, `problem()` what is missing.

    Args:
        deep: whether the picture has more than 8 bits, so that 16 are proposed.
    """

    changed = Signal()

    def __init__(self, kind: str, settings: Settings, *, deep: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._settings = settings
        self._deep = deep
        self.boxes: dict[str, QComboBox] = {}
        self._colour = QColor(settings.export_choice(f"{kind}_colour", "#ffffff"))
        remembered = Path(settings.export_choice(f"{kind}_picture", ""))
        self._picture = remembered if remembered.is_file() else None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(5)
        title = heading(say(TITLES[kind]))
        self._layout.addWidget(title)
        formats = tuple((suffix, FORMAT_TITLES[suffix]) for suffix in SUFFIXES[kind])
        self._add("format", self.tr("Format"), formats, "")
        self._add("depth", self.tr("Depth"), (), "")
        for key, words, choices, default in self._choices():
            self._add(key, words, choices, default)
        self.words = muted()
        self._layout.addSpacing(6)
        self._layout.addWidget(self.words)
        self._layout.addStretch(1)
        self._fill_depths()
        self.boxes["format"].currentIndexChanged.connect(self._fill_depths)
        for box in self.boxes.values():
            box.currentIndexChanged.connect(self._refresh)
        self._refresh()

    def choose(self, key: str, value: object) -> None:
        """Choose a value of one of the boxes."""
        box = self.boxes[key]
        box.setCurrentIndex(box.findData(value))

    def set_background(self, background: QColor | Path) -> None:
        """Put a composite over a colour, or over a picture."""
        if isinstance(background, Path):
            self._picture = background
        else:
            self._colour = background
        self.choose("background", "picture" if isinstance(background, Path) else "colour")
        self._refresh()

    def output(self) -> Output:
        """What was chosen."""
        chosen = {key: box.currentData() for key, box in self.boxes.items()}
        file_format = FileFormat(chosen["format"], chosen["depth"])
        estimated = chosen.get("colours") == "estimated"
        mattes = MATTES if chosen.get("mattes") == _ALL else (chosen.get("mattes", ""),)
        if self.kind == "alpha":
            return AlphaOutput(file_format)
        if self.kind == "cutout":
            premultiplied = file_format.suffix == ".exr" or chosen["transparency"] == "premultiplied"
            return CutoutOutput(file_format, premultiplied, estimated)
        if self.kind == "foreground":
            return ForegroundOutput(file_format, estimated)
        if self.kind == "composite":
            return CompositeOutput(file_format, self._background(), estimated)
        if self.kind == "steps":
            return StepsOutput(file_format, mattes)
        if self.kind == "sheet":
            return SheetOutput(file_format, mattes, int(chosen["side"]))
        return AnimationOutput(file_format, mattes, int(chosen["side"]), float(chosen["speed"]))

    def problem(self) -> str:
        """What is missing or does not go together, "" if nothing."""
        if self.kind == "composite":
            kind = self.boxes["background"].currentData()
            if kind == "picture" and self._picture is None:
                return self.tr("Choose the picture that goes behind the composite.")
            if kind == "transparent" and self.boxes["format"].currentData() == ".jpg":
                return self.tr("JPEG cannot be transparent: choose another format for the composite.")
        return ""

    def summary(self) -> str:
        """The choices in a few words."""
        output = self.output()
        words, comma, _depth = format_words(output).partition(", ")
        if comma:
            words += comma + within(say(DEPTH_TITLES[output.format.depth]))
        if isinstance(output, CutoutOutput) and output.format.suffix != ".exr":
            words += self.tr(", premultiplied") if output.premultiplied else self.tr(", straight")
        return words

    def remember(self) -> None:
        """Keep the choices for the next time."""
        for key, box in self.boxes.items():
            self._settings.set_export_choice(f"{self.kind}_{key}", str(box.currentData()))
        if self.kind == "composite":
            self._settings.set_export_choice(f"{self.kind}_colour", self._colour.name())
            self._settings.set_export_choice(f"{self.kind}_picture", str(self._picture or ""))

    def _choices(self) -> tuple[tuple[str, str, tuple[tuple[str, str], ...], str], ...]:
        """What there is to choose for its kind: (key, title, (value, words)…, default)…"""
        colours = ("colours", self.tr("Foreground colours"), colour_words(), "estimated")
        kinds = tuple((kind, say(title)) for kind, title, _tip in KINDS)
        every = ((_ALL, self.tr("All four kinds")), *kinds)
        if self.kind == "cutout":
            return ("transparency", self.tr("Transparency"), transparency_words(), "straight"), colours
        if self.kind == "foreground":
            return (colours,)
        if self.kind == "composite":
            behind = (
                ("colour", self.tr("Colour")),
                ("picture", self.tr("Picture")),
                ("transparent", self.tr("Transparent")),
            )
            return ("background", self.tr("Background"), behind, "colour"), colours
        if self.kind == "steps":
            return (("mattes", self.tr("Mattes"), every, _ALL),)
        if self.kind == "sheet":
            sides = self._sides("128", "256", "512")
            return ("mattes", self.tr("Mattes"), every, _ALL), (
                "side",
                self.tr("Size of a tile"),
                sides,
                "256",
            )
        if self.kind == "animation":
            speeds = (
                ("1", self.tr("1 step a second")),
                ("2", self.tr("2 steps a second")),
                ("4", self.tr("4 steps a second")),
                ("8", self.tr("8 steps a second")),
            )
            return (
                ("mattes", self.tr("Mattes"), every, "alpha0"),
                ("side", self.tr("Longest side"), self._sides("480", "720", "1080"), "720"),
                ("speed", self.tr("Speed"), speeds, "2"),
            )
        return ()

    def _sides(self, *sides: str) -> tuple[tuple[str, str], ...]:
        return tuple((side, self.tr("{side} pixels").format(side=side)) for side in sides)

    def _add(self, key: str, words: str, choices: tuple[tuple[str, str], ...], default: str) -> None:
        label = QLabel(words)
        box = QComboBox(accessibleName=f"{words}, {within(say(TITLES[self.kind]))}")
        box.setMinimumContentsLength(12)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        label.setBuddy(box)
        for value, title in choices:
            box.addItem(title, value)
        box.setCurrentIndex(max(0, box.findData(self._settings.export_choice(f"{self.kind}_{key}", default))))
        self.boxes[key] = box
        if key == "depth" and self.kind in ("sheet", "animation"):
            box.setParent(self)
            box.hide()  # 8 bits, and no others
            return
        self._layout.addWidget(label)
        if key == "background":
            self.background_button = QPushButton(
                self.tr("Choose…"), accessibleName=self.tr("Choose the background")
            )
            self.background_button.setAutoDefault(False)
            self.background_button.clicked.connect(self._choose_background)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(box, 1)
            row.addWidget(self.background_button)
            self._layout.addLayout(row)
        else:
            self._layout.addWidget(box)

    def _background(self) -> tuple[float, float, float] | Path | None:
        kind = self.boxes["background"].currentData()
        if kind == "colour":
            return self._colour.redF(), self._colour.greenF(), self._colour.blueF()
        return self._picture if kind == "picture" else None

    @Slot()
    def _choose_background(self) -> None:
        if self.boxes["background"].currentData() == "colour":
            colour = QColorDialog.getColor(self._colour, self, self.tr("Colour behind the composite"))
            if colour.isValid():
                self.set_background(colour)
        else:
            folder = str(self._picture.parent if self._picture else self._settings.last_folder)
            name, _ = QFileDialog.getOpenFileName(
                self, self.tr("Picture behind the composite"), folder, picture_filter()
            )
            if name:
                self.set_background(Path(name))

    @Slot()
    def _fill_depths(self) -> None:
        """Offer the depths that the format has, and keep the one chosen where it has it."""
        box = self.boxes["depth"]
        proposed = "16" if self._deep else "8"
        wanted = box.currentData() or self._settings.export_choice(f"{self.kind}_depth", proposed)
        depths = depths_of(self.kind, self.boxes["format"].currentData())
        names = [str(depth) for depth in depths]
        box.blockSignals(True)
        box.clear()
        for depth in depths:
            box.addItem(say(DEPTH_TITLES[depth]), depth)
        chosen = next((name for name in (str(wanted), proposed) if name in names), names[0])
        box.setCurrentIndex(names.index(chosen))
        box.setEnabled(box.count() > 1)
        box.blockSignals(False)

    @Slot()
    def _refresh(self) -> None:
        if "transparency" in self.boxes:
            exr = self.boxes["format"].currentData() == ".exr"
            self.boxes["transparency"].setEnabled(not exr)
        if self.kind == "composite":
            kind = self.boxes["background"].currentData()
            self.background_button.setEnabled(kind != "transparent")
            self.background_button.setIconSize(QSize(22, 16))
            self.background_button.setIcon(swatch(self._colour) if kind == "colour" else QIcon())
            named = self._picture.name if kind == "picture" and self._picture else ""
            self.background_button.setToolTip(named)
        self.words.setText(say(describe(self.output())))
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.changed.emit()


def swatch(colour: QColor) -> QIcon:
    """A small field of a colour, for a button."""
    pixmap = QPixmap(22, 16)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setPen(QColor("#808080"))  # else white would not be seen on white
    painter.setBrush(colour)
    painter.drawRect(0, 0, 15, 15)
    painter.end()
    return QIcon(pixmap)
