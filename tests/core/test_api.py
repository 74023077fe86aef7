"""The five lines a Python user begins with."""

import numpy as np

import core
from core.models.diffusion_mat import DiffusionMat


def test_the_names_are_found_where_they_are_promised() -> None:
    from core import load_model, matte, refine

    assert isinstance(load_model("compact"), DiffusionMat)
    assert callable(refine)
    trimap = np.full((40, 60), 128, np.uint8)
    trimap[:, :20], trimap[:, 40:] = 0, 255
    picture = np.zeros((40, 60, 3), np.uint8)
    picture[:, 30:] = 255
    alpha = matte(picture, trimap, device="cpu")
    assert alpha.shape == trimap.shape and alpha[:, :20].max() == 0 and alpha[:, 40:].min() == 1
    assert alpha[:, 32:40].mean() > 0.5 > alpha[:, 20:28].mean()


def test_other_names_are_refused() -> None:
    assert not hasattr(core, "no_such_thing")
