"""The live preview: a coarse alpha after each stroke, on a thread of its own, and never the Result."""

import threading

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.imaging.picture import Picture
from dmat_gui.canvas.preview_matte import MOST_PIXELS, MOST_UNKNOWN, Part, PreviewMatte, part_in_sight
from dmat_gui.canvas.sampling import ScreenGrid
from dmat_gui.canvas.views import View
from dmat_gui.view_tasks import CoarsePreview
from tests.gui.canvas_events import LEFT, NONE, at

UNKNOWN = 128


class Context:
    """What a job needs of its context."""

    cancelled = staticmethod(lambda: False)
    stop_if_cancelled = staticmethod(lambda: None)


@pytest.fixture
def halves(driver):
    """A picture of a white half and a black one; nothing painted yet."""
    pixels = np.zeros((120, 160, 3), np.uint8)
    pixels[:, 80:] = 255
    driver.document.open_picture(Picture.from_array(pixels))
    driver.window.views.picture_opened()
    driver.window.canvas.zoom_to(2.0)
    return driver


def stroke(driver, qtbot, name, *points):
    """Paint a class and wait for the preview."""
    driver.trigger(f"class_{name}")
    with qtbot.waitSignal(driver.window.view_parts.preview.shown, timeout=10000):
        driver.paint(*points)


@pytest.fixture
def painted(halves, qtbot):
    halves.trigger("class_background")
    halves.paint((20, 20), (20, 100))
    stroke(halves, qtbot, "foreground", (140, 20), (140, 100))
    return halves


def test_at_most_so_much_is_solved_whatever_the_picture():
    for size, seen in (((6000, 4000), (0, 0, 6000, 4000)), ((6000, 4000), (100.5, 50.2, 900.1, 700.9))):
        trimap = np.full(size[::-1], UNKNOWN, np.uint8)
        part = part_in_sight(seen, size, trimap)
        assert part.grid.width * part.grid.height <= 1.02 * MOST_UNKNOWN
        assert part.left <= seen[0]
        assert part.left + part.width >= min(seen[2], size[0])
        trimap[:, : size[0] * 9 // 10] = 0
        few = part_in_sight((0, 0, *size), size, trimap)
        assert MOST_PIXELS * 0.98 <= few.grid.width * few.grid.height <= MOST_PIXELS * 1.02
        looks = trimap[few.looks].shape
        assert looks[0] * looks[1] < 40 * MOST_PIXELS, "not all of the 24 million are copied"
    small = part_in_sight((0, 0, 40, 30), (40, 30), np.full((30, 40), UNKNOWN, np.uint8))
    assert small == Part(0, 0, 40, 30, 1.0)
    assert part_in_sight((500, 500, 900, 900), (40, 30), np.zeros((30, 40), np.uint8)) is None


def test_the_coarse_matte_follows_the_picture_and_holds_what_is_known():
    image = np.zeros((60, 80, 3), np.uint8)
    image[:, 40:] = 255
    trimap = np.full((60, 80), UNKNOWN, np.uint8)
    trimap[10:50, 5:12], trimap[10:50, 65:72] = 0, 255
    small = CoarsePreview(image, trimap).run(Context)
    assert small[:, :35].max() < 10
    assert small[:, 45:].min() > 245
    large = np.kron(trimap, np.ones((8, 8), np.uint8))
    assert np.abs(CoarsePreview(image, large, small).run(Context).astype(int) - small).max() <= 3
    trimap[trimap == 0] = UNKNOWN
    assert CoarsePreview(image, trimap).run(Context) is None


def test_a_preview_is_exact_on_what_is_painted_and_in_its_place():
    trimap = np.full((100, 100), UNKNOWN, np.uint8)
    trimap[:, :50] = 0
    small = np.zeros((10, 10), np.uint8)
    small[:, 6:] = 200
    matte = PreviewMatte(small, Part(40, 0, 40, 40, 0.25), trimap)
    shown = matte.sample(ScreenGrid(0, 0, 100, 40, 1.0, 0, 0))
    assert (shown[:, :50] == 0).all()
    assert (shown[:, 67:] == 200).all(), "past the part, its edge goes on"
    assert 0 < shown[20, 64] < 200
    trimap[20, 70] = 255
    assert matte.at(70, 20) == 1.0


def test_after_a_stroke_the_corner_shows_a_coarse_alpha(painted):
    preview, canvas = painted.window.view_parts.preview, painted.window.canvas
    assert preview.inset.isVisible()
    assert not preview.badge.isVisible()
    left, right = preview.matte.at(70, 60), preview.matte.at(90, 60)
    assert (left < 0.1, right > 0.9) == (True, True)
    assert canvas.view is View.TRIMAP_OVERLAY


def test_one_class_alone_gives_no_preview(halves):
    halves.paint((140, 20), (140, 100))
    preview = halves.window.view_parts.preview
    halves.qtbot.waitUntil(lambda: preview._job == 0, timeout=5000)
    assert preview.matte is None
    assert not preview.inset.isVisible()


def test_the_views_show_it_marked_and_painting_goes_on_in_them(painted, qtbot):
    window, preview = painted.window, painted.window.view_parts.preview
    QTest.keyClick(window.canvas, Qt.Key.Key_F4)
    assert window.canvas.view is View.ALPHA
    assert preview.badge.isVisible()
    assert not preview.inset.isVisible()
    QTest.mouseMove(window.canvas.viewport(), at(window.canvas, 100, 60))
    assert "preview" in window.status.pixel.text()
    stroke(painted, qtbot, "background", (90, 20), (110, 20))
    assert window.canvas.view is View.ALPHA, "what the stroke does is seen here"
    assert window.canvas.readout(100, 20)[3:5] == (0, 0.0)
    painted.trigger("undo")
    qtbot.waitUntil(lambda: window.canvas.readout(100, 20).alpha > 0.9, timeout=5000)


def test_it_is_never_taken_for_the_result(painted):
    document, actions = painted.document, painted.window.actions_
    assert document.result_alpha() is None
    for name in ("export", "copy_alpha", "copy_cutout", "view_difference"):
        assert not actions[name].isEnabled()
    assert painted.window.canvas.shown_matte() is None


def test_the_run_takes_its_place_and_it_comes_back_with_the_next_stroke(painted, qtbot):
    window, preview = painted.window, painted.window.view_parts.preview
    painted.trigger("view_alpha")
    painted.matte()
    assert preview.matte is None
    assert not preview.badge.isVisible()
    assert not window.canvas.readout(100, 60).coarse
    stroke(painted, qtbot, "background", (90, 20), (110, 20))
    assert preview.inset.isVisible(), "the views show the Result; the corner what the stroke does"
    painted.trigger("view_alpha")
    assert not window.canvas.readout(100, 60).coarse
    painted.trigger("undo")
    assert preview.matte is None, "the Result is of this trimap again"


def test_switched_off_nothing_is_computed(halves, settings, monkeypatch):
    asked = []
    monkeypatch.setattr(CoarsePreview, "run", lambda _job, _context: asked.append(1))
    QTest.keyClick(halves.window.canvas, Qt.Key.Key_V)
    assert not settings.switch("live_preview", True)
    halves.trigger("class_background")
    halves.paint((20, 20), (20, 100))
    halves.trigger("class_foreground")
    halves.paint((140, 20), (140, 100))
    assert halves.window.view_parts.preview._job == 0
    assert asked == []
    assert not halves.window.actions_["view_alpha"].isEnabled()


def test_a_later_stroke_replaces_a_pending_preview_and_the_window_never_waits(halves, qtbot, monkeypatch):
    gate, begun, threads = threading.Semaphore(0), [], set()
    solve = CoarsePreview.run

    def slow(job, context):
        begun.append(job)
        threads.add(threading.get_ident())
        gate.acquire(timeout=20)
        context.stop_if_cancelled()
        return solve(job, context)

    monkeypatch.setattr(CoarsePreview, "run", slow)
    preview = halves.window.view_parts.preview
    shown = []
    preview.shown.connect(lambda: shown.append(preview.matte))
    halves.trigger("class_background")
    halves.paint((20, 20), (20, 100))
    halves.trigger("class_foreground")
    for x in (120, 130, 140):
        halves.paint((x, 20), (x, 100))
    gate.release(100)
    qtbot.waitUntil(lambda: bool(shown), timeout=10000)
    qtbot.waitUntil(lambda: not preview._runner.busy, timeout=5000)
    assert len(shown) == 1, "the strokes between were not waited for"
    assert len(begun) <= 3
    assert (begun[-1].trimap == 255).sum() == (halves.document.trimap[preview._asked.looks] == 255).sum()
    assert threading.get_ident() not in threads


def test_zoomed_in_the_part_in_sight_is_solved_again_finer(painted, qtbot):
    preview, canvas = painted.window.view_parts.preview, painted.window.canvas
    stroke(painted, qtbot, "background", (65, 20), (65, 100))
    stroke(painted, qtbot, "foreground", (95, 20), (95, 100))
    coarse = preview.matte.part
    with qtbot.waitSignal(preview.shown, timeout=10000):
        canvas.zoom_to(16.0)
    assert (coarse.width, preview.matte.part.width < 160) == (160, True)
    assert preview.matte.part.scale > coarse.scale
    canvas.fit()
    canvas.zoom_to(30.0, canvas.viewportTransform().map(QPoint(140, 60)).toPointF())
    qtbot.waitUntil(lambda: preview.matte.part.width == 160, timeout=10000)
    assert preview.matte is not None, "one class alone is in sight: the whole picture tells"


def test_the_corner_gets_out_of_the_pointers_way(painted):
    preview, canvas = painted.window.view_parts.preview, painted.window.canvas
    canvas.zoom_to(8.0)
    place = preview.inset.geometry()
    QTest.mouseMove(canvas.viewport(), place.center())
    assert not preview.inset.geometry().intersects(place)
    assert not preview.inset.geometry().contains(place.center())


def test_another_picture_has_no_preview(painted):
    painted.open()
    preview = painted.window.view_parts.preview
    assert preview.matte is None
    assert not preview.inset.isVisible()
    assert not painted.window.actions_["view_alpha"].isEnabled()
    QTest.mouseClick(painted.window.canvas.viewport(), LEFT, NONE, QPoint(5, 5))


def test_where_solving_fails_the_preview_before_goes(painted, monkeypatch):
    def fails(*_args):
        raise MemoryError

    preview = painted.window.view_parts.preview
    monkeypatch.setattr(CoarsePreview, "run", fails)
    painted.trigger("class_background")
    painted.paint((30, 20), (30, 100))
    painted.qtbot.waitUntil(lambda: preview.matte is None, timeout=5000)
    assert preview._job == 0
    assert not preview.inset.isVisible()
    monkeypatch.undo()
    stroke(painted, painted.qtbot, "background", (36, 20), (36, 100))
    assert preview.inset.isVisible()
