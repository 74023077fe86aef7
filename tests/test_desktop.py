"""The program on a Linux desktop: its entry, its icons, the type of its projects, and all gone again."""

import configparser
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import resources
from dmat_gui import desktop_entry
from dmat_gui.__main__ import main

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems have no such files"
)

PYTHON, TYPE = sys.executable, "application/x-dmat"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in a folder whose name needs quoting, and an empty home."""
    folder = tmp_path / "my 100% $programs"
    folder.mkdir()
    (folder / "dmat").touch()
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return folder / "dmat"


def entry_in(path: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser["Desktop Entry"]


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def type_of(name: str) -> str:
    """What a desktop takes a file of that name for; Qt reads the same files as desktops do."""
    code = (
        "import sys\nfrom PySide6.QtCore import QMimeDatabase as Types\n"
        "print(Types().mimeTypeForFile(sys.argv[1], Types.MatchMode.MatchExtension).name())"
    )

    return subprocess.run(
        [PYTHON, "-c", code, name], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_it_is_among_the_applications_and_gone_again(program: Path, tmp_path: Path, capsys) -> None:
    share = tmp_path / "share"
    assert main(["desktop"]) == 0
    entry = entry_in(share / "applications/dmat.desktop")
    # The specification: quoted, `$` escaped, that backslash escaped again as in any string; % doubled.
    escaped = str(program).replace("%", "%%").replace("$", r"\\$")
    assert entry["Exec"] == f'"{escaped}" %f'
    assert (share / "icons/hicolor/scalable/apps" / f"{entry['Icon']}.svg").is_file()
    assert (share / "icons/hicolor/256x256/apps" / f"{entry['Icon']}.png").is_file()
    assert TYPE in entry["MimeType"].split(";")
    assert type_of("work.dmat") == TYPE
    assert main(["desktop", "--remove"]) == 0
    # What is left are the desktop's own caches, which know nothing of it.
    left = [share / name for name in files_in(share)]
    assert not [path for path in left if b"dmat" in path.read_bytes()]
    assert type_of("work.dmat") != TYPE
    assert main(["desktop", "--remove"]) == 0
    assert "nothing to remove" in capsys.readouterr().out


@pytest.mark.parametrize("gone", ["icons/hicolor", "icons", "mime"])
def test_it_goes_where_folders_of_it_have_gone_before(
    gone: str, program: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    share = tmp_path / "share"
    assert main(["desktop"]) == 0
    shutil.rmtree(share / gone)
    assert main(["desktop", "--remove"]) == 0
    assert not (share / gone).exists() and not (share / "applications/dmat.desktop").exists()
    assert "said" not in caplog.text


def test_without_the_program_nothing_is_put_there(program: Path, tmp_path: Path, capsys) -> None:
    program.unlink()
    assert main(["desktop"]) == 1
    assert "pip install" in capsys.readouterr().err
    assert not (tmp_path / "share").exists()


def test_a_plain_path_is_not_quoted() -> None:
    assert desktop_entry._quoted(Path("/opt/dmat/bin/dmat")) == "/opt/dmat/bin/dmat"


def test_the_type_is_that_of_our_projects() -> None:
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    (kind,) = ET.fromstring(resources.path("linux/dmat.xml").read_bytes())
    assert kind.get("type") == TYPE
    assert kind.find(f"{space}glob").get("pattern") == "*.dmat"
    assert kind.find(f"{space}sub-class-of").get("type") == "application/zip"
    assert TYPE in entry_in(resources.path("linux/dmat.desktop"))["MimeType"].split(";")


@pytest.mark.skipif(
    shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed"
)
def test_the_entry_is_valid() -> None:
    found = subprocess.run(
        ["desktop-file-validate", str(resources.path("linux/dmat.desktop"))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0 and not found.stdout, found.stdout
