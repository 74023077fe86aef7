"""Where training pictures come from: cut-outs and backgrounds in a folder, decoded once and kept.

Layout of the folder: ``foregrounds/{photo,rendered,texture}`` hold RGBA cut-outs, ``backgrounds`` plain
pictures. Any part may be missing; with no folder at all the composites are purely procedural.
"""

import os
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from core.errors import DataError

FOREGROUND_KINDS = ("photo", "rendered", "texture")
SUFFIXES = (".png", ".webp", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
# An 800 px photograph shows less detail than these, so larger originals would only cost memory.
LONGEST_SIDE = {"photo": 1088, "rendered": 1088, "texture": 1024, "background": 1280}
DEFAULT_CACHE_BYTES = 600 * 2**20


@dataclass(frozen=True)
class Cutout:
    """One foreground, cropped to its object.

    rgba: uint8 H×W×4, straight alpha, colours carried on into the transparent part.
    border: int32 N×2 (x, y) of pixels on the object's outline, for placing it; never empty.
    severed: int32 M×2 (x, y) of pixels where its photograph's frame cut the object off; may be empty.
    kind: one of `FOREGROUND_KINDS`.
    """

    rgba: np.ndarray
    border: np.ndarray
    severed: np.ndarray
    kind: str


class TrainingSource:
    """Cut-outs and backgrounds under a folder, decoded on demand and cached.

    root: the folder; None takes the folder ``train`` under the environment variable DMAT_DATA, and
    nothing if that is not set. `TrainingSource(procedural=True)` never looks for a folder.
    cache_bytes: upper limit of decoded pixels kept in memory by this object (each process has its own).
    exclude: file stems to leave out, for cut-outs kept for validation.
    Raises DataError if a named root holds neither cut-outs nor backgrounds.
    """

    def __init__(
        self,
        root: Path | str | None = None,
        *,
        procedural: bool = False,
        cache_bytes: int = DEFAULT_CACHE_BYTES,
        exclude: tuple[str, ...] = (),
    ) -> None:
        self.root = None if procedural else _find_root(root)
        self.cache_bytes = cache_bytes
        self.foregrounds: dict[str, list[Path]] = {kind: [] for kind in FOREGROUND_KINDS}
        self.backgrounds: list[Path] = []
        self._cache: OrderedDict[Path, Cutout | np.ndarray] = OrderedDict()
        self._held = 0
        if self.root is not None:
            for kind in FOREGROUND_KINDS:
                self.foregrounds[kind] = _pictures(self.root / "foregrounds" / kind, exclude)
            self.backgrounds = _pictures(self.root / "backgrounds", exclude)
            if not self.backgrounds and not any(self.foregrounds.values()):
                raise DataError(
                    f"No training pictures in {self.root}: expected foregrounds/photo, "
                    "foregrounds/rendered, foregrounds/texture or backgrounds under it."
                )

    def has(self, kind: str) -> bool:
        """Whether there is any cut-out of this kind."""
        return bool(self.foregrounds[kind])

    def cutout(self, kind: str, number: int) -> Cutout:
        """The cut-out with this number (taken modulo their count) of a kind for which `has` is true."""
        paths = self.foregrounds[kind]
        path = paths[number % len(paths)]
        return self._cached(path, lambda: _load_cutout(path, kind))

    def background(self, number: int) -> np.ndarray:
        """The background with this number (modulo their count): uint8 H×W×3 RGB."""
        path = self.backgrounds[number % len(self.backgrounds)]
        return self._cached(path, lambda: _load_background(path))

    @property
    def held_bytes(self) -> int:
        """Bytes of decoded pixels now in memory."""
        return self._held

    def __getstate__(self) -> dict[str, Any]:
        # A worker process fills a cache of its own.
        return {**self.__dict__, "_cache": OrderedDict(), "_held": 0}

    def _cached(self, path: Path, load: Callable[[], "Cutout | np.ndarray"]) -> "Cutout | np.ndarray":
        if path in self._cache:
            self._cache.move_to_end(path)
            return self._cache[path]
        loaded = load()
        self._cache[path] = loaded
        self._held += _size(loaded)
        while self._held > self.cache_bytes and len(self._cache) > 1:
            _, dropped = self._cache.popitem(last=False)
            self._held -= _size(dropped)
        return loaded


def _find_root(root: Path | str | None) -> Path | None:
    if root is None:
        data = os.environ.get("DMAT_DATA")
        found = Path(data) / "train" if data else None
        return found if found is not None and found.is_dir() else None
    if not Path(root).is_dir():
        raise DataError(f"The folder of training pictures {root} does not exist.")
    return Path(root)


def _pictures(folder: Path, exclude: tuple[str, ...]) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and p.stem not in exclude)


def _size(loaded: "Cutout | np.ndarray") -> int:
    return loaded.rgba.nbytes if isinstance(loaded, Cutout) else loaded.nbytes


def _decode(path: Path, flag: int) -> np.ndarray:
    pixels = cv2.imdecode(np.fromfile(path, np.uint8), flag)  # imread fails on non-ASCII paths on Windows
    if pixels is None:
        raise DataError(f"The training picture {path} cannot be read.")
    return pixels


def _shrink(pixels: np.ndarray, longest: int) -> np.ndarray:
    factor = longest / max(pixels.shape[:2])
    if factor >= 1:
        return pixels
    return cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


def _load_background(path: Path) -> np.ndarray:
    pixels = cv2.cvtColor(_decode(path, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    edge = max(4, min(pixels.shape[:2]) // 64)  # scans carry a dark frame a few pixels wide
    return np.ascontiguousarray(_shrink(pixels[edge:-edge, edge:-edge], LONGEST_SIDE["background"]))


def _load_cutout(path: Path, kind: str) -> Cutout:
    pixels = _decode(path, cv2.IMREAD_UNCHANGED)
    if pixels.ndim != 3 or pixels.shape[2] != 4 or pixels.dtype != np.uint8:
        raise DataError(f"The cut-out {path} is not an 8-bit picture with an alpha channel.")
    rgba = cv2.cvtColor(pixels, cv2.COLOR_BGRA2RGBA)
    if kind == "rendered" and path.stem.startswith(("smoke", "glass")):
        # The path tracer's grain is no property of smoke or glass.
        rgba = cv2.GaussianBlur(cv2.medianBlur(rgba, 5), (0, 0), 1.5)
    rgba[..., 3] = _clean(rgba[..., 3], kind)
    rgba = _crop_to_object(rgba, path)
    rgba[..., :3] = _carry_colours(rgba)
    rgba = _shrink(rgba, LONGEST_SIDE[kind])
    return Cutout(np.ascontiguousarray(rgba), _border(rgba[..., 3]), _severed(rgba[..., 3]), kind)


def _clean(alpha: np.ndarray, kind: str) -> np.ndarray:
    """Stretch away the haze that matting networks leave (≤ 2 % and ≥ 98 %); exact mattes keep more."""
    low, high = (6.0, 247.0) if kind == "photo" else (1.5, 253.5)
    table = np.clip((np.arange(256) - low) / (high - low), 0, 1) * 255
    cleaned = cv2.LUT(alpha, np.rint(table).astype(np.uint8))
    if kind == "photo":
        # Specks of haze far from anything solid belong to no object.
        near = cv2.dilate((cleaned > 40).astype(np.uint8), np.ones((3, 3), np.uint8), iterations=12)
        cleaned[near == 0] = 0
    return cleaned


def _crop_to_object(rgba: np.ndarray, path: Path) -> np.ndarray:
    rows, columns = np.flatnonzero(rgba[..., 3].any(1)), np.flatnonzero(rgba[..., 3].any(0))
    if rows.size == 0:
        raise DataError(f"The cut-out {path} is fully transparent.")
    top, left = max(rows[0] - 2, 0), max(columns[0] - 2, 0)
    return rgba[top : rows[-1] + 3, left : columns[-1] + 3].copy()


def _carry_colours(rgba: np.ndarray) -> np.ndarray:
    """Colours with those of the visible part carried into the invisible one, so that filtering is safe."""
    weight = np.clip(rgba[..., 3:].astype(np.float32) / 64, 0, 1)
    levels = [(rgba[..., :3].astype(np.float32) * weight, weight[..., 0])]
    while min(levels[-1][1].shape) > 4:
        levels.append((cv2.pyrDown(levels[-1][0]), cv2.pyrDown(levels[-1][1])))
    colours, weight = levels[-1]
    filled = colours / np.maximum(weight, 1e-4)[..., None]
    for colours, weight in reversed(levels[:-1]):
        up = cv2.resize(filled, weight.shape[::-1], interpolation=cv2.INTER_LINEAR)
        filled = colours + (1 - np.minimum(weight, 1))[..., None] * up
    return np.clip(np.rint(filled), 0, 255).astype(np.uint8)


def _border(alpha: np.ndarray) -> np.ndarray:
    """Up to 1024 outline pixels spread evenly over the cut-out."""
    solid = (alpha > 127).astype(np.uint8)
    outline = (alpha > 25) & (alpha < 230) | (cv2.dilate(solid, np.ones((3, 3), np.uint8)) != solid)
    y, x = np.nonzero(outline)
    if y.size == 0:
        y, x = np.array([alpha.shape[0] // 2]), np.array([alpha.shape[1] // 2])
    picked = np.linspace(0, y.size - 1, min(1024, y.size)).astype(int)
    return np.stack((x[picked], y[picked]), 1).astype(np.int32)


def _severed(alpha: np.ndarray) -> np.ndarray:
    """Pixels of the object on the cut-out's outermost rows and columns, every eighth of them."""
    visible = np.zeros(alpha.shape, bool)
    for side in (np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1]):
        visible[side] = alpha[side] > 25
    y, x = np.nonzero(visible)
    return np.stack((x, y), 1)[::8].astype(np.int32)
