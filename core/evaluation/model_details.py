"""What there is to know of each model: where it is from, its size, what it costs, how it was trained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from core.errors import CheckpointError
from core.evaluation.macs import count_macs, count_parameters
from core.models import registry
from core.models.checkpoints import read_config
from core.models.config import ModelConfig
from core.models.registry import ModelEntry
from core.models.user_models import Kind, kind_of, unreadable_models

MACS_SIZE = 512
"""Pixels per side of the picture whose cost is told."""


@dataclass(frozen=True)
class ModelDetails:
    """A model as a list of models shows it.

    Attributes:
        kind: where it is from, or "unreadable".
        config: None for the baseline, and for a file that cannot be read.
        size: of its file in bytes; None without one.
        parameters: of the encoder, the corrector and the prior; empty without a network.
        problem: why it cannot be read, "" if it can.
    """

    entry: ModelEntry
    kind: Kind | Literal["unreadable"]
    config: ModelConfig | None = None
    size: int | None = None
    parameters: tuple[tuple[str, int], ...] = ()
    problem: str = ""


def all_models() -> list[ModelDetails]:
    """Every model that can be chosen, in the list's order, then the user's files that cannot be read."""
    listed = [_details(entry) for entry in registry.available_models()]
    for path, problem in unreadable_models().items():
        entry = ModelEntry(path.stem, path.stem, path, "user", problem)
        listed.append(ModelDetails(entry, "unreadable", size=_size(path), problem=problem))
    return listed


def macs_at_512(config: ModelConfig) -> int:
    """Multiply-accumulates of a run of 512 x 512 pixels with the model's own steps; takes some seconds."""
    return _macs(_bare(config))


def _details(entry: ModelEntry) -> ModelDetails:
    if entry.path is None:
        return ModelDetails(entry, kind_of(entry, None))
    try:
        config = read_config(entry.path)
    except CheckpointError as error:  # it went while the list was made
        return ModelDetails(entry, "unreadable", problem=str(error))
    parameters = _parameters(_bare(config))
    return ModelDetails(entry, kind_of(entry, config), config, _size(entry.path), parameters)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _bare(config: ModelConfig) -> ModelConfig:
    """Without what changes no number, so that a fine-tuned model is not counted again."""
    return replace(config, name="", weights_by="")


@lru_cache
def _parameters(config: ModelConfig) -> tuple[tuple[str, int], ...]:
    return tuple(count_parameters(config).items())


@lru_cache
def _macs(config: ModelConfig) -> int:
    return count_macs(config, MACS_SIZE)
