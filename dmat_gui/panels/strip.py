"""One row of the filmstrip: small pictures of a run's mattes, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from core.exporting.words import NOISY_START, step_title
from core.step_mattes import SparseMatte
from dmat_gui.panels.frames import Frame, thumbnail
from dmat_gui.retouch import SeenAlpha
from dmat_gui.translations import say

THUMB = QSize(112, 72)
SMALL_THUMB = QSize(105, 56)
"""Where there are two rows: narrower too, as their names take room at the left."""
_GAP, _LABEL_HEIGHT, _FRAME, _LABEL_MARGINS = 10, 22, 12, 6
_USUAL_LABELS = NOISY_START, step_title(0, 300)
_SCROLL_BAR = 12


class Strip(QListWidget):
    """Shows frames in columns of one width, so that two strips stand column below column."""

    def __init__(self, name: str, *, labels: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("film")
        self.setAccessibleName(name)
        self._labels = labels
        self._full_range = False
        self._frames: list[Frame | None] = []
        self._result: np.ndarray | SeenAlpha | None = None
        self._icons: dict[tuple[int, str, bool, float, int, int], tuple[Any, QIcon]] = {}
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_thumb(THUMB)

    def set_thumb(self, size: QSize, labels: Sequence[str] = ()) -> None:
        """Show the pictures at most so large, in logical pixels; wider where one of `labels` needs it.

        The usual labels have room in any case, so that the columns keep their width as a run goes on.
        """
        metrics = self.fontMetrics()
        label = max(metrics.horizontalAdvance(say(text)) for text in (*_USUAL_LABELS, *labels))
        size = QSize(max(size.width(), label + _LABEL_MARGINS), size.height())
        height = size.height() + _FRAME + (_LABEL_HEIGHT if self._labels else 0)
        self.setIconSize(size)
        self.setGridSize(QSize(size.width() + _GAP, height))
        self._place_bar()

    def set_scroll_bar(self, shown: bool) -> None:
        """Have a scroll bar where it is needed, or none at all: the strip below has it for both."""
        policy = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(policy.ScrollBarAsNeeded if shown else policy.ScrollBarAlwaysOff)
        self._place_bar()

    def _place_bar(self) -> None:
        has_bar = self.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setFixedHeight(self.gridSize().height() + (_SCROLL_BAR if has_bar else 0))

    def set_full_range(self, on: bool) -> None:
        """Show each matte from its lowest to its highest value from now on."""
        self._full_range = on

    def show_frames(self, frames: Sequence[Frame | None], result: np.ndarray | SeenAlpha | None) -> None:
        """Show these and choose none; None leaves its column empty. `result` is the Result's matte."""
        self.blockSignals(True)
        self.clear()
        self._frames, self._result = list(frames), result
        for frame in frames:
            item = QListWidgetItem(self._icon(frame), say(frame.label) if frame and self._labels else "")
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            if frame is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            else:
                item.setToolTip(frame.title)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, frame.title)
            self.addItem(item)
        self.setCurrentRow(-1)
        self.blockSignals(False)
        shown = {id(self._source(frame)) for frame in frames if frame is not None}
        self._icons = {key: kept for key, kept in self._icons.items() if key[0] in shown}

    def set_result(self, result: np.ndarray | SeenAlpha, *, painted: bool = False) -> None:
        """Show another matte as the Result, or the same array that was `painted`."""
        self._result = result
        if painted:
            self._icons = {key: kept for key, kept in self._icons.items() if key[0] != id(result)}
        for row, frame in enumerate(self._frames):
            if frame is not None and frame.is_result:
                self.item(row).setIcon(self._icon(frame))

    def choose(self, row: int) -> None:
        """Mark a row, -1 for none, without telling anyone."""
        self.blockSignals(True)
        self.setCurrentRow(row)
        self.clearSelection() if row < 0 else self.scrollToItem(self.item(row))
        self.blockSignals(False)

    def _source(self, frame: Frame) -> Any:
        return self._result if frame.is_result else frame.source

    def _icon(self, frame: Frame | None) -> QIcon:
        """A frame's small picture, made once for as long as it is in the strip."""
        source = None if frame is None else self._source(frame)
        if source is None:
            return QIcon()
        ratio = self.devicePixelRatioF()
        size = self.iconSize()
        key = (id(source), frame.kind, self._full_range, ratio, size.width(), size.height())
        if key not in self._icons:
            matte = self._result if frame.is_result else frame.shown
            self._icons[key] = (source, self._draw(matte, ratio))  # kept, the source keeps its id
        return self._icons[key][1]

    def _draw(self, matte: np.ndarray | SparseMatte | SeenAlpha, ratio: float) -> QIcon:
        size = self.iconSize() * ratio
        small = thumbnail(matte, size.width(), size.height(), self._full_range)
        rows, columns = small.shape
        pixmap = QPixmap(size.width(), rows)  # as wide as the column, so that its label has room
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        grey = QImage(small.data, columns, rows, columns, QImage.Format.Format_Grayscale8)
        painter.drawImage((size.width() - columns) // 2, 0, grey)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return _plain_icon(pixmap)


def _plain_icon(pixmap: QPixmap) -> QIcon:
    """An icon that is not tinted when its item is chosen."""
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        icon.addPixmap(pixmap, mode)
    return icon
