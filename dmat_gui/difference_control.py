"""What the difference view compares with: the Start of the run, or the alpha of another run."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Slot

from core.exporting.words import START
from dmat_gui.actions import Actions
from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.canvas.difference import SPANS
from dmat_gui.canvas.views import View
from dmat_gui.document import Document
from dmat_gui.panels.difference_legend import DifferenceLegend
from dmat_gui.runs import Run

_LOOKED_AT = 500  # rows or columns of a picture, to tell how large a difference is
_LEVEL = 0.5 / 255  # of what is shown; less is no difference


class Reference(NamedTuple):
    """Something to compare with; `matte` makes it, height x width in [0, 1], when it is looked at.

    key: stands for it, whatever it is called by now.
    """

    key: object
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
        self._chosen: object = None
        self._in_force: tuple[object, object] | None = None
        self._chooses_span = True  # until someone else does
        self.legend = DifferenceLegend(canvas)
        self.legend.reference_chosen.connect(self._choose)
        self.legend.span_chosen.connect(self._take_span)
        canvas.view_changed.connect(self._look)
        canvas.matte_shown.connect(self._look)
        document.picture_changed.connect(self._forget)
        document.runs_changed.connect(self._list)
        document.current_run_changed.connect(self._list)
        document.retouch_changed.connect(self._look)
        self._list()

    @property
    def names(self) -> list[str]:
        """What can be compared with."""
        return [reference.name for reference in self._references]

    @Slot(str, object)
    def keep(self, name: str, matte: np.ndarray) -> None:
        """Compare with this matte, a step's, from now on, until another picture is opened."""
        self._kept = Reference(object(), name, lambda: matte)
        self._chosen = self._kept.key
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
                self._references.append(Reference(START, START, lambda: start))
            for run in self._document.runs:
                if run is not current:
                    self._references.append(Reference(run.mark, run.name, partial(_alpha_of, run)))
            if self._kept is not None:
                self._references.append(self._kept)
        keys = [reference.key for reference in self._references]
        if self._chosen not in keys:
            self._chosen = keys[0] if keys else None
        self.legend.set_references(self.names, keys.index(self._chosen) if keys else -1)
        self._action.setEnabled(bool(self.names))
        if not self.names and self._canvas.view is View.DIFFERENCE:
            self._actions["view_alpha" if current is not None else "view_overlay"].trigger()
        self._look()

    @Slot(int)
    def _choose(self, place: int) -> None:
        self._chosen = self._references[place].key
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
        retouched = not self._canvas.shown_title and self._document.has_retouch
        name = self._canvas.shown_title or self._document.result_title()
        note = self.tr("Your retouch lies over this one, and not over what is taken from it.")
        self.legend.set_shown(name, note if retouched else "")
        if wanted != self._in_force:
            self._in_force = wanted
            matte = next(one.matte for one in self._references if one.key is self._chosen)()
            self._canvas.set_reference(matte)
            self._choose_span(matte)

    @Slot(float)
    def _take_span(self, span: float) -> None:
        self._chooses_span = False
        self._canvas.set_span(span)

    def _choose_span(self, reference: np.ndarray) -> None:
        """Take the finest scale that most of what differs has room on, until a person chooses one."""
        shown = self._canvas.shown_matte()
        if not self._chooses_span or shown is None:
            return
        stride = max(1, min(reference.shape) // _LOOKED_AT)
        thinned = shown[::stride, ::stride] if isinstance(shown, np.ndarray) else shown.thinned(stride)
        away = np.abs(np.clip(thinned, 0, 1).astype(np.float32) - reference[::stride, ::stride])
        away = away[away > _LEVEL]
        most = float(np.percentile(away, 90)) if away.size else 1.0
        span = min((span for span in SPANS if span >= most), default=SPANS[0])
        self.legend.set_span(span)
        self._canvas.set_span(span)


def _alpha_of(run: Run) -> np.ndarray:
    return run.alpha(run.adopted_step)
