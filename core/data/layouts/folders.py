"""Anybody's folders: found by their usual names, or named one by one."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from core.data.layouts.files import background_pictures, child, has_pictures, key, pictures
from core.data.layouts.layout import Layout, Listing
from core.data.layouts.pairing import Parts, pair, put_onto
from core.errors import DataError

USUAL = Parts(
    image=(
        "images", "image", "imgs", "img", "input", "inputs", "pictures", "photos", "original", "originals",
        "merged", "composites", "com", "rgb", "original_image", "blurred_image",
    ),
    alpha=("alphas", "alpha", "mattes", "matte", "masks", "mask", "pha", "gt", "alpha_copy"),
    trimap=("trimaps", "trimap"),
    foreground=("foregrounds", "foreground", "fg", "fgr"),
    background=("backgrounds", "background", "bg", "bgr"),
)  # fmt: skip
SPLITS = ("train", "training", "val", "valid", "validation", "test", "testing")
"""Folders that divide a data set; each becomes a group."""


@dataclass(frozen=True)
class Folders:
    """Folders named by the user, for data that lies in no known way.

    Needed are `alphas` with `images` or `foregrounds`, or `foregrounds` alone if they are transparent.
    Files that belong together have one name. `backgrounds` are paired with pictures if they have their
    names, else foregrounds are put onto them in order.
    """

    images: Path | None = None
    alphas: Path | None = None
    trimaps: Path | None = None
    foregrounds: Path | None = None
    backgrounds: Path | None = None

    def listing(self, pool: list[Path]) -> Listing:
        """Read the folders; `pool` is taken before their own backgrounds.

        Raises DataError if one is missing, or if they do not make cases.
        """
        given = {part.name: getattr(self, part.name) for part in fields(self) if getattr(self, part.name)}
        for name, folder in given.items():
            if not Path(folder).is_dir():
                raise DataError(f"There is no folder of {name} {folder}: check its name.")
        if not (self.foregrounds or (self.images and self.alphas)):
            raise DataError(
                "Pictures need their mattes: name both --images and --alphas, or --foregrounds, with "
                "--alphas unless they are transparent."
            )
        if len({Path(folder).resolve() for folder in given.values()}) < len(given):
            raise DataError(
                "Two of the folders named are one. Where pictures and mattes lie in one folder as NAME and "
                "NAME_alpha, name that folder alone."
            )
        roles = {name.removesuffix("s"): Path(folder) for name, folder in given.items()}
        if "alpha" not in roles:
            roles["alpha"] = roles.pop("foreground")
        return _read_roles(roles, "", pool)

    def root(self) -> Path:
        """The folder that stands for all of them."""
        first = self.images or self.foregrounds or self.alphas
        return Path(first).parent if first else Path()


def _read_roles(roles: dict[str, Path], group: str, pool: list[Path]) -> Listing:
    """Pair the folders; backgrounds without the pictures' names are for any of them."""
    roles = dict(roles)
    behind = roles.get("background")
    if behind is not None and not _share_names(behind, roles.get("image") or roles.get("foreground")):
        pool = pool or background_pictures(behind)
        del roles["background"]
    listing = pair(roles, group)
    listing.backgrounds = pool
    listing.cases = put_onto(listing.cases, pool)
    return listing


def _share_names(folder: Path, other: Path | None) -> bool:
    if other is None:
        return False
    return bool({key(p, folder) for p in pictures(folder)} & {key(p, other) for p in pictures(other)})


def _splits(root: Path) -> list[Path]:
    found = [child(root, name) for name in SPLITS]
    return [folder for folder in found if folder is not None and USUAL.are_in(folder)]


def _matches(root: Path) -> bool:
    return (USUAL.are_in(root) and has_pictures(USUAL.find(root)["alpha"])) or bool(_splits(root))


def _read(root: Path, backgrounds: list[Path]) -> Listing:
    if USUAL.are_in(root):
        return _read_roles(USUAL.find(root), "", backgrounds)
    listing = Listing()
    for split in _splits(root):
        listing.extend(_read_roles(USUAL.find(split), split.name, backgrounds))
    listing.backgrounds = list(dict.fromkeys(listing.backgrounds))
    return listing


LAYOUT = Layout(
    name="folders",
    title="folders of pictures and mattes",
    expects="folders images/ and alphas/ (or mattes/, masks/), with trimaps/, foregrounds/ or backgrounds/ "
    "if there are any",
    matches=_matches,
    read=_read,
    generic=True,
)
