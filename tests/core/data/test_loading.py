"""Cases decoded: composed as Adobe's script does, trimaps derived, sizes held to."""

from pathlib import Path

import numpy as np
import pytest
from data.layout_trees import TREES, colours, matte, save, save_backgrounds, save_cutouts, trimap_of
from PIL import Image

from core.data.cases import Case
from core.data.layouts import open_data_set
from core.data.loading import covering_background, load_case
from core.errors import DataError, PictureError, TrimapError
from core.imaging.reading import read_picture


def full(value: int, height: int, width: int) -> np.ndarray:
    return np.full((height, width, 3), value, np.uint8)


@pytest.mark.parametrize("name", TREES)
def test_a_case_of_every_layout_is_decoded_in_one_size(name: str, tmp_path: Path) -> None:
    root = TREES[name](tmp_path)
    behind = save_backgrounds(tmp_path / "b", [f"2008_{number:06}.jpg" for number in range(40)])
    for case in open_data_set(root, name, backgrounds=behind).cases:
        loaded = load_case(case, derive_trimap=2)
        arrays = [loaded.image, loaded.alpha, loaded.trimap, loaded.foreground, loaded.background]
        assert {array.shape[:2] for array in arrays if array is not None} == {(32, 32)}
        assert set(np.unique(loaded.trimap)) == {0, 128, 255}
        assert (loaded.foreground is None) == (case.image is not None)
        if case.trimap is not None:
            np.testing.assert_array_equal(loaded.trimap, trimap_of(loaded.alpha))


def test_a_composite_is_cut_off_and_covers_from_the_top_left(tmp_path: Path) -> None:
    alpha = np.full((2, 6), 128, np.uint8)
    alpha[:, 0], alpha[:, 5] = 0, 255
    wide = full(51, 4, 9)
    wide[3:, 7:] = 255  # beyond what is needed: cut away
    case = Case(
        "one",
        "",
        alpha=save(tmp_path / "a.png", alpha),
        foreground=save(tmp_path / "f.png", full(100, 2, 6)),
        background=save(tmp_path / "b.png", wide),
    )
    loaded = load_case(case)
    # 100·128/255 + 51·127/255 = 75.596, of which int() leaves 75.
    assert loaded.image[0, :, 0].tolist() == [51, 75, 75, 75, 75, 100]
    assert loaded.image.dtype == np.uint8
    np.testing.assert_allclose(loaded.background, 51 / 255, rtol=1e-6)
    np.testing.assert_allclose(loaded.foreground, 100 / 255, rtol=1e-6)


def test_a_small_background_is_enlarged_evenly_until_it_covers() -> None:
    small = colours(0, 10)[:8]
    # 30 × 9 asks for 3 times the 10 × 8, of which the upper left 30 × 9 stay.
    expected = np.asarray(Image.fromarray(small).resize((30, 24), Image.Resampling.BICUBIC))[:9]
    np.testing.assert_array_equal(covering_background(small, (30, 9)), expected)
    np.testing.assert_array_equal(covering_background(small, (7, 5)), small[:5, :7])


def test_sixteen_bits_stay_sixteen(tmp_path: Path) -> None:
    foreground = np.full((4, 4, 3), 40_000, np.uint16)
    alpha = np.full((4, 4), 65535, np.uint16)
    case = Case(
        "deep", "", alpha=save(tmp_path / "a.png", alpha), foreground=save(tmp_path / "f.png", foreground)
    )
    loaded = load_case(case)
    assert loaded.image.dtype == loaded.alpha.dtype == np.uint16
    assert (loaded.image == 40_000).all()


def test_a_cutout_is_foreground_and_matte(tmp_path: Path) -> None:
    save_cutouts(tmp_path, ["a.webp"])
    loaded = load_case(Case("a", "", alpha=tmp_path / "a.webp"))
    np.testing.assert_array_equal(loaded.alpha, read_picture(tmp_path / "a.webp").alpha)
    assert loaded.foreground is not None
    assert (loaded.image[0, 0] == 128).all()  # nothing but the plain grey behind it
    assert any("plain grey" in note for note in loaded.notes)
    assert any("trimap of a is derived" in note for note in loaded.notes)


def test_a_picture_with_a_cutout_or_a_matte_kept_as_transparency(tmp_path: Path) -> None:
    image = save(tmp_path / "i.png", colours(1))
    cutout = save(tmp_path / "c.png", np.dstack((colours(2), matte())))
    white = save(tmp_path / "w.png", np.dstack((full(255, 32, 32), matte())))
    with_colours = load_case(Case("c", "", alpha=cutout, image=image))
    np.testing.assert_array_equal(with_colours.alpha, matte())
    np.testing.assert_array_equal(with_colours.image, colours(1))
    np.testing.assert_allclose(with_colours.foreground, colours(2) / 255, atol=1e-6)
    alone = load_case(Case("w", "", alpha=white, image=image))
    np.testing.assert_array_equal(alone.alpha, matte())
    assert alone.foreground is None


def test_the_derived_band_is_as_wide_as_asked(tmp_path: Path) -> None:
    alpha = np.zeros((9, 60), np.uint8)
    alpha[:, 30:] = 255
    alpha[:, 30] = 128
    case = Case(
        "e", "", alpha=save(tmp_path / "a.png", alpha), image=save(tmp_path / "i.png", full(9, 9, 60))
    )
    unknown = np.flatnonzero(load_case(case, derive_trimap=5).trimap[4] == 128)
    assert unknown.tolist() == list(range(25, 36))


def test_what_does_not_fit_is_named_with_both_sizes(tmp_path: Path) -> None:
    alpha = save(tmp_path / "a.png", matte())
    image = save(tmp_path / "i.png", full(0, 20, 30))
    with pytest.raises(DataError, match=r"i\.png is 30 × 20 .* a\.png 32 × 32"):
        load_case(Case("x", "", alpha=alpha, image=image))
    trimap = save(tmp_path / "t.png", np.zeros((8, 9), np.uint8))
    with pytest.raises(DataError, match=r"t\.png is 9 × 8"):
        load_case(Case("x", "", alpha=alpha, image=save(tmp_path / "j.png", colours()), trimap=trimap))
    with pytest.raises(DataError, match=r"f\.png is 30 × 20"):
        load_case(Case("x", "", alpha=alpha, foreground=save(tmp_path / "f.png", full(0, 20, 30))))
    with pytest.raises(DataError, match="no transparency"):
        load_case(Case("x", "", alpha=alpha))


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    alpha, image = save(tmp_path / "a.png", matte()), save(tmp_path / "i.png", colours())
    cut_off = tmp_path / "cut.png"
    cut_off.write_bytes(image.read_bytes()[:900])
    with pytest.raises(PictureError, match=r"cut\.png"):
        load_case(Case("x", "", alpha=alpha, image=cut_off))
    with pytest.raises(TrimapError, match=r"cut\.png"):
        load_case(Case("x", "", alpha=alpha, image=image, trimap=cut_off))
