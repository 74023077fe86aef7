"""One window per test, offscreen unless a display is asked for, with its own settings and fake models."""

import os
import sys
import threading

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"  # the tests read English, whatever the machine's language
os.environ.pop("LANGUAGE", None)

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from core.imaging.compositing import estimate_foreground
from core.imaging.picture import Picture
from core.models.registry import ModelEntry
from dmat_gui import translations
from dmat_gui.app import make_application, make_window
from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.dialogs.ask import Choice
from dmat_gui.document import Document
from dmat_gui.hints import HINTS
from dmat_gui.jobs import JobContext
from dmat_gui.main_window import MainWindow
from dmat_gui.settings import Settings
from tests.gui import canvas_events
from tests.gui.fake_predictor import FakePredictor

WIDTH, HEIGHT = 160, 120
MODELS = [
    ModelEntry("compact", "Compact", None, "bundled", "A fake."),
    ModelEntry("closed-form", "Closed-form (no network)", None, "baseline", "A fake without steps."),
    ModelEntry("broken", "Broken", None, "user", "Cannot be loaded."),
]


@pytest.fixture(scope="session")
def qapp():
    return make_application(["dmat"])


@pytest.fixture(scope="session", autouse=True)
def jobs_are_measured():
    """Under `coverage`, follow jobs too: Qt's threads are none of Python's, which alone it knows of."""
    follow = threading.gettrace()
    if follow is None:
        yield
        return
    begin = JobContext.__init__

    def begin_followed(*args) -> None:
        sys.settrace(follow)
        begin(*args)

    JobContext.__init__ = begin_followed
    yield
    JobContext.__init__ = begin


@pytest.fixture(scope="session")
def colours_at_hand():
    """Estimating a foreground's colours is imported, in a new environment compiled: no test waits for that.

    It takes a minute or two there, and hardly anything else runs in the process meanwhile.
    """
    estimate_foreground(np.full((8, 8, 3), 0.5, np.float32), np.full((8, 8), 0.5, np.float32))


@pytest.fixture
def settings(tmp_path):
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    for name in HINTS:
        settings.set_hint_seen(name)  # their moments come in many tests that are about other bars
    return settings


@pytest.fixture
def german(qapp, settings):
    """The application speaks German, and the windows made from now on."""
    settings.language = "de"
    assert translations.install(qapp, "de") == "de"
    yield
    translations.install(qapp, translations.ENGLISH)


class Driver:
    """A window and the few things that tests do with it."""

    def __init__(self, window: MainWindow, qtbot, predictors: list[FakePredictor]) -> None:
        self.window = window
        self.qtbot = qtbot
        self.predictors = predictors

    @property
    def document(self):
        return self.window.document

    def trigger(self, name: str) -> None:
        self.window.actions_[name].trigger()

    def open(self, trimap: np.ndarray | None = None) -> None:
        """Put a small picture into the document, as an opened file does."""
        ramp = np.linspace(0, 255, WIDTH, dtype=np.uint8)
        pixels = np.stack([np.tile(ramp, (HEIGHT, 1))] * 3, axis=2)
        self.document.open_picture(Picture.from_array(pixels), trimap)
        self.window.views.picture_opened()

    def paint(self, *points: tuple[int, int]) -> None:
        """Draw a stroke through these pixels of the picture with the mouse."""
        canvas = self.window.canvas
        places = [canvas.mapFromScene(x + 0.5, y + 0.5) for x, y in points]
        QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(canvas.viewport(), place)
        QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=places[-1])

    def matte(self) -> None:
        """Click Matte and wait for the run."""
        with self.qtbot.waitSignal(self.window.run_control.finished, timeout=15000):
            QTest.mouseClick(self.window.panel.matte_button, Qt.MouseButton.LeftButton, pos=QPoint(9, 9))


@pytest.fixture
def known_trimap():
    trimap = np.full((HEIGHT, WIDTH), 128, np.uint8)
    trimap[:, :60], trimap[:, 100:] = 0, 255
    return trimap


@pytest.fixture
def gate():
    """Run steps wait for `gate.release()` in tests that ask for this before the window."""
    return threading.Semaphore(0)


@pytest.fixture
def driver(qapp, qtbot, settings, colours_at_hand, monkeypatch, request):
    monkeypatch.setattr("core.models.registry.available_models", lambda: MODELS)
    its_gate = request.getfixturevalue("gate") if "gate" in request.fixturenames else None
    predictors = []

    def factory(model, *, device, precision):
        predictor = FakePredictor(model, device=device, precision=precision, gate=its_gate)
        predictors.append(predictor)
        return predictor

    window = make_window(factory, settings)
    window.resize(1280, 720)
    with qtbot.waitSignal(window.models.facts_known, timeout=15000):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    yield Driver(window, qtbot, predictors)
    if its_gate is not None:
        its_gate.release(1000)
    window.shut_down()
    # It lives on until the event loop turns, and would take the next window's mouse; so would a dialog of it.
    for dialog in window.findChildren(QDialog):
        dialog.hide()
    window.hide()
    window.deleteLater()


@pytest.fixture
def answers(monkeypatch):
    """Answers every question with yes or no, and keeps the questions.

    Asked what becomes of unsaved work, it answers with `choice`; without one, yes means to let it go. Asked
    for one of several ways, it goes `way`.
    """

    class Answers(list):
        reply = True
        choice = None
        way = None

        def __init__(self):
            self.details = []

    answers = Answers()

    def reply(_parent, question, detail, *_rest):
        answers.append(question)
        answers.details.append(detail)
        return answers.reply

    def choose(_parent, question, detail, *_rest):
        usual = Choice.DROP if reply(None, question, detail) else Choice.STAY
        return answers.choice or usual

    def pick(_parent, question, detail, *_rest):
        reply(None, question, detail)
        return answers.way

    monkeypatch.setattr("dmat_gui.project_control.ask_one_of", pick)
    asking = "closing", "file_control", "replacing", "project_control", "dialogs.export", "models.window"
    for module in asking:
        monkeypatch.setattr(f"dmat_gui.{module}.ask", reply)
    for module in ("closing", "replacing"):
        monkeypatch.setattr(f"dmat_gui.{module}.ask_to_save", choose)
    return answers


@pytest.fixture
def document(qapp):
    """A document with a picture of noise, for the canvas alone."""
    pixels = np.random.default_rng(0).integers(
        0, 256, (canvas_events.HEIGHT, canvas_events.WIDTH, 3), np.uint8
    )
    document = Document()
    document.open_picture(Picture.from_array(pixels))
    return document


@pytest.fixture
def canvas(document, qtbot):
    """A canvas of its own, at 100 %."""
    canvas = CanvasView()
    qtbot.addWidget(canvas)
    canvas.resize(640, 480)
    canvas.set_document(document)
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.zoom_to(1.0)
    return canvas


@pytest.fixture
def photo(tmp_path):
    (tmp_path / "photos").mkdir()
    path = tmp_path / "photos" / "photo.png"
    cv2.imwrite(str(path), np.random.default_rng(1).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8))
    return path


@pytest.fixture
def dialogs(monkeypatch):
    """What the file dialogs answer, by the first word of their titles; and what they proposed."""

    class Dialogs(dict):
        proposed = ""

        def answer(self, _parent, title, proposed, *_rest, **_options):
            self.proposed = proposed
            return str(self.get(title.split()[0], "")), ""

    dialogs = Dialogs()
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(f"PySide6.QtWidgets.QFileDialog.{name}", dialogs.answer)
    return dialogs
