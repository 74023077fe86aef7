"""Rows in a file: what is read again, what is refused, and what several processes leave."""

import json
import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from cases_for_tests import tiny_data_set, truth

from core.errors import DataError
from core.evaluation.measure import measure
from core.evaluation.records import Records


def filled(tmp_path: Path, path: Path, rank: int = 0) -> Records:
    data = tiny_data_set(tmp_path / "data")
    records = Records(path, data, rank)
    records.describe("k1", "right", {"kind": "test"})
    measure(truth, data, cases=data.cases[rank::2], on_row=lambda row: records.add("k1", row))
    records.write({"note": "in front"})
    return records


def test_rows_come_back(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    written = filled(tmp_path, out)
    assert json.loads(out.read_text())["note"] == "in front"
    data = tiny_data_set(tmp_path / "data")
    again = Records(out, data)
    assert again.rows("k1") == written.rows("k1") and set(again.rows("k1")) == {"narrow/one", "wide/one"}
    assert again.rows("another") == {}
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.json"]


@pytest.mark.parametrize(("part", "value"), [("folders", "here"), ("folders", None), ("groups", 3)])
def test_a_file_that_tells_nonsense_of_its_data_set_is_refused(
    tmp_path: Path, part: str, value: object
) -> None:
    out = tmp_path / "out.json"
    filled(tmp_path, out)
    held = json.loads(out.read_text())
    held["data_set"][part] = value
    out.write_text(json.dumps(held))
    with pytest.raises(DataError, match="is not a file of results"):
        Records(out, tiny_data_set(tmp_path / "data"))


def test_a_case_whose_file_has_changed_is_not_done(tmp_path: Path) -> None:
    """Also where size and time of the file are the old ones."""
    out = tmp_path / "out.json"
    filled(tmp_path, out)
    data = tiny_data_set(tmp_path / "data")
    changed = tmp_path / "data" / "narrow" / "one.png"
    content, times = bytearray(changed.read_bytes()), changed.stat()
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)
    os.utime(changed, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert changed.stat().st_size == times.st_size
    assert set(Records(out, data).rows("k1")) == {"wide/one"}


def test_a_copy_elsewhere_is_done(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    filled(tmp_path, out)
    copy = tiny_data_set(tmp_path / "copy")
    assert set(Records(out, copy).rows("k1")) == {"narrow/one", "wide/one"}


@pytest.mark.parametrize("names", [("one", "two"), ("three",)])
def test_other_files_of_the_same_layout_are_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    out = tmp_path / "out.json"
    filled(tmp_path, out)
    before = out.read_bytes()
    other = tiny_data_set(tmp_path / "other", names)
    cv2.imwrite(str(other.cases[0].image), np.zeros((64, 64, 3), np.uint8))
    with pytest.raises(DataError, match=r"data.*, not of .*other.*: name another file"):
        Records(out, other)
    assert out.read_bytes() == before


def test_another_part_of_the_data_set_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    filled(tmp_path, out)
    with pytest.raises(DataError, match="the parts narrow, wide of tiny pictures, not wide: name another"):
        Records(out, tiny_data_set(tmp_path / "data", groups=("wide",)))


def test_other_methods_are_kept_and_the_same_by_other_code_is_not(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    filled(tmp_path, out)
    data = tiny_data_set(tmp_path / "data")
    records = Records(out, data)
    records.describe("k2", "right", {"kind": "test", "t_start": 100})
    measure(truth, data, cases=data.cases[:1], on_row=lambda row: records.add("k2", row))
    records.write()
    assert json.loads(out.read_text())["note"] == "in front"  # what stood there stays until it is replaced
    records = Records(out, data)
    assert [(name, key, len(table.rows)) for name, key, table in records.tables()] == [
        ("right", "k1", 2), ("right", "k2", 1)
    ]  # fmt: skip
    records.describe("k3", "right", {"kind": "test", "code": "other", "dmat": "2"})
    assert records.rows("k1") == {} and len(records.rows("k2")) == 1


def test_other_files_are_refused_and_left_alone(tmp_path: Path) -> None:
    data = tiny_data_set(tmp_path / "data")
    for text in ("{}", "not JSON", '{"format": "dmat-evaluation-1"}', '{"a": [1]}', "[]"):
        out = tmp_path / "mine.json"
        out.write_text(text)
        with pytest.raises(DataError, match=r"mine\.json"):
            Records(out, data)
        assert out.read_text() == text


def test_another_data_sets_results_are_refused(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    filled(tmp_path, out)
    other = tiny_data_set(tmp_path / "other", convention="whole")
    with pytest.raises(DataError, match="tiny pictures"):
        Records(out, other)


def test_what_other_processes_left_is_taken_in(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    filled(tmp_path, out)
    filled(tmp_path, out, rank=1)
    assert (tmp_path / "out.json.rank1").is_file()
    records = Records(out, tiny_data_set(tmp_path / "data"))
    assert len(records.rows("k1")) == 4
    records.write()
    records.remove_rank_files()
    assert not (tmp_path / "out.json.rank1").exists()
    assert len(Records(out, tiny_data_set(tmp_path / "data")).rows("k1")) == 4
