"""Nothing in a file is executed, nothing outside its place is touched, no network is used unasked."""

import ast
import contextlib
import io
import json
import os
import pickle
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "core"))

from fuzzing import seeds  # noqa: E402
from fuzzing.readers import READERS, Reader  # noqa: E402

from core.errors import CheckpointError, DmatError, ProjectError  # noqa: E402
from core.models.checkpoints import load_checkpoint  # noqa: E402
from core.models.released_import import import_released, recognise  # noqa: E402
from core.models.user_models import import_model  # noqa: E402
from core.projects import archive, reading  # noqa: E402
from core.projects.pictures import find_picture  # noqa: E402
from core.projects.project import PictureReference, Project  # noqa: E402
from core.projects.writing import write_project  # noqa: E402


class Evil:
    """Whoever unpickles it makes a folder."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple:
        return os.mkdir, (str(self.place),)


def evil_files(place: Path) -> dict[str, bytes]:
    """Files of every kind in which Python's objects can hide, that make the folder `place` where loaded."""
    evil = Evil(place)
    files = {"pickle": pickle.dumps(evil), "old pickle": pickle.dumps({"net_model": evil}, protocol=0)}
    for name, content in (("prior", {"net_model": evil}), ("matting", [evil, evil])):
        for zipped in (True, False):
            stream = io.BytesIO()
            torch.save(content, stream, _use_new_zipfile_serialization=zipped)
            files[f"{name}, {'zipped' if zipped else 'old'}"] = stream.getvalue()
    stream = io.BytesIO()
    np.savez(stream, trimap=np.array([evil], object))
    files["npz"] = stream.getvalue()
    stream = io.BytesIO()
    np.save(stream, np.array([evil], object))
    files["npy"] = stream.getvalue()
    return files


@pytest.mark.parametrize("reader", READERS.values(), ids=list(READERS))
def test_no_reader_executes_what_is_in_a_file(reader: Reader, tmp_path: Path) -> None:
    place, own, made = tmp_path / "executed", tmp_path / "kept" / "own", tmp_path / "made"
    for folder in (own, made):
        folder.mkdir(parents=True)
    names = reader.files(made)
    reader.prepare(own)
    for kind, data in evil_files(place).items():
        for name in names:
            whole = (own / name).read_bytes() if (own / name).exists() else None
            (own / name).write_bytes(data)
            with contextlib.suppress(DmatError):
                reader.read(own / name, own)
            assert not place.exists(), (kind, name)
            if whole is not None:
                (own / name).write_bytes(whole)


def test_the_evil_files_do_their_work_where_they_are_trusted(tmp_path: Path) -> None:
    """Or the test above would prove nothing."""
    place = tmp_path / "executed"
    for kind, data in evil_files(place).items():
        stream = io.BytesIO(data)
        if "pickle" in kind:
            pickle.load(stream)
        elif "np" in kind:
            loaded = np.load(stream, allow_pickle=True)
            loaded if kind == "npy" else loaded["trimap"]
        else:
            torch.load(stream, weights_only=False)
        place.rmdir()


def test_a_malicious_checkpoint_is_refused_wherever_it_is_taken_in(tmp_path: Path) -> None:
    place = tmp_path / "executed"
    for at, data in enumerate(evil_files(place).values()):
        path = tmp_path / f"model{at}.pt"
        path.write_bytes(data)
        for take in (
            recognise,
            load_checkpoint,
            lambda path: import_model(path, "mine"),
            lambda path: import_released(path, path, tmp_path / "released.safetensors"),
        ):
            with pytest.raises(CheckpointError):
                take(path)
    assert not place.exists()
    assert not (tmp_path / "released.safetensors").exists()


def test_a_script_of_torchs_is_refused(tmp_path: Path) -> None:
    torch.jit.save(torch.jit.script(torch.nn.Linear(2, 2)), tmp_path / "script.pt")
    with pytest.raises(CheckpointError, match=r"script\.pt cannot be read as a PyTorch checkpoint"):
        recognise(tmp_path / "script.pt")


def test_a_checkpoint_that_unpacks_to_more_than_its_size_is_refused(tmp_path: Path) -> None:
    torch.save({"net_model": {"a": torch.zeros(2**20)}}, tmp_path / "whole.pt")
    with (
        zipfile.ZipFile(tmp_path / "whole.pt") as whole,
        zipfile.ZipFile(tmp_path / "bomb.pt", "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in whole.namelist():
            packed.writestr(name, whole.read(name))
    assert recognise(tmp_path / "whole.pt") == "prior"
    with pytest.raises(CheckpointError, match=r"bomb\.pt is not read: it would unpack to more than its size"):
        recognise(tmp_path / "bomb.pt")


FORBIDDEN = {
    "pickle.load", "pickle.loads", "pickle.Unpickler", "marshal.load", "marshal.loads", "shelve.open",
    "joblib.load", "yaml.load", "eval", "exec", "os.system", "torch.jit.load", "torch.hub.load",
}  # fmt: skip


# Processes that the stand-alone program starts of itself, with the words that it says itself.
ALLOWED = ["packaging/pyinstaller/start.py: exec"]


def test_nothing_in_the_sources_loads_what_can_execute() -> None:
    found = []
    tops = ("core", "dmat_gui", "resources", "scripts", "packaging")
    files = [path for top in tops for path in (ROOT / top).rglob("*") if path.suffix in (".py", ".spec")]
    for path in [ROOT / "main.py", *files]:
        place = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "torch":
                found += [f"{place}: {word.name}" for word in node.names if word.name == "load"]
            if not isinstance(node, ast.Call):
                continue
            name, given = ast.unparse(node.func), {word.arg: word.value for word in node.keywords}
            safe = {word: value.value for word, value in given.items() if isinstance(value, ast.Constant)}
            bad = name in FORBIDDEN or name.endswith((".extractall", ".extract"))
            bad |= name == "torch.load" and safe.get("weights_only") is not True
            bad |= name in ("np.load", "numpy.load") and safe.get("allow_pickle", False) is not False
            bad |= name.endswith("accelerator.load_state") or safe.get("shell") is True
            found += [f"{place}: {name}"] if bad else []
    assert found == ALLOWED


def project(folder: Path, **changes: object) -> Path:
    reference = PictureReference("a.png", (6, 4), folder / "a.png")
    path = folder / "work.dmat"
    write_project(path, replace(Project(reference, np.full((4, 6), 128, np.uint8)), **changes))
    return path


def test_a_link_in_a_project_is_nothing_but_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(bytes(24))
    path = project(tmp_path)
    with zipfile.ZipFile(path) as whole:
        manifest = whole.read("manifest.json")
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("manifest.json", manifest)
        link = zipfile.ZipInfo("trimap")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        made.writestr(link, "secret")
    with pytest.raises(ProjectError, match="“trimap” is not as large as it must be"):
        reading.read_project(path)


def test_parts_that_lie_over_each_other_are_no_project(tmp_path: Path) -> None:
    """As in a bomb whose entries share their data: here the directory names one of them a thousand times."""
    path = tmp_path / "work.dmat"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("manifest.json", b"{}" + b" " * 10_000)
        (info,) = made.filelist
        for at in range(1000):
            twin = zipfile.ZipInfo(f"runs/{at}/alpha")
            for name in ("compress_type", "compress_size", "file_size", "CRC", "header_offset", "flag_bits"):
                setattr(twin, name, getattr(info, name))
            made.filelist.append(twin)
            made.NameToInfo[twin.filename] = twin
    with pytest.raises(ProjectError, match="its parts lie over each other"):
        reading.read_project(path)


def test_a_project_larger_than_the_memory_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project(tmp_path)
    memory = type("Memory", (), {"available": 100})
    monkeypatch.setattr(archive.psutil, "virtual_memory", lambda: memory)
    with pytest.raises(ProjectError, match=r"work\.dmat needs .* GB of memory, and 0\.0 GB are free"):
        reading.read_project(path)


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 5000, "/dev/zero", ""])
def test_a_picture_of_an_impossible_name_is_not_found(tmp_path: Path, name: str) -> None:
    reference = PictureReference("a.png", (6, 4), Path(name), "ab" * 32, name)
    assert find_picture(reference, tmp_path) == (None, False)


def read_place(tmp_path: Path, name: str) -> Path | None:
    """Where the picture of a project is said to be, read from a project that says `name`."""
    path = project(tmp_path)
    with zipfile.ZipFile(path) as whole:
        parts = {each: whole.read(each) for each in whole.namelist()}
    manifest = json.loads(parts["manifest.json"])
    manifest["picture"] |= {"path": name, "relative": None}
    with zipfile.ZipFile(path, "w") as made:
        for each, data in (parts | {"manifest.json": json.dumps(manifest).encode()}).items():
            made.writestr(each, data)
    return reading.read_project(path).reference.path


@pytest.mark.parametrize("name", [r"\\host\share\a.png", "//host/share/a.png", r"\\?\UNC\host\share\a.png"])
def test_a_picture_on_another_computer_is_not_looked_for(tmp_path: Path, name: str) -> None:
    """Neither when the project is opened, nor when it is saved again, with or without the picture in it."""
    assert read_place(tmp_path, name) is None


@pytest.mark.parametrize("name", [r"C:\a.png", r"\\?\C:\a.png", "/home/a.png"])
def test_a_picture_on_a_disk_of_this_computer_is(tmp_path: Path, name: str) -> None:
    assert read_place(tmp_path, name) == Path(name)


WATCHED = """
import sys
from pathlib import Path

def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")) and event not in LOCAL:
        told = repr(arguments[-1])
        print(f"NETWORK {event} {told}", file=sys.stderr, flush=True)
        raise PermissionError("no network here")

# Made by asyncio and multiprocessing for talks within the machine, and nothing until they are connected.
LOCAL = ("socket.__new__", "socket.gethostname")
sys.addaudithook(watch)
"""
USED = """
from core.cli import main
from core.self_check import run_checks
from dmat_gui.app import make_application, make_window
from dmat_gui.settings import Settings
from PySide6.QtCore import QSettings
from tests.gui.fake_predictor import FakePredictor

code = main(["matte", "a.png", "-o", "out"]) + main(["info"])
assert len(run_checks(colours_ready=False)) > 5
app = make_application(["dmat"])
window = make_window(FakePredictor, Settings(QSettings("settings.ini", QSettings.Format.IniFormat)))
window.show()
for _ in range(20):
    app.processEvents()
window.shut_down()
window.close()
sys.exit(code)
"""


def offline(code: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", WATCHED + code]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_no_network_is_used_unasked(tmp_path: Path) -> None:
    """Matting, the self-check, and the real window, with Python's sockets watched."""
    picture, trimap = np.zeros((24, 40, 3), np.uint8), seeds.trimaps()["trimap.png"]
    Image.fromarray(picture).save(tmp_path / "a.png")
    (tmp_path / "a_trimap.png").write_bytes(trimap)
    found = offline(USED, cwd=tmp_path)
    assert "NETWORK" not in found.stderr
    assert found.returncode == 0, found.stderr
    assert (tmp_path / "out" / "a_alpha.png").is_file()


def test_a_use_of_the_network_would_be_seen(tmp_path: Path) -> None:
    found = offline("import urllib.request as r; r.urlopen('http://127.0.0.1:9/')", cwd=tmp_path)
    assert "NETWORK" in found.stderr and found.returncode
