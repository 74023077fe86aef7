"""The versions of this program and of what it stands on, without importing any of it."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
from pathlib import Path

PACKAGES = (
    "torch", "torchvision", "timm", "numpy", "scipy", "opencv-python", "pillow", "pymatting", "OpenEXR",
    "tifffile", "imagecodecs", "safetensors", "PySide6-Essentials",
)  # fmt: skip
"""What a report on a failure should name."""


def version_of(package: str) -> str | None:
    """The installed version of a package, None if it is not there."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def program_version() -> str:
    """The installed version, or a word that says there is none (a checkout run in place)."""
    return version_of("dmat") or "(not installed)"


def versions_in_words() -> tuple[str, str]:
    """A line on program, Python and system, and one on the packages."""
    program = f"dmat {program_version()}, Python {platform.python_version()}, {platform.platform()}"
    return program, ", ".join(f"{name} {version_of(name) or 'missing'}" for name in PACKAGES)


def other_cores() -> list[str]:
    """Sentences on every other package called `core` that could be imported in place of ours."""
    import core

    ours = Path(core.__file__).resolve().parent
    sentences = []
    for entry in dict.fromkeys(sys.path):
        for candidate in (Path(entry or ".") / "core" / "__init__.py", Path(entry or ".") / "core.py"):
            if candidate.is_file() and ours not in (candidate.resolve().parent, candidate.resolve()):
                sentences.append(f"Another package called 'core' lies in {candidate.parent}")
    owners = set(importlib.metadata.packages_distributions().get("core", ())) - {"dmat"}
    sentences += [f"The package {owner} installs a 'core' of its own" for owner in sorted(owners)]
    return [
        f"{sentence}: install dmat into an environment of its own, e.g. by pipx." for sentence in sentences
    ]
