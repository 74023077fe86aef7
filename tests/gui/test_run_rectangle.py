"""A rectangle of the result computed anew."""

import numpy as np

RECTANGLE = (70, 30, 24, 40)


def test_a_rectangle_alone_is_computed_anew(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    first = driver.document.result_alpha().copy()
    driver.trigger("class_foreground")
    driver.paint((80, 10), (80, 110))
    trimap = driver.document.trimap.copy()
    driver.trigger("region")
    x, y, width, height = RECTANGLE
    with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
        driver.paint((x, y), (x + 9, y + 9), (x + width - 1, y + height - 1))
    _settings, region = driver.predictors[0].runs[-1]
    left, top, wide, high = region
    assert abs(np.array(region) - RECTANGLE).max() <= 2
    alpha, run = driver.document.result_alpha(), driver.document.current_run
    inside = np.zeros(alpha.shape, bool)
    inside[top : top + high, left : left + wide] = True
    assert np.array_equal(alpha[~inside], first[~inside])
    assert not np.array_equal(alpha[inside], first[inside])
    assert (alpha[inside][trimap[inside] == 255] == 1).all()
    assert run.settings_words.endswith(f"seed 0 · 5 steps · T 250 · rectangle {wide} × {high}")
    assert driver.document.is_stale  # around the rectangle it is of the earlier trimap
    assert driver.window.canvas.tool.value == "brush"


def test_a_rectangle_that_waited_mends_the_result_of_the_run_before_it(driver, gate, known_trimap):
    driver.open(known_trimap)
    with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
        driver.trigger("matte")
        gate.release(20)
    while gate.acquire(blocking=False):
        pass
    driver.trigger("class_foreground")
    driver.paint((10, 10), (10, 110))
    driver.trigger("matte")
    driver.trigger("region")
    driver.paint((70, 30), (90, 60))
    assert driver.window.panel.waiting.texts == ["Rectangle of the Result · Compact · own settings"]
    with driver.qtbot.waitSignal(driver.window.runner.idle, timeout=15000):
        gate.release(100)
    first, second, mended = driver.document.runs
    before, alpha = second.result.alpha, mended.result.alpha
    assert not np.array_equal(before[:, :50], first.result.alpha[:, :50])
    assert np.array_equal(alpha[:, :50], before[:, :50])
    assert np.array_equal(mended.trimap, second.trimap)


def test_a_rectangle_of_nothing_is_not_computed(driver, known_trimap):
    driver.open(known_trimap)
    driver.trigger("region")
    driver.paint((20, 20), (40, 40))
    assert "no result yet" in driver.window.messages.text("note")
    assert not driver.window.run_control.running
