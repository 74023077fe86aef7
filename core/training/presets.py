"""Presets: everything that a training run is made of, in a TOML file with a table for each part.

| table | what it sets |
|---|---|
| `[model]` | ModelChoice: the architecture, or weights to go on from |
| `[prior]`, `[matting]` | PriorSettings, MattingSettings: what `dmat train prior` and `matting` do |
| `[composites]` | Recipe: the augmentation; `recipe = "gca"` begins from that named recipe |

What a table leaves out has its default. Unknown tables and keys are refused.
"""

import dataclasses
import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import resources
from core.data.recipe import RECIPES, Recipe
from core.errors import SettingsError
from core.training.settings import TrainingSettings

PRESETS = ("compact", "paper", "released", "finetune")
"""Presets that come with the program."""


@dataclass(frozen=True)
class ModelChoice:
    """What is trained.

    Attributes:
        architecture: "compact", "paper" or "released", beginning from random weights.
        weights: a model's name or file to go on from instead; "" for none.
        pretrained_encoder: begin the encoder from timm's ImageNet Swin weights.
    """

    architecture: str = "compact"
    weights: str = ""
    pretrained_encoder: bool = False


@dataclass(frozen=True)
class StageSettings(TrainingSettings):
    """TrainingSettings, and how crops are cut.

    Attributes:
        crop: side of a crop, pixels, a multiple of 32.
        per_composite: crops cut from one composite; divides the batch.
        composite: side of a composite, pixels.
    """

    crop: int = 192
    per_composite: int = 4
    composite: int = 448

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.crop < 32 or self.crop % 32:
            raise SettingsError(f"The side of a crop is {self.crop} pixels; it must be a multiple of 32.")
        if self.crop > self.composite:
            raise SettingsError(f"Crops of {self.crop} px do not fit into composites of {self.composite} px.")
        if self.per_composite < 1 or self.batch % self.per_composite:
            raise SettingsError(
                f"A batch of {self.batch} is no multiple of the {self.per_composite} crops per composite."
            )


@dataclass(frozen=True)
class PriorSettings(StageSettings):
    """How D is trained. level_power: see PriorObjective."""

    level_power: float = 1.5

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.level_power > 0:
            raise SettingsError(f"The setting level_power is {self.level_power}; it must be above 0.")


@dataclass(frozen=True)
class MattingSettings(StageSettings):
    """How E and C are trained.

    Attributes:
        diffusion: False trains them as a one-shot network (Table 4, or a warm start).
        arp: whether known pixels follow the inverted guidance (Table 5).
        inversion, alpha, composition: the losses' weights, lambda 1-3 of Eq. 7.
        relative: above 0, crops count by what is gained on their start; see LossWeights.
        squared: of the squared error beside the absolute one; see LossWeights.
        t_start: level T; 0 takes the model's own.
        loop_steps: numbers of steps S that take turns; empty takes the model's own.
        trust_alone: all is left as it is but C's word on how far its matte is to be trusted.
    """

    diffusion: bool = True
    arp: bool = True
    inversion: float = 2.0
    alpha: float = 1.0
    composition: float = 1.0
    relative: float = 0.0
    squared: float = 0.0
    t_start: int = 0
    loop_steps: tuple[int, ...] = ()
    trust_alone: bool = False


@dataclass(frozen=True)
class Preset:
    """All of a training run but its data and its folder."""

    model: ModelChoice = field(default_factory=ModelChoice)
    prior: PriorSettings = field(default_factory=PriorSettings)
    matting: MattingSettings = field(default_factory=MattingSettings)
    composites: Recipe = field(default_factory=Recipe)

    def to_toml(self) -> str:
        """A file that `load_preset` reads back, with every value."""
        lines = []
        for table in dataclasses.fields(self):
            lines.append(f"[{table.name}]")
            for name, value in dataclasses.asdict(getattr(self, table.name)).items():
                if value is not None:  # TOML has no word for nothing
                    text = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
                    lines.append(f"{name} = {text}")
            lines.append("")
        return "\n".join(lines)


def load_preset(
    name_or_path: str | Path | None, texts: Sequence[str] = (), values: Mapping[str, Any] | None = None
) -> Preset:
    """The preset of that name, or in that TOML file, with single values replaced.

    Args:
        name_or_path: None for the defaults alone.
        texts: "table.key=value" with the value as TOML writes it; a bare word is taken as text.
        values: more of them, by "table.key"; these come last.

    Raises:
        SettingsError: there is no such preset, it cannot be read, or a table, key or value is none.
    """
    tables = {} if name_or_path is None else _read(name_or_path)
    for key, value in [*map(_parsed, texts), *(values or {}).items()]:
        table, _, inner = key.partition(".")
        if not inner:
            raise SettingsError(f"{key!r} names no table: write table.key=value, as in matting.steps=500.")
        tables.setdefault(table, {})[inner] = value
    return make_preset(tables)


def make_preset(tables: Mapping[str, Mapping[str, Any]]) -> Preset:
    """The preset that those tables describe. Raises SettingsError."""
    kinds = get_type_hints(Preset)
    parts: dict[str, Any] = {}
    for table, values in tables.items():
        _known(table, list(kinds), "table")
        if not isinstance(values, Mapping):
            raise SettingsError(f"{table!r} stands outside of any table of the preset.")
        parts[table] = _recipe(values) if table == "composites" else _filled(kinds[table], table, values)
    return Preset(**parts)


def _read(name_or_path: str | Path) -> dict[str, Any]:
    if str(name_or_path) in PRESETS:
        path = resources.path(f"presets/{name_or_path}.toml")
    else:
        path = Path(name_or_path)
        if not path.is_file():
            raise SettingsError(
                f"There is no preset {str(name_or_path)!r}: choose {', '.join(PRESETS)}, or name a TOML file."
            )
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"The preset {path} cannot be read: {error}.") from error


def _parsed(text: str) -> tuple[str, Any]:
    key, equals, value = text.partition("=")
    if not equals:
        raise SettingsError(f"{text!r} sets nothing: write table.key=value, as in matting.steps=500.")
    try:
        return key.strip(), tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return key.strip(), value.strip()


def _recipe(values: Mapping[str, Any]) -> Recipe:
    values = dict(values)
    base = values.pop("recipe", "default")
    if not isinstance(base, str) or base not in RECIPES:
        raise SettingsError(f"There is no recipe {base!r} in [composites]: choose {' or '.join(RECIPES)}.")
    for name in values:
        _known(name, [part.name for part in dataclasses.fields(Recipe)], "key of [composites]")
    return dataclasses.replace(RECIPES[base], **values)


def _filled(kind: type, table: str, values: Mapping[str, Any]) -> Any:
    hints = get_type_hints(kind)
    for name, value in values.items():
        _known(name, list(hints), f"key of [{table}]")
        if not _fits(value, hints[name]):
            raise SettingsError(f"[{table}] {name} = {value!r} must be {_in_words(hints[name])}.")
    return kind(**{name: tuple(v) if isinstance(v, list) else v for name, v in values.items()})


def _fits(value: Any, kind: Any) -> bool:
    if isinstance(kind, UnionType):  # or nothing, for which TOML has no word
        return value is None or _fits(value, get_args(kind)[0])
    if get_origin(kind) is tuple:
        return isinstance(value, (list, tuple)) and all(_fits(inner, get_args(kind)[0]) for inner in value)
    if kind is float:
        # Neither infinite nor NaN, nor a whole number that no float holds.
        return type(value) in (int, float) and abs(value) <= sys.float_info.max
    return type(value) is kind if kind in (int, bool) else isinstance(value, str)


def _in_words(kind: Any) -> str:
    if isinstance(kind, UnionType):
        return _in_words(get_args(kind)[0])
    if get_origin(kind) is tuple:
        return "a list of whole numbers" if get_args(kind)[0] is int else "a list of numbers"
    return {int: "a whole number", float: "a number", bool: "true or false"}.get(kind, "a text")


def _known(name: str, known: list[str], what: str) -> None:
    if name not in known:
        raise SettingsError(f"A preset has no {what} {name!r}; it has {', '.join(known)}.")
