"""Trimaps, snapped and checked."""

import numpy as np
import pytest
import tifffile
from PIL import Image

from core.errors import TrimapError
from core.imaging.trimap import (
    BACKGROUND,
    FOREGROUND,
    UNKNOWN,
    check_trimap,
    known_mask,
    missing_class,
    read_trimap,
    snap_trimap,
    trimap_tensor_value,
    unknown_fraction,
    unknown_mask,
)


@pytest.fixture
def trimap():
    """Foreground left, unknown in the middle, background right."""
    trimap = np.full((32, 48), UNKNOWN)
    trimap[:, :16], trimap[:, 32:] = FOREGROUND, BACKGROUND
    return trimap


def test_snap_boundaries():
    values = np.array([[0, 1, 85, 86, 127, 128, 129, 169, 170, 254, 255]], np.uint8)
    trimap, moved = snap_trimap(values)
    np.testing.assert_array_equal(trimap, [[0, 0, 0, 128, 128, 128, 128, 128, 255, 255, 255]])
    assert trimap.dtype == np.uint8
    assert moved == 6  # all but 0, 127 to 129 and 255


@pytest.mark.parametrize(
    "half", [np.uint8(127), np.uint16(32768), np.uint16(128 * 257), np.float32(0.5), np.float64(128 / 255)]
)
def test_every_depth_of_a_clean_trimap_snaps_without_a_note(half):
    full = np.iinfo(half.dtype).max if half.dtype.kind == "u" else 1
    trimap, moved = snap_trimap(np.array([[0, half, full]], half.dtype))
    np.testing.assert_array_equal(trimap, [[0, 128, 255]])
    assert moved == 0


def test_a_mask_is_a_trimap_without_unknown():
    trimap, moved = snap_trimap(np.array([[True, False]]))
    np.testing.assert_array_equal(trimap, [[255, 0]])
    assert (moved, missing_class(trimap)) == (0, "unknown")


@pytest.mark.parametrize(
    ("values", "match"),
    [
        (np.zeros((2, 2, 3), np.uint8), "2 × 2 × 3"),
        (np.array([[0.0, 255.0]]), "from 0 to 255: they must lie between 0 and 1"),
        (np.array([[0, np.nan]]), "nan"),
        (np.array([[-1, 300]]), "-1 to 300"),
    ],
)
def test_values_that_mean_nothing_are_refused(values, match):
    with pytest.raises(TrimapError, match=match):
        snap_trimap(values)


@pytest.mark.parametrize(
    "kind", ["grey", "rgb", "rgba", "alpha", "palette", "png16", "tif16", "float", "webp"]
)
def test_files_of_every_kind_read_the_same(tmp_path, trimap, kind):
    path = tmp_path / "照片_trimap.png"
    image = Image.fromarray(trimap)
    if kind == "alpha":
        white = np.full((*trimap.shape, 3), 255, np.uint8)
        Image.fromarray(np.dstack([white, trimap])).save(path)
    elif kind == "palette":
        image.convert("P").save(path)
    elif kind == "png16":
        Image.fromarray(trimap.astype(np.uint16) * np.uint16(257)).save(path)
    elif kind in ("tif16", "float"):
        stored = trimap.astype(np.uint16) * np.uint16(257) if kind == "tif16" else trimap / np.float32(255)
        tifffile.imwrite(path, stored, photometric="minisblack")
    elif kind == "webp":
        image.save(path, "WEBP", lossless=True)
    else:
        image.convert({"grey": "L", "rgb": "RGB", "rgba": "RGBA"}[kind]).save(path)
    read, note = read_trimap(path, (48, 32))
    np.testing.assert_array_equal(read, trimap)
    assert note is None


def test_anti_aliased_and_compressed_trimaps_are_snapped_and_said_so(tmp_path, trimap):
    soft = Image.fromarray(trimap).resize((96, 64), Image.Resampling.BICUBIC)
    soft.save(tmp_path / "soft.png")
    soft.save(tmp_path / "soft.jpg", quality=60)
    for name in ("soft.png", "soft.jpg"):
        read, note = read_trimap(tmp_path / name, (96, 64))
        assert set(np.unique(read)) == {0, 128, 255}
        assert note.startswith(f"{name} holds values besides 0, 128 and 255")
        hard = trimap.repeat(2, axis=0).repeat(2, axis=1)
        assert np.mean(read != hard) < 0.03


def test_another_size_names_both(tmp_path, trimap):
    Image.fromarray(trimap).save(tmp_path / "a.png")
    with pytest.raises(TrimapError, match=r"a\.png is 48 × 32 pixels and the picture is 640 × 480: open"):
        read_trimap(tmp_path / "a.png", (640, 480))
    read_trimap(tmp_path / "a.png")


def test_an_unreadable_trimap_is_a_trimap_error(tmp_path):
    (tmp_path / "a.png").write_bytes(b"no picture")
    with pytest.raises(TrimapError, match=r"a\.png is not a picture"):
        read_trimap(tmp_path / "a.png")


def test_check_says_what_is_missing(trimap):
    check_trimap(trimap, (48, 32))
    for value, name in ((FOREGROUND, "foreground"), (BACKGROUND, "background")):
        without = np.where(trimap == value, UNKNOWN, trimap)
        assert missing_class(without) == name
        with pytest.raises(TrimapError, match=f"no {name}: paint some pixels that are surely {name}"):
            check_trimap(without, (48, 32))
    with pytest.raises(TrimapError, match="the value 7;"):
        check_trimap(np.where(trimap == 128, np.uint8(7), trimap), (48, 32))
    with pytest.raises(TrimapError, match="32 × 48"):
        check_trimap(trimap, (32, 48))
    with pytest.raises(TrimapError, match="float32"):
        check_trimap(trimap.astype(np.float32), (48, 32))
    assert missing_class(trimap) is None


def test_masks_fraction_and_tensor_values(trimap):
    assert unknown_fraction(trimap) == pytest.approx(1 / 3)
    np.testing.assert_array_equal(unknown_mask(trimap), ~known_mask(trimap))
    values = trimap_tensor_value(trimap)
    assert values.dtype == np.float32
    np.testing.assert_array_equal(np.unique(values), np.float32([0, 128 / 255, 1]))
