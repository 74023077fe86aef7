"""What a fine-tuning gained and lost: the table before and after, and what it says in words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dmat_gui.panels.widgets import muted, set_tone
from dmat_gui.translations import numeral, say

_PARTS = {
    "held out": QT_TRANSLATE_NOOP("ScoresView", "Your pictures held out"),
    "trained on": QT_TRANSLATE_NOOP("ScoresView", "Your pictures trained on"),
    "guard": QT_TRANSLATE_NOOP("ScoresView", "Guard: other pictures"),
}
_METRICS = (("sad", "SAD", 1.0), ("mse", "MSE × 10⁻³", 1000.0), ("grad", "Grad", 1.0), ("conn", "Conn", 1.0))


class ScoresView(QWidget):
    """A line of the table for each part, sentences below it, and the way to keep the model."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = QLabel(wordWrap=True)
        self.verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notes = muted()
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.put_button = QPushButton(self.tr("Put it among my models"), autoDefault=False)
        self.put_button.setToolTip(self.tr("Add the new model to the list of models, under its name"))
        self.put_button.setProperty("primary", True)
        self.table = QWidget()
        self.table.setAccessibleName(self.tr("Scores before and after"))
        self._grid = QGridLayout(self.table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.verdict)
        layout.addWidget(self.table)
        layout.addWidget(self.notes)
        layout.addWidget(self.put_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_result(self, result: dict[str, Any]) -> None:
        """Show what a "result" event says."""
        self._fill(result["parts"])
        self.verdict.setText(self._verdict(result))
        set_tone(self.verdict, "" if result["better"] and not result["forgot"] else "warning")
        self.notes.setText("\n".join(map(say, result["left_out"])))
        self.notes.setVisible(bool(result["left_out"]))

    def texts(self) -> list[list[str]]:
        """The table's texts, row by row, the heads first."""
        rows = range(self._grid.rowCount())
        cells = [[self._grid.itemAtPosition(row, column) for column in range(7)] for row in rows]
        return [[cell.widget().text() for cell in row if cell is not None] for row in cells if any(row)]

    def _fill(self, parts: dict[str, dict[str, Any]]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().deleteLater()
        heads = ["", self.tr("Cases"), "SAD", self.tr("Change"), *(title for _, title, _ in _METRICS[1:])]
        for column, text in enumerate(heads):
            head = muted(text)
            head.setWordWrap(False)
            self._grid.addWidget(head, 0, column)
        for row, (part, scores) in enumerate(parts.items(), start=1):
            title = QCoreApplication.translate("ScoresView", _PARTS.get(part, part))
            cells = [_pair(scores, name, scale) for name, _, scale in _METRICS]
            texts = [title, f"{scores['cases']}", cells[0], _change(scores["change"]), *cells[1:]]
            for column, text in enumerate(texts):
                label = QLabel(text)
                if column == 3 and (scores["change"] or 0) > 0:
                    set_tone(label, "warning")
                self._grid.addWidget(label, row, column)
        self._grid.setColumnStretch(len(heads), 1)

    def _verdict(self, result: dict[str, Any]) -> str:
        """What was gained on one's own pictures, and what was lost on the others."""
        parts, judged = result["parts"], result["judged_on"]
        words, own = [], parts[judged]
        change = _change(own["change"])
        if not result["better"]:
            words.append(
                self.tr(
                    "On your pictures SAD changed by {change}: the model before is the better one. More "
                    "pictures or more time may help."
                ).format(change=change)
            )
        elif judged == "held out":
            words.append(
                self.tr("On pictures of yours that it never saw, SAD changed by {change}.").format(
                    change=change
                )
            )
        else:
            words.append(
                self.tr("On the pictures it was trained on, SAD changed by {change}.").format(change=change)
            )
        if judged != "held out":
            words.append(self.tr("No picture was held out, so this says little of others of your look."))
        guard = parts.get("guard")
        if guard is not None:
            lost, kept = (
                self.tr(
                    "On the guard, other pictures than yours, SAD rose by {change}: something was lost there."
                ),
                self.tr("On the guard, other pictures than yours, nothing was lost ({change})."),
            )
            change = _change(guard["change"])
            words.append((lost if result["forgot"] else kept).format(change=change.removeprefix("+")))
            if result["forgot"] and result["better"]:
                words.append(self.tr("Use this model for pictures like yours; more time loses less."))
        return " ".join(words)


def _pair(scores: dict[str, Any], name: str, scale: float) -> str:
    return " → ".join(_number(scores[when].get(name), scale) for when in ("before", "after"))


def _number(value: float | None, scale: float) -> str:
    return "–" if value is None else numeral(f"{value * scale:.2f}")


def _change(change: float | None) -> str:
    return "–" if change is None else numeral(f"{100 * change:+.1f} %").replace("-", "\u2212")
