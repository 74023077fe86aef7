"""Data sets that are folders of files with one name each: their layouts are a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.data.cases import Convention
from core.data.layouts.files import child, descend
from core.data.layouts.layout import Layout, Listing
from core.data.layouts.pairing import Parts, pair, put_onto


@dataclass(frozen=True)
class Group:
    """A split of a data set.

    Attributes:
        name: the group of its cases.
        places: where it may lie below the root, the likeliest first; "." for the root itself.
        parts: the names of its folders.
        composites: onto how many backgrounds each foreground is put at most, where there are no pictures.
        unless: a folder whose presence says that this is something else.
    """

    name: str
    places: tuple[str, ...]
    parts: Parts
    composites: int = 1
    unless: str = ""

    def locate(self, root: Path) -> Path | None:
        """Return the folder of this split, which may be `root` itself, or None."""
        places = [found for place in self.places if (found := descend(root, place))]
        if any(root.name.casefold() == place.split("/")[-1].casefold() for place in self.places):
            places.append(root)
        return next((place for place in places if self._is(place)), None)

    def read(self, folder: Path, backgrounds: list[Path]) -> Listing:
        """The cases of this split, its foregrounds put onto the backgrounds."""
        listing = pair(self.parts.find(folder), self.name)
        listing.cases = put_onto(listing.cases, backgrounds, self.composites)
        return listing

    def _is(self, folder: Path) -> bool:
        return self.parts.are_in(folder) and not (self.unless and child(folder, self.unless))


def _table(
    name: str,
    title: str,
    expects: str,
    groups: tuple[Group, ...],
    convention: Convention = "unknown",
    only_if: Callable[[Path], bool] = lambda root: True,
) -> Layout:
    def matches(root: Path) -> bool:
        return any(group.locate(root) for group in groups) and only_if(root)

    def read(root: Path, backgrounds: list[Path]) -> Listing:
        listing = Listing()
        for group in groups:
            if (folder := group.locate(root)) is not None:
                listing.extend(group.read(folder, backgrounds))
        listing.backgrounds = backgrounds
        return listing

    return Layout(name, title, expects, matches, read, convention)


_DIM = Parts(foreground=("fg",), alpha=("alpha",))
_P3M_TRAIN = Parts(image=("blurred_image",), alpha=("mask",), trimap=("trimap",))
_P3M_PUBLIC = Parts(image=("original_image",), alpha=("mask",), trimap=("trimap",))
_AIM = Parts(image=("original",), alpha=("mask",), trimap=("trimap",))
_HUMAN = Parts(foreground=("FG",), alpha=("Alpha",))


def _is_aim(root: Path) -> bool:
    return child(root, "usr") is not None or "aim" in root.name.casefold()


def _is_human(root: Path) -> bool:
    # Spelt as published: `train/fg` and `train/alpha` could be anybody's.
    places = [root, *(found for name in ("Train", "Test") if (found := child(root, name)))]
    return any((place / "FG").is_dir() and (place / "Alpha").is_dir() for place in places)


ADOBE = _table(
    "adobe",
    "Adobe Deep Image Matting, training",
    "Training_set/{Adobe-licensed images,Other}/{fg,alpha}",
    tuple(
        Group(source, (f"Training_set/{source}", source), _DIM, unless="trimaps")
        for source in ("Adobe-licensed images", "Other")
    ),
)
COMPOSED = _table(
    "composition-1k-composed",
    "Composition-1k, composed",
    "Composition-1k-testset/{merged,trimaps,alpha_copy}",
    (Group("", (".",), Parts(image=("merged",), alpha=("alpha_copy",), trimap=("trimaps",))),),
)
P3M = _table(
    "p3m-10k",
    "P3M-10k",
    "train/{blurred_image,mask}, P3M-500-P/{blurred_image,mask,trimap} and "
    "P3M-500-NP/{original_image,mask,trimap}, the last two with or without validation/ above them",
    (
        Group("train", ("train",), _P3M_TRAIN),
        Group("P3M-500-P", ("validation/P3M-500-P", "P3M-500-P"), _P3M_TRAIN),
        Group("P3M-500-NP", ("validation/P3M-500-NP", "P3M-500-NP"), _P3M_PUBLIC),
    ),
    convention="whole",
)
AIM = _table(
    "aim-500", "AIM-500", "original, mask, trimap and usr", (Group("", (".",), _AIM),), "whole", _is_aim
)
HUMAN = _table(
    "human-2k",
    "Human-2K",
    "Human2K/{Train,Test}/{FG,Alpha}; give backgrounds to compose the test split onto",
    (
        Group("Train", ("Train",), _HUMAN),
        Group("Test", ("Test",), _HUMAN, composites=20),
    ),
    only_if=_is_human,
)
LAYOUTS = (ADOBE, COMPOSED, P3M, AIM, HUMAN)
