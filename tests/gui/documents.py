"""Documents without a window, and fixtures of them: a picture of noise, a trimap in bands, strokes, runs."""

from types import SimpleNamespace

import numpy as np
import pytest

from core.imaging.picture import Picture
from dmat_gui.document import Document
from dmat_gui.retouch import FULL

HEIGHT, WIDTH = 300, 400


def noise():
    return Picture.from_array(np.random.default_rng(0).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8))


def bands():
    """Background above, foreground below, unknown between."""
    trimap = np.full((HEIGHT, WIDTH), 128, np.uint8)
    trimap[:100], trimap[200:] = 0, 255
    return trimap


def opened(picture):
    document = Document()
    document.open_picture(picture)
    return document


@pytest.fixture
def picture():
    return noise()


@pytest.fixture
def trimap():
    return bands()


@pytest.fixture
def document(qapp, picture):
    return opened(picture)


def result(value, **step):
    """A finished run whose alpha is `value` everywhere, with one step."""
    mattes = {"denoised": None, "corrected": None, "propagated": None, "alpha0": None, **step}
    alpha = np.full((HEIGHT, WIDTH), value, np.float32)
    return SimpleNamespace(alpha=alpha, steps=(SimpleNamespace(t=250, nbytes=1000, **mattes),), start=alpha)


def paint(document, rect, value, text="Paint"):
    document.begin_edit(text)
    area = document.touch(rect)
    document.trimap[area.top() : area.bottom() + 1, area.left() : area.right() + 1] = value
    document.painted(area)
    document.end_edit()


def retouch(document, rect):
    document.begin_retouch("Retouch")
    area = document.touch(rect)
    document.retouch.planes[area.top() : area.bottom() + 1, area.left() : area.right() + 1] = FULL
    document.painted(area)
    document.end_edit()
