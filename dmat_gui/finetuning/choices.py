"""What a fine-tuning is asked for: the model to begin from, the time, what is held out, a name."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from core.training.kept import Asked
from dmat_gui.panels.widgets import ChoiceBox, heading, indent, muted
from dmat_gui.tasks import CLOSED_FORM, DEFAULT_MODEL
from dmat_gui.translations import numeral

_ONE_IN_FIVE = -1
_MOST_MINUTES, _USUAL_MINUTES = 24 * 60, 15


class TrainingChoices(QWidget):
    """The fields, and how long it will take."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seconds_per_step = 0.0
        self.model = ChoiceBox()
        self.model.setAccessibleName(self.tr("Begin from"))
        self.model.setToolTip(self.tr("The model that is trained further; it stays as it is itself"))
        self.minutes = indent(QSpinBox(minimum=1, maximum=_MOST_MINUTES, value=_USUAL_MINUTES))
        self.minutes.setSuffix(self.tr(" min"))
        self.minutes.setAccessibleName(self.tr("Time to train"))
        self.minutes.setToolTip(self.tr("Minutes of training; measuring before and after comes on top"))
        self.hold_out = indent(QSpinBox(minimum=_ONE_IN_FIVE, maximum=999, value=_ONE_IN_FIVE))
        self.hold_out.setSpecialValueText(self.tr("one in five"))
        self.hold_out.setAccessibleName(self.tr("Hold out"))
        self.hold_out.setToolTip(
            self.tr(
                "Pictures that are not trained on, to measure what the model makes of others of your look"
            )
        )
        self.name = QLineEdit(self.tr("my pictures"))
        self.name.setAccessibleName(self.tr("Name of the new model"))
        self.name.setToolTip(self.tr("What the new model is called in the list of models"))
        self.time = muted()
        self.estimate = QPushButton(self.tr("Estimate"), autoDefault=False)
        self.estimate.setProperty("small", True)
        self._lay_out()
        self.minutes.valueChanged.connect(self._minutes_changed)
        for signal in (self.model.currentIndexChanged, self.hold_out.valueChanged, self.name.textChanged):
            signal.connect(self.changed)
        self._show_time()

    @property
    def model_name(self) -> str:
        """The model to begin from."""
        return str(self.model.currentData() or DEFAULT_MODEL)

    @property
    def held_out(self) -> int | None:
        """How many pictures are held out; None for one in five."""
        return None if self.hold_out.value() == _ONE_IN_FIVE else self.hold_out.value()

    def take_models(self, box: QComboBox, chosen: str) -> None:
        """Offer the models that the main window offers, but for the one without a network."""
        before = self.model.currentData() or chosen
        self.model.blockSignals(True)
        self.model.clear()
        for row in range(box.count()):
            if box.itemData(row) not in (CLOSED_FORM, None):
                self.model.addItem(box.itemText(row), box.itemData(row))
        self.model.setCurrentIndex(max(0, self.model.findData(before)))
        self.model.blockSignals(False)

    def show_asked(self, asked: Asked) -> None:
        """Show what a fine-tuning was asked for."""
        self.name.setText(asked.name)
        self.model.setCurrentIndex(self.model.findData(asked.model))
        self.minutes.setValue(round(asked.minutes))
        self.hold_out.setValue(_ONE_IN_FIVE if asked.hold_out is None else asked.hold_out)

    def forget_time(self) -> None:
        """The pictures or the model are others: what was measured does not hold for them."""
        self._seconds_per_step = 0.0
        self._show_time()

    def set_seconds_per_step(self, seconds: float) -> None:
        """Show how many steps of this many seconds fit into the time."""
        self._seconds_per_step = seconds
        self._show_time()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(6)
        form.addRow(self.tr("Begin from"), self.model)
        form.addRow(self.tr("Train for"), self.minutes)
        form.addRow(self.tr("Hold out"), self.hold_out)
        form.addRow(self.tr("New model's name"), self.name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(heading(self.tr("Training")))
        layout.addLayout(form)
        layout.addWidget(self.time)
        layout.addWidget(self.estimate)

    @Slot()
    def _minutes_changed(self) -> None:
        self._show_time()
        self.changed.emit()

    def _show_time(self) -> None:
        minutes, each = self.minutes.value(), self._seconds_per_step
        if each:
            text = self.tr(
                "{steps} steps of {seconds} s fit into {minutes} minutes. Measuring before and after comes "
                "on top."
            )
            steps = max(1, round(60 * minutes / each))
            self.time.setText(text.format(steps=steps, seconds=numeral(f"{each:.1f}"), minutes=minutes))
        else:
            text = self.tr("It takes {minutes} minutes of training; measuring before and after comes on top.")
            self.time.setText(text.format(minutes=minutes))
