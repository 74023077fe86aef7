"""Cut-outs and pictures with mattes, decoded for training: cropped, cleaned, with colours under the edges."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from core.data.cases import Case
from core.data.layouts.files import has_transparency
from core.data.reading import is_project, read_image, read_matte
from core.errors import DataError, DmatError
from core.imaging.colour import from_unit, to_unit
from core.imaging.compositing import estimate_foreground


@dataclass(frozen=True)
class Cutout:
    """One foreground, cropped to its object; or, of kind "whole", a picture with its matte as it is.

    rgba: uint8 H×W×4, straight alpha, colours carried on into the transparent part.
    border: int32 N×2 (x, y) of pixels on the object's outline, for placing it; never empty.
    severed: int32 M×2 (x, y) of pixels where its photograph's frame cut the object off; may be empty.
    kind: "photo", "rendered" or "texture" of the own layout, "other" of any other, or "whole".
    """

    rgba: np.ndarray
    border: np.ndarray
    severed: np.ndarray
    kind: str

    @property
    def nbytes(self) -> int:
        """What it takes in memory."""
        return self.rgba.nbytes + self.border.nbytes + self.severed.nbytes


def load_own(path: Path, kind: str, longest: int) -> Cutout:
    """A cut-out of the own layout, with the care that its kind needs. Raises DataError."""
    pixels = decode(path, cv2.IMREAD_UNCHANGED)
    if pixels.ndim != 3 or pixels.shape[2] != 4 or pixels.dtype != np.uint8:
        raise DataError(f"The cut-out {path} is not an 8-bit picture with an alpha channel.")
    rgba = cv2.cvtColor(pixels, cv2.COLOR_BGRA2RGBA)
    if kind == "rendered" and path.stem.startswith(("smoke", "glass")):
        # The path tracer's grain is no property of smoke or glass.
        rgba = cv2.GaussianBlur(cv2.medianBlur(rgba, 5), (0, 0), 1.5)
    rgba[..., 3] = _clean(rgba[..., 3], kind)
    return _cutout(rgba, path, kind, longest)


def load_other(case: Case, longest: int) -> Cutout:
    """A cut-out of any layout that gives its colours; its matte is taken as it is. Raises DataError."""
    return _cutout(_rgba(case, case.foreground or case.alpha), case.alpha, "other", longest)


def load_whole(case: Case, longest: int) -> Cutout:
    """A picture and its matte, for training without a foreground of its own. Raises DataError."""
    rgba = np.ascontiguousarray(shrink(_rgba(case, case.image), longest))
    return Cutout(rgba, _border(rgba[..., 3]), np.zeros((0, 2), np.int32), "whole")


def load_estimated(case: Case, longest: int) -> Cutout:
    """A picture's object as a cut-out, its colours estimated where it is soft. Raises DataError."""
    rgba = shrink(_rgba(case, case.image), longest)
    try:
        colours = estimate_foreground(to_unit(rgba[..., :3]), to_unit(rgba[..., 3]))
    except DmatError as error:
        raise DataError(f"The foreground of {case.image} cannot be estimated. {error}") from error
    rgba = np.dstack((from_unit(np.clip(colours, 0, 1), np.uint8), rgba[..., 3]))
    return _cutout(rgba, case.alpha, "other", longest)


def load_background(path: Path, longest: int) -> np.ndarray:
    """A picture to put behind things: uint8 H×W×3 RGB. Raises DataError."""
    pixels = cv2.cvtColor(decode(path, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    edge = max(4, min(pixels.shape[:2]) // 64)  # scans carry a dark frame a few pixels wide
    if min(pixels.shape[:2]) <= 2 * edge:
        raise DataError(f"The background {path} is too small to be one: take it out of its folder.")
    return np.ascontiguousarray(shrink(pixels[edge:-edge, edge:-edge], longest))


def decode(path: Path, flag: int) -> np.ndarray:
    """A picture as OpenCV reads it. Raises DataError that names the file."""
    try:
        data = np.fromfile(path, np.uint8)  # imread fails on non-ASCII paths on Windows
    except OSError as error:
        raise DataError(f"The training picture {path} cannot be read: {error.strerror}.") from error
    pixels = cv2.imdecode(data, flag) if data.size else None
    if pixels is None:
        raise DataError(f"The training picture {path} cannot be read.")
    return pixels


def shrink(pixels: np.ndarray, longest: int) -> np.ndarray:
    """The picture, its longer side at most `longest` pixels."""
    factor = longest / max(pixels.shape[:2])
    if factor >= 1:
        return pixels
    return cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


def _rgba(case: Case, colours: Path | None) -> np.ndarray:
    """The colours of a file with the case's matte, uint8 H×W×4."""
    assert colours is not None  # callers ask for what the case has
    try:
        picture = read_image(colours)
        alpha = picture.alpha if colours == case.alpha and not is_project(colours) else None
        if alpha is None and has_transparency(case.alpha):
            alpha = read_image(case.alpha).alpha
        if alpha is None:
            alpha = read_matte(case.alpha)
    except DmatError as error:
        raise DataError(f"The training picture {case.name} cannot be used. {error}") from error
    if case.image is None and case.foreground is None and picture.alpha is None:
        raise DataError(f"{colours} is opaque throughout: it is no cut-out, and no picture goes with it.")
    rgb = picture.srgb8()
    if alpha.shape != rgb.shape[:2]:
        raise DataError(
            f"{colours} is {rgb.shape[1]} × {rgb.shape[0]} pixels and its matte {case.alpha.name} "
            f"{alpha.shape[1]} × {alpha.shape[0]}: they must be of one size."
        )
    return np.dstack((rgb, from_unit(np.clip(to_unit(alpha), 0, 1), np.uint8)))


def _cutout(rgba: np.ndarray, path: Path, kind: str, longest: int) -> Cutout:
    rgba = _crop_to_object(rgba, path)
    rgba[..., :3] = _carry_colours(rgba)
    rgba = np.ascontiguousarray(shrink(rgba, longest))
    return Cutout(rgba, _border(rgba[..., 3]), _severed(rgba[..., 3]), kind)


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
