"""The options that name a data set, for every command that reads one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.data.cases import DataSet

_FOLDERS = ("images", "alphas", "trimaps", "foregrounds")


def add_data_options(parser: argparse.ArgumentParser, root_help: str) -> None:
    """ROOT, --layout, --split, --backgrounds, and folders named one by one."""
    parser.add_argument("root", nargs="?", type=Path, metavar="ROOT", help=root_help)
    options = parser.add_argument_group("the data set")
    options.add_argument("--layout", metavar="NAME", help="how ROOT is laid out (default: recognised)")
    options.add_argument("--split", metavar="NAME", help="only this part, e.g. 500-NP or trimap1")
    options.add_argument(
        "--backgrounds", type=Path, metavar="FOLDER", help="pictures to compose foregrounds onto"
    )
    for name in _FOLDERS:
        options.add_argument(
            f"--{name}", type=Path, metavar="FOLDER", help=f"the {name}, where no layout fits"
        )


def names_data(args: argparse.Namespace) -> bool:
    """Whether the arguments name any data."""
    return args.root is not None or any(getattr(args, name) is not None for name in _FOLDERS)


def data_set_of(args: argparse.Namespace) -> DataSet:
    """The data set that the arguments name. Raises DataError."""
    from core.data.layouts import Folders, open_data_set

    given = {name: getattr(args, name) for name in _FOLDERS if getattr(args, name) is not None}
    folders = Folders(**given, backgrounds=args.backgrounds) if given else None
    return open_data_set(
        args.root, args.layout, split=args.split, backgrounds=args.backgrounds, folders=folders
    )
