"""The one way to ask: a question, what happens on yes, and a safe no."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import qtawesome
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QMessageBox, QWidget

_ICON = QSize(36, 36)


def ask(parent: QWidget | None, question: str, detail: str, accept: str, refuse: str = "") -> bool:
    """Ask and wait for the answer; Escape and Return mean no.

    Args:
        accept, refuse: what the two buttons say, the latter by default "Cancel".
    """
    box = message_box("question", question, parent)
    box.setInformativeText(detail)
    yes = box.addButton(accept, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(refuse or _cancel(), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.exec()
    return box.clickedButton() is yes


def ask_one_of(
    parent: QWidget | None, question: str, detail: str, ways: Sequence[str], refuse: str
) -> int | None:
    """Ask which of several ways to go: its place among `ways`, None for none; Return takes the first one.

    Args:
        ways, refuse: what the buttons say.
    """
    box = message_box("question", question, parent)
    box.setInformativeText(detail)
    buttons = [box.addButton(way, QMessageBox.ButtonRole.AcceptRole) for way in ways]
    none = box.addButton(refuse, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(buttons[0])
    box.setEscapeButton(none)
    box.exec()
    chosen = box.clickedButton()
    return next((place for place, button in enumerate(buttons) if button is chosen), None)


class Choice(Enum):
    """What becomes of work that is nowhere saved."""

    SAVE = "save"
    DROP = "drop"
    STAY = "stay"


def ask_to_save(
    parent: QWidget | None, question: str, detail: str, save: str, drop: str, stay: str = ""
) -> Choice:
    """Ask what to do with unsaved work; Escape means to stay, Return to save.

    Args:
        save, drop, stay: what the three buttons say, the last by default "Cancel".
    """
    box = message_box("question", question, parent)
    box.setInformativeText(detail)
    saving = box.addButton(save, QMessageBox.ButtonRole.AcceptRole)
    dropping = box.addButton(drop, QMessageBox.ButtonRole.DestructiveRole)
    staying = box.addButton(stay or _cancel(), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(saving)
    box.setEscapeButton(staying)
    box.exec()
    chosen = box.clickedButton()
    return Choice.SAVE if chosen is saving else Choice.DROP if chosen is dropping else Choice.STAY


def _cancel() -> str:
    return QCoreApplication.translate("ask", "Cancel")


def message_box(icon: str, text: str, parent: QWidget | None) -> QMessageBox:
    """A box with one of our icons, as "question" or "warning", instead of the style's."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "DiffusionMat", text, parent=parent)
    colour = box.palette().color(QPalette.ColorRole.Accent)
    box.setIconPixmap(qtawesome.icon(f"ph.{icon}", color=colour).pixmap(_ICON, box.devicePixelRatioF()))
    return box
