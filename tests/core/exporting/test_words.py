"""What the Export dialog says of each file, in words."""

import pytest

from core.exporting.outputs import (
    SUFFIXES,
    AlphaOutput,
    CompositeOutput,
    CutoutOutput,
    FileFormat,
    ForegroundOutput,
    StepsOutput,
    depths_of,
)
from core.exporting.words import DEPTH_TITLES, FORMAT_TITLES, TITLES, describe, format_words


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (CutoutOutput(FileFormat(".png")), "Straight: whole colours"),
        (CutoutOutput(FileFormat(".png"), premultiplied=True), "PNG cannot say so"),
        (CutoutOutput(FileFormat(".webp"), premultiplied=True), "WebP cannot say so"),
        (CutoutOutput(FileFormat(".tif"), premultiplied=True), "the TIFF says so"),
        (CutoutOutput(FileFormat(".exr", "half")), "Premultiplied and scene-linear, channels R, G, B, A"),
        (CutoutOutput(FileFormat(".tif", "float")), "Scene-linear"),
        (CompositeOutput(FileFormat(".exr", "half"), None), "Premultiplied and scene-linear"),
        (CompositeOutput(FileFormat(".png"), None), "Straight"),
        (CompositeOutput(FileFormat(".exr", "half")), "channels R, G, B."),
        (ForegroundOutput(FileFormat(".png")), "without the alpha"),
        (AlphaOutput(FileFormat(".exr", "half")), "the channel A alone"),
        (StepsOutput(FileFormat(".png")), "A file for each matte of each step"),
    ],
)
def test_transparency_and_channels_are_said(output, said):
    assert said in describe(output)


def test_everything_that_can_be_chosen_has_a_title():
    assert list(TITLES) == list(SUFFIXES)
    for kind, suffixes in SUFFIXES.items():
        for suffix in suffixes:
            assert suffix in FORMAT_TITLES
            if suffix not in (".gif", ".mp4"):
                assert set(depths_of(kind, suffix)) <= set(DEPTH_TITLES)
    assert format_words(AlphaOutput(FileFormat(".tif", 16))) == "TIFF, 16 bit"
