"""Runs asked for in the real window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())


def ask(driver, seed):
    driver.window.panel.advanced.seed.setValue(seed)
    click(driver.window.panel.matte_button)


def seeds(driver):
    return [run.result.settings.seed for run in driver.document.runs]
