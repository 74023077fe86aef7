"""What tests of projects do with a window: open, save, work, and look at all that there is."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def open_path(driver, path):
    with driver.qtbot.waitSignal(driver.window.files.opened, timeout=15000):
        driver.window.open_path(path)


def key(driver, *combination):
    QTest.keyClick(driver.window.canvas, *combination)


def save(driver):
    with driver.qtbot.waitSignal(driver.window.projects.saved, timeout=15000):
        key(driver, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def keep(driver, change):
    """Change something and wait until it is kept."""
    driver.window.autosave.quiet_seconds = 0
    with driver.qtbot.waitSignal(driver.window.autosave.written, timeout=15000):
        change()


def retouch(driver):
    driver.trigger("retouch")
    driver.trigger("class_foreground")
    driver.paint((70, 30), (90, 30))
    driver.trigger("brush")


def work(driver, photo, known_trimap):
    """A picture with two runs, a step of the second in use, and retouch over it."""
    open_path(driver, photo)
    driver.document.set_trimap(known_trimap)
    driver.matte()
    driver.window.panel.advanced.seed.setValue(3)
    driver.matte()
    driver.document.use_step(2, "corrected")
    driver.document.rename_run(driver.document.runs[0], "First “Hår”")
    retouch(driver)
    driver.paint((20, 20), (40, 20))


def everything(document):
    """Whatever a project must give back, with arrays as bytes."""
    retouch = document.retouch
    return {
        "pixels": document.picture.pixels.tobytes(),
        "trimap": document.trimap.tobytes(),
        "result": document.result_alpha().tobytes(),
        "title": document.result_title(),
        "retouch": retouch.planes.tobytes() if retouch is not None else None,
        "stale": document.is_stale,
        "runs": [
            (
                run.id, run.name, run.adopted_step, run.asked, run.changes, run.trimap.tobytes(),
                run.result.alpha.tobytes(), run.result.start.tobytes(), run.result.settings, run.result.notes,
                run.result.seconds, run.settings_words, run is document.current_run,
                [
                    (step.t, step.index, [np.asarray(step.values(kind)).tobytes() for kind in step.kinds])
                    for step in run.steps
                ],
            )
            for run in document.runs
        ],
    }  # fmt: skip
