"""The user's training set: exact values, three files or none, names, and that it trains as pairs."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from data.layout_trees import colours, matte, trimap_of

from core.data.composites import composite_sample
from core.data.layouts import open_data_set
from core.data.loading import load_case
from core.data.sources import TrainingSource
from core.data.training_set import TrainingSet, safe_name
from core.errors import PictureError
from core.imaging.picture import Picture
from core.imaging.reading import read_picture

ALPHA = np.linspace(0, 1, 32 * 32, dtype=np.float32).reshape(32, 32)


@pytest.fixture
def own(tmp_path: Path) -> TrainingSet:
    return TrainingSet(tmp_path / "data" / "training-set")


def files(own: TrainingSet) -> dict[str, bytes]:
    return {path.relative_to(own.folder).as_posix(): path.read_bytes() for path in own.folder.rglob("*.*")}


def add(own: TrainingSet, name: str, seed: int = 0, alpha: np.ndarray = ALPHA) -> str:
    return own.add(name, Picture.from_array(colours(seed)), trimap_of(matte(seed)), alpha)


def test_what_is_added_is_read_back_to_the_last_bit(own: TrainingSet) -> None:
    assert len(own) == 0 and not own.holds("fern")
    assert add(own, "fern", 3) == "fern"
    assert len(own) == 1 and own.holds("Fern")
    (case,) = open_data_set(own.folder).cases
    loaded = load_case(case)
    assert case.name == "fern"
    assert np.array_equal(loaded.image, colours(3))
    assert np.array_equal(loaded.trimap, trimap_of(matte(3)))
    assert loaded.alpha.dtype == np.uint16
    assert np.array_equal(loaded.alpha, np.rint(ALPHA.astype(np.float64) * 65535).astype(np.uint16))


def test_deep_pictures_keep_sixteen_bits_and_floats_become_what_training_sees(own: TrainingSet) -> None:
    deep = colours(1).astype(np.uint16) * 257 + 3
    own.add("deep", Picture.from_array(deep), trimap_of(matte(1)), ALPHA)
    assert np.array_equal(read_picture(own.folder / "images/deep.png").pixels, deep)
    scene = Picture.from_array(np.random.default_rng(0).random((32, 32, 3), np.float32) * 2)
    own.add("scene", scene, trimap_of(matte(1)), ALPHA)
    stored = read_picture(own.folder / "images/scene.png")
    np.testing.assert_allclose(stored.srgb_float(), scene.srgb_float(), atol=1e-5)


def test_a_picture_added_again_takes_the_place_of_the_first_or_another_name(own: TrainingSet) -> None:
    add(own, "fern", 1)
    assert own.free_name("Fern") == "Fern 2"
    assert add(own, "FERN", 2, 1 - ALPHA) == "fern"
    assert len(own) == 1
    (case,) = open_data_set(own.folder).cases
    assert np.array_equal(load_case(case).image, colours(2))
    assert load_case(case).alpha[0, 0] == 65535
    add(own, own.free_name("fern"), 4)
    assert [case.name for case in open_data_set(own.folder).cases] == ["fern 2", "fern"]


@pytest.mark.parametrize("file", [1, 2, 3])
def test_a_full_disk_leaves_nothing_half(
    own: TrainingSet, monkeypatch: pytest.MonkeyPatch, file: int
) -> None:
    add(own, "fern", 1)
    before, write, written = files(own), Path.write_bytes, []

    def full(path: Path, data: bytes) -> int:
        written.append(path)
        if len(written) == file:
            write(path, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    for name in ("fern", "moss"):
        written.clear()
        with pytest.raises(PictureError, match="No space left"):
            add(own, name, 2)
    assert files(own) == before


def test_nothing_is_left_of_a_first_picture_that_fails(
    own: TrainingSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    with pytest.raises(PictureError):
        add(own, "fern")
    assert set(files(own)) <= {"at-work.lock"} and not (own.folder / "images").exists()


@pytest.mark.parametrize("part", ["images", "alphas", "trimaps"])
def test_three_or_none_take_their_places(own: TrainingSet, monkeypatch: pytest.MonkeyPatch, part) -> None:
    add(own, "fern", 1)
    before, replace = files(own), os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target).parent.name == part and Path(source).suffix == ".tmp":
            raise OSError(errno.EACCES, "Permission denied")
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    for name in ("fern", "moss"):
        with pytest.raises(PictureError, match="Permission denied"):
            add(own, name, 2)
        assert files(own) == before


class Killed(BaseException):
    """As a signal that nothing can heed: whoever cleans up finds that nothing can be done any more."""


@pytest.mark.parametrize("deed", range(1, 10))  # three set aside, three put in their places, three removed
def test_a_kill_while_a_picture_is_replaced_leaves_no_mixed_one(
    own: TrainingSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: int
) -> None:
    other = TrainingSet(tmp_path / "other")
    add(other, "fern", 2, 1 - ALPHA)
    add(own, "fern", 1)
    whole, done = (files(own), files(other)), []

    def until_killed(real):
        def do(*arguments, **named):
            done.append(arguments)
            if len(done) == deed:
                raise Killed
            if len(done) > deed:
                raise OSError(errno.EIO, "dead")
            return real(*arguments, **named)

        return do

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", until_killed(os.replace))
        patch.setattr(Path, "unlink", until_killed(Path.unlink))
        with pytest.raises(Killed):
            add(own, "fern", 2, 1 - ALPHA)
    found = {name: data for name, data in files(own).items() if "/." not in name}
    assert found in whole or "images/fern.png" not in found
    add(own, "moss", 3)
    found = {name: data for name, data in files(own).items() if not name.endswith((".tmp", "/moss.png"))}
    assert found in whole


def kill_at(monkeypatch: pytest.MonkeyPatch, own: TrainingSet, part: str) -> None:
    """Add a fern, and be killed when its file of that part is to take its place."""
    replace = os.replace

    def until_there(source: Path, target: Path) -> None:
        if Path(target).parent.name == part and Path(source).suffix == ".tmp":
            raise Killed
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", until_there)
        patch.setattr(TrainingSet, "_put_back", lambda *_: None)
        patch.setattr("core.imaging.file_batch._take_back", lambda _: True)
        with pytest.raises(Killed):
            add(own, "fern", 2, 1 - ALPHA)


def test_a_new_trimap_does_not_stay_where_the_old_picture_had_none(own: TrainingSet, monkeypatch) -> None:
    add(own, "fern", 1)
    (own.folder / "trimaps/fern.png").unlink()
    before = files(own)
    kill_at(monkeypatch, own, "alphas")
    assert (own.folder / "trimaps/fern.png").exists() and len(own) == 0
    add(own, "moss", 3)
    assert {name: data for name, data in files(own).items() if "moss" not in name} == before


def test_what_a_living_process_has_set_aside_is_left_to_it(own: TrainingSet) -> None:
    add(own, "fern", 1)
    (own.folder / "images/fern.png").rename(own.folder / "images/.fern.png.old")
    before = files(own)
    program = (
        "import sys; from pathlib import Path; from core.files import held\n"
        "with held(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(own.folder / "at-work.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(PictureError, match="Another window"):
            add(own, "moss", 2)
        assert files(own) == before
        other.stdin.close()
    add(own, "moss", 2)
    assert own.holds("moss") and (own.folder / "images/fern.png").exists()


def test_it_says_so_where_the_picture_before_cannot_be_put_back(own: TrainingSet, monkeypatch) -> None:
    add(own, "fern", 1)
    before, replace = files(own), os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target).name == "fern.png":
            raise OSError(errno.EACCES, "Permission denied")
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with pytest.raises(PictureError, match=r"Permission denied.*could not be put back") as caught:
            add(own, "fern", 2)
    assert "unchanged" not in str(caught.value)
    add(own, "moss", 3)
    assert {name: data for name, data in files(own).items() if "moss" not in name} == before


def test_an_error_without_the_systems_words_is_said_in_its_own(own: TrainingSet, monkeypatch) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise OSError("no such thing here")

    add(own, "fern", 1)
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PictureError, match="no such thing here"):
        add(own, "fern", 2)


def test_long_names_are_added_and_replaced_and_have_free_ones_beside_them(own: TrainingSet) -> None:
    for long in ("蕨" * 83, "x" * 400):
        name = add(own, long, 1)
        assert add(own, long, 2) == name
        free = own.free_name(long)
        assert free.endswith(" 2") and not own.holds(free)
        assert add(own, free, 3) == free
    assert len(own) == 4


def test_names_are_made_fit_for_files() -> None:
    assert safe_name("a/b: c?") == "a_b_ c_"
    assert safe_name(" .. ") == "picture"
    assert len(safe_name("x" * 400)) == 100


def test_it_trains_as_pictures_without_foreground_colours(own: TrainingSet) -> None:
    soft = matte(0, 96) / np.float32(255)
    own.add("fern", Picture.from_array(colours(0, 96)), trimap_of(matte(0, 96)), soft)
    source = TrainingSource([open_data_set(own.folder)])
    assert len(source.pictures) == 1 and not any(source.foregrounds.values())
    samples = [composite_sample(source, 0, index, 64) for index in range(12)]
    whole = [sample for sample in samples if np.array_equal(sample.foreground, sample.image)]
    assert whole  # taken as they are: both colours are the picture, so that no matte changes the composite
    assert all(np.array_equal(sample.background, sample.image) for sample in whole)
