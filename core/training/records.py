"""The log of a run: lines of JSON, and TensorBoard's files where that is installed."""

import json
import logging
from pathlib import Path
from typing import Any

import torch

from core.files import append_text, write_text

log = logging.getLogger(__name__)

LOG = "log.jsonl"


class Records:
    """The run's log: `log.jsonl`, and TensorBoard's files beside it if that is installed and wanted."""

    def __init__(self, folder: Path, first: int, tensorboard: bool) -> None:
        self.path = folder / LOG
        _drop_lines_after(self.path, first)
        self._writer = _writer(folder / "tensorboard", first) if tensorboard else None

    def write(self, step: int, values: dict[str, Any]) -> None:
        """A line of the log; numbers, one level of names deep, go to TensorBoard too. Raises OSError."""
        append_text(self.path, json.dumps({"step": step} | values) + "\n")
        for name, value in values.items():
            for inner, number in value.items() if isinstance(value, dict) else [("", value)]:
                self._scalar(f"{name}/{inner}" if inner else name, number, step)

    def _scalar(self, name: str, value: float, step: int) -> None:
        if self._writer is not None:
            self._writer.add_scalar(name, value, step)

    @property
    def takes_pictures(self) -> bool:
        """Whether a sheet of pictures would be kept."""
        return self._writer is not None

    def picture(self, name: str, picture: torch.Tensor, step: int) -> None:
        """A 3 x H x W picture in [0, 1] for TensorBoard."""
        if self._writer is not None:
            self._writer.add_image(name, picture, step)

    def close(self) -> None:
        """Write what is pending."""
        if self._writer is not None:
            self._writer.close()


def _writer(folder: Path, first: int) -> Any:
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError as error:
        log.warning("No TensorBoard files are written (%s): `pip install tensorboard` adds them.", error)
        return None
    return SummaryWriter(str(folder), purge_step=first + 1)


def _drop_lines_after(path: Path, step: int) -> None:
    """Remove the lines past a step, which will be run again, and one that a kill cut in two."""
    if not path.is_file():
        return
    kept = []
    for line in path.read_text("utf-8", "replace").splitlines():
        try:
            if json.loads(line)["step"] <= step:
                kept.append(f"{line}\n")
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
    write_text(path, "".join(kept))
