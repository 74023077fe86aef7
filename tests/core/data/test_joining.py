"""Several folders as one data set."""

from dataclasses import replace
from pathlib import Path

import pytest
from data.layout_trees import TREES, matte, projects, save, save_project, save_set

from core.data.joining import join
from core.data.layouts import open_data_set
from core.data.sources import TrainingSource
from core.errors import DataError


def test_equal_names_in_two_folders_stay_apart(tmp_path: Path) -> None:
    parts = {"image": "images/{}.png", "alpha": "alphas/{}.png"}
    one, other = (save_set(tmp_path / at / "fur", ["a", "b"], **parts) for at in ("x", "y"))
    joined = join([open_data_set(one), open_data_set(other)])
    assert [(case.group, case.name) for case in joined.cases] == [
        ("fur", "a"), ("fur", "b"), ("fur (2)", "a"), ("fur (2)", "b"),
    ]  # fmt: skip
    assert joined.root == tmp_path and joined.layout == "folders"


def test_different_layouts_train_together(tmp_path: Path) -> None:
    sets = [
        open_data_set(TREES[name](tmp_path / name)) for name in ("p3m-10k", "rgba", "projects", "cutouts")
    ]
    joined = join([*sets, sets[1]])
    assert len(joined.cases) == 3 + 2 + 2 + 4  # of the first only what is for training; nothing twice
    assert joined.layout == "several" and len(joined.backgrounds) == 2
    source = TrainingSource([joined])
    assert len(source.pictures) == 3 + 2
    assert len(source.foregrounds["photo"]) == 2 + 4


def test_a_folder_called_train_hides_no_other(tmp_path: Path) -> None:
    parts = {"image": "images/{}.png", "alpha": "alphas/{}.png"}
    folders = [save_set(tmp_path / name, ["a"], **parts) for name in ("train", "other")]
    assert len(TrainingSource([join([open_data_set(folder) for folder in folders])]).pictures) == 2


def test_what_was_left_out_anywhere_is_told(tmp_path: Path) -> None:
    folder = projects(tmp_path)
    save_project(tmp_path / "b" / "c.dmat")
    save_project(tmp_path / "b" / "d.dmat", runs=0)
    save(tmp_path / "b" / "loose.png", matte())
    joined = join([open_data_set(folder), open_data_set(tmp_path / "b")])
    assert len(joined.problems) == 1 and "d.dmat" in joined.problems[0]
    assert len(joined.notes) == 1


def test_one_is_taken_as_it_is_and_none_is_refused(tmp_path: Path) -> None:
    data = replace(open_data_set(projects(tmp_path)), convention="whole")
    assert join([data]) is data
    with pytest.raises(DataError, match="at least one"):
        join([])
