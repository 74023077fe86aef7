"""`dmat matte` on whole folders: masks, going on after a stop or a kill, and what is never done."""

import json
import os
import signal
import subprocess
import sys
import time
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest

from core import cli
from core.batch.guides import is_like_mask
from core.imaging.band import proposed_widths

ROOT = Path(__file__).parents[2]
SIZE = (96, 80)


def write_pictures(folder: Path, *names: str, guide: str = "_trimap") -> list[Path]:
    """Bright discs on a dark ground, each with its trimap or, for another `guide`, its hard mask."""
    folder.mkdir(exist_ok=True)
    rows, columns = np.mgrid[: SIZE[1], : SIZE[0]]
    distance = np.hypot(rows - 40, columns - 48)
    mask = np.where(distance < 24, 255, 0).astype(np.uint8)
    trimap = np.where(np.abs(distance - 24) < 6, 128, mask).astype(np.uint8)
    for number, name in enumerate(names):
        noise = np.random.default_rng(number).integers(0, 40, (*mask.shape, 3))
        cv2.imwrite(str(folder / f"{name}.png"), (mask[..., None] // 2 + noise).astype(np.uint8))
        cv2.imwrite(str(folder / f"{name}{guide}.png"), trimap if guide == "_trimap" else mask)
    return [folder / f"{name}.png" for name in names]


def matte(*arguments: object) -> int:
    return cli.main(["matte", *map(str, arguments), "--model", "closed-form"])


def alpha(folder: Path, name: str) -> np.ndarray:
    return cv2.imread(str(folder / f"{name}_alpha.png"), cv2.IMREAD_UNCHANGED)


def test_a_folder_is_its_pictures_without_what_lies_beside_them(tmp_path: Path, capsys) -> None:
    write_pictures(tmp_path / "in", "one", "two")
    for _ in range(2):  # the results lie among the pictures the second time
        assert matte(tmp_path / "in", "-o", tmp_path / "in") == 0
        assert capsys.readouterr().out.count("→") == 2


def test_all_files_of_a_folder_named_by_a_shell_are_its_pictures_too(tmp_path: Path, capsys) -> None:
    one, _ = write_pictures(tmp_path / "in", "one", "two")
    assert matte(*sorted((tmp_path / "in").iterdir()), "-o", tmp_path / "out") == 0
    assert capsys.readouterr().out.count("→") == 2
    # Named without its picture, a file is what was asked for.
    trimap = one.with_name("one_trimap.png")
    assert matte(trimap, "--trimap", trimap, "-o", tmp_path / "other") == 0
    assert capsys.readouterr().out.count("→") == 1


def test_a_mask_becomes_a_trimap_with_a_band(tmp_path: Path) -> None:
    (picture,) = write_pictures(tmp_path, "disc", guide="_mask")
    mask = cv2.imread(str(tmp_path / "disc_mask.png"), cv2.IMREAD_GRAYSCALE)
    inner, outer = proposed_widths(SIZE)
    assert (inner, outer) == (1, 2)
    (tmp_path / "disc_mask.png").rename(tmp_path / "other.png")
    options = ["--mask", tmp_path / "other.png", "-o", tmp_path]
    for widths in ([], ["--inner", 6, "--outer", 9]):
        assert matte(picture, *options, *widths) == 0
        inner, outer = (6, 9) if widths else (1, 2)
        kernel = [
            cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * r + 1, 2 * r + 1)) for r in (inner, outer)
        ]
        found = alpha(tmp_path, "disc")
        assert (found[cv2.erode(mask, kernel[0]) == 255] == 255).all()
        assert (found[cv2.dilate(mask, kernel[1]) == 0] == 0).all()
        assert ((found > 0) & (found < 255)).any()


def test_what_is_a_mask_is_told_from_a_trimap() -> None:
    mask = np.zeros((60, 60), np.uint8)
    cv2.circle(mask, (30, 30), 20, 255, -1)
    trimap = mask.copy()
    cv2.circle(trimap, (30, 30), 20, 128, 5)
    noise = np.random.default_rng(0).integers(-9, 10, mask.shape)
    assert is_like_mask(mask) and is_like_mask(cv2.GaussianBlur(mask, (0, 0), 2)) and is_like_mask(mask > 0)
    for grey in (trimap, np.clip(trimap.astype(int) + noise, 0, 255).astype(np.uint8)):
        assert not is_like_mask(grey)


def test_a_batch_goes_on_where_it_was_and_does_again_what_differs(tmp_path: Path, capsys) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_pictures(folder, "one", "two", "three")
    (folder / "two.png").write_bytes(b"no picture")
    assert matte(folder, "-o", out) == 1
    assert "1 of 3 pictures failed" in capsys.readouterr().err
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("*.png")}
    write_pictures(folder, "one", "two", "three")  # mended
    assert matte(folder, "-o", out, "--resume") == 0
    said = capsys.readouterr()
    assert "2 of 3 pictures were done before and skipped" in said.err
    assert [line for line in said.out.splitlines() if "→" in line and "two" in line] == said.out.splitlines()[
        -1:
    ]
    assert all((out / name).stat().st_mtime_ns == written for name, written in before.items())
    # Another setting, a picture, a trimap, a missing result: each is a reason to do it again.
    assert matte(folder, "-o", out, "--resume", "--cutout", "--original-colours") == 0
    assert capsys.readouterr().out.count("→") == 3
    options = ["-o", out, "--resume", "--cutout", "--original-colours"]
    cv2.imwrite(str(folder / "one.png"), cv2.imread(str(folder / "one.png")) + 1)
    trimap = cv2.imread(str(folder / "two_trimap.png"), -1)
    trimap[:5] = 128
    cv2.imwrite(str(folder / "two_trimap.png"), trimap)
    (out / "three_cutout.png").unlink()
    assert matte(folder, *options) == 0
    assert capsys.readouterr().out.count("→") == 3
    assert matte(folder, *options) == 0
    assert capsys.readouterr().out.count("skipped, done before") == 3


def test_a_result_that_was_changed_by_hand_is_kept(tmp_path: Path, capsys) -> None:
    write_pictures(tmp_path / "in", "one", "two")
    out = tmp_path / "out"
    assert matte(tmp_path / "in", "-o", out) == 0
    cv2.imwrite(str(out / "one_alpha.png"), np.zeros(SIZE[::-1], np.uint8))
    assert matte(tmp_path / "in", "-o", out, "--resume") == 1
    assert "one_alpha.png was changed since it was written" in capsys.readouterr().err
    assert not alpha(out, "one").any()
    # Nor does another way of making it take its place; files of other names are in nobody's way.
    assert matte(tmp_path / "in", "-o", out, "--resume", "--cutout", "--original-colours") == 1
    assert "one_alpha.png was changed since it was written" in capsys.readouterr().err
    assert not alpha(out, "one").any() and (out / "two_cutout.png").exists()
    assert matte(tmp_path / "in", "-o", out, "--resume", "--format", "tiff") == 0
    assert (out / "one_alpha.tif").exists() and not alpha(out, "one").any()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere names are text")
def test_a_picture_whose_name_is_no_text_is_matted_as_any_other(tmp_path: Path, capsys) -> None:
    folder, out, name = tmp_path / "in", tmp_path / "out", os.fsdecode(b"caf\xe9")
    write_pictures(folder, "cafe", "tea")
    for tail in ("", "_trimap"):
        (folder / f"cafe{tail}.png").rename(folder / f"{name}{tail}.png")
    options = ("-o", out, "--cutout", "--original-colours", "--resume")
    assert matte(folder, *options) == 0, capsys.readouterr().err
    written = {path.name for path in out.iterdir()} - {"tea_alpha.png", "tea_cutout.png"}
    assert written == {f"{name}_alpha.png", f"{name}_cutout.png", "dmat-batch.json"}
    assert (out / f"{name}_alpha.png").stat().st_size
    capsys.readouterr()
    assert matte(folder, *options) == 0
    assert capsys.readouterr().out.count("skipped, done before") == 2


def test_a_foreign_file_of_the_records_name_is_left_alone(tmp_path: Path, capsys) -> None:
    write_pictures(tmp_path / "in", "one", "two")
    mine = tmp_path / "dmat-batch.json"
    for text in ("{}", "[1]", '{"format": "other"}', "no JSON"):
        mine.write_text(text)
        assert matte(tmp_path / "in", "-o", tmp_path) == 1
        assert "is not a record of this program" in capsys.readouterr().err
        assert mine.read_text() == text


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not there")
def test_a_batch_that_was_killed_goes_on(tmp_path: Path, capsys) -> None:
    names = [f"p{number}" for number in range(6)]
    write_pictures(tmp_path / "in", *names)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "core.cli", "matte", str(tmp_path / "in"), "-o", str(out)]
    command += ["--model", "closed-form"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while not (out / "dmat-batch.json").exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.001)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    done = json.loads((out / "dmat-batch.json").read_text())["done"]
    assert 1 <= len(done) < len(names)
    # As a kill within the writing of the next one leaves it.
    victim = names[len(done)]
    temporary = out / f".{zlib.crc32(f'{victim}_alpha.png'.encode()):08x}-0123456789ab.tmp"
    temporary.write_bytes(b"half a file")
    kept = {name: (out / f"{name}_alpha.png").stat().st_mtime_ns for name in done}
    assert matte(tmp_path / "in", "-o", out, "--resume") == 0
    assert capsys.readouterr().out.count("skipped, done before") == len(done)
    assert {name: (out / f"{name}_alpha.png").stat().st_mtime_ns for name in done} == kept
    assert sorted(path.name for path in out.iterdir()) == sorted(
        ["dmat-batch.json", *(f"{name}_alpha.png" for name in names)]
    )
