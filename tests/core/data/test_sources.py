"""The folder of cut-outs and backgrounds: found, decoded, cached within its limit."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from core.data.composites import composite_sample
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


def test_cache_keeps_within_its_limit(root: Path) -> None:
    source = TrainingSource(root, cache_bytes=300_000)  # one 290² background, not two
    for number in range(2):
        source.background(number)
        source.cutout("photo", number)
    assert source.held_bytes <= 300_000


def test_excluded_cutouts_are_left_out(root: Path) -> None:
    assert len(TrainingSource(root, exclude=("disc_1",)).foregrounds["photo"]) == 1


def test_folder_is_found_through_the_environment(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root.rename(root.parent / "train")
    monkeypatch.setenv("DMAT_DATA", str(root.parent))
    assert TrainingSource().has("photo")
    monkeypatch.delenv("DMAT_DATA")
    assert not TrainingSource().has("photo")


def test_wrong_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nowhere"):
        TrainingSource(tmp_path / "nowhere")
    with pytest.raises(DataError, match="No training pictures"):
        TrainingSource(tmp_path)


def test_opaque_and_damaged_cutouts_are_named(root: Path) -> None:
    _write(root / "foregrounds" / "photo" / "a_opaque.png", np.zeros((9, 9, 3), np.uint8))
    with pytest.raises(DataError, match=r"a_opaque.*alpha channel"):
        TrainingSource(root).cutout("photo", 0)
    (root / "foregrounds" / "photo" / "a_opaque.png").write_bytes(b"no picture")
    with pytest.raises(DataError, match=r"a_opaque.*cannot be read"):
        TrainingSource(root).cutout("photo", 0)
