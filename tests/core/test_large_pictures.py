"""Large pictures: only what is unknown is computed, in pieces, and little memory is made do with."""

import contextlib
from dataclasses import replace

import cv2
import numpy as np
import pytest
import torch
from models_for_tests import TINY_GUIDED, TINY_HINTED, TINY_PAPER, tiny_model

import resources
from core.diffusion import NoiseMap
from core.errors import Cancelled, SettingsError
from core.imaging.coarse import HINTS, CoarseStart, coarse_start
from core.imaging.enlarging import CUBIC, LINEAR, NEAREST, enlarged
from core.imaging.picture import Picture
from core.imaging.reading import read_picture
from core.imaging.trimap import read_trimap
from core.models.diffusion_mat import DiffusionMat
from core.predictor import MattingPredictor, RunSettings
from core.tile_layers import TileLayers

FAST = RunSettings(t_start=100, steps=2)
TILED = replace(TINY_GUIDED, tile=256, tile_overlap=128, whole_up_to=1000)


def picture_with_a_band(height: int = 400, width: int = 700, band: int = 40) -> tuple[np.ndarray, np.ndarray]:
    """A disc's edge, unknown, of a picture of smooth noise."""
    rng = np.random.default_rng(0)
    picture = cv2.GaussianBlur(rng.integers(0, 256, (height, width, 3), np.uint8), (0, 0), 2)
    trimap = np.zeros((height, width), np.uint8)
    centre, radius = (width // 3, height // 2), height // 4
    cv2.circle(trimap, centre, radius, 255, -1)
    cv2.circle(trimap, centre, radius, 128, band)
    return picture, trimap


def predictor_of(config=TILED) -> MattingPredictor:
    return MattingPredictor(tiny_model(config), device="cpu", precision="float32")


@pytest.mark.parametrize("shape", [(3, 3), (75, 130), (1, (1 << 20) + 7), (2049, 1024)])
def test_noise_drawn_in_pieces_is_that_drawn_at_once(shape: tuple[int, int]) -> None:
    whole = torch.randn(*shape, generator=torch.Generator().manual_seed(7)).numpy()
    noise = NoiseMap(shape, 7)
    height, width = shape
    for rows, columns in (
        (slice(height - 1, height), slice(width // 3, width)),
        (slice(0, height), slice(0, width)),
        (slice(height // 2, height // 2 + 1), slice(0, 1)),
    ):
        np.testing.assert_array_equal(noise.crop(rows, columns), whole[rows, columns])


@pytest.mark.parametrize("channels", [1, 3, 1 + HINTS])
def test_a_tiles_layers_are_those_of_the_whole_picture_padded(channels: int) -> None:
    picture, trimap = picture_with_a_band(90, 150, 8)
    start = CoarseStart(picture.astype(np.float32) / 255, trimap)
    box = slice(10, 90), slice(0, 150)
    layers = TileLayers(Picture(picture), trimap, start, channels, 5, box, (96, 160))
    noise = torch.randn(90, 150, generator=torch.Generator().manual_seed(5)).numpy()
    whole = [
        picture / np.float32(255),
        trimap / np.float32(255),
        noise,
        start.part(slice(0, 90), slice(0, 150))[..., :channels],
    ]
    part = slice(32, 96), slice(64, 160)
    for tensor, layer in zip(layers.tensors(part), whole, strict=True):
        pad = [(0, 16), (0, 10), (0, 0)][: layer.ndim]
        expected = np.atleast_3d(np.pad(layer[box], pad, mode="reflect")[part])
        np.testing.assert_array_equal(tensor[0].numpy().transpose(1, 2, 0), expected)


def test_the_start_of_a_part_is_that_of_the_whole() -> None:
    picture, trimap = picture_with_a_band(100, 151, 20)
    image = picture.astype(np.float32) / 255
    whole = coarse_start(image, trimap)
    solve = CoarseStart(image, trimap)
    rows, columns = slice(13, 70), slice(40, 151)
    np.testing.assert_array_equal(solve.part(rows, columns), whole[rows, columns])
    np.testing.assert_array_equal(
        CoarseStart(Picture(picture), trimap).part(rows, columns), whole[rows, columns]
    )


@pytest.mark.parametrize("shape", [(50, 75), (50, 75, 3)])
@pytest.mark.parametrize(
    ("method", "as_opencv"),
    [(NEAREST, cv2.INTER_NEAREST_EXACT), (LINEAR, cv2.INTER_LINEAR), (CUBIC, cv2.INTER_CUBIC)],
)
def test_a_part_is_enlarged_as_opencv_does_the_whole(
    shape: tuple[int, ...], method: int, as_opencv: int
) -> None:
    small = np.random.default_rng(2).random(shape, np.float32)
    rows, columns = slice(13, 70), slice(40, 151)
    whole = cv2.resize(small, (152, 102), interpolation=as_opencv)
    part = enlarged(small, (102, 152), rows, columns, method)
    np.testing.assert_allclose(part, whole[rows, columns], atol=1e-5)


@pytest.mark.parametrize("depth", [np.uint8, np.uint16, np.float32])
def test_a_large_picture_is_made_small_in_bands(depth: type, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = cv2.GaussianBlur(np.random.default_rng(0).random((310, 405, 3), np.float32), (0, 0), 2)
    scale = 1 if depth is np.float32 else np.iinfo(depth).max
    whole = Picture((picture * scale).astype(depth))
    at_once = whole.srgb_small((201, 150))
    monkeypatch.setattr("core.imaging.picture._FLOATS_AT_ONCE", 20_000)
    assert np.abs(whole.srgb_small((201, 150)) - at_once).max() < 0.002  # OpenCV leaves out slivers of pixels


def test_networks_see_only_what_unknown_pixels_need() -> None:
    picture, _ = picture_with_a_band(200, 700)
    trimap = np.zeros((200, 700), np.uint8)
    trimap[:, 400:], trimap[:, 390:440] = 255, 128
    seen = []
    for config in (replace(TINY_GUIDED, whole_up_to=10**6), TILED):
        predictor = predictor_of(config)
        predictor.model.encoder.register_forward_hook(lambda _, inputs, __: seen.append(inputs[0].shape[2:]))
        result = predictor.run(picture, trimap, settings=FAST)
        assert (result.alpha[trimap != 128] == trimap[trimap != 128] / 255).all()
    assert seen == [(224, 192), (224, 192)]  # pixels 384 to 447, and 64 on both sides
    trimap[trimap == 128] = 0
    assert not predictor.run(picture, trimap, settings=FAST).steps  # nothing unknown, nothing run
    assert len(seen) == 2


def test_a_band_in_tiles_is_that_of_the_whole() -> None:
    picture, trimap = picture_with_a_band()
    tiled = predictor_of().run(picture, trimap, settings=FAST)
    whole = predictor_of(replace(TILED, whole_up_to=10**6)).run(picture, trimap, settings=FAST)
    unknown = trimap == 128
    assert np.abs(tiled.alpha - whole.alpha)[unknown].mean() < 1 / 255


@pytest.mark.parametrize("number", [0, 2])
def test_the_bundled_models_tiles_leave_no_seam_that_is_seen_at_eight_times_the_contrast(number) -> None:
    """Its smallest tiles; of such as do not overlap, steps of 9 and 12 levels were seen."""
    sample = resources.samples()[number]
    picture = read_picture(sample.picture)
    trimap, _ = read_trimap(sample.trimap, picture.size)
    predictor = MattingPredictor("compact", device="cpu", precision="float32")
    calls = []
    predictor.model.encoder.register_forward_hook(lambda *_: calls.append(1))
    whole, tiled = (
        predictor.run(picture, trimap, settings=RunSettings(tile=side), keep_steps=False).alpha
        for side in (768, predictor.config.smallest_tile)
    )
    assert len(calls) > 4
    assert 0 < np.abs(tiled - whole).max() < 1 / 255  # a level, of which that contrast makes eight


class _OutOfMemory:
    """A network that has room for so many pixels at a time."""

    def __init__(self, model: DiffusionMat, pixels: int) -> None:
        self.pixels, self.tried = pixels, []
        model.encoder.register_forward_pre_hook(self)

    def __call__(self, _: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        count, _, height, width = inputs[0].shape
        self.tried.append((count, height, width))
        if count * height * width > self.pixels:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 3.00 GiB.")


def test_out_of_memory_takes_smaller_tiles_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    picture, trimap = picture_with_a_band(400, 700)
    predictor = predictor_of(replace(TILED, tile=512, whole_up_to=10**6))
    memory = _OutOfMemory(predictor.model, 256 * 256)
    shares = []
    result = predictor.run(picture, trimap, settings=FAST, on_progress=lambda share, _: shares.append(share))
    (said,) = (note for note in result.notes if "tiles of 256 pixels" in note)
    assert said in caplog.messages
    assert shares == sorted(shares) and shares[-1] == 1
    memory.pixels = 10**7
    expected = predictor.run(picture, trimap, settings=replace(FAST, tile=256))
    assert not any("memory" in note for note in expected.notes)
    np.testing.assert_array_equal(result.alpha, expected.alpha)
    assert [step.t for step in result.steps] == [100, 50, 0]


def test_no_tile_is_so_small_that_it_would_not_overlap() -> None:
    predictor = predictor_of(replace(TILED, tile=512, tile_multiple=128, whole_up_to=10**6))
    with pytest.raises(SettingsError, match="multiple of 128 from 384 on"):
        predictor.run(*picture_with_a_band(), settings=replace(FAST, tile=256))
    memory = _OutOfMemory(predictor.model, 256 * 256)
    with pytest.raises(RuntimeError, match="out of memory"):
        predictor.run(*picture_with_a_band(), settings=FAST)
    assert (1, 256, 256) not in memory.tried


def test_several_tiles_at_once_become_one_where_memory_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, _ = picture_with_a_band(200, 800)
    trimap = np.zeros((200, 800), np.uint8)
    trimap[150:] = 255
    for left in (80, 336, 592):  # a tile for each, of one shape
        trimap[70:120, left : left + 40] = 128
    predictor = predictor_of()
    expected = predictor.run(picture, trimap, settings=FAST)
    monkeypatch.setattr("core.tiled_refinement.copies_that_fit", lambda device, before: 4)
    memory = _OutOfMemory(predictor.model, 10**7)
    several = predictor.run(picture, trimap, settings=FAST)
    assert max(count for count, *_ in memory.tried) > 1
    np.testing.assert_allclose(several.alpha, expected.alpha, atol=1e-5)
    memory.pixels = max(height * width for _, height, width in memory.tried)
    memory.tried.clear()
    result = predictor.run(picture, trimap, settings=FAST)
    assert {count for count, *_ in memory.tried[-3:]} == {1}
    assert [note for note in result.notes if "memory" in note] == [
        "CPU had too little memory for several tiles at once, so this was matted one by one."
    ]
    np.testing.assert_allclose(result.alpha, expected.alpha, atol=1e-5)


@pytest.mark.parametrize("tile", [None, 256])
def test_a_device_without_memory_leaves_it_to_the_cpu(tile, monkeypatch: pytest.MonkeyPatch) -> None:
    """The meta device stands for a GPU: it is another than the CPU, and here it has no memory at all.

    With `tile`, the CPU has room for tiles of that side only.
    """
    picture, trimap = picture_with_a_band()
    model = tiny_model(replace(TILED, tile=512, whole_up_to=10**6))
    predictor = MattingPredictor(model, device="cpu", precision="float32")
    expected = predictor.run(picture, trimap, settings=replace(FAST, tile=tile))
    on_cpu = model.copied_to("cpu")
    model.to("meta")
    monkeypatch.setattr(type(model), "copied_to", lambda self, device: on_cpu)
    memory = _OutOfMemory(model, 0)
    if tile is not None:
        _OutOfMemory(on_cpu, tile**2)
    monkeypatch.setattr(torch, "autocast", lambda *_, **__: contextlib.nullcontext())  # which knows no meta
    monkeypatch.setattr("core.tiled_refinement.resolve_precision", lambda name, device: "bfloat16")
    result = predictor.run(picture, trimap, settings=FAST)
    assert memory.tried and (result.device, result.precision) == ("CPU", "float32")
    said = ["meta had too little memory, so this was matted on the CPU, which takes longer."]
    if tile is not None:
        said.append("CPU had too little memory, so this was matted in tiles of 256 pixels.")
    assert [note for note in result.notes if "memory" in note] == said
    np.testing.assert_allclose(result.alpha, expected.alpha, atol=1e-5)


def test_a_cpu_without_memory_says_that_there_is_too_little() -> None:
    predictor = predictor_of()
    _OutOfMemory(predictor.model, 0)
    with pytest.raises(RuntimeError, match="out of memory"):
        predictor.run(*picture_with_a_band(), settings=FAST)
    assert not predictor.model.prior._forward_hooks


@pytest.mark.parametrize("config", [TINY_PAPER, TINY_HINTED])
def test_no_pass_of_the_prior_is_run_that_nobody_asks_for(config) -> None:
    predictor = predictor_of(config)
    calls = []
    hook = predictor.model.prior.register_forward_hook(lambda *_: calls.append(1))
    shares = []
    predictor.run(
        *picture_with_a_band(64, 96, 8), settings=FAST, on_progress=lambda share, _: shares.append(share)
    )
    hook.remove()
    assert len(calls) == (4 if config.order == "correct_then_step" else 3)
    assert shares[-2:] == [1, 1]  # the last call of a network, and "Done"


def test_the_coarse_start_of_a_long_strip_tells_how_far_it_is_and_can_be_cancelled() -> None:
    rng = np.random.default_rng(0)
    strip = cv2.GaussianBlur(rng.integers(0, 256, (40, 2500, 3), np.uint8), (0, 0), 3) / np.float32(255)
    trimap = np.full(strip.shape[:2], 128, np.uint8)
    trimap[:, :80], trimap[:, -80:] = 0, 255
    shares: list[float] = []
    CoarseStart(strip, trimap, report=shares.append)
    assert len(set(shares)) > 20 and 0 <= min(shares) < 0.2 and 0.9 < max(shares) <= 1
    for share in (0.1, 0.4, 0.8):
        shares.clear()
        with pytest.raises(Cancelled):
            CoarseStart(
                strip,
                trimap,
                report=shares.append,
                cancelled=lambda share=share: max(shares, default=0) > share,
            )
