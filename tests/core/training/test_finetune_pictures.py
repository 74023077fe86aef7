"""A fine-tuning's pictures: bad ones left out, some held out, the guard, cut-outs."""

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from data import layout_trees as trees
from small_requests import NAMES

from core.data.layouts import open_data_set
from core.errors import DataError
from core.training import finetune as module
from core.training.finetune import finetune
from core.training.finetune_request import (
    FinetuneRequest,
    held_out_names,
    procedural_guard,
    training_part,
    without_bad_files,
)

MEASURE = module.measure


def damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def test_bad_pictures_are_left_out(request_: FinetuneRequest, pictures: Path, tmp_path: Path) -> None:
    test = trees.folders(tmp_path / "test")
    request = replace(request_, held_out=open_data_set(test))
    damage(pictures / "images" / "b.png")
    trees.save(pictures / "trimaps" / "d.png", np.full((8, 8), 128, np.uint8))  # of another size
    damage(request.held_out.cases[0].image)
    damage(request.guard.cases[1].alpha)
    result = finetune(request, tmp_path / "run")
    assert result.stopped is None and result.model is not None
    assert [row.name for row in result.after["trained on"].rows] == ["a", "c", "e"]
    assert len(result.after["held out"].rows) == len(request.held_out.cases) - 1
    bad = ["b", "d", request.held_out.cases[0].name, request.guard.cases[1].name]
    assert [sentence.split(" is left out: ")[0] for sentence in result.left_out] == bad
    assert json.loads((tmp_path / "run" / "finetune.json").read_text())["left_out"] == list(result.left_out)


def test_a_bad_background_is_left_out(request_: FinetuneRequest, tmp_path: Path) -> None:
    trees.save(tmp_path / "own2" / "large.png", np.dstack([trees.colours(1, 128), trees.matte(1, 128)]))
    behind = trees.save_backgrounds(tmp_path / "behind", ["x.png", "y.png", "z.png", "w.png"])
    damage(behind / "y.png")
    cutouts = open_data_set(tmp_path / "own2", backgrounds=behind)
    seen, left_out = without_bad_files(replace(request_, pictures=cutouts), lambda *_: None)
    assert "y.png" not in {path.name for path in seen.pictures.backgrounds}
    assert any(sentence.startswith("y.png is left out: ") for sentence in left_out)


def test_nothing_but_bad_pictures_is_refused(
    request_: FinetuneRequest, pictures: Path, tmp_path: Path
) -> None:
    for name in NAMES:
        damage(pictures / "alphas" / f"{name}.png")
    with pytest.raises(DataError, match="None of the pictures to train on can be used"):
        finetune(request_, tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_picture_that_fails_afterwards_is_no_part_of_the_scores(
    request_: FinetuneRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def measure(predict: object, data_set: object, **options: Callable) -> object:
        calls.append("part")
        if len(calls) > 3:  # after: the first picture of every part fails
            options["on_failure"](data_set.cases[0], DataError("It is gone."))
            data_set = replace(data_set, cases=data_set.cases[1:])
        return MEASURE(predict, data_set, **options)

    monkeypatch.setattr(module, "measure", measure)
    result = finetune(request_, tmp_path / "run")
    assert list(result.before) == list(result.after) == ["trained on", "guard"]  # one alone was held out
    assert [row.name for row in result.before["trained on"].rows] == ["b", "d", "e"]
    assert result.left_out[0] == "c was not measured: It is gone."
    assert result.judged_on == "trained on"


def test_cutouts_with_transparency_will_do(request_: FinetuneRequest, tmp_path: Path) -> None:
    for name, side in (("large", 128), ("small", 32)):
        rgba = np.dstack([trees.colours(1, side), trees.matte(1, side)])
        trees.save(tmp_path / "cutouts" / f"{name}.png", rgba)
    cutouts = open_data_set(tmp_path / "cutouts")
    result = finetune(replace(request_, pictures=cutouts), tmp_path / "run")
    assert [row.name for row in result.after["trained on"].rows] == ["large"]
    # All of the small one is within 20 px of its edge, so that its derived trimap is unknown throughout.
    assert len(result.left_out) == 1 and result.left_out[0].startswith("small was not measured: ")


def test_who_is_held_out(request_: FinetuneRequest) -> None:
    assert held_out_names(request_) == {"c"}
    assert held_out_names(replace(request_, hold_out=2)) == {"b", "d"}
    assert held_out_names(replace(request_, held_out=request_.guard)) == set()
    assert held_out_names(replace(request_, hold_out=0)) == set()
    assert [case.name for case in training_part(request_).cases] == ["a", "b", "d", "e"]
    with pytest.raises(DataError, match="5 of 5"):
        held_out_names(replace(request_, hold_out=5))


def test_a_guards_picture_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch) -> None:
    picture = procedural_guard(tmp_path).cases[0].image
    picture.write_bytes(b"another one")
    write = Path.write_bytes

    def cut_off(path: Path, content: bytes) -> None:
        write(path, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", cut_off)
    with pytest.raises(OSError, match="guard-1"):
        procedural_guard(tmp_path)
    assert picture.read_bytes() == b"another one"
    assert not list(tmp_path.rglob("*.part"))


def test_the_guard_is_the_same_every_time(tmp_path: Path) -> None:
    first, second = (procedural_guard(tmp_path / name) for name in ("one", "two"))
    assert len(first.cases) == 6
    for one, other in zip(first.cases, second.cases, strict=True):
        assert one.image.read_bytes() == other.image.read_bytes()
        assert one.trimap.read_bytes() == other.trimap.read_bytes()
