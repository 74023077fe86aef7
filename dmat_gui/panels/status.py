"""The status bar: the pixel under the cursor, the zoom, the device and its precision."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Slot
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from core.imaging.trimap import BACKGROUND, FOREGROUND
from dmat_gui.actions import Actions
from dmat_gui.canvas.canvas import PixelReadout
from dmat_gui.document import Document
from dmat_gui.tasks import Computing, ModelFacts
from dmat_gui.translations import numeral

_PRECISIONS = {"float32": QT_TRANSLATE_NOOP("StatusBar", "32-bit"), "bfloat16": "bfloat16"}


class StatusBar(QStatusBar):
    """Shows what is under the cursor, and what the picture and the model are."""

    def __init__(self, document: Document, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._computing = ""
        self._actions = actions
        self.setSizeGripEnabled(False)
        self.picture = QLabel(self.tr("No picture"), accessibleName=self.tr("Picture"))
        self.pixel = QLabel("", accessibleName=self.tr("Pixel under the cursor"))
        self.zoom = QLabel("", accessibleName=self.tr("Zoom"))
        self.device = QLabel(self.tr("Loading the model…"), accessibleName=self.tr("Device and precision"))
        self.device.setToolTip(self.tr("What computes the run, and with which numbers (Advanced, Device)"))
        self.addWidget(self.picture)
        self.addWidget(self.pixel, 1)
        self.addPermanentWidget(self.zoom)
        self.addPermanentWidget(self.device)
        document.picture_changed.connect(self._picture_changed)
        actions.keys_changed.connect(self._name_keys)
        self._name_keys()

    @Slot(object)
    def set_computing(self, computing: Computing) -> None:
        """Show what will compute, while the model is being loaded."""
        self._note_computing(computing)
        self.device.setText(self.tr("{computing} · loading the model").format(computing=self._computing))

    @Slot(object)
    def set_facts(self, facts: ModelFacts) -> None:
        """Show the device and the precision of the model in use."""
        self._note_computing(facts)
        self.device.setText(self._computing)

    @Slot()
    def show_no_model(self) -> None:
        """The chosen model cannot be loaded; what would compute it is known all the same."""
        words = self.tr("No model loaded")
        if self._computing:
            words = self.tr("{computing} · no model loaded").format(computing=self._computing)
        self.device.setText(words)

    def _note_computing(self, computing: Computing | ModelFacts) -> None:
        precision = self.tr(_PRECISIONS.get(computing.precision, computing.precision))
        self._computing = f"{computing.device} · {precision}"

    @Slot(float)
    def show_zoom(self, zoom: float) -> None:
        self.zoom.setText(f"{zoom:.0%}".replace("%", " %"))

    @Slot(object)
    def show_pixel(self, pixel: PixelReadout | None) -> None:
        """Read out the picture's own values, the class and the alpha shown; None is off the picture."""
        if pixel is None:
            self.pixel.setText("")
            return
        colour = " ".join(
            numeral(f"{value:.3f}") if isinstance(value, float) else str(value) for value in pixel.colour
        )
        letter = {int(FOREGROUND): "F", int(BACKGROUND): "B"}.get(pixel.trimap, "U")
        letter = QCoreApplication.translate("letters", letter)
        text = self.tr("x {x}  y {y}     RGB {colour}     {letter}").format(
            x=pixel.x, y=pixel.y, colour=colour, letter=letter
        )
        if pixel.alpha is not None:
            text += (
                self.tr("     α ≈ {alpha} (preview)").format(alpha=numeral(f"{pixel.alpha:.2f}"))
                if pixel.coarse
                else f"     α {numeral(f'{pixel.alpha:.3f}')}"
            )
        if pixel.difference is not None:
            difference = numeral(f"{pixel.difference:+.3f}")
            text += self.tr("     difference {difference}").format(difference=difference)
        self.pixel.setText(text)

    @Slot()
    def _name_keys(self) -> None:
        fit, whole = map(self._actions.key_text, ("fit", "actual_size"))
        ways = [
            self.tr("wheel"),
            self.tr("{key} fits").format(key=fit) if fit else "",
            self.tr("{key} is 100 %").format(key=whole) if whole else "",
        ]
        self.zoom.setToolTip(self.tr("Zoom: {ways}").format(ways=", ".join(filter(None, ways))))

    @Slot()
    def _picture_changed(self) -> None:
        self.pixel.setText("")
        picture, path = self._document.picture, self._document.path
        if picture is None:
            self.picture.setText(self.tr("No picture"))
            return
        depth = {"uint8": self.tr("8-bit"), "uint16": self.tr("16-bit"), "float32": self.tr("float, linear")}[
            str(picture.pixels.dtype)
        ]
        name = path.name if path is not None else self.tr("Picture")
        self.picture.setText(f"{name}   {picture.width} × {picture.height}   {depth}")
