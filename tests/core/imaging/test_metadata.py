"""Orientation is applied and then reset; everything else in the EXIF block and the profile survives."""

import struct

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms, ImageOps

from core.imaging.metadata import upright_exif
from core.imaging.reading import read_grey, read_picture
from core.imaging.writing import write_rgb

UPRIGHT = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3) * 10
# How a camera stores the upright picture under each EXIF orientation: the inverse of what a reader must do.
STORED = {
    1: UPRIGHT,
    2: UPRIGHT[:, ::-1],
    3: UPRIGHT[::-1, ::-1],
    4: UPRIGHT[::-1],
    5: UPRIGHT.swapaxes(0, 1),
    6: np.rot90(UPRIGHT, 1),
    7: UPRIGHT[::-1, ::-1].swapaxes(0, 1),
    8: np.rot90(UPRIGHT, -1),
}


def exif_block(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[271] = "Maker"
    exif[274] = orientation
    exif[315] = "Zoë".encode()
    exif[34665] = {36867: "2024:01:02 03:04:05"}
    return exif


def parsed(block: bytes) -> Image.Exif:
    exif = Image.Exif()
    exif.load(block)
    return exif


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.png", "a.webp", "a.tif"])
def test_orientation_is_applied_once(tmp_path, orientation, name):
    stored = np.ascontiguousarray(STORED[orientation])
    options = {"lossless": True} if name == "a.webp" else {}
    Image.fromarray(stored).save(tmp_path / name, exif=exif_block(orientation).tobytes(), **options)
    picture = read_picture(tmp_path / name)
    np.testing.assert_array_equal(picture.pixels, UPRIGHT)
    np.testing.assert_array_equal(read_grey(tmp_path / name), UPRIGHT[..., 1])
    kept = parsed(picture.exif)
    assert kept[274] == 1
    assert kept[271] == "Maker"
    assert kept.get_ifd(34665)[36867] == "2024:01:02 03:04:05"
    write_rgb(tmp_path / "again.png", picture.pixels, exif=picture.exif)
    np.testing.assert_array_equal(read_picture(tmp_path / "again.png").pixels, UPRIGHT)


def test_orientation_agrees_with_pillow(tmp_path):
    """Pillow's own transposition is the second opinion on what the eight numbers mean."""
    for orientation in range(1, 9):
        Image.fromarray(UPRIGHT).save(tmp_path / "a.png", exif=exif_block(orientation))
        with Image.open(tmp_path / "a.png") as image:
            expected = np.asarray(ImageOps.exif_transpose(image))
        np.testing.assert_array_equal(read_picture(tmp_path / "a.png").pixels, expected)


@pytest.mark.parametrize("orientation", [1, 6])
def test_orientation_of_a_sixteen_bit_tiff(tmp_path, orientation):
    stored = np.ascontiguousarray(STORED[orientation]).astype(np.uint16) * 257
    tag = (274, 3, 1, orientation, True)
    tifffile.imwrite(tmp_path / "a.tif", stored, photometric="rgb", extratags=[tag], metadata=None)
    np.testing.assert_array_equal(read_picture(tmp_path / "a.tif").pixels, UPRIGHT.astype(np.uint16) * 257)


def test_only_orientation_and_thumbnail_of_an_exif_block_change():
    block = exif_block(8).tobytes()
    kept, orientation = upright_exif(block)
    assert orientation == 8
    assert len(kept) == len(block)
    assert sum(a != b for a, b in zip(kept, block, strict=True)) == 1


@pytest.mark.parametrize("block", [b"", b"Exif\0\0", b"Exif\0\0II*\0\x08\0\0\0\xff\xff", b"rubbish" * 9])
def test_a_broken_block_is_dropped(block, caplog):
    assert upright_exif(block) == (None, 1)
    assert "cannot be kept" in caplog.text


@pytest.mark.parametrize("name", ["out.png", "out.jpg", "out.webp", "out.tif"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_profile_and_texts_survive_a_save(tmp_path, name, dtype):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.fromarray(UPRIGHT).save(tmp_path / "a.png", exif=exif_block(1), icc_profile=profile)
    picture = read_picture(tmp_path / "a.png")
    full = np.iinfo(dtype).max // 255
    write_rgb(tmp_path / name, picture.pixels.astype(dtype) * dtype(full), icc=picture.icc, exif=picture.exif)
    again = read_picture(tmp_path / name)
    assert again.icc == profile
    assert parsed(again.exif)[271] == "Maker"
    assert parsed(again.exif)[315].encode("latin-1") == parsed(picture.exif)[315].encode("latin-1")


def linear_grey_profile() -> bytes:
    """The smallest grey profile of gamma 1 that the ICC specification allows."""
    d50 = struct.pack(">3i", 63190, 65536, 54061)  # s15Fixed16 numbers
    tags = {b"wtpt": b"XYZ \0\0\0\0" + d50, b"kTRC": b"curv\0\0\0\0\0\0\0\0"}
    start = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        table += name + struct.pack(">II", start + len(body), len(content))
        body += content
    header = struct.pack(">I4xI4s4s4s", start + len(body), 0x02400000, b"mntr", b"GRAY", b"XYZ ")
    header += b"\0" * 12 + b"acsp" + b"\0" * 28 + d50
    return header.ljust(128, b"\0") + table + body


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_grey_profile_is_applied_to_pictures_but_not_to_mattes(tmp_path, dtype):
    scale = np.iinfo(dtype).max // 255
    grey = np.array([[0, 64, 128, 255]], dtype) * dtype(scale)
    tifffile.imwrite(tmp_path / "a.tif", grey, photometric="minisblack", iccprofile=linear_grey_profile())
    picture = read_picture(tmp_path / "a.tif")
    # linear_to_srgb of 0, 64, 128 and 255 (IEC 61966-2-1), give or take a step
    assert np.abs(picture.pixels[0, :, 0] / scale - [0, 137, 188, 255]).max() <= 1
    assert picture.icc is None
    np.testing.assert_array_equal(read_grey(tmp_path / "a.tif"), grey)


@pytest.mark.parametrize(("mode", "space"), [("L", b"GRAY"), ("CMYK", b"CMYK")])
def test_an_unusable_profile_is_ignored(tmp_path, caplog, mode, space):
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[16:20] = space  # the content is still RGB's
    Image.new(mode, (4, 4)).save(tmp_path / "a.tif", icc_profile=bytes(profile))
    picture = read_picture(tmp_path / "a.tif")
    assert picture.pixels.max() == (0 if mode == "L" else 255)
    assert picture.icc is None
    assert "profile is ignored" in caplog.text
