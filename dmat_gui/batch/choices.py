"""What a batch is done with, and what it writes: the left side of the Batch window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.batch.outputs import OutputChoices
from core.errors import SettingsError
from core.exporting.words import DEPTH_TITLES, FORMAT_TITLES, TITLES
from core.imaging.contents import Depth, depths_for
from dmat_gui.batch.backdrop import BackdropRow
from dmat_gui.batch.tasks import Wish
from dmat_gui.dialogs.export_page import colour_words, transparency_words
from dmat_gui.panels.advanced import AdvancedPanel
from dmat_gui.panels.folder_row import FolderRow
from dmat_gui.panels.widgets import ChoiceBox, heading, indent, muted
from dmat_gui.settings import Settings
from dmat_gui.translations import say

_KINDS = ("alpha", "cutout", "foreground", "composite")
_CHECKED_AT_FIRST = ("alpha", "cutout")
_FORMATS = (".png", ".tif", ".webp", ".exr")
_WIDEST = 2000
WIDTH = 362


class BatchChoices(QScrollArea):
    """Everything but the pictures; `wish()` says it, `problem()` what is missing."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self.setWidget(inner)
        self._layout = QVBoxLayout(inner)
        self._layout.setContentsMargins(16, 14, 14, 14)
        self._layout.setSpacing(6)
        self._add_guides()
        self._add_model()
        self._add_outputs()
        self._add_place()
        self._layout.addStretch(1)
        self._fill_depths()
        for signal in (
            self.guide_box.currentIndexChanged, self.guide_folder.changed, self.inner.valueChanged,
            self.outer.valueChanged, self.model_box.currentIndexChanged, self.backdrop.changed,
            self.output.changed, self.resume.toggled, self.transparency.currentIndexChanged,
            self.colours.currentIndexChanged, self.depth.currentIndexChanged,
            *(box.toggled for box in self.kinds.values()),
        ):  # fmt: skip
            signal.connect(self._refresh)
        self.format.currentIndexChanged.connect(self._fill_depths)
        self._refresh()

    def set_models(self, models: list[tuple[str, str]], chosen: str) -> None:
        """Fill the list of models with (title, name); the one chosen before stays."""
        wanted = self.model_box.currentData() or chosen
        self.model_box.blockSignals(True)
        self.model_box.clear()
        for title, name in models:
            self.model_box.addItem(title, name)
        self.model_box.setCurrentIndex(max(0, self.model_box.findData(wanted)))
        self.model_box.blockSignals(False)

    def problem(self) -> str:
        """What is missing or does not go together, "" if nothing."""
        if self.guide_box.currentData() == "folder" and self.guide_folder.path is None:
            return self.tr("Choose the folder of the trimaps or masks.")
        if self.output.path is None:
            return self.tr("Choose the folder that the results go to.")
        if not self.output.path.is_absolute():
            return self.tr("Name the results' folder with its whole path, or browse for one.")
        if self.kinds["composite"].isChecked() and self.backdrop.lacks_picture:
            return self.tr("Choose the picture that goes behind the composites.")
        try:
            self._outputs()
        except SettingsError as error:
            return say(str(error))
        return ""

    def wish(self, places: tuple[Path, ...], computing: AdvancedPanel) -> Wish:
        """What was chosen, for these pictures; `computing` names device and precision.

        `problem()` must be "" first.
        """
        in_folder = self.guide_box.currentData() == "folder"
        inner, outer = (None if spin.value() < 0 else spin.value() for spin in (self.inner, self.outer))
        return Wish(
            places,
            self.guide_folder.path if in_folder else None,
            inner,
            outer,
            self.output.path,
            self._outputs(),
            self.backdrop.picture,
            str(self.model_box.currentData()),
            computing.device_name(),
            computing.precision_name(),
            self.resume.isChecked(),
        )

    def remember(self) -> None:
        """Keep the choices for the next time."""
        keep = self._settings.set_export_choice
        for kind, box in self.kinds.items():
            keep(f"batch_{kind}", "yes" if box.isChecked() else "no")
        for name in ("format", "depth", "transparency", "colours"):
            keep(f"batch_{name}", str(getattr(self, name).currentData()))
        self.backdrop.remember()

    def _outputs(self) -> OutputChoices:
        colour = self.backdrop.colour
        return OutputChoices(
            **{kind: box.isChecked() for kind, box in self.kinds.items()},
            backdrop=np.asarray(colour.getRgbF()[:3], np.float32),
            estimated=self.colours.currentData() == "estimated",
            premultiplied=self.transparency.currentData() == "premultiplied",
            suffix=self.format.currentData(),
            depth=self.depth.currentData(),
        )

    def _add_guides(self) -> None:
        self._layout.addWidget(heading(self.tr("Trimaps or masks")))
        self.guide_box = self._box(self.tr("Where the trimaps or masks are"))
        self.guide_box.addItem(self.tr("Beside the pictures"), "beside")
        self.guide_box.addItem(self.tr("In a folder of their own"), "folder")
        self.guide_box.setToolTip(
            self.tr("Called as their pictures are, with _trimap or _mask behind; in a folder also without")
        )
        self._layout.addWidget(self.guide_box)
        self.guide_folder = FolderRow(
            self.tr("Folder of trimaps or masks"), self.tr("The folder that the trimaps or masks lie in")
        )
        self._layout.addWidget(self.guide_folder)
        row = QFormLayout()
        row.setHorizontalSpacing(10)
        self.inner = self._width(
            self.tr("How far the unknown around a mask's edge reaches into the foreground")
        )
        self.outer = self._width(
            self.tr("How far the unknown around a mask's edge reaches into the background")
        )
        row.addRow(self.tr("Inner, of masks"), self.inner)
        row.addRow(self.tr("Outer, of masks"), self.outer)
        for spin in (self.inner, self.outer):
            spin.setAccessibleName(row.labelForField(spin).text())
        self._layout.addLayout(row)

    def _add_model(self) -> None:
        self._layout.addSpacing(8)
        label = heading(self.tr("Model"))
        self.model_box = self._box(self.tr("Model"))
        self.model_box.setToolTip(self.tr("What computes the alpha, with its own settings"))
        label.setBuddy(self.model_box)
        self._layout.addWidget(label)
        self._layout.addWidget(self.model_box)

    def _add_outputs(self) -> None:
        self._layout.addSpacing(8)
        self._layout.addWidget(heading(self.tr("Results")))
        grid = QGridLayout()
        self.kinds: dict[str, QCheckBox] = {}
        for place, kind in enumerate(_KINDS):
            box = self.kinds[kind] = QCheckBox(say(TITLES[kind]))
            box.setToolTip(self.tr("Write <name>_{kind} of every picture").format(kind=kind))
            usual = "yes" if kind in _CHECKED_AT_FIRST else "no"
            box.setChecked(self._settings.export_choice(f"batch_{kind}", usual) == "yes")
            grid.addWidget(box, place // 2, place % 2)
        self._layout.addLayout(grid)
        form = QFormLayout()
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(5)
        self.format = self._choice("format", [(suffix, say(FORMAT_TITLES[suffix])) for suffix in _FORMATS])
        self.depth = self._box(self.tr("Depth"))
        self.transparency = self._choice("transparency", transparency_words())
        self.colours = self._choice("colours", colour_words())
        self.backdrop = BackdropRow(self._settings)
        for words, field, tip in (
            (self.tr("Format"), self.format, self.tr("The kind of all files")),
            (self.tr("Depth"), self.depth, self.tr("How fine the values in the files are")),
            (self.tr("Transparency"), self.transparency,
             self.tr("Straight for photo editors, premultiplied for compositing programs")),
            (self.tr("Colours"), self.colours, self.tr("Whether soft edges keep the old colours")),
            (self.tr("Background"), self.backdrop, ""),
        ):  # fmt: skip
            label = QLabel(words)
            label.setBuddy(field.kind if field is self.backdrop else field)
            form.addRow(label, field)
            if isinstance(field, QComboBox):
                field.setAccessibleName(words)
                field.setToolTip(tip)
        self._layout.addLayout(form)

    def _add_place(self) -> None:
        self._layout.addSpacing(8)
        name = self.tr("Folder for the results")
        self._layout.addWidget(heading(name))
        self.output = FolderRow(
            name, self.tr("The folder that the results go to; it is made if it is not there")
        )
        self._layout.addWidget(self.output)
        self.resume = QCheckBox(self.tr("Skip what is done already"))
        self.resume.setChecked(True)
        self.resume.setToolTip(
            self.tr("Leave out the pictures whose results are there from the same files and the same choices")
        )
        self._layout.addWidget(self.resume)
        self.note = muted(self.tr("What is done is noted in dmat-batch.json there."))
        self._layout.addWidget(self.note)

    def _box(self, name: str) -> QComboBox:
        box = ChoiceBox(accessibleName=name)
        box.setMinimumContentsLength(10)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return box

    def _choice(self, key: str, choices: tuple[tuple[str, str], ...] | list[tuple[str, str]]) -> QComboBox:
        box = self._box(key)
        for value, title in choices:
            box.addItem(title, value)
        box.setCurrentIndex(max(0, box.findData(self._settings.export_choice(f"batch_{key}", ""))))
        return box

    def _width(self, tip: str) -> QSpinBox:
        spin = indent(QSpinBox(minimum=-1, maximum=_WIDEST, value=-1, toolTip=tip))
        spin.setSuffix(self.tr(" px"))
        spin.setSpecialValueText(self.tr("By size"))
        return spin

    @Slot()
    def _fill_depths(self) -> None:
        """Offer the depths that the format has, and keep the one chosen where it has it."""
        wanted = str(self.depth.currentData() or self._settings.export_choice("batch_depth", "None"))
        depths: list[Depth | None] = [None, *depths_for(f"file{self.format.currentData()}")]
        self.depth.blockSignals(True)
        self.depth.clear()
        for depth in depths:
            title = self.tr("As the picture's") if depth is None else say(DEPTH_TITLES[depth])
            self.depth.addItem(title, depth)
        names = [str(depth) for depth in depths]
        self.depth.setCurrentIndex(names.index(wanted) if wanted in names else 0)
        self.depth.blockSignals(False)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        checked = {kind for kind, box in self.kinds.items() if box.isChecked()}
        self.guide_folder.setVisible(self.guide_box.currentData() == "folder")
        self.transparency.setEnabled("cutout" in checked and self.format.currentData() != ".exr")
        self.colours.setEnabled(bool(checked - {"alpha"}))
        self.backdrop.setEnabled("composite" in checked)
        self.changed.emit()
