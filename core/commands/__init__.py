"""The commands, a file each: `add_parser(commands)` describes it, `run(args)` returns the exit code."""

from core.commands import import_released, info, matte, train

COMMANDS = (matte, info, import_released, train)
