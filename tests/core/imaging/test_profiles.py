"""RGB pictures with colour profiles other than sRGB's."""

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from core.imaging import profiles
from core.imaging.colour import linear_to_srgb, srgb_to_linear
from core.imaging.compositing import place_over
from core.imaging.picture import Picture
from core.imaging.profiles import rgb_to_srgb, srgb_to_rgb
from core.imaging.reading import read_picture
from core.imaging.writing import write_rgb, write_rgba

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
# Linear Display P3 to linear sRGB: both have the white D65, so that their primaries alone say it.
P3_TO_SRGB = np.array(
    [[1.2249402, -0.2249402, 0.0], [-0.0420570, 1.0420570, 0.0], [-0.0196376, -0.0786361, 1.0982736]]
)
UNUSABLE = [b"nonsense", b"nonsense" * 40, SRGB[:200]]


def display_p3() -> bytes:
    """The profile of Display P3: its primaries (adapted to D50), with the curve of sRGB's profile."""
    colorants = {
        b"rXYZ": (0.515121, 0.241196, -0.001053),
        b"gXYZ": (0.291977, 0.692245, 0.041885),
        b"bXYZ": (0.157104, 0.066574, 0.784073),
    }
    profile = bytearray(SRGB)
    for i in range(int.from_bytes(profile[128:132], "big")):
        entry = 132 + 12 * i
        if (name := bytes(profile[entry : entry + 4])) in colorants:
            start = int.from_bytes(profile[entry + 4 : entry + 8], "big") + 8
            numbers = np.rint(np.array(colorants[name]) * 65536).astype(">i4")
            profile[start : start + 12] = numbers.tobytes()
    return bytes(profile)


P3 = display_p3()


def picture(dtype: type, icc: bytes | None = P3) -> Picture:
    """Colours in the whole of the profile, greys among them."""
    values = np.random.default_rng(0).random((40, 30, 3))
    values[:10] = values[:10, :, :1]
    return Picture((values * np.iinfo(dtype).max).astype(dtype), icc=icc)


def expected_linear(pixels: np.ndarray) -> np.ndarray:
    return srgb_to_linear(pixels / np.iinfo(pixels.dtype).max) @ P3_TO_SRGB.T


@pytest.mark.parametrize(("dtype", "most"), [(np.uint8, 1.3 / 255), (np.uint16, 5e-4)])
def test_the_network_and_the_screen_get_srgb(dtype, most):
    wide = picture(dtype)
    expected = linear_to_srgb(np.clip(expected_linear(wide.pixels), 0, 1))
    assert np.abs(expected - wide.pixels / np.iinfo(dtype).max).max() > 0.1
    assert np.abs(wide.srgb_float() - expected).max() < most
    assert np.abs(wide.srgb8() / 255 - expected).max() < 1.3 / 255
    assert (wide.srgb_float().dtype, wide.srgb8().dtype) == (np.float32, np.uint8)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_exr_is_linear_srgb(tmp_path, dtype):
    wide = picture(dtype)
    write_rgb(tmp_path / "a.exr", wide.pixels, depth="float", icc=P3)
    # Reading makes 0 of what is below, as no screen can show it.
    expected = np.clip(expected_linear(wide.pixels), 0, None)
    assert np.abs(read_picture(tmp_path / "a.exr").pixels - expected).max() < 2e-4
    write_rgba(tmp_path / "b.exr", wide.pixels, np.ones(wide.pixels.shape[:2]), depth="float", icc=P3)
    assert np.abs(read_picture(tmp_path / "b.exr").pixels - expected).max() < 2e-4


def test_integer_files_keep_the_pictures_own_colours_and_profile(tmp_path):
    wide = picture(np.uint16)
    write_rgb(tmp_path / "a.png", wide.pixels, icc=P3)
    again = read_picture(tmp_path / "a.png")
    assert again.icc == P3
    np.testing.assert_array_equal(again.pixels, wide.pixels)


@pytest.mark.parametrize("shape", [(3,), (40, 30, 3)])
def test_a_backdrop_is_brought_to_the_pictures_colours(shape):
    wide = picture(np.uint16)
    red = np.broadcast_to(np.float32([1, 0, 0]), shape)
    over = place_over(wide, wide.pixels, np.zeros((40, 30), np.float32), red)
    # sRGB's red in Display P3, as colour pickers give it: (234, 51, 35) of 255
    assert np.abs(over / 257 - [234, 51, 35]).max() < 1
    np.testing.assert_array_equal(
        place_over(wide, wide.pixels, np.ones((40, 30), np.float32), red), wide.pixels
    )


@pytest.mark.parametrize("icc", [None, SRGB])
def test_srgb_itself_is_not_converted(icc):
    pixels, colour = picture(np.uint8).pixels, np.float32([0.1, 0.5, 1])
    assert rgb_to_srgb(pixels, icc) is pixels
    assert srgb_to_rgb(colour, icc) is colour


@pytest.mark.parametrize("icc", UNUSABLE, ids=["short", "long", "cut off"])
def test_a_profile_that_cannot_be_used_is_ignored_and_told_of(icc, caplog):
    profiles._is_foreign.cache_clear()
    pixels = picture(np.uint8).pixels
    assert rgb_to_srgb(pixels, icc) is pixels
    assert "cannot be used" in caplog.text


def test_the_conversion_agrees_with_pillow():
    wide = picture(np.uint8)
    source = ImageCms.ImageCmsProfile(io.BytesIO(P3))
    theirs = ImageCms.profileToProfile(
        Image.fromarray(wide.pixels), source, ImageCms.createProfile("sRGB"), renderingIntent=1
    )
    assert np.abs(wide.srgb8().astype(int) - np.asarray(theirs)).max() <= 1
