"""The timestep scrubber: a filmstrip of a run's steps with slider, arrow keys and play."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dmat_gui.actions import Actions
from dmat_gui.panels.frames import KINDS, RESULT, Frame, frames_for, thumbnail

THUMB = QSize(112, 72)
PLAY_INTERVAL_MS = 450


class Filmstrip(QFrame):
    """Shows the frames of one run and says which of them is chosen.

    frame_chosen carries the `Frame`; the same frame may be announced twice (when its kind changes).
    """

    frame_chosen = Signal(object)
    run_chosen = Signal(int)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filmPanel")
        self._actions = actions
        self._steps: list[Any] = []
        self._start: np.ndarray | None = None
        self._result: np.ndarray | None = None
        self._complete = False
        self._frames: list[Frame] = []
        self._icons: dict[tuple[int, bool, float], tuple[np.ndarray, QIcon]] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(PLAY_INTERVAL_MS)
        self._timer.timeout.connect(self._play_on)
        self._build()

    @property
    def frames(self) -> list[Frame]:
        return list(self._frames)

    @property
    def current(self) -> Frame | None:
        """The frame shown now."""
        row = self.film.currentRow()
        return self._frames[row] if 0 <= row < len(self._frames) else None

    @property
    def kind(self) -> str:
        return str(self.kind_box.currentData())

    def begin(self, start: np.ndarray | None = None) -> None:
        """Empty the strip for a run that begins."""
        self._steps, self._start, self._result, self._complete = [], start, None, False
        self._rebuild()

    def add_step(self, step: Any) -> None:
        """Take in a step of the running run and show it, unless the user has gone back to look at another.

        A step that is there already is replaced: a picture in tiles is filled tile by tile.
        """
        following = self.film.currentRow() == len(self._frames) - 1
        self._steps[step.index : step.index + 1] = [step]
        self._rebuild(row=None if following else self.film.currentRow())

    def set_run(self, steps: Sequence[Any], start: np.ndarray | None, result: np.ndarray) -> None:
        """Show a finished run, its result (height x width, in [0, 1]) chosen."""
        self._steps, self._start, self._result, self._complete = list(steps), start, result, True
        self._rebuild()

    def set_result(self, result: np.ndarray) -> None:
        """Show another matte as the last frame: a step was adopted, or the result was restored."""
        self._result = result
        if self._frames and self._frames[-1].kind == RESULT:
            self.film.item(len(self._frames) - 1).setIcon(self._icon(result))

    def clear(self) -> None:
        """Forget the run."""
        self._steps, self._start, self._result, self._complete = [], None, None, False
        self._rebuild()

    def show_result(self) -> None:
        """Choose the last frame, the Result."""
        self.film.setCurrentRow(len(self._frames) - 1)

    def choose(self, row: int) -> None:
        """Choose a frame by its place, kept within the strip."""
        if self._frames:
            self.film.setCurrentRow(min(max(row, 0), len(self._frames) - 1))

    def set_runs(self, names: Sequence[str], current: int) -> None:
        """The runs to choose from; current is an index."""
        self.run_box.blockSignals(True)
        self.run_box.clear()
        self.run_box.addItems(list(names))
        self.run_box.setCurrentIndex(current)
        self.run_box.blockSignals(False)
        self.run_box.setEnabled(len(names) > 1)

    @Slot()
    def previous(self) -> None:
        self.choose(self.film.currentRow() - 1)

    @Slot()
    def next(self) -> None:
        self.choose(self.film.currentRow() + 1)

    @Slot(bool)
    def play(self, on: bool) -> None:
        """Run through the frames once, from the first if the last one is shown."""
        if not on or len(self._frames) < 2:
            self._timer.stop()
            self._actions["play"].setChecked(False)
            return
        if self.film.currentRow() == len(self._frames) - 1:
            self.choose(0)
        self._timer.start()

    @Slot()
    def _play_on(self) -> None:
        self.next()
        if self.film.currentRow() == len(self._frames) - 1:
            self.play(False)

    @Slot(int)
    def _row_changed(self, row: int) -> None:
        if row < 0:
            return
        self.slider.blockSignals(True)
        self.slider.setValue(row)
        self.slider.blockSignals(False)
        self.film.scrollToItem(self.film.item(row))
        self.frame_chosen.emit(self._frames[row])

    @Slot()
    def _kind_changed(self) -> None:
        self._rebuild(row=self.film.currentRow())

    @Slot(bool)
    def _range_changed(self, _full: bool) -> None:
        self._rebuild(row=self.film.currentRow())

    def _rebuild(self, row: int | None = None) -> None:
        """Make the frames anew and choose `row`, by default the last one."""
        old = self._frames[row] if row is not None and 0 <= row < len(self._frames) else None
        self._frames = frames_for(self._steps, self.kind, start=self._start, complete=self._complete)
        self.film.blockSignals(True)
        self.film.clear()
        for frame in self._frames:
            matte = self._result if frame.kind == RESULT else frame.matte
            item = QListWidgetItem(self._icon(matte), frame.label)
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, frame.label)
            self.film.addItem(item)
        self.film.setCurrentRow(-1)
        self.film.blockSignals(False)
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, len(self._frames) - 1))
        self.slider.blockSignals(False)
        shown = {id(frame.matte) for frame in self._frames} | {id(self._result)}
        self._icons = {key: kept for key, kept in self._icons.items() if key[0] in shown}
        for widget in (self.slider, self.kind_box, self.play_button):
            widget.setEnabled(len(self._frames) > 1)
        if self._frames:
            self.choose(len(self._frames) - 1 if old is None else self._row_like(old))

    def _row_like(self, old: Frame) -> int:
        """The frame that stands for the same moment after the kind has changed."""
        for row, frame in enumerate(self._frames):
            if (frame.index, frame.kind == RESULT) == (old.index, old.kind == RESULT) and (
                frame.kind == old.kind or frame.adoptable
            ):
                return row
        return len(self._frames) - 1

    def _icon(self, matte: np.ndarray | None) -> QIcon:
        """A matte's thumbnail, made once for as long as it is in the strip: a run adds one at each step."""
        if matte is None:
            return QIcon()
        ratio, full = self.devicePixelRatioF(), self._actions["full_range"].isChecked()
        key = (id(matte), full, ratio)
        if key not in self._icons:
            self._icons[key] = (matte, self._draw(matte, ratio, full))  # kept, the matte keeps its id
        return self._icons[key][1]

    def _draw(self, matte: np.ndarray, ratio: float, full: bool) -> QIcon:
        small = thumbnail(matte, round(THUMB.width() * ratio), round(THUMB.height() * ratio), full)
        rows, columns = small.shape
        pixmap = QPixmap.fromImage(
            QImage(small.data, columns, rows, columns, QImage.Format.Format_Grayscale8)
        )
        pixmap.setDevicePixelRatio(ratio)
        return _plain_icon(pixmap)

    def _build(self) -> None:
        self.run_box = QComboBox(accessibleName="Run")
        self.run_box.setToolTip("Which run the steps belong to")
        self.run_box.setMinimumWidth(96)
        self.run_box.setPlaceholderText("New run")
        self.run_box.currentIndexChanged.connect(self.run_chosen)
        self.kind_box = QComboBox(accessibleName="Kind of matte")
        for kind, title, tip in KINDS:
            self.kind_box.addItem(title, kind)
            self.kind_box.setItemData(self.kind_box.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.kind_box.setToolTip("Which matte of each step to show")
        self.kind_box.currentIndexChanged.connect(self._kind_changed)
        self.slider = QSlider(Qt.Orientation.Horizontal, accessibleName="Step")
        self.slider.setToolTip("Go through the steps (Left and Right)")
        self.slider.setPageStep(1)
        self.slider.valueChanged.connect(self.choose)
        self.play_button = self._button("play")
        header = QHBoxLayout()
        header.setContentsMargins(10, 0, 10, 0)
        header.setSpacing(6)
        title = QLabel("Steps")
        title.setProperty("role", "heading")
        for widget in (title, self.run_box, self.kind_box, self._button("previous_step"), self.play_button,
                       self._button("next_step")):  # fmt: skip
            header.addWidget(widget)
        header.addWidget(self.slider, 1)
        header.addWidget(self._button("full_range"))
        self.film = QListWidget(objectName="film", accessibleName="Steps of the run")
        self.film.setViewMode(QListView.ViewMode.IconMode)
        self.film.setFlow(QListView.Flow.LeftToRight)
        self.film.setWrapping(False)
        self.film.setMovement(QListView.Movement.Static)
        self.film.setIconSize(THUMB)
        self.film.setSpacing(2)
        self.film.setUniformItemSizes(True)
        self.film.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.film.setFixedHeight(THUMB.height() + 46)
        self.film.currentRowChanged.connect(self._row_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 2)
        layout.setSpacing(2)
        layout.addLayout(header)
        layout.addWidget(self.film)
        self._actions["full_range"].toggled.connect(self._range_changed)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(self._actions[name])
        button.setAccessibleName(self._actions[name].text())
        return button


def _plain_icon(pixmap: QPixmap) -> QIcon:
    """An icon that is not tinted when its item is chosen."""
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        icon.addPixmap(pixmap, mode)
    return icon
