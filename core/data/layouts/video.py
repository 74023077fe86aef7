"""Clips: a folder of frames each, with mattes and perhaps trimaps of the same names."""

from __future__ import annotations

from pathlib import Path

from core.data.layouts.files import child, has_pictures, key, pictures, subfolders
from core.data.layouts.folders import SPLITS, USUAL
from core.data.layouts.layout import Layout, Listing
from core.data.layouts.pairing import Parts, pair, put_onto

_PARTS = Parts(
    image=("com", "frames", "frame", *USUAL.image),
    foreground=USUAL.foreground,
    alpha=USUAL.alpha,
    trimap=USUAL.trimap,
    background=USUAL.background,
)


def _clips_with_parts(root: Path) -> list[tuple[str, dict[str, Path]]]:
    """`clip/{frames,alpha,trimap}`."""
    clips = [folder for folder in subfolders(root) if folder.name.casefold() not in SPLITS]
    return [(clip.name, _PARTS.find(clip)) for clip in clips if _PARTS.are_in(clip)]


def _parts_with_clips(root: Path) -> list[tuple[str, dict[str, Path]]]:
    """`{frames,alpha,trimap}/clip`."""
    if not _PARTS.are_in(root):
        return []
    parts = _PARTS.find(root)
    clips = subfolders(parts["alpha"])
    if has_pictures(parts["alpha"], nested=False) or not any(map(has_pictures, clips)):
        return []
    found = []
    for clip in clips:
        folders = {role: child(place, clip.name) for role, place in parts.items()}
        found.append((clip.name, {role: folder for role, folder in folders.items() if folder}))
    return found


def _clips(root: Path) -> list[tuple[str, dict[str, Path]]]:
    return _clips_with_parts(root) or _parts_with_clips(root)


def _read(root: Path, backgrounds: list[Path]) -> Listing:
    listing = Listing(backgrounds=backgrounds)
    for name, folders in _clips(root):
        if "image" not in folders and "foreground" not in folders:
            listing.problems.append((name, f"The clip {name} has mattes and no frames: left out."))
            continue
        frames, mattes = (
            {key(path, folders[role]) for path in pictures(folders[role])}
            for role in ("image" if "image" in folders else "foreground", "alpha")
        )
        bare = frames - mattes
        clip = pair(folders, name, without=bare)
        clip.cases = put_onto(clip.cases, backgrounds[:1])  # a clip has one background
        listing.extend(clip)
        if bare and mattes:
            listing.notes.append(
                f"The clip {name} has no mattes for {len(bare)} of its {len(frames)} frames."
            )
    listing.backgrounds = backgrounds
    return listing


LAYOUT = Layout(
    name="video",
    title="video matting clips",
    expects="a folder a clip with frames (image, com or fgr), alpha (or pha, mask) and trimap, or these "
    "with a folder for each clip in them",
    matches=lambda root: bool(_clips(root)),
    read=_read,
    generic=True,
)
