"""MattingPredictor: any size and depth to an alpha, with progress, cancelling, tiles and regions."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from models_for_tests import TINY_GUIDED, TINY_HINTED, TINY_PAPER, tiny_model

from core.devices import resolve_device, resolve_precision
from core.errors import Cancelled, PictureError, SettingsError, TrimapError
from core.imaging.coarse import coarse_start
from core.predictor import MattingPredictor, RunSettings, StepMattes
from core.refinement import refine

FAST = RunSettings(t_start=100, steps=2)


@pytest.fixture(scope="module")
def predictor() -> MattingPredictor:
    return MattingPredictor(tiny_model(), device="cpu", precision="float32")


def picture_and_trimap(height: int = 75, width: int = 130) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    trimap = np.full((height, width), 128, np.uint8)
    trimap[:, : width // 4], trimap[:, -(width // 4) :] = 0, 255
    ramp = np.linspace(0, 255, width)[None, :, None]
    picture = np.clip(ramp + rng.normal(0, 20, (height, width, 3)), 0, 255).astype(np.uint8)
    return picture, trimap


def test_alpha_has_the_pictures_size_and_exact_known_pixels(predictor: MattingPredictor) -> None:
    picture, trimap = picture_and_trimap()
    result = predictor.run(picture, trimap, settings=FAST)
    assert result.alpha.shape == trimap.shape and result.alpha.dtype == np.float32
    assert (result.alpha[trimap == 0] == 0).all() and (result.alpha[trimap == 255] == 1).all()
    assert result.alpha.min() >= 0 and result.alpha.max() <= 1
    assert [step.t for step in result.steps] == [100, 50, 0]
    assert result.steps[0].corrected is None and result.steps[1].corrected is not None
    assert result.settings == FAST and result.precision == "float32"


@pytest.mark.parametrize("hints", [2, 9])
def test_a_model_with_hints_sees_what_the_coarse_solve_found(hints: int) -> None:
    picture, trimap = picture_and_trimap(64, 96)
    model = tiny_model(replace(TINY_HINTED, encoder=replace(TINY_HINTED.encoder, hints=hints)))
    result = MattingPredictor(model, device="cpu", precision="float32").run(picture, trimap, settings=FAST)
    start = coarse_start(picture.astype(np.float32) / 255, trimap)[..., : 1 + hints]
    np.testing.assert_array_equal(result.start, start[..., 0])
    layers = (picture.astype(np.float32) / 255, start)
    image, hinted = (torch.from_numpy(layer.transpose(2, 0, 1)[None]) for layer in layers)
    levels = torch.from_numpy(np.select([trimap == 0, trimap == 255], [0.0, 1.0], 0.5)[None, None]).float()
    noise = torch.randn(64, 96, generator=torch.Generator().manual_seed(0))[None, None]
    with torch.no_grad():
        *_, last = refine(model, image, levels, start=hinted, noise=noise, t_start=100, steps=2)
    np.testing.assert_allclose(result.alpha, last.alpha0[0, 0].clamp(0, 1).numpy(), atol=1e-5)


@pytest.mark.parametrize("shape", [(3, 3), (5, 40), (33, 64)])
def test_small_and_odd_sizes(predictor: MattingPredictor, shape: tuple[int, int]) -> None:
    picture, trimap = picture_and_trimap(*shape) if shape[1] >= 4 else picture_and_trimap(3, 4)
    assert predictor.run(picture, trimap, settings=FAST).alpha.shape == trimap.shape


def test_depths_agree(predictor: MattingPredictor) -> None:
    picture, trimap = picture_and_trimap()
    eight = predictor.run(picture, trimap, settings=FAST).alpha
    sixteen = predictor.run(picture.astype(np.uint16) * 257, trimap, settings=FAST).alpha
    np.testing.assert_allclose(eight, sixteen, atol=1e-5)


def test_same_seed_same_alpha_and_another_seed_another(predictor: MattingPredictor) -> None:
    picture, trimap = picture_and_trimap()
    first, again = (predictor.run(picture, trimap, settings=FAST).alpha for _ in range(2))
    other = predictor.run(picture, trimap, settings=replace(FAST, seed=1)).alpha
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("sharpen", [False, True])
def test_tiles_agree_with_the_whole(sharpen: bool) -> None:
    """A per-pixel norm and windows on a common grid: only pixels near a tile's edge may differ."""
    config = replace(TINY_GUIDED, tile=192, tile_overlap=64, sharpen=sharpen, trust=sharpen)
    predictor = MattingPredictor(tiny_model(config), device="cpu", precision="float32")
    picture, trimap = picture_and_trimap(200, 320)
    whole = predictor.run(picture, trimap, settings=FAST)
    tiled = predictor.run(picture, trimap, settings=replace(FAST, tile=192))
    assert np.abs(whole.alpha - tiled.alpha).mean() < 2e-3
    assert [step.t for step in tiled.steps] == [100, 50, 0]
    np.testing.assert_allclose(tiled.steps[0].denoised.astype(np.float32), whole.steps[0].denoised, atol=5e-3)


def test_steps_of_a_tiled_run_are_told_as_each_tile_fills_them() -> None:
    config = replace(TINY_GUIDED, tile=192, tile_overlap=64)
    predictor = MattingPredictor(tiny_model(config), device="cpu", precision="float32")
    picture, trimap = picture_and_trimap(192, 320)
    told: list[StepMattes] = []
    result = predictor.run(picture, trimap, settings=replace(FAST, tile=192), on_step=told.append)
    assert [step.index for step in told] == [0, 1, 2] * 3
    right = np.zeros(trimap.shape, bool)
    right[:, 200:] = trimap[:, 200:] == 128
    assert (told[2].alpha0[right] == 0.5).all()  # not reached by the first tile
    assert np.array_equal(told[-1].alpha0, result.steps[2].alpha0)


def test_known_pixels_keep_the_trimaps_values_in_every_step_of_a_tiled_run() -> None:
    config = replace(TINY_GUIDED, tile=192, tile_overlap=64)
    predictor = MattingPredictor(tiny_model(config), device="cpu", precision="float32")
    picture, _ = picture_and_trimap(192, 512)
    trimap = np.full((192, 512), 255, np.uint8)
    trimap[:, :30], trimap[:, 30:60] = 0, 128  # all unknown pixels in the first of the tiles
    result = predictor.run(picture, trimap, settings=replace(FAST, tile=192))
    for step in result.steps:
        assert (step.alpha0[trimap == 255] == 1).all() and (step.denoised[trimap == 0] == 0).all()
    unknown = np.count_nonzero(trimap == 128)
    assert max(step.nbytes for step in result.steps) <= 4 * 2 * unknown  # four mattes of half floats


def test_precision_is_decided_alike_every_time() -> None:
    cpu = torch.device("cpu")
    assert len({resolve_precision("auto", cpu) for _ in range(20)}) == 1


def test_region_changes_nothing_outside_and_is_the_whole_inside(predictor: MattingPredictor) -> None:
    picture, trimap = picture_and_trimap(96, 288)
    whole = predictor.run(picture, trimap, settings=FAST).alpha
    previous = np.full(trimap.shape, 0.25, np.float32)
    told = []
    result = predictor.run(
        picture, trimap, settings=FAST, region=(120, 20, 40, 30), previous=previous, on_step=told.append
    )
    alpha = result.alpha
    around = trimap == 128
    around[20:50, 120:160] = False
    for step in (*result.steps, *told):  # one that is used in place of the alpha changes nothing outside
        assert np.array_equal(step.alpha0[around], previous[around].astype(np.float16))
    inside = np.zeros(trimap.shape, bool)
    inside[20:50, 120:160] = True
    assert np.array_equal(alpha[~inside], previous[~inside])
    assert np.abs(alpha - whole)[inside].mean() < 0.02
    with pytest.raises(SettingsError, match="does not lie inside"):
        predictor.run(picture, trimap, region=(280, 0, 40, 30), previous=previous)
    with pytest.raises(PictureError, match="earlier alpha"):
        predictor.run(picture, trimap, region=(0, 0, 40, 30))


def test_of_a_region_the_networks_see_it_and_its_surroundings_alone(predictor: MattingPredictor) -> None:
    picture, trimap = picture_and_trimap(64, 640)
    seen = []
    hook = predictor.model.encoder.register_forward_hook(
        lambda _, inputs, __: seen.append(inputs[0].shape[3])
    )
    predictor.run(picture, trimap, settings=FAST, region=(300, 0, 40, 64), previous=trimap / np.float32(255))
    hook.remove()
    assert seen == [
        256
    ]  # columns 192 to 436, padded: a grid's beginning 96 or more to the left, and 96 behind


def test_steps_and_progress_are_told_as_they_come(predictor: MattingPredictor) -> None:
    picture, trimap = picture_and_trimap()
    told: list[object] = []
    result = predictor.run(
        picture,
        trimap,
        settings=FAST,
        on_step=told.append,
        on_progress=lambda share, what: told.append(share),
    )
    steps = [item for item in told if isinstance(item, StepMattes)]
    shares = [item for item in told if isinstance(item, float)]
    assert shares == sorted(shares) and shares[-1] == 1
    assert [step.t for step in steps] == [100, 50, 0]
    assert told.index(steps[0]) < len(told) - 4  # the first step came while the networks still ran
    for told_step, kept in zip(steps, result.steps, strict=True):
        assert np.array_equal(told_step.alpha0, kept.alpha0)


def test_cancel_acts_before_the_next_network_call(predictor: MattingPredictor) -> None:
    picture, trimap = picture_and_trimap()
    calls: list[float] = []
    with pytest.raises(Cancelled):
        predictor.run(
            picture,
            trimap,
            settings=FAST,
            on_progress=lambda share, what: calls.append(share),
            cancelled=lambda: len(calls) >= 3,
        )
    assert len(calls) == 3
    assert not predictor.model.encoder._forward_hooks  # nothing is left behind
    assert predictor.run(picture, trimap, settings=FAST).alpha.any()


def test_closed_form_of_too_much_is_solved_smaller_and_has_no_help(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, trimap = picture_and_trimap()
    monkeypatch.setattr("core.predictor.CLOSED_FORM_MAX_UNKNOWN", 500)
    with monkeypatch.context() as without:
        without.setattr("core.imaging.coarse.colour_likeness", None)  # to be called by nobody
        without.setattr("core.imaging.coarse.colour_links", None)
        result = MattingPredictor("closed-form").run(picture, trimap)
    for name, value in (("EXPONENT", 1), ("LIKENESS_WEIGHT", 0), ("LINK_WEIGHT", 0)):  # those are the start's
        monkeypatch.setattr(f"core.imaging.coarse.{name}", value)
    alone = coarse_start(picture.astype(np.float32) / 255, trimap, scale=1, max_unknown=500)[..., 0]
    np.testing.assert_allclose(result.alpha, alone, atol=5e-3)  # solved to a tolerance
    assert any("smaller size" in note for note in result.notes)


def test_models_that_start_from_the_trimap_solve_no_coarse_matte() -> None:
    predictor = MattingPredictor(tiny_model(TINY_PAPER), device="cpu", precision="float32")
    picture, trimap = picture_and_trimap()
    assert predictor.run(picture, trimap, settings=FAST).start is None


def test_sdedit_differs(predictor: MattingPredictor) -> None:
    picture, trimap = picture_and_trimap()
    corrected = predictor.run(picture, trimap, settings=FAST)
    sdedit = predictor.run(picture, trimap, settings=replace(FAST, correct=False))
    assert all(step.corrected is None for step in sdedit.steps)
    assert not np.array_equal(corrected.alpha, sdedit.alpha)


def test_closed_form_is_a_model_without_steps() -> None:
    picture, trimap = picture_and_trimap()
    result = MattingPredictor("closed-form").run(picture, trimap)
    assert result.steps == () and 0 < result.alpha[trimap == 128].mean() < 1


def test_notes_tell_what_the_weights_were_not_trained_for(predictor: MattingPredictor) -> None:
    picture, trimap = picture_and_trimap()
    notes = predictor.run(picture, trimap, settings=RunSettings(t_start=90, steps=7)).notes
    assert any("T = 90: the alpha may" in note for note in notes) and any("S = 7: " in note for note in notes)
    trimap[:, 2:-2] = 128
    assert any("is unknown. Slow" in note for note in predictor.run(picture, trimap, settings=FAST).notes)


def test_bad_input_is_refused_in_words(predictor: MattingPredictor) -> None:
    picture, trimap = picture_and_trimap()
    with pytest.raises(TrimapError, match="130"):
        predictor.run(picture, trimap[:, :-1])
    with pytest.raises(TrimapError, match="no foreground"):
        predictor.run(picture, np.minimum(trimap, 128))
    with pytest.raises(SettingsError, match="tile size is 100"):
        predictor.run(picture, trimap, settings=RunSettings(tile=100))
    with pytest.raises(SettingsError, match="tpu"):
        resolve_device("tpu")
    with pytest.raises(SettingsError, match="float8"):
        resolve_precision("float8", torch.device("cpu"))
