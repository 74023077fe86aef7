"""What the bench ran on, in words: no names of machines or people."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from dmat_gui.main_window import MainWindow
from dmat_gui.panels.widgets import screen_of


def facts_of(window: MainWindow) -> dict[str, str]:
    """Return what times depend on: title to words."""
    screen, viewport = screen_of(window), window.canvas.viewport()
    pixels = screen.size() * screen.devicePixelRatio()
    return {
        "Processor": f"{_processor()}, {os.cpu_count()} logical cores",
        "System": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"Qt {qVersion()}",
        "Screen": f"{pixels.width()} × {pixels.height()} pixels, scaled by {screen.devicePixelRatio():g}, "
        f"Qt's platform “{QGuiApplication.platformName()}”",
        "Canvas": f"{viewport.width()} × {viewport.height()} pixels of the desktop",
        "Device and precision": window.status.device.text(),
    }


def load_average() -> float | None:
    """Return how many processes wanted a core over the last minute, ours included; None where unknown."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def _processor() -> str:
    """The processor's name as the system tells it."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
