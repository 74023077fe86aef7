"""Text files are written whole or not at all."""

import os
from pathlib import Path

import pytest

from core.files import write_text


def test_a_text_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    for text in ("before\n", "λ, after\n"):
        write_text(path, text)
        assert path.read_text(encoding="utf-8") == text
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "notes.txt"
    write_text(path, "before")

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_text(path, "after")
    assert path.read_text() == "before" and list(tmp_path.iterdir()) == [path]
