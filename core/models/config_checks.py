"""Whether a model's description, read from a file, is one that a model can be made of."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from core.errors import CheckpointError

if TYPE_CHECKING:
    from core.models.config import ModelConfig, SwinUnetConfig, UNetConfig

_GROUPS = 32
"""The groups of a network normalised by groups."""
_LARGEST = 2**31 - 1
# Far beyond any model there is; a damaged description would else have one built for hours.
_MOST_FEATURES = 2**14
_MOST_BLOCKS = 128
_MOST_LEVELS = 8
_LARGEST_CELL = 64
_LARGEST_WINDOW = 32


def check_config(config: ModelConfig) -> None:
    """Check every value's type, then what must go with what.

    Raises:
        CheckpointError: naming the value and what it must be.
    """
    _check_types(config, "")
    _check_unet(config.prior, "prior")
    _check_unet(config.corrector, "corrector")
    _check_encoder(config.encoder)
    _check_loop(config)
    _check_tiles(config)
    unshuffle, stride = config.corrector.unshuffle, config.encoder.stride
    _require(unshuffle == stride, f"corrector.unshuffle = {unshuffle}; it must be encoder.stride, {stride}")


def _check_types(part: Any, prefix: str) -> None:
    for name, kind in get_type_hints(type(part)).items():
        value = getattr(part, name)
        if dataclasses.is_dataclass(kind):
            _check_types(value, f"{prefix}{name}.")
        else:
            _require(_is_a(value, kind), f"{prefix}{name} = {value!r}; it must be {_in_words(kind)}")


def _is_a(value: Any, kind: Any) -> bool:
    if get_origin(kind) is Literal:
        return type(value) is str and value in get_args(kind)
    if get_origin(kind) is tuple:
        members = get_args(kind)
        if not isinstance(value, tuple) or not value:
            return False
        if members[-1] is Ellipsis:
            return all(_is_a(member, members[0]) for member in value)
        return len(value) == len(members) and all(map(_is_a, value, members))
    if kind is float:
        return type(value) in (int, float)
    if kind is int:
        return type(value) is int and abs(value) <= _LARGEST  # what counts pixels or features is far below
    return type(value) is kind


def _in_words(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return f"one of {', '.join(get_args(kind))}"
    if get_origin(kind) is tuple:
        members = get_args(kind)
        return "a list of whole numbers" if members[-1] is Ellipsis else f"{len(members)} whole numbers"
    return {int: "a whole number", float: "a number", bool: "true or false", str: "a text"}[kind]


def _check_unet(config: UNetConfig, name: str) -> None:
    numbers = (config.channels, *config.multipliers, config.unshuffle)
    _require(
        min(numbers) >= 1, f"{name}: channels, multipliers and unshuffle must be at least 1, not {numbers}"
    )
    _require(
        len(config.multipliers) <= _MOST_LEVELS,
        f"{name}: {len(config.multipliers)} levels; at most {_MOST_LEVELS}",
    )
    features = config.channels * max(config.multipliers)
    _require(features <= _MOST_FEATURES, f"{name}: {features} features; at most {_MOST_FEATURES}")
    _require(
        config.unshuffle <= _LARGEST_CELL, f"{name}.unshuffle = {config.unshuffle}; at most {_LARGEST_CELL}"
    )
    _require(0 <= config.dropout < 1, f"{name}.dropout = {config.dropout}; it must be in [0, 1)")
    # Sines and cosines of the time come in pairs.
    step = _GROUPS if config.norm == "group" else 2
    _require(
        config.channels % step == 0, f"{name}.channels = {config.channels}; it must be a multiple of {step}"
    )


def _check_encoder(config: SwinUnetConfig) -> None:
    numbers = (*config.depths, *config.heads, config.embed, config.patch, config.features, config.stride)
    _require(min(numbers) >= 1, f"encoder: its sizes must be at least 1, not {numbers}")
    # Windows are shifted by half of their side.
    _require(
        2 <= config.window <= _LARGEST_WINDOW,
        f"encoder.window = {config.window}; it must be at least 2, and at most {_LARGEST_WINDOW}",
    )
    stages, blocks = len(config.depths), sum(config.depths)
    _require(stages <= _MOST_LEVELS, f"encoder: {stages} stages; at most {_MOST_LEVELS}")
    _require(blocks <= _MOST_BLOCKS, f"encoder: {blocks} blocks; at most {_MOST_BLOCKS}")
    most = max(config.embed * 2 ** (stages - 1), config.features)
    _require(most <= _MOST_FEATURES, f"encoder: {most} features; at most {_MOST_FEATURES}")
    _require(config.patch <= _LARGEST_CELL, f"encoder.patch = {config.patch}; at most {_LARGEST_CELL}")
    _require(
        len(config.depths) == len(config.heads),
        f"encoder.depths = {config.depths} and heads = {config.heads}; they must be of one length",
    )
    for stage, heads in enumerate(config.heads):
        features = config.embed * 2**stage
        _require(
            features % heads == 0, f"encoder.heads = {config.heads}; {heads} must divide {features} features"
        )
    _require(
        config.patch % config.stride == 0,
        f"encoder.patch = {config.patch}; it must be a multiple of the stride, {config.stride}",
    )
    _require(config.hints in (0, 2, 9), f"encoder.hints = {config.hints}; it must be 0, 2 or 9")
    _require(
        not config.hints or config.inputs != "image",
        f"encoder.hints = {config.hints}; that needs the inputs image+trimap+start",
    )
    _require(
        not config.detail or config.inputs != "image",
        "encoder.detail = true; that needs the inputs image+trimap+start",
    )


def _check_loop(config: ModelConfig) -> None:
    from core.diffusion import LEVELS  # torch with it, and the models' names are known without

    most = LEVELS - 1
    _require(1 <= config.t_start <= LEVELS, f"t_start = {config.t_start}; it must be from 1 to {LEVELS}")
    highest = min(config.t_start, most)
    _require(1 <= config.steps <= highest, f"steps = {config.steps}; it must be from 1 to {highest}")
    _require(
        0 <= config.unknown_value <= 1, f"unknown_value = {config.unknown_value}; it must be from 0 to 1"
    )
    _require(
        not config.sharpen or config.order == "step_then_correct",
        'sharpen = true; that needs the order "step_then_correct"',
    )
    _require(
        not config.trust or (config.residual and config.sharpen),
        "trust = true; that needs residual = true and sharpen = true",
    )


def _check_tiles(config: ModelConfig) -> None:
    for name in ("prior", "corrector"):
        network = getattr(config, name)
        stride = network.unshuffle * 2 ** (len(network.multipliers) - 1)
        for size in ("pad_multiple", "tile_multiple"):
            value = getattr(config, size)
            _require(
                value >= 1 and value % stride == 0,
                f"{size} = {value}; it must be a multiple of {stride}, the {name}'s stride",
            )
    for size in ("pad_multiple", "tile_multiple"):
        value = getattr(config, size)
        _require(
            not config.sharpen or value % 4 == 0,
            f"{size} = {value}; with sharpen = true it must be a multiple of 4",
        )
    _require(
        config.tile >= 1 and config.tile % config.tile_multiple == 0,
        f"tile = {config.tile}; it must be a multiple of tile_multiple, {config.tile_multiple}",
    )
    most = config.tile - config.tile_multiple
    _require(
        0 <= config.tile_overlap <= most,
        f"tile_overlap = {config.tile_overlap}; it must be from 0 to {most}",
    )
    smallest = config.smallest_tile
    _require(
        config.tile >= smallest,
        f"tile = {config.tile}; it must be at least {smallest}, for tile_overlap = {config.tile_overlap}",
    )


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise CheckpointError(f"The model's description says {otherwise}.")
