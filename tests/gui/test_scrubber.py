"""The scrubber: play, the path without correction, change per step, the difference of two steps."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest

from dmat_gui.canvas.views import View
from dmat_gui.panels.frames import RESULT


@pytest.fixture
def film(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    return driver.window.film


def find_path(driver):
    with driver.qtbot.waitSignal(
        driver.window.run_control.path_changed,
        timeout=15000,
        check_params_cb=lambda run: run.path is not None,
    ):
        driver.trigger("sdedit")


def click(strip, row):
    QTest.mouseClick(
        strip.viewport(), Qt.MouseButton.LeftButton, pos=strip.visualItemRect(strip.item(row)).center()
    )


def test_the_button_shows_pause_while_it_plays(driver, film):
    def drawn(icon, state=QIcon.State.Off):
        return icon.pixmap(QSize(40, 40), QIcon.Mode.Normal, state).toImage()

    theme, button = driver.window.theme, film.play_button
    assert drawn(button.icon()) == drawn(theme.icon("play"))
    driver.trigger("play")
    assert button.isChecked()
    assert drawn(button.icon(), QIcon.State.On) == drawn(theme.icon("pause"))
    driver.trigger("play")
    assert not button.isChecked()


def test_the_path_without_correction_stands_below_the_runs_own(driver, film):
    run, before = driver.document.current_run, driver.document.result_alpha().copy()
    driver.window.panel.advanced.seed.setValue(7)  # what is set now has no part in it
    find_path(driver)
    settings, _region = driver.predictors[0].runs[-1]
    used = run.result.settings
    assert (settings.t_start, settings.steps, settings.seed) == (used.t_start, used.steps, used.seed)
    assert not settings.correct
    assert driver.document.runs == [run]
    assert np.array_equal(driver.document.result_alpha(), before)
    assert film.path.isVisible()
    below = film.frames_beside
    assert below[0] is None  # the start is the same
    assert [frame.index for frame in below[1:]] == [frame.index for frame in film.frames[1:]]
    click(film.path, 4)
    assert film.current is below[4]
    step = run.path.result.steps[film.current.index]
    assert np.array_equal(driver.window.canvas.shown_matte(), step.alpha0)
    assert "Step 2 (t = 150), Estimate (α̃₀), without correction" in driver.window.messages.text("step")
    assert not driver.window.actions_["use_step"].isEnabled()
    QTest.keyClick(film.path, Qt.Key.Key_Left)
    assert film.current is below[3]
    QTest.keyClick(film.path, Qt.Key.Key_Up)
    assert film.current is film.frames[3]
    QTest.keyClick(film.film, Qt.Key.Key_Down)
    assert film.current is below[3]
    click(film.path, len(below) - 1)
    assert np.array_equal(driver.window.canvas.shown_matte(), run.path.result.alpha)
    driver.trigger("back_to_result")
    assert film.current.is_result


def test_the_two_paths_stand_column_below_column(driver, film):
    driver.window.resize(960, 600)  # less than they take
    film.choose(0)
    film.choose(len(film.frames) - 1)
    find_path(driver)
    for row in (len(film.frames) - 1, 1, len(film.frames) - 1):
        film.choose(row)
        driver.qtbot.waitUntil(
            lambda: all(
                film.film.visualItemRect(film.film.item(row)).left()
                == film.path.visualItemRect(film.path.item(row)).left()
                for row in range(len(film.frames))
            ),
            timeout=5000,
        )
    assert film.film.horizontalScrollBar().value() > 0


def test_the_path_is_computed_once(driver, film):
    find_path(driver)
    computed = len(driver.predictors[0].runs)
    driver.trigger("sdedit")
    assert not film.path.isVisible()
    assert film.frames_beside == []
    driver.trigger("sdedit")
    assert film.path.isVisible()
    assert len(driver.predictors[0].runs) == computed


def test_below_a_corrected_latent_stands_the_one_that_went_on_as_it_came(driver, film):
    find_path(driver)
    film.kind_box.setCurrentIndex(film.kind_box.findData("corrected"))
    row = next(row for row, frame in enumerate(film.frames) if frame.kind == "corrected")
    below, path = film.frames_beside[row], driver.document.current_run.path.result
    assert np.array_equal(below.matte, path.steps[below.index].denoised)


def test_a_path_that_is_cancelled_leaves_the_run_as_it_was(driver, gate, known_trimap):
    driver.open(known_trimap)
    gate.release(6)
    driver.matte()
    run, film = driver.document.current_run, driver.window.film
    driver.trigger("sdedit")
    assert driver.window.run_control.running
    with driver.qtbot.waitSignal(driver.window.runner.idle, timeout=15000):
        driver.trigger("cancel")
        gate.release(10)
    assert run.path is None
    assert not driver.window.actions_["sdedit"].isChecked()
    assert film.frames[-1].kind == RESULT


def test_another_run_has_a_path_of_its_own(driver, film):
    find_path(driver)
    driver.window.panel.advanced.seed.setValue(3)
    driver.matte()
    assert not driver.window.actions_["sdedit"].isChecked()
    assert film.frames_beside == []


def test_a_run_that_has_no_path_without_correction_says_why(driver, film):
    words = film._path_words
    driver.trigger("region")
    with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
        driver.paint((70, 30), (90, 60))
    driver.trigger("sdedit")
    assert words.isVisible() and "of a rectangle" in words.text()
    assert not film.path.isVisible()
    driver.trigger("sdedit")
    assert not words.isVisible()
    driver.window.panel.advanced.correct.setChecked(False)
    driver.matte()
    driver.trigger("sdedit")
    assert words.isVisible() and "has no correction" in words.text()
    film.run_chosen.emit(0)
    assert not words.isVisible()


def test_change_per_step_is_plotted(driver, film, known_trimap):
    unknown = known_trimap == 128
    steps = driver.document.current_run.steps
    estimates = [np.clip(step.alpha0.astype(np.float32), 0, 1)[unknown] for step in steps]
    expected = [np.abs(b - a).mean() for a, b in zip(estimates, estimates[1:], strict=False)]
    assert film.plot.isVisible()
    assert film.plot.changes == pytest.approx(expected)
    heights = np.array([film.plot.bar(step).height() for step in range(1, 6)])
    foot, top = film.plot.decades
    assert 10.0**foot <= min(expected) and max(expected) <= 10.0**top
    assert heights / heights.max() == pytest.approx(
        (np.log10(expected) - foot) / (np.log10(max(expected)) - foot), abs=0.05
    )
    place = QPoint(round(film.plot.bar(3).center().x()), film.plot.height() // 2)
    QTest.mouseClick(film.plot, Qt.MouseButton.LeftButton, pos=place)
    assert film.current.label == "Step 3 (t = 100)"
    find_path(driver)
    assert len(film.plot.beside) == len(expected)


def test_bars_are_called_as_the_strip_calls_its_frames_and_a_single_one_is_not_shown(driver, film):
    assert film.frames[-2].label == "Step 4 (t = 50)"
    place = QPoint(round(film.plot.bar(5).center().x()), film.plot.height() // 2)
    QTest.mouseClick(film.plot, Qt.MouseButton.LeftButton, pos=place)
    assert film.current.is_result
    names = film.plot.accessibleDescription().split(". ")[-1]
    assert [name.split(":")[0] for name in names.split(", ")] == ["1", "2", "3", "4", "Result"]
    film.plot.set_changes([0.1])
    assert not film.plot.isVisible()


def test_a_late_steps_small_change_is_seen_in_the_plot(driver, film):
    film.plot.set_changes([0.1, 0.001, 0.0])
    assert film.plot.decades == (-3, -1)
    film.plot.set_changes([0.1, 0.002, 0.0])
    assert film.plot.bar(2).height() > 8 > film.plot.bar(3).height() == 2
    film.plot.set_changes([0.5, 1e-9])
    assert film.plot.decades == (-4, 0)


def test_two_steps_are_compared_with_their_sign(driver, film):
    steps = driver.document.current_run.steps
    film.choose(2)
    kept = film.current
    driver.trigger("compare_step")
    canvas = driver.window.canvas
    assert canvas.view is View.DIFFERENCE
    film.choose(5)
    later = film.current
    pixel = canvas.readout(80, 60)
    difference = float(steps[later.index].alpha0[60, 80]) - float(steps[kept.index].alpha0[60, 80])
    assert pixel.difference == pytest.approx(difference)
    assert difference != 0
    assert kept.title in driver.window.view_parts.difference.legend.reference_box.currentText()


def test_a_latent_is_clipped_on_the_canvas_until_the_full_range_is_wanted(driver, film):
    film.choose(1)
    canvas = driver.window.canvas
    canvas.fit()

    def grey_of(pixel):
        y, x = pixel
        return canvas.grab().toImage().pixelColor(canvas.mapFromScene(x + 0.5, y + 0.5)).red()

    matte = film.current.matte
    highest = np.unravel_index(np.argmax(matte), matte.shape)
    one = np.unravel_index(np.argmin(np.abs(matte.astype(np.float32) - 1)), matte.shape)
    assert matte[highest] > 1.2
    assert grey_of(one) == pytest.approx(grey_of(highest), abs=3)
    driver.window.actions_["full_range"].setChecked(True)
    assert grey_of(one) < grey_of(highest) - 10
