"""The program among the user's applications on a Linux desktop: entry, icons, the type of its projects."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

import resources
from core.errors import SettingsError
from core.files import replacing, write_text

log = logging.getLogger(__name__)

_ENTRY = "applications/dmat.desktop"
_COPIES = {
    "mime/packages/dmat.xml": "linux/dmat.xml",
    "icons/hicolor/scalable/apps/dmat.svg": "icons/dmat.svg",
    "icons/hicolor/256x256/apps/dmat.png": "icons/dmat.png",
}
"""Where under the data folder each of the resources goes."""
_CACHES = {"update-mime-database": "mime", "update-desktop-database": "applications"}
"""What tells the desktop of the change, with its folder; where it is missing, the desktop finds out later."""


def data_folder() -> Path:
    """Where a user's own applications, icons and types are: `$XDG_DATA_HOME`, or ~/.local/share."""
    named = os.environ.get("XDG_DATA_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".local/share"


def install() -> list[Path]:
    """Put the files there, over those of an earlier version; give their paths.

    Raises:
        SettingsError: this is no Linux system, or there is no program `dmat` to be started.
        OSError: a file cannot be written.
    """
    _demand_linux()
    folder, program = data_folder(), _program()
    entry = resources.path("linux/dmat.desktop").read_text(encoding="utf-8")
    written = [folder / name for name in (_ENTRY, *_COPIES)]
    for path in written:
        path.parent.mkdir(parents=True, exist_ok=True)
    for name, resource in _COPIES.items():
        with replacing(folder / name) as temporary:
            shutil.copyfile(resources.path(resource), temporary)
    write_text(folder / _ENTRY, entry.replace("Exec=dmat ", f"Exec={_quoted(program)} "))
    _refresh(folder)
    return written


def remove() -> list[Path]:
    """Take the files away again; give the paths of those that were there. Raises as `install`."""
    _demand_linux()
    folder = data_folder()
    there = [path for name in (_ENTRY, *_COPIES) if (path := folder / name).exists()]
    for path in there:
        path.unlink()
    if there:
        _refresh(folder)
    return there


def _demand_linux() -> None:
    if not sys.platform.startswith("linux"):
        raise SettingsError(
            "`dmat desktop` is for Linux desktops: here, make a shortcut to the program dmat by hand."
        )


def _program() -> Path:
    """What the desktop is to start: the stand-alone program, or the script beside this Python."""
    program = Path(sys.executable)
    if not getattr(sys, "frozen", False):
        program = program.with_name("dmat")
    if not program.exists():
        raise SettingsError(
            f"There is no program {program} to be started: install dmat first, by `pip install .`."
        )
    return program


def _quoted(program: Path) -> str:
    """A path as the Desktop Entry Specification wants an argument of Exec, twice escaped."""
    text = str(program).replace("%", "%%")
    if not set(text) & set(" \t\n\"'\\><~|&;$*?#()`"):
        return text
    for letter in '\\"`$':
        text = text.replace(letter, f"\\{letter}")
    return '"' + text.replace("\\", "\\\\") + '"'


def _refresh(folder: Path) -> None:
    for command, part in _CACHES.items():
        if shutil.which(command) and (folder / part).is_dir():
            found = subprocess.run([command, str(folder / part)], capture_output=True, text=True, check=False)
            if found.returncode:
                log.warning("%s said: %s", command, found.stderr.strip())
    if (icons := folder / "icons/hicolor").is_dir():
        os.utime(icons)  # by its time it is seen that what was remembered of it is old
