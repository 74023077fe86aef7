"""Presets: the four that come along, files of one's own, what is refused, and what each value becomes."""

from dataclasses import replace
from pathlib import Path

import pytest
from models_for_tests import tiny_model
from tiny_runs import SMALL

from core.errors import SettingsError
from core.models.config import ARCHITECTURES
from core.training.losses import LossWeights
from core.training.objectives import LoopObjective, OneShotObjective, PriorObjective
from core.training.presets import PRESETS, ModelChoice, Preset, load_preset
from core.training.runs import build_model, crop_settings, describe_run, make_objective


@pytest.mark.parametrize("name", PRESETS)
def test_presets_load_and_come_back_from_a_file(name: str, tmp_path: Path) -> None:
    preset = load_preset(name)
    assert preset.model.weights or preset.model.architecture in ARCHITECTURES
    path = tmp_path / "settings.toml"
    path.write_text(preset.to_toml(), encoding="utf-8")
    assert load_preset(path) == preset


def test_every_text_comes_back_from_a_file(tmp_path: Path) -> None:
    preset = replace(Preset(), model=ModelChoice(weights='a "b" \\c\n\t\x7f\x00é/😀'))
    path = tmp_path / "settings.toml"
    path.write_text(preset.to_toml(), encoding="utf-8")
    assert load_preset(path) == preset


def test_what_the_paper_states_is_in_its_preset() -> None:
    matting = load_preset("paper").matting
    assert (matting.learning_rate, matting.crop, matting.t_start, matting.loop_steps) == (
        1e-4,
        512,
        250,
        (5,),
    )
    assert (matting.inversion, matting.alpha, matting.composition) == (2, 1, 1)
    released = load_preset("released")
    assert released.model.architecture == "released"
    assert (released.matting.learning_rate, released.matting.betas[0], released.matting.batch) == (
        1e-4,
        0.5,
        8,
    )


def test_values_are_replaced_in_order() -> None:
    texts = [
        "matting.steps=7",
        "composites.merge = 0.25",
        "model.architecture=paper",
        "prior.betas=[0.5, 0.9]",
    ]
    preset = load_preset("compact", texts, {"matting.steps": 9})
    assert preset.matting.steps == 9
    assert preset.composites == replace(load_preset("compact").composites, merge=0.25)
    assert preset.model.architecture == "paper" and preset.prior.betas == (0.5, 0.9)
    assert load_preset(None) == Preset()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("matting.stepps=1", r"no key of \[matting\] 'stepps'; it has steps, batch"),
        ("mating.steps=1", "no table 'mating'; it has model, prior, matting, composites"),
        ("composites.colors=true", r"no key of \[composites\] 'colors'"),
        ("composites.recipe=best", "no recipe 'best'.*default or gca"),
        ("matting.steps=many", r"\[matting\] steps = 'many' must be a whole number"),
        ("matting.steps=1.5", r"\[matting\] steps = 1.5 must be a whole number"),
        ("matting.arp=1", r"\[matting\] arp = 1 must be true or false"),
        ("matting.loop_steps=3", r"\[matting\] loop_steps = 3 must be a list of whole numbers"),
        ("matting.inversion=nan", r"\[matting\] inversion = nan must be a number"),
        ("matting.clip=inf", r"\[matting\] clip = inf must be a number"),
        ("matting.betas=[0.9, -inf]", r"must be a list of numbers"),
        ("composites.recipe=[1, 2]", r"no recipe \[1, 2\]"),
        ("matting.steps=0", "steps is 0"),
        ("matting.batch=7", "no multiple of the 6 crops"),
        ("matting.crop=100", "a multiple of 32"),
        ("matting.crop=544", "do not fit into composites of 512"),
        ("steps=1", "names no table"),
        ("matting.steps", "sets nothing"),
    ],
)
def test_mistakes_are_named(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        load_preset("compact", [text])


def test_files_that_are_no_presets_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="choose compact, paper, released, finetune, or name a TOML"):
        load_preset("nothing")
    path = tmp_path / "mine.toml"
    path.write_text("steps = 3")
    with pytest.raises(SettingsError, match="no table 'steps'"):
        load_preset(path)
    path.write_text("[model")
    with pytest.raises(SettingsError, match=r"mine\.toml cannot be read"):
        load_preset(path)


def test_tables_become_objectives_and_crops() -> None:
    preset = load_preset("compact", ["matting.t_start=100", "matting.loop_steps=[2, 4]", "matting.seed=5"])
    model = tiny_model(SMALL)
    objective = make_objective("matting", preset.matting, model)
    assert isinstance(objective, LoopObjective) and objective.arp
    assert (objective.t_start, objective.loop_steps, objective.seed) == (100, (2, 4), 5)
    # The model file says what it was trained for.
    config = model.config
    assert (config.t_start, config.trained_t_starts, config.steps, config.trained_steps) == (
        100,
        (100,),
        4,
        (2, 4),
    )
    without = replace(preset.matting, arp=False, inversion=0.0)
    objective = make_objective("matting", without, tiny_model(SMALL))
    matting = preset.matting
    assert not objective.arp
    assert objective.weights == LossWeights(0, 1, 1, matting.relative, matting.squared)
    one_shot = make_objective("matting", replace(preset.matting, diffusion=False), tiny_model(SMALL))
    assert isinstance(one_shot, OneShotObjective)
    prior = make_objective("prior", preset.prior, tiny_model(SMALL))
    assert isinstance(prior, PriorObjective) and prior.level_power == 1.5

    crops = crop_settings("matting", preset, model)
    assert (crops.size, crops.per_composite, crops.composite, crops.seed, crops.start) == (
        192,
        6,
        512,
        5,
        True,
    )
    assert not crop_settings("prior", preset, model).start
    assert crops.recipe == preset.composites


@pytest.mark.parametrize(
    "text",
    [
        "matting.arp=false",
        "matting.alpha=0.5",
        "matting.relative=0.5",
        "matting.squared=4.0",
        "matting.t_start=9",
        "composites.merge=1.0",
        "matting.crop=96",
    ],
)
def test_what_changes_the_weights_is_part_of_the_runs_identity(text: str) -> None:
    assert describe_run("matting", load_preset("compact", [text])) != describe_run(
        "matting", load_preset("compact")
    )


def test_weights_at_random_are_the_seeds() -> None:
    choice = ModelChoice("compact")
    first, again, other = (build_model(choice, seed).detail.weight for seed in (1, 1, 2))
    assert first.equal(again) and not first.equal(other)
    with pytest.raises(SettingsError, match="no architecture 'huge'"):
        build_model(ModelChoice("huge"), 0)
