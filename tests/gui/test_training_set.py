"""Add to training set: what is stored is the Result, retouch included; equal names are asked about."""

import errno
from pathlib import Path

import numpy as np
import pytest

from core.data.layouts import open_data_set
from core.data.loading import load_case
from tests.gui.held import hold


@pytest.fixture
def ways(monkeypatch):
    """Answers which way to go, and keeps the questions."""

    class Ways(list):
        reply = None

    ways = Ways()

    def answer(_parent, question, *_rest):
        ways.append(question)
        return ways.reply

    monkeypatch.setattr("dmat_gui.training_set_control.ask_one_of", answer)
    return ways


def add(driver):
    with driver.qtbot.waitSignal(driver.window.training_set.added, timeout=15000) as added:
        driver.trigger("add_to_training_set")
    return added.args[0]


def stored(driver):
    data = open_data_set(driver.window.training_set.own.folder)
    return {case.name: load_case(case) for case in data.cases}


def test_the_retouched_result_is_stored_exactly(driver, known_trimap, ways):
    action = driver.window.actions_["add_to_training_set"]
    driver.open(known_trimap)
    assert not action.isEnabled()
    driver.matte()
    driver.trigger("view_alpha")
    driver.trigger("retouch")
    driver.trigger("class_background")
    driver.paint((120, 40), (130, 60))
    assert driver.document.has_retouch
    assert add(driver) == ("picture", 1)
    loaded = stored(driver)["picture"]
    expected = np.rint(driver.document.result_alpha().astype(np.float64) * 65535).astype(np.uint16)
    assert np.array_equal(loaded.alpha, expected)
    assert (loaded.alpha[known_trimap == 255] < 65535).any(), "retouch is in it"
    assert np.array_equal(loaded.trimap, known_trimap)
    assert np.array_equal(loaded.image, driver.document.picture.pixels)
    assert "first picture" in driver.window.messages.text("training-set")
    assert ways == []


def test_the_same_picture_again_is_replaced_or_kept_beside_the_first(driver, known_trimap, ways):
    driver.open(known_trimap)
    driver.matte()
    add(driver)
    first = stored(driver)["picture"].alpha
    driver.document.use_step(1, "alpha0")
    driver.trigger("add_to_training_set")  # asked, and not answered
    assert ways == ["Replace “picture” in the training set?"]
    ways.reply = 1
    assert add(driver) == ("picture 2", 2)
    assert np.array_equal(stored(driver)["picture"].alpha, first)
    ways.reply = 0
    assert add(driver) == ("picture", 2)
    both = stored(driver)
    assert np.array_equal(both["picture"].alpha, both["picture 2"].alpha)
    assert not np.array_equal(both["picture"].alpha, first)
    assert "holds 2 pictures" in driver.window.messages.text("training-set")


def test_closing_waits_until_it_is_added(driver, known_trimap, ways, answers):
    driver.open(known_trimap)
    driver.matte()
    gate = hold(driver.window.file_runner)
    driver.trigger("add_to_training_set")
    with driver.qtbot.waitSignal(driver.window.closed, timeout=15000):
        driver.window.close()
        assert "Still to be written: picture, for the training set." in answers.details[-1]
        gate.set()
    assert list(stored(driver)) == ["picture"]


def test_one_that_is_cancelled_is_told(driver, known_trimap, ways):
    driver.open(known_trimap)
    driver.matte()
    gate = hold(driver.window.file_runner)
    driver.trigger("add_to_training_set")
    driver.window.file_runner.cancel_all()
    gate.set()
    shown = driver.window.messages.text
    driver.qtbot.waitUntil(lambda: "was not added" in shown("training-set"), timeout=15000)


def test_a_full_disk_is_told_and_the_set_is_as_it_was(driver, known_trimap, ways, monkeypatch):
    driver.open(known_trimap)
    driver.matte()

    def full(path, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    driver.trigger("add_to_training_set")
    shown = driver.window.messages.text
    driver.qtbot.waitUntil(lambda: "No space left" in (shown("training-set") or ""), timeout=15000)
    assert len(driver.window.training_set.own) == 0
