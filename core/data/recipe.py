"""How training pictures are made: every choice of augmentation, so that presets can set it."""

from dataclasses import dataclass, fields
from typing import Literal, get_args

from core.errors import SettingsError

Pose = Literal["placed", "affine"]
Colour = Literal["photographic", "hsv", "none"]
TrimapStyle = Literal["painted", "eroded"]


@dataclass(frozen=True)
class Recipe:
    """All choices of augmentation. With what its preset says of them, the defaults are those that the bundled
    model was last trained with.

    Shares and chances lie in [0, 1]; pairs are the ends of a range.

    Attributes:
        photo: share of foregrounds from photographs: the own layout's `photo` cut-outs, and all cases of
            other layouts, each with an equal chance.
        rendered, texture: shares of the own layout's other two kinds. A kind that is not at hand leaves its
            share to those that are; what the three leave of 1 is procedural.
        estimated_foregrounds: pictures that come with a matte but without foreground colours get estimated
            ones and new backgrounds; else they are used as they are, and the composition loss is 0 there.
        merge: chance that a second foreground is merged behind the first, 1 − (1 − α₁)(1 − α₂).
        backgrounds: chance of a picture as background where there are any; else a procedural texture.
        background_zoom: scale of a background picture.
        pose: "placed": scales that suit the kind of foreground, drawn evenly in their logarithm, turned and
            sheared now and then, and no cut-off edge inside the frame if it can be helped; "affine": always
            turned, scaled and sheared, evenly within the ranges.
        scale: of a foreground under "affine".
        rotation: up to so many degrees to either side.
        shear: up to so many degrees to either side under "affine".
        flip: chance of a mirrored foreground.
        anchored: chance that a pixel of the outline, not the foreground's middle, is put at the anchor.
        anchor: where in the frame, as a fraction of its side, that pixel comes to lie.
        colour: "photographic": gamma, contrast, brightness, hue and saturation of all layers; "hsv": hue,
            saturation and brightness of the foreground, within the ranges below; "none".
        hue, saturation, brightness: ranges under "hsv": fraction of the colour circle to either side;
            1 ± value as factor.
        optics: foregrounds and backgrounds are at times out of focus.
        scene: shadows, one light for all, things in the background, backgrounds of a like colour.
        edge_light: chance that the light on the foreground's edge is another than on what is surely
            foreground: hair lit from behind, or in shade.
        sheen: chance that strands within the foreground gleam, or lie in shade, that are not its matte's.
        tresses: share of procedural foregrounds that are long hair, each strand lit on its own.
        spill: chance that the foreground's edge takes on light of the background.
        opacity: chance that half transparent parts become more or less so, by a power of alpha.
        linear_light: chance that foreground and background mix in linear light, as they do in a camera, with
            the picture encoded afterwards; else the encoded colours are mixed, as data sets of composites do.
        camera: sensor noise, sharpening and JPEG.
        trimap: "painted": as a person paints (`core.data.trimaps.painted_trimap`); "eroded": the sure
            foreground and the sure background each eroded by an ellipse of random size.
        trimap_pixels: diameters of that ellipse, pixels, from and up to.
        turns: crops are flipped and turned by quarters, all eight ways.
    """

    photo: float = 0.2
    rendered: float = 0.38
    texture: float = 0.08
    estimated_foregrounds: bool = False
    merge: float = 0.18
    backgrounds: float = 0.85
    background_zoom: tuple[float, float] = (0.35, 1.3)
    pose: Pose = "placed"
    scale: tuple[float, float] = (0.8, 1.25)
    rotation: float = 30.0
    shear: float = 10.0
    flip: float = 0.5
    anchored: float = 0.85
    anchor: tuple[float, float] = (0.2, 0.8)
    colour: Colour = "photographic"
    hue: float = 0.11
    saturation: float = 0.1
    brightness: float = 0.1
    optics: bool = True
    scene: bool = True
    edge_light: float = 0.6
    sheen: float = 0.0
    tresses: float = 0.0
    spill: float = 0.5
    opacity: float = 0.4
    linear_light: float = 0.9
    camera: bool = True
    trimap: TrimapStyle = "painted"
    trimap_pixels: tuple[int, int] = (1, 29)
    turns: bool = True

    def __post_init__(self) -> None:
        for name in ("background_zoom", "scale", "anchor", "trimap_pixels"):
            pair = getattr(self, name)
            if not isinstance(pair, (list, tuple)) or len(pair) != 2:
                raise SettingsError(f"The recipe's {name} must be two numbers, from and up to, not {pair!r}.")
            object.__setattr__(self, name, tuple(pair))
        for name in (
            "photo",
            "rendered",
            "texture",
            "merge",
            "backgrounds",
            "flip",
            "anchored",
            "edge_light",
            "sheen",
            "tresses",
            "spill",
            "opacity",
            "linear_light",
        ):
            _check_range(name, getattr(self, name), 0, 1)
        _check_range("rotation", self.rotation, 0, 180)
        _check_range("shear", self.shear, 0, 45)
        _check_range("hue", self.hue, 0, 0.5)
        _check_range("saturation", self.saturation, 0, 1)
        _check_range("brightness", self.brightness, 0, 1)
        _check_pair("background_zoom", self.background_zoom, 0.01, 100)
        _check_pair("scale", self.scale, 0.01, 100)
        _check_pair("anchor", self.anchor, 0, 1)
        _check_pair("trimap_pixels", self.trimap_pixels, 1, 1000)
        if not all(isinstance(value, int) for value in self.trimap_pixels):
            raise SettingsError(
                f"The recipe's trimap_pixels must be whole numbers, not {list(self.trimap_pixels)}."
            )
        for name, kind in (("pose", Pose), ("colour", Colour), ("trimap", TrimapStyle)):
            if getattr(self, name) not in get_args(kind):
                choices = " or ".join(f'"{choice}"' for choice in get_args(kind))
                raise SettingsError(f"The recipe's {name} must be {choices}, not {getattr(self, name)!r}.")
        for field in fields(self):
            if field.type is bool and not isinstance(getattr(self, field.name), bool):
                raise SettingsError(
                    f"The recipe's {field.name} must be true or false, not {getattr(self, field.name)!r}."
                )
        if self.photo + self.rendered + self.texture > 1 + 1e-9:
            total = self.photo + self.rendered + self.texture
            raise SettingsError(f"The recipe's photo, rendered and texture add up to {total:g}: at most 1.")


def _check_range(name: str, value: object, low: float, high: float) -> None:
    number = value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    if number is None or not low <= number <= high:
        raise SettingsError(f"The recipe's {name} must be a number from {low:g} to {high:g}, not {value!r}.")


def _check_pair(name: str, pair: tuple[float, float], low: float, high: float) -> None:
    for value in pair:
        _check_range(name, value, low, high)
    if pair[0] > pair[1]:
        raise SettingsError(f"The recipe's {name} must be from small to large, not {list(pair)}.")


# Composition as GCA, MGMatting and the paper's authors do it.
GCA = Recipe(
    photo=1.0,
    rendered=0.0,
    texture=0.0,
    merge=0.5,
    backgrounds=1.0,
    pose="affine",
    anchored=1.0,
    anchor=(0.5, 0.5),
    colour="hsv",
    optics=False,
    scene=False,
    edge_light=0.0,
    spill=0.0,
    opacity=0.0,
    linear_light=0.0,
    camera=False,
    trimap="eroded",
    turns=False,
)
RECIPES = {"default": Recipe(), "gca": GCA}
"""Recipes by the name that presets call them."""
