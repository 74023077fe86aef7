"""The commands, a file each: `add_parser(commands)` describes it, `run(args)` returns the exit code."""

from core.commands import ablate, bench, data, evaluate, finetune, import_released, info, matte, train

COMMANDS = (matte, evaluate, ablate, bench, data, info, import_released, train, finetune)
