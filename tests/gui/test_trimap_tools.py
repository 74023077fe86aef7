"""A trimap from a box, the band's width, the brush's switches and the hint to begin with, in the window."""

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from core.imaging.band import band_width
from core.imaging.picture import Picture
from dmat_gui.app import make_window
from dmat_gui.canvas.display import copied
from dmat_gui.canvas.tools import Tool
from dmat_gui.panels.tool_bars import KeyButton
from tests.gui.canvas_events import drag
from tests.gui.fake_predictor import FakePredictor

SIZE = 200


def red_disc():
    """A red disc of radius 50 on green, with some noise."""
    y, x = np.mgrid[:SIZE, :SIZE]
    disc = np.hypot(x - 100, y - 100) < 50
    pixels = np.where(disc[..., None], np.uint8([200, 40, 40]), np.uint8([40, 150, 60])).astype(int)
    pixels += np.random.default_rng(0).integers(-12, 13, pixels.shape)
    return np.clip(pixels, 0, 255).astype(np.uint8), disc


def open_disc(driver):
    pixels, disc = red_disc()
    driver.document.open_picture(Picture.from_array(pixels))
    driver.window.views.picture_opened()
    return disc


def band(width):
    trimap = np.zeros((SIZE, SIZE), np.uint8)
    trimap[:, 90:], trimap[:, 90 : 90 + width] = 255, 128
    return trimap


def test_a_box_around_the_subject_makes_a_trimap_in_one_step(driver):
    disc = open_disc(driver)
    canvas = driver.window.canvas
    QTest.keyClick(canvas, Qt.Key.Key_M)
    assert canvas.tool is Tool.BOX
    with driver.qtbot.waitSignal(driver.document.trimap_changed, timeout=15000):
        drag(canvas, (30, 32), (100, 100), (168, 165))
    trimap = driver.document.trimap
    assert set(np.unique(trimap)) == {0, 128, 255}
    assert disc[trimap == 255].mean() > 0.98
    assert disc[trimap == 0].mean() < 0.02
    assert driver.document.history.texts == ("Trimap from a box",)
    assert canvas.tool is Tool.BRUSH, "to paint where it is wrong"
    driver.window.messages.bar("note").buttons[0].click()
    assert (driver.document.trimap == 128).all()


def test_a_box_heeds_strokes_but_replaces_a_trimap(driver):
    open_disc(driver)
    canvas = driver.window.canvas
    drag(canvas, (20, 20), (30, 20))
    driver.trigger("box")
    with driver.qtbot.waitSignal(driver.document.trimap_changed, timeout=15000):
        drag(canvas, (30, 32), (168, 165))
    assert driver.document.trimap[20, 25] == 255, "painted as foreground, though outside the box"
    driver.trigger("box")
    with driver.qtbot.waitSignal(driver.document.trimap_changed, timeout=15000):
        drag(canvas, (30, 32), (168, 165))
    assert driver.document.trimap[20, 25] == 0


def test_a_box_that_finds_nothing_says_so(driver):
    driver.document.open_picture(Picture.from_array(np.full((SIZE, SIZE, 3), 90, np.uint8)))
    driver.window.views.picture_opened()
    driver.trigger("box")
    with driver.qtbot.waitSignal(driver.window.file_runner.failed, timeout=15000):
        drag(driver.window.canvas, (30, 30), (60, 60))
    assert "box a little larger" in driver.window.messages.text("note")
    driver.window.canvas.set_tool("brush")
    driver.window.messages.bar("note").buttons[0].click()
    assert driver.window.canvas.tool.value == "box"
    assert not driver.document.can_undo


@pytest.mark.parametrize("name", ["from_strokes", "narrow_band", "widen_band"])
def test_a_trimap_that_cannot_be_made_can_be_tried_again(driver, monkeypatch, name):
    def full(*_arguments):
        raise MemoryError

    open_disc(driver)
    driver.document.set_trimap(band(12))
    with monkeypatch.context() as failing:
        for place in ("scribbles.trimap_from_strokes", "band.narrowed", "band.widened"):
            failing.setattr(f"core.imaging.{place}", full)
        with driver.qtbot.waitSignal(driver.window.file_runner.failed, timeout=15000):
            driver.trigger(name)
    with driver.qtbot.waitSignal(driver.document.trimap_changed, timeout=15000):
        driver.window.messages.bar("note").buttons[0].click()
    assert driver.document.undo_text in ("Trimap from the strokes", "Narrow the band", "Widen the band")


def test_what_was_painted_meanwhile_is_kept(driver):
    open_disc(driver)
    canvas = driver.window.canvas
    driver.trigger("box")
    with driver.qtbot.waitSignal(driver.window.file_runner.finished, timeout=15000):
        drag(canvas, (30, 32), (168, 165))
        canvas.set_tool("brush")
        drag(canvas, (100, 100), (110, 100))
    assert driver.document.history.texts == ("Paint foreground",)
    assert "has changed meanwhile" in driver.window.messages.text("meanwhile")
    driver.trigger("undo")
    assert driver.window.messages.text("meanwhile") is None, "whoever goes on has seen it"


@pytest.mark.parametrize(("name", "width"), [("widen_band", 14), ("narrow_band", 10)])
def test_the_band_is_made_wider_and_narrower(driver, name, width):
    driver.document.open_picture(Picture.from_array(red_disc()[0]), band(12))
    with driver.qtbot.waitSignal(driver.document.trimap_changed, timeout=15000):
        driver.trigger(name)
    assert band_width(driver.document.trimap) == width
    assert driver.document.undo_text == ("Widen the band" if width > 12 else "Narrow the band")
    driver.trigger("undo")
    np.testing.assert_array_equal(driver.document.trimap, band(12))


def test_clicks_that_come_faster_than_the_worker_add_up(driver):
    driver.document.open_picture(Picture.from_array(red_disc()[0]), band(12))
    with driver.qtbot.waitSignal(driver.window.file_runner.idle, timeout=15000):
        for _ in range(4):
            driver.trigger("widen_band")
        driver.trigger("narrow_band")
    assert band_width(driver.document.trimap) == 18
    assert driver.document.history.texts == ("Widen the band",)


def test_a_trimap_for_a_picture_that_is_gone_is_dropped(driver):
    open_disc(driver)
    driver.trigger("box")
    with driver.qtbot.waitSignal(driver.window.file_runner.idle, timeout=15000):
        drag(driver.window.canvas, (30, 32), (168, 165))
        open_disc(driver)
    assert (driver.document.trimap == 128).all()
    assert not driver.document.can_undo


def test_a_mask_without_unknown_offers_a_band(driver, tmp_path):
    cv2.imwrite(str(tmp_path / "mask.png"), band(0))
    open_disc(driver)
    with driver.qtbot.waitSignal(driver.document.trimap_changed, timeout=15000):
        driver.window.files.load_trimap(tmp_path / "mask.png")
    with driver.qtbot.waitSignal(driver.window.file_runner.finished, timeout=15000):
        driver.window.messages.bar("note").buttons[0].click()
    assert driver.window.auto_bar.source == "trimap"
    driver.window.auto_bar.cancel_button.click()
    driver.trigger("matte")
    offered = driver.window.messages.bar("unknown").buttons
    assert [button.text() for button in offered] == ["Auto trimap…", "Wider unknown band"]


def test_the_brushs_switches_are_remembered(driver, settings, qapp, qtbot):
    canvas, actions = driver.window.canvas, driver.window.actions_
    assert actions["pen_pressure"].isChecked()
    assert not actions["brush_on_screen"].isChecked()
    driver.trigger("pen_pressure")
    driver.trigger("brush_on_screen")
    driver.open()
    canvas.set_brush_size(40)
    canvas.zoom_to(canvas.zoom * 2)
    assert canvas.brush_size == 20
    again = make_window(FakePredictor, settings)
    qtbot.addWidget(again)
    try:
        assert not again.actions_["pen_pressure"].isChecked()
        assert again.actions_["brush_on_screen"].isChecked()
    finally:
        again.shut_down()


def test_each_tools_size_is_kept_for_the_next_start_in_proportion_to_the_picture(driver, settings, qtbot):
    driver.open()
    assert driver.window.canvas.brush_size == 6  # 5 % of 120
    driver.window.top_bar.spin.setValue(12)
    driver.trigger("eraser")
    QTest.keyClick(driver.window.canvas, Qt.Key.Key_BracketRight)
    erasers = driver.window.canvas.brush_size
    again = make_window(FakePredictor, settings)
    qtbot.addWidget(again)
    try:
        pixels = np.zeros((360, 480, 3), np.uint8)
        again.document.open_picture(Picture.from_array(pixels))
        assert again.canvas.brush_size == 36
        assert again.top_bar.spin.value() == 36
        again.actions_["eraser"].trigger()
        assert again.canvas.brush_size == 3 * erasers
    finally:
        again.shut_down()


def test_the_size_is_offered_for_tools_that_have_one(driver):
    driver.open()
    bar = driver.window.top_bar
    for tool, has_size in (("lasso", False), ("eraser", True), ("bucket", False), ("brush", True)):
        driver.trigger(tool)
        assert bar.spin.isEnabled() == bar.slider.isEnabled() == has_size
        assert driver.window.canvas.tool.value == tool


@pytest.fixture
def own_picture(tmp_path):
    cv2.imwrite(str(tmp_path / "own.png"), red_disc()[0][..., ::-1])
    return tmp_path / "own.png"


def open_file(driver, path):
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.open_path(path)


def test_an_own_picture_opens_with_a_hint_that_goes_with_the_first_stroke(driver, own_picture):
    open_file(driver, own_picture)
    assert "Press 1 and paint" in driver.window.messages.text("begin")
    driver.paint((100, 100), (110, 100))
    assert driver.window.messages.text("begin") is None


def test_the_hint_offers_the_box_and_stays_away_once_closed(driver, own_picture):
    open_file(driver, own_picture)
    driver.window.messages.bar("begin").buttons[0].click()
    assert driver.window.canvas.tool is Tool.BOX
    driver.window.messages.bar("begin")._close.click()
    open_file(driver, own_picture)
    assert driver.window.messages.text("begin") is None


def test_no_hint_where_a_trimap_comes_along_or_is_offered(driver, own_picture):
    cv2.imwrite(str(own_picture.with_name("own_trimap.png")), band(12))
    open_file(driver, own_picture)
    assert driver.window.messages.text("begin") is None
    driver.window.open_sample("flower")
    driver.qtbot.waitUntil(lambda: (driver.document.trimap == 255).any(), timeout=15000)
    assert driver.window.messages.text("begin") is None


def test_the_tools_wait_for_a_picture(driver):
    names = ("narrow_band", "widen_band", "auto_trimap")
    assert not any(driver.window.actions_[name].isEnabled() for name in names)
    driver.open()
    assert all(driver.window.findChild(QAction, name).isEnabled() for name in names)


@pytest.mark.parametrize(
    ("width", "words"), [(2, "loose hair may be cut"), (12, "right for hair"), (60, "slower and less exact")]
)
def test_the_bands_width_is_measured_and_judged(driver, width, words):
    trimap = band(width) if width != 2 else np.repeat(np.repeat(band(1), 4, axis=0), 4, axis=1)
    driver.document.open_picture(Picture.from_array(np.zeros((*trimap.shape, 3), np.uint8)), trimap)
    row = driver.window.panel.band
    measured = width if width != 2 else 4
    driver.qtbot.waitUntil(lambda: row.label.text() == f"Unknown band: {measured} px", timeout=5000)
    assert words in row.judgement.text()


def test_the_band_is_measured_after_each_gesture(driver):
    driver.document.open_picture(Picture.from_array(red_disc()[0]), band(12))
    driver.window.views.picture_opened()
    row = driver.window.panel.band
    with driver.qtbot.waitSignal(driver.document.trimap_changed, timeout=15000):
        row.findChildren(QToolButton)[1].click()
    driver.qtbot.waitUntil(lambda: row.label.text() == "Unknown band: 14 px", timeout=5000)
    driver.document.set_trimap(np.full((SIZE, SIZE), 128, np.uint8))
    driver.qtbot.waitUntil(lambda: "No band yet" in row.label.text(), timeout=5000)


def test_the_classes_show_the_keys_that_choose_them(driver):
    for index, name in enumerate(("class_foreground", "class_background", "class_unknown"), 1):
        buttons = driver.window.top_bar.findChildren(KeyButton)
        (button,) = (each for each in buttons if each.defaultAction().objectName() == name)
        assert button.key == str(index)
        with_key = copied(button.grab().toImage())
        button.key = ""
        without = copied(button.grab().toImage())
        changed = np.argwhere((with_key != without).any(axis=2))
        assert changed.size
        assert changed[:, 1].min() > button.width() * button.devicePixelRatioF() / 2, "in the right half"


def test_another_tool_taken_while_the_box_is_looked_at_stays_in_hand(driver):
    open_disc(driver)
    driver.trigger("box")
    with driver.qtbot.waitSignal(driver.document.trimap_changed, timeout=15000):
        drag(driver.window.canvas, (30, 32), (168, 165))
        driver.trigger("polygon")
    assert driver.window.canvas.tool is Tool.POLYGON


def test_a_closed_section_takes_the_room_of_its_title(driver):
    driver.open()
    section = driver.window.panel.history_section
    assert driver.window.panel.history.height() > 64
    section.set_open(False)
    driver.qtbot.waitUntil(lambda: section.height() == section.sizeHint().height(), timeout=5000)
