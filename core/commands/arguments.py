"""Types of command-line arguments that name what is wrong with a value."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable


def whole_number(lowest: int, highest: int, multiple: int = 1) -> Callable[[str], int]:
    """An argparse type: a whole number from `lowest` to `highest`, and a multiple of `multiple`."""

    def number(text: str) -> int:
        value = int(text)
        if not lowest <= value <= highest:
            raise argparse.ArgumentTypeError(f"{value} is not from {lowest} to {highest}")
        if value % multiple:
            raise argparse.ArgumentTypeError(f"{value} is not a multiple of {multiple}")
        return value

    return number


def positive_number(text: str) -> float:
    """An argparse type: a finite number above 0."""
    value = float(text)
    if not (value > 0 and math.isfinite(value)):
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return value


def number_from_zero(text: str) -> float:
    """An argparse type: a finite number, 0 or more."""
    value = float(text)
    if not (value >= 0 and math.isfinite(value)):
        raise argparse.ArgumentTypeError(f"{text} is not 0 or more")
    return value
