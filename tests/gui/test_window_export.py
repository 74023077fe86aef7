"""Export in the real window: what is written is the Result, in every kind and format."""

import cv2
import numpy as np
import OpenEXR
import pytest
from PIL import Image, ImageCms, ImageSequence

from core.imaging.colour import srgb_to_linear
from core.imaging.compositing import foreground_for
from core.imaging.picture import Picture
from core.imaging.reading import read_grey, read_picture
from tests.gui.conftest import HEIGHT, WIDTH
from tests.gui.export_steps import opened, write


@pytest.mark.parametrize(
    ("suffix", "depth"),
    [
        (".png", 8),
        (".png", 16),
        (".tif", 8),
        (".tif", 16),
        (".tif", "half"),
        (".tif", "float"),
        (".webp", 8),
        (".exr", "half"),
        (".exr", "float"),
    ],
)
def test_the_exported_alpha_is_the_result(driver, known_trimap, tmp_path, suffix, depth):
    dialog = opened(driver, known_trimap, tmp_path, "alpha")
    dialog.pages["alpha"].choose("format", suffix)
    dialog.pages["alpha"].choose("depth", depth)
    assert write(driver, dialog) == [tmp_path / f"picture_alpha{suffix}"]
    alpha, written = driver.document.result_alpha(), read_grey(tmp_path / f"picture_alpha{suffix}")
    if written.dtype.kind == "u":
        full = np.iinfo(written.dtype).max
        assert np.array_equal(written, np.rint(alpha * np.float64(full)).astype(written.dtype))
    else:
        assert np.array_equal(written, alpha.astype({"half": np.float16, "float": np.float32}[depth]))
    assert not driver.window.isWindowModified()


def test_a_step_in_use_is_what_is_exported(driver, known_trimap, tmp_path):
    driver.open(known_trimap)
    driver.matte()
    driver.document.use_step(2, "alpha0")
    dialog = opened(driver, known_trimap, tmp_path, "alpha")
    assert dialog.windowTitle() == "Export Run 1 · Step 2 (t = 150), Estimate (α̃₀)"
    dialog.place.pattern.setText("{kind}-{run}-{step}")
    assert [path.name for path in write(driver, dialog)] == ["alpha-1-02.png"]
    expected = np.rint(driver.document.result_alpha() * np.float32(255))
    assert np.array_equal(read_grey(tmp_path / "alpha-1-02.png"), expected)


@pytest.mark.parametrize("premultiplied", [False, True], ids=["straight", "premultiplied"])
@pytest.mark.parametrize("colours", ["estimated", "original"])
def test_a_cut_out_and_its_foreground(driver, known_trimap, tmp_path, colours, premultiplied):
    dialog = opened(driver, known_trimap, tmp_path, "cutout", "foreground")
    dialog.pages["cutout"].choose("transparency", "premultiplied" if premultiplied else "straight")
    for kind in ("cutout", "foreground"):
        dialog.pages[kind].choose("colours", colours)
    assert ("Premultiplied" in dialog.pages["cutout"].words.text()) == premultiplied
    write(driver, dialog)
    alpha, picture = driver.document.result_alpha(), driver.document.picture
    expected = foreground_for(picture, alpha, colours == "estimated")
    assert np.array_equal(expected, picture.pixels) == (colours == "original")
    foreground = read_picture(tmp_path / "picture_foreground.png")
    assert foreground.alpha is None
    assert np.array_equal(foreground.pixels, expected)
    cutout = read_picture(tmp_path / "picture_cutout.png")
    assert np.array_equal(cutout.alpha, np.rint(alpha * np.float32(255)))
    if premultiplied:
        expected = np.rint(expected / np.float32(255) * alpha[..., None] * np.float32(255))
    assert np.array_equal(cutout.pixels, expected)


def test_exr_is_premultiplied_whatever_was_chosen(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, tmp_path, "cutout", "alpha")
    page = dialog.pages["cutout"]
    page.choose("transparency", "straight")
    page.choose("colours", "original")
    page.choose("format", ".exr")
    page.choose("depth", "float")
    assert not page.boxes["transparency"].isEnabled()
    assert "channels R, G, B, A" in page.words.text()
    write(driver, dialog)
    found = OpenEXR.File(str(tmp_path / "picture_cutout.exr"), separate_channels=True).channels()
    alpha = driver.document.result_alpha()
    linear = srgb_to_linear(driver.document.picture.pixels / np.float32(255))
    assert set(found) == set("RGBA")
    assert np.array_equal(found["A"].pixels, alpha)
    for place, name in enumerate("RGB"):
        assert np.array_equal(found[name].pixels, linear[..., place] * alpha)


def test_composites_over_a_colour_a_picture_and_nothing(driver, known_trimap, tmp_path):
    cv2.imwrite(str(tmp_path / "sky.png"), np.full((30, 40, 3), (200, 100, 50), np.uint8))
    backgrounds = {"colour": (255, 255, 255), "picture": (50, 100, 200), "transparent": None}
    for background, expected in backgrounds.items():
        dialog = opened(driver, known_trimap, tmp_path / background, "composite")
        dialog.place.path.mkdir()
        page = dialog.pages["composite"]
        page.choose("colours", "original")
        if background == "picture":
            page.set_background(tmp_path / "sky.png")
        page.choose("background", background)
        write(driver, dialog)
        found = read_picture(tmp_path / background / "picture_composite.png")
        pixels = driver.document.picture.pixels
        assert np.array_equal(found.pixels[:, 100:], pixels[:, 100:])
        if background == "transparent":
            alpha = np.rint(driver.document.result_alpha() * np.float32(255))
            assert np.array_equal(found.alpha, alpha)
        else:
            assert (found.pixels[:, :60] == expected).all()


def test_the_profile_and_the_metadata_are_kept(driver, known_trimap, tmp_path):
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[271], exif[274] = "Maker", 1
    pixels = np.random.default_rng(1).integers(0, 65536, (HEIGHT, WIDTH, 3), np.uint16)
    driver.document.open_picture(Picture(pixels, icc=icc, exif=exif.tobytes()), known_trimap)
    dialog = opened(driver, known_trimap, tmp_path, "cutout")
    assert dialog.pages["cutout"].boxes["depth"].currentData() == 16  # as deep as the picture
    dialog.pages["cutout"].choose("colours", "original")
    for suffix in (".png", ".tif"):
        dialog.pages["cutout"].choose("format", suffix)
        (path,) = write(driver, dialog)
        found = read_picture(path)
        assert np.array_equal(found.pixels, pixels)
        assert found.icc == icc
        metadata = Image.Exif()
        metadata.load(found.exif)
        assert metadata[271] == "Maker"


def test_steps_as_files_a_sheet_and_an_animation(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, tmp_path, "steps", "sheet", "animation")
    dialog.pages["steps"].choose("mattes", "denoised")
    dialog.pages["sheet"].choose("mattes", "denoised")
    dialog.pages["sheet"].choose("side", "128")
    dialog.pages["animation"].choose("mattes", "denoised")
    write(driver, dialog)
    steps = driver.document.current_run.steps
    files = sorted((tmp_path / "picture_steps").iterdir())
    assert len(files) == len(steps) + 1  # the start too
    step = np.clip(steps[2].denoised.astype(np.float32), 0, 1)
    found = read_grey(tmp_path / "picture_steps" / f"picture_denoised_02_t{steps[2].t:03d}.png")
    assert np.array_equal(found, np.rint(step * np.float32(255)))
    moments = len(steps) + 2  # start and result
    assert moments == 8
    sheet = read_grey(tmp_path / "picture_sheet.png")
    assert sheet.shape == (8 + 2 * (96 + 24 + 8), 8 + 6 * (128 + 8))  # six in a line
    with Image.open(tmp_path / "picture_animation.gif") as image:
        frames = [np.asarray(frame.convert("L")) for frame in ImageSequence.Iterator(image)]
    assert len(frames) == moments
    result = np.rint(driver.document.result_alpha() * np.float32(255))
    assert np.array_equal(frames[-1][:HEIGHT], result)


def test_an_mp4_of_the_steps(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, tmp_path, "animation")
    dialog.pages["animation"].choose("format", ".mp4")
    (path,) = write(driver, dialog)
    video = cv2.VideoCapture(str(path))
    assert video.get(cv2.CAP_PROP_FRAME_COUNT) == 7  # start, five estimates before the last, result


def test_a_run_without_steps_offers_none(driver, known_trimap, tmp_path):
    driver.open(known_trimap)
    driver.window.panel.model_box.setCurrentIndex(driver.window.panel.model_box.findData("closed-form"))
    driver.matte()
    dialog = opened(driver, known_trimap, tmp_path, "steps", "sheet", "animation")
    assert not any(dialog.is_checked(kind) for kind in ("steps", "sheet", "animation"))
    assert not dialog.write_button.isEnabled()
    assert "Tick at least one" in dialog.summary.text()
