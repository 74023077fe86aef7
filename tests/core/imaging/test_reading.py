"""Pictures of every kind through real files, good and bad; TIFF and EXR have a file of their own."""

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import cv2
import imagecodecs
import numpy as np
import pytest
import tifffile
from picture_files import HEIGHT, WIDTH, noise, save_exr
from PIL import Image

from core.errors import PictureError
from core.imaging.picture import Picture
from core.imaging.reading import READABLE_SUFFIXES, read_grey, read_picture

ROOT = Path(__file__).parents[3]


def png(header: bytes, rows: bytes) -> bytes:
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    framed = (struct.pack(">I", len(b)) + k + b + struct.pack(">I", zlib.crc32(k + b)) for k, b in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


@pytest.mark.parametrize(
    ("name", "options"),
    [("a.png", {}), ("a.bmp", {}), ("a.tif", {}), ("a.webp", {"lossless": True})],
)
def test_eight_bit_rgb_is_exact(folder, name, options):
    pixels = noise(3, np.uint8)
    Image.fromarray(pixels).save(folder / name, **options)
    picture = read_picture(folder / name)
    np.testing.assert_array_equal(picture.pixels, pixels)
    assert picture.pixels.dtype == np.uint8
    assert picture.alpha is None
    assert picture.path == folder / name
    assert picture.size == (WIDTH, HEIGHT)


@pytest.mark.parametrize("name", ["a.jpg", "a.webp", "a.avif"])
def test_lossy_kinds_are_close(folder, name):
    ramp = np.linspace(20, 230, 64 * 48 * 3).reshape(48, 64, 3).astype(np.uint8)
    Image.fromarray(ramp).save(folder / name, quality=95)
    assert np.abs(read_picture(folder / name).pixels.astype(int) - ramp).max() <= 8


@pytest.mark.parametrize(("bits", "channels"), [(10, 1), (10, 3), (12, 4)])
def test_deep_avif_keeps_more_than_eight_bits(folder, bits, channels):
    samples = (noise(channels, np.float32).squeeze() * (2**bits - 1)).astype(np.uint16)
    (folder / "a.avif").write_bytes(imagecodecs.avif_encode(samples, bitspersample=bits, level=100))
    picture = read_picture(folder / "a.avif")
    colour = np.broadcast_to(samples[..., None] if channels == 1 else samples[..., :3], (HEIGHT, WIDTH, 3))
    np.testing.assert_allclose(picture.pixels / 65535, colour / (2**bits - 1), atol=1.5 / 2**bits)
    assert picture.pixels.dtype == np.uint16
    assert (picture.alpha is not None) == (channels == 4)


@pytest.mark.parametrize("suffix", [".png", ".tif"])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_sixteen_bits_are_exact(folder, suffix, channels):
    samples = noise(channels, np.uint16)
    path = folder / f"deep{suffix}"
    if suffix == ".png":
        stored = samples[..., [2, 1, 0, 3][:channels]] if channels > 1 else samples
        path.write_bytes(cv2.imencode(".png", np.ascontiguousarray(stored))[1].tobytes())
    else:
        tifffile.imwrite(path, samples.squeeze(), photometric="rgb" if channels > 1 else "minisblack")
    picture = read_picture(path)
    assert picture.pixels.dtype == np.uint16
    np.testing.assert_array_equal(picture.pixels, np.broadcast_to(samples[..., :3], (HEIGHT, WIDTH, 3)))
    if channels == 4:
        np.testing.assert_array_equal(picture.alpha, samples[..., 3])


def test_sixteen_bit_grey_with_alpha(folder):
    samples = noise(2, np.uint16)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 16, 4, 0, 0, 0)
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in samples)
    (folder / "la16.png").write_bytes(png(header, rows))
    picture = read_picture(folder / "la16.png")
    np.testing.assert_array_equal(picture.pixels, np.repeat(samples[..., :1], 3, axis=2))
    np.testing.assert_array_equal(picture.alpha, samples[..., 1])


@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.bmp"])
@pytest.mark.parametrize("mode", ["1", "L"])
def test_grey_becomes_rgb(folder, name, mode):
    image = Image.fromarray(noise(1, np.uint8)[..., 0]).convert(mode)
    image.save(folder / name)
    grey = np.asarray(image.convert("L"))
    np.testing.assert_array_equal(read_picture(folder / name).pixels, np.repeat(grey[..., None], 3, axis=2))
    np.testing.assert_array_equal(read_grey(folder / name), grey)


@pytest.mark.parametrize("name", ["a.png", "a.tif"])
@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_alpha_stays_straight(folder, name, mode):
    samples = noise(len(mode), np.uint8)
    Image.fromarray(samples, mode).save(folder / name)
    picture = read_picture(folder / name)
    colour = np.broadcast_to(samples[..., :-1], (HEIGHT, WIDTH, 3))
    np.testing.assert_array_equal(picture.pixels, colour)
    np.testing.assert_array_equal(picture.alpha, samples[..., -1])


def test_an_opaque_alpha_is_none(folder):
    samples = noise(4, np.uint8)
    samples[..., 3] = 255
    Image.fromarray(samples).save(folder / "opaque.png")
    assert read_picture(folder / "opaque.png").alpha is None


def test_palette_with_transparency(folder):
    indices = np.arange(HEIGHT * WIDTH, dtype=np.uint8).reshape(HEIGHT, WIDTH) % 4
    palette = np.array([[255, 0, 0], [0, 255, 0], [0, 0, 255], [9, 8, 7]], np.uint8)
    image = Image.fromarray(indices, "P")
    image.putpalette(palette.tobytes())
    image.save(folder / "palette.png", transparency=bytes([0, 128, 255, 255]))
    picture = read_picture(folder / "palette.png")
    np.testing.assert_array_equal(picture.pixels, palette[indices])
    np.testing.assert_array_equal(picture.alpha, np.array([0, 128, 255, 255], np.uint8)[indices])
    image.save(folder / "palette.tif")
    np.testing.assert_array_equal(read_picture(folder / "palette.tif").pixels, palette[indices])


@pytest.mark.parametrize("name", ["ink.jpg", "ink.tif"])
def test_cmyk_becomes_rgb(folder, name):
    orange = Image.new("RGB", (16, 16), (230, 120, 20))
    orange.convert("CMYK").save(folder / name)
    picture = read_picture(folder / name)
    assert np.abs(picture.pixels.astype(int) - (230, 120, 20)).max() <= 4
    assert picture.icc is None


@pytest.mark.parametrize("ending", [".jpg", ".exr", ".tif", ".xyz", ""])
def test_the_content_decides(folder, ending):
    pixels = noise(3, np.uint8)
    Image.fromarray(pixels).save(folder / "a.png")
    (folder / "a.png").rename(folder / f"wrong{ending}")
    np.testing.assert_array_equal(read_picture(folder / f"wrong{ending}").pixels, pixels)


@pytest.mark.parametrize("suffix", READABLE_SUFFIXES)
@pytest.mark.parametrize("part", [0.3, 0.8])
def test_truncated_files_name_themselves(folder, suffix, part):
    path = folder / f"cut{suffix}"
    pixels = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    if suffix == ".exr":
        save_exr(path, {name: pixels[..., i].astype(np.float32) for i, name in enumerate("RGB")})
    else:
        Image.fromarray(pixels).save(path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(PictureError, match=rf"cut\{suffix} .*: (get the file anew|save it as)") as told:
        read_picture(path)
    assert "damaged or cut off (" not in str(told.value), "a library's words are not for users"


def test_damaged_sixteen_bit_png(folder):
    data = bytearray(cv2.imencode(".png", noise(3, np.uint16))[1].tobytes())
    data[len(data) // 2] ^= 0xFF
    (folder / "bad.png").write_bytes(data)
    with pytest.raises(PictureError, match=r"bad\.png cannot be read"):
        read_picture(folder / "bad.png")


@pytest.mark.parametrize("depth", [8, 16])
def test_absurd_sizes_are_refused_before_decoding(folder, depth):
    header = struct.pack(">IIBBBBB", 400_000, 400_000, depth, 2, 0, 0, 0)
    (folder / "huge.png").write_bytes(png(header, b""))
    with pytest.raises(PictureError, match=r"huge\.png cannot be read: .*pixels"):
        read_picture(folder / "huge.png")


@pytest.mark.parametrize(
    ("content", "match"),
    [(b"", "is empty"), (b"plain text, no picture", "not a picture that can be read")],
)
def test_files_that_are_no_pictures(folder, content, match):
    (folder / "note.png").write_bytes(content)
    with pytest.raises(PictureError, match=f"note.png .*{match}|note.png {match}"):
        read_picture(folder / "note.png")


def test_a_missing_file_and_a_folder(folder):
    for path in (folder / "none.png", folder):
        with pytest.raises(PictureError, match=f"{path.name} cannot be opened"):
            read_picture(path)


def test_read_grey_takes_the_alpha_of_one_flat_colour(folder):
    samples = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    samples[..., 3] = noise(1, np.uint8)[..., 0]
    Image.fromarray(samples).save(folder / "matte.png")
    np.testing.assert_array_equal(read_grey(folder / "matte.png"), samples[..., 3])


def test_picture_views_and_checks():
    linear = Picture.from_array(np.full((2, 3), 0.5, np.float64))
    assert linear.linear
    assert linear.pixels.shape == (2, 3, 3)
    # 0.5 linear is 0.7354 on the sRGB curve (IEC 61966-2-1), 188 of 255
    assert linear.srgb_float()[0, 0, 0] == pytest.approx(0.7354, abs=1e-4)
    assert linear.srgb8()[0, 0, 0] == 188
    assert Picture.from_array(np.full((2, 3, 3), 7.0, np.float32)).srgb8().min() == 255
    deep = Picture.from_array(np.full((2, 3, 4), 65535, np.uint16))
    assert (deep.alpha.dtype, deep.srgb8().max()) == (np.uint16, 255)
    mixed = Picture.from_array(np.zeros((2, 3, 3), np.uint8), np.ones((2, 3), np.float32))
    assert mixed.alpha.max() == 255
    with pytest.raises(PictureError, match="2 × 3 × 2"):
        Picture.from_array(np.zeros((2, 3, 2), np.uint8))
    with pytest.raises(PictureError, match="int32"):
        Picture.from_array(np.zeros((2, 3, 3), np.int32))


def test_optional_packages_are_imported_only_when_needed():
    code = (
        "import sys, core.imaging.compositing, core.imaging.trimap, core.imaging.writing; "
        "print([n for n in ('pymatting', 'numba', 'OpenEXR', 'tifffile', 'imagecodecs') if n in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
