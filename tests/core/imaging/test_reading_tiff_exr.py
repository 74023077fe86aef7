"""TIFF in its many layouts, and OpenEXR, through real files."""

import numpy as np
import pytest
import tifffile
from picture_files import HEIGHT, WIDTH, noise, save_exr

from core.imaging.reading import read_grey, read_picture


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float16, np.float32])
@pytest.mark.parametrize("planar", ["contig", "separate"])
@pytest.mark.parametrize("extra", [None, "unassalpha", "unspecified"])
def test_tiff_layouts(folder, dtype, planar, extra):
    samples = noise(4 if extra else 3, dtype)
    stored = samples if planar == "contig" else np.moveaxis(samples, -1, 0)
    extras = [extra] if extra else None
    tifffile.imwrite(folder / "a.tif", stored, photometric="rgb", planarconfig=planar, extrasamples=extras)
    picture = read_picture(folder / "a.tif")
    np.testing.assert_array_equal(picture.pixels, samples[..., :3])
    assert picture.linear == (np.dtype(dtype).kind == "f")
    if extra:
        np.testing.assert_array_equal(picture.alpha, samples[..., 3])


@pytest.mark.parametrize(("dtype", "tolerance"), [(np.uint16, 1e-3), (np.float32, 1e-6)])
def test_tiff_with_associated_alpha_becomes_straight(folder, dtype, tolerance):
    straight = noise(3, np.float32)
    alpha = np.linspace(0.2, 1, HEIGHT * WIDTH, dtype=np.float32).reshape(HEIGHT, WIDTH)
    samples = np.dstack([straight * alpha[..., None], alpha])
    full = 65535 if dtype == np.uint16 else 1
    tifffile.imwrite(
        folder / "a.tif", (samples * full).astype(dtype), photometric="rgb", extrasamples=["assocalpha"]
    )
    np.testing.assert_allclose(read_picture(folder / "a.tif").pixels / full, straight, atol=tolerance)


def test_tiff_in_which_white_is_zero(folder):
    grey = noise(1, np.uint8)[..., 0]
    tifffile.imwrite(folder / "fax.tif", grey, photometric="miniswhite")
    np.testing.assert_array_equal(read_grey(folder / "fax.tif"), 255 - grey)


@pytest.mark.parametrize("compression", ["lzw", "zlib", "packbits", "zstd", "jpeg"])
def test_tiff_compressions(folder, compression):
    pixels = np.full((32, 32, 3), 130, np.uint8)
    tifffile.imwrite(folder / "a.tif", pixels, photometric="rgb", compression=compression)
    assert np.abs(read_picture(folder / "a.tif").pixels.astype(int) - 130).max() <= 2


def test_the_first_tiff_page_counts(folder):
    pages = [noise(3, np.uint8, seed) for seed in range(2)]
    with tifffile.TiffWriter(folder / "pages.tif") as writer:
        for page in pages:
            writer.write(page, photometric="rgb")
    np.testing.assert_array_equal(read_picture(folder / "pages.tif").pixels, pages[0])


@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float16, 2e-3), (np.float32, 1e-6)])
def test_exr_becomes_straight_and_keeps_highlights(folder, dtype, tolerance):
    straight = noise(3, np.float32) * 4
    alpha = np.linspace(0.25, 1, HEIGHT * WIDTH, dtype=np.float32).reshape(HEIGHT, WIDTH)
    premultiplied = straight * alpha[..., None]
    planes = {name: premultiplied[..., i].astype(dtype) for i, name in enumerate("RGB")}
    save_exr(folder / "a.exr", planes | {"A": alpha.astype(dtype)})
    picture = read_picture(folder / "a.exr")
    assert picture.linear
    assert picture.pixels.max() > 1
    np.testing.assert_allclose(picture.pixels, straight, rtol=tolerance)
    np.testing.assert_allclose(picture.alpha, alpha, rtol=tolerance)


def test_exr_colour_without_alpha_is_kept_as_light(folder):
    glow, clear = np.full((2, 2), 0.5, np.float32), np.zeros((2, 2), np.float32)
    save_exr(folder / "a.exr", {"R": glow, "G": glow, "B": glow, "A": clear})
    np.testing.assert_array_equal(read_picture(folder / "a.exr").pixels, 0.5)


def test_exr_values_that_no_picture_holds(folder, caplog):
    red = np.array([[np.nan, np.inf, -np.inf, -1, 0.5]], np.float32)
    save_exr(folder / "odd.exr", {"R": red, "G": red, "B": red})
    pixels = read_picture(folder / "odd.exr").pixels
    np.testing.assert_array_equal(pixels[0, :, 0], [0, 65504, 0, 0, 0.5])
    assert "12 values" in caplog.text


@pytest.mark.parametrize("names", ["A", "Y", "Z"])
def test_exr_of_one_channel_is_grey(folder, names):
    plane = noise(1, np.float32)[..., 0]
    save_exr(folder / "one.exr", {names: plane})
    np.testing.assert_array_equal(read_grey(folder / "one.exr"), plane)
    np.testing.assert_array_equal(read_picture(folder / "one.exr").pixels, np.dstack([plane] * 3))


def test_exr_layer_and_data_window(folder):
    plane = noise(1, np.float32)[..., 0]
    display = (np.array([0, 0], np.int32), np.array([WIDTH + 1, HEIGHT], np.int32))
    data = (np.array([-1, 1], np.int32), np.array([WIDTH - 2, HEIGHT], np.int32))
    save_exr(
        folder / "a.exr", {f"beauty.{name}": plane for name in "RGB"}, displayWindow=display, dataWindow=data
    )
    expected = np.zeros((HEIGHT + 1, WIDTH + 2), np.float32)
    expected[1:, : WIDTH - 1] = plane[:, 1:]
    np.testing.assert_array_equal(read_picture(folder / "a.exr").pixels[..., 0], expected)
