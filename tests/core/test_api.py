"""The five lines a Python user begins with."""

import re
from pathlib import Path

import numpy as np
import pytest

import core
from core.imaging.reading import read_grey
from core.imaging.writing import write_rgb
from core.models.diffusion_mat import DiffusionMat

PAGE = Path(__file__).parents[2] / "docs/api/index.md"


def test_the_five_lines_of_the_page_do_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1].strip()
    written = [line for line in lines.splitlines() if line]
    assert len(written) == 5
    assert "\n".join(written) in core.__doc__
    monkeypatch.chdir(tmp_path)
    picture = np.zeros((40, 60, 3), np.uint8)
    picture[:, 30:] = 255
    write_rgb("portrait.jpg", picture)
    trimap = np.full((40, 60, 3), 128, np.uint8)
    trimap[:, :20], trimap[:, 40:] = 0, 255
    write_rgb("portrait_trimap.png", trimap)
    exec(lines, {})
    alpha = read_grey("portrait_alpha.png")
    assert alpha.dtype == np.uint16 and alpha.shape == (40, 60)
    assert alpha[:, :20].max() == 0 and alpha[:, 40:].min() == 65535


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


def test_every_promised_name_is_there() -> None:
    assert set(core.__all__) == set(core._HOMES)
    assert all(hasattr(core, name) for name in core.__all__)
