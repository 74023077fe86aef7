"""The command palette: whatever the menus hold is found by typing and run with Return."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

import resources
from dmat_gui.action_specs import SPECS
from dmat_gui.command_palette import Command, commands, matching


@pytest.fixture
def popup(driver):
    window = driver.window
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    popup = window.palette_.popup
    driver.qtbot.waitUntil(popup.isVisible)
    return popup


def shown(popup) -> list[str]:
    return [popup.list.topLevelItem(row).text(0) for row in range(popup.list.topLevelItemCount())]


def type_and_run(popup, words: str) -> None:
    popup.line.clear()
    QTest.keyClicks(popup.line, words)
    QTest.keyClick(popup.line, Qt.Key.Key_Return)


def test_every_action_is_run_from_the_palette_by_keys_alone(driver, popup):
    window, run = driver.window, []
    for spec in SPECS:  # what they do is tested elsewhere; here, that they are reached
        action = window.actions_[spec.id]
        if spec.id != "palette":
            action.triggered.disconnect()
        if spec.checkable:
            action.toggled.disconnect()
        action.triggered.connect(lambda *_, name=spec.id: run.append(name))
        action.setEnabled(True)
    for spec in SPECS:
        window.palette_.open()
        run.clear()
        menu = next(each.menu for each in commands(window.menuBar()) if each.key == spec.id)
        words = window.actions_[spec.id].text().rstrip("…")
        type_and_run(popup, f"{words} {menu.split(' › ')[-1]}" if words == "Foreground" else words)
        assert run == [spec.id], f"{spec.text} → {run}"
        popup.hide()


def test_samples_and_recent_files_are_in_it(driver, popup, tmp_path):
    driver.window.recent.add(tmp_path / "holiday & sea.png")
    found = {command.text: command for command in commands(driver.window.menuBar())}
    assert {sample.title for sample in resources.samples()} <= set(found)
    name = next(text for text in found if "holiday & sea.png" in text)
    assert found[name].menu == "File › Open recent"
    window, opened = driver.window, []
    window.files.open_path = lambda path: opened.append(path)
    type_and_run(popup, "holiday")
    assert opened == [tmp_path / "holiday & sea.png"]


def test_it_shows_menu_and_key_and_what_cannot_be_done_now(driver, popup):
    QTest.keyClicks(popup.line, "export")
    item = popup.list.topLevelItem(0)
    assert [item.text(column) for column in range(3)] == ["Export…", "File", "Ctrl+E"]
    assert item.isDisabled(), "there is nothing to export yet"
    QTest.keyClick(popup.line, Qt.Key.Key_Return)
    assert popup.isVisible()
    QTest.keyClick(popup.line, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_arrows_go_through_what_was_found(driver, popup):
    QTest.keyClicks(popup.line, "theme")
    assert [text.split(" — ")[0] for text in shown(popup)[:3]] == [
        "Theme: as the system", "Theme: light", "Theme: dark"]  # fmt: skip
    QTest.keyClick(popup.line, Qt.Key.Key_Down)
    QTest.keyClick(popup.line, Qt.Key.Key_Down)
    QTest.keyClick(popup.line, Qt.Key.Key_Return)
    assert driver.window.theme.mode == "dark"
    assert not popup.isVisible()


def test_what_was_run_last_comes_first(driver, popup):
    type_and_run(popup, "dark")
    driver.window.palette_.open()
    assert shown(popup)[0].startswith("Theme: dark")
    assert popup.line.text() == ""


def test_nothing_found_says_so(driver, popup):
    QTest.keyClicks(popup.line, "qqqq")
    assert shown(popup) == []
    assert "another word" in popup.words.text()
    QTest.keyClick(popup.line, Qt.Key.Key_Return)
    assert popup.isVisible()


def test_the_best_match_comes_first(qapp):
    def command(text, menu="", tip=""):
        return Command(text, text, menu, QAction(text, toolTip=tip or text))

    found = [
        command("Save trimap…"), command("Matte all the same"), command("Auto trimap…"),
        command("Trimap overlay", "View"), command("Widen", "Trimap"), command("Fit", tip="See the trimap"),
    ]  # fmt: skip

    def texts(query, recent=()):
        return [each.text for each in matching(found, query, recent)]

    assert texts("trimap") == ["Trimap overlay", "Save trimap…", "Auto trimap…", "Widen", "Fit"]
    assert texts("trimap", ["Auto trimap…"])[:2] == ["Trimap overlay", "Auto trimap…"]
    assert texts("save tri") == ["Save trimap…"]
    assert texts("svtr") == ["Save trimap…"], "scattered letters"
    assert texts("TRIMAP over") == ["Trimap overlay"]
    assert texts("") == [each.text for each in found]
