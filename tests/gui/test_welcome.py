"""The first sight of the window, and the hints that come later: each once, in its moment, no question."""

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtTest import QTest

from dmat_gui.app import make_window
from dmat_gui.hints import HINTS
from dmat_gui.panels.message_bar import Message
from dmat_gui.preferences.general import GeneralPage
from tests.gui.export_steps import opened, write
from tests.gui.fake_predictor import FakePredictor

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def again(driver, settings, tmp_path, qtbot):
    """A window that was used before: it opened a picture, a project and a file that is gone."""
    pixels = np.full((300, 400, 3), (0, 0, 255), np.uint8)
    cv2.imwrite(str(tmp_path / "red.png"), pixels)
    settings.recent = [tmp_path / name for name in ("red.png", "work.dmat", "gone.png", "older.png")]
    window = make_window(FakePredictor, settings)
    window.resize(1280, 800)
    window.show()
    yield window
    window.shut_down()
    window.hide()
    window.deleteLater()


def test_samples_and_what_was_opened_last_are_shown_as_pictures(again, qtbot, tmp_path):
    welcome = again.welcome
    assert [tile.text() for tile in welcome.samples] == ["Astronaut", "Chelsea the cat", "Dahlia"]
    assert [tile.path.name for tile in welcome.recent] == ["red.png", "work.dmat", "gone.png"]
    assert not any(tile.icon().isNull() for tile in (*welcome.samples, *welcome.recent))
    qtbot.waitUntil(lambda: not again.work_runner.busy, timeout=15000)
    seen = welcome.recent[0].icon().pixmap(136, 84).toImage()
    assert seen.pixelColor(seen.width() // 2, seen.height() // 2).name() == "#ff0000"
    with qtbot.waitSignal(again.files.opened, timeout=15000):
        QTest.mouseClick(welcome.recent[0], LEFT)
    assert again.document.path == tmp_path / "red.png"
    assert not welcome.isVisible()


def test_a_sample_is_opened_with_its_trimap(again, qtbot):
    with qtbot.waitSignal(again.files.opened, timeout=15000):
        QTest.mouseClick(again.welcome.samples[1], LEFT)
    assert again.document.path.stem == "chelsea"
    assert {0, 128, 255} == set(np.unique(again.document.trimap))
    assert again.files.is_sample


def test_it_fits_whatever_room_there_is(again, qtbot):
    welcome, canvas = again.welcome, again.canvas
    for size in ((1280, 800), (960, 600), (1600, 1000)):
        again.resize(*size)
        qtbot.waitUntil(lambda: canvas.width() > 0.6 * again.width())
        assert canvas.rect().contains(welcome.geometry()), size
        assert all(tile.isVisible() for tile in welcome.samples), size
        assert welcome.open_button.isVisible()
    assert all(tile.isVisible() for tile in welcome.recent)
    again.actions_["clear_recent"].trigger()
    assert not any(tile.isVisible() for tile in welcome.recent)


def test_no_word_stands_alone_on_the_last_line(driver):
    words = driver.window.welcome.words
    layout = QTextLayout(words.text(), words.font())
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(words.contentsRect().width())
        lines.append(words.text()[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    assert len(lines) == 2 and len(lines[-1].split()) > 2


def test_the_first_start_shows_no_files_of_last_time(driver):
    assert driver.window.welcome.recent == []
    assert not driver.window.welcome._recent_row.isVisible()


def test_the_welcome_names_the_present_keys(driver):
    driver.window.shortcuts.give("palette", ["F12"])
    driver.window.shortcuts.give("open", ["F10"])
    assert "F12" in driver.window.welcome.keys.text()
    assert "(F10)" in driver.window.welcome.open_button.toolTip()


@pytest.fixture
def hinted(driver, settings):
    settings.show_hints_again()
    return driver


def hint(driver) -> str:
    return driver.window.messages.text("hint") or ""


def test_the_first_result_and_a_later_one_say_what_to_do_with_them(hinted, known_trimap):
    hinted.open(known_trimap)
    hinted.window.shortcuts.give("wipe", [])
    hinted.matte()
    assert "F5 shows the cut-out" in hint(hinted)
    assert "“Compare two views” beside" in hint(hinted), "what has no key is named"
    hinted.trigger("brush")
    hinted.paint((10, 10), (30, 10))
    assert hint(hinted) == "", "whoever paints on is not held up"
    hinted.matte()
    assert "A paints on the Result" in hint(hinted)
    hinted.window.messages.bar("hint").buttons[0].click()
    assert hinted.window.actions_["retouch"].isChecked()
    hinted.trigger("matte_again")
    assert hint(hinted) == ""


def test_what_is_said_of_the_alpha_goes_with_it(hinted, known_trimap):
    hinted.open(known_trimap)
    hinted.matte()
    assert hint(hinted).startswith("This is the alpha")
    hinted.trigger("view_composite")
    assert hint(hinted) == ""
    hinted.window.canvas.fit()
    hinted.trigger("zoom_in")
    hinted.trigger("view_alpha")
    assert "Hold Space" in hint(hinted), "the others are of no view"


def test_each_hint_comes_once_until_all_are_wanted_again(hinted, known_trimap):
    hinted.open(known_trimap)
    hinted.matte()
    hinted.open(known_trimap)
    hinted.matte()
    assert hint(hinted) == ""
    page = hinted.window.side["preferences"].show_page(GeneralPage)
    page.again_button.click()
    hinted.open(known_trimap)
    hinted.matte()
    assert hint(hinted)


def test_no_hint_comes_where_none_is_wanted(hinted, known_trimap, settings):
    page = hinted.window.side["preferences"].show_page(GeneralPage)
    page.hints.click()
    hinted.open(known_trimap)
    hinted.window.views.picture_opened()
    hinted.matte()
    hinted.trigger("zoom_in")
    assert hint(hinted) == ""
    assert all(settings.switch(f"hint_{name}", True) for name in HINTS), "they are not used up"
    page.again_button.click()
    assert page.hints.isChecked()


def test_zooming_in_says_how_to_move_the_picture_and_exporting_how_to_keep_the_work(
    hinted, known_trimap, tmp_path
):
    hinted.open(known_trimap)
    hinted.trigger("zoom_in")
    assert "Hold Space" in hint(hinted) and "Ctrl+0" in hint(hinted)
    hinted.matte()
    write(hinted, opened(hinted, known_trimap, tmp_path, "alpha"))
    assert "Ctrl+S saves the project" in hint(hinted)


def test_a_hint_goes_by_itself_and_is_no_warning(hinted, known_trimap):
    hinted.open(known_trimap)
    hinted.matte()
    shown = hinted.window.messages.bar("hint").message
    assert isinstance(shown, Message)
    assert 0 < shown.seconds <= 60 and shown.tone == "info"
