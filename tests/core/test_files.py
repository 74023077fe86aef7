"""Files are written whole or not at all."""

import json
import os
from pathlib import Path

import pytest
import safetensors.torch
import torch

from core.files import read_json, remove_unfinished, write_tensors, write_text


def test_a_text_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    for text in ("before\n", "λ, after\n"):
        write_text(path, text)
        assert path.read_text(encoding="utf-8") == text
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_that_is_no_text_comes_back_from_json(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.png")
    write_text(tmp_path / "names.json", json.dumps([name, "é"], ensure_ascii=False))
    assert read_json(tmp_path / "names.json") == [name, "é"]


def test_json_that_is_none_is_a_value_error(tmp_path: Path) -> None:
    for content in (b"[" * 100_000, b"9" * 10_000, b"\xff", b"", b"{"):
        (tmp_path / "a.json").write_bytes(content)
        with pytest.raises(ValueError):
            read_json(tmp_path / "a.json")


def test_a_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "notes.txt"
    write_text(path, "before")

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_text(path, "after")
    assert path.read_text() == "before" and list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer is forked, which this system cannot")
def test_a_kill_while_safetensors_writes_leaves_nothing_that_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "model.safetensors"
    write_tensors(path, {"x": torch.zeros(2)}, {})

    def killed(tensors: object, file: Path, metadata: object) -> None:
        (file.parent / ".tmpA1b2C3").touch()  # as safetensors' own writing does
        os._exit(9)

    child = os.fork()
    if child == 0:
        monkeypatch.setattr(safetensors.torch, "save_file", killed)
        write_tensors(path, {"x": torch.ones(2)}, {})
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert len(list(tmp_path.iterdir())) == 2
    (tmp_path / ".notes.txt.part").touch()
    (tmp_path / "mine.part").touch()
    remove_unfinished(tmp_path)
    assert sorted(found.name for found in tmp_path.iterdir()) == ["mine.part", "model.safetensors"]
    assert safetensors.torch.load_file(path)["x"].tolist() == [0.0, 0.0]


def test_tensors_that_fail_their_check_take_no_ones_place(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    write_tensors(path, {"x": torch.zeros(2)}, {})

    def refuse(written: Path) -> None:
        raise ValueError(f"{written.name} is not what it should be")

    with pytest.raises(ValueError, match="is not what it should be"):
        write_tensors(path, {"x": torch.ones(2)}, {}, check=refuse)
    assert list(tmp_path.iterdir()) == [path]
    assert safetensors.torch.load_file(path)["x"].tolist() == [0.0, 0.0]
    assert path.stat().st_mode & 0o777 == 0o644
