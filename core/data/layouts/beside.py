"""Pictures with their mattes beside them, as this program writes them: NAME, NAME_alpha, NAME_trimap."""

from __future__ import annotations

from pathlib import Path

from core.data.cases import Case
from core.data.layouts.files import key, pictures
from core.data.layouts.layout import Layout, Listing
from core.data.layouts.pairing import TAILS


def _by_role(folder: Path) -> dict[str, dict[str, Path]]:
    """The folder's own files: picture, matte and trimap by the picture's name, the first of a name each."""
    found: dict[str, dict[str, Path]] = {"image": {}, "alpha": {}, "trimap": {}}
    for path in pictures(folder, nested=False):
        name, role = key(path, folder), "image"
        for its_role, tails in TAILS.items():
            tail = next((tail for tail in tails if name.endswith(tail)), "")
            if tail:
                name, role = name.removesuffix(tail), its_role
        found[role].setdefault(name, path)
    return found


def _matches(folder: Path) -> bool:
    found = _by_role(folder)
    return bool(found["image"].keys() & found["alpha"].keys())


def _read(folder: Path, backgrounds: list[Path]) -> Listing:
    found = _by_role(folder)
    listing = Listing(backgrounds=backgrounds)
    for name, image in found["image"].items():
        if name in found["alpha"]:
            trimap = found["trimap"].get(name)
            listing.cases.append(Case(image.stem, "", found["alpha"][name], image=image, trimap=trimap))
        else:
            listing.notes.append(f"{image.name} has no {image.stem}_alpha.png or so beside it: left out.")
    listing.problems += [
        ("", f"{path.name} has no picture {name} beside it: left out.")
        for role in ("alpha", "trimap")
        for name, path in found[role].items()
        if name not in found["image"]
    ]
    return listing


LAYOUT = Layout(
    name="beside",
    title="pictures with their mattes beside them",
    expects="NAME.jpg and NAME_alpha.png, with NAME_trimap.png if there is one, in one folder",
    matches=_matches,
    read=_read,
    generic=True,
)
