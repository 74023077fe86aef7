"""What a model is: its three networks' shapes and how its loop runs. Stored with the weights."""

import dataclasses
from dataclasses import dataclass, field
from math import ceil
from typing import Any, Literal

from core.errors import CheckpointError
from core.models.config_checks import check_config


@dataclass(frozen=True)
class UNetConfig:
    """A DDPM U-Net without attention: the prior D and the corrector C.

    Attributes:
        channels: features at the first level.
        multipliers: features of each level, as multiples of `channels`.
        time: whether the network is told the timestep.
        norm: "group" (32 groups, as released) or "pixel" (over each pixel's channels, so that tiles agree).
        unshuffle: a block of n x n pixels becomes channels before the network, and pixels again behind it.
        dropout: in each residual block, while training.
        lean: on the way up, each level has one residual block instead of two, and no convolution of its own
            behind the enlarging: about half the cost.
    """

    channels: int = 64
    multipliers: tuple[int, ...] = (1, 1, 2, 2)
    time: bool = True
    norm: Literal["group", "pixel"] = "group"
    unshuffle: int = 1
    dropout: float = 0.1
    lean: bool = False


@dataclass(frozen=True)
class SwinUnetConfig:
    """The image encoder E.

    Attributes:
        inputs: "image", or "image+trimap+start" with the coarse matte seen clean.
        embed: token features at the first stage, doubled at each next one.
        depths: Swin blocks of each stage; the decoder mirrors them.
        heads: attention heads of each stage.
        window: side of an attention window, in tokens.
        patch: pixels per side of a token.
        features: channels of the result.
        stride: pixels per side of one cell of the result: 1 at full resolution.
        detail: a shallow convolution of the input, stride-sized cells unshuffled, is added to the features.
        hints: how many hints of `core.imaging.coarse.CoarseStart` the encoder sees beside the start: 0, 2 or
            all 9; the colours among them, which vary slowly, only in its tokens and not in the detail.
    """

    inputs: Literal["image", "image+trimap+start"] = "image"
    embed: int = 96
    depths: tuple[int, ...] = (2, 2, 6, 2)
    heads: tuple[int, ...] = (3, 6, 12, 24)
    window: int = 7
    patch: int = 4
    features: int = 32
    stride: int = 1
    detail: bool = False
    hints: int = 0


@dataclass(frozen=True)
class ModelConfig:
    """One model: its networks, its loop, and the settings it was trained for.

    Attributes:
        name: how users call it.
        order: "correct_then_step" (paper, Alg. 2: the prior has the last word) or "step_then_correct"
            (released: the corrector has it).
        alpha_range: range of the latents' clean values, "unit" [0, 1] or "signed" [-1, 1].
        start: what is perturbed and inverted, "trimap" or "coarse" (the guided start).
        residual: the corrector predicts a change of the guidance and a direction of noise, instead of the
            corrected latent itself; its zero is the guidance on its own trajectory.
        sharpen: the matte that C leaves at level 0 is spread from where it is to be trusted, and put on the
            picture's colour lines.
        trust: C says beside its matte how far that is to be trusted.
        unknown_value: what the trimap's unknown pixels hold, in [0, 1].
        perturb_shift: added to T for the level of the perturbation; -1 in the released system.
        t_start, steps: defaults of the loop, T and S.
        trained_t_starts, trained_steps: the values the weights have seen; others run with a note.
        correct_between, arp_between: the lowest and highest timestep at which C and ARP act.
        pad_multiple: pictures are reflect-padded to a multiple of this.
        whole_up_to: pictures of at most so many pixels run in one piece.
        tile, tile_overlap, tile_multiple: size and overlap of tiles, and the grid of their origins, pixels.
        weights_by: who made the weights, shown beside the model's name.
    """

    name: str = "paper"
    order: Literal["correct_then_step", "step_then_correct"] = "correct_then_step"
    alpha_range: Literal["unit", "signed"] = "unit"
    start: Literal["trimap", "coarse"] = "trimap"
    residual: bool = False
    sharpen: bool = False
    trust: bool = False
    unknown_value: float = 0.5
    perturb_shift: int = 0
    t_start: int = 250
    steps: int = 5
    trained_t_starts: tuple[int, ...] = (250,)
    trained_steps: tuple[int, ...] = (5,)
    correct_between: tuple[int, int] = (0, 999)
    arp_between: tuple[int, int] = (0, 999)
    pad_multiple: int = 32
    whole_up_to: int = 2_500_000
    tile: int = 1024
    tile_overlap: int = 128
    tile_multiple: int = 32
    weights_by: str = ""
    prior: UNetConfig = field(default_factory=UNetConfig)
    corrector: UNetConfig = field(default_factory=UNetConfig)
    encoder: SwinUnetConfig = field(default_factory=SwinUnetConfig)

    @property
    def tiles_agree(self) -> bool:
        """Whether a tile's matte is the whole picture's but near its edges: no norm looks over all of it."""
        return self.prior.norm == self.corrector.norm == "pixel"

    @property
    def smallest_tile(self) -> int:
        """Side in pixels; smaller tiles have no room for `tile_overlap` around what they are there for, and
        would meet without a blend, in seams."""
        return (2 * ceil(self.tile_overlap / (2 * self.tile_multiple)) + 1) * self.tile_multiple

    def to_dict(self) -> dict[str, Any]:
        """The config as plain JSON values."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "ModelConfig":
        """The config that `to_dict` wrote.

        Raises:
            CheckpointError: a name is unknown or a value cannot be used.
        """
        try:
            parts = dict(values)
            for name, kind in (("prior", UNetConfig), ("corrector", UNetConfig), ("encoder", SwinUnetConfig)):
                parts[name] = kind(**_with_tuples(parts[name]))
            config = cls(**_with_tuples(parts))
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise CheckpointError(
                f"The model's description cannot be read ({error}). It was written by another version: "
                "update this program, or import the weights again."
            ) from error
        check_config(config)
        return config


def _with_tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


PAPER = ModelConfig(name="paper")

RELEASED = ModelConfig(
    name="released",
    order="step_then_correct",
    unknown_value=128 / 255,
    perturb_shift=-1,
    corrector=UNetConfig(time=False),
)

COMPACT = ModelConfig(
    name="compact",
    order="step_then_correct",
    alpha_range="signed",
    start="coarse",
    residual=True,
    sharpen=True,
    trust=True,
    steps=1,
    trained_steps=(1, 2),
    whole_up_to=1_500_000,
    tile=1024,
    tile_multiple=128,
    prior=UNetConfig(32, (1, 1, 2, 2), norm="pixel", unshuffle=4, dropout=0.0, lean=True),
    corrector=UNetConfig(32, (1, 2, 3), norm="pixel", unshuffle=4, dropout=0.0, lean=True),
    encoder=SwinUnetConfig(
        inputs="image+trimap+start",
        embed=64,
        depths=(1, 1),
        heads=(2, 4),
        window=8,
        patch=8,
        features=32,
        stride=4,
        detail=True,
        hints=9,
    ),
)

ARCHITECTURES: dict[str, ModelConfig] = {config.name: config for config in (PAPER, RELEASED, COMPACT)}
"""Models by name, without weights."""
