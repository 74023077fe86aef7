"""The timestep scrubber: a filmstrip of a run's steps with slider, arrow keys and play."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from dmat_gui.actions import Actions
from dmat_gui.panels.change_plot import ChangePlot
from dmat_gui.panels.frames import KINDS, RESULT, Frame, frames_beside, frames_for
from dmat_gui.panels.strip import SMALL_THUMB, THUMB, Strip
from dmat_gui.panels.widgets import ChoiceBox, action_button, muted
from dmat_gui.retouch import SeenAlpha
from dmat_gui.theme import Theme
from dmat_gui.translations import say

PLAY_INTERVAL_MS = 450
_LEAST_BOX, _LEAST_SLIDER = 136, 72
"""Pixels that they keep in a small window."""


class Filmstrip(QFrame):
    """Shows the frames of one run, and of its path without correction, and says which of them is chosen.

    frame_chosen carries the `Frame`; the same frame may be announced twice (when its kind changes).
    """

    frame_chosen = Signal(object)
    run_chosen = Signal(int)

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filmPanel")
        self._actions = actions
        self._steps: list[Any] = []
        self._start: np.ndarray | None = None
        self._result: np.ndarray | SeenAlpha | None = None
        self._path: Any = None
        self._complete = self._retouched = False
        self._frames: list[Frame] = []
        self._beside: list[Frame | None] = []
        self._row, self._on_path = -1, False
        self._timer = QTimer(self)
        self._timer.setInterval(PLAY_INTERVAL_MS)
        self._timer.timeout.connect(self._play_on)
        self.plot = ChangePlot(theme)
        self._build()

    @property
    def frames(self) -> list[Frame]:
        """The run's own frames, from the start on."""
        return list(self._frames)

    @property
    def frames_beside(self) -> list[Frame | None]:
        """Those of the path without correction below them; empty while that is not shown."""
        return list(self._beside)

    @property
    def current(self) -> Frame | None:
        """The frame shown now."""
        row = self._beside if self._on_path else self._frames
        return row[self._row] if 0 <= self._row < len(row) else None

    @property
    def kind(self) -> str:
        return str(self.kind_box.currentData())

    def begin(self, start: np.ndarray | None = None) -> None:
        """Empty the strip for a run that begins."""
        self._forget()
        self._start = start
        self._rebuild()

    def add_steps(self, steps: Sequence[Any]) -> None:
        """Take in steps of the running run and show the last, unless the user looks at an earlier one.

        A step that is there already is replaced: a picture in tiles is filled tile by tile.
        """
        following = self._row == len(self._frames) - 1
        for step in steps:
            self._steps[step.index : step.index + 1] = [step]
        self._rebuild(row=None if following else self._row)

    def set_run(
        self,
        steps: Sequence[Any],
        start: np.ndarray | None,
        result: np.ndarray | SeenAlpha,
        changes: Sequence[float] = (),
        *,
        retouched: bool = False,
    ) -> None:
        """Show a finished run, its result (height x width, in [0, 1]) chosen.

        changes: of its estimate, from step to step.  retouched: whether retouch lies over the result.
        """
        self._forget()
        self._retouched = retouched
        self._steps, self._start, self._result, self._complete = list(steps), start, result, True
        self.plot.set_changes(changes)
        self._rebuild()

    def set_path(self, result: Any, changes: Sequence[float] = ()) -> None:
        """Show the path without correction below the run's own: its MattingResult; None takes it away."""
        self._path = result
        self._on_path = self._on_path and result is not None
        self.plot.set_changes(self.plot.changes, changes)
        self._rebuild(row=self._row)

    def set_path_words(self, words: str) -> None:
        """Say in the place of the path's row why it is not there yet; "" takes the words away."""
        self._path_words.setText(words)
        self._path_words.setVisible(bool(words))

    def set_result(self, result: np.ndarray | SeenAlpha) -> None:
        """Show another matte as the last frame: a step was adopted, or the result was restored."""
        self._result = result
        self.film.set_result(result)

    def set_retouched(self, result: np.ndarray | SeenAlpha, retouched: bool) -> None:
        """The result has been painted on: show it anew, and whether retouch lies over it now."""
        self._result = result
        self.film.set_result(result, painted=True)
        if retouched != self._retouched:
            self._retouched = retouched
            self._rebuild(row=self._row)

    def clear(self) -> None:
        """Forget the run."""
        self._forget()
        self._rebuild()

    def show_result(self) -> None:
        """Choose the last frame, the Result."""
        self._on_path = False
        self.choose(len(self._frames) - 1)

    @Slot(int)
    def choose(self, row: int) -> None:
        """Choose a frame by its place in the row in use, kept within the strip."""
        if self._frames:
            self._show(min(max(row, 0), len(self._frames) - 1), self._on_path)

    def choose_step(self, index: int) -> None:
        """Choose the frame of a step, or the Result where that stands for the step."""
        rows = [
            row for row, frame in enumerate(self._frames) if frame.index == index and frame.kind != "noisy"
        ]
        self.choose(rows[0] if rows else len(self._frames) - 1)

    def set_runs(self, names: Sequence[str], current: int) -> None:
        """The runs to choose from; current is an index."""
        with QSignalBlocker(self.run_box):
            self.run_box.clear()
            self.run_box.addItems(list(names))
            self.run_box.setCurrentIndex(current)
        self.run_box.setEnabled(len(names) > 1)

    @Slot()
    def previous(self) -> None:
        self.choose(self._row - 1)

    @Slot()
    def next(self) -> None:
        self.choose(self._row + 1)

    @Slot(bool)
    def play(self, on: bool) -> None:
        """Run through the frames once, from the first if the last one is shown."""
        if not on or len(self._frames) < 2:
            self._timer.stop()
            self._actions["play"].setChecked(False)
            return
        if self._row == len(self._frames) - 1:
            self.choose(0)
        self._timer.start()

    @Slot()
    def _play_on(self) -> None:
        self.next()
        if self._row == len(self._frames) - 1:
            self.play(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go from one path to the other."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and self._beside and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._show(self._row, event.key() == Qt.Key.Key_Down)
            (self.path if self._on_path else self.film).setFocus()
            return True
        return super().eventFilter(watched, event)

    @Slot(int)
    def _film_chosen(self, row: int) -> None:
        self._show(row, False)

    @Slot(int)
    def _path_chosen(self, row: int) -> None:
        self._show(row, True)

    def _show(self, row: int, on_path: bool) -> None:
        """Choose a frame of one of the rows; where that one has none, its neighbour above."""
        if not 0 <= row < len(self._frames):
            return
        on_path = on_path and row < len(self._beside) and self._beside[row] is not None
        self._row, self._on_path = row, on_path
        self.film.choose(-1 if on_path else row)
        self.path.choose(row if on_path else -1)
        with QSignalBlocker(self.slider):
            self.slider.setValue(row)
        frame = self.current
        last = len(self.plot.changes) if frame.kind == RESULT else frame.index
        self.plot.set_current(-1 if frame.kind in ("start", "noisy") else last)
        self.frame_chosen.emit(frame)

    @Slot()
    def _kind_changed(self) -> None:
        self._rebuild(row=self._row)

    @Slot(bool)
    def _range_changed(self, full: bool) -> None:
        self.film.set_full_range(full)
        self.path.set_full_range(full)
        self._rebuild(row=self._row)

    @Slot()
    def _align(self) -> None:
        self.path.horizontalScrollBar().setValue(self.film.horizontalScrollBar().value())

    def _forget(self) -> None:
        self._steps, self._start, self._result, self._path = [], None, None, None
        self._complete = self._on_path = False
        self.plot.set_changes(())

    def _rebuild(self, row: int | None = None) -> None:
        """Make the frames anew and choose `row`, by default the last one."""
        old = self._frames[row] if row is not None and 0 <= row < len(self._frames) else None
        self._frames = frames_for(
            self._steps, self.kind, start=self._start, complete=self._complete, retouched=self._retouched
        )
        self._beside = frames_beside(self._frames, self._path) if self._path is not None else []
        two = bool(self._beside)
        labels = [frame.label for frame in self._frames]
        for strip in (self.film, self.path):
            strip.set_thumb(SMALL_THUMB if two else THUMB, labels)
            strip.set_scroll_bar(two == (strip is self.path))
        for widget in (self.path, *self._row_titles):
            widget.setVisible(two)
        self.film.show_frames(self._frames, self._result)
        self.path.show_frames(self._beside, None)
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(0, len(self._frames) - 1))
        for widget in (self.slider, self.kind_box, self.play_button):
            widget.setEnabled(len(self._frames) > 1)
        if self._frames:
            self.choose(len(self._frames) - 1 if old is None else self._row_like(old))

    def _row_like(self, old: Frame) -> int:
        """The frame that stands for the same moment after the kind has changed."""
        for row, frame in enumerate(self._frames):
            if (frame.index, frame.is_result) == (old.index, old.is_result) and (
                frame.kind == old.kind or frame.adoptable
            ):
                return row
        return len(self._frames) - 1

    def _build(self) -> None:
        self.run_box = ChoiceBox(accessibleName=self.tr("Run"))
        self.run_box.setToolTip(self.tr("Which run the steps belong to"))
        self.run_box.setMinimumWidth(_LEAST_BOX)
        self.run_box.currentIndexChanged.connect(self.run_chosen)
        self.kind_box = ChoiceBox(accessibleName=self.tr("Kind of matte"))
        self.kind_box.setMinimumWidth(_LEAST_BOX)
        for kind, title, tip in KINDS:
            self.kind_box.addItem(say(title), kind)
            self.kind_box.setItemData(self.kind_box.count() - 1, say(tip), Qt.ItemDataRole.ToolTipRole)
        self.kind_box.setToolTip(self.tr("Which matte of each step to show"))
        self.kind_box.currentIndexChanged.connect(self._kind_changed)
        self.slider = QSlider(Qt.Orientation.Horizontal, accessibleName=self.tr("Step"))
        self.slider.setToolTip(self.tr("Go through the steps (Left and Right)"))
        self.slider.setPageStep(1)
        self.slider.setMinimumWidth(_LEAST_SLIDER)
        self.slider.valueChanged.connect(self.choose)
        self.play_button = action_button(self._actions["play"])
        header = QHBoxLayout()
        header.setContentsMargins(10, 0, 10, 0)
        header.setSpacing(6)
        title = QLabel(self.tr("Steps"))
        title.setProperty("role", "heading")
        for widget in (title, self.run_box, self.kind_box, action_button(self._actions["previous_step"]),
                       self.play_button, action_button(self._actions["next_step"])):  # fmt: skip
            header.addWidget(widget)
        header.addWidget(self.slider, 1)
        for name in ("sdedit", "full_range"):
            header.addWidget(action_button(self._actions[name]))
        self.film = Strip(self.tr("Steps of the run"))
        self.path = Strip(self.tr("Steps without correction (SDEdit)"), labels=False)
        self.film.currentRowChanged.connect(self._film_chosen)
        self.path.currentRowChanged.connect(self._path_chosen)
        for strip in (self.film, self.path):
            strip.installEventFilter(self)
        bars = self.film.horizontalScrollBar(), self.path.horizontalScrollBar()
        bars[0].valueChanged.connect(bars[1].setValue)
        bars[1].valueChanged.connect(bars[0].setValue)
        bars[1].rangeChanged.connect(self._align)  # a row that is laid out later begins at its left end
        self._row_titles = (muted(self.tr("With correction")), muted(self.tr("Without (SDEdit)")))
        for title in self._row_titles:
            title.setFixedWidth(76)
            title.setContentsMargins(10, 0, 0, 0)
            title.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._path_words = muted()
        self._path_words.setContentsMargins(10, 0, 10, 4)
        self._path_words.hide()
        rows = QGridLayout()
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(0)
        rows.setVerticalSpacing(0)
        for row, (title, strip) in enumerate(zip(self._row_titles, (self.film, self.path), strict=True)):
            rows.addWidget(title, row, 0)
            rows.addWidget(strip, row, 1)
        rows.addWidget(self.plot, 0, 2, 2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 2)
        layout.setSpacing(2)
        layout.addLayout(header)
        layout.addLayout(rows)
        layout.addWidget(self._path_words)
        self.plot.step_chosen.connect(self.choose_step)
        self._actions["full_range"].toggled.connect(self._range_changed)
