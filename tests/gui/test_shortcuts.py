"""The user's own keys: in force, kept, never two actions', and named wherever a key is named."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from dmat_gui.action_specs import SPECS
from dmat_gui.actions import Actions
from dmat_gui.dialogs.about import ShortcutsDialog
from dmat_gui.shortcuts import FIXED, Shortcuts, portable


@pytest.fixture
def actions(driver):
    return driver.window.actions_


def test_a_key_of_ones_own_works_and_the_old_one_does_not(driver, actions):
    driver.open()
    driver.window.shortcuts.give("eraser", ["K"])
    driver.window.canvas.setFocus()
    QTest.keyClick(driver.window.canvas, Qt.Key.Key_E)
    assert actions["brush"].isChecked()
    QTest.keyClick(driver.window.canvas, Qt.Key.Key_K)
    assert actions["eraser"].isChecked()


def test_own_keys_are_there_at_the_next_start(driver, actions, settings):
    shortcuts = driver.window.shortcuts
    shortcuts.give("export", ["Ctrl+Shift+E"])
    shortcuts.give("play", [])
    again = Actions(driver.window.theme, driver.window)
    later = Shortcuts(again, settings, driver.window)
    assert later.keys("export") == ("Ctrl+Shift+E",)
    assert later.keys("play") == ()
    assert later.keys("open") == ("Ctrl+O",)
    assert not later.is_usual("export") and later.is_usual("open")
    assert set(settings.own_keys) == {"export", "play"}, "usual keys are not written down"


def test_who_has_a_key_is_told_and_it_is_taken_over(driver, actions):
    shortcuts = driver.window.shortcuts
    (holder,) = shortcuts.holders(["Ctrl+E"], "matte")
    assert (holder.action, holder.words) == ("export", "Export…")
    assert shortcuts.holders(["Ctrl+E"], "export") == []
    shortcuts.give("matte", ["Ctrl+E"])
    assert shortcuts.keys("matte") == ("Ctrl+E",)
    assert shortcuts.keys("export") == ()
    shortcuts.give("matte", shortcuts.usual("matte"))
    assert shortcuts.is_usual("matte")
    assert shortcuts.keys("export") == (), "taken is taken"


def test_one_of_two_keys_can_be_taken(driver):
    shortcuts = driver.window.shortcuts
    shortcuts.give("eraser", ["Ctrl+Y"])
    assert shortcuts.keys("redo") == ("Ctrl+Shift+Z",)


@pytest.mark.parametrize("key", FIXED)
def test_keys_that_are_no_actions_are_taken_too(driver, key):
    shortcuts = driver.window.shortcuts
    (holder,) = shortcuts.holders([key], "play")
    assert holder.action == "" and holder.words
    with pytest.raises(ValueError, match="cannot be the key"):
        shortcuts.give("play", [key])


def test_fixed_keys_are_keys_as_qt_writes_them():
    assert [key for key in FIXED if portable(key) != key] == []


def test_reset_gives_every_action_its_usual_keys(driver, settings):
    shortcuts = driver.window.shortcuts
    shortcuts.give("matte", ["Ctrl+E"])
    shortcuts.give("swap", ["Y"])
    shortcuts.reset()
    assert all(shortcuts.is_usual(spec.id) for spec in SPECS)
    assert settings.own_keys == {}


def test_a_key_of_ones_own_wins_over_a_usual_one_of_a_later_version(driver, settings):
    settings.own_keys = {"eraser": ("B",), "gone_since": ("Ctrl+O",), "hand": ("Space", "nonsense key", "Q")}
    later = Shortcuts(Actions(driver.window.theme, driver.window), settings, driver.window)
    assert later.keys("eraser") == ("B",)
    assert later.keys("brush") == (), "or one key would do two things, and Qt does neither"
    assert later.keys("open") == ("Ctrl+O",)
    assert later.keys("hand") == ("Q",)


def test_settings_that_make_no_sense_are_no_keys(settings):
    for nonsense in ("", "[1]", '{"brush": 3}', "{"):
        settings._store.setValue("keys/own", nonsense)
        assert settings.own_keys == {}


def test_what_names_a_key_names_the_present_one(driver, actions):
    window = driver.window
    window.actions_["undo"].setText("Undo: Stroke")
    for name, key in (("class_foreground", "F9"), ("grow", "Ctrl+F9"), ("fit", "F8"), ("matte", "F11"),
                      ("undo", "Ctrl+Backspace")):  # fmt: skip
        window.shortcuts.give(name, [key])
    assert "(F9)" in actions["class_foreground"].toolTip()
    assert "Ctrl+F9" in window.top_bar.spin.toolTip() == window.top_bar.slider.toolTip()
    assert "F8 fits" in window.status.zoom.toolTip()
    assert "(F11)" in window.panel.matte_button.toolTip()
    assert window.top_bar._class_buttons["class_foreground"].key == "F9"
    assert actions["undo"].text() == "Undo: Stroke", "what is undone is still said"
    driver.trigger("retouch")
    assert actions["class_foreground"].toolTip() == "Retouch: paint alpha 1, kept whole (F9)"
    listed = {label.text() for label in ShortcutsDialog(actions, window).findChildren(QLabel)}
    assert {"<b>F9</b>", "<b>F8</b>", "<b>F9, 2, 3, X</b>"} <= listed
    window.shortcuts.give("fit", [])
    assert "fits" not in window.status.zoom.toolTip()
    assert actions["fit"].toolTip() == "See the whole picture"
