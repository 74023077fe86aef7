"""Project files: equal to the bit when read again, whole or not there, and nothing in them believed."""

import json
import os
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from core.errors import Cancelled, ProjectError
from core.files import file_digest
from core.imaging.picture import Picture
from core.projects import writing
from core.projects.pictures import find_picture
from core.projects.project import PictureReference, Project, ProjectRun
from core.projects.reading import read_project, read_project_result, read_summary
from core.projects.writing import write_project
from core.step_mattes import MATTE_KINDS, StepMattes, UnknownPixels

WIDTH, HEIGHT = 37, 23
RNG = np.random.default_rng(5)


def trimap():
    return RNG.choice(np.array([0, 128, 255], np.uint8), (HEIGHT, WIDTH))


def matte(count):
    """Half floats of every kind, those that are no numbers too."""
    values = RNG.standard_normal(count).astype(np.float16)
    values.reshape(-1)[:2] = np.nan, -np.inf
    return values


def steps_of(unknown):
    shape = (HEIGHT, WIDTH) if unknown is None else len(unknown.places)
    first = StepMattes(250, 0, matte(shape), None, None, matte(shape), trimap=unknown)
    return first, StepMattes(0, 1, *(matte(shape) for _ in MATTE_KINDS), trimap=unknown)


def run(number, unknown, its_trimap=None, **parts):
    its_trimap = trimap() if its_trimap is None else its_trimap
    return ProjectRun(
        f"Hår {number} “α”", number, RNG.random((HEIGHT, WIDTH), np.float32), its_trimap, "compact",
        {"t_start": 250, "steps": 5, "seed": 3, "correct": True, "tile": None}, steps_of(unknown),
        RNG.random((HEIGHT, WIDTH), np.float32), (1, "corrected"), (0.1 + 0.2, 1e-17), {"model": "compact"},
        "CPU", "float32", 1 / 3, ("A note.",), **parts,
    )  # fmt: skip


@pytest.fixture
def project(tmp_path):
    own, mended = trimap(), UnknownPixels(trimap())
    runs = (
        run(1, UnknownPixels(own), own), run(2, mended), run(4, None),
        replace(run(5, None), steps=(), start=None, adopted=None, asked=None),
    )  # fmt: skip
    retouch = RNG.integers(0, 1024, (HEIGHT, WIDTH, 2)).astype("<u2")
    reference = PictureReference("Ärger.png", (WIDTH, HEIGHT), tmp_path / "pictures" / "Ärger.png", "ab" * 32)
    return Project(reference, trimap(), None, runs, 2, retouch, 7, tmp_path / "home.dmat", (3**39, 5))


def parts(value):
    """Whatever is in a project, with arrays as what makes them equal."""
    if isinstance(value, np.ndarray):
        return value.dtype, value.shape, value.tobytes()
    if isinstance(value, StepMattes):
        trimap = None if value.unknown is None else parts(value.unknown.trimap)
        return value.t, value.index, trimap, [parts(value.values(kind)) for kind in MATTE_KINDS]
    if isinstance(value, tuple):
        return [parts(item) for item in value]
    if isinstance(value, Project | ProjectRun | Picture):
        return {name: parts(item) for name, item in vars(value).items() if name not in ("saved", "reference")}
    return value


def test_a_project_read_again_is_equal_to_the_bit(project, tmp_path):
    write_project(tmp_path / "work.dmat", project)
    again = read_project(tmp_path / "work.dmat")
    assert parts(again) == parts(project)
    assert again.reference == replace(project.reference, relative="pictures/Ärger.png")
    assert abs((again.saved - project.saved).total_seconds()) < 1
    assert again.runs[0].steps[0].unknown is again.runs[0].steps[1].unknown
    assert np.array_equal(again.runs[0].steps[1].alpha0, project.runs[0].steps[1].alpha0, equal_nan=True)
    summary = read_summary(tmp_path / "work.dmat")
    assert (summary.reference, summary.home) == (again.reference, project.home)
    assert os.listdir(tmp_path) == ["work.dmat"]


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_a_picture_goes_into_its_project_in_its_own_depth(project, tmp_path, dtype):
    pixels = (RNG.random((HEIGHT, WIDTH, 3)) * 200).astype(dtype)
    picture = Picture(pixels, pixels[..., 0].copy(), b"profile", b"exif")
    write_project(tmp_path / "work.dmat", replace(project, embedded=picture))
    assert parts(read_project(tmp_path / "work.dmat").embedded) == parts(picture)
    write_project(tmp_path / "work.dmat", replace(project, embedded=b"\xff\xd8 a file as it was"))
    assert read_project(tmp_path / "work.dmat").embedded == b"\xff\xd8 a file as it was"


def test_a_project_without_anything_but_its_trimap(tmp_path):
    bare = Project(PictureReference("picture", (3, 2)), np.full((2, 3), 128, np.uint8))
    write_project(tmp_path / "bare.dmat", bare)
    assert parts(read_project(tmp_path / "bare.dmat")) == parts(bare)


def test_a_save_that_fails_leaves_the_last_good_file(project, tmp_path, monkeypatch):
    path = tmp_path / "work.dmat"
    write_project(path, project)
    good = path.read_bytes()

    def full(_handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(writing.os, "fsync", full)
        with pytest.raises(ProjectError, match=r"No space left on device.*unchanged"):
            write_project(path, replace(project, trimap=trimap()))
    with pytest.raises(Cancelled):
        write_project(path, replace(project, trimap=trimap()), cancelled=lambda: True)
    assert path.read_bytes() == good
    assert os.listdir(tmp_path) == ["work.dmat"]


def test_what_is_not_read_back_as_it_was_written_is_no_save(project, tmp_path, monkeypatch):
    write = writing._write

    def spoil(path, members, meter):
        changed = [*members[:-1], replace(members[-1], data=members[-1].data + 1)]
        write(path, changed, meter)

    monkeypatch.setattr(writing, "_write", spoil)
    with pytest.raises(ProjectError, match="not read back"):
        write_project(tmp_path / "work.dmat", project)
    assert os.listdir(tmp_path) == []


def test_the_share_grows_to_the_whole(project, tmp_path):
    shares = []
    write_project(tmp_path / "work.dmat", project, on_share=shares.append)
    assert shares == sorted(shares) and shares[-1] == 1


def rewritten(path: Path, change) -> Path:
    """The project with other members: `change` gets them by name, with the manifest as an object."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["manifest.json"] = json.loads(members["manifest.json"])
    change(members)
    if not isinstance(members["manifest.json"], bytes):
        members["manifest.json"] = json.dumps(members["manifest.json"]).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_time_without_a_zone_can_be_compared_with_one_that_has_one(project, tmp_path):
    write_project(tmp_path / "work.dmat", project)
    rewritten(tmp_path / "work.dmat", set_to("saved", value="2020-05-03T14:03:00"))
    saved = read_summary(tmp_path / "work.dmat").saved
    assert saved < project.saved and saved == datetime(2020, 5, 3, 14, 3).astimezone()


def test_members_and_fields_that_nobody_knows_are_left_alone(project, tmp_path):
    def add(members):
        members["../../evil.txt"] = members["/tmp/evil.txt"] = b"evil"
        members["manifest.json"]["mood"] = members["manifest.json"]["picture"]["mood"] = {"good": True}

    write_project(tmp_path / "work.dmat", project)
    assert parts(read_project(rewritten(tmp_path / "work.dmat", add))) == parts(project)
    assert os.listdir(tmp_path) == ["work.dmat"]


def set_to(*keys, value):
    def change(members):
        there = members["manifest.json"]
        for key in keys[:-1]:
            there = there[key]
        there[keys[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (set_to("version", value=2), "later version of DiffusionMat: update the app"),
        (set_to("format", value="photo"), "not a project of this app"),
        (set_to("version", value="1"), "damaged"),
        (set_to("picture", "size", value=[WIDTH, HEIGHT - 1]), "larger than its picture allows"),
        (set_to("picture", "size", value=[2**20, 2**20]), "size cannot be"),
        (set_to("picture", "size", value=[30000, 30000]), "not as large as it must be"),
        (set_to("picture", "name", value=None), "damaged"),
        (set_to("runs", value=[7]), "damaged"),
        (set_to("runs", 0, "number", value=-1), "damaged"),
        (set_to("runs", 0, "settings", "seed", value="0"), "damaged"),
        (set_to("runs", 0, "adopted", "step", value=9), "the step in use is not there"),
        (set_to("runs", 0, "steps", "list", 0, "kinds", value=["alpha0", "../x"]), "damaged"),
        (set_to("current", value=4), "damaged"),
        (set_to("home_stamp", value=[1]), "damaged"),
        (set_to("saved", value="yesterday"), "damaged"),
        (set_to("saved", value="0001-01-01T00:00+23:59"), "damaged"),
        (lambda members: members.update({"manifest.json": b"{"}), "damaged"),
        (lambda members: members.update({"manifest.json": b"[" * 200_000}), "damaged"),
        (lambda members: members.update({"manifest.json": b" " * (2**24 + 1)}), "larger than"),
        (lambda members: members.pop("manifest.json"), "not a project"),
        (lambda members: members.pop("runs/0/alpha"), "“runs/0/alpha” is missing"),
        (lambda members: members.update({"runs/0/alpha": bytes(2**24)}), "larger than its picture allows"),
        (lambda members: members.update({"runs/1/steps/0/alpha0": b""}), "not as large as it must be"),
        (lambda members: members.update({"trimap": bytes([7]) * WIDTH * HEIGHT}), "no trimap"),
    ],
)
def test_what_cannot_be_right_gets_a_sentence(project, tmp_path, change, sentence):
    write_project(tmp_path / "work.dmat", project)
    if sentence == "not a project":
        with zipfile.ZipFile(tmp_path / "work.dmat", "w") as archive:
            archive.writestr("letter.txt", "Dear reader")
    else:
        rewritten(tmp_path / "work.dmat", change)
    with pytest.raises(ProjectError, match=sentence) as caught:
        read_project(tmp_path / "work.dmat")
    assert "work.dmat" in str(caught.value)


def test_damage_anywhere_is_an_error_or_does_no_harm(project, tmp_path):
    path = tmp_path / "work.dmat"
    write_project(path, project)
    whole = path.read_bytes()
    for length in range(0, len(whole), 997):
        path.write_bytes(whole[:length])
        with pytest.raises(ProjectError, match=r"work\.dmat"):
            read_project(path)
    refused = 0
    for place in range(0, len(whole), 61):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            assert parts(read_project(path)) == parts(project)  # as in a date, which nothing hangs on
        except ProjectError:
            refused += 1
    assert refused > len(whole) / 61 * 0.8


def test_a_step_in_use_is_the_result(project, tmp_path):
    own = trimap()
    unknown = UnknownPixels(own)
    mattes = [RNG.random(len(unknown.places)).astype(np.float16) for _ in MATTE_KINDS]
    steps = (StepMattes(0, 0, *mattes, trimap=unknown),)
    used = replace(run(1, None, own), steps=steps, adopted=(0, "corrected"))
    write_project(tmp_path / "work.dmat", replace(project, runs=(used,), current=0, retouch=None))
    expected = (own / 255).astype(np.float32)
    expected[own == 128] = mattes[1]
    np.testing.assert_allclose(read_project_result(tmp_path / "work.dmat"), expected)


def test_a_disk_that_fails_is_no_damage(project, tmp_path, monkeypatch):
    def failing(*_arguments):
        raise OSError(5, "Input/output error")

    path = tmp_path / "work.dmat"
    write_project(path, project)
    monkeypatch.setattr("core.projects.archive.zipfile.ZipFile", failing)
    with pytest.raises(ProjectError, match=r"work\.dmat cannot be read \(Input/output error\)"):
        read_project(path)


def test_a_directory_that_points_before_the_file_is_damage(project, tmp_path):
    path = tmp_path / "work.dmat"
    write_project(path, project)
    data = bytearray(path.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    data[end + 12 : end + 20] = (2**31).to_bytes(4, "little") * 2  # the directory's size and place
    path.write_bytes(data)
    with pytest.raises(ProjectError, match=r"work\.dmat"):
        read_summary(path)


@pytest.mark.parametrize("relative", ["x" * 300, "circle.png"])
def test_a_picture_is_found_where_it_was_whatever_is_wrong_beside_its_project(tmp_path, relative):
    (tmp_path / "circle.png").symlink_to("circle.png")
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"a picture")
    reference = PictureReference("picture.png", (WIDTH, HEIGHT), picture, file_digest(picture), relative)
    assert find_picture(reference, tmp_path) == (picture, True)


def test_a_folder_and_a_missing_file_are_named(project, tmp_path):
    with pytest.raises(ProjectError, match="is a folder"):
        write_project(tmp_path, project)
    with pytest.raises(ProjectError, match=r"gone\.dmat"):
        read_project(tmp_path / "gone.dmat")
    with pytest.raises(ProjectError, match=r"gone"):
        write_project(tmp_path / "gone" / "work.dmat", project)
