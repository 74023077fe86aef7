"""What the views compose for a box of the screen, without a window."""

import numpy as np
import pytest

from dmat_gui.canvas.overlay import INNER_LINE, OUTER_LINE, overlay_codes
from dmat_gui.canvas.sampling import Pyramid, ScreenGrid, sample_nearest
from dmat_gui.canvas.views import (
    CHECKER_DARK,
    CHECKER_LIGHT,
    NO_FOREGROUND,
    Layers,
    View,
    compose,
    finite_range,
    matte_for_display,
)


def grid(width, height, scale=1.0, left=0, top=0, origin=(0.0, 0.0)):
    return ScreenGrid(left, top, width, height, scale, *origin)


@pytest.fixture
def image():
    return np.random.default_rng(0).integers(0, 256, (60, 80, 3), np.uint8)


def test_at_100_percent_the_pixels_are_the_pictures_own(image):
    np.testing.assert_array_equal(Pyramid(image).sample(grid(80, 60)), image)
    part = Pyramid(image).sample(grid(20, 10, left=13, top=7, origin=(3, 2)))
    np.testing.assert_array_equal(part, image[5:15, 10:30])


def test_enlarged_each_pixel_is_a_square(image):
    shown = Pyramid(image).sample(grid(320, 240, scale=4.0))
    np.testing.assert_array_equal(shown, image.repeat(4, axis=0).repeat(4, axis=1))


def test_reduced_the_picture_is_averaged_not_picked():
    stripes = np.zeros((512, 512, 3), np.uint8)
    stripes[:, ::2] = 200
    shown = Pyramid(stripes).sample(grid(64, 64, scale=0.125))
    assert shown.min() >= 99
    assert shown.max() <= 101


@pytest.mark.parametrize("scale", [0.02, 0.37, 1.0, 1.4, 3.0])
def test_a_box_shows_the_same_alone_as_in_the_whole(image, scale):
    image = np.kron(image, np.ones((8, 8, 1), np.uint8))
    width, height = max(8, round(640 * scale)), max(8, round(480 * scale))
    pyramid, whole = Pyramid(image), grid(width, height, scale, origin=(0.25, 0.75))
    part = whole.moved(width // 3, height // 3, width // 4, height // 4)
    shown = pyramid.sample(whole)[part.top : part.top + part.height, part.left : part.left + part.width]
    assert np.abs(shown.astype(int) - pyramid.sample(part)).max() <= 8  # cv2 places to 1/32 of a pixel


def test_the_grid_keeps_to_the_picture():
    inside = grid(100, 100, scale=2.0, left=0, top=0, origin=(10.0, -20.0)).within(30, 40)
    assert (inside.left, inside.top, inside.width, inside.height) == (10, 0, 60, 60)
    assert grid(5, 5, origin=(50.0, 0.0)).within(30, 40).is_empty


def test_composite_is_exact_where_alpha_is_0_or_1_and_mixes_between(image):
    matte = np.zeros((60, 80), np.uint8)
    matte[:, 40:], matte[:, 60:] = 128, 255
    layers = Layers(image=Pyramid(image), matte=Pyramid(matte), background=(10, 200, 30))
    shown = compose(View.COMPOSITE, layers, grid(80, 60))
    assert (shown[:, :40] == (10, 200, 30)).all()
    np.testing.assert_array_equal(shown[:, 60:], image[:, 60:])
    mixed = (128 * image[:, 40:60].astype(float) + 127 * np.array([10, 200, 30])) / 255
    assert np.abs(shown[:, 40:60] - mixed).max() <= 0.51
    layers.background = "checker"
    shown = compose(View.COMPOSITE, layers, grid(80, 60))
    assert {*np.unique(shown[:, :40])} == {CHECKER_DARK, CHECKER_LIGHT}
    layers.background = Pyramid(image[::-1].copy())
    np.testing.assert_array_equal(compose(View.COMPOSITE, layers, grid(80, 60))[:, :40], image[::-1][:, :40])


def test_estimated_foreground_is_used_where_it_is_given(image):
    matte = np.zeros((60, 80), np.uint8)
    matte[:, 40:] = 200
    layers = Layers(image=Pyramid(image), matte=Pyramid(matte))
    shown = compose(View.FOREGROUND, layers, grid(80, 60))
    assert (shown[:, :40] == NO_FOREGROUND).all()
    np.testing.assert_array_equal(shown[:, 40:], image[:, 40:])
    layers.foreground = Pyramid(np.full_like(image, 7))
    assert (compose(View.FOREGROUND, layers, grid(80, 60))[:, 40:] == 7).all()


def test_without_a_matte_its_views_show_the_image(image):
    layers = Layers(image=Pyramid(image))
    for view in (View.ALPHA, View.COMPOSITE, View.FOREGROUND, View.IMAGE):
        np.testing.assert_array_equal(compose(view, layers, grid(80, 60)), image)


def test_mattes_are_clipped_or_stretched_for_the_display():
    latent = np.array([[-1.0, 0.0, 0.5], [1.0, 3.0, np.nan]], np.float16)
    np.testing.assert_array_equal(matte_for_display(latent), [[0, 0, 128], [255, 255, 0]])
    np.testing.assert_array_equal(
        matte_for_display(latent, finite_range(latent)), [[0, 64, 96], [128, 255, 0]]
    )
    flat = np.full((3, 200), 0.4, np.float32)
    assert np.unique(matte_for_display(flat, finite_range(flat))).size == 1


def test_unknown_is_outlined_by_two_lines_and_otherwise_clear():
    trimap = np.zeros((40, 60), np.uint8)
    trimap[10:30, 20:60] = 128
    codes = overlay_codes(trimap, grid(60, 40), line=1)
    np.testing.assert_array_equal(codes[20, 17:23], [0, 0, OUTER_LINE, INNER_LINE, 128, 128])
    assert codes[20, 59] == 128, "the picture's own border has no outline"
    assert codes[0, 0] == 0
    assert set(np.unique(codes)) == {0, INNER_LINE, OUTER_LINE, 128}
    far = overlay_codes(trimap, grid(960, 640, scale=16.0), line=2)
    assert (np.flatnonzero(far[320] == INNER_LINE) == [320, 321]).all(), "as thin on the screen at every zoom"


def test_the_overlay_of_a_box_is_that_of_the_whole():
    trimap = np.random.default_rng(1).choice(np.array([0, 128, 255], np.uint8), (50, 50))
    whole = grid(170, 170, scale=3.4)
    part = whole.moved(33, 47, 50, 60)
    np.testing.assert_array_equal(
        overlay_codes(trimap, whole, 1)[47:107, 33:83], overlay_codes(trimap, part, 1)
    )
    np.testing.assert_array_equal(sample_nearest(trimap, whole)[47:107, 33:83], sample_nearest(trimap, part))


def test_views_of_an_alpha_can_be_chosen_only_while_there_is_one(driver, known_trimap):
    names = ("view_alpha", "view_composite", "view_foreground", "back_colour", "other_alpha", "sdedit")
    enabled = [driver.window.actions_[name].isEnabled for name in names]
    assert not any(each() for each in enabled)
    driver.open(known_trimap)
    assert not any(each() for each in enabled)
    driver.matte()
    assert all(each() for each in enabled)
    driver.trigger("undo")
    assert not any(each() for each in enabled)
    driver.trigger("redo")
    assert all(each() for each in enabled)
    driver.open()
    assert not any(each() for each in enabled)
