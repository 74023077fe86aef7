"""What counts as saved when the window closes or another picture comes: which exports, which strokes."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.exporting.outputs import (
    AlphaOutput,
    AnimationOutput,
    CompositeOutput,
    CutoutOutput,
    FileFormat,
    ForegroundOutput,
    SheetOutput,
    StepsOutput,
)
from core.exporting.plan import PlannedFile
from core.exporting.steps import Moment
from tests.gui.canvas_events import at
from tests.gui.held import hold

PNG = FileFormat(".png")
HOLDING = [
    AlphaOutput(PNG),
    CutoutOutput(PNG, estimated=False),
    CompositeOutput(PNG, background=None, estimated=False),
]
OTHERS = [
    ForegroundOutput(PNG, estimated=False),
    CompositeOutput(PNG, estimated=False),
    SheetOutput(PNG),
    AnimationOutput(FileFormat(".gif")),
]


def _matted(driver, trimap):
    driver.open(trimap)
    driver.matte()
    driver.document.mark_trimap_saved()


def _write(driver, folder: Path, *outputs):
    planned = [
        PlannedFile(folder / f"out{number}{output.format.suffix}", output)
        for number, output in enumerate(outputs)
    ]
    with driver.qtbot.waitSignal(driver.window.exports.exported, timeout=15000):
        driver.window.exports.write(planned)


@pytest.mark.parametrize("output", OTHERS, ids=lambda output: output.kind)
def test_what_does_not_hold_the_alpha_saves_no_result(driver, known_trimap, tmp_path, answers, output):
    _matted(driver, known_trimap)
    _write(driver, tmp_path, output)
    answers.reply = False
    driver.window.close()
    assert answers.details == ["Run 1 · result has not been exported."]
    assert driver.window.isVisible()


@pytest.mark.parametrize("output", HOLDING, ids=lambda output: output.kind)
def test_what_holds_the_alpha_saves_it(driver, known_trimap, tmp_path, answers, output):
    _matted(driver, known_trimap)
    _write(driver, tmp_path, OTHERS[0], output)
    driver.window.close()
    assert answers == []
    assert not driver.window.isVisible()


def test_the_steps_save_no_result(driver, known_trimap, tmp_path):
    _matted(driver, known_trimap)
    output = StepsOutput(PNG)
    moment = Moment("00", step=0)
    with driver.qtbot.waitSignal(driver.window.exports.exported, timeout=15000):
        driver.window.exports.write([PlannedFile(tmp_path / "s.png", output, moment, "alpha0")])
    assert not driver.document.result_is_exported


def test_a_sheet_still_to_be_written_is_no_result_either(driver, known_trimap, tmp_path, answers):
    _matted(driver, known_trimap)
    held = hold(driver.window.colour_runner)
    driver.window.exports.write([PlannedFile(tmp_path / "sheet.png", SheetOutput(PNG))])
    answers.reply = False
    driver.window.close()
    assert answers.details[0].endswith("Run 1 · result has not been exported.")
    held.set()


def test_an_export_that_fails_keeps_the_window_open(driver, known_trimap, tmp_path, answers):
    _matted(driver, known_trimap)
    held = hold(driver.window.colour_runner)
    driver.window.exports.write([PlannedFile(tmp_path / "gone" / "alpha.png", AlphaOutput(PNG))])
    driver.window.close()
    assert answers == ["Close once the files are written?"]
    with driver.qtbot.waitSignal(driver.window.colour_runner.idle, timeout=15000):
        held.set()
    assert driver.window.isVisible()
    assert driver.window.isEnabled()
    assert driver.window.closing.wait_box is None
    assert driver.window.messages.bar("export").message.tone == "error"
    assert not driver.document.result_is_exported


def test_a_run_that_was_named_is_asked_about_and_others_are_tries(driver, known_trimap, tmp_path, answers):
    _matted(driver, known_trimap)
    driver.window.panel.advanced.seed.setValue(3)
    driver.matte()
    first, second = driver.document.runs
    _write(driver, tmp_path, AlphaOutput(PNG))
    assert driver.document.is_clean
    driver.document.rename_run(first, "Finer hair")
    answers.reply = False
    driver.window.close()
    assert answers.details == ["Finer hair has not been exported."] and driver.window.isVisible()
    driver.paint((20, 20), (20, 100))
    driver.window.close()
    assert answers.details.pop() == (
        "The painted trimap has not been saved. Finer hair has not been exported."
    )
    driver.document.rename_run(second, "Coarser")
    driver.document.use_step(1, "alpha0")
    driver.window.close()
    assert answers.details.pop().endswith("nor its result exported. Finer hair has not been exported.")
    driver.document.mark_trimap_saved()
    driver.window.close()
    assert answers.details.pop().endswith("(α̃₀) has not been exported. Finer hair has not been exported.")
    driver.document.use_result()
    driver.document.set_current_run(first)
    _write(driver, tmp_path, CutoutOutput(PNG, estimated=False))
    driver.document.set_current_run(second)
    driver.window.close()
    assert len(answers) == 4 and not driver.window.isVisible()


def _press(driver):
    viewport = driver.window.canvas.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=at(driver.window.canvas, 80, 20))
    QTest.mouseMove(viewport, at(driver.window.canvas, 80, 90))
    assert driver.document.is_editing


def test_closing_sees_the_stroke_under_way(driver, answers):
    driver.open()
    _press(driver)
    answers.reply = False
    driver.window.close()
    assert answers.details == ["The painted trimap has not been saved."]
    assert driver.window.isVisible()
    assert driver.document.trimap[60, 80] == 255
    assert driver.document.undo_text == "Paint foreground"


def test_another_picture_sees_the_stroke_under_way(driver, answers, tmp_path):
    driver.open()
    _press(driver)
    answers.reply = False
    driver.window.open_path(tmp_path / "other.png")
    assert answers.details == ["The painted trimap has not been saved."]
    assert driver.document.undo_text == "Paint foreground"
