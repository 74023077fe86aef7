"""Whatever a disk does: the file before stays whole, nothing is left beside it, and a sentence says why."""

import errno
import logging
import os
import re
import stat
import sys
import time
import zlib
from pathlib import Path

import pytest
from writers_for_tests import HEIGHT, WIDTH, WRITERS, a_project, an_export, noise

from core import cli
from core.errors import DmatError, PictureError, sentence_for
from core.imaging import file_batch
from core.imaging.file_batch import FileBatch, remove_leftovers
from core.imaging.writing import write_alpha
from core.logs import logging_to_file
from tests.faults import full_disk, gone, needs_posix, open_folder, read_only, snapshot

pytestmark = needs_posix
__all__ = ["open_folder"]

FAULTS = {"full": full_disk, "read-only": read_only, "gone": gone}
WAYS_ON = {
    "full": r"File too large.*(space on the disk|Make room)",
    "read-only": r"Permission denied.*(folder|place)",
    "gone": r"No such file or directory.*folder",
}  # fmt: skip
MAKES_FOLDERS = {("fine-tuning", "gone")}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("writer", WRITERS)
def test_the_file_before_stays_whole_and_a_sentence_says_why(open_folder, writer, fault) -> None:
    if (writer, fault) in MAKES_FOLDERS:
        pytest.skip("the folder is made anew")
    write = WRITERS[writer]
    write(open_folder, 1)
    before = snapshot(open_folder)
    with FAULTS[fault](open_folder), pytest.raises((DmatError, OSError)) as caught:
        write(open_folder, 2)
    assert snapshot(open_folder) == before
    error = caught.value
    said = str(error) if isinstance(error, DmatError) else sentence_for(error, "The work")
    assert re.search(WAYS_ON[fault], said), said
    assert str(open_folder) in said and ".part" not in said
    write(open_folder, 2)
    assert snapshot(open_folder) != before


def test_files_already_written_go_when_their_folder_does(open_folder) -> None:
    """The one that was there stays, and what cannot be removed does not hide why."""
    an_export(open_folder, 1)
    before = snapshot(open_folder)
    for fault in (read_only, gone):
        batch = FileBatch()
        batch.make_folder(open_folder / "photo_new")
        batch.add(open_folder / "photo_alpha.png", lambda: b"new", lambda data: None)
        with fault(open_folder), pytest.raises(PictureError, match="could not be written"), batch:
            batch.commit()
        batch.__exit__(None, None, None)
        assert snapshot(open_folder) == before


@pytest.mark.parametrize("links", [True, False])
def test_what_has_taken_its_place_is_taken_back_when_another_cannot(tmp_path, monkeypatch, links) -> None:
    (tmp_path / "a.png").write_bytes(b"old")
    (tmp_path / "c.png").write_bytes(b"old")
    before, real = snapshot(tmp_path), os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target).name == "c.png":
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        real(source, target)

    def no_link(source: Path, target: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "replace", refuse)
    if not links:
        monkeypatch.setattr(os, "link", no_link)
    batch = FileBatch()
    batch.make_folder(tmp_path / "steps")
    for name in ("a.png", "steps/b.png", "c.png", "d.png"):
        batch.add(tmp_path / name, lambda: b"new", lambda data: None)
    with pytest.raises(PictureError, match=r"c\.png could not be written") as caught, batch:
        batch.commit()
    if links:
        assert snapshot(tmp_path) == before and "what was there is unchanged" in str(caught.value)
    else:
        assert snapshot(tmp_path) == before | {"a.png": b"new"}
        assert f"could not be taken back ({tmp_path / 'a.png'})" in str(caught.value)
    assert not (tmp_path / "steps").exists()
    monkeypatch.setattr(os, "replace", real)
    with FileBatch() as batch:
        for name in ("a.png", "c.png"):
            batch.add(tmp_path / name, lambda: b"newer", lambda data: None)
        batch.commit()
        assert snapshot(tmp_path) == {"a.png": b"newer", "c.png": b"newer"}


def test_what_was_there_is_kept_and_named_where_it_cannot_be_put_back(tmp_path, monkeypatch) -> None:
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(b"old")
    real = os.replace

    def refuse(source: Path, target: Path) -> None:
        written = Path(source).read_bytes() == b"new" and Path(target).name == "a.png"
        if not written and Path(target).suffix == ".png":
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        real(source, target)

    batch = FileBatch()
    for name in ("a.png", "b.png"):
        batch.add(tmp_path / name, lambda: b"new", lambda data: None)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with pytest.raises(PictureError) as caught, batch:
            batch.commit()
    (kept,) = tmp_path.glob(".*")
    assert f"could not be taken back ({tmp_path / 'a.png'})" in str(caught.value)
    assert f"is kept: {kept}." in str(caught.value)
    monkeypatch.setattr(file_batch.psutil, "pid_exists", lambda process: False)
    remove_leftovers([tmp_path / "a.png"])
    assert snapshot(tmp_path) == {"a.png": b"new", "b.png": b"old", kept.name: b"old"}


GONE = 999_999_999
"""No process has so high a number."""


def begin_and_never_end(path: Path, process: int, monkeypatch: pytest.MonkeyPatch) -> FileBatch:
    """Leave what a process has left that was killed, or is at work yet."""
    batch = FileBatch()
    with monkeypatch.context() as patch:
        patch.setattr(file_batch.os, "getpid", lambda: process)
        batch.add(path, lambda: b"half", lambda data: None)
    return batch


def test_what_killed_exports_have_left_goes_with_the_next(tmp_path, monkeypatch) -> None:
    an_export(tmp_path, 1)
    files = set(snapshot(tmp_path))
    for name in list(files):
        begin_and_never_end(tmp_path / name, GONE, monkeypatch)
    assert len(snapshot(tmp_path)) == 2 * len(files)
    an_export(tmp_path, 2)
    assert set(snapshot(tmp_path)) == files


def test_what_a_process_at_work_has_begun_is_left_to_it(tmp_path, monkeypatch) -> None:
    batch = begin_and_never_end(tmp_path / "a.png", os.getppid(), monkeypatch)
    write_alpha(tmp_path / "a.png", noise(1, HEIGHT, WIDTH))
    batch.commit()
    assert snapshot(tmp_path) == {"a.png": b"half"}


def test_what_another_machine_has_begun_is_left_to_it_for_a_day(tmp_path, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(file_batch, "_machine", lambda: "0123abcd")
        begin_and_never_end(tmp_path / "a.png", GONE, monkeypatch)
    for path in tmp_path.glob(".*.tmp"):
        os.utime(path, times=(0, 0))  # as a second name of an old file has
    now = time.time()
    for hours, left in ((0, 2), (23, 2), (25, 1)):
        monkeypatch.setattr(file_batch.time, "time", lambda hours=hours: now + 3600 * hours)
        remove_leftovers([tmp_path / "a.png"])
        (tmp_path / "a.png").write_bytes(b"whole")
        assert len(snapshot(tmp_path)) == left


def test_a_folder_is_listed_once_for_all_files_written_into_it(tmp_path, monkeypatch) -> None:
    for name in "abc":
        begin_and_never_end(tmp_path / f"{name}.png", GONE, monkeypatch)
    listed, real = [], Path.glob
    monkeypatch.setattr(Path, "glob", lambda path, pattern: listed.append(path) or real(path, pattern))
    for name in "adefg":
        write_alpha(tmp_path / f"{name}.png", noise(1, HEIGHT, WIDTH))
    assert len(listed) == 2, "once, and once more to remove what was left of a"
    write_alpha(tmp_path / "b.png", noise(1, HEIGHT, WIDTH))
    (left,) = (name for name in snapshot(tmp_path) if name.startswith("."))
    assert left.startswith(f".{zlib.crc32(b'c.png'):08x}-")


def test_a_project_is_saved_where_folders_cannot_be_flushed(tmp_path, monkeypatch) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    a_project(tmp_path, 1)


def test_a_full_disk_costs_the_log_and_nothing_else(capfd) -> None:
    with logging_to_file("a test"), full_disk():
        logging.getLogger("core").info("no room for this")
    assert capfd.readouterr().err == ""


def test_a_command_on_a_full_disk_says_what_to_do(tmp_path, capsys) -> None:
    for name in ("images", "alphas"):
        write_alpha((tmp_path / name).with_suffix(".png"), noise(1, HEIGHT, WIDTH), 8)
        (tmp_path / name).mkdir()
        (tmp_path / name).with_suffix(".png").rename(tmp_path / name / "one.png")
    before = snapshot(tmp_path)
    with full_disk():
        command = ["data", "check", str(tmp_path), "--json", str(tmp_path / "said.json")]
        assert cli.main(command) == 1
    said = capsys.readouterr().err
    assert "said.json" in said and "Make room on the disk" in said
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    "command",
    [
        "bench --quick --json {}/new/bench.json", "bench --quick --plots {}", "matte {} -o {}",
        "evaluate {} --save-alphas {}/a", "evaluate {} --markdown {}/table.md", "ablate -o {}/new",
        "train prior -o {}/run", "data check {} --json {}/said.json", "finetune {} -o {}",
    ],
)  # fmt: skip
def test_a_place_that_is_closed_is_told_before_the_work(open_folder, monkeypatch, capsys, command) -> None:
    """Not after it, when hours of measuring or training are lost."""
    monkeypatch.setattr("core.models.registry.user_models_folder", lambda: open_folder / "models")
    for name in ("images", "alphas"):
        (open_folder / name).mkdir()
        write_alpha(open_folder / name / "one.png", noise(1, HEIGHT, WIDTH), 8)
    before = snapshot(open_folder)
    with read_only(open_folder):
        assert cli.main(command.replace("{}", str(open_folder)).split()) == 1
    assert f"Nothing can be written into {open_folder}: name another place" in capsys.readouterr().err
    assert snapshot(open_folder) == before


@pytest.mark.parametrize("length", [10, 50_000])
def test_a_command_whose_reader_has_gone_ends_quietly(length: int, monkeypatch, capsys) -> None:
    def say(args) -> int:
        sys.stdout.write("a" * length)
        return 0

    def register(commands) -> None:
        commands.add_parser("say").set_defaults(run=say)

    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as out, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        assert cli.main(["say"], register) == cli.FAILED
    assert capsys.readouterr().err == ""


def test_an_error_with_words_of_its_own_keeps_them() -> None:
    said = sentence_for(OSError("/x/y.safetensors cannot be written: no room"), "dmat train")
    assert said == "dmat train failed: /x/y.safetensors cannot be written: no room."
    assert sentence_for(OSError(), "The run").startswith("The run failed for a reason the app does not know")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "CUDA error: an illegal memory access was encountered\nCompile with",
            r"encountered\). Choose the CPU",
        ),
        ("Native API failed: UR_RESULT_ERROR_DEVICE_LOST", "Choose the CPU"),
        ("cuDNN error: CUDNN_STATUS_ALLOC_FAILED", "more memory than there is"),
        ("CUDA error: out of memory", "more memory than there is"),
    ],
)
def test_a_gpu_that_stops_is_told_from_one_that_is_full(words: str, said: str) -> None:
    assert re.search(said, sentence_for(RuntimeError(words), "The run"))
