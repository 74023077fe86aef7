"""The list of steps in the real window: names, going back and forward by click and key, the byte cap."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from core.imaging.picture import Picture
from dmat_gui.document import Document
from dmat_gui.panels.history_panel import FORGOTTEN, OPENED, HistoryPanel

NAMES = [OPENED, "Paint foreground", "Paint background", "Fill unknown"]


def rows(panel):
    return [panel.item(row).text() for row in range(panel.count())]


def click(panel, row):
    place = panel.visualItemRect(panel.item(row)).center()
    QTest.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))


@pytest.fixture
def painted(driver):
    """Three gestures, and the trimap after each."""
    driver.open()
    states = [driver.document.trimap.copy()]
    for name, places in (
        ("class_foreground", ((60, 60), (90, 60))),
        ("class_background", ((20, 20), (140, 20))),
    ):
        driver.trigger(name)
        driver.paint(*places)
        states.append(driver.document.trimap.copy())
    driver.trigger("bucket")
    driver.trigger("class_unknown")
    driver.paint((75, 60))
    return [*states, driver.document.trimap.copy()]


def test_each_gesture_stands_in_the_list_and_a_click_goes_there(driver, painted):
    panel = driver.window.panel.history
    assert rows(panel) == NAMES
    assert panel.currentRow() == 3
    for row in (1, 3, 0, 2):
        click(panel, row)
        np.testing.assert_array_equal(driver.document.trimap, painted[row])
        assert rows(panel) == NAMES, "what is undone stays in the list"
        assert panel.currentRow() == row
    ink = [panel.item(row).foreground().color().name() for row in range(4)]
    assert ink[0] == ink[2] != ink[3]


def test_arrow_keys_go_through_it_and_undo_moves_the_row(driver, painted):
    panel = driver.window.panel.history
    panel.setFocus()
    QTest.keyClick(panel, Qt.Key.Key_Up)
    np.testing.assert_array_equal(driver.document.trimap, painted[2])
    driver.trigger("undo")
    assert panel.currentRow() == 1
    driver.trigger("redo")
    assert panel.currentRow() == 2


def test_a_new_gesture_takes_the_place_of_what_was_undone(driver, painted):
    panel = driver.window.panel.history
    click(panel, 1)
    driver.trigger("eraser")
    driver.paint((80, 60))
    assert rows(panel) == [*NAMES[:2], "Paint unknown"]
    driver.open()
    assert rows(panel) == [OPENED]


def test_going_far_tells_the_views_once(driver, painted):
    told = []
    driver.document.history_changed.connect(lambda: told.append(1))
    driver.document.go_to(0)
    assert told == [1]
    driver.document.go_to(99)
    np.testing.assert_array_equal(driver.document.trimap, painted[3])


def test_a_run_is_a_step_of_the_same_list(driver, known_trimap):
    driver.open(known_trimap)
    driver.paint((60, 60))
    driver.matte()
    panel = driver.window.panel.history
    assert rows(panel)[-1].startswith("Matte")
    click(panel, 0)
    assert driver.document.current_run is None
    click(panel, 2)
    assert driver.document.current_run is not None


def test_what_the_cap_has_cost_is_said(qtbot, driver):
    document, panel = Document(history_bytes=2000), HistoryPanel(driver.window.theme)
    qtbot.addWidget(panel)
    panel.set_document(document)
    document.open_picture(Picture.from_array(np.zeros((60, 60, 3), np.uint8)))
    for value in (0, 255) * 6:
        assert document.history.nbytes <= 2000  # waits until all is deflated, so that all counts
        document.set_trimap(np.full((60, 60), value, np.uint8), f"All {value}")
    assert rows(panel)[0] == FORGOTTEN
    assert 1 < panel.count() < 12
    document.go_to(0)
    assert not document.can_undo


def test_the_present_row_is_whole_in_a_small_window(driver, known_trimap):
    driver.open(known_trimap)
    for y in (20, 40, 60):
        driver.paint((20, y), (40, y))
    driver.matte()
    panel = driver.window.panel.history
    area = driver.window.panel.findChild(QScrollArea).viewport()

    def is_whole():
        if panel.viewport().height() < 2 * panel.sizeHintForRow(0):
            return False
        row = panel.visualItemRect(panel.currentItem())
        last = area.mapFromGlobal(panel.viewport().mapToGlobal(row.bottomLeft()))
        return panel.viewport().rect().contains(row) and area.rect().contains(last)

    driver.qtbot.waitUntil(is_whole, timeout=5000)
