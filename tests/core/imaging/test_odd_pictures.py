"""Pictures as nobody makes them but by mistake or malice: bombs, absurd sizes, strips, devices."""

import io
import json
import os
import signal
import struct
import subprocess
import sys
import tracemalloc
import zlib
from collections import namedtuple
from pathlib import Path

import cv2
import numpy as np
import OpenEXR
import pytest
import tifffile
from picture_files import save_exr
from PIL import Image

from core.data.layouts.files import has_transparency
from core.errors import PictureError, TrimapError
from core.imaging import raster
from core.imaging.encoding import encode
from core.imaging.reading import decode_picture, read_grey, read_picture
from core.imaging.trimap import read_trimap
from core.predictor import matte

ROOT = Path(__file__).parents[3]
FRAMES = [np.full((8, 9, 4), level, np.uint8) for level in (60, 120, 180)]


def png(width: int, height: int, rows: bytes, depth: int = 8, colour: int = 0) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    framed = (struct.pack(">I", len(b)) + k + b + struct.pack(">I", zlib.crc32(k + b)) for k, b in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


def with_free_memory(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    memory = namedtuple("Memory", "available")(free)
    monkeypatch.setattr(raster.psutil, "virtual_memory", lambda: memory)


def bomb(kind: str) -> bytes:
    """A file of a few hundred kilobytes at most that holds 25 megapixels of one colour."""
    side = 5000
    if kind == "png":
        return png(side, side, bytes((side + 1) * side))
    if kind == "tif":
        stream = io.BytesIO()
        tifffile.imwrite(stream, np.zeros((side, side), np.uint8), compression="zlib", rowsperstrip=side)
        return stream.getvalue()
    stream = io.BytesIO()
    plane = OpenEXR.Channel(np.zeros((side, side), np.float16))
    header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
    OpenEXR.File(header, {"Y": plane}).write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["png", "tif", "exr"])
def test_a_bomb_is_refused_before_it_is_unpacked(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"bomb.{kind}"
    path.write_bytes(bomb(kind))
    assert path.stat().st_size < 500_000
    with_free_memory(monkeypatch, 20_000_000)
    with pytest.raises(
        PictureError, match=r"5000 × 5000 pixels need 0\.\d GB of memory, and 0\.0 GB are free"
    ):
        read_picture(path)
    with pytest.raises(TrimapError, match="GB are free"):
        read_trimap(path)


def save_parts(path: Path) -> None:
    """An EXR of a renderer: a picture of halves, and 36 other channels that nobody asks for."""
    names = [*"RGBA", *(f"part{number:02}.V" for number in range(36))]
    save_exr(path, {name: np.full((80, 90), 0.5, np.float16) for name in names})


SAVERS = {
    "grey.png": (4, lambda path: Image.new("L", (90, 80), 7).save(path)),
    "bits.png": (4, lambda path: Image.new("1", (90, 80)).save(path)),
    "deep.png": (8, lambda path: cv2.imwrite(str(path), np.full((80, 90), 700, np.uint16))),
    "rgb.png": (12, lambda path: Image.new("RGB", (90, 80)).save(path)),
    "grey.tif": (3, lambda path: Image.new("L", (90, 80), 7).save(path)),
    "parts.exr": (40 * 2 + 4 * 12, save_parts),
}


@pytest.mark.parametrize("name", SAVERS)
def test_what_the_free_memory_just_holds_is_read(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes of a pixel are what reading was seen to take at its peak."""
    pixel, save = SAVERS[name]
    save(tmp_path / name)
    with_free_memory(monkeypatch, 90 * 80 * pixel)
    assert read_picture(tmp_path / name).size == (90, 80)
    with_free_memory(monkeypatch, 90 * 80 * pixel - 1)
    with pytest.raises(PictureError, match=r"GB are free\. Close other programs, or make it smaller\."):
        read_picture(tmp_path / name)


def test_a_bomb_of_many_samples_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    samples = np.zeros((64, 64, 500), np.float64)
    tifffile.imwrite(
        tmp_path / "wide.tif", samples, photometric="minisblack", planarconfig="contig", compression="zlib"
    )
    with_free_memory(monkeypatch, 40_000_000)
    with pytest.raises(PictureError, match="64 × 64 pixels need"):
        read_picture(tmp_path / "wide.tif")


@pytest.mark.parametrize("depth", [8, 16])
def test_a_png_of_fewer_data_than_its_pixels_is_damaged(depth: int) -> None:
    with pytest.raises(PictureError, match=r"tall\.png .* damaged or cut off"):
        decode_picture(png(40, 8_000_000, bytes(41 * 30), depth), "tall.png")


@pytest.mark.parametrize("size", [(0, 5), (5, 0), (2**31 - 1, 2**31 - 1), (2**20, 2**20)])
@pytest.mark.parametrize("kind", ["png", "bmp", "tif", "exr"])
def test_absurd_dimensions(size: tuple[int, int], kind: str) -> None:
    width, height = size
    small = np.zeros((4, 6, 3), np.uint8)
    if kind == "png":
        data = png(width, height, bytes(100))
    elif kind == "bmp":
        data = bytearray(cv2.imencode(".bmp", small)[1].tobytes())
        struct.pack_into("<ii", data, 18, width, height)
    elif kind == "tif":
        data = bytearray(encode(small, ".tif"))
        for tag, value in ((256, width), (257, height)):
            at = next(at for at in range(8, len(data) - 12) if data[at : at + 2] == struct.pack("<H", tag))
            struct.pack_into("<HII", data, at + 2, 4, 1, value)
    else:
        data = bytearray(encode(small.astype(np.float32), ".exr"))
        at = data.index(b"dataWindow\0box2i\0") + 21
        struct.pack_into("<iiii", data, at, 0, 0, width - 1, height - 1)
    with pytest.raises(PictureError, match="absurd") as caught:
        decode_picture(bytes(data), "absurd")
    assert min(size) or "smaller" not in str(caught.value), "nothing can be"


@pytest.mark.parametrize("suffix", [".png", ".tif", ".bmp", ".exr"])
@pytest.mark.parametrize("size", [(1, 1), (1, 100_000), (100_000, 1)])
def test_pixels_and_strips(tmp_path: Path, suffix: str, size: tuple[int, int]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3), np.uint8)
    if suffix == ".bmp":
        Image.fromarray(pixels).save(tmp_path / "strip.bmp")
    else:
        samples = pixels.astype(np.float32) if suffix == ".exr" else pixels
        (tmp_path / f"strip{suffix}").write_bytes(encode(samples, suffix))
    picture = read_picture(tmp_path / f"strip{suffix}")
    assert picture.size == size
    np.testing.assert_array_equal(picture.pixels, pixels)


@pytest.mark.parametrize("suffix", [".jpg", ".webp"])
def test_strips_that_a_format_cannot_hold_are_refused_in_words(suffix: str) -> None:
    with pytest.raises(PictureError, match=r"at most [\d_]+ pixels a side"):
        encode(np.zeros((1, 100_000, 3), np.uint8), suffix)
    one = decode_picture(encode(np.full((1, 1, 3), 90, np.uint8), suffix), "one")
    assert one.size == (1, 1) and abs(int(one.pixels[0, 0, 0]) - 90) <= 2


@pytest.mark.parametrize("shape", [(1, 2), (2, 1), (1, 100_000)])
def test_a_strip_can_be_matted(shape: tuple[int, int]) -> None:
    picture = np.zeros((*shape, 3), np.uint8)
    trimap = np.zeros(shape, np.uint8)
    trimap.reshape(-1)[-1] = 255
    if trimap.size > 2:
        trimap.reshape(-1)[500:540] = 128
        with pytest.raises(PictureError, match="too small to matte: 3 x 3 at least"):
            matte(picture, trimap, model="closed-form")
    alpha = matte(picture, trimap)
    assert alpha.shape == shape and np.isfinite(alpha).all()
    assert alpha.reshape(-1)[0] == 0 and alpha.reshape(-1)[-1] == 1


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_the_first_frame_of_an_animation_counts(kind: str) -> None:
    frames = [Image.fromarray(frame) for frame in FRAMES]
    stream = io.BytesIO()
    exact = {"WEBP": {"lossless": True, "exact": True}, "AVIF": {"quality": 100}}.get(kind, {})
    frames[0].save(stream, kind, save_all=True, append_images=frames[1:], duration=50, **exact)
    picture = decode_picture(stream.getvalue(), "moving")
    assert picture.size == (9, 8)
    assert np.abs(picture.pixels.astype(int) - 60).max() <= 1
    assert np.abs(picture.alpha.astype(int) - 60).max() <= 1


def test_an_animated_gif_is_refused_in_words() -> None:
    stream = io.BytesIO()
    frames = [Image.fromarray(frame) for frame in FRAMES]
    frames[0].save(stream, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(PictureError, match=r"a\.png is not a picture that can be read here \(PNG, JPEG"):
        decode_picture(stream.getvalue(), "a.png")


def test_an_alpha_alone(tmp_path: Path) -> None:
    alpha = np.arange(72, dtype=np.uint8).reshape(8, 9) * 3
    Image.fromarray(np.dstack((np.full_like(alpha, 255), alpha)), "LA").save(tmp_path / "la.png")
    save_exr(tmp_path / "a.exr", {"A": alpha / np.float32(255)})
    np.testing.assert_array_equal(read_grey(tmp_path / "la.png"), alpha)
    np.testing.assert_array_equal(read_grey(tmp_path / "a.exr"), alpha / np.float32(255))
    np.testing.assert_array_equal(read_picture(tmp_path / "la.png").alpha, alpha)


def test_floats_that_no_picture_holds_in_a_tiff(tmp_path: Path) -> None:
    odd = np.array([[np.nan, np.inf, -np.inf, -1, 0.5]], np.float32)
    tifffile.imwrite(tmp_path / "odd.tif", np.dstack([odd] * 3), photometric="rgb")
    np.testing.assert_array_equal(read_picture(tmp_path / "odd.tif").pixels[0, :, 0], [0, 65504, 0, 0, 0.5])


def test_a_trimap_of_floats_beyond_one_is_refused(tmp_path: Path) -> None:
    save_exr(tmp_path / "t.exr", {"Y": np.array([[0, 7.5]], np.float32)})
    with pytest.raises(TrimapError, match=r"t\.exr is not a trimap.*from 0 to 7\.5"):
        read_trimap(tmp_path / "t.exr")


def test_a_tiff_whose_width_is_several_numbers_is_refused_without_multiplying_it() -> None:
    """A tuple times a height of 2²⁴ would be as many copies of it, 2 GB of them."""
    stream = io.BytesIO()
    tifffile.imwrite(stream, np.zeros((24, 40, 3), np.uint8), photometric="rgb", metadata=None)
    data = stream.getvalue()
    for tag, count, value in ((256, 17, 8), (257, 1, 2**24)):  # width, at the file's byte 8; length
        at = data.index(struct.pack("<HHI", tag, 4, 1))
        data = data[:at] + struct.pack("<HHII", tag, 4, count, value) + data[at + 12 :]
    tracemalloc.start()
    with pytest.raises(PictureError, match="damaged or cut off"):
        decode_picture(data, "several.tif")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100 * 2**20


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_and_devices_are_not_waited_for(tmp_path: Path) -> None:
    def waited(*_: object) -> None:
        raise TimeoutError("it was waited for")

    os.mkfifo(tmp_path / "pipe.png")
    before = signal.signal(signal.SIGALRM, waited)
    signal.alarm(20)
    try:
        for path in (tmp_path / "pipe.png", Path("/dev/zero")):
            with pytest.raises(PictureError, match="cannot be opened"):
                read_picture(path)
        assert not has_transparency(tmp_path / "pipe.png")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def test_only_what_is_read_here_is_looked_at_for_transparency(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.fromarray(FRAMES[0]).save(stream, "TGA")
    (tmp_path / "a.png").write_bytes(stream.getvalue())
    assert not has_transparency(tmp_path / "a.png")


MEASURE = """
import json, sys
from pathlib import Path
from core.imaging.reading import read_picture
from core.imaging.trimap import read_trimap

def told(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))

for read in (read_picture, read_trimap):
    for path in sys.argv[1:]:
        if read is read_trimap and "rgb" in path:
            continue
        read(path.replace("large", "small"))  # what is loaded first is no part of it
        Path("/proc/self/clear_refs").write_text("5")
        before = told("VmRSS")
        read(path)
        print(json.dumps([Path(path).name, read.__name__, told("VmHWM") - before]))
"""


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux tells of the peak")
def test_reading_takes_at_most_four_times_the_picture(tmp_path: Path) -> None:
    """Of four samples a pixel in the depth that the program keeps: 8 or 16 bits, or float32."""
    sizes = {}
    for name, side in (("large", 1600), ("small", 8)):
        y, x = np.mgrid[:side, :side]
        colour = np.stack((x % 256, y % 256, (x + y) % 256), -1).astype(np.uint8)
        deep, light = colour.astype(np.uint16) * 257, colour / np.float32(255)
        grey = np.where(x % 3 == 0, 255, 128).astype(np.uint8)[..., None]
        files = {
            "rgb.png": (colour, 1), "rgb.jpg": (colour, 1), "rgb.webp": (colour, 1), "rgb.tif": (colour, 1),
            "rgb16.png": (deep, 2), "rgb16.tif": (deep, 2),
            "rgb.exr": (light, 4), "rgbhalf.exr": (light.astype(np.float16), 4),
            "grey.png": (grey, 1), "grey.tif": (grey, 1),
        }  # fmt: skip
        for file, (samples, size) in files.items():
            path = tmp_path / f"{name}{file}"
            path.write_bytes(encode(samples, path.suffix))
            sizes[path.name] = 4 * side * side * size
    large = [str(path) for path in sorted(tmp_path.glob("large*"))]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "MALLOC_TRIM_THRESHOLD_": "0"}
    found = subprocess.run(
        [sys.executable, "-c", MEASURE, *large], env=environment, capture_output=True, text=True, check=True
    )
    measured = [json.loads(line) for line in found.stdout.splitlines()]
    assert len(measured) == len(large) + 2
    slack = 12 * 2**20  # codecs' tables and threads
    over = [
        (name, read, peak / sizes[name]) for name, read, peak in measured if peak > 4 * sizes[name] + slack
    ]
    assert not over
