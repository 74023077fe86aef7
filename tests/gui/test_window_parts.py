"""The parts of the window: actions, theme, tool bars, frames, focus, errors nobody foresaw."""

import gc
import threading
from collections import Counter
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from core.predictor import StepMattes
from dmat_gui.action_specs import MENUS, SPECS, SUBMENUS
from dmat_gui.actions import tip_text
from dmat_gui.app import ErrorHook, make_window
from dmat_gui.collecting import Collector
from dmat_gui.panels.frames import thumbnail
from dmat_gui.panels.tool_bars import size_at, slider_position
from dmat_gui.theme import DARK, LIGHT
from tests.gui.fake_predictor import FakePredictor


def test_every_action_has_a_text_an_icon_and_a_tip_with_its_key(driver):
    for spec in SPECS:
        action = driver.window.actions_[spec.id]
        assert action.text()
        assert not action.icon().isNull(), spec.id
        assert action.toolTip() == tip_text(spec, spec.keys)
        assert spec.tip[0].isupper()
        for key in spec.keys[:1]:
            assert QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) in action.toolTip()


def test_the_first_window_is_no_larger_than_the_screen(qapp, settings, monkeypatch):
    screen = SimpleNamespace(availableSize=lambda: QSize(1280, 690))
    monkeypatch.setattr("dmat_gui.panels.widgets.screen_of", lambda _window: screen)
    window = make_window(FakePredictor, settings)
    size = window.size()
    window.shut_down()  # before anything can fail: collected with its threads at work it ends the process
    window.deleteLater()
    assert size == QSize(1280, 690)


def test_no_key_is_given_twice():
    keys = Counter(QKeySequence(key).toString() for spec in SPECS for key in spec.keys)
    assert "" not in keys, "a key that Qt does not know"
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_action_stands_in_a_menu_once():
    menus = (*MENUS, *SUBMENUS.values())
    others = ("", "samples", *SUBMENUS)
    names = Counter(name for _title, menu in menus for name in menu if name not in others)
    assert names == Counter(spec.id for spec in SPECS)


@pytest.mark.parametrize(("mode", "colours"), [("dark", DARK), ("light", LIGHT)])
def test_the_theme_is_switched_in_the_menu_and_remembered(driver, settings, mode, colours):
    driver.trigger(f"theme_{mode}")
    window = QApplication.palette().color(QPalette.ColorRole.Window)
    assert window.name() == colours.window
    assert settings.theme == mode
    icon = driver.window.actions_["open"].icon().pixmap(64, 64).toImage()
    inked = [
        icon.pixelColor(x, y) for x in range(64) for y in range(64) if icon.pixelColor(x, y).alpha() == 255
    ]
    assert {colour.name() for colour in inked} == {colours.text}


@pytest.mark.parametrize("colours", [DARK, LIGHT])
def test_text_stands_out_from_what_is_behind_it(colours):
    def luminance(name):
        values = np.array([int(name[i : i + 2], 16) for i in (1, 3, 5)]) / 255
        linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    def contrast(one, other):
        light, dark = sorted((luminance(one), luminance(other)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    for behind in (colours.window, colours.panel, colours.base, colours.raised):
        assert contrast(colours.text, behind) >= 7  # WCAG AAA for the text that is read
        assert contrast(colours.muted, behind) >= 4.5  # WCAG AA for what explains it
    assert contrast(colours.on_accent, colours.accent) >= 4.5


def test_keys_of_the_brush_reach_the_canvas_after_a_spin_box(driver, known_trimap):
    driver.open(known_trimap)
    spin = driver.window.top_bar.spin
    spin.setFocus()
    spin.selectAll()
    QTest.keyClicks(spin, "41")
    QTest.keyClick(spin, Qt.Key.Key_Return)
    assert driver.window.canvas.brush_size == 41
    assert driver.window.canvas.hasFocus()
    QTest.keyClick(driver.window.canvas, Qt.Key.Key_2)
    assert driver.window.canvas.paint_class == 0
    QTest.keyClick(driver.window.canvas, Qt.Key.Key_X)
    assert driver.window.canvas.paint_class == 255
    assert driver.window.actions_["class_foreground"].isChecked()
    QTest.keyClick(driver.window.canvas, Qt.Key.Key_BracketRight)
    assert spin.value() == driver.window.canvas.brush_size > 41


def test_the_brush_keeps_its_size_on_the_screen_by_choice(driver):
    driver.open()
    canvas = driver.window.canvas
    canvas.zoom_to(1.0)
    canvas.set_brush_size(40)
    driver.trigger("brush_on_screen")
    canvas.zoom_to(4.0)
    assert driver.window.top_bar.spin.value() == canvas.brush_size == 10
    driver.trigger("brush_on_screen")
    canvas.zoom_to(1.0)
    assert canvas.brush_size == 10


def test_arrows_on_the_canvas_go_through_the_steps(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    driver.window.canvas.setFocus()
    QTest.keyClick(driver.window.canvas, Qt.Key.Key_Left)
    QTest.keyClick(driver.window.canvas, Qt.Key.Key_Left)
    assert driver.window.film.current.label == "Step 3 (t = 100)"


def test_it_fits_a_small_screen(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    driver.window.panel.section.set_open(True)
    hint = driver.window.minimumSizeHint()
    assert hint.width() <= 1280
    assert hint.height() <= 720


def test_bars_that_come_take_the_tools_no_room(driver, known_trimap):
    driver.open(known_trimap)
    driver.matte()
    window = driver.window
    last = window.left_bar.widgetForAction(window.actions_["actual_size"])
    for bar, name in ((window.auto_bar, "auto_trimap"), (window.view_parts.retouch.bar, "retouch")):
        driver.trigger(name)
        driver.qtbot.waitUntil(bar.isVisible)
        QApplication.processEvents()
        assert last.isVisible() and bar.sizeHint().width() <= window.canvas.width(), name


def test_the_status_bar_reads_the_pixel_out(driver, known_trimap):
    driver.open(known_trimap)
    assert driver.window.status.device.text() == "CPU · 32-bit"
    driver.matte()
    place = driver.window.canvas.mapFromScene(120.5, 60.5)
    QTest.mouseMove(driver.window.canvas.viewport(), place)
    text = driver.window.status.pixel.text()
    assert text.startswith("x 120  y 60")
    assert "F" in text
    assert text.endswith("α 1.000")


def test_the_pixel_under_a_still_pointer_is_read_out_anew_when_the_picture_moves(driver, known_trimap):
    driver.open(known_trimap)
    canvas, text = driver.window.canvas, driver.window.status.pixel.text
    QTest.mouseMove(canvas.viewport(), canvas.mapFromScene(40.5, 30.5))
    pointer = canvas.mapFromScene(40.5, 30.5)
    for move in ("zoom_in", "zoom_in", "zoom_out", "actual_size", "fit"):
        driver.trigger(move)
        place = canvas.mapToScene(pointer)
        x, y = int(np.floor(place.x())), int(np.floor(place.y()))
        inside = 0 <= x < 160 and 0 <= y < 120
        assert text().startswith(f"x {x}  y {y} ") if inside else text() == "", move
        centre = canvas.mapFromScene(canvas._outline.pos())
        assert (centre - pointer).manhattanLength() <= canvas.zoom + 2, move
    driver.window.resize(1000, 640)
    driver.qtbot.waitUntil(lambda: canvas.width() < 800)
    place = canvas.mapToScene(pointer)
    assert text().startswith(f"x {int(place.x())}  y {int(place.y())} ")


def test_the_fitted_picture_stays_in_its_place_when_the_filmstrip_comes(driver, known_trimap):
    driver.open(known_trimap)
    canvas = driver.window.canvas
    before = canvas.mapTo(driver.window, canvas.mapFromScene(0, 0)), canvas.zoom, canvas.height()
    driver.matte()
    driver.qtbot.waitUntil(lambda: canvas.height() < before[2] - 100)
    assert (canvas.mapTo(driver.window, canvas.mapFromScene(0, 0)), canvas.zoom) == before[:2]
    assert canvas.fits


def test_in_a_small_window_the_strips_choices_end_in_dots_and_its_slider_stays(driver, known_trimap):
    window, film = driver.window, driver.window.film
    driver.open(known_trimap)
    driver.matte()
    film.kind_box.setCurrentIndex(film.kind_box.count() - 1)
    assert film.kind_box.shown_text == film.kind_box.currentText()
    window.resize(window.minimumSize())
    film.kind_box.addItem("A kind of matte whose name is far too long for a small window")
    film.kind_box.setCurrentIndex(film.kind_box.count() - 1)
    driver.qtbot.waitUntil(lambda: film.kind_box.shown_text.endswith("…"))
    assert film.kind_box.shown_text.startswith("A kind of") and film.slider.width() >= 72
    film.kind_box.showPopup()
    view = film.kind_box.view()
    assert view.width() >= view.sizeHintForColumn(0), "in the open list it is whole"
    film.kind_box.hidePopup()


def test_garbage_is_collected_on_the_windows_thread_only(qapp):
    assert not gc.isenabled()
    threads, kept = [], []

    def note(phase, _info):
        if phase == "start":
            threads.append(threading.get_ident())

    gc.callbacks.append(note)
    try:
        worker = threading.Thread(target=lambda: kept.extend([] for _ in range(5000)))
        worker.start()
        worker.join()
        qapp.findChild(Collector).collect()
    finally:
        gc.callbacks.remove(note)
    assert set(threads) == {threading.get_ident()}


def test_sizes_on_the_slider_come_back():
    for size in (1, 2, 10, 41, 300, 2000):
        assert size_at(slider_position(size)) == pytest.approx(size, rel=0.03, abs=0.5)


def test_a_latent_is_shown_clipped_or_in_full():
    matte = np.array([[-1.0, 0.0], [1.0, 3.0]], np.float16)
    assert thumbnail(matte, 2, 2).tolist() == [[0, 0], [255, 255]]
    assert thumbnail(matte, 2, 2, full=True).tolist() == [[0, 64], [128, 255]]
    matte[0, 0] = np.nan
    assert thumbnail(matte, 2, 2, full=True).tolist() == [[0, 0], [85, 255]], "as the canvas shows it"


def test_a_thumbnail_keeps_the_shape_and_the_mean():
    matte = np.zeros((3000, 4000), np.float16)
    matte[:, 2000:] = 1
    small = thumbnail(matte, 112, 72)
    assert small.shape == (72, 96)
    assert small.mean() == pytest.approx(127.5, abs=3)


def test_what_no_code_caught_is_told_and_the_window_lives(driver, monkeypatch):
    shown = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box.informativeText()))
    hook = ErrorHook()
    hook.window = driver.window
    error = ValueError("a bug")
    hook.caught(ValueError, error, error.__traceback__)
    driver.qtbot.waitUntil(lambda: bool(shown), timeout=5000)
    assert "ValueError: a bug" in shown[0]
    assert driver.window.isVisible()


def test_a_step_told_again_takes_the_place_of_the_first(driver, known_trimap):
    driver.open(known_trimap)
    film = driver.window.film
    film.clear()
    empty = np.zeros(known_trimap.shape, np.float16)
    full = empty + 1
    for matte in (empty, full):
        film.add_steps([StepMattes(100, 0, matte, None, None, matte)])
    frames = [frame for frame in film._frames if frame.kind == "alpha0"]
    assert len(frames) == 1 and np.array_equal(frames[0].matte, full)
