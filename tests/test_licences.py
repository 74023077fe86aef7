"""What the stand-alone folder says of licences is so for the packages that are installed here."""

import contextlib
import os
import re
import subprocess
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
HERE = ROOT / "packaging" / "pyinstaller"
SAID = (HERE / "README-LICENCES.md").read_text(encoding="utf-8")


def all_that_is_needed() -> set[str]:
    """The packages that dmat needs, and those that these need, as far as they are installed."""
    found: set[str] = set()
    left = [Requirement("dmat")]
    while left:
        asked = left.pop()
        for need in map(Requirement, distribution(asked.name).requires or ()):
            extras = ("", *asked.extras)
            applies = need.marker is None or any(need.marker.evaluate({"extra": each}) for each in extras)
            name = need.name.lower()
            if not applies or name in found:
                continue
            with contextlib.suppress(PackageNotFoundError):
                distribution(name)
                found.add(name)
                left.append(need)
    return found


def test_a_package_without_the_text_of_its_licence_is_named() -> None:
    needed = all_that_is_needed()
    assert {"torch", "qtpy", "shiboken6"} <= needed  # QtAwesome's, and PySide6's
    without = {
        name.replace("-", "_")
        for name in needed
        if not [
            file for file in distribution(name).files or () if re.search("licen|copying", str(file), re.I)
        ]
    }
    assert not [name for name in without if re.sub("_cu[0-9]+$", "", name) not in SAID]


def test_every_text_of_a_licence_that_is_named_is_there_and_the_other_way_round() -> None:
    there = {path.name for path in (HERE / "licences").iterdir()}
    named = set(re.findall(r"`([\w.-]+\.txt)`", SAID))
    assert named == there


@pytest.mark.skipif(os.name != "posix", reason="a script for a shell")
def test_a_folder_that_holds_something_else_is_not_taken_for_the_check(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "work.txt").write_text("somebody's")
    command = ["sh", "scripts/check_wheel.sh", str(tmp_path)]
    environment = os.environ | {"PYTHON": "false"}  # it ends there, should it get that far
    found = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert found.returncode == 2 and "is neither empty nor of an earlier check" in found.stdout
    assert (tmp_path / "source" / "work.txt").read_text() == "somebody's"
