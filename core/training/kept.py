"""Fine-tunings that an application keeps in a folder, so that each can be gone on with. Without torch."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.errors import DataError
from core.files import is_held, read_json, write_text
from core.training.results import summary

FOLDER = "fine-tuning"
"""Where they are, in the user's data folder."""
LOCK = "at-work.lock"
"""A file in the folder of each, held by the process that trains there."""
_RECORD, _PLAN, _REPORT, _MODEL = "asked.json", "plan.json", "finetune.json", "model.safetensors"


@dataclass(frozen=True)
class Asked:
    """What a fine-tuning was asked for.

    Attributes:
        name: what its model is to be called.
        roots: folders of pictures, or projects; absolute paths.
        model: name or file of the model to begin from.
        minutes: of training.
        hold_out: how many pictures are measured on only; None: as `FinetuneRequest` has it.
        options: more arguments of `dmat finetune`.
    """

    name: str
    roots: tuple[str, ...]
    model: str
    minutes: float
    hold_out: int | None = None
    options: tuple[str, ...] = ()

    def arguments(self, folder: Path, *more: str) -> list[str]:
        """The arguments of `dmat` that do it, in a folder of its own."""
        held = [] if self.hold_out is None else ["--hold-out", str(self.hold_out)]
        return [
            "finetune", *self.roots, "-o", str(folder), "--model", self.model,
            "--minutes", f"{self.minutes:g}", *held, *self.options, "--events", *more,
        ]  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """A fine-tuning with its folder, finished or not."""

    folder: Path
    asked: Asked

    @property
    def model(self) -> Path | None:
        """The model's file once it is finished, else None."""
        path = self.folder / _MODEL
        return path if path.is_file() and (self.folder / _REPORT).is_file() else None

    @property
    def is_at_work(self) -> bool:
        """Whether a process trains there, be it another window's."""
        return is_held(self.folder / LOCK)

    @property
    def steps(self) -> tuple[int, int]:
        """How many steps are kept, and how many there are in all; zeros where that is not known yet."""
        try:
            steps = max(0, int(read_json(self.folder / _PLAN)["steps"]))
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return 0, 0
        states = [path.stem.split("-")[1] for path in (self.folder / "training").glob("state-*.safetensors")]
        return max((int(number) for number in states if number.isdecimal()), default=0), steps

    def result(self) -> dict[str, Any] | None:
        """What `summary` says of a finished one, with its model's file; None if it is not to be read."""
        try:
            report = read_json(self.folder / _REPORT)
            return {"model": str(self.folder / _MODEL), **summary(report)}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def losses(self) -> list[tuple[int, float]]:
        """Step and loss of every line of its log."""
        try:
            lines = (self.folder / "training" / "log.jsonl").read_text("utf-8", "replace").splitlines()
        except OSError:
            return []
        found = []
        for line in lines:
            try:
                said = json.loads(line)
                found.append((int(said["step"]), float(said["loss"])))
            except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
                # A line of another kind, or one that was cut off.
                continue
        return found

    def remove(self) -> None:
        """Delete it with all that was trained. Raises OSError."""
        shutil.rmtree(self.folder)


def keep(parent: Path, asked: Asked) -> Kept:
    """Begin to keep a fine-tuning, in a new folder under `parent`. Raises DataError."""
    folder, number = parent / asked.name, 2
    while folder.exists():
        folder, number = parent / f"{asked.name} {number}", number + 1
    try:
        folder.mkdir(parents=True)
        write_text(folder / _RECORD, json.dumps(asdict(asked), indent=1, ensure_ascii=False))
    except OSError as error:
        with contextlib.suppress(OSError):
            folder.rmdir()
        raise DataError(
            f"The folder {folder} cannot be made ({error.strerror or error}): check the folder around it and "
            "the space on the disk."
        ) from error
    return Kept(folder, asked)


def kept_in(parent: Path) -> list[Kept]:
    """The fine-tunings kept under `parent`, the one begun last first; what cannot be read is passed over."""
    found = []
    for record in parent.glob(f"*/{_RECORD}"):
        try:
            said = read_json(record)
            found.append((record.stat().st_mtime, Kept(record.parent, _asked(said))))
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            continue
    return [kept for _, kept in sorted(found, key=lambda each: each[0], reverse=True)]


def _asked(said: dict[str, Any]) -> Asked:
    roots: Sequence[Any] = said["roots"]
    hold_out = said["hold_out"]
    return Asked(
        str(said["name"]),
        tuple(map(str, roots)),
        str(said["model"]),
        float(said["minutes"]),
        None if hold_out is None else int(hold_out),
        tuple(map(str, said["options"])),
    )
