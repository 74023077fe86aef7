"""What is measured on what: the left side of the Evaluate window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.data.cases import DataSet
from dmat_gui.panels.folder_row import FolderRow
from dmat_gui.panels.widgets import heading, muted, set_tone
from dmat_gui.translations import say

_BASELINES = (
    ("start", QT_TRANSLATE_NOOP("EvaluationChoices", "Start: the coarse matte alone")),
    ("trimap", QT_TRANSLATE_NOOP("EvaluationChoices", "Trimap: one half where it is unknown")),
    ("knn", QT_TRANSLATE_NOOP("EvaluationChoices", "KNN matting (no network)")),
)
_TOLD_PROBLEMS = 3
WIDTH = 318


class EvaluationChoices(QFrame):
    """The folder, the methods, and where scores are taken."""

    folder_changed = Signal()
    methods_changed = Signal()
    convention_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        name = self.tr("Folder with true mattes")
        self.folder = FolderRow(name, self.tr("Pictures with their mattes, in any layout that is known"))
        self.folder.changed.connect(self.folder_changed)
        self.recognised = muted()
        self.recognised.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.methods = QListWidget(objectName="outputs", accessibleName=self.tr("What is measured"))
        self.methods.setToolTip(
            self.tr("Tick the models and the simpler methods to be measured side by side")
        )
        self.methods.itemChanged.connect(self.methods_changed)
        self.convention = QComboBox(accessibleName=self.tr("Scores over"))
        self.convention.setToolTip(self.tr("Which pixels count: data sets differ in what their papers score"))
        self.convention.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.convention.addItem(self.tr("Unknown pixels"), "unknown")
        self.convention.addItem(self.tr("The whole picture"), "whole")
        self.convention.currentIndexChanged.connect(self.convention_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 14, 14)
        layout.setSpacing(6)
        layout.addWidget(heading(name))
        layout.addWidget(self.folder)
        layout.addWidget(self.recognised)
        layout.addSpacing(8)
        layout.addWidget(heading(self.tr("What is measured")))
        layout.addWidget(self.methods, 1)
        layout.addSpacing(8)
        layout.addWidget(heading(self.tr("Scores over")))
        layout.addWidget(self.convention)
        units = self.tr("SAD, Grad and Conn in thousands, MSE in thousandths. Less is better.")
        layout.addWidget(muted(units))

    def set_models(self, models: Sequence[tuple[str, str]], chosen: str) -> None:
        """Fill the list with models, (title, name), and the baselines; what was ticked stays so."""
        ticked = set(self.ticked()) or {chosen, "start"}
        baselines = [
            (QCoreApplication.translate("EvaluationChoices", words), name) for name, words in _BASELINES
        ]
        self.methods.blockSignals(True)
        self.methods.clear()
        for title, name in [*models, *baselines]:
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setToolTip(title)
            item.setCheckState(Qt.CheckState.Checked if name in ticked else Qt.CheckState.Unchecked)
            self.methods.addItem(item)
        self.methods.blockSignals(False)

    def set_ticked(self, *names: str) -> None:
        """Tick these methods, and no others."""
        for item in self._items():
            wanted = item.data(Qt.ItemDataRole.UserRole) in names
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)

    def ticked(self) -> list[str]:
        """The names of the methods that are ticked."""
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in self._items()
            if item.checkState() == Qt.CheckState.Checked
        ]

    def models(self) -> tuple[str, ...]:
        """The models among those that are ticked."""
        return tuple(name for name in self.ticked() if name not in dict(_BASELINES))

    def baselines(self) -> tuple[str, ...]:
        """The baselines among those that are ticked."""
        return tuple(name for name in self.ticked() if name in dict(_BASELINES))

    @Slot(object)
    def show_set(self, data_set: DataSet | None) -> None:
        """Say what was recognised, and take the scores where this data set's papers do."""
        set_tone(self.recognised, "")
        if data_set is None:
            self.recognised.setText("")
            return
        groups = list(dict.fromkeys(case.group for case in data_set.cases if case.group))
        told = self.tr("Recognised: {title}. {count} cases.").format(
            title=say(data_set.title), count=len(data_set.cases)
        )
        if groups:
            told += " " + self.tr("Groups: {groups}.").format(groups=", ".join(groups))
        if data_set.problems:
            problems = " ".join(map(say, data_set.problems[:_TOLD_PROBLEMS]))
            more = len(data_set.problems) - _TOLD_PROBLEMS
            told += "\n" + problems
            told += " " + self.tr("And {count} more.").format(count=more) if more > 0 else ""
            set_tone(self.recognised, "warning")
        self.recognised.setText(told)
        self.recognised.setToolTip("\n".join(map(say, data_set.problems)))
        self.convention.setCurrentIndex(self.convention.findData(data_set.convention))

    def show_problem(self, sentence: str) -> None:
        """Say why nothing was recognised."""
        self.recognised.setText(sentence)
        set_tone(self.recognised, "error")

    def _items(self) -> list[QListWidgetItem]:
        return [self.methods.item(row) for row in range(self.methods.count())]
