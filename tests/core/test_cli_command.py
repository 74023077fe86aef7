"""Which command is meant, and what is said where none is."""

from pathlib import Path

import pytest

from core import cli


@pytest.mark.parametrize("arguments", [["--help"], ["matte", "--help"], ["--version"]])
def test_help(arguments: list[str], capsys) -> None:
    assert cli.main(arguments) == 0
    assert "dmat" in capsys.readouterr().out


def test_no_command_is_a_usage_error(capsys) -> None:
    assert cli.main([]) == 2
    assert "usage" in capsys.readouterr().err


def test_a_picture_alone_means_the_default_command(tmp_path: Path, monkeypatch) -> None:
    asked = []
    monkeypatch.chdir(tmp_path)
    for name in ("cat.jpg", "matte"):
        (tmp_path / name).touch()

    def register(commands) -> None:
        window = commands.add_parser("open")
        window.add_argument("picture", nargs="?")
        window.set_defaults(run=lambda args: asked.append(args.picture) or 0)

    for arguments in ([], ["cat.jpg"], ["-v", "cat.jpg"], ["./matte"]):
        assert cli.main(arguments, register=register, default="open") == 0
    assert asked == [None, "cat.jpg", "cat.jpg", "./matte"]


def test_a_mistyped_option_is_told_with_what_may_have_been_meant(capsys) -> None:
    assert cli.main(["matte", "cat.jpg", "-o", "out", "--trimp", "x"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(
        "dmat: `dmat matte` does not take --trimp. Did you mean --trimap? `dmat matte --help`"
    )
    assert cli.main(["info", "--wombat=3"]) == 2
    assert "does not take --wombat=3. `dmat info --help`" in capsys.readouterr().err
