"""The document: opening, editing, saving, one history."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRect

import dmat_gui
from core.errors import TrimapError
from core.imaging.picture import Picture
from dmat_gui.document import Document
from tests.gui.documents import HEIGHT, WIDTH, document, paint, picture, result, trimap

__all__ = ["document", "picture", "trimap"]


def test_a_picture_of_ones_own_opens_all_unknown_and_clean(document, qtbot, picture):
    with qtbot.waitSignal(document.picture_changed):
        document.open_picture(picture)
    assert document.size == (WIDTH, HEIGHT)
    assert (document.trimap == 128).all()
    assert document.trimap.flags.c_contiguous
    assert document.is_clean
    assert not document.can_undo
    assert document.result_alpha() is None
    assert document.display_image.shape == (HEIGHT, WIDTH, 3)


def test_a_given_trimap_is_used_and_copied(document, picture, trimap):
    document.open_picture(picture, trimap)
    trimap[:] = 128
    assert document.trimap[0, 0] == 0
    assert document.trimap[-1, -1] == 255


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (np.zeros((10, 20), np.uint8), "The trimap is 20 × 10"),
        (np.full((HEIGHT, WIDTH), 77, np.uint8), "holds the value 77"),
        (np.zeros((HEIGHT, WIDTH), np.float32), "float32"),
    ],
)
def test_a_trimap_that_does_not_go_with_the_picture_changes_nothing(document, picture, wrong, words):
    paint(document, QRect(0, 0, 9, 9), 255)
    with pytest.raises(TrimapError, match=words):
        document.open_picture(picture, wrong)
    with pytest.raises(TrimapError, match=words):
        document.set_trimap(wrong)
    assert document.trimap[5, 5] == 255
    assert document.undo_text == "Paint"


def test_one_gesture_is_one_step_and_undo_shows_where(document, qtbot):
    document.begin_edit("Paint foreground")
    for x in (-30, 0, 50):
        area = document.touch(QRect(x, 20, 60, 10))
        document.trimap[20:30, area.left() : area.right() + 1] = 255
        document.painted(area)
    document.end_edit()
    assert document.undo_text == "Paint foreground"
    assert not document.is_clean
    boxes, layers = [], []
    document.trimap_changed.connect(boxes.append)
    document.view_layer_changed.connect(layers.append)
    with qtbot.waitSignal(document.clean_changed) as clean:
        document.undo()
    assert (boxes, layers, clean.args) == ([QRect(0, 20, 110, 10)], ["trimap"], [True])
    assert (document.trimap == 128).all()
    assert document.is_clean
    assert not document.can_undo
    document.redo()
    assert (document.trimap[20:30, :110] == 255).all()
    assert document.redo_text == ""


def test_painting_announces_only_the_part_inside(document):
    boxes = []
    document.trimap_changed.connect(boxes.append)
    paint(document, QRect(-10, -10, 30, 30), 0)
    paint(document, QRect(WIDTH, 0, 30, 30), 0)
    assert boxes == [QRect(0, 0, 20, 20)]
    assert document.history.texts == ("Paint",)


def test_cancelling_a_gesture_restores_it(document):
    document.begin_edit("Paint")
    document.touch(document.rect)
    document.trimap[:] = 255
    document.cancel_edit()
    assert (document.trimap == 128).all()
    assert not document.can_undo
    assert not document.is_editing


def test_a_gesture_that_there_is_no_memory_to_undo_is_not_painted(document, monkeypatch):
    paint(document, QRect(0, 0, 10, 10), 255)
    before = document.trimap.copy()

    def fails(*_args):
        raise MemoryError

    monkeypatch.setattr("dmat_gui.history.Tile", fails)
    with pytest.raises(MemoryError):
        paint(document, QRect(0, 0, 300, 300), 0)
    np.testing.assert_array_equal(document.trimap, before)
    assert not document.is_editing
    monkeypatch.undo()
    document.undo()
    assert (document.trimap == 128).all()


def test_undo_during_a_gesture_takes_that_gesture_back(document):
    document.begin_edit("Paint")
    document.touch(QRect(0, 0, 10, 10))
    document.trimap[:10, :10] = 255
    document.undo()
    assert (document.trimap == 128).all()
    assert document.redo_text == "Paint"


def test_setting_and_filling_the_trimap_can_be_undone_in_place(document, trimap):
    live = document.trimap
    document.set_trimap(trimap, "Load a trimap")
    document.set_trimap(np.zeros_like(document.trimap), "Fill")
    assert document.history.texts == ("Load a trimap", "Fill")
    document.undo()
    np.testing.assert_array_equal(document.trimap, trimap)
    document.undo()
    assert (document.trimap == 128).all()
    assert document.trimap is live


def test_a_request_is_frozen(document):
    picture, trimap = document.frozen_request()
    paint(document, QRect(0, 0, 50, 50), 255)
    assert picture is document.picture
    assert (trimap == 128).all()


def test_saving_is_found_again_and_closing_forgets_everything(document, qtbot, trimap):
    paint(document, QRect(0, 0, 5, 5), 255)
    with qtbot.waitSignal(document.clean_changed) as clean:
        document.mark_trimap_saved()
    assert clean.args == [True]
    document.undo()
    assert not document.is_clean
    document.add_run(result(0.5), trimap)
    document.close()
    assert document.picture is None
    assert document.trimap is None
    assert document.frozen_request() is None
    assert document.is_clean
    assert not document.can_undo
    assert document.runs == []
    assert document.size == (0, 0)


def test_the_history_is_capped_in_bytes(qapp):
    document = Document(history_bytes=100_000)
    document.open_picture(Picture.from_array(np.zeros((512, 512, 3), np.uint8)))
    rng = np.random.default_rng(3)
    for _ in range(20):
        document.set_trimap(rng.choice(np.array([0, 128, 255], np.uint8), (512, 512)))
    assert document.can_undo
    assert document.history.nbytes < 400_000
    assert len(document.history.texts) < 20


def test_thousands_of_signals_do_not_abort(tmp_path):
    """PySide6 6.12.0 on Python 3.11 aborts after 500 to 1,300 emits from Python."""
    script = tmp_path / "emits.py"
    script.write_text(
        "from PySide6.QtCore import QCoreApplication, QRect\n"
        "from dmat_gui.document import Document\n"
        "application = QCoreApplication([])\n"
        "document, seen = Document(), []\n"
        "document.trimap_changed.connect(seen.append)\n"
        "document.clean_changed.connect(seen.append)\n"
        "for number in range(5000):\n"
        "    document.trimap_changed.emit(QRect(0, 0, number, 1))\n"
        "    document.clean_changed.emit(number % 2 == 0)\n"
        "print(len(seen))\n",
        encoding="utf-8",
    )
    root = str(Path(dmat_gui.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": root, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "10000"), done.stderr
