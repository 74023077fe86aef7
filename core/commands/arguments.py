"""Arguments: types that name what is wrong with a value, and checks that do not wait for torch."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterable
from pathlib import Path

from core.errors import CheckpointError, DataError, SettingsError
from core.files import is_writable


def whole_number(lowest: int, highest: int, multiple: int = 1) -> Callable[[str], int]:
    """An argparse type: a whole number from `lowest` to `highest`, and a multiple of `multiple`."""

    def number(text: str) -> int:
        try:
            value = int(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number") from error
        if not lowest <= value <= highest:
            raise argparse.ArgumentTypeError(f"{value} is not from {lowest} to {highest}")
        if value % multiple:
            raise argparse.ArgumentTypeError(f"{value} is not a multiple of {multiple}")
        return value

    return number


def positive_number(text: str) -> float:
    """An argparse type: a finite number above 0."""
    value = _number(text)
    if not (value > 0 and math.isfinite(value)):
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return value


def number_from_zero(text: str) -> float:
    """An argparse type: a finite number, 0 or more."""
    value = _number(text)
    if not (value >= 0 and math.isfinite(value)):
        raise argparse.ArgumentTypeError(f"{text} is not 0 or more")
    return value


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no number") from error


def check_model_file(name: str | None) -> None:
    """Raise CheckpointError for a model's file that is not there, and for a name that no model has."""
    if name is None or Path(name).is_file():
        return
    if name.endswith(".safetensors"):
        raise CheckpointError(f"There is no model file {name}: check its name.")
    from core.models.registry import check_name

    check_name(name)


def check_folders(folders: Iterable[Path | None]) -> None:
    """Raise DataError for a folder that is named and not there; what it holds is read later."""
    for folder in folders:
        if folder is not None and not folder.exists():
            raise DataError(f"There is no folder {folder}: check its name.")


def check_place(folder: Path | None) -> None:
    """Raise SettingsError for a folder to write into where nothing can be written; nothing is made."""
    if folder is not None:
        there = next((place for place in (folder, *folder.parents) if place.exists()), None)
        if there is not None and not there.is_dir():
            raise SettingsError(
                f"Nothing can be written into {folder}: {there} is a file. Name another place."
            )
        if there is not None and not is_writable(there):
            raise SettingsError(
                f"Nothing can be written into {there}: name another place, or see who may write there."
            )


def check_file(path: Path | None) -> None:
    """Raise SettingsError for a file to write that is a folder, or whose folder can be none."""
    if path is not None:
        if path.is_dir():
            raise SettingsError(f"{path} is a folder: name a file to write.")
        check_place(path.parent)
