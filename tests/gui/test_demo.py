"""`dmat demo` with the fake predictor: its files are there and what they are called; when none is begun."""

import numpy as np
import pytest

from core.imaging.reading import read_grey, read_picture
from dmat_gui.__main__ import main
from dmat_gui.demo.guide import PICTURES
from dmat_gui.demo.run import run_demo
from tests.gui.conftest import MODELS
from tests.gui.fake_predictor import FakePredictor


@pytest.fixture(autouse=True)
def fakes(monkeypatch):
    monkeypatch.setattr("core.models.registry.available_models", lambda: MODELS)
    # The real estimation compiles itself where its cache is cold; it has tests of its own.
    monkeypatch.setattr("core.imaging.compositing.estimate_foreground", lambda image, _alpha: image)


def test_the_demo_leaves_its_pictures(qapp, tmp_path):
    told = []
    assert run_demo(tmp_path / "out", FakePredictor, on_scene=lambda *scene: told.append(scene)) == 0
    assert [done for _words, done, _total in told] == list(range(7)) and {total for *_, total in told} == {6}
    assert [words for words, _done, _total in told][2:5] == [
        "matting",
        "looking through the steps",
        "exporting",
    ]
    names = {path.name for path in (tmp_path / "out").iterdir()}
    kinds = ("alpha", "cutout", "composite", "sheet")
    assert {f"astronaut_{kind}.png" for kind in kinds} <= names
    views = ("empty", "painted", "running", "alpha", "overlay", "step", "composite", "composite_light")
    assert {f"window_{view}.png" for view in views} <= names
    alpha = read_grey(tmp_path / "out" / "astronaut_alpha.png")
    assert np.array_equal(read_picture(tmp_path / "out" / "astronaut_cutout.png").alpha, alpha)
    assert {0, 255} <= set(np.unique(alpha))
    dark, light = (
        read_picture(tmp_path / "out" / f"window_composite{theme}.png").pixels for theme in ("", "_light")
    )
    assert dark.mean() < light.mean()


def test_the_pictures_of_the_guide_are_taken_and_nothing_else(qapp, tmp_path):
    assert run_demo(tmp_path, FakePredictor, guide=True) == 0
    assert {path.name for path in tmp_path.iterdir()} == set(PICTURES)
    pictures = {name: read_picture(tmp_path / name) for name in PICTURES}
    others = ("models.jpg", "export.jpg", "finished.jpg", "batch.jpg", "evaluate.jpg")
    windows = [pictures[name] for name in PICTURES if name not in others]
    assert {(picture.width, picture.height) for picture in windows} == {(1280, 800)}
    # No scene shows what another one does: each has come about.
    assert len({picture.pixels.tobytes() for picture in pictures.values()}) == len(PICTURES)
    assert (pictures["finished.jpg"].width, pictures["finished.jpg"].height) == (512, 512)


@pytest.mark.parametrize("options", [[], ["--guide"]])
def test_the_command_says_which_pictures_are_wanted(options, tmp_path, monkeypatch, capsys):
    asked, said_before = [], []

    def run(folder, *, guide, on_scene):
        asked.append((folder, guide))
        said_before.append(capsys.readouterr().err)
        on_scene("matting", 1, 2)
        return 0

    monkeypatch.setattr("dmat_gui.demo.run.run_demo", run)
    assert main(["demo", "-o", str(tmp_path), *options]) == 0
    assert asked == [(tmp_path, bool(options))]
    assert "pictures of the guide" in said_before[0] if options else "A sample is painted" in said_before[0]
    assert str(tmp_path) in capsys.readouterr().out


def test_a_demo_that_has_no_place_is_not_begun(tmp_path, capsys):
    (tmp_path / "file").touch()
    assert main(["demo", "-o", str(tmp_path / "file")]) == 1
    told = capsys.readouterr().err
    assert "file is a file. Name another place" in told and "A sample" not in told


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["open", "--trimap", "a.png"], "needs its picture"),
        ([__file__, "--trimap", "no.png"], "'no.png' is not there"),
    ],
)
def test_a_window_is_not_opened_for_a_trimap_that_cannot_be(arguments, why, monkeypatch, capsys):
    monkeypatch.setattr("dmat_gui.app.run_app", lambda *_: pytest.fail("it was opened"))
    assert main(arguments) == 1
    assert why in capsys.readouterr().err


def test_a_terminal_sees_how_far_the_demo_is(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr(
        "dmat_gui.demo.run.run_demo", lambda _folder, *, guide, on_scene: on_scene("matting", 1, 2) or 0
    )
    assert main(["demo", "-o", str(tmp_path)]) == 0
    shown = capsys.readouterr().err
    assert shown.index("opening the window:   0%") < shown.index("matting:  50%")
