"""A program for test_determinism.py: the same pictures matted, and their alphas written to FILE.npz.

    determinism_run.py FILE THREADS [quick]

Threads are torch's own. `quick` leaves out what is computed otherwise than by default. The folders of the
tests' helper modules must be on PYTHONPATH.
"""

import sys

import numpy as np
import torch
from models_for_tests import TINY_GUIDED, TINY_PAPER, tiny_model

import core.tiled_refinement
import resources
from core.imaging.picture import Picture
from core.imaging.reading import read_picture
from core.imaging.trimap import read_trimap
from core.models.diffusion_mat import DiffusionMat
from core.predictor import MattingPredictor, RunSettings

TILED = RunSettings(seed=3, steps=2, tile=192)
"""Such small tiles that a crop of 320 pixels needs several."""


def crop(side: int, number: int = 0) -> tuple[Picture, np.ndarray]:
    """The square of a sample with the most unknown pixels."""
    sample = resources.samples()[number]
    picture = read_picture(sample.picture)
    trimap, _ = read_trimap(sample.trimap, picture.size)
    places = [
        (int((trimap[top : top + side, left : left + side] == 128).sum()), top, left)
        for top in range(0, picture.height - side + 1, side // 2)
        for left in range(0, picture.width - side + 1, side // 2)
    ]
    _, top, left = max(places)
    square = slice(top, top + side), slice(left, left + side)
    return Picture.from_array(np.ascontiguousarray(picture.srgb8()[square])), trimap[square].copy()


def alpha(
    model: str | DiffusionMat,
    side: int,
    precision: str = "float32",
    settings: RunSettings | None = None,
    number: int = 0,
) -> np.ndarray:
    """Such a square, matted by a predictor of its own, on the CPU."""
    predictor = MattingPredictor(model, device="cpu", precision=precision)
    settings = settings or RunSettings(seed=3)
    return predictor.run(*crop(side, number), settings=settings, keep_steps=False).alpha


def main() -> None:
    torch.set_num_threads(int(sys.argv[2]))
    quick = "quick" in sys.argv
    found = {
        "trimap": crop(96)[1],
        "tiny": alpha(tiny_model(), 96),
        "tiny paper": alpha(tiny_model(TINY_PAPER), 96),
        "bundled": alpha("compact", 96),
        "closed-form": alpha("closed-form", 96),
    }
    if not quick:
        found["tiny bfloat16"] = alpha(tiny_model(), 96, "bfloat16")
        found["bundled bfloat16"] = alpha("compact", 96, "bfloat16")
        found["tiny, a tile at a time"] = alpha(tiny_model(TINY_GUIDED), 320, settings=TILED)
        core.tiled_refinement.copies_that_fit = lambda device, before: 4
        found["tiny, tiles at once"] = alpha(tiny_model(TINY_GUIDED), 320, settings=TILED)
    np.savez(sys.argv[1], **found)


if __name__ == "__main__":
    main()
