"""Advanced settings of a run: noise level, steps, seed, correction, ARP, device."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from dmat_gui.panels.widgets import ChoiceBox, indent, muted, when_entered
from dmat_gui.tasks import ModelFacts, RunChoices, steps_words

if TYPE_CHECKING:
    from core.predictor import RunSettings

DEVICES = (
    ("auto", QT_TRANSLATE_NOOP("AdvancedPanel", "Automatic")),
    ("cpu", "CPU"),
    ("cuda", "NVIDIA (CUDA)"),
    ("mps", "Apple (MPS)"),
    ("xpu", "Intel (XPU)"),
)
PRECISIONS = (
    ("auto", QT_TRANSLATE_NOOP("AdvancedPanel", "Automatic")),
    ("float32", QT_TRANSLATE_NOOP("AdvancedPanel", "32-bit")),
    ("bfloat16", "bfloat16"),
)
_OWN_T, _OWN_STEPS = 250, 5
_FIELD_WIDTH = 96


class AdvancedPanel(QWidget):
    """The settings that a model brings its own values for. `edited`: the user has finished with a field."""

    changed = Signal()
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own: tuple[int | None, int | None] = (_OWN_T, _OWN_STEPS)  # None until it is known
        self._trained: tuple[tuple[int, ...], tuple[int, ...]] = ((_OWN_T,), (_OWN_STEPS,))
        self._has_network = True
        self.t_start = self._spin(
            1, 1000, _OWN_T, self.tr("Noise level"),
            self.tr("Noise to start from: T in the paper. More noise changes more and takes more steps."),
        )  # fmt: skip
        self.t_start.setSingleStep(10)
        self.steps = self._spin(
            1, 100, _OWN_STEPS, self.tr("Steps"),
            self.tr("Steps from T down to 0: S in the paper. Time grows with it."),
        )  # fmt: skip
        self.seed = self._spin(
            0, 2**31 - 1, 0, self.tr("Seed"),
            self.tr("The noise ε drawn at the start; the same seed gives the same alpha."),
        )  # fmt: skip
        self.correct = QCheckBox(self.tr("Correction"))
        self.correct.setToolTip(
            self.tr("Correct every step with the picture's features: C in the paper. Off is SDEdit.")
        )
        self.arp = QCheckBox(self.tr("Restore known pixels (ARP)"))
        self.arp.setToolTip(
            self.tr(
                "Put the painted pixels back at every step: alpha reliability propagation, ARP in the paper."
            )
        )
        self.device = self._choice(
            DEVICES,
            self.tr("Device"),
            self.tr("What computes the run; Automatic takes the fastest that is there"),
        )
        self.precision = self._choice(
            PRECISIONS,
            self.tr("Precision"),
            self.tr("The numbers it computes with; Automatic takes bfloat16 where the device is made for it"),
        )
        self.reset = QPushButton(self.tr("Reset to the model's own"))
        self.reset.setToolTip(self.tr("Noise level, steps, correction and ARP as the model was trained for"))
        self.note = muted()
        form = QFormLayout(self)
        form.setContentsMargins(4, 0, 0, 0)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(7)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for text, field in (
            (self.tr("Noise level T"), self.t_start),
            (self.tr("Steps S"), self.steps),
            (self.tr("Seed"), self.seed),
        ):
            label = QLabel(text)
            label.setBuddy(field)
            label.setToolTip(field.toolTip())
            form.addRow(label, field)
        form.addRow(self.correct)
        form.addRow(self.arp)
        form.addRow(self.tr("Device"), self.device)
        form.addRow(self.tr("Precision"), self.precision)
        form.addRow(self.reset)
        form.addRow(self.note)
        for box in (self.correct, self.arp):
            box.setChecked(True)
            box.toggled.connect(self._on_change)
        self.correct.toggled.connect(self._correction_toggled)
        for choice in (self.device, self.precision):
            choice.currentIndexChanged.connect(self._on_change)
        self.reset.clicked.connect(self.restore)
        self._on_change()

    def choices(self) -> RunChoices:
        """What was chosen; None where the model's own value stands."""
        own_t, own_steps = self._own
        t_start, steps = self.t_start.value(), self.steps.value()
        return RunChoices(
            t_start=None if t_start == own_t else t_start,
            steps=None if steps == own_steps else steps,
            seed=self.seed.value(),
            correct=self.correct.isChecked(),
            arp=self.arp.isChecked() and self.correct.isChecked(),
        )

    def device_name(self) -> str:
        """ "auto", "cpu", "cuda", …"""
        return str(self.device.currentData())

    def precision_name(self) -> str:
        """ "auto", "float32" or "bfloat16"."""
        return str(self.precision.currentData())

    def set_computing(self, device: str, precision: str) -> None:
        """Show these; what is not in the lists leaves Automatic."""
        self.device.setCurrentIndex(max(0, self.device.findData(device)))
        self.precision.setCurrentIndex(max(0, self.precision.findData(precision)))

    def set_model(self, facts: ModelFacts) -> None:
        """Take over a model's own values; fields that the user had changed keep the change."""
        changed = self.choices()
        self._has_network = facts.t_start is not None
        self._own = (facts.t_start or _OWN_T, facts.steps or _OWN_STEPS)
        self._trained = (facts.trained_t_starts, facts.trained_steps)
        self.t_start.setValue(self._own[0] if changed.t_start is None else changed.t_start)
        self.steps.setValue(self._own[1] if changed.steps is None else changed.steps)
        self._on_change()

    def take_over(self, settings: RunSettings) -> None:
        """Show what a run was made with; its model's own values are for `set_model` to tell after this."""
        self.seed.setValue(settings.seed)
        if settings.t_start is None or settings.steps is None:
            return  # the closed form has no more settings
        self._own = (None, None)
        self.t_start.setValue(settings.t_start)
        self.steps.setValue(settings.steps)
        self.correct.setChecked(settings.correct)
        self.arp.setChecked(settings.arp or not settings.correct)
        self._on_change()

    @Slot()
    def restore(self) -> None:
        """Everything as the model was trained for."""
        self.t_start.setValue(self._own[0])
        self.steps.setValue(self._own[1])
        self.correct.setChecked(True)
        self.arp.setChecked(True)
        self.edited.emit()

    @Slot(bool)
    def _correction_toggled(self, on: bool) -> None:
        self.arp.setEnabled(on and self._has_network)

    @Slot()
    def _on_change(self) -> None:
        for widget in (self.t_start, self.steps, self.seed, self.correct):
            widget.setEnabled(self._has_network)
        self.arp.setEnabled(self._has_network and self.correct.isChecked())
        chosen = self.choices()
        own = chosen == RunChoices(seed=chosen.seed)
        self.reset.setEnabled(not own and self._has_network and None not in self._own)
        if not self._has_network:
            self.note.setText(self.tr("The closed form has no steps to set."))
        else:
            self.note.setText(self._training_note())
        self.changed.emit()

    def _training_note(self) -> str:
        t_start, steps = self.t_start.value(), self.steps.value()
        trained_t, trained_steps = self._trained
        if t_start in trained_t and steps in trained_steps:
            return self.tr("As trained: T = {t_start}, {steps}.").format(
                t_start=t_start, steps=steps_words(steps)
            )
        return self.tr("The model was trained for T = {levels} and {counts} steps.").format(
            levels=self._either(trained_t), counts=self._either(trained_steps)
        )

    def _either(self, values: tuple[int, ...]) -> str:
        """ "2, 3 or 4"."""
        *first, last = map(str, values)
        return self.tr("{first} or {last}").format(first=", ".join(first), last=last) if first else last

    def _choice(self, choices: Sequence[tuple[str, str]], name: str, tip: str) -> ChoiceBox:
        box = ChoiceBox(accessibleName=name, toolTip=tip)
        for key, title in choices:
            box.addItem(self.tr(title), key)
        box.setMinimumWidth(_FIELD_WIDTH)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return box

    def _spin(self, low: int, high: int, value: int, name: str, tip: str) -> QSpinBox:
        spin = indent(QSpinBox(minimum=low, maximum=high, value=value, accessibleName=name, toolTip=tip))
        spin.setKeyboardTracking(False)
        spin.setMinimumWidth(_FIELD_WIDTH)
        spin.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        spin.valueChanged.connect(self._on_change)
        when_entered(spin, self.edited.emit)
        return spin
