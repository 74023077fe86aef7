"""Windows that nobody closed and nobody refers to any more: the garbage collector may take them, alone."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from dmat_gui.panels.widgets import screen_of

ROOT = Path(__file__).parents[2]
COLLECTED = """
import gc
from PySide6.QtWidgets import QApplication, QWidget
from dmat_gui.panels.widgets import resize_within_screen

app = QApplication(["dmat"])
first = QWidget()
resize_within_screen(first, 300, 200)
second = QWidget()
second.itself = second
resize_within_screen(second, 300, 200)
del second
gc.collect()
first.show()
app.processEvents()
print("shown on", app.primaryScreen().name(), first.size().toTuple())
"""


def test_the_screen_outlives_a_window_that_is_collected():
    done = subprocess.run([sys.executable, "-c", COLLECTED], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("shown on") and "(300, 200)" in done.stdout


def test_no_widget_is_asked_for_its_screen():
    files = [path for folder in ("dmat_gui", "tests") for path in (ROOT / folder).rglob("*.py")]
    asking = ".screen" + "()"
    assert [str(path) for path in files if asking in path.read_text(encoding="utf-8")] == []


def test_the_screen_is_that_of_the_window_or_of_the_one_it_opens_over(qapp, qtbot, monkeypatch):
    asked = []

    def at(place: QPoint):
        asked.append(place)

    monkeypatch.setattr(QGuiApplication, "screenAt", at)
    window = QWidget()
    qtbot.addWidget(window)
    assert screen_of(window) is QGuiApplication.primaryScreen()
    assert asked == [], "where it will be, nobody knows yet"
    window.setGeometry(40, 60, 400, 200)
    window.show()
    dialog = QWidget(QWidget(window))
    assert screen_of(window) is screen_of(dialog) is QGuiApplication.primaryScreen()
    assert asked == [QRect(40, 60, 400, 200).center()] * 2
