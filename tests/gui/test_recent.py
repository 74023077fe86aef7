"""Open recent: pictures and projects, the newest first, those that are gone in grey."""

import cv2
import numpy as np
import pytest

from dmat_gui.app import make_window
from tests.gui.fake_predictor import FakePredictor


def _picture(folder, name):
    cv2.imwrite(str(folder / name), np.full((30, 40, 3), 99, np.uint8))
    return folder / name


@pytest.fixture
def pictures(driver, tmp_path):
    paths = [_picture(tmp_path, name) for name in ("a.png", "b & c.png", "d.png")]
    for path in paths:
        open_path(driver, path)
    return paths


def open_path(driver, path):
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.open_path(path)


def shown(window, qtbot):
    """The menu's entries as someone sees them who has opened it."""
    with qtbot.waitSignal(window.recent.checked, timeout=15000):
        window.menus.within["recent"].aboutToShow.emit()
    return [
        (action.text(), action.isEnabled())
        for action in window.menus.within["recent"].actions()
        if action.text()
    ]


def test_the_list_begins_empty_and_can_be_cleared(driver, tmp_path):
    nothing = [("Nothing was opened yet", False), ("Clear list", False)]
    assert shown(driver.window, driver.qtbot) == nothing
    open_path(driver, _picture(tmp_path, "a.png"))
    assert shown(driver.window, driver.qtbot) == [("&1 a.png", True), ("Clear list", True)]
    driver.trigger("clear_recent")
    assert shown(driver.window, driver.qtbot) == nothing


def test_the_newest_is_first_and_opens_from_there(driver, pictures):
    entries = [("&1 d.png", True), ("&2 b && c.png", True), ("&3 a.png", True), ("Clear list", True)]
    assert shown(driver.window, driver.qtbot) == entries
    assert driver.window.menus.within["recent"].actions()[2].toolTip() == str(pictures[0])
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.menus.within["recent"].actions()[2].trigger()
    assert driver.document.path == pictures[0]
    assert shown(driver.window, driver.qtbot)[:2] == [("&1 a.png", True), ("&2 d.png", True)]


def test_what_is_gone_is_grey_and_what_comes_back_is_not(driver, pictures):
    pictures[1].unlink()
    assert shown(driver.window, driver.qtbot)[1] == ("&2 b && c.png (not found)", False)
    _picture(pictures[1].parent, pictures[1].name)
    assert shown(driver.window, driver.qtbot)[1] == ("&2 b && c.png", True)


def test_a_project_stands_there_once_it_is_saved_and_the_list_is_kept(driver, pictures, settings, qtbot):
    project = pictures[0].with_suffix(".dmat")
    with qtbot.waitSignal(driver.window.projects.saved, timeout=15000):
        driver.window.projects.write(project)
    again = make_window(FakePredictor, settings)
    try:
        assert [text for text, _there in shown(again, qtbot)][:2] == ["&1 a.dmat", "&2 d.png"]
    finally:
        again.shut_down()
        again.deleteLater()


def test_ten_are_kept_and_samples_are_not(driver, tmp_path):
    for number in range(12):
        driver.window.recent.add(tmp_path / f"{number}.png")
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.open_sample("astronaut")
    texts = [text for text, _there in shown(driver.window, driver.qtbot)]
    assert texts == [f"&{place} {12 - place}.png (not found)" for place in range(1, 10)] + [
        "2.png (not found)", "Clear list"
    ]  # fmt: skip
