"""Every kind of output, written and read again: the exact arrays that were to be written."""

from types import SimpleNamespace

import cv2
import numpy as np
import OpenEXR
import pytest
import tifffile
from PIL import Image, ImageCms

from core.errors import Cancelled, PictureError, SettingsError
from core.exporting import writer
from core.exporting.animation import animation_frames, encode_animation
from core.exporting.names import Naming
from core.exporting.outputs import (
    MATTES,
    SUFFIXES,
    AlphaOutput,
    AnimationOutput,
    CompositeOutput,
    CutoutOutput,
    FileFormat,
    ForegroundOutput,
    SheetOutput,
    StepsOutput,
    depths_of,
)
from core.exporting.plan import plan_files
from core.exporting.steps import frames, moments
from core.exporting.subject import Subject
from core.exporting.writer import contents_of, write_files
from core.imaging.colour import srgb_to_linear
from core.imaging.compositing import foreground_for
from core.imaging.picture import Picture
from core.imaging.reading import read_grey, read_picture
from core.imaging.writing import encode_contents
from core.step_mattes import StepMattes

HEIGHT, WIDTH = 18, 26
FULL = {8: 255, 16: 65535}


def ramp() -> np.ndarray:
    alpha = np.tile(np.linspace(-0.2, 1.2, WIDTH, dtype=np.float32), (HEIGHT, 1))
    return np.clip(alpha, 0, 1)


def steps() -> tuple[StepMattes, ...]:
    noise = np.random.default_rng(3).standard_normal((3, HEIGHT, WIDTH)).astype(np.float16)
    made = []
    for index, t in enumerate((200, 100, 0)):
        matte = (ramp() + (1 - index / 2) * noise[index]).astype(np.float16)
        middle = None if index == 0 else matte
        made.append(StepMattes(t, index, matte, middle, middle, matte))
    return tuple(made)


def subject(dtype=np.uint8, **kept) -> Subject:
    values = np.random.default_rng(5).random((HEIGHT, WIDTH, 3), dtype=np.float32)
    pixels = values if dtype == np.float32 else (values * np.iinfo(dtype).max).astype(dtype)
    start = cv2.GaussianBlur(ramp(), (0, 0), 2)
    return Subject(Picture(pixels, **kept), ramp(), steps(), start)


def export(folder, *outputs, of: Subject | None = None, pattern="{name}_{kind}", **options) -> list:
    of = of or subject()
    planned = plan_files(outputs, of, folder, Naming(pattern, name="photo"))
    return write_files(planned, of, **options)


def channels(path) -> dict[str, np.ndarray]:
    found = OpenEXR.File(str(path), separate_channels=True).channels()
    return {name: channel.pixels for name, channel in found.items()}


@pytest.mark.parametrize("suffix", SUFFIXES["alpha"])
def test_an_alpha_in_every_depth_of_every_format(tmp_path, suffix):
    for depth in depths_of("alpha", suffix):
        (path,) = export(tmp_path, AlphaOutput(FileFormat(suffix, depth)))
        assert path == tmp_path / f"photo_alpha{suffix}"
        if suffix == ".exr":
            assert set(channels(path)) == {"A"}
        found = read_grey(path)
        if depth in FULL:
            assert np.array_equal(found, np.rint(ramp() * np.float64(FULL[depth])))
        else:
            dtype = np.float16 if depth == "half" else np.float32
            assert np.array_equal(found, ramp().astype(dtype).astype(np.float32))


@pytest.mark.parametrize("estimated", [True, False])
@pytest.mark.parametrize("premultiplied", [True, False])
@pytest.mark.parametrize(("suffix", "depth"), [(".png", 8), (".png", 16), (".tif", 16), (".webp", 8)])
def test_a_cut_out_straight_and_premultiplied(tmp_path, suffix, depth, premultiplied, estimated):
    of = subject(np.uint8 if depth == 8 else np.uint16)
    (path,) = export(tmp_path, CutoutOutput(FileFormat(suffix, depth), premultiplied, estimated), of=of)
    if suffix == ".png":
        stored = cv2.cvtColor(cv2.imread(str(path), cv2.IMREAD_UNCHANGED), cv2.COLOR_BGRA2RGBA)
    else:
        stored = tifffile.imread(path) if suffix == ".tif" else np.asarray(Image.open(path))
    colours = foreground_for(of.picture, of.alpha, estimated)
    assert (colours is of.picture.pixels) == (not estimated)
    full = np.float32(FULL[depth])
    expected = np.rint(colours / full * of.alpha[..., None] * full) if premultiplied else colours
    assert np.array_equal(stored[..., :3], expected)
    assert np.array_equal(stored[..., 3], np.rint(of.alpha * full))
    if suffix == ".tif":
        with tifffile.TiffFile(path) as file:  # 1: associated, 2: not, as TIFF 6.0 counts them
            assert [int(kind) for kind in file.pages[0].extrasamples] == [1 if premultiplied else 2]


@pytest.mark.parametrize("depth", ["half", "float"])
def test_a_cut_out_in_exr_is_scene_linear_and_premultiplied(tmp_path, depth):
    of = subject()
    (path,) = export(tmp_path, CutoutOutput(FileFormat(".exr", depth), estimated=False), of=of)
    found, dtype = channels(path), np.float16 if depth == "half" else np.float32
    assert set(found) == set("RGBA")
    linear = srgb_to_linear(of.picture.pixels / np.float32(255)).astype(dtype).astype(np.float32)
    for place, name in enumerate("RGB"):
        assert found[name].dtype == dtype
        assert np.array_equal(found[name], (linear[..., place] * of.alpha).astype(dtype))
    assert np.array_equal(found["A"], of.alpha.astype(dtype))


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".exr"])
def test_the_foreground_has_no_alpha(tmp_path, suffix):
    depth = depths_of("foreground", suffix)[0]
    (path,) = export(tmp_path, ForegroundOutput(FileFormat(suffix, depth), estimated=True))
    of = subject()
    colours = foreground_for(of.picture, of.alpha, True)
    assert not np.array_equal(colours, of.picture.pixels)
    if suffix == ".exr":
        assert set(channels(path)) == set("RGB")
    else:
        found = read_picture(path)
        assert found.alpha is None
        assert np.array_equal(found.pixels, colours)


def test_composites_on_a_colour_a_picture_and_nothing(tmp_path):
    of = subject()
    cv2.imwrite(str(tmp_path / "sky.png"), np.full((5, 9, 3), (200, 100, 50), np.uint8))
    eight = FileFormat(".png", 8)
    for background, expected in (((0.0, 1.0, 0.0), (0, 255, 0)), (tmp_path / "sky.png", (50, 100, 200))):
        (path,) = export(tmp_path, CompositeOutput(eight, background, estimated=False), of=of)
        back, alpha = np.array(expected, np.float32) / 255, of.alpha[..., None]
        over = back + alpha * (of.picture.pixels / np.float32(255) - back)
        assert np.array_equal(read_picture(path).pixels, np.rint(over * 255))
    (path,) = export(tmp_path, CompositeOutput(eight, None, estimated=False), of=of)
    found = read_picture(path)
    assert np.array_equal(found.pixels, of.picture.pixels)
    assert np.array_equal(found.alpha, np.rint(of.alpha * 255))
    with pytest.raises(PictureError, match="JPEG has no transparency"):
        export(tmp_path, CompositeOutput(FileFormat(".jpg"), None))


def test_the_profile_and_the_metadata_are_kept(tmp_path):
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[271], exif[274] = "Maker", 1
    of = subject(icc=icc, exif=exif.tobytes())
    for suffix in (".png", ".tif", ".webp"):
        written = export(
            tmp_path,
            CutoutOutput(FileFormat(suffix), estimated=False),
            ForegroundOutput(FileFormat(suffix), estimated=False),
            CompositeOutput(FileFormat(suffix), estimated=False),
            of=of,
        )
        for path in written:
            with Image.open(path) as image:
                assert image.info["icc_profile"] == icc
                assert image.getexif()[271] == "Maker"
                assert image.getexif().get(274, 1) == 1


def test_steps_are_a_file_each(tmp_path):
    of = subject()
    written = export(tmp_path, StepsOutput(FileFormat(".png", 16), ("denoised", "corrected")), of=of)
    assert [path.name for path in written] == [
        "photo_start_00.png",
        "photo_denoised_00_t200.png",
        "photo_denoised_01_t100.png",
        "photo_corrected_01_t100.png",
        "photo_denoised_02_t000.png",
        "photo_corrected_02_t000.png",
    ]
    assert {path.parent for path in written} == {tmp_path / "photo_steps"}
    expected = np.rint(np.clip(of.steps[1].corrected.astype(np.float32), 0, 1) * np.float32(65535))
    assert np.array_equal(read_grey(written[3]), expected)
    assert np.array_equal(read_grey(written[0]), np.rint(of.start * np.float32(65535)))


def test_a_contact_sheet_has_a_tile_for_every_moment(tmp_path):
    of = subject()
    # Start, t = 200, t = 100, and the result: the estimate at t = 0 is the result.
    assert [moment.label for moment in moments(of, ("alpha0",))] == [
        "Start",
        "Step 0 (t = 200)",
        "Step 1 (t = 100)",
        "Result",
    ]
    (path,) = export(tmp_path, SheetOutput(FileFormat(".png"), ("alpha0",), side=WIDTH), of=of)
    found = read_grey(path)
    lefts = [8 + column * (WIDTH + 8) for column in range(4)]
    assert found.shape == (8 + HEIGHT + 24 + 8, lefts[-1] + WIDTH + 8)
    tiles = [found[8 : 8 + HEIGHT, left : left + WIDTH] for left in lefts]
    assert np.array_equal(tiles[3], np.rint(of.alpha * 255))
    assert np.array_equal(
        tiles[1], np.rint(np.clip(of.steps[0].alpha0.astype(np.float32), 0, 1) * np.float32(255))
    )
    (path,) = export(tmp_path, SheetOutput(FileFormat(".webp"), MATTES, side=WIDTH), of=of)
    # Five moments in a line for each of the four kinds.
    assert read_grey(path).shape == (8 + 4 * (HEIGHT + 24 + 8), 8 + 5 * (WIDTH + 8))


def test_a_gif_holds_every_frame_exactly(tmp_path):
    of = subject()
    (path,) = export(tmp_path, AnimationOutput(FileFormat(".gif"), ("denoised",), side=WIDTH), of=of)
    found = animation_frames(path.read_bytes(), ".gif")
    assert len(found) == 5  # the start, three steps, the result
    for frame, expected in zip(found, frames(of, ("denoised",), WIDTH), strict=True):
        assert np.array_equal(frame, expected)
    with Image.open(path) as image:
        assert image.info["duration"] == 500  # two steps a second
        assert image.info["loop"] == 0


def test_an_mp4_has_as_many_frames(tmp_path):
    (path,) = export(tmp_path, AnimationOutput(FileFormat(".mp4"), MATTES, side=WIDTH, per_second=4))
    video = cv2.VideoCapture(str(path))
    assert video.get(cv2.CAP_PROP_FPS) == 4
    found = animation_frames(path.read_bytes(), ".mp4")
    assert len(found) == 5
    assert found[0].shape == (2 * (HEIGHT + 24), 2 * WIDTH)


@pytest.mark.parametrize("suffix", [".gif", ".mp4"])
def test_an_animation_that_reads_back_differently_is_not_kept(tmp_path, monkeypatch, suffix):
    monkeypatch.setattr(
        writer, "encode_animation", lambda shown, *_: encode_animation([255 - f for f in shown], *_)
    )
    with pytest.raises(PictureError, match="reads back differently"):
        export(tmp_path, AnimationOutput(FileFormat(suffix), side=WIDTH))
    assert list(tmp_path.iterdir()) == []


def test_cancelling_leaves_nothing(tmp_path):
    (tmp_path / "photo_alpha.png").write_text("an earlier one")
    asked = []

    def cancelled() -> bool:
        asked.append(len(list(tmp_path.iterdir())))
        return len(asked) > 3

    outputs = (AlphaOutput(FileFormat(".png")), StepsOutput(FileFormat(".png")))
    with pytest.raises(Cancelled):
        export(tmp_path, *outputs, cancelled=cancelled)
    assert max(asked) > 1  # some had been written
    assert [path.name for path in tmp_path.iterdir()] == ["photo_alpha.png"]
    assert (tmp_path / "photo_alpha.png").read_text() == "an earlier one"


def test_a_folder_made_for_files_that_fail_is_taken_away_again(tmp_path):
    wide = Subject(Picture(np.zeros((1, 17_000, 3), np.uint8)), np.zeros((1, 17_000), np.float32))
    outputs = (AlphaOutput(FileFormat(".png")), ForegroundOutput(FileFormat(".webp"), estimated=False))
    with pytest.raises(PictureError, match="16383 pixels a side"):
        export(tmp_path / "a" / "b", *outputs, of=wide, make_folders=True)
    assert list(tmp_path.iterdir()) == []
    export(tmp_path / "a" / "b", outputs[0], of=wide, make_folders=True)
    assert (tmp_path / "a" / "b" / "photo_alpha.png").is_file()


def test_no_folder_is_made_unasked(tmp_path):
    with pytest.raises(PictureError, match="could not be written"):
        export(tmp_path / "gone", AlphaOutput(FileFormat(".png")))
    assert list(tmp_path.iterdir()) == []


def test_two_files_of_one_name_and_the_picture_itself_are_refused(tmp_path):
    alpha, cutout = AlphaOutput(FileFormat(".png")), CutoutOutput(FileFormat(".png"))
    of = subject()
    with pytest.raises(SettingsError, match=r"Two files would be called photo.png: add \{kind\}"):
        plan_files((alpha, cutout), of, tmp_path, Naming("{name}", name="photo"))
    with pytest.raises(SettingsError, match=r"photo\.png would replace a picture"):
        plan_files((alpha,), of, tmp_path, Naming("{name}", name="photo"), inputs=[tmp_path / "photo.png"])


def test_the_colours_are_estimated_once_and_only_when_needed(tmp_path):
    asked = SimpleNamespace(times=0)

    def prepare() -> None:
        asked.times += 1

    of = subject()
    of.prepare = prepare
    export(tmp_path, AlphaOutput(FileFormat(".png")), of=of)
    assert asked.times == 0
    export(tmp_path, CutoutOutput(FileFormat(".png")), ForegroundOutput(FileFormat(".png")), of=of)
    assert asked.times == 1


def test_a_reduced_subject_shows_the_same_small(tmp_path):
    large = Subject(Picture(np.full((400, 600, 3), 77, np.uint8)), np.ones((400, 600), np.float32), steps())
    small = large.reduced(60)
    assert small.alpha.shape == (40, 60)
    assert small.alpha.max() <= 1
    contents = contents_of(CutoutOutput(FileFormat(".png"), estimated=False), small)
    assert (contents.samples[..., :3] == 77).all()
    assert encode_contents(contents).startswith(b"\x89PNG")


def test_the_edge_is_the_softest_part_as_it_is():
    pixels = np.random.default_rng(0).integers(0, 256, (300, 400, 3), np.uint8)
    alpha = np.zeros((300, 400), np.float32)
    alpha[220:260, 310:350] = 0.5
    alpha[10, 10] = 0.5
    part = Subject(Picture(pixels), alpha).edge(100)
    assert part.alpha.shape == (100, 100)
    assert np.count_nonzero(part.alpha) == 40 * 40
    top, left = (int(np.flatnonzero(part.alpha.any(axis)).min()) for axis in (1, 0))
    assert np.array_equal(part.picture.pixels[top : top + 40, left : left + 40], pixels[220:260, 310:350])
    assert Subject(Picture(pixels), np.ones_like(alpha)).edge(1000).alpha.shape == (300, 400)


def test_a_folder_of_a_files_name_is_found_before_anything_is_replaced(tmp_path):
    (tmp_path / "photo_alpha.png").write_text("an earlier one")
    (tmp_path / "photo_foreground.png").mkdir()
    outputs = (AlphaOutput(FileFormat(".png")), ForegroundOutput(FileFormat(".png"), estimated=False))
    with pytest.raises(PictureError, match=r"photo_foreground\.png is a folder"):
        export(tmp_path, *outputs)
    assert (tmp_path / "photo_alpha.png").read_text() == "an earlier one"
    assert len(list(tmp_path.iterdir())) == 2
