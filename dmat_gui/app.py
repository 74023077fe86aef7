"""Starts the window: fonts, theme, what Qt must know first, and what happens to errors nobody foresaw."""

from __future__ import annotations

import logging
import os
import sys
import threading
from pathlib import Path
from types import TracebackType

import cv2  # noqa: F401  imported first: it sets the variables that `_undo_cv2` takes back
from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QImageReader
from PySide6.QtWidgets import QApplication

import resources
from dmat_gui import translations
from dmat_gui.clipboard_control import release_clipboard
from dmat_gui.collecting import Collector
from dmat_gui.dialogs.ask import message_box
from dmat_gui.displays import CV2_SETS
from dmat_gui.jobs import PredictorFactory
from dmat_gui.main_window import MainWindow
from dmat_gui.settings import Settings
from dmat_gui.termination import Termination
from dmat_gui.theme import Theme

log = logging.getLogger(__name__)

_IMAGE_LIMIT_MB = 4096
_FONT_SIZE = 9.5


def run_app(picture: Path | None, trimap: Path | None = None) -> int:
    """Open the window, with a picture if one is named, and stay until it is closed.

    Returns the exit code.
    """
    app = make_application(sys.argv[:1])
    hook = ErrorHook()
    hook.install()
    settings = Settings()
    settings.log_all()
    window = make_window(settings=settings)
    hook.window = window
    Termination(window)
    # Whatever else is open by then: a window beside it can refuse to go, and would keep the program alive.
    window.closed.connect(app.exit)
    window.show()
    if picture is not None:
        window.open_path(Path(picture), trimap)
    return app.exec()


def make_application(arguments: list[str]) -> QApplication:
    """The one QApplication, ready for windows: names, icon, font, limits, garbage collection."""
    _undo_cv2()
    qInstallMessageHandler(_log_qt)
    existing = QApplication.instance()
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = existing if isinstance(existing, QApplication) else QApplication(arguments)
    app.setApplicationName("DiffusionMat")
    app.setApplicationDisplayName("DiffusionMat")
    app.setDesktopFileName("dmat")
    QImageReader.setAllocationLimit(_IMAGE_LIMIT_MB)
    if app.findChild(Collector) is None:
        Collector(app)
        app.aboutToQuit.connect(release_clipboard)
    _load_fonts(app)
    app.setWindowIcon(_app_icon())
    return app


def make_window(factory: PredictorFactory | None = None, settings: Settings | None = None) -> MainWindow:
    """A window with its language and its theme applied to the application."""
    settings = settings or Settings()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    translations.install(app, settings.language)
    return MainWindow(factory, settings, Theme(app, settings))


class ErrorHook(QObject):
    """Says in words what no code caught, and keeps the window alive."""

    _reported = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.window: MainWindow | None = None
        self._showing = False
        self._reported.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Have it called from now on, whatever the thread."""
        sys.excepthook = self.caught
        threading.excepthook = self._caught_in_thread

    def _caught_in_thread(self, failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None:
            self.caught(failure.exc_type, failure.exc_value, failure.exc_traceback)

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Python's excepthook: log, then show; an interrupt ends the program as usual."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            QApplication.quit()
            return
        log.critical("not caught", exc_info=(kind, error, trace))
        self._reported.emit(f"{kind.__name__}: {error}")

    @Slot(str)
    def _show(self, what: str) -> None:
        if self._showing:
            return
        self._showing = True
        box = message_box("warning", self.tr("Something went wrong."), self.window)
        box.setInformativeText(
            self.tr(
                "The last action may have been done in part, or not at all. See whether all is as you want "
                "it, and save the project, to be safe under another name."
            )
            + f"\n\n{what}"
        )
        box.exec()
        self._showing = False


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Qt's own messages go where the program's go; what offscreen windows cannot do is no news."""
    level = {QtMsgType.QtWarningMsg: logging.WARNING, QtMsgType.QtCriticalMsg: logging.ERROR}.get(
        kind, logging.DEBUG
    )
    if message.startswith("This plugin does not support"):
        level = logging.DEBUG
    logging.getLogger("dmat_gui.qt").log(level, message)


def _undo_cv2() -> None:
    """opencv-python points Qt at its own plug-ins and fonts, which are not those of PySide6."""
    for name in CV2_SETS:
        if "cv2" in os.environ.get(name, ""):
            del os.environ[name]


def _load_fonts(app: QApplication) -> None:
    """Use the bundled interface font, so that a machine without fonts draws letters too."""
    families: list[str] = []
    for path in sorted(resources.path("fonts").glob("*.[to]tf")):
        number = QFontDatabase.addApplicationFont(str(path))
        if number < 0:
            log.warning("could not load the font %s", path)
            continue
        families += QFontDatabase.applicationFontFamilies(number)
    if families:
        font = QFont(families[0])
        font.setPointSizeF(_FONT_SIZE)
        app.setFont(font)


def _app_icon() -> QIcon:
    icon = QIcon()
    for path in sorted(resources.path("icons").glob("*.png")) + sorted(resources.path("icons").glob("*.ico")):
        icon.addFile(str(path))
    return icon
