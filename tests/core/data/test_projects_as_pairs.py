"""Projects as pictures with mattes: exact, beside others, and why one is of no use."""

from pathlib import Path

import numpy as np
import pytest
from data.layout_trees import colours, matte, projects, save, save_project, save_set, trimap_of

from core.cli import main
from core.data.check import check_data_set
from core.data.layouts import open_data_set
from core.data.loading import load_case
from core.data.sources import TrainingSource
from core.evaluation.records import fingerprint
from core.projects.result import FULL


def retouched_corner() -> np.ndarray:
    """Retouch that makes the first four rows opaque, and the next four half as opaque again as they were."""
    planes = np.zeros((32, 32, 2), "<u2")
    planes[:4] = FULL
    planes[4:8, :, 0] = FULL // 2
    return planes


def test_a_project_is_its_picture_its_trimap_and_its_result(tmp_path: Path) -> None:
    save_project(tmp_path / "a.dmat", 2, retouch=retouched_corner(), runs=2)
    (case,) = open_data_set(tmp_path).cases
    loaded = load_case(case)
    assert np.array_equal(loaded.image, colours(2))
    assert np.array_equal(loaded.trimap, trimap_of(matte(2)))
    expected = matte(2) / np.float32(255)
    expected[4:8] *= (FULL - FULL // 2) / FULL
    expected[:4] = 1
    np.testing.assert_allclose(loaded.alpha, expected, atol=1e-6)
    assert (loaded.alpha[:4] == 1).all()
    assert np.array_equal(loaded.alpha[8:], expected[8:])


def test_a_project_that_refers_to_its_picture_trains_on_that_file(tmp_path: Path) -> None:
    data = open_data_set(projects(tmp_path))
    assert [case.image.name for case in data.cases] == ["fern.dmat", "photo of moss.png"]
    source = TrainingSource([data])
    assert [case.name for case in source.pictures] == ["fern", "moss"]
    assert not any(source.foregrounds.values())  # so that the losses on composition have nothing to compare
    for number, case in enumerate(source.pictures):
        rgba = source.whole(number).rgba
        assert np.array_equal(rgba[..., :3], load_case(case).image)
        assert np.array_equal(rgba[..., 3], matte(number))


def test_what_is_of_no_use_is_named_with_the_reason(tmp_path: Path) -> None:
    save_project(tmp_path / "good.dmat")
    save_project(tmp_path / "painted.dmat", runs=0)
    gone, changed = (save(tmp_path / "away" / f"{name}.png", colours(5)) for name in ("gone", "changed"))
    save_project(tmp_path / "lost.dmat", 5, gone)
    save_project(tmp_path / "stale.dmat", 5, changed)
    gone.unlink()
    save(changed, colours(6))
    (tmp_path / "broken.dmat").write_bytes(b"PK no zip")
    data = open_data_set(tmp_path)
    assert [case.name for case in data.cases] == ["good"]
    for said in (
        "painted.dmat has no finished result",
        "gone.png, the picture of lost.dmat, is not where it was",
        "changed.png is not the file that stale.dmat was made with",
        "broken.dmat is not a project of this app",
    ):
        assert sum(said in problem for problem in data.problems) == 1, said
    assert len(data.problems) == 4


def test_projects_count_among_others_but_not_twice(tmp_path: Path) -> None:
    save_set(tmp_path, ["one", "two"], image="{}.png", alpha="{}_alpha.png")
    save_project(tmp_path / "one.dmat", 7)  # of the name of a picture that has its matte
    save_project(tmp_path / "again.dmat", 1, tmp_path / "two.png")  # of a picture that has its matte
    save_project(tmp_path / "more.dmat", 8)
    data = open_data_set(tmp_path)
    assert [case.name for case in data.cases] == ["one", "two", "more"]
    assert {note.split()[0] for note in data.notes} == {"one.dmat", "again.dmat"}
    assert [case.name for case in open_data_set(tmp_path, "beside").cases] == ["one", "two"]


def test_a_single_project_is_a_data_set(tmp_path: Path) -> None:
    folder = projects(tmp_path)
    assert [case.name for case in open_data_set(folder / "moss.dmat").cases] == ["moss"]


def test_a_changed_result_is_another_case(tmp_path: Path) -> None:
    prints = set()
    for retouch in (None, retouched_corner()):
        save_project(tmp_path / "a.dmat", retouch=retouch)
        (case,) = open_data_set(tmp_path).cases
        prints.add(fingerprint(case))
    assert len(prints) == 2


def test_the_check_decodes_all_that_is_in_them(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    folder = projects(tmp_path)
    report = check_data_set(open_data_set(folder))
    assert report.problems == () and report.files == 3
    hard = save_project(
        folder / "hard.dmat", 3, retouch=np.full((32, 32, 2), FULL, "<u2")
    )  # opaque throughout
    report = check_data_set(open_data_set(folder))
    assert {(problem.kind, problem.file) for problem in report.problems} == {
        ("matte", hard.name),
        ("trimap", hard.name),
    }
    assert main(["data", "check", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "projects (layout projects)" in said and "hard.dmat: it is all foreground" in said
