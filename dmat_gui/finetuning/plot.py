"""The loss over the steps of a training, drawn as it comes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QWidget

from dmat_gui.theme import Theme


class LossPlot(pg.PlotWidget):
    """A line through the losses, each the mean over some steps. Nothing in it is moved by the mouse."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points: dict[int, float] = {}
        self._steps = 0
        self.setMinimumHeight(150)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # there is nothing to do in it
        self.setAccessibleName(self.tr("Loss"))
        self.setToolTip(
            self.tr(
                "How far the model is from your mattes and the others', from step to step: lower is better"
            )
        )
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        self.setFrameShape(self.Shape.NoFrame)
        self._line = self.plot([], [])
        self.setXRange(0, 100, padding=0.02)  # until it is known how many steps there are
        theme.changed.connect(self.refresh)
        self.refresh()

    def sizeHint(self) -> QSize:
        """Wide rather than high; it takes what room there is."""
        return QSize(420, 180)

    @property
    def points(self) -> list[tuple[int, float]]:
        """Steps and losses, in order."""
        return sorted(self._points.items())

    def show_losses(self, points: Sequence[tuple[int, float]], steps: int = 0) -> None:
        """Begin anew with these steps and losses, of so many steps in all."""
        self._points = {step: loss for step, loss in points if math.isfinite(loss)}
        self._steps = steps
        self._draw()

    def add(self, step: int, steps: int, loss: float | None) -> None:
        """Add the loss at a step of so many; None for one that is no number."""
        self._steps = steps
        if loss is not None:
            self._points[step] = loss
        self._draw()

    @Slot()
    def refresh(self) -> None:
        """Draw in the colours of the present theme."""
        colours = self._theme.colours
        self.setBackground(colours.base)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(colours.border)
            axis.setTextPen(colours.muted)
        self.setLabel("bottom", self.tr("Step"), color=colours.muted)
        self.showGrid(y=True, alpha=0.12)
        self._line.setPen(pg.mkPen(colours.accent, width=2))

    def _draw(self) -> None:
        points = self.points
        self._line.setData([step for step, _ in points], [loss for _, loss in points])
        if self._steps:
            self.setXRange(0, self._steps, padding=0.02)
