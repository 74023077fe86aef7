"""What the difference view compares with: the Start of the run, or the alpha of another run."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Slot

from core.exporting.words import START
from dmat_gui.actions import Actions
from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.canvas.views import View
from dmat_gui.document import Document
from dmat_gui.panels.difference_legend import DifferenceLegend


class Reference(NamedTuple):
    """Something to compare with; `matte` makes it, height x width in [0, 1], when it is looked at."""

    name: str
    matte: Callable[[], np.ndarray]


class DifferenceControl(QObject):
    """Keeps the list of references, hands the chosen one to the canvas, and shows the legend."""

    def __init__(self, document: Document, canvas: CanvasView, actions: Actions) -> None:
        super().__init__(canvas)
        self._document = document
        self._canvas = canvas
        self._actions = actions
        self._action = actions["view_difference"]
        self._references: list[Reference] = []
        self._kept: Reference | None = None
        self._chosen = ""
        self._in_force: tuple[object, str] | None = None
        self.legend = DifferenceLegend(canvas)
        self.legend.reference_chosen.connect(self._choose)
        self.legend.span_chosen.connect(canvas.set_span)
        canvas.view_changed.connect(self._look)
        canvas.matte_shown.connect(self._look)
        document.picture_changed.connect(self._forget)
        document.runs_changed.connect(self._list)
        document.current_run_changed.connect(self._list)
        self._list()

    @property
    def names(self) -> list[str]:
        """What can be compared with."""
        return [reference.name for reference in self._references]

    @Slot(str, object)
    def keep(self, name: str, matte: np.ndarray) -> None:
        """Compare with this matte, a step's, from now on, until another picture is opened."""
        self._kept = Reference(name, lambda: matte)
        self._chosen, self._in_force = name, None
        self._list()
        self._action.trigger()

    @Slot()
    def _forget(self) -> None:
        self._kept = None
        self._list()

    @Slot()
    def _list(self) -> None:
        """Find what there is to compare with, and keep the choice where it is still there."""
        current, self._references = self._document.current_run, []
        if current is not None:
            start = current.result.start
            if start is not None:
                self._references.append(Reference(START, lambda: start))
            for run in self._document.runs:
                if run is not current:
                    self._references.append(Reference(run.name, lambda run=run: run.alpha(run.adopted_step)))
            if self._kept is not None:
                self._references.append(self._kept)
        if self._chosen not in self.names:
            self._chosen = self.names[0] if self.names else ""
        place = self.names.index(self._chosen) if self.names else -1
        self.legend.set_references(self.names, place)
        self._action.setEnabled(bool(self.names))
        if not self.names and self._canvas.view is View.DIFFERENCE:
            self._actions["view_alpha" if current is not None else "view_overlay"].trigger()
        self._look()

    @Slot(int)
    def _choose(self, place: int) -> None:
        self._chosen = self._references[place].name
        self._look()
        self._canvas.setFocus()

    @Slot()
    def _look(self) -> None:
        """Make the reference if the difference is in sight, once."""
        in_sight = View.DIFFERENCE in self._canvas.views and bool(self._references)
        self.legend.setVisible(in_sight)
        wanted = (self._document.current_run, self._chosen) if self._references else None
        if wanted is None or not in_sight:
            if wanted != self._in_force:
                self._in_force = None
                self._canvas.set_reference(None)
            return
        self.legend.set_shown(self._canvas.shown_title or self._document.result_title())
        if wanted != self._in_force:
            self._in_force = wanted
            self._canvas.set_reference(self._references[self.names.index(self._chosen)].matte())
