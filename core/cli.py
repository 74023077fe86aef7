"""The command line. Exit codes: 0 done, 1 failed, 2 not understood, 130 interrupted.

`python -m core.cli` works on a machine without Qt; the program `dmat` adds the commands that need a window.
"""

from __future__ import annotations

import argparse
import difflib
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence
from typing import cast

from core.commands import COMMANDS
from core.errors import Cancelled, DmatError, SettingsError, is_device_lost, is_out_of_memory, sentence_for
from core.logs import FILE, log_folder, logging_to_file
from core.versions import program_version

log = logging.getLogger(__name__)

FAILED, NOT_UNDERSTOOD, INTERRUPTED = 1, 2, 130

Register = Callable[[argparse._SubParsersAction], None]


def build_parser(register: Register | None = None) -> argparse.ArgumentParser:
    """The parser with every command; `register` adds those that `core` does not have, and to those it has."""
    parser = argparse.ArgumentParser(
        prog="dmat",
        description="DiffusionMat: cut pictures out along hair and soft edges, from a trimap.",
        epilog="`dmat COMMAND --help` tells more about a command; `dmat info --check` says whether all is "
        "well on this machine, and what to do where it is not.",
    )
    parser.add_argument("--version", action="version", version=f"dmat {program_version()}")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell what is done, on standard error")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    for command in COMMANDS:
        command.add_parser(commands)
    if register is not None:
        register(commands)
    return parser


def main(
    argv: Sequence[str] | None = None, register: Register | None = None, default: str | None = None
) -> int:
    """Parse `argv` (default: the process's arguments), run the command, and return the exit code.

    default: the command meant when the arguments begin with none, as in `dmat PICTURE`.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):  # else a file's name that is no text could end a command
        sys.stdout.reconfigure(errors="backslashreplace")
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = build_parser(register)
    try:
        if default is not None:
            arguments = _with_command(parser, arguments, default)
        args, unknown = parser.parse_known_args(arguments)
        if unknown:
            _failed(_unknown(parser, args.command, unknown[0]))
            return NOT_UNDERSTOOD
    except SettingsError as error:
        return _failed(str(error))
    except SystemExit as stop:  # argparse has said why
        return int(stop.code or 0)
    _log_to_screen(args.verbose)
    try:
        with logging_to_file(f"dmat {' '.join(arguments)}"):
            return _run(args)
    except Exception as error:  # nobody foresaw it: its trace is in the log, and on the screen if asked for
        log.info("not caught", exc_info=True)
        file = log_folder() / FILE
        where = f" The log is {file}." if file.exists() else ""
        return _failed(f"{sentence_for(error, f'dmat {args.command}')}{where} `dmat -v` shows more.")


def _log_to_screen(verbose: bool) -> None:
    """Warnings on standard error; with `verbose`, all that is done. The log in a file is apart from it."""
    level = logging.INFO if verbose else logging.WARNING
    screen = logging.StreamHandler(sys.stderr)
    screen.setLevel(level)
    logging.basicConfig(level=level, format="dmat: %(message)s", handlers=[screen])


def _run(args: argparse.Namespace) -> int:
    """Run the command; errors that are foreseen become a sentence on standard error and an exit code."""
    try:
        code = args.run(args)
        if sys.stdout is not None:
            sys.stdout.flush()  # else a reader that has gone would be found when nobody can heed it
        return code
    except (KeyboardInterrupt, Cancelled):
        print("dmat: interrupted; nothing half-written was kept.", file=sys.stderr)
        return INTERRUPTED
    except DmatError as error:
        return _failed(str(error))
    except Exception as error:  # the libraries have no common class for a lack of memory
        if isinstance(error, BrokenPipeError) and _is_unread():
            return FAILED
        if not (isinstance(error, OSError) or is_out_of_memory(error) or is_device_lost(error)):
            raise
        return _failed(sentence_for(error, f"dmat {args.command}"))


def _is_unread() -> bool:
    """Whether nobody reads what is printed any more, as after `| head`; there is nobody to be told then."""
    try:
        print(flush=True)  # one error may be all that there is of what was printed: something must be sent
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what Python flushes at its end
        return True
    return False


def _failed(sentence: str) -> int:
    log.info("failed: %s", sentence)
    print(f"dmat: {sentence}", file=sys.stderr)
    return FAILED


def _unknown(parser: argparse.ArgumentParser, command: str, word: str) -> str:
    """What is wrong with an argument that a command does not take, and what may have been meant."""
    options = _commands(parser)[command]._option_string_actions
    near = difflib.get_close_matches(word.partition("=")[0], options, 1)
    meant = f"Did you mean {near[0]}? " if near else ""
    return f"`dmat {command}` does not take {word}. {meant}`dmat {command} --help` lists what it does."


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    choices = next(action.choices for action in parser._actions if action.dest == "command")
    return cast(dict[str, argparse.ArgumentParser], choices)


def _with_command(parser: argparse.ArgumentParser, arguments: list[str], default: str) -> list[str]:
    """Put `default` in front unless a command, or an option of the program itself, is there already.

    Raises SettingsError for a first word that is no command and no file: the others may be what a mistyped
    command takes, and `default` does not.
    """
    known = _commands(parser)
    front = []
    rest = list(arguments)
    while rest and rest[0] in ("-v", "--verbose"):
        front.append(rest.pop(0))
    if rest and (rest[0] in known or rest[0] in ("-h", "--help", "--version")):
        return arguments
    if rest and not rest[0].startswith("-") and not os.path.exists(rest[0]):
        raise SettingsError(
            f"There is neither a picture nor a command {rest[0]!r}; `dmat --help` lists the commands."
        )
    return [*front, default, *rest]


if __name__ == "__main__":
    sys.exit(main())
