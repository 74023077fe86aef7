"""What was measured as tables: the means of every method, and every case, the worst first."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.data.cases import Case, Convention, DataSet
from core.evaluation.measure import METRICS, Row, Table, case_id
from core.evaluation.report import metric_titles, number
from dmat_gui.translations import numeral

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HORIZONTAL = Qt.Orientation.Horizontal
_DESCENDING = Qt.SortOrder.DescendingOrder


class MeansTable(QAbstractTableModel):
    """A line per method and group, and one over all groups."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[list[str]] = []

    def show_tables(self, tables: Mapping[str, Table], convention: Convention) -> None:
        """Show the means of these tables, scored over unknown pixels or over the whole picture."""
        self.beginResetModel()
        self._lines = []
        for name, table in tables.items():
            groups = table.groups()
            for group in [None] if len(groups) == 1 else [None, *groups]:
                rows = [row for row in table.rows if group in (None, row.group)]
                count = sum(row.scores(convention) is not None for row in rows)
                mean = table.mean(group, convention)
                scores = [numeral(number(metric, getattr(mean, metric))) for metric in METRICS]
                words = self.tr("all") if group is None else group
                self._lines.append([name, words, str(count), *scores, numeral(f"{table.seconds(group):.2f}")])
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._titles())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == _HORIZONTAL and role == Qt.ItemDataRole.DisplayRole:
            return self._titles()[section]
        return _alignment(role, section, words=2)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._lines[index.row()][index.column()]
        return _alignment(role, index.column(), words=2)

    def _titles(self) -> list[str]:
        first = [self.tr("Method"), self.tr("Group"), self.tr("Cases")]
        return [*first, *metric_titles(), self.tr("Seconds")]


class CasesTable(QAbstractTableModel):
    """A line per case, four scores per method. Sorted anew whenever there is more to sort."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data_set: DataSet | None = None
        self._methods: list[str] = []
        self._rows: dict[str, dict[str, Row]] = {}
        self._convention: Convention = "unknown"
        self._order = (2, _DESCENDING)
        self._cases: list[Case] = []

    def show_tables(
        self, data_set: DataSet | None, tables: Mapping[str, Table], convention: Convention
    ) -> None:
        """Show the cases that any method was measured on."""
        self.beginResetModel()
        self._data_set, self._methods, self._convention = data_set, list(tables), convention
        self._rows = {name: {row.case: row for row in table.rows} for name, table in tables.items()}
        measured = {case for rows in self._rows.values() for case in rows}
        cases = () if data_set is None else data_set.cases
        self._cases = [case for case in cases if case_id(case) in measured]
        self._sort()
        self.endResetModel()

    def case(self, row: int) -> Case:
        """The case of a line."""
        return self._cases[row]

    def sorts(self) -> list[str]:
        """What the lines can be sorted by, a column each from the third on."""
        return [f"{metric}, {method}" for method in self._methods for metric in metric_titles()]

    @property
    def order(self) -> tuple[int, Qt.SortOrder]:
        """The column that the lines are sorted by, and the direction."""
        return self._order

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; cases without a score there come last."""
        self._order = (column, order)
        self.layoutAboutToBeChanged.emit()
        self._sort()
        self.layoutChanged.emit()

    def score(self, case: Case, column: int) -> float:
        """What a case has in a column of scores; NaN where it has none."""
        method, metric = divmod(column - 2, len(METRICS))
        row = self._rows[self._methods[method]].get(case_id(case)) if method < len(self._methods) else None
        scores = None if row is None else row.scores(self._convention)
        return math.nan if scores is None else getattr(scores, METRICS[metric])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._cases)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 2 + len(METRICS) * len(self._methods)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == _HORIZONTAL and role == Qt.ItemDataRole.DisplayRole:
            if section < 2:
                return (self.tr("Case"), self.tr("Group"))[section]
            method, metric = divmod(section - 2, len(METRICS))
            return f"{metric_titles()[metric]}\n{self._methods[method]}"
        return _alignment(role, section, words=2)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        case, column = self._cases[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if column < 2:
                return (case.name, case.group)[column]
            return numeral(number(METRICS[(column - 2) % len(METRICS)], self.score(case, column)))
        return _alignment(role, column, words=2)

    def _sort(self) -> None:
        column, order = self._order
        down = order == _DESCENDING
        if column < 2:
            self._cases.sort(key=lambda case: (case.name, case.group)[column].casefold(), reverse=down)
            return

        def worth(case: Case) -> tuple[bool, float]:
            score = self.score(case, column)
            return math.isnan(score), -score if down else score

        self._cases.sort(key=worth)


def _alignment(role: int, column: int, *, words: int) -> Any:
    """Numbers stand at the right, the words of the first columns at the left."""
    if role == Qt.ItemDataRole.TextAlignmentRole and column >= words:
        return int(_RIGHT)
    return None
