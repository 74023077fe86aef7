"""Retouch in hand in the real window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

LINE = (70, 20), (90, 20)


def begin_retouch(driver, trimap):
    """A run, and a hard Retouch of 20 pixels in hand."""
    driver.open(trimap)
    driver.matte()
    key(driver, Qt.Key.Key_A)
    driver.window.view_parts.retouch.bar.set_percents(100, 100)
    driver.window.top_bar.spin.setValue(20)
    return driver


def key(driver, which, modifiers=Qt.KeyboardModifier.NoModifier):
    driver.window.canvas.setFocus()
    QTest.keyClick(driver.window.canvas, which, modifiers)


def another_run(driver):
    driver.window.panel.advanced.seed.setValue(5)
    driver.matte()


def texts(driver):
    history = driver.window.panel.history
    return [history.item(row).text() for row in range(history.count())]
