"""Cut-outs with transparency: a training folder with backgrounds, or any folder full of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.data.layouts.files import child, has_transparency, natural_order, pictures
from core.data.layouts.layout import Layout, Listing
from core.data.layouts.pairing import pair, put_onto

_FOREGROUNDS = ("foregrounds", "foreground", "cutouts")
_BACKGROUNDS = ("backgrounds", "background")
_ALPHAS = ("alpha", "alphas", "matte", "mattes", "mask", "masks")
# How many pictures of a folder are looked into before it is said to hold no cut-outs.
_LOOKED_AT = 8


def _is_training_folder(root: Path) -> bool:
    if child(root, *_ALPHAS) is not None:
        return False
    return child(root, *_FOREGROUNDS) is not None or child(root, "backgrounds") is not None


def _read_training_folder(root: Path, backgrounds: list[Path]) -> Listing:
    foregrounds, behind = child(root, *_FOREGROUNDS), child(root, *_BACKGROUNDS)
    listing = _cutouts_in(foregrounds) if foregrounds else Listing()
    listing.backgrounds = backgrounds or (pictures(behind) if behind else [])
    listing.cases = put_onto(listing.cases, listing.backgrounds)
    return listing


def _is_folder_of_cutouts(root: Path) -> bool:
    return any(map(has_transparency, pictures(root, nested=False)[:_LOOKED_AT]))


def _read_folder_of_cutouts(root: Path, backgrounds: list[Path]) -> Listing:
    listing = _cutouts_in(root)
    listing.backgrounds = backgrounds
    listing.cases = put_onto(listing.cases, backgrounds)
    return listing


def _cutouts_in(folder: Path) -> Listing:
    """A case per picture; the first folder below is its group."""
    listing = pair({"alpha": folder}, "")
    cases = []
    for case in listing.cases:
        group, _, name = case.name.partition("/")
        cases.append(replace(case, group=group, name=name) if name else case)
    listing.cases = sorted(cases, key=lambda case: (natural_order(case.group), natural_order(case.name)))
    return listing


LAYOUT = Layout(
    name="cutouts",
    title="cut-outs and backgrounds",
    expects="foregrounds (pictures with transparency, in any sub-folders) and backgrounds",
    matches=_is_training_folder,
    read=_read_training_folder,
)

PLAIN = Layout(
    name="rgba",
    title="pictures with transparency",
    expects="a folder of PNG, WebP or TIFF pictures with transparency",
    matches=_is_folder_of_cutouts,
    read=_read_folder_of_cutouts,
    generic=True,
)
