"""The coarse matte that a guided model begins from: closed-form matting at half size, helped by colours."""

import contextlib
import math
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import cv2
import numpy as np
import scipy.sparse

from core.imaging.closed_form import MattingEnergy, check_solvable, closed_form, stop_if
from core.imaging.colour_affinity import colour_likeness, colour_links
from core.imaging.colour_lines import colour_lines, matte_on_lines
from core.imaging.enlarging import CUBIC, LINEAR, NEAREST, enlarged
from core.imaging.picture import Picture
from core.imaging.surroundings import COLOURS, surroundings
from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN, check_size

HINTS = 3 + COLOURS
"""Channels of a start beyond the start itself."""
SCALE = 0.5
TOLERANCE = 3e-4
"""Stopping conjugate gradients early regularises: on the 26 alphamatting.com cases the SAD of closed-form
matting at half size is 5.49 / 6.65 solved to 1e-5, 5.28 / 6.36 to 1e-4 and 5.02 / 6.33 to 3e-4."""
LIKENESS_WEIGHT, LINK_WEIGHT = 0.01, 0.001
"""How strongly an unknown pixel is drawn to what its colour says, at full certainty, and to pixels like it.
Both lie on a flat optimum, the same on photographs and on composites of the training data."""
EXPONENT = 1.3
"""What encoded colours are raised to before the solve: a pixel mixes light, not encoded values."""
MAX_UNKNOWN = 120_000
"""Unknown pixels that are solved for at most; above, the solve is made smaller."""
SMALL, LONG, THIN = 64, 1024, 8
"""Sides in pixels: with less than SMALL no guess is solved for first, but for pictures of LONG and more."""
BAND = 1_000_000
"""Pixels of a large picture that are enlarged at a time where all of it is wanted."""
AROUND = 1_000_000
"""Pixels of the picture that colours are spread over at most: they vary slowly."""

Report = Callable[[float], None]
_First = TypeVar("_First")
_Second = TypeVar("_Second")


class CoarseStart:
    """The coarse matte of a picture, and what the encoder may see of how it came about.

    Solved once, at a small size, and enlarged for the part of the picture that is asked for.

    Args:
        picture: a Picture, or H x W x 3 float in [0, 1]; kept, and not to be changed as long as parts are
            asked for.
        trimap: H x W uint8 of 0, 128, 255; likewise.
        channels: the most that `part` will be asked for.
        scale: size of the solve relative to the picture, in (0, 1].
        max_unknown: unknown pixels solved for at most; above it the solve is made smaller still.
        cancelled: asked between iterations, from threads of this object's own too.
        report: told the share done.

    Raises:
        PictureError, TrimapError: the arrays' shapes do not fit.
        Cancelled: `cancelled` answered true.
    """

    def __init__(
        self,
        picture: Picture | np.ndarray,
        trimap: np.ndarray,
        *,
        channels: int = 1 + HINTS,
        scale: float = SCALE,
        max_unknown: int = MAX_UNKNOWN,
        cancelled: Callable[[], bool] | None = None,
        report: Callable[[float], None] | None = None,
    ) -> None:
        self._picture, self._trimap = picture, trimap
        within = _within(report)
        encoded, small_trimap = _made_small(picture, trimap, scale, max_unknown)
        image = cv2.pow(np.maximum(encoded, 0), EXPONENT)
        with _beside(colour_likeness, colour_links, image, small_trimap, cancelled) as (alike, linked):
            energy, plain = _solved(image, small_trimap, cancelled, within(0, 0.5))
        (likeness, certainty), (links, drawn) = alike(), linked()
        weight = LIKENESS_WEIGHT * certainty
        colours = (
            LINK_WEIGHT * links + scipy.sparse.diags_array(weight),
            LINK_WEIGHT * drawn + weight * np.clip(2 * likeness - 0.5, 0, 1),
        )
        helped = energy.minimum(
            plain, extra=colours, tolerance=TOLERANCE, cancelled=cancelled, report=within(0.7, 0.95)
        )
        by_colour = plain.copy()
        by_colour[energy.unknown] = likeness
        self._lines = colour_lines(encoded, helped, small_trimap == UNKNOWN, cancelled)
        self._alphas = ((plain, CUBIC), (by_colour, LINEAR))
        self._around: tuple[tuple[np.ndarray, int], ...] = ()
        if channels > 1 + len(self._alphas):
            between, *sides = surroundings(*_within_pixels(encoded, small_trimap, AROUND))
            planes = (np.ascontiguousarray(side[..., c]) for side in sides for c in range(3))
            self._around = ((between, LINEAR), *((plane, NEAREST) for plane in planes))
        within(0.95, 1)(1)

    def part(
        self,
        rows: slice,
        columns: slice,
        channels: int = 1 + HINTS,
        *,
        pixels: np.ndarray | None = None,
    ) -> np.ndarray:
        """Some rows and columns, h x w x channels float32 in [0, 1].

        The channels are the coarse matte; closed-form without colours' help; the likeness of colours
        (`colour_likeness`), these three exactly 0 and 1 on known pixels; where the pixel lies between the
        colours around; the foreground's colour around, three, and the background's (`surroundings`).

        Args:
            channels: the first so many, 1 at least.
            pixels: of the picture there, sRGB-encoded floats in [0, 1], where they are at hand.
        """
        trimap, shape = self._trimap[rows, columns], self._trimap.shape
        if pixels is None:
            pixels = _encoded(self._picture, rows, columns)
        layers = np.empty((channels, *trimap.shape), np.float32)  # plane by plane, as tensors are
        layers[0] = matte_on_lines(self._lines, pixels, shape, rows, columns)
        for layer, (small, method) in zip(layers[1:], (*self._alphas, *self._around), strict=False):
            layer[:] = enlarged(small, shape, rows, columns, method)
        for alpha in layers[: 1 + len(self._alphas)]:
            _trimaps_own(alpha, trimap)
        return np.moveaxis(layers, 0, 2)

    def matte(self, cancelled: Callable[[], bool] | None = None) -> np.ndarray:
        """The whole of the first channel, H x W float32, in bands: a large picture is never all floats.

        Raises Cancelled when `cancelled` answers true.
        """
        return _in_bands(
            self._trimap.shape, cancelled, lambda rows, columns: self.part(rows, columns, 1)[..., 0]
        )


def coarse_start(
    image: np.ndarray,
    trimap: np.ndarray,
    channels: int = 1 + HINTS,
    *,
    scale: float = SCALE,
    max_unknown: int = MAX_UNKNOWN,
    cancelled: Callable[[], bool] | None = None,
) -> np.ndarray:
    """The whole of a `CoarseStart`, H x W x channels float32; args and errors as there."""
    start = CoarseStart(
        image, trimap, channels=channels, scale=scale, max_unknown=max_unknown, cancelled=cancelled
    )
    return start.part(*_whole(trimap), channels)


def coarse_matte(
    image: np.ndarray, trimap: np.ndarray, *, cancelled: Callable[[], bool] | None = None
) -> np.ndarray:
    """The coarse matte alone, H x W float32; else as `coarse_start`."""
    return CoarseStart(image, trimap, channels=1, cancelled=cancelled).matte(cancelled)


def closed_form_within(
    picture: Picture | np.ndarray,
    trimap: np.ndarray,
    max_unknown: int,
    *,
    cancelled: Callable[[], bool] | None = None,
    report: Callable[[float], None] | None = None,
) -> np.ndarray:
    """Closed-form matting of a picture with too many unknown pixels to solve at full size: H x W float32.

    Args and errors: as of `CoarseStart`; colours do not help.
    """
    image, small_trimap = _made_small(picture, trimap, 1.0, max_unknown)
    _, matte = _solved(image, small_trimap, cancelled, _within(report)(0, 1))
    if matte.shape != trimap.shape:
        lines = colour_lines(image, matte, small_trimap == UNKNOWN, cancelled)

        def on_lines(rows: slice, columns: slice) -> np.ndarray:
            pixels = _encoded(picture, rows, columns)
            return matte_on_lines(lines, pixels, trimap.shape, rows, columns)

        matte = _in_bands(trimap.shape, cancelled, on_lines)
    return _trimaps_own(matte, trimap)


def _encoded(picture: Picture | np.ndarray, rows: slice, columns: slice) -> np.ndarray:
    """Some rows and columns, sRGB-encoded float32. The lines are of these colours: of colours raised to the
    solve's exponent they say less (docs/training-log.md, 16)."""
    if isinstance(picture, Picture):
        return picture.srgb_float((rows, columns))
    return picture[rows, columns].astype(np.float32, copy=False)


def _made_small(
    picture: Picture | np.ndarray, trimap: np.ndarray, scale: float, max_unknown: int
) -> tuple[np.ndarray, np.ndarray]:
    """Picture and trimap at the size of the solve."""
    if isinstance(picture, Picture):
        check_size(trimap, picture.size, "The trimap")
    else:
        check_solvable(picture, trimap)
    unknown_count = np.count_nonzero(trimap == UNKNOWN)
    if unknown_count:
        scale = min(scale, math.sqrt(max_unknown / unknown_count))
    height, width = trimap.shape
    size = (max(3, round(width * scale)), max(3, round(height * scale)))
    if isinstance(picture, Picture):
        image = picture.srgb_small(size)
    else:
        image = cv2.resize(picture.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    return image, _shrink_trimap(trimap, size)


def _solved(
    image: np.ndarray, trimap: np.ndarray, cancelled: Callable[[], bool] | None, report: Report
) -> tuple[MattingEnergy, np.ndarray]:
    """The matting energy, and closed-form matting."""
    within = _within(report)
    guess = _guess(image, trimap, cancelled, within(0, 0.3))
    energy = MattingEnergy(image, trimap, cancelled=cancelled)
    return energy, energy.minimum(guess, tolerance=TOLERANCE, cancelled=cancelled, report=within(0.3, 1))


@contextlib.contextmanager
def _beside(
    first: Callable[..., _First], second: Callable[..., _Second], *arguments: object
) -> Iterator[tuple[Callable[[], _First], Callable[[], _Second]]]:
    """Do two things with the same arguments on threads of their own; gives how to ask for their results.

    They spend their time in compiled code that lets other threads run. A process that is one of many, as
    when composites are made for training, is told so by OpenCV's threads, and does one thing after the other.
    """
    if cv2.getNumThreads() <= 1:
        yield lambda: first(*arguments), lambda: second(*arguments)
        return
    with ThreadPoolExecutor(2) as executor:
        yield executor.submit(first, *arguments).result, executor.submit(second, *arguments).result


def _guess(
    image: np.ndarray, trimap: np.ndarray, cancelled: Callable[[], bool] | None, report: Report
) -> np.ndarray | None:
    """A solve at half the size, which is a good guess and costs a fifth; None for a picture too small."""
    height, width = trimap.shape
    # A long strip needs one too: from nothing, the solve creeps along it, some pixels an iteration.
    long = max(width, height) >= LONG
    if min(width, height) < (THIN if long else SMALL):
        return None
    half = (width // 2, height // 2)
    small = cv2.resize(image, half, interpolation=cv2.INTER_AREA)
    small_trimap = _shrink_trimap(trimap, half)
    guess = None
    if long:
        guess = _guess(small, small_trimap, cancelled, _silent)
    coarser = closed_form(
        small, small_trimap, tolerance=1e-3, guess=guess, cancelled=cancelled, report=report
    )
    return cv2.resize(coarser, (width, height), interpolation=cv2.INTER_LINEAR)


def _within(report: Callable[[float], None] | None) -> Callable[[float, float], Report]:
    """Reports of a part's own share, made ones of the whole's from one share to another."""

    def between(low: float, high: float) -> Report:
        return _silent if report is None else lambda share: report(low + (high - low) * share)

    return between


def _silent(share: float) -> None:
    """Reports to nobody."""


def _whole(trimap: np.ndarray) -> tuple[slice, slice]:
    return slice(0, trimap.shape[0]), slice(0, trimap.shape[1])


def _in_bands(
    shape: tuple[int, int],
    cancelled: Callable[[], bool] | None,
    made: Callable[[slice, slice], np.ndarray],
) -> np.ndarray:
    """H x W float32, of which a band of rows is made at a time; Cancelled is raised between two."""
    height, width = shape
    whole = np.empty(shape, np.float32)
    step = max(1, BAND // width)
    for top in range(0, height, step):
        stop_if(cancelled)
        rows = slice(top, min(top + step, height))
        whole[rows] = made(rows, slice(0, width))
    return whole


def _within_pixels(image: np.ndarray, trimap: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Picture and trimap, made smaller where they have more pixels than that."""
    height, width = trimap.shape
    scale = math.sqrt(most / trimap.size)
    if scale >= 1:
        return image, trimap
    size = (max(3, round(width * scale)), max(3, round(height * scale)))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA), _shrink_trimap(trimap, size)


def _trimaps_own(alpha: np.ndarray, trimap: np.ndarray) -> np.ndarray:
    """The matte within [0, 1], and exactly 0 and 1 on known pixels."""
    np.clip(alpha, 0, 1, out=alpha)
    alpha[trimap == FOREGROUND] = 1
    alpha[trimap == BACKGROUND] = 0
    return alpha


def _shrink_trimap(trimap: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """A small pixel is known only where the whole of it is: a mixed one would state what is not so."""
    mean = cv2.resize(trimap, size, interpolation=cv2.INTER_AREA)  # to the nearest level
    return np.where((mean == BACKGROUND) | (mean == FOREGROUND), mean, UNKNOWN)
