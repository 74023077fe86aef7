"""The Help menu: the log, the self-check, and what this program is."""

import re
import sys
import threading
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel

import core.self_check
import resources
from core.citation import CITATION
from core.logs import FILE, log_folder, logging_to_file
from core.versions import program_version
from dmat_gui.app import ErrorHook
from dmat_gui.dialogs.about import AboutDialog, ShortcutsDialog
from dmat_gui.panels.widgets import screen_of
from tests.gui.held import hold

ROOT = Path(__file__).parents[2]


def test_the_folder_of_the_log_is_shown(driver, monkeypatch) -> None:
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    with logging_to_file("a test"):
        driver.trigger("show_log")
    assert [Path(url.toLocalFile()) for url in opened] == [log_folder()]


def test_without_a_log_that_is_told(driver) -> None:
    driver.trigger("show_log")
    assert str(log_folder()) in driver.window.messages.text("log")


def test_what_no_code_caught_is_in_the_log_whatever_the_thread(driver, monkeypatch) -> None:
    hook = ErrorHook()
    monkeypatch.setattr(hook, "_showing", True)  # no box is wanted here
    hook.install()
    try:
        with logging_to_file("a test"):
            worker = threading.Thread(target=lambda: 1 / 0)
            worker.start()
            worker.join()
            sys.excepthook(ValueError, ValueError("a bug"), None)
    finally:
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
    text = (log_folder() / FILE).read_text(encoding="utf-8")
    assert "CRITICAL dmat_gui.app: not caught" in text
    assert "ZeroDivisionError" in text and "ValueError: a bug" in text


def test_the_settings_are_in_the_log_and_no_picture(driver, settings, caplog) -> None:
    settings.model = "my fur"
    settings.set_export_choice("background", "/secret/back.png")
    settings.recent = [Path("/secret/portrait.png")]
    with caplog.at_level("INFO", "dmat_gui"):
        settings.log_all()
    assert "run/model=my fur" in caplog.text
    assert "secret" not in caplog.text


@pytest.fixture
def quick(monkeypatch):
    """Two quick checks in place of all."""
    monkeypatch.setattr(
        "core.self_check._CHECKS",
        {"Fonts": core.self_check._fonts, "Trouble": lambda: ("failed", "It burns.", "Put it out.")},
    )


def checked(driver):
    driver.trigger("self_check")
    dialog = driver.window.side["self_check"]
    driver.qtbot.waitUntil(dialog.copy.isEnabled, timeout=20000)
    return dialog


def test_the_self_check_tells_each_line_with_the_way_on(driver, quick) -> None:
    dialog = checked(driver)
    assert [row.check.name for row in dialog.rows] == ["Window", "Fonts", "Trouble"]
    trouble = dialog.rows[-1]
    assert trouble.text.text() == "It burns." and trouble.advice.text() == "Put it out."
    assert trouble.icon.accessibleName() == "failed"
    assert "Something does not work" in dialog.summary.text()
    assert dialog.rows[0].check.text.endswith("Inter.")


def test_its_report_goes_to_the_clipboard(driver, quick) -> None:
    checked(driver).copy.click()
    text = QGuiApplication.clipboard().text()
    assert "ok       Fonts: Inter-Bold" in text
    assert "failed   Trouble: It burns.\n         Put it out." in text


def test_it_can_be_run_again(driver, quick, monkeypatch) -> None:
    dialog = checked(driver)
    monkeypatch.setattr("core.self_check._CHECKS", {"Fonts": core.self_check._fonts})
    dialog.again.click()
    driver.qtbot.waitUntil(dialog.copy.isEnabled, timeout=20000)
    assert [row.check.name for row in dialog.rows] == ["Window", "Fonts"]
    assert dialog.summary.text() == "All is well."


def test_closed_in_its_middle_it_stops_and_begins_anew(driver, quick) -> None:
    held = hold(driver.window.colour_runner)
    driver.trigger("self_check")
    dialog = driver.window.side["self_check"]
    dialog.close()
    with driver.qtbot.waitSignal(driver.window.colour_runner.idle, timeout=20000):
        held.set()
    assert len(dialog.rows) == 1
    assert len(checked(driver).rows) == 3


def test_the_list_of_keys_fits_small_screens(driver) -> None:
    dialog = ShortcutsDialog(driver.window.actions_, driver.window)
    assert dialog.minimumSizeHint().height() < 400
    screen = screen_of(dialog).availableSize()
    assert dialog.width() <= screen.width() and dialog.height() <= screen.height()
    assert dialog.area.widget().sizeHint().width() > screen.width(), "or there is nothing to scroll"


def test_about_names_versions_licence_citation_and_whose_work_it_stands_on(driver) -> None:
    about = AboutDialog("CPU · 32-bit", driver.window)
    text = about.page.toPlainText() + " ".join(label.text() for label in about.findChildren(QLabel))
    for part in ("CPU · 32-bit", program_version(), "torch 2.", "MIT License", "@article{xu2023diffusionmat",
                 "LGPL", "GNU Lesser General Public License", "Inter", "Phosphor"):  # fmt: skip
        assert part in text
    about.copy.click()
    assert QGuiApplication.clipboard().text() == CITATION


def test_the_notices_name_every_package_and_the_licence_is_the_projects() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.match(r"[\w-]+", need)[0] for need in project["dependencies"]}
    notices = resources.path("notices.md").read_text(encoding="utf-8")
    assert not [name for name in names if name.lower() not in notices.lower()]
    assert resources.path("LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
