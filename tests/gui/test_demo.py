"""`dmat demo` with the fake predictor: every file is there and is what it is called."""

import numpy as np

from core.imaging.reading import read_grey, read_picture
from dmat_gui.demo import run_demo
from tests.gui.conftest import MODELS
from tests.gui.fake_predictor import FakePredictor


def test_the_demo_leaves_its_pictures(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr("core.models.registry.available_models", lambda: MODELS)
    # The real estimation compiles itself where its cache is cold; it has tests of its own.
    monkeypatch.setattr("core.imaging.compositing.estimate_foreground", lambda image, _alpha: image)
    assert run_demo(tmp_path / "out", FakePredictor) == 0
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
