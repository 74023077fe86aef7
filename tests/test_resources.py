"""The bundled files: samples, fonts, icons."""

import cv2
import numpy as np
import pytest
from scipy import ndimage

import resources
from core.imaging.reading import read_picture

NAMES = ["astronaut", "chelsea", "flower"]


def test_the_astronaut_comes_first() -> None:
    assert [sample.name for sample in resources.samples()] == NAMES


@pytest.mark.parametrize("sample", resources.samples(), ids=NAMES)
def test_a_trimap_fits_its_picture_and_is_strict(sample: resources.Sample) -> None:
    # Decoded by cv2 rather than by our reader, which would snap other values.
    trimap = cv2.imread(str(sample.trimap), cv2.IMREAD_UNCHANGED)
    assert trimap.shape == read_picture(sample.picture).pixels.shape[:2]
    assert trimap.dtype == np.uint8
    assert np.unique(trimap).tolist() == [0, 128, 255]


@pytest.mark.parametrize("sample", resources.samples(), ids=NAMES)
def test_unknown_pixels_part_foreground_from_background(sample: resources.Sample) -> None:
    trimap = cv2.imread(str(sample.trimap), cv2.IMREAD_UNCHANGED)
    touching = ndimage.binary_dilation(trimap == 255, np.ones((3, 3))) & (trimap == 0)
    assert not touching.any()


@pytest.mark.parametrize("sample", resources.samples(), ids=NAMES)
def test_a_sample_is_credited(sample: resources.Sample) -> None:
    assert sample.picture.name in resources.path("samples/CREDITS.md").read_text(encoding="utf-8")
    assert sample.credit


def test_fonts_come_with_their_licence() -> None:
    folder = resources.path("fonts")
    assert {path.suffix for path in folder.iterdir()} == {".otf", ".txt"}
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"fonts/none\.ttf.*install it again"):
        resources.path("fonts/none.ttf")
