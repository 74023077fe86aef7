"""A bar that offers to go on with a fine-tuning, or to keep the model of one."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from core.training.kept import Kept


class OfferBar(QFrame):
    """What is there from before, and the two things to do with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kept: Kept | None = None
        self.setProperty("role", "bar")
        self.setProperty("tone", "info")
        self.text = QLabel(wordWrap=True)
        self.go_on = QPushButton(self.tr("Go on"), autoDefault=False)
        self.go_on.setProperty("small", True)
        self.delete = QPushButton(self.tr("Delete…"), autoDefault=False)
        self.delete.setProperty("small", True)
        self.delete.setToolTip(self.tr("Delete what was trained so far"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.go_on)
        layout.addWidget(self.delete)
        self.hide()

    def show_offer(self, kept: Kept | None) -> None:
        """Offer this one; None hides the bar."""
        self.kept = kept
        self.setVisible(kept is not None)
        if kept is None:
            return
        name = kept.asked.name
        if kept.model is not None:
            self.text.setText(
                self.tr("“{name}” is trained, and not among your models yet.").format(name=name)
            )
            self.go_on.setText(self.tr("Show the scores"))
            self.go_on.setToolTip(self.tr("Show what it gained and lost, and keep the model"))
            return
        done, steps = kept.steps
        stopped = self.tr("“{name}” was stopped at step {done} of {steps}. All of that is kept.")
        before = self.tr("“{name}” was stopped before its training began.")
        self.text.setText((stopped if steps else before).format(name=name, done=done, steps=steps))
        self.go_on.setText(self.tr("Go on"))
        self.go_on.setToolTip(self.tr("Train on from where it was stopped"))
