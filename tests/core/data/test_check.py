"""Every kind of problem that a data set can have, and the contact sheet."""

import json
from pathlib import Path

import numpy as np
import pytest
from data.layout_trees import TREES, colours, matte, save, save_set, trimap_of

from core.data.cases import evenly_chosen
from core.data.check import CheckReport, check_data_set
from core.data.contact_sheet import contact_sheet, write_contact_sheet
from core.data.layouts import open_data_set
from core.errors import Cancelled, PictureError
from core.imaging.reading import read_picture


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Ten good pictures with mattes and trimaps."""
    parts = {"image": "image/{}.png", "alpha": "alpha/{}.png", "trimap": "trimap/{}.png"}
    return save_set(tmp_path / "set", [f"p{number}" for number in range(10)], **parts)


def check(root: Path) -> CheckReport:
    return check_data_set(open_data_set(root))


@pytest.mark.parametrize("name", TREES)
def test_nothing_is_wrong_with_the_trees(name: str, tmp_path: Path) -> None:
    root = TREES[name](tmp_path)
    behind = {"composition-1k": "voc", "human-2k": "backgrounds"}.get(name)
    data = open_data_set(root, backgrounds=tmp_path / behind if behind else None)
    report = check_data_set(data)
    assert report.problems == ()
    assert report.cases == report.checked == len(data.cases)
    assert report.layout == name


def test_each_file_is_read_once(tmp_path: Path) -> None:
    # Two kinds of trimap share three pictures and mattes; forty composites four files and their own.
    assert check(TREES["alphamatting"](tmp_path / "a")).files == 3 + 3 + 6
    root = TREES["composition-1k"](tmp_path / "c")
    data = open_data_set(root, backgrounds=tmp_path / "c/voc")
    assert check_data_set(data).files == 2 + 2 + 40 + 40


def test_every_fault_is_told_with_its_file(root: Path) -> None:
    (root / "image/p0.png").write_bytes((root / "image/p0.png").read_bytes()[:700])
    (root / "alpha/p1.png").write_bytes(b"<html>404</html>")
    (root / "trimap/p2.png").write_bytes(b"")
    save(root / "image/p3.png", colours(3)[:, :30])
    save(root / "trimap/p4.png", trimap_of(matte(4))[:20])
    save(root / "alpha/p5.png", np.where(matte(5) > 127, 255, 0).astype(np.uint8))
    save(root / "trimap/p6.png", np.where(matte(6) > 127, 255, 0).astype(np.uint8))
    save(root / "trimap/p7.png", 255 - trimap_of(matte(7)))
    (root / "alpha/p8.png").unlink()
    report = check(root)
    found = {(problem.kind, problem.file) for problem in report.problems}
    assert found == {
        ("unreadable", "image/p0.png"),
        ("unreadable", "alpha/p1.png"),
        ("unreadable", "trimap/p2.png"),
        ("size", "image/p3.png"),
        ("size", "trimap/p4.png"),
        ("matte", "alpha/p5.png"),
        ("trimap", "trimap/p6.png"),
        ("trimap", "trimap/p7.png"),
        ("left out", ""),
    }
    texts = {problem.file: problem.text for problem in report.problems}
    assert "30 × 32" in texts["image/p3.png"] and "32 × 32" in texts["image/p3.png"]
    assert "image/p8.png" in texts[""]
    page = report.to_text()
    assert all(name in page for name in ("p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8"))
    assert "p9" not in page
    data = json.loads(report.to_json())
    assert data["cases"] == 9 and len(data["problems"]) == len(report.problems)


def test_a_slip_at_a_few_pixels_is_no_contradiction(root: Path) -> None:
    trimap = trimap_of(matte(0))
    trimap[0, 0] = 255  # one of some 900 known pixels, more than one in a thousand
    save(root / "trimap/p0.png", trimap)
    assert [problem.kind for problem in check(root).problems] == ["trimap"]
    alpha = matte(1)
    alpha[0, 0] = 20  # known as background and off by less than a tenth: rounding, JPEG
    save(root / "alpha/p1.png", alpha)
    save(root / "trimap/p0.png", trimap_of(matte(0)))
    assert check(root).problems == ()


def test_cutouts_must_be_transparent(tmp_path: Path) -> None:
    root = TREES["cutouts"](tmp_path)
    save(root / "foregrounds/photo/cup.webp", colours())
    save(root / "foregrounds/loose.png", np.dstack((colours(), np.zeros((32, 32), np.uint8))))
    (root / "backgrounds/sky.png").write_bytes(b"\x89PNG")
    problems = check(root).problems
    assert {problem.file: problem.kind for problem in problems} == {
        "foregrounds/photo/cup.webp": "matte",
        "foregrounds/loose.png": "matte",
        "backgrounds/sky.png": "unreadable",
    }


def test_many_problems_are_counted_not_all_printed(root: Path) -> None:
    for number in range(10):
        (root / f"alpha/p{number}.png").write_bytes(b"broken")
    page = check(root).to_text(most=3)
    assert "and 7 more" in page
    assert "Cannot be read (10)" in page


def test_progress_limit_and_cancelling(root: Path) -> None:
    data, seen = open_data_set(root), []
    report = check_data_set(data, limit=4, on_progress=lambda done, total: seen.append((done, total)))
    assert report.checked == 4 and report.cases == 10
    assert seen[-1] == (12, 12)
    assert sorted(seen) == seen
    with pytest.raises(Cancelled):
        check_data_set(data, cancelled=lambda: True)


def test_even_choice_keeps_both_ends() -> None:
    assert evenly_chosen(range(10), 4) == [0, 3, 6, 9]
    assert evenly_chosen(range(3), 4) == evenly_chosen(range(3), None) == [0, 1, 2]


def test_the_sheet_shows_picture_trimap_matte_and_cutout(root: Path, tmp_path: Path) -> None:
    flat = np.full((32, 32, 3), (200, 30, 90), np.uint8)
    save(root / "image/p0.png", flat)
    save(root / "alpha/p0.png", np.full((32, 32), 255, np.uint8))
    save(root / "trimap/p0.png", np.full((32, 32), 128, np.uint8))
    sheet = contact_sheet(open_data_set(root), count=1)
    tiles = [
        np.flatnonzero((sheet[190] == colour).all(axis=1))
        for colour in ((200, 30, 90), (128,) * 3, (255,) * 3)
    ]
    picture, trimap, alpha = tiles
    assert len(picture) == 2 * 160  # in the first and the last tile, five times the 32 px
    assert len(trimap) == len(alpha) == 160
    assert picture[0] < trimap[0] < alpha[0] < picture[-1]
    assert contact_sheet(open_data_set(root)).shape[0] > 2 * sheet.shape[0]
    write_contact_sheet(tmp_path / "sheet.jpg", open_data_set(root))
    assert read_picture(tmp_path / "sheet.jpg").size == contact_sheet(open_data_set(root)).shape[1::-1]
    with pytest.raises(PictureError, match="gif"):
        write_contact_sheet(tmp_path / "sheet.gif", open_data_set(root))


def test_the_sheet_shows_why_a_case_is_not_there(root: Path) -> None:
    good = contact_sheet(open_data_set(root))
    (root / "image/p0.png").write_bytes(b"broken")
    bad = contact_sheet(open_data_set(root))
    assert bad.shape == good.shape
    reddish = (bad[..., 0].astype(int) > 200) & (bad[..., 1] < 170) & (bad[..., 2] < 170)
    assert reddish[84:280, 28:1000].sum() > 200
