"""alphamatting.com's training pictures, with their two kinds of trimap; `dev`-like folders too."""

from __future__ import annotations

from pathlib import Path

from core.data.layouts.files import child, key, natural_order, pictures, subfolders
from core.data.layouts.layout import Layout, Listing
from core.data.layouts.pairing import Parts, pair

_PARTS = Parts(
    image=("input_training_lowres", "input_training_highres", "image", "images", "input"),
    alpha=("gt_training_lowres", "gt_training_highres", "gt", "alpha"),
)
_TRIMAP_FOLDERS = ("trimap_training_lowres", "trimap_training_highres", "trimap", "trimaps")


def _trimap_kinds(root: Path) -> list[Path]:
    place = child(root, *_TRIMAP_FOLDERS) or root
    return [folder for folder in subfolders(place) if _is_kind(folder.name)]


def _is_kind(name: str) -> bool:
    name = name.casefold()
    return name.startswith("trimap") and name.removeprefix("trimap").isdigit()


def _matches(root: Path) -> bool:
    return _PARTS.are_in(root) and bool(_trimap_kinds(root))


def _read(root: Path, backgrounds: list[Path]) -> Listing:
    folders = _PARTS.find(root)
    untrue = _without_truth(folders)
    listing = Listing()
    for kind in _trimap_kinds(root):
        listing.extend(pair(folders | {"trimap": kind}, kind.name.casefold(), without=untrue))
    if untrue:
        names = [path.stem for path in pictures(folders["image"]) if key(path, folders["image"]) in untrue]
        listing.notes.append(
            f"{len(names)} test pictures, published without their mattes, are left out: {', '.join(names)}."
        )
    return listing


def _without_truth(folders: dict[str, Path]) -> set[str]:
    """The pictures after the last one with a matte: those that the benchmark keeps the truth of."""
    images, true = (
        {key(path, folders[role]) for path in pictures(folders[role])} for role in ("image", "alpha")
    )
    last = natural_order(max(true, key=natural_order, default=""))
    return {name for name in images if true and natural_order(name) > last}


LAYOUT = Layout(
    name="alphamatting",
    title="alphamatting.com",
    expects="image (or input_training_lowres), alpha (or gt_training_lowres), trimap1 and trimap2 (or "
    "trimap_training_lowres/{Trimap1,Trimap2})",
    matches=_matches,
    read=_read,
)
