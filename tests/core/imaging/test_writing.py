"""Files written, read back, and never left half-written."""

import errno
import os

import numpy as np
import OpenEXR
import pytest
import tifffile
from PIL import Image

from core.errors import PictureError
from core.imaging import writing
from core.imaging.colour import srgb_to_linear, to_unit
from core.imaging.reading import read_grey, read_picture
from core.imaging.writing import WRITABLE_SUFFIXES, depths_for, write_alpha, write_rgb, write_rgba

ALPHA_DEPTHS = [
    (suffix, depth)
    for suffix in WRITABLE_SUFFIXES
    if suffix not in (".jpg", ".jpeg")
    for depth in depths_for(f"a{suffix}")
]
# Half a step of the depth; a half float has 11 significant bits.
STEP = {8: 0.5 / 255, 16: 0.5 / 65535, "half": 2.0**-12, "float": 0}


@pytest.fixture
def alpha():
    alpha = np.random.default_rng(0).random((9, 7), dtype=np.float32)
    alpha[:2], alpha[-2:] = 0, 1
    return alpha


def pixels(dtype: type) -> np.ndarray:
    values = np.random.default_rng(1).random((9, 7, 3), dtype=np.float32)
    return values if dtype == np.float32 else (values * np.iinfo(dtype).max).astype(dtype)


@pytest.mark.parametrize(("suffix", "depth"), ALPHA_DEPTHS)
def test_alpha_reads_back(tmp_path, alpha, suffix, depth):
    path = tmp_path / f"Größe 照片{suffix.upper()}"
    write_alpha(path, alpha, depth)
    again = to_unit(read_grey(path))
    assert np.abs(again - alpha).max() <= STEP[depth] + 1e-7
    np.testing.assert_array_equal(again[alpha == 1], 1)
    np.testing.assert_array_equal(again[alpha == 0], 0)


def test_alpha_alone_is_channel_a(tmp_path, alpha):
    write_alpha(tmp_path / "a.exr", alpha, "half")
    channels = OpenEXR.File(str(tmp_path / "a.exr"), separate_channels=True).channels()
    assert list(channels) == ["A"]
    assert channels["A"].pixels.dtype == np.float16


@pytest.mark.parametrize(
    ("suffix", "dtype"),
    [(".png", np.uint8), (".png", np.uint16), (".tif", np.uint8), (".tiff", np.uint16), (".webp", np.uint8)],
)
def test_cut_outs_are_bit_exact_in_the_pictures_own_depth(tmp_path, alpha, suffix, dtype):
    colour = pixels(dtype)
    write_rgba(tmp_path / f"cut{suffix}", colour, alpha)
    again = read_picture(tmp_path / f"cut{suffix}")
    np.testing.assert_array_equal(again.pixels, colour)
    np.testing.assert_array_equal(again.alpha, np.rint(alpha * np.iinfo(dtype).max))
    write_rgb(tmp_path / f"rgb{suffix}", colour)
    np.testing.assert_array_equal(read_picture(tmp_path / f"rgb{suffix}").pixels, colour)


def test_premultiplied_files(tmp_path, alpha):
    colour = pixels(np.uint16)
    expected = colour / 65535 * alpha[..., None]
    write_rgba(tmp_path / "a.png", colour, alpha, premultiplied=True)
    np.testing.assert_allclose(read_picture(tmp_path / "a.png").pixels / 65535, expected, atol=1e-5)
    write_rgba(tmp_path / "a.tif", colour, alpha, premultiplied=True)
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert [int(kind) for kind in file.pages[0].extrasamples] == [1]  # associated alpha
        np.testing.assert_allclose(file.asarray()[..., :3] / 65535, expected, atol=1e-5)


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_exr_is_linear_and_premultiplied(tmp_path, alpha, dtype):
    colour = pixels(dtype)
    linear = colour if dtype == np.float32 else srgb_to_linear(colour / np.float32(255))
    write_rgba(tmp_path / "a.exr", colour, alpha, depth="float")
    channels = OpenEXR.File(str(tmp_path / "a.exr"), separate_channels=True).channels()
    assert set(channels) == set("RGBA")
    np.testing.assert_array_equal(channels["A"].pixels, alpha)
    for i, name in enumerate("RGB"):
        np.testing.assert_allclose(channels[name].pixels, linear[..., i] * alpha, atol=1e-7)
    again = read_picture(tmp_path / "a.exr").pixels
    np.testing.assert_allclose(again[alpha > 0], linear[alpha > 0], rtol=1e-5)


@pytest.mark.parametrize("suffix", [".png", ".jpg"])
def test_scene_linear_pictures_are_encoded_for_integer_files(tmp_path, suffix):
    # 0.5 linear is 0.7354 on the sRGB curve (IEC 61966-2-1); what is above 1 is clipped
    colour = np.full((16, 16, 3), 0.5, np.float32)
    colour[:, 8:] = 3
    write_rgb(tmp_path / f"a{suffix}", colour, depth=8)
    again = read_picture(tmp_path / f"a{suffix}").pixels
    assert abs(int(again[4, 2, 0]) - 188) <= 1
    assert again[4, 13, 0] >= 254


@pytest.mark.parametrize(
    ("dtype", "suffix", "expected"),
    [
        (np.uint8, ".png", np.uint8),
        (np.uint16, ".png", np.uint16),
        (np.uint16, ".webp", np.uint8),
        (np.float32, ".tif", np.uint16),
        (np.uint16, ".exr", np.float32),
    ],
)
def test_the_nearest_depth_is_chosen(tmp_path, dtype, suffix, expected):
    write_rgb(tmp_path / f"a{suffix}", pixels(dtype))
    assert read_picture(tmp_path / f"a{suffix}").pixels.dtype == expected


@pytest.mark.parametrize(
    ("name", "depth", "match"),
    [
        ("a.webp", 16, "cannot hold a depth of 16: choose 8"),
        ("a.png", "half", "choose 8 or 16"),
        ("a.exr", 8, "choose half or float"),
        ("a.jpg", 8, "JPEG would change"),
        ("a.gif", 8, r"ending must be one of \.png"),
        ("missing/a.png", 8, "could not be written"),
    ],
)
def test_what_cannot_be_written_says_what_can(tmp_path, alpha, name, depth, match):
    with pytest.raises(PictureError, match=match):
        write_alpha(tmp_path / name, alpha, depth)
    assert list(tmp_path.iterdir()) == []


def test_bad_arrays_are_refused(tmp_path, alpha):
    with pytest.raises(PictureError, match="values from 0 to 1"):
        write_alpha(tmp_path / "a.png", alpha * 255)
    with pytest.raises(PictureError, match="values from 0 to 1"):
        write_alpha(tmp_path / "a.png", np.full((2, 2), np.nan))
    with pytest.raises(PictureError, match="float64"):
        write_rgb(tmp_path / "a.png", np.zeros((2, 2, 3)))
    with pytest.raises(PictureError, match="not that of the pixels"):
        write_rgba(tmp_path / "a.png", pixels(np.uint8), alpha[1:])
    with pytest.raises(PictureError, match="no transparency"):
        write_rgba(tmp_path / "a.jpg", pixels(np.uint8), alpha)
    with pytest.raises(PictureError, match="16383 pixels a side"):
        write_rgb(tmp_path / "a.webp", np.zeros((1, 20_000, 3), np.uint8))


def test_a_failed_write_leaves_the_good_file(tmp_path, alpha, monkeypatch):
    path = tmp_path / "a.png"
    write_alpha(path, alpha)
    good = path.read_bytes()

    def full_disk(self, data):
        with open(self, "wb") as file:
            file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(type(path), "write_bytes", full_disk)
    with pytest.raises(PictureError, match=r"No space left on device.*unchanged"):
        write_alpha(path, 1 - alpha)
    assert path.read_bytes() == good
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".exr", ".jpg"])
def test_a_file_that_reads_back_differently_is_not_kept(tmp_path, monkeypatch, suffix):
    path = tmp_path / f"a{suffix}"
    write_rgb(path, pixels(np.uint8))
    good = path.read_bytes()
    encode = writing.encode
    monkeypatch.setattr(writing, "encode", lambda samples, *a, **k: encode(samples[1:], *a, **k))
    with pytest.raises(PictureError, match="reads back differently"):
        write_rgb(path, pixels(np.uint8))
    assert path.read_bytes() == good
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="modes and links are POSIX matters")
def test_links_and_modes_are_kept(tmp_path, alpha):
    target, link = tmp_path / "target.png", tmp_path / "link.png"
    write_alpha(target, alpha)
    target.chmod(0o640)
    link.symlink_to(target)
    write_alpha(link, 1 - alpha)
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    np.testing.assert_allclose(to_unit(read_grey(target)), 1 - alpha, atol=STEP[8])


def test_pillow_reads_the_sixteen_bit_png_with_its_metadata(tmp_path):
    """Another program must accept the chunks that are put in by hand."""
    exif = Image.Exif()
    exif[271] = "Maker"
    write_rgb(tmp_path / "a.png", pixels(np.uint16), exif=exif.tobytes())
    with Image.open(tmp_path / "a.png") as image:
        image.load()
        assert image.getexif()[271] == "Maker"
