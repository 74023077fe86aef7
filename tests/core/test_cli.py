"""`dmat matte`: what it writes, what it says, and its exit codes."""

import shutil
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import OpenEXR
import pytest
import torch
from compilers_for_tests import Compiler

import core.predictor
import resources
from core import cli
from core.errors import SettingsError
from core.logs import FILE, log_folder
from core.predictor import MattingResult, RunSettings, StepMattes

SAMPLE = resources.samples()[0]
STEPS = ((0, 250), (1, 125), (2, 0))


class FakePredictor:
    """Takes the trimap for the alpha, and keeps what it was asked for."""

    asked: list[RunSettings] = []
    error: Exception | None = None

    def __init__(self, model: str = "compact", *, device: str = "auto", compiled: bool = False) -> None:
        if device == "none":
            raise SettingsError("There is no device 'none' here.")
        self.model = model

    def run(self, image, trimap, *, settings, on_progress, cancelled, keep_steps) -> MattingResult:
        self.asked.append(settings)
        if self.error is not None:
            raise self.error
        on_progress(0.5, "refining")
        alpha = trimap.astype(np.float32) / 255
        noisy = alpha.astype(np.float16) * 3 - 1
        mattes = [StepMattes(t, index, noisy, None, None, noisy) for index, t in STEPS] if keep_steps else []
        return MattingResult(
            alpha=alpha, steps=tuple(mattes), start=alpha, settings=replace(settings, t_start=250, steps=2),
            model=self.model, device="CPU", precision="float32", seconds=0.1, notes=("A note.",),
        )  # fmt: skip


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> type[FakePredictor]:
    monkeypatch.setattr(core.predictor, "MattingPredictor", FakePredictor)
    monkeypatch.setattr(FakePredictor, "asked", [])
    return FakePredictor


def small_sample(folder: Path, name: str = "head") -> Path:
    """A corner of the astronaut with its trimap, saved as a picture of its own."""
    folder.mkdir(exist_ok=True)
    for source, suffix in ((SAMPLE.picture, ""), (SAMPLE.trimap, "_trimap")):
        cv2.imwrite(str(folder / f"{name}{suffix}.png"), cv2.imread(str(source), -1)[:80, 150:250])
    return folder / f"{name}.png"


def read(path: Path) -> np.ndarray:
    return cv2.imread(str(path), cv2.IMREAD_UNCHANGED)


def results(folder: Path) -> list[str]:
    """The files of a folder, but for the record of what is done."""
    return sorted(path.name for path in folder.iterdir() if path.name != "dmat-batch.json")


def test_an_alpha_is_written_for_every_picture(fake, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    pictures = [small_sample(tmp_path, name) for name in ("one", "two")]
    assert cli.main(["matte", *map(str, pictures), "-o", str(tmp_path / "out")]) == 0
    assert results(tmp_path / "out") == ["one_alpha.png", "two_alpha.png"]
    assert np.array_equal(read(tmp_path / "out/one_alpha.png"), read(tmp_path / "one_trimap.png"))
    output = capsys.readouterr()
    assert str(tmp_path / "out" / "two_alpha.png") in output.out
    assert "A note." in output.err


def test_options_reach_the_run(fake, tmp_path: Path) -> None:
    picture = small_sample(tmp_path)
    options = ["--t-start", "100", "--steps", "3", "--seed", "7"]
    assert cli.main(["matte", str(picture), "-o", str(tmp_path / "out"), *options]) == 0
    assert fake.asked == [RunSettings(t_start=100, steps=3, seed=7)]


def test_sixteen_bits(fake, tmp_path: Path) -> None:
    picture = small_sample(tmp_path)
    options = ["--cutout", "--original-colours", "--depth", "16"]
    assert cli.main(["matte", str(picture), "-o", str(tmp_path / "out"), *options]) == 0
    alpha, cutout = read(tmp_path / "out/head_alpha.png"), read(tmp_path / "out/head_cutout.png")
    assert alpha.dtype == cutout.dtype == np.uint16
    assert np.array_equal(cutout[..., 3], alpha)
    assert np.array_equal(cutout[..., :3], read(picture).astype(np.uint16) * 257)


def test_premultiplied_exr_files(fake, tmp_path: Path) -> None:
    picture, out = small_sample(tmp_path), tmp_path / "out"
    options = ["--cutout", "--foreground", "--original-colours", "--format", "exr", "--depth", "float"]
    assert cli.main(["matte", str(picture), "-o", str(out), *options]) == 0
    names = ["head_alpha.exr", "head_cutout.exr", "head_foreground.exr"]
    assert sorted(path.name for path in out.iterdir()) == names
    channels = {name: OpenEXR.File(str(out / name), separate_channels=True).channels() for name in names}
    assert [set(channels[name]) for name in names] == [set("A"), set("RGBA"), set("RGB")]
    red, whole = channels[names[1]], channels[names[2]]
    assert np.array_equal(red["R"].pixels, whole["R"].pixels * red["A"].pixels)


def test_a_premultiplied_cut_out(fake, tmp_path: Path) -> None:
    picture = small_sample(tmp_path)
    options = ["--premultiplied", "--original-colours"]
    assert cli.main(["matte", str(picture), "-o", str(tmp_path / "out"), *options]) == 0
    cutout = read(tmp_path / "out/head_cutout.png")
    expected = np.rint(read(picture) / np.float32(255) * (cutout[..., 3:] / np.float32(255)) * 255)
    assert np.array_equal(cutout[..., :3], expected)


@pytest.mark.parametrize(
    ("background", "expected"), [("#00b140", (64, 177, 0)), ("white", (255, 255, 255))], ids=["hex", "name"]
)
def test_a_composite_on_a_colour(fake, tmp_path: Path, background: str, expected: tuple[int, ...]) -> None:
    picture = small_sample(tmp_path)
    options = ["--background", background, "--original-colours"]
    assert cli.main(["matte", str(picture), "-o", str(tmp_path / "out"), *options]) == 0
    composite, trimap = read(tmp_path / "out/head_composite.png"), read(tmp_path / "head_trimap.png")
    assert (composite[trimap == 0] == expected).all()
    assert np.array_equal(composite[trimap == 255], read(picture)[trimap == 255])


def test_a_composite_on_a_picture(fake, tmp_path: Path) -> None:
    picture = small_sample(tmp_path)
    cv2.imwrite(str(tmp_path / "sky.png"), np.full((7, 9, 3), (200, 100, 50), np.uint8))
    options = ["--background", str(tmp_path / "sky.png"), "--original-colours"]
    assert cli.main(["matte", str(picture), "-o", str(tmp_path / "out"), *options]) == 0
    composite = read(tmp_path / "out/head_composite.png")
    assert (composite[read(tmp_path / "head_trimap.png") == 0] == (200, 100, 50)).all()


def test_every_step_is_kept_and_those_of_an_earlier_run_are_replaced(fake, tmp_path: Path) -> None:
    picture, out = small_sample(tmp_path), tmp_path / "out"
    (out / "head_steps").mkdir(parents=True)
    for name in ("99_t999_denoised.png", "notes.txt", "00_sky.png"):
        (out / "head_steps" / name).touch()
    assert cli.main(["matte", str(picture), "-o", str(out), "--save-steps"]) == 0
    names = sorted(path.name for path in (out / "head_steps").iterdir())
    steps = [f"{index:02d}_t{t:03d}_{kind}.png" for index, t in STEPS for kind in ("alpha0", "denoised")]
    assert names == sorted([*steps, "00_start.png", "notes.txt", "00_sky.png"])
    assert sorted(path.name for path in out.iterdir()) == ["head_alpha.png", "head_steps"]


def test_a_step_of_an_earlier_run_that_cannot_be_removed_costs_nothing(fake, tmp_path: Path) -> None:
    picture, out = small_sample(tmp_path), tmp_path / "out"
    (out / "head_steps" / "99_t999_denoised.png").mkdir(parents=True)  # no file lets itself be removed less
    assert cli.main(["matte", str(picture), "-o", str(out), "--save-steps", "--resume"]) == 0
    assert (out / "head_alpha.png").is_file() and (out / "dmat-batch.json").is_file()


@pytest.mark.parametrize(("length", "options"), [(200, []), (192, ["--foreground"])])
def test_a_name_too_long_for_its_results_is_told_before_the_run(
    fake, tmp_path: Path, capsys, length: int, options: list[str]
) -> None:
    picture = small_sample(tmp_path, "x" * length)
    assert cli.main(["matte", str(picture), "-o", str(tmp_path / "out"), *options]) == 1
    assert "is too long for a file: shorten the picture's name" in capsys.readouterr().err
    assert not fake.asked


def test_trimaps_in_a_folder_of_their_own(fake, tmp_path: Path) -> None:
    picture = small_sample(tmp_path / "pictures")
    (tmp_path / "trimaps").mkdir()
    shutil.move(tmp_path / "pictures/head_trimap.png", tmp_path / "trimaps/head.png")
    options = ["--trimap", str(tmp_path / "trimaps"), "-o", str(tmp_path / "out")]
    assert cli.main(["matte", str(picture), *options]) == 0


def test_one_bad_picture_does_not_stop_the_others(fake, tmp_path: Path, capsys) -> None:
    good, other = small_sample(tmp_path, "good"), small_sample(tmp_path, "other")
    cv2.imwrite(str(tmp_path / "other_trimap.png"), np.zeros((5, 5), np.uint8))
    absent, lonely = tmp_path / "absent.png", tmp_path / "lonely.png"
    shutil.copy(good, lonely)
    pictures = [str(path) for path in (other, absent, lonely, good)]
    assert cli.main(["matte", *pictures, "-o", str(tmp_path / "out")]) == 1
    assert results(tmp_path / "out") == ["good_alpha.png"]
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("dmat:")]
    assert sum("5 × 5" in line for line in said) == 1
    assert sum(str(absent) in line for line in said) == 1
    assert sum("lonely_trimap" in line for line in said) == 1
    assert said[-1] == "dmat: 3 of 4 pictures failed."


def test_inputs_are_never_overwritten(fake, tmp_path: Path, capsys) -> None:
    picture = small_sample(tmp_path)
    trimap = tmp_path / "head_alpha.png"
    shutil.move(tmp_path / "head_trimap.png", trimap)
    before = trimap.read_bytes()
    assert cli.main(["matte", str(picture), "--trimap", str(trimap), "-o", str(tmp_path)]) == 1
    assert trimap.read_bytes() == before
    assert "would overwrite" in capsys.readouterr().err


@pytest.mark.parametrize("given", ["picture", "trimap", "background"])
def test_a_folder_of_steps_that_holds_what_was_given_is_left_alone(
    fake, tmp_path: Path, given, capsys
) -> None:
    files = {"picture": small_sample(tmp_path), "trimap": tmp_path / "head_trimap.png"}
    files["background"] = Path(shutil.copy(files["picture"], tmp_path / "sky.png"))
    inside = tmp_path / "head_steps" / files[given].name
    inside.parent.mkdir()
    files[given] = Path(shutil.move(files[given], inside))
    before = inside.read_bytes()
    options = ["--trimap", str(files["trimap"]), "--background", str(files["background"])]
    command = ["matte", str(files["picture"]), *options, "-o", str(tmp_path)]
    assert cli.main([*command, "--save-steps"]) == 1
    assert "head_steps would overwrite" in capsys.readouterr().err
    assert [(path, path.read_bytes()) for path in inside.parent.iterdir()] == [(inside, before)]
    assert cli.main(command) == 0


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 9 GiB."),
        RuntimeError(
            "[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes."
        ),
        cv2.error("OpenCV(5) alloc.cpp:73: error: (-4:Insufficient memory) Failed to allocate 9 bytes"),
    ],
    ids=["Python", "torch on a GPU", "torch on the CPU", "OpenCV"],
)
def test_a_picture_too_large_for_the_memory_does_not_stop_the_others(
    fake, tmp_path: Path, monkeypatch, capsys, error: Exception
) -> None:
    pictures = [str(small_sample(tmp_path, name)) for name in ("large", "small")]
    run = FakePredictor.run

    def fail_once(self, *args, **choices) -> MattingResult:
        monkeypatch.setattr(FakePredictor, "run", run)
        raise error

    monkeypatch.setattr(FakePredictor, "run", fail_once)
    assert cli.main(["matte", *pictures, "-o", str(tmp_path / "out")]) == 1
    assert results(tmp_path / "out") == ["small_alpha.png"]
    assert f"dmat: {pictures[0]} needs more memory than there is." in capsys.readouterr().err


def test_a_lack_of_memory_elsewhere_is_a_sentence_and_so_is_a_bug(fake, tmp_path, monkeypatch, capsys):
    command = ["matte", str(small_sample(tmp_path)), "-o", str(tmp_path / "out")]

    def load(error: Exception):
        def fail(*_args, **_choices) -> None:
            raise error

        return fail

    monkeypatch.setattr(
        core.predictor, "MattingPredictor", load(torch.OutOfMemoryError("CUDA out of memory."))
    )
    assert cli.main(command) == 1
    assert capsys.readouterr().err.startswith("dmat: dmat matte needs more memory than there is.")
    monkeypatch.setattr(core.predictor, "MattingPredictor", load(RuntimeError("a bug")))
    assert cli.main(command) == 1
    said = capsys.readouterr().err
    assert said.startswith(
        "dmat: dmat matte failed for a reason the app does not know (RuntimeError: a bug)."
    )
    assert f"The log is {log_folder() / FILE}. `dmat -v`" in said and "Traceback" not in said
    monkeypatch.setattr(cli, "log_folder", lambda: tmp_path / "none")
    assert cli.main(command) == 1
    assert "The log is" not in capsys.readouterr().err


def test_two_pictures_of_one_name_do_not_overwrite_each_other(fake, tmp_path: Path, capsys) -> None:
    pictures = [small_sample(tmp_path / "a"), small_sample(tmp_path / "b")]
    assert cli.main(["matte", *map(str, pictures), "-o", str(tmp_path / "out")]) == 1
    assert str(pictures[1]) in capsys.readouterr().err
    assert (tmp_path / "out/head_alpha.png").is_file()


def test_an_interrupted_run_leaves_whole_files_only(fake, tmp_path: Path, monkeypatch, capsys) -> None:
    picture, out = small_sample(tmp_path), tmp_path / "out"
    monkeypatch.setattr(fake, "error", KeyboardInterrupt())
    assert cli.main(["matte", str(picture), "-o", str(out)]) == 130
    assert list(out.iterdir()) == []
    assert "interrupted" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--device", "none"], 1, "no device 'none'"),
        (["--background", "nocolour"], 1, "neither a file nor a colour"),
        (["--trimap", "nowhere"], 1, "nowhere"),
        (["--steps", "0"], 2, "0 is not from 1 to 1000"),
        (["--seed", "x"], 2, "--seed"),
        (["--depth", "12"], 2, "--depth"),
        (["--format", "exr", "--depth", "8"], 1, "choose half or float, or another format"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    fake, tmp_path: Path, capsys, options: list[str], code: int, said: str
) -> None:
    picture = small_sample(tmp_path)
    assert cli.main(["matte", str(picture), "-o", str(tmp_path / "out"), *options]) == code
    error = capsys.readouterr().err
    assert said in error and "Traceback" not in error


def test_where_networks_cannot_be_compiled_the_picture_is_matted_and_told_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    compiler = Compiler(fails=RuntimeError("No working C++ compiler found.")).in_place(monkeypatch)
    picture = small_sample(tmp_path)
    out = tmp_path / "out"
    assert cli.main(["matte", str(picture), "-o", str(out), "--device", "cpu", "--compile"]) == 0
    error = capsys.readouterr().err
    assert "could not be compiled here (No working C++ compiler found), so" in error
    assert "Traceback" not in error and len(compiler.seen) == 1
    assert results(out) == ["head_alpha.png"]


def test_one_trimap_for_several_pictures_is_refused(fake, tmp_path: Path, capsys) -> None:
    pictures = [str(small_sample(tmp_path, name)) for name in ("one", "two")]
    options = ["--trimap", str(tmp_path / "one_trimap.png"), "-o", str(tmp_path / "out")]
    assert cli.main(["matte", *pictures, *options]) == 1
    assert "one trimap for 2 pictures" in capsys.readouterr().err


def test_the_baseline_for_real(tmp_path: Path) -> None:
    picture = small_sample(tmp_path)
    assert cli.main(["matte", str(picture), "-o", str(tmp_path / "out"), "--model", "closed-form"]) == 0
    alpha, trimap = read(tmp_path / "out/head_alpha.png"), read(tmp_path / "head_trimap.png")
    assert (alpha[trimap == 255] == 255).all() and (alpha[trimap == 0] == 0).all()
    # Hair has every value between: a flat answer has not.
    assert len(np.unique(alpha[trimap == 128])) > 50
