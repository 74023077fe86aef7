"""Messages over the canvas: seen whole, the gravest and latest of many, and none that runs out unread."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dmat_gui.panels.message_bar import Message


@pytest.mark.parametrize("size", [(1280, 720), (1600, 1000)])
def test_a_message_of_one_line_does_not_cover_the_foot_of_a_fitted_picture(driver, known_trimap, size):
    driver.open(known_trimap)
    window, canvas = driver.window, driver.window.canvas
    window.resize(*size)
    driver.matte()  # the strip has taken the room below by now
    driver.qtbot.waitUntil(window.film.isVisible)
    QApplication.processEvents()
    assert canvas.fits
    window.messages.show_message(Message("note", "A few words.", "info", (window.actions_["open"],)))
    foot = canvas.mapFromScene(0, canvas.sceneRect().center().y() + 60).y()
    assert window.messages.geometry().top() >= foot


def test_messages_leave_the_legend_of_the_difference_free(driver, known_trimap):
    window = driver.window
    driver.open(known_trimap)
    driver.matte()
    driver.trigger("view_difference")
    for number in range(6):
        words = "A sentence that goes on until it needs a second line. " * 3
        window.messages.show_message(Message(str(number), words, "warning"))
    QApplication.processEvents()
    legend = window.view_parts.difference.legend
    assert legend.isVisible() and not legend.geometry().intersects(window.messages.geometry())


def test_every_message_is_seen_whole_at_once_and_of_many_the_gravest_and_latest(driver):
    stack = driver.window.messages

    def shown():
        return [key for key in map(str, range(5)) if stack.bar(key) and stack.bar(key).isVisible()]

    def assert_whole():
        for bar in map(stack.bar, shown()):
            assert stack.rect().contains(bar.geometry())
            assert bar.height() >= bar.heightForWidth(bar.width())
        assert driver.window.canvas.rect().contains(stack.geometry())

    words = "Short.", "A sentence that goes on. " * 12, "Another.", "One more."
    in_sight = ["0"], ["0", "1"], ["1", "2"], ["1", "3"]
    tones = "info", "warning", "info", "info"
    for number, (text, tone) in enumerate(zip(words, tones, strict=True)):
        stack.show_message(Message(str(number), text, tone, (driver.window.actions_["open"],)))
        assert shown() == in_sight[number]
        assert_whole()
    more = stack.bar("1").fold
    assert more.text() == "2 more" and not stack.bar("3").fold.isVisible()
    more.click()
    fewer = stack.bar("0").fold
    assert shown() == ["0", "1", "2", "3"] and not more.isVisible() and fewer.text() == "Fewer"
    assert fewer.hasFocus()
    assert_whole()
    fewer.click()
    assert shown() == ["1", "3"] and more.text() == "2 more" and more.hasFocus()
    more.click()
    stack.show_message(Message("4", "The latest."))
    assert shown() == ["1", "4"], "those that were folded away are so again"
    stack.bar("1")._close.click()
    assert stack.text("1") is None and shown() == ["3", "4"] and stack.bar("3").fold.text() == "2 more"
    stack.clear()
    assert not stack.isVisible()


def test_a_hint_does_not_hide_what_was_just_done(driver):
    stack = driver.window.messages
    stack.show_message(Message("paint", "Paint more.", "warning"))
    stack.show_message(Message("export", "Wrote it."))
    stack.show_message(Message("hint", "There is more to do.", gives_way=True))
    assert stack.bar("export").isVisible() and not stack.bar("hint").isVisible()
    stack.dismiss("export")
    assert stack.bar("hint").isVisible()


def test_a_message_with_a_time_does_not_run_out_unread(driver):
    stack = driver.window.messages
    stack.clear()
    for key in ("one", "other"):
        stack.show_message(Message(key, "Something is wrong.", "error"))
    stack.show_message(Message("short", "It was saved.", seconds=1))
    bar = stack.bar("short")
    timer = bar.findChild(QTimer)
    assert not bar.isVisible() and not timer.isActive()
    stack.dismiss("one")
    assert bar.isVisible() and timer.isActive()
    stack.show_message(Message("one", "Something is wrong again.", "error"))
    assert not bar.isVisible() and not timer.isActive()
    stack.dismiss("other")
    driver.qtbot.waitUntil(lambda: stack.bar("short") is None, timeout=15000)
