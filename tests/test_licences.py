"""What the stand-alone folder says of licences; `scripts/check_standalone.sh` looks at the packages in it."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HERE = ROOT / "packaging" / "pyinstaller"
SAID = (HERE / "README-LICENCES.md").read_text(encoding="utf-8")


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
