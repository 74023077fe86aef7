"""Which code a score was made by, so that scores of other code are not taken for this one's."""

import hashlib
from functools import cache
from pathlib import Path

import core

SOURCES = (
    "imaging",
    "diffusion",
    "models",
    "projects",
    "compiled.py",
    "cpu_speed.py",
    "devices.py",
    "files.py",
    "kept_inversions.py",
    "refinement.py",
    "step_mattes.py",
    "tile_blend.py",
    "tile_choice.py",
    "tile_feed.py",
    "tile_layers.py",
    "tiled_refinement.py",
    "predictor.py",
    "data/loading.py",
    "data/reading.py",
    "data/layouts/files.py",
    "evaluation/measure.py",
    "evaluation/methods.py",
    "evaluation/metrics.py",
    "evaluation/one_shot.py",
)
"""Folders and files of `core` that mattes and scores depend on."""


@cache
def code_digest(root: Path = Path(core.__file__).parent) -> str:
    """A short digest of these sources under `root`; any change in them, a comment's too, gives another."""
    digest = hashlib.sha256()
    for name in SOURCES:
        source = root / name
        for file in sorted(source.glob("*.py")) if source.is_dir() else [source]:
            if file.is_file():  # a frozen program has no sources: its version alone must do
                digest.update(f"{file.relative_to(root).as_posix()}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]
