"""The log in the user's folder: what is in it, for how long, and that a lack of it stops nothing."""

import logging

import pytest

import core.logs
from core import cli
from core.errors import SettingsError
from core.logs import FILE, log_folder, logging_to_file
from core.versions import program_version


def log_text() -> str:
    return (log_folder() / FILE).read_text(encoding="utf-8")


def test_the_log_lies_in_the_users_own_folder(own_home) -> None:
    assert log_folder().is_relative_to(own_home)
    assert not log_folder().exists()


def test_a_command_logs_itself_with_versions_and_what_it_loads(capsys) -> None:
    assert cli.main(["info", "--model", "nowhere"]) == 1
    text = log_text()
    assert "dmat info --model nowhere" in text
    assert f"dmat {program_version()}, Python 3." in text and "torch 2." in text
    assert "failed: There is no model 'nowhere'" in text


def test_the_device_and_the_precision_are_logged() -> None:
    from core.predictor import MattingPredictor

    with logging_to_file("a test"):
        MattingPredictor("closed-form", device="cpu")
    assert "core.predictor: closed-form computes on CPU, float32" in log_text()


def test_an_error_that_nobody_foresaw_is_there_with_its_trace(monkeypatch, caplog) -> None:
    monkeypatch.setattr("core.commands.info.warnings", lambda: 1 / 0)
    assert cli.main(["info", "--model", "closed-form"]) == 1
    assert "CRITICAL core.logs: not caught: division by zero" in log_text()
    assert log_text().count("Traceback") == 1
    # What the screen gets with -v, and without it not.
    shown = [each for each in caplog.records if each.name == "core.cli" and each.exc_info]
    assert [each.levelname for each in shown] == ["INFO"]


def test_others_are_heard_only_when_they_warn() -> None:
    with logging_to_file("a test"):
        logging.getLogger("stranger").info("small talk")
        logging.getLogger("stranger").warning("fire")
        logging.getLogger("core.any").info("ours")
    assert "small talk" not in log_text()
    assert "fire" in log_text() and "ours" in log_text()
    assert not [each for each in logging.getLogger().handlers if FILE in getattr(each, "baseFilename", "")]


def test_it_begins_anew_before_it_grows_large(monkeypatch) -> None:
    monkeypatch.setattr(core.logs, "_BYTES", 2000)
    with logging_to_file("a test"):
        for number in range(100):
            logging.getLogger("core.any").info("line %d %s", number, "x" * 60)
    sizes = [path.stat().st_size for path in log_folder().iterdir()]
    assert len(sizes) == 5 and max(sizes) <= 2000
    assert "line 99" in log_text()


def test_a_folder_that_cannot_be_written_costs_the_log_and_nothing_else(own_home, caplog) -> None:
    (own_home / "XDG_STATE_HOME").write_text("a file in the way")
    with pytest.raises(SettingsError), logging_to_file("a test"):
        raise SettingsError("passed on")
    assert "There is no log, as" in caplog.text
