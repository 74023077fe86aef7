"""The window under a real X server: what the offscreen platform does not try out."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.imaging.reading import read_grey

ROOT = Path(__file__).parents[2]
_COMPLAINT = re.compile(r"\bq?xcb|\bqt\.|\bQ[A-Z]\w+:|Traceback", re.IGNORECASE)
"""Qt's own warnings begin with a class or a category."""

pytestmark = pytest.mark.skipif(
    shutil.which("Xvfb") is None, reason="Xvfb is not installed: scripts/setup.sh installs it with apt"
)


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """An X server with a large screen, on a number of its own."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "2600x1500x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        number = server.stdout.readline().strip()
        if not number:
            pytest.skip("Xvfb does not start here")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(30)


@pytest.mark.parametrize("scale", ["1", "1.5", "2"])
def test_a_picture_goes_through_the_window_on_an_x_server(display, tmp_path: Path, scale) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (96, 120, 3), np.uint8)
    cv2.imwrite(str(tmp_path / "photo.png"), pixels)
    environment = {
        name: value
        for name, value in os.environ.items()
        if "cv2" not in value and name not in ("WAYLAND_DISPLAY", "QT_QPA_FONTDIR")
    }
    environment |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": scale}
    environment |= {"PYTHONPATH": str(ROOT)}
    found = subprocess.run(
        [sys.executable, "tests/gui/display_session.py", str(tmp_path / "photo.png"), str(tmp_path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    assert [line for line in found.stderr.splitlines() if _COMPLAINT.search(line)] == []
    assert found.stdout.split() == ["xcb", str(float(scale))]
    written, alpha = read_grey(tmp_path / "photo_alpha.png"), np.load(tmp_path / "alpha.npy")
    assert np.array_equal(written, np.rint(alpha * 255).astype(np.uint8))
    assert (tmp_path / "photo_cutout.png").is_file()
