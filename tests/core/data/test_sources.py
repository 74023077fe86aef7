"""The folder of cut-outs and backgrounds: found, decoded, cached within its limit."""

import gc
import pickle
import weakref
from pathlib import Path

import cv2
import numpy as np
import pytest
from data import layout_trees as trees

from core.data.composites import composite_sample
from core.data.layouts import open_data_set
from core.data.recipe import Recipe
from core.data.sources import TrainingSource
from core.errors import DataError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two photo cut-outs (red discs on transparent black) and two backgrounds, in a folder named in Greek."""
    folder = tmp_path / "δεδομένα"
    (folder / "foregrounds" / "photo").mkdir(parents=True)
    (folder / "backgrounds").mkdir()
    for number in range(2):
        bgra = np.zeros((200, 240, 4), np.uint8)
        cv2.circle(bgra, (120, 100), 60 + number, (0, 0, 255, 255), -1, cv2.LINE_AA)
        bgra[bgra[..., 3] > 0, :3] = (0, 0, 255)  # straight alpha: rim pixels as red as the rest
        _write(folder / "foregrounds" / "photo" / f"disc_{number}.png", bgra)
        _write(
            folder / "backgrounds" / f"wall_{number}.png",
            np.full((300, 300, 3), (200, 100, 50 + number), np.uint8),
        )
    return folder


def _write(path: Path, pixels: np.ndarray) -> None:
    cv2.imencode(".png", pixels)[1].tofile(path)


def test_cutout_is_cropped_rgb_with_colours_carried_on(root: Path) -> None:
    cutout = TrainingSource(root).cutout("photo", 0)
    assert cutout.rgba.shape[0] < 140
    assert cutout.rgba.shape[1] < 140
    hidden = cutout.rgba[cutout.rgba[..., 3] == 0][:, :3]
    assert hidden[:, 0].min() > 200
    assert hidden[:, 1:].max() < 50
    assert len(cutout.severed) == 0
    on_outline = cutout.rgba[cutout.border[:, 1], cutout.border[:, 0], 3]
    assert on_outline.size > 100


def test_severed_side_is_noticed(root: Path) -> None:
    bgra = np.zeros((100, 100, 4), np.uint8)
    bgra[40:, 20:80] = 255
    _write(root / "foregrounds" / "photo" / "a_cut.png", bgra)
    cutout = TrainingSource(root).cutout("photo", 0)
    assert len(cutout.severed) > 0
    assert (cutout.severed[:, 1] == cutout.rgba.shape[0] - 1).all()


def test_samples_of_a_folder_do_not_depend_on_what_was_cached(root: Path) -> None:
    warm = TrainingSource(root)
    for index in range(6):
        composite_sample(warm, 0, index, 128)
    cold = composite_sample(TrainingSource(root), 0, 6, 128)
    np.testing.assert_array_equal(composite_sample(warm, 0, 6, 128).image, cold.image)


def in_memory(used: list[weakref.ref]) -> int:
    """Bytes of the pictures that somebody still holds."""
    gc.collect()
    return sum(picture().nbytes for picture in used if picture() is not None)


def test_cache_keeps_within_its_limit(root: Path) -> None:
    source = TrainingSource(root, cache_bytes=300_000)  # one 290² background, not two
    used = []
    for number in range(2):
        used.append(weakref.ref(source.background(number)))
        used.append(weakref.ref(source.cutout("photo", number)))
        assert 0 < in_memory(used) <= 300_000
    assert source.background(1) is source.background(1)


def test_a_picture_larger_than_the_cache_is_used_and_not_kept(root: Path) -> None:
    source = TrainingSource(root, cache_bytes=100_000)
    picture = source.background(0)
    assert picture.shape == (292, 292, 3)
    used = [weakref.ref(picture)]
    del picture
    assert in_memory(used) == 0


def test_a_copy_for_another_process_takes_no_pictures_along(root: Path) -> None:
    source = TrainingSource(root)
    empty = len(pickle.dumps(source))
    picture = source.background(0)
    pickled = pickle.dumps(source)
    assert len(pickled) == empty < picture.nbytes
    copy = pickle.loads(pickled)
    np.testing.assert_array_equal(copy.background(0), picture)


def test_folder_is_found_through_the_environment(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root.rename(root.parent / "train")
    monkeypatch.setenv("DMAT_DATA", str(root.parent))
    assert TrainingSource().has("photo")
    monkeypatch.delenv("DMAT_DATA")
    assert not TrainingSource().has("photo")


def test_wrong_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nowhere"):
        TrainingSource(tmp_path / "nowhere")
    with pytest.raises(DataError, match="laid out in no way known"):
        TrainingSource(tmp_path)


def test_opaque_and_damaged_cutouts_are_named(root: Path) -> None:
    _write(root / "foregrounds" / "photo" / "a_opaque.png", np.zeros((9, 9, 3), np.uint8))
    with pytest.raises(DataError, match=r"a_opaque.*alpha channel"):
        TrainingSource(root).cutout("photo", 0)
    (root / "foregrounds" / "photo" / "a_opaque.png").write_bytes(b"no picture")
    with pytest.raises(DataError, match=r"a_opaque.*cannot be read"):
        TrainingSource(root).cutout("photo", 0)


def test_pictures_with_mattes_are_used_as_they_are(tmp_path: Path) -> None:
    """P3M's training split alone, although its two test splits lie beside it."""
    source = TrainingSource(trees.p3m_10k(tmp_path))
    assert [case.group for case in source.pictures] == ["train"] * len(source.pictures)
    assert source.whole_share == 1
    assert not source.has("photo")
    whole = source.whole(0)
    assert whole.kind == "whole"
    assert whole.rgba.shape == (32, 32, 4)
    colours = cv2.imdecode(np.fromfile(source.pictures[0].image, np.uint8), cv2.IMREAD_COLOR)[..., ::-1]
    assert np.abs(whole.rgba[..., :3].astype(int) - colours).max() <= 2  # two JPEG decoders


def test_foregrounds_are_estimated_and_kept_within_the_limit(tmp_path: Path) -> None:
    """A red disc with a soft rim on blue: the rim's colour is mixed in the picture, red in the cut-out."""
    line = np.arange(96) - 47.5
    alpha = np.clip((30 - np.hypot(line[:, None], line)) / 12 + 0.5, 0, 1)
    red, blue = np.array([220.0, 20, 20]), np.array([20.0, 20, 220])
    for name in ("a", "b"):
        trees.save(
            tmp_path / "image" / f"{name}.png",
            np.rint(alpha[..., None] * (red - blue) + blue).astype(np.uint8),
        )
        trees.save(tmp_path / "alpha" / f"{name}.png", np.rint(alpha * 255).astype(np.uint8))
    source = TrainingSource(tmp_path, cache_bytes=40_000)  # one of them, not both
    assert source.has("photo", estimated=True)
    used = []
    for number in (0, 1, 0):
        cutout = source.cutout("photo", number, estimated=True)
        rim = (cutout.rgba[..., 3] > 60) & (cutout.rgba[..., 3] < 200)
        assert rim.any()
        assert np.abs(cutout.rgba[rim][:, :3].mean(0) - red).max() < 25
        used.append(weakref.ref(cutout))
        del cutout
        assert 0 < in_memory(used) <= 40_000
    whole = source.whole(0).rgba
    mixed = (whole[..., 3] > 60) & (whole[..., 3] < 200)
    assert np.abs(whole[mixed][:, :3].mean(0) - red).max() > 50


def test_several_roots_of_several_layouts(root: Path, tmp_path: Path) -> None:
    adobe, coco = trees.adobe(tmp_path / "adobe"), tmp_path / "coco"
    trees.save_backgrounds(coco, ["1.jpg", "2.jpg", "3.jpg"])
    source = TrainingSource([root, adobe, coco])
    assert [own for _, own in source.foregrounds["photo"]] == ["photo", "photo", "other", "other", "other"]
    assert len(source.backgrounds) == 2 + 3
    kinds = {source.cutout("photo", number).kind for number in range(5)}
    assert kinds == {"photo", "other"}
    more = TrainingSource(adobe, backgrounds=[coco])
    assert len(more.backgrounds) == 3
    with pytest.raises(DataError, match=r"nothing.*no pictures"):
        TrainingSource(adobe, backgrounds=[tmp_path / "nothing"])


def test_a_matte_counts_once_whatever_it_is_composed_with(tmp_path: Path) -> None:
    """Composition-1k: two foregrounds, each on twenty backgrounds."""
    root = trees.composition_1k(tmp_path)
    data_set = open_data_set(root, backgrounds=tmp_path / "voc")
    assert len(data_set.cases) == 40
    assert len(TrainingSource(data_set).foregrounds["photo"]) == 2


def test_other_layouts_mattes_are_not_cleaned(root: Path, tmp_path: Path) -> None:
    """The faintest alpha of the own layout's photographs is haze; that of others is taken at its word."""
    rgba = np.full((40, 40, 4), 100, np.uint8)
    rgba[..., 3] = 4
    rgba[10:30, 10:30, 3] = 255
    trees.save(root / "foregrounds" / "photo" / "a.png", rgba)
    trees.save(tmp_path / "others" / "a.png", rgba)
    assert TrainingSource(root).cutout("photo", 0).rgba[..., 3].min() == 0
    assert TrainingSource(tmp_path / "others").cutout("photo", 0).rgba[..., 3].min() == 4


def test_unusable_cases_are_named(tmp_path: Path) -> None:
    trees.save_set(tmp_path, ["a"], image="image/{}.png", alpha="alpha/{}.png")
    trees.save(tmp_path / "alpha" / "a.png", trees.matte(side=40))
    with pytest.raises(DataError, match=r"32 × 32.*40 × 40"):
        TrainingSource(tmp_path).whole(0)


def test_a_recipe_chooses_between_pictures_and_new_composites(tmp_path: Path) -> None:
    line = np.arange(96) - 47.5
    alpha = np.clip((30 - np.hypot(line[:, None], line)) / 12 + 0.5, 0, 1)
    trees.save(tmp_path / "image" / "a.png", trees.colours(side=96))
    trees.save(tmp_path / "alpha" / "a.png", np.rint(alpha * 255).astype(np.uint8))
    source = TrainingSource(tmp_path)
    as_it_is, estimated = (
        Recipe(photo=1, rendered=0, texture=0, estimated_foregrounds=e) for e in (False, True)
    )
    for index in range(3):
        sample = composite_sample(source, 0, index, 64, recipe=as_it_is)
        np.testing.assert_array_equal(sample.foreground, sample.image)
        np.testing.assert_array_equal(sample.background, sample.image)
        sample = composite_sample(source, 0, index, 64, recipe=estimated)
        assert np.abs(sample.foreground - sample.background).mean() > 0.02
    share = np.mean(
        [
            np.array_equal(sample.foreground, sample.background)
            for sample in (composite_sample(source, 0, index, 64) for index in range(30))
        ]
    )
    assert 0.25 < share < 0.75  # the default recipe: half photographs, half procedural
