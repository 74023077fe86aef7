"""The commands, a file each: `add_parser(commands)` describes it, `run(args)` returns the exit code."""

from core.commands import ablate, data, evaluate, finetune, import_released, info, matte, train

COMMANDS = (matte, evaluate, ablate, data, info, import_released, train, finetune)
