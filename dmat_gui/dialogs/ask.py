"""The one way to ask: a question, what happens on yes, and a safe no."""

from __future__ import annotations

import qtawesome
from PySide6.QtCore import QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QMessageBox, QWidget

_ICON = QSize(36, 36)


def ask(parent: QWidget | None, question: str, detail: str, accept: str, refuse: str = "Cancel") -> bool:
    """Ask and wait for the answer; Escape and Return mean no.

    Args:
        accept, refuse: what the two buttons say.
    """
    box = message_box("question", question, parent)
    box.setInformativeText(detail)
    yes = box.addButton(accept, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(refuse, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.exec()
    return box.clickedButton() is yes


def message_box(icon: str, text: str, parent: QWidget | None) -> QMessageBox:
    """A box with one of our icons, as "question" or "warning", instead of the style's."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "DiffusionMat", text, parent=parent)
    colour = box.palette().color(QPalette.ColorRole.Accent)
    box.setIconPixmap(qtawesome.icon(f"ph.{icon}", color=colour).pixmap(_ICON, box.devicePixelRatioF()))
    return box
