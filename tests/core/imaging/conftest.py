"""What the tests of imaging share."""

import cv2
import numpy as np
import pytest

import resources
from core.imaging.reading import read_picture
from core.imaging.trimap import read_trimap


@pytest.fixture
def folder(tmp_path):
    """A folder whose name no single 8-bit code page holds."""
    folder = tmp_path / "Größe 照片"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def cat() -> tuple[np.ndarray, np.ndarray]:
    """A real photograph at a fifth of its size, with its trimap."""
    sample = next(sample for sample in resources.samples() if sample.name == "chelsea")
    image = read_picture(sample.picture).srgb_float()
    trimap, _ = read_trimap(sample.trimap)
    size = (image.shape[1] // 5, image.shape[0] // 5)
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return small, cv2.resize(trimap, size, interpolation=cv2.INTER_NEAREST)
