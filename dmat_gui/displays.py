"""Whether a window can be shown here. Qt ends the process where it cannot, so that another one has to try."""

from __future__ import annotations

import os
import subprocess
import sys

_TRIAL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
from PySide6.QtGui import QGuiApplication
QGuiApplication(sys.argv[:1])
"""
_SECONDS = 30
CV2_SETS = ("QT_QPA_FONTDIR", "QT_QPA_PLATFORM_PLUGIN_PATH")
"""What opencv-python points at its own plug-ins and fonts, which are not those of PySide6."""


def why_no_window() -> str | None:
    """Return None if Qt can show a window here, else what it says is in the way.

    On Linux a short-lived process asks, which takes some tenths of a second; other systems have a display.
    """
    if not sys.platform.startswith("linux"):
        return None
    environment = {
        name: value for name, value in os.environ.items() if name not in CV2_SETS or "cv2" not in value
    }
    try:
        trial = subprocess.run(
            [sys.executable, "-P", "-c", _TRIAL],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"the display did not answer within {_SECONDS} seconds"
    if trial.returncode == 0:
        return None
    lines = [line.strip() for line in trial.stderr.strip().splitlines()] or [f"exit code {trial.returncode}"]
    # Qt's first message tells the cause, and of a traceback the last line does.
    return next((line for line in lines if line.startswith("qt.")), lines[-1])
