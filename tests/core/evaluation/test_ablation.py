"""What the ablation measures, and how each line is labelled."""

from dataclasses import replace
from pathlib import Path

import pytest
from models_for_tests import TINY_GUIDED, tiny_model

from core.errors import SettingsError
from core.evaluation.ablation import Ablation, Entry
from core.evaluation.macs import count_macs
from core.evaluation.methods import ModelFile, macs_of
from core.models.checkpoints import save_model
from core.predictor import RunSettings


def model_file(folder: Path, name: str, seed: int = 0, **config: object) -> ModelFile:
    path = folder / f"{name}.safetensors"
    save_model(tiny_model(replace(TINY_GUIDED, **config), seed), path)
    return ModelFile.find(path, name=name)


def lines(ablation: Ablation) -> dict[str, tuple[Entry, ...]]:
    return {section.name: section.entries for section in ablation.sections}


def test_without_variants_each_line_says_what_its_weights_are(tmp_path: Path) -> None:
    ablation = Ablation(model_file(tmp_path, "base"), {}, seeds=2, device="cpu")
    sections = lines(ablation)
    assert list(sections) == ["table-4", "table-5", "table-6", "table-7", "table-8", "figure-6", "figure-7"]
    standing = {name: [entry.standing for entry in entries] for name, entries in sections.items()}
    assert standing["table-4"] == [
        "none needed", "not trained", "inference-only", "inference-only", "as trained"
    ]  # fmt: skip
    assert standing["table-5"] == ["not trained", "inference-only", "as trained"]
    # The tiny model's config is that of `compact`: trained for T = 250 and for 1, 2 or 3 steps.
    other = "not trained for"
    assert standing["table-6"] == [other, "as trained", other, other, other]
    assert standing["table-7"] == ["as trained", "as trained", other, other]
    assert standing["table-8"] == ["not trained"] * 3 + ["as trained"]
    assert standing["figure-6"] == ["as trained"] * 2 + ["not trained"] * 4
    for entries in sections.values():
        assert all((entry.method is None) == (entry.standing == "not trained") for entry in entries)
    settings = [entry.method.settings for entry in sections["table-6"]]
    assert [(told["t_start"], told["steps"]) for told in settings] == [
        (level, 3) for level in (100, 250, 500, 750, 1000)
    ]
    assert [entry.method.settings["steps"] for entry in sections["table-7"]] == [1, 3, 5, 10]
    assert sections["table-5"][1].method.settings["arp"] is False


def test_each_run_is_made_once(tmp_path: Path) -> None:
    """Base, start, one shot, SDEdit, ARP off; 4 other T; 3 other S; 1 other seed."""
    methods = Ablation(model_file(tmp_path, "base"), {}, seeds=2, device="cpu").methods
    assert len(methods) == 5 + 4 + 3 + 1
    assert len({method.name for method in methods}) == len(methods)
    assert methods[0].settings["t_start"] == 250


def test_macs_of_many_steps_are_those_counted() -> None:
    assert macs_of(TINY_GUIDED, RunSettings(steps=4)) == count_macs(TINY_GUIDED, 512, 4)


def test_variants_fill_their_lines(tmp_path: Path) -> None:
    names = ("no-diffusion", "no-arp", "no-alpha-loss", "seed-3")
    variants = {name: model_file(tmp_path, name, seed=n + 1) for n, name in enumerate(names)}
    variants["t-500"] = model_file(tmp_path, "t-500", seed=9, trained_t_starts=(500,))
    ablation = Ablation(model_file(tmp_path, "base"), variants, seeds=2, device="cpu")
    sections = lines(ablation)
    assert sections["table-4"][1].method.settings["kind"] == "one-shot"
    assert sections["table-5"][0].method.settings["arp"] is False
    assert sections["table-5"][0].method.settings["sha256"] == variants["no-arp"].sha256
    assert [entry.standing for entry in sections["table-8"]] == [
        "not trained", "as trained", "not trained", "as trained"
    ]  # fmt: skip
    assert sections["table-6"][2].standing == "as trained"
    assert [entry.label for entry in sections["figure-6"] if entry.method] == [
        f"Training {training}, noise seed {seed}" for training in (1, 3) for seed in (0, 1)
    ]  # fmt: skip


def test_a_variant_is_what_its_file_says_not_what_its_name_says(tmp_path: Path) -> None:
    base = model_file(tmp_path, "base")
    # The tiny model's config: trained for T = 250 and for 1, 2 or 3 steps.
    for name, config, said in (
        ("t-500", {}, "T = 500 in 3 steps, but its file says T = 250 in 1 or 2 or 3 steps"),
        ("t-500", {"trained_t_starts": (500,), "trained_steps": (5,)}, "T = 500 in 3 steps"),
        ("steps-10", {}, "T = 250 in 10 steps"),
        ("steps-10", {"trained_t_starts": (500,), "trained_steps": (10,)}, "T = 250 in 10 steps"),
    ):
        with pytest.raises(SettingsError, match=f"{name} has to be trained for {said}"):
            Ablation(base, {name: model_file(tmp_path, name, seed=1, **config)})
    for name, config in (
        ("t-500", {"trained_t_starts": (500,)}),
        ("steps-10", {"trained_steps": (10,), "t_start": 100, "trained_t_starts": (100, 250)}),
    ):
        ablation = Ablation(base, {name: model_file(tmp_path, name, seed=1, **config)}, device="cpu")
        section = "table-6" if name == "t-500" else "table-7"
        (entry,) = (e for e in lines(ablation)[section] if e.label.split()[-1] == name.split("-")[1])
        assert entry.standing == "as trained"
        assert entry.method.settings["t_start"] == {"t-500": 500, "steps-10": 250}[name]


def test_one_file_is_not_two_models(tmp_path: Path) -> None:
    base, other = model_file(tmp_path, "base"), model_file(tmp_path, "other", seed=1)
    for name in ("seed-2", "no-arp", "t-250", "steps-3"):
        with pytest.raises(SettingsError, match=f"{name} has the same weights file as the base"):
            Ablation(base, {name: base})
    with pytest.raises(SettingsError, match="seed-3 has the same weights file as seed-2"):
        Ablation(base, {"seed-2": other, "seed-3": other})
    Ablation(base, {"t-250": other, "steps-3": other})  # T = 250 in 3 steps: one model stands in both tables


def test_an_unknown_variant_is_named(tmp_path: Path) -> None:
    base = model_file(tmp_path, "base")
    with pytest.raises(SettingsError, match=r"'no-loss'.*no-alpha-loss"):
        Ablation(base, {"no-loss": base})
