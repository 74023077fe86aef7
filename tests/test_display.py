"""Where no window can be shown: one sentence, or the demonstration offscreen, and never Qt's abort."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dmat_gui.displays import why_no_window

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a display")


@pytest.fixture(params=[None, ":987"], ids=["no display", "dead display"])
def no_window(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if request.param is not None:
        monkeypatch.setenv("DISPLAY", request.param)


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, check=False)


def test_offscreen_windows_can_always_be_shown() -> None:
    assert why_no_window() is None


def test_the_trial_has_the_environment_but_for_what_opencv_sets(monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/home/me/cv2/bin:/usr/bin")
    monkeypatch.setenv("QT_QPA_FONTDIR", "/venv/cv2/qt/fonts")
    monkeypatch.setenv("QT_QPA_PLATFORM_PLUGIN_PATH", "/home/me/plugins")
    given = {}
    done = subprocess.CompletedProcess([], 0)
    monkeypatch.setattr(subprocess, "run", lambda _command, env, **_options: given.update(env) or done)
    assert why_no_window() is None
    assert given["PATH"] == "/home/me/cv2/bin:/usr/bin"
    assert given["QT_QPA_PLATFORM_PLUGIN_PATH"] == "/home/me/plugins"
    assert "QT_QPA_FONTDIR" not in given


def test_the_window_command_says_why_there_is_none(no_window) -> None:
    found = run(sys.executable, "main.py", "resources/samples/astronaut.png")
    assert found.returncode == 1
    assert found.stderr.startswith("dmat: No window can be shown here (")
    assert len(found.stderr.splitlines()) == 1 and " )" not in found.stderr


def test_the_demonstration_goes_offscreen(no_window, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom PySide6.QtGui import QGuiApplication\n"
        "from dmat_gui.demo import job, run\nfrom tests.gui.fake_predictor import FakePredictor\n"
        'job.Job.scenes = lambda self: [("its platform", lambda: print(QGuiApplication.platformName()))]\n'
        "sys.exit(run.run_demo(Path(sys.argv[1]), FakePredictor))"
    )
    found = run(sys.executable, "-c", code, str(tmp_path))
    assert found.stdout.split() == ["offscreen"], found.stderr
    assert found.returncode == 0


@pytest.mark.parametrize(("platform", "command"), [("offscreen", "astronaut.png"), (None, "demo -o demo")])
def test_make_run_opens_what_can_be_shown(tmp_path: Path, monkeypatch, platform, command) -> None:
    monkeypatch.setenv("DISPLAY", ":987")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    if platform is not None:
        monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/run.sh", tmp_path / "scripts")
    shutil.copytree(ROOT / "dmat_gui", tmp_path / "dmat_gui", ignore=shutil.ignore_patterns("__pycache__"))
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\n[ "$1" = -c ] && exec {sys.executable} "$@"\necho "would run: $*"\n')
    python.chmod(0o755)
    found = run("sh", "scripts/run.sh", cwd=tmp_path)
    assert found.stdout.startswith("would run: main.py") and found.stdout.strip().endswith(command)
    assert found.returncode == 0, found.stderr
