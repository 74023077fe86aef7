"""Fine-tuning in the window: pictures found, a training steered, its model kept; and a child that dies."""

import os
import signal
import sys
from pathlib import Path
from subprocess import PIPE, Popen

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from core.imaging.picture import Picture
from core.models.registry import ModelEntry, user_models_folder
from core.training.kept import LOCK, keep
from dmat_gui.finetuning.window import FinetuneWindow
from tests.gui.conftest import MODELS
from tests.gui.held import hold

FAKE = Path(__file__).with_name("fake_finetune.py")
SECONDS = 60_000  # the machine may be busy


@pytest.fixture
def pictures(tmp_path):
    """Three pictures with mattes and trimaps in a folder."""
    folder = tmp_path / "own"
    disc = np.rint(np.clip((24 - np.hypot(*np.mgrid[-32:32, -32:32])) / 8 + 0.5, 0, 1) * 255).astype(np.uint8)
    trimap = np.select([disc == 0, disc == 255], [0, 255], 128).astype(np.uint8)
    for number, name in enumerate("abc"):
        noise = np.random.default_rng(number).integers(0, 256, (64, 64, 3), np.uint8)
        for part, pixels in (("images", noise), ("alphas", disc), ("trimaps", trimap)):
            (folder / part).mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(folder / part / f"{name}.png"), pixels)
    return folder


@pytest.fixture
def finetune(driver, pictures, monkeypatch):
    """The window over three pictures, with a program that speaks as the true one and trains nothing."""
    command = [sys.executable, str(FAKE)]
    monkeypatch.setattr("dmat_gui.finetuning.process.own_command", lambda *arguments: [*command, *arguments])
    driver.trigger("finetune")
    window = driver.window.side["finetune"]
    window.pictures.add([pictures])
    driver.qtbot.waitUntil(lambda: window.pictures.count == 3, timeout=SECONDS)
    yield window
    window.work.process._process.kill()
    window.work.process._process.waitForFinished(5000)


def start(driver, window, button=None):
    with driver.qtbot.waitSignal(window.work.told, timeout=SECONDS):
        (button or window.start_button).click()


def step(driver, window, number):
    """Let the program do its next step, and wait until all that it says of it is shown."""
    window.work.process.command("step")
    shown = window.progress.mattes.caption
    driver.qtbot.waitUntil(lambda: shown.text() == f"fern, after step {number} of 4", timeout=SECONDS)


def ended(driver, window, act):
    with driver.qtbot.waitSignal(window.work.ended, timeout=SECONDS) as ending:
        act()
    return ending.args[0]


def test_what_was_found_and_what_is_wrong_stand_in_the_window(driver, finetune, pictures, tmp_path):
    box = finetune.pictures
    assert box.summary.text().startswith("3 pictures with mattes (folders of pictures and mattes).")
    assert not box.details.isVisible() and finetune.start_button.isEnabled()
    (pictures / "images" / "b.png").write_bytes(b"no picture")
    (pictures / "alphas" / "c.png").unlink()
    box.look()
    assert not finetune.start_button.isEnabled()
    driver.qtbot.waitUntil(lambda: not box.is_looking, timeout=SECONDS)
    assert "2 things are wrong:" in box.summary.text() and box.count == 1, "b cannot be read, c has no matte"
    assert (
        "images/b.png: " in box.details.toPlainText()
        and "images/c.png has no matte" in box.details.toPlainText()
    )
    empty = tmp_path / "empty"
    empty.mkdir()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(empty))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    box.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))
    assert box.roots == [pictures, empty]
    driver.qtbot.waitUntil(lambda: not box.is_looking, timeout=SECONDS)
    assert "laid out in no way known here" in box.details.toPlainText()
    box.list.setCurrentRow(1)
    box.remove_button.click()
    assert box.roots == [pictures]


def test_the_training_set_is_what_it_begins_with_and_grows_under_it(driver, known_trimap):
    driver.trigger("finetune")
    window = driver.window.side["finetune"]
    assert window.pictures.roots == [] and "Add to training set" in window.pictures.summary.text()
    assert not window.start_button.isEnabled() and window.lacking.text().startswith("Add finished pictures")
    assert window.start_button.toolTip() == window.choices.estimate.toolTip() == window.lacking.text()
    driver.open(known_trimap)
    driver.matte()
    driver.trigger("add_to_training_set")
    driver.qtbot.waitUntil(lambda: window.pictures.count == 1, timeout=SECONDS)
    own = driver.window.training_set.own
    own.add("other", Picture.from_array(np.zeros((40, 50), np.uint8)), np.full((40, 50), 128, np.uint8),
            np.full((40, 50), 0.5, np.float32))  # fmt: skip
    driver.window.training_set.added.emit(None)
    driver.qtbot.waitUntil(lambda: window.pictures.count == 2, timeout=SECONDS)
    assert window.pictures.list.item(0).text() == "Training set"
    assert window.start_button.isEnabled() and not window.lacking.isVisible()
    window.choices.name.setText(" ")
    assert not window.start_button.isEnabled() and window.lacking.text() == "Give the new model a name."


def test_the_time_is_estimated_before_it_starts(driver, finetune):
    assert finetune.choices.time.text().startswith("It takes 15 minutes")
    assert ended(driver, finetune, finetune.choices.estimate.click).kind == "estimate"
    assert finetune.choices.time.text().startswith("450 steps of 2.0 s fit into 15 minutes.")
    finetune.choices.minutes.setValue(30)
    assert finetune.choices.time.text().startswith("900 steps")
    finetune.pictures.look()
    assert finetune.choices.time.text().startswith("It takes 30 minutes"), (
        "of other pictures nothing is known"
    )
    assert finetune.work.offers() == []


def test_started_paused_stopped_gone_on_with_and_put_among_the_models(driver, finetune, monkeypatch):
    window = finetune
    window.choices.name.setText("my fern")
    start(driver, window)
    assert not window.choices.isEnabled() and not window.pictures.isEnabled()
    step(driver, window, 1)
    assert window.progress.stage.text() == "Training: 1 of 4"
    assert window.progress.facts.text() == "about 10 min left · 2.5 crops per second"
    assert window.progress.plot.points == [(1, 1.0)]
    tiles = window.progress.mattes.tiles
    assert [tiles[name].image.pixelColor(0, 0).red() for name in ("before", "truth", "now")] == [60, 120, 180]
    window.pause_button.click()
    assert window.pause_button.text() == "Pausing…" and not window.pause_button.isEnabled()
    driver.qtbot.waitUntil(lambda: window.pause_button.text() == "Resume", timeout=SECONDS)
    assert window.progress.facts.text() == "Paused."
    window.pause_button.click()
    driver.qtbot.waitUntil(lambda: window.pause_button.text() == "Pause", timeout=SECONDS)
    assert ended(driver, window, window.stop_button.click).kind == "stopped"
    assert "“my fern” was stopped at step 1 of 4." in window.offer.text.text()

    window.choices.minutes.setValue(77)
    window.choices.estimate.click()
    assert driver.window.side.at_work == "", "nothing is trained while it is only estimated"
    driver.qtbot.waitUntil(lambda: window.work.is_idle, timeout=SECONDS)

    start(driver, window, window.offer.go_on)
    assert window.choices.minutes.value() == 15, "it goes on with what it was asked for"
    assert window.progress.plot.points == [(1, 1.0)], "what was logged before"
    for number in (2, 3):
        step(driver, window, number)
    assert ended(driver, window, lambda: window.work.process.command("step")).kind == "result"
    assert window.progress.stage.text() == "“my fern” is trained."
    assert not window.offer.isVisible()
    table = window.scores.texts()
    assert [row[0] for row in table[1:]] == ["Your pictures held out", "Guard: other pictures"]
    assert table[1][2:4] == ["4.00 → 3.00", "−25.0 %"]
    verdict = window.scores.verdict.text()
    assert "never saw, SAD changed by −25.0 %" in verdict and "SAD rose by 30.0 %" in verdict
    assert window.scores.notes.text() == "b is left out."

    def with_the_users():
        found = sorted(user_models_folder().glob("*.safetensors"))
        return [*MODELS, *(ModelEntry(path.stem, path.stem, path, "user", "") for path in found)]

    monkeypatch.setattr("core.models.registry.available_models", with_the_users)
    with driver.qtbot.waitSignal(window.work.put, timeout=SECONDS):
        window.scores.put_button.click()
    assert (user_models_folder() / "my fern.safetensors").read_bytes() == b"weights"
    box = driver.window.panel.model_box
    driver.qtbot.waitUntil(lambda: box.findData("my fern") >= 0, timeout=SECONDS)
    assert "“my fern” is among your models now" in window.progress.stage.text()
    assert window.work.offers() == [] and not window.scores.put_button.isVisible()


def test_it_begins_while_a_batch_is_at_work_and_says_what_waits(driver, finetune):
    gate = hold(driver.window.work_runner)
    start(driver, finetune)
    finetune.pictures.look()
    assert finetune.pictures.summary.text() == "Waiting for other work on folders."
    gate.set()
    driver.qtbot.waitUntil(lambda: finetune.pictures.count == 3, timeout=SECONDS)


def test_closing_that_was_given_up_leaves_no_picture_unseen(driver, finetune):
    gate = hold(driver.window.work_runner)
    finetune.pictures.look()
    driver.window.work_runner.cancel_all()  # as closing does
    gate.set()
    driver.qtbot.waitUntil(lambda: not finetune.pictures.is_looking, timeout=SECONDS)
    assert finetune.pictures.count == 0
    driver.window.activateWindow()
    driver.qtbot.waitUntil(driver.window.isActiveWindow)
    finetune.activateWindow()
    driver.qtbot.waitUntil(lambda: finetune.start_button.isEnabled(), timeout=SECONDS)
    assert finetune.pictures.count == 3


HOLDER = """
import sys
from pathlib import Path
from core.files import held
with held(Path(sys.argv[1])) as alone:
    print(alone, flush=True)
    sys.stdin.read()
"""


def test_what_another_window_trains_is_neither_offered_nor_deleted(driver, finetune, monkeypatch):
    monkeypatch.setattr("dmat_gui.finetuning.window.ask", lambda *_: True)
    kept = keep(finetune.work.folder, finetune.asked())
    finetune.choices.changed.emit()
    assert "was stopped before its training began" in finetune.offer.text.text()
    command = [sys.executable, "-c", HOLDER, str(kept.folder / LOCK)]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True, cwd=Path(__file__).parents[2]) as other:
        assert other.stdout.readline() == "True\n"
        finetune.offer.delete.click()  # offered a moment ago
        finetune.offer.go_on.click()
        assert kept.folder.is_dir() and finetune.work.is_idle and not finetune.offer.isVisible()
    finetune.choices.changed.emit()
    assert finetune.offer.isVisible()


def test_a_name_that_no_model_can_have_is_told_and_nothing_begins(driver, finetune):
    finetune.choices.name.setText("compact")
    with driver.qtbot.waitSignal(finetune.work.failed, timeout=SECONDS):
        finetune.start_button.click()
    assert "choose another name" in finetune.progress.stage.text()
    assert finetune.start_button.isEnabled() and not finetune.work.folder.exists()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal here")
def test_a_killed_process_is_told_in_words_and_offered_to_go_on(driver, finetune, monkeypatch):
    start(driver, finetune)
    step(driver, finetune, 1)
    ending = ended(driver, finetune, lambda: os.kill(finetune.work.process.pid, signal.SIGKILL))
    assert ending.kind == "killed"
    assert "most likely because the memory ran out" in finetune.progress.stage.text()
    assert driver.window.isVisible() and finetune.start_button.isEnabled()
    again = FinetuneWindow(driver.window)  # as at the next start of the app
    again.show()
    assert "was stopped at step 1 of 4" in again.offer.text.text()
    again.close()

    start(driver, finetune, finetune.offer.go_on)
    ending = ended(driver, finetune, lambda: finetune.work.process.command("say RuntimeError: odd"))
    assert ending == ("lost", "RuntimeError: odd")
    assert "(RuntimeError: odd)" in finetune.progress.stage.text()
    asked = []
    monkeypatch.setattr(
        "dmat_gui.finetuning.window.ask", lambda _parent, question, *_: asked.append(question) or True
    )
    finetune.offer.delete.click()
    assert asked == ["Delete “my pictures”?"]
    assert not finetune.offer.isVisible() and list(finetune.work.folder.iterdir()) == []


def test_closing_the_app_asks_and_stops_it_with_everything_kept(driver, finetune, answers):
    start(driver, finetune)
    step(driver, finetune, 1)
    finetune.hide()
    answers.reply = False
    driver.window.close()
    assert answers == ["Stop the work and close?"]
    assert "“my pictures” is being trained" in answers.details[0]
    assert finetune.work.process.is_running
    answers.reply = True
    with driver.qtbot.waitSignal(driver.window.closed, timeout=SECONDS):
        driver.window.close()
    assert not finetune.work.process.is_running
    (kept,) = FinetuneWindow(driver.window).work.offers()
    assert kept.steps == (1, 4)


SETTINGS = (
    "matting.crop=32", "matting.composite=64", "matting.batch=4", "matting.per_composite=2",
    "matting.save_every=2", "matting.precision=float32",
)  # fmt: skip


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal here")
def test_the_true_program_trains_stops_is_killed_and_goes_on(driver, pictures, tmp_path, monkeypatch):
    tests = Path(__file__).parents[1] / "core"
    monkeypatch.syspath_prepend(str(tests))
    monkeypatch.syspath_prepend(str(tests / "training"))
    from tiny_runs import SMALL, tiny_model

    from core.models.checkpoints import save_model

    save_model(tiny_model(SMALL), tmp_path / "tiny.safetensors")
    driver.trigger("finetune")
    window = driver.window.side["finetune"]
    window.pictures.add([pictures])
    window.choices.model.setItemData(0, str(tmp_path / "tiny.safetensors"))
    window.choices.hold_out.setValue(1)
    window.choices.minutes.setValue(1)
    sets = [text for change in SETTINGS for text in ("--set", change)]
    window.options = (*sets, "--guard", str(pictures), "--workers", "0", "--device", "cpu")
    driver.qtbot.waitUntil(lambda: window.pictures.count == 3, timeout=SECONDS)
    points = window.progress.plot
    window.start_button.click()
    driver.qtbot.waitUntil(lambda: bool(points.points) or window.work.is_idle, timeout=2 * SECONDS)
    assert points.points, window.progress.stage.text()
    driver.qtbot.waitUntil(lambda: not window.progress.mattes.tiles["now"].image.isNull(), timeout=SECONDS)
    assert ended(driver, window, window.stop_button.click).kind == "stopped"
    done, steps = window.offer.kept.steps
    assert 0 < done < steps
    window.offer.go_on.click()
    driver.qtbot.waitUntil(lambda: bool(points.points) and points.points[-1][0] > done, timeout=2 * SECONDS)
    assert ended(driver, window, lambda: os.kill(window.work.process.pid, signal.SIGKILL)).kind == "killed"
    assert window.offer.kept.steps[0] >= done
