"""The objectives learn, their draws belong to the crops, and every switch changes what it should."""

from dataclasses import replace
from typing import Any

import pytest
import torch
from models_for_tests import TINY_GUIDED, TINY_PAPER, tiny_model
from tiny_runs import SMALL, small_objective, stacked

from core.errors import SettingsError
from core.models.config import ModelConfig, UNetConfig
from core.training.draws import draw
from core.training.losses import LossWeights, crop_weights
from core.training.objectives import LoopObjective, Objective, OneShotObjective, PriorObjective

UNET = UNetConfig(channels=32, multipliers=(1, 1), norm="group", unshuffle=2, dropout=0.0)
LEARNING = replace(
    TINY_PAPER, prior=UNET, corrector=UNET, encoder=replace(TINY_PAPER.encoder, embed=32, stride=2)
)


def fall(objective: Objective, name: str, steps: int) -> float:
    """The share that is left of a loss on the same four pictures and draws after Adam's steps."""
    torch.manual_seed(0)
    batch = stacked([0, 1, 2, 3])
    for parameter in objective.trained().values():
        parameter.requires_grad_(True)
    optimizer = torch.optim.Adam(objective.trained().values(), 3e-3)
    first = last = 0.0
    for _ in range(steps):
        losses = objective(batch)
        optimizer.zero_grad()
        losses["loss"].backward()
        optimizer.step()
        last = losses[name].item()
        first = first or last
        if last < 0.1 * first:
            break
    return last / first


def test_the_priors_noise_error_falls_below_a_tenth() -> None:
    assert fall(PriorObjective(tiny_model(LEARNING)), "noise", 100) < 0.1


def test_the_loops_inversion_loss_falls_below_a_tenth() -> None:
    assert fall(LoopObjective(tiny_model(LEARNING), loop_steps=(2,)), "inversion", 100) < 0.1


def test_the_one_shot_network_learns() -> None:
    assert fall(OneShotObjective(tiny_model(SMALL)), "alpha", 40) < 0.7


def test_trust_alone_is_taught_and_all_else_stays() -> None:
    config = replace(TINY_GUIDED, sharpen=True, trust=True)
    model = tiny_model(config)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    objective = LoopObjective(model, loop_steps=(1,), trust_alone=True)
    assert fall(objective, "alpha", 20) < 1
    said = config.corrector.unshuffle**2
    for name, value in model.state_dict().items():
        if name.startswith("corrector.tail.2."):
            assert torch.equal(value[:-said], before[name][:-said])
            assert not torch.equal(value[-said:], before[name][-said:])
        else:
            assert torch.equal(value, before[name])
    with pytest.raises(SettingsError, match="says nothing of its trust"):
        LoopObjective(tiny_model(TINY_GUIDED), trust_alone=True)


def test_draws_are_the_crops_own() -> None:
    device = torch.device("cpu")
    positions, noise = draw(3, [7, 8, 9], (16, 16), device)
    one_position, one_noise = draw(3, [8], (16, 16), device)
    assert torch.equal(positions[1:2], one_position) and torch.equal(noise[1:2], one_noise)
    assert len(set(positions.tolist())) == 3
    other_positions, other_noise = draw(4, [8], (16, 16), device)
    assert not torch.equal(other_positions, one_position) and not torch.equal(other_noise, one_noise)
    many = draw(0, range(200), (16, 16), device)
    assert many[0].mean().item() == pytest.approx(0.5, abs=0.06)  # 3 deviations of a mean of 200
    assert many[1].std().item() == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("kind", [PriorObjective, OneShotObjective, LoopObjective])
def test_the_mean_of_halves_is_the_whole(kind: type[Objective]) -> None:
    objective = kind(tiny_model(SMALL)).double()
    whole, *halves = (
        objective({n: v.double() if v.is_floating_point() else v for n, v in stacked(numbers).items()})
        for numbers in ([5, 2, 9, 4], [5, 2], [9, 4])
    )
    for name in whole:
        mean = (halves[0][name] + halves[1][name]) / 2
        torch.testing.assert_close(mean, whole[name], rtol=1e-12, atol=1e-14)


def test_the_order_of_a_batch_changes_nothing() -> None:
    objective = PriorObjective(tiny_model(SMALL)).double()
    one, other = (
        {n: v.double() if v.is_floating_point() else v for n, v in stacked(numbers).items()}
        for numbers in ([1, 2, 3], [3, 1, 2])
    )
    torch.testing.assert_close(objective(one)["loss"], objective(other)["loss"], rtol=1e-12, atol=0)


def test_numbers_of_steps_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    objective = small_objective()  # 1 and 2 steps
    batch = stacked([0])
    losses = [objective(batch, step)["loss"].item() for step in range(4)]
    assert losses[0] == losses[2] and losses[1] == losses[3] and losses[0] != losses[1]


def test_every_switch_of_the_loop_changes_the_loss() -> None:
    batch = stacked([0, 1])

    def losses(**options: object) -> dict[str, float]:
        objective = LoopObjective(tiny_model(SMALL), **{"loop_steps": (2,), **options})
        return {name: value.item() for name, value in objective(batch).items()}

    plain = losses()
    assert set(plain) == {"loss", "inversion", "alpha", "composition"}
    assert plain["loss"] == pytest.approx(2 * plain["inversion"] + plain["alpha"] + plain["composition"])
    for off in ("inversion", "alpha", "composition"):
        without = losses(weights=LossWeights(**{off: 0.0}))
        assert set(without) == set(plain) - {off}
        assert without["alpha" if off != "alpha" else "inversion"] == pytest.approx(
            plain["alpha" if off != "alpha" else "inversion"]
        )
    for change in ({"arp": False}, {"t_start": 100}, {"loop_steps": (3,)}, {"seed": 1}):
        assert losses(**change)["loss"] != plain["loss"], change


@pytest.mark.parametrize("kind", [OneShotObjective, LoopObjective])
def test_crops_are_weighed_once_and_that_counts(kind: type[Objective], monkeypatch) -> None:
    weighed = []

    def weigh(*arguments: Any) -> torch.Tensor:
        weighed.append(crop_weights(*arguments))
        return weighed[-1]

    monkeypatch.setattr("core.training.objectives.crop_weights", weigh)
    model, batch = tiny_model(SMALL), stacked([0, 1])
    plain, relative = (kind(model, weights=LossWeights(relative=share))(batch) for share in (0.0, 0.1))
    assert len(weighed) == 2 and weighed[0] is None and weighed[1].shape == (2,)
    assert all(relative[name] != plain[name] for name in plain)


def test_without_colours_there_is_no_composition_loss() -> None:
    """Pictures whose foreground is not known come with foreground = background = image."""
    batch = stacked([0, 1])
    batch["foreground"] = batch["background"] = batch["image"]
    assert LoopObjective(tiny_model(SMALL))(batch)["composition"].item() == 0


def test_levels_are_drawn_as_the_preset_says() -> None:
    model = tiny_model(SMALL)
    batch = {"alpha": torch.zeros(400, 1, 8, 8), "sample": torch.arange(400)}
    low = PriorObjective(model, level_power=1.5)._noised(batch)[1]
    even = PriorObjective(model)._noised(batch)[1]
    assert low.min() >= 0 and even.max() <= 999
    # The mean of u^p over [0, 1] is 1 / (p + 1); 3 deviations of a mean of 400 are about 45.
    assert low.float().mean().item() == pytest.approx(400, abs=45)
    assert even.float().mean().item() == pytest.approx(500, abs=45)


def test_the_prior_alone_or_all_but_the_prior_is_trained() -> None:
    model = tiny_model(SMALL)
    names = {name for name, _ in model.named_parameters()}
    tables = {name for name in names if "timembedding.0" in name}
    assert set(PriorObjective(model).trained()) == {n for n in names if n.startswith("prior.")} - tables
    assert set(LoopObjective(model).trained()) == {n for n in names if not n.startswith("prior.")} - tables
    assert tables


@pytest.mark.parametrize("kind", [PriorObjective, OneShotObjective, LoopObjective])
@pytest.mark.parametrize("config", [SMALL, TINY_PAPER, replace(TINY_PAPER, order="step_then_correct")])
def test_every_trained_parameter_gets_a_gradient(kind: type[Objective], config: ModelConfig) -> None:
    """Several processes wait for each other's gradients of all that is trained."""
    objective = kind(tiny_model(config))
    for parameter in objective.trained().values():
        parameter.requires_grad_(True)
    objective(stacked([0, 1]))["loss"].backward()
    assert [name for name, value in objective.trained().items() if value.grad is None] == []


@pytest.mark.parametrize("kind", [PriorObjective, OneShotObjective, LoopObjective])
def test_sheets_have_a_column_for_everything(kind: type[Objective]) -> None:
    from core.training.sheets import sheet

    objective = kind(tiny_model(SMALL))
    columns = {PriorObjective: 3, OneShotObjective: 4, LoopObjective: 3 + 4}[kind]  # S = 3: four estimates
    picture = sheet(objective, objective.model, stacked([0, 1]), bf16=False)
    assert picture.shape == (3, 2 * 34 + 2, columns * 34 + 2)
    assert picture.min() >= 0 and picture.max() <= 1
