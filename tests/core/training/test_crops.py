"""Crops are a function of seed and number, however processes, parts and workers share them."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
import torch
from data import layout_trees as trees

from core.data.recipe import Recipe
from core.data.sources import TrainingSource
from core.errors import DataError, SettingsError
from core.training.crops import CropSettings, crop_batches

CROPS = CropSettings(size=48, per_composite=2, composite=96)
Batch = dict[str, torch.Tensor]


@pytest.fixture
def source() -> TrainingSource:
    return TrainingSource(procedural=True)


def same(first: Batch, second: Batch) -> None:
    assert first.keys() == second.keys()
    for name in first.keys() - {"seconds"}:
        assert torch.equal(first[name], second[name]), name


def joined(*batches: Batch) -> Batch:
    return {name: torch.cat([batch[name] for batch in batches]) for name in batches[0]}


def test_a_batch_holds_what_the_losses_need(source: TrainingSource) -> None:
    batch = next(crop_batches(source, CROPS, batch=4))
    for name, channels in {"image": 3, "foreground": 3, "background": 3, "alpha": 1, "start": 1}.items():
        assert batch[name].shape == (4, channels, 48, 48)
        assert batch[name].dtype == torch.float32
        assert batch[name].min() >= 0 and batch[name].max() <= 1
        assert batch[name].is_contiguous(memory_format=torch.channels_last), name
    assert set(batch["trimap"].unique().tolist()) <= {0.0, 0.5, 1.0}
    assert (batch["trimap"] == 0.5).flatten(1).any(1).all()
    assert torch.equal(batch["sample"], torch.arange(4))
    start, everything = batch["seconds"].tolist()
    assert 0 < start < everything


def test_start_is_a_setting(source: TrainingSource) -> None:
    without = next(crop_batches(source, replace(CROPS, start=0), batch=2))
    assert "start" not in without
    assert without["seconds"][0] == 0
    hinted, plain = (next(crop_batches(source, replace(CROPS, start=n), batch=2))["start"] for n in (3, 1))
    assert hinted.shape == (2, 3, 48, 48)
    assert torch.equal(hinted[:, :1], plain)


def test_batch_n_is_the_same_on_every_run(source: TrainingSource) -> None:
    through = list(islice(crop_batches(source, CROPS, batch=4), 3))
    resumed = next(crop_batches(TrainingSource(procedural=True), CROPS, batch=4, first_step=2))
    same(through[2], resumed)
    assert not torch.equal(through[0]["image"], through[2]["image"])
    other_seed = next(crop_batches(source, replace(CROPS, seed=1), batch=4))
    assert not torch.equal(through[0]["image"], other_seed["image"])


def test_two_processes_and_two_parts_see_one_process_batch(source: TrainingSource) -> None:
    step = 3
    whole = next(crop_batches(source, CROPS, batch=8, first_step=step))
    ranks = [next(crop_batches(source, CROPS, batch=4, first_step=step, rank=r, world=2)) for r in range(2)]
    same(whole, joined(*ranks))
    parts = islice(crop_batches(source, CROPS, batch=4, first_step=step, accumulate=2), 2)
    same(whole, joined(*parts))
    assert whole["sample"].tolist() == list(range(step * 8, step * 8 + 8))


def test_processes_and_parts_together(source: TrainingSource) -> None:
    """Two processes with two parts each, two crops a part: part a of process r starts at (2a + r)·2."""
    streams = [
        list(islice(crop_batches(source, CROPS, batch=2, first_step=1, accumulate=2, rank=r, world=2), 3))
        for r in range(2)
    ]
    numbers = [[batch["sample"].tolist() for batch in stream] for stream in streams]
    assert numbers == [[[8, 9], [12, 13], [16, 17]], [[10, 11], [14, 15], [18, 19]]]


def test_workers_change_nothing(source: TrainingSource) -> None:
    alone = list(islice(crop_batches(source, CROPS, batch=4), 3))
    shared = crop_batches(source, CROPS, batch=4, workers=2)
    for batch in alone:
        same(batch, next(shared))


def test_crops_are_turned_only_if_the_recipe_says_so(source: TrainingSource) -> None:
    plain = replace(CROPS, per_composite=1, size=96, recipe=Recipe(turns=False))
    turned = replace(plain, recipe=Recipe())
    changed = 0
    for first, second in zip(
        islice(crop_batches(source, plain, batch=1), 4),
        islice(crop_batches(source, turned, batch=1), 4),
        strict=True,
    ):
        ways = [torch.rot90(a, k, (2, 3)) for a in (first["alpha"], first["alpha"].flip(3)) for k in range(4)]
        assert any(torch.equal(way, second["alpha"]) for way in ways)
        changed += not torch.equal(first["alpha"], second["alpha"])
    assert changed


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"size": 128}, "128 px do not fit into composites of 96 px"),
        ({"size": 0}, "0 px"),
        ({"size": 32, "composite": 32}, "at least 64"),
        ({"per_composite": 0}, "at least 1 crop"),
        ({"seed": -1}, "-1"),
        ({"start": 11}, "up to 10 channels, not 11"),
    ],
)
def test_settings_that_cannot_be_are_refused(change: dict[str, int], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        replace(CROPS, **change)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"batch": 3}, "batch of 3 is no multiple of the 2"),
        ({"batch": 0}, "batch of 0"),
        ({"batch": 2, "rank": 2, "world": 2}, "process 2 of 2"),
        ({"batch": 2, "accumulate": 0}, "0 parts"),
    ],
)
def test_numbers_that_do_not_go_together_are_refused(
    source: TrainingSource, numbers: dict[str, int], words: str
) -> None:
    with pytest.raises(SettingsError, match=words):
        crop_batches(source, CROPS, **numbers)


def test_pictures_without_foregrounds_have_no_composition_loss(tmp_path: Path) -> None:
    recipe = Recipe(photo=1, rendered=0, texture=0)
    settings = replace(CROPS, composite=64, recipe=recipe)
    batch = next(crop_batches(TrainingSource(trees.p3m_10k(tmp_path)), settings, batch=4))
    assert torch.equal(batch["foreground"], batch["image"])
    assert torch.equal(batch["background"], batch["image"])


def test_a_picture_that_cannot_be_read_is_named_through_a_worker(tmp_path: Path) -> None:
    root = trees.p3m_10k(tmp_path)
    source = TrainingSource(root)
    for case in source.pictures:
        case.image.write_bytes(b"no picture")
    recipe = Recipe(photo=1, rendered=0, texture=0)
    batches = crop_batches(source, replace(CROPS, recipe=recipe), batch=2, workers=1)
    with pytest.raises(DataError) as caught:
        next(batches)
    assert "cannot be used" in str(caught.value)
    assert "Traceback" not in str(caught.value)


TRAINER = """
import multiprocessing, time
from core.data.sources import TrainingSource
from core.training.crops import CropSettings, crop_batches
if __name__ == "__main__":
    source = TrainingSource(procedural=True)
    batches = crop_batches(source, CropSettings(size=48, per_composite=2, composite=96), batch=2, workers=2)
    next(batches)
    print(*(worker.pid for worker in multiprocessing.active_children()), flush=True)
    time.sleep(300)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells in another way whether a process lives")
def test_a_killed_trainer_leaves_no_workers(tmp_path: Path) -> None:
    (tmp_path / "trainer.py").write_text(TRAINER)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    command = [sys.executable, str(tmp_path / "trainer.py")]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as trainer:
        workers = [int(number) for number in trainer.stdout.readline().split()]
        trainer.kill()
    assert len(workers) == 2
    deadline = time.monotonic() + 30
    while any(map(_lives, workers)):
        assert time.monotonic() < deadline, "workers outlive their trainer"
        time.sleep(0.1)


def _lives(number: int) -> bool:
    try:
        os.kill(number, 0)
        state = Path(f"/proc/{number}/stat")  # in a container, nobody may collect the dead
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
