"""How this program starts itself again: a process of its own, for work that must not take the window down."""

from __future__ import annotations

import os
import sys


def own_command(*arguments: str) -> list[str]:
    """The program and its arguments that do what `dmat ARGUMENTS` does, however this process was started."""
    if getattr(sys, "frozen", False):  # a single executable, with no Python beside it
        return [sys.executable, *arguments]
    return [sys.executable, "-m", "core.cli", *arguments]


def own_environment() -> dict[str, str]:
    """The environment of such a process: it finds the same packages, from whatever folder."""
    roots = [path for path in sys.path if path] + [os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, roots))}


def be_the_first_to_go() -> None:
    """Have the system end this process, rather than the one that started it, where memory runs out."""
    try:
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
            file.write("800")
    except OSError:  # no such thing here
        return
