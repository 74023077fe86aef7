"""The one way to ask: a question, what happens on yes, and a safe no."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget


def ask(parent: QWidget | None, question: str, detail: str, accept: str, refuse: str = "Cancel") -> bool:
    """Ask and wait for the answer; Escape and Return mean no.

    Args:
        accept, refuse: what the two buttons say.
    """
    box = QMessageBox(QMessageBox.Icon.Question, "DiffusionMat", question, parent=parent)
    box.setInformativeText(detail)
    yes = box.addButton(accept, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(refuse, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.exec()
    return box.clickedButton() is yes
