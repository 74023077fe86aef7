"""File names from a pattern such as {name}_{kind}, and what is wrong with one, in words."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date

from core.errors import SettingsError

DEFAULT_PATTERN = "{name}_{kind}"
FIELDS: dict[str, str] = {
    "name": "the picture's name",
    "kind": "what the file holds: alpha, cutout …",
    "run": "the run's number",
    "step": "the step, or “result”",
    "date": "today",
}
"""What may stand between braces in a pattern."""

_FIELD = re.compile(r"\{(\w*)\}")
_ILLEGAL = '<>:"/\\|?*'
# Names that Windows keeps for devices, whatever their ending.
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
_LONGEST = 200  # bytes; file systems take 255 with the ending


@dataclass(frozen=True)
class Naming:
    """A pattern and what its fields stand for; `step` is what a file of no step gets."""

    pattern: str = DEFAULT_PATTERN
    name: str = "picture"
    run: str = "1"
    step: str = "result"
    day: date | None = None

    def file_name(self, kind: str, suffix: str, step: str | None = None) -> str:
        """Return the name of a file; one of a step gets "_{step}" where the pattern has none.

        Raises SettingsError with a sentence on what is wrong with the pattern.
        """
        pattern = self.pattern.strip()
        check_pattern(pattern)
        if step is not None and "{step}" not in pattern:
            pattern += "_{step}"
        values = {
            "name": self.name,
            "kind": kind,
            "run": self.run,
            "step": self.step if step is None else step,
            "date": (self.day or date.today()).isoformat(),
        }
        stem = _FIELD.sub(lambda field: values[field[1]], pattern)
        if stem.split(".")[0].strip().lower() in _RESERVED:
            raise SettingsError(f"Windows keeps the name “{stem}” for itself: add something to it.")
        if len(os.fsencode(stem)) > _LONGEST:  # a picture's name need be no text
            raise SettingsError(
                f"The name {stem[:40]}… is too long for a file: shorten the picture's name, or the pattern."
            )
        return stem + suffix


def check_pattern(pattern: str) -> None:
    """Raise SettingsError if no file name can be made of a pattern."""
    if not pattern:
        raise SettingsError("Give the files a name, such as {name}_{kind}.")
    for field in _FIELD.findall(pattern):
        if field not in FIELDS:
            known = ", ".join(f"{{{name}}}" for name in FIELDS)
            raise SettingsError(f"There is no {{{field}}}: between braces stands one of {known}.")
    rest = _FIELD.sub("", pattern)
    if "{" in rest or "}" in rest:
        raise SettingsError("A brace has no partner: write fields as {name}, braces on both sides.")
    for character in rest:
        if character in _ILLEGAL:
            raise SettingsError(f"A file name cannot have “{character}” in it on every system: leave it out.")
        if not character.isprintable():
            raise SettingsError("A file name cannot have invisible characters in it: leave them out.")
    if rest.endswith(".") and not pattern.endswith("}"):
        raise SettingsError("A file name cannot end with a full stop: leave it out.")
