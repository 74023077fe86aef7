"""The pictures of a batch as a table: what was found for each, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QBrush, QColor, QIcon

from core.batch.guides import Guide
from dmat_gui.batch.tasks import Found
from dmat_gui.theme import Theme
from dmat_gui.translations import numeral, say

if TYPE_CHECKING:
    from core.batch.run import Outcome

Index: TypeAlias = QModelIndex | QPersistentModelIndex
FRACTION = Qt.ItemDataRole.UserRole
"""Role: how far the picture in hand is, 0 to 1; None for others."""

PICTURE, GUIDE, STATE = range(3)
_TITLES = (
    QT_TRANSLATE_NOOP("BatchRows", "Picture"),
    QT_TRANSLATE_NOOP("BatchRows", "Trimap or mask"),
    QT_TRANSLATE_NOOP("BatchRows", "State"),
)
_KINDS = {
    "trimap": QT_TRANSLATE_NOOP("BatchRows", "Trimap: {name}"),
    "mask": QT_TRANSLATE_NOOP("BatchRows", "Mask: {name}"),
    "either": "{name}",
}
_ICONS = {
    "waiting": "clock", "nothing": "warning", "working": "sparkle", "done": "check-circle",
    "skipped": "check", "failed": "warning-circle",
}  # fmt: skip


@dataclass
class Row:
    """A picture of the batch, and what became of it.

    state: "nothing" (it cannot be a job), "waiting", "working", "done", "skipped" or "failed".
    sentence: what is wrong with it, or was said of it. files: its results.
    """

    found: Found
    state: str = "waiting"
    fraction: float = 0.0
    text: str = ""
    sentence: str = ""
    seconds: float = 0.0
    files: tuple[Path, ...] = ()

    @property
    def picture(self) -> Path:
        return self.found.paired.picture

    @property
    def guide(self) -> Guide | None:
        job = self.found.paired.job
        return job.guide if job is not None else None


class BatchRows(QAbstractTableModel):
    """The table's model; rows are changed by their place."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons: dict[tuple[str, str], QIcon] = {}
        self.rows: list[Row] = []
        theme.changed.connect(self._themed)

    def set_found(self, found: Sequence[Found]) -> None:
        """Show other pictures."""
        self.beginResetModel()
        self.rows = [
            Row(each, "waiting" if each.paired.job else "nothing", sentence=say(each.paired.problem))
            for each in found
        ]
        self.endResetModel()

    def places(self, *states: str) -> list[int]:
        """The places of the rows in any of these states."""
        return [place for place, row in enumerate(self.rows) if row.state in states]

    def set_working(self, place: int, fraction: float, text: str) -> None:
        """The picture is in hand."""
        row = self.rows[place]
        row.state, row.fraction, row.text = "working", fraction, say(text)
        self._tell(place)

    def set_outcome(self, place: int, outcome: Outcome) -> None:
        """The picture is at its end."""
        row = self.rows[place]
        row.state, row.seconds, row.files = outcome.state, outcome.seconds, outcome.files
        row.sentence = say(outcome.sentence) or " ".join(map(say, outcome.notes))
        self._tell(place)

    def set_waiting(self, places: Sequence[int]) -> None:
        """The pictures wait for their turn, or again."""
        for place in places:
            row = self.rows[place]
            row.state, row.fraction, row.sentence = "waiting", 0.0, ""
            self._tell(place)

    def state_words(self, row: Row) -> str:
        """The state of a picture in words."""
        words = {
            "nothing": self.tr("Left out: {sentence}").format(sentence=row.sentence),
            "waiting": self.tr("Waiting"),
            "skipped": self.tr("Done before, skipped"),
            "failed": self.tr("Failed: {sentence}").format(sentence=row.sentence),
            "done": self.tr("Done, {seconds} s").format(seconds=numeral(f"{row.seconds:.1f}")),
            "working": f"{row.fraction:.0%}  {row.text}",
        }
        return words[row.state]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return QCoreApplication.translate("BatchRows", _TITLES[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.sentence or (str(row.picture) if column == PICTURE else self._text(row, column))
        if role == FRACTION and column == STATE:
            return row.fraction if row.state == "working" else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._brush(row, column)
        if role == Qt.ItemDataRole.DecorationRole and column == STATE:
            colours = self._theme.colours
            toned = {"failed": colours.error, "nothing": colours.warning, "done": colours.accent}
            return self._icon(_ICONS[row.state], toned.get(row.state, colours.muted))
        return None

    def _text(self, row: Row, column: int) -> str:
        if column == PICTURE:
            return row.picture.name
        if column == STATE:
            return self.state_words(row)
        if row.guide is None:
            return "–"
        return QCoreApplication.translate("BatchRows", _KINDS[row.guide.kind]).format(
            name=row.guide.path.name
        )

    def _brush(self, row: Row, column: int) -> QBrush | None:
        colours = self._theme.colours
        if column == STATE and row.state == "failed":
            return QBrush(QColor(colours.error))
        if (column == GUIDE and row.guide is None) or row.state == "nothing":
            return QBrush(QColor(colours.warning))
        faded = column == STATE and row.state in ("waiting", "skipped")
        return QBrush(QColor(colours.muted)) if faded else None

    def _icon(self, name: str, colour: str) -> QIcon:
        """An icon, drawn once: a table asks for them at every move."""
        if (name, colour) not in self._icons:
            self._icons[name, colour] = self._theme.icon(name, colour=colour)
        return self._icons[name, colour]

    def _tell(self, place: int) -> None:
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(_TITLES) - 1))

    def _themed(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(_TITLES) - 1))
