"""The mattes of one step of a run, kept as the values of its unknown pixels alone."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np

from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN, trimap_tensor_value, unknown_mask

MATTE_KINDS = ("denoised", "corrected", "propagated", "alpha0")
_TRIMAP_HALVES = trimap_tensor_value(np.arange(256)).astype(np.float16)
_BAND = 1 << 16  # values brought to 8 bits at a time, so that they stay in the processor's cache


class UnknownPixels:
    """Where a trimap is unknown, found once for all the mattes that are known elsewhere.

    Args:
        trimap: H x W uint8 of 0, 128 and 255; it must not be written to any more.
    """

    def __init__(self, trimap: np.ndarray) -> None:
        self.trimap = trimap
        self._places: np.ndarray | None = None
        self._thinned: dict[int, tuple[np.ndarray, np.ndarray, np.ndarray]] = {}

    @property
    def places(self) -> np.ndarray:
        """The unknown pixels' places in the picture row by row."""
        if self._places is None:
            self._places = np.flatnonzero(unknown_mask(self.trimap))
        return self._places

    def thinned(self, stride: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return every `stride`-th row and column of the trimap; its unknown; which of `places` that are."""
        if stride not in self._thinned:
            trimap = np.ascontiguousarray(self.trimap[::stride, ::stride])
            unknown = unknown_mask(trimap)
            rows, columns = np.nonzero(unknown)
            at = rows * (stride * self.trimap.shape[1]) + columns * stride
            self._thinned[stride] = trimap, unknown, np.searchsorted(self.places, at)
        return self._thinned[stride]


class SparseMatte:
    """An unclipped H x W float16 matte that is the trimap's wherever that is known.

    Its whole is made when it is asked for, as `np.asarray` does; what a screen shows of it costs a tenth.
    """

    def __init__(self, values: np.ndarray, unknown: UnknownPixels) -> None:
        """Take the values of the unknown pixels, row by row."""
        self._values, self._unknown = values, unknown

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width."""
        return self._unknown.trimap.shape

    def __array__(self, dtype: np.dtype | None = None, copy: bool | None = None) -> np.ndarray:
        trimap = self._unknown.trimap
        whole = _TRIMAP_HALVES[trimap]  # looked up: at 12 megapixels 25 ms and not 100
        whole.reshape(-1)[self._unknown.places] = self._values
        return whole if dtype is None else whole.astype(dtype, copy=False)

    def __getitem__(self, place: tuple[int, int]) -> np.float16:
        """The value at a row and a column."""
        row, column = place
        value = self._unknown.trimap[row, column]
        if value != UNKNOWN:
            return _TRIMAP_HALVES[value]
        at = row * self.shape[1] + column
        return self._values[np.searchsorted(self._unknown.places, at)]

    def thinned(self, stride: int) -> np.ndarray:
        """Return every `stride`-th row and column, float16."""
        trimap, unknown, chosen = self._unknown.thinned(stride)
        whole = _TRIMAP_HALVES[trimap]
        whole[unknown] = self._values[chosen]
        return whole

    def finite_range(self) -> tuple[float, float]:
        """As the function `finite_range` of the whole."""
        known = [value for value in (BACKGROUND, FOREGROUND) if (self._unknown.trimap == value).any()]
        return finite_range(np.concatenate([self._values, _TRIMAP_HALVES[np.array(known, np.uint8)]]))

    def levels(self, low: float = 0.0, high: float = 1.0) -> np.ndarray:
        """As the function `levels` of the whole, H x W uint8."""
        shown = cv2.LUT(self._unknown.trimap, levels(_TRIMAP_HALVES, low, high))
        shown.reshape(-1)[self._unknown.places] = levels(self._values, low, high)
        return shown


def levels(matte: np.ndarray, low: float = 0.0, high: float = 1.0) -> np.ndarray:
    """Return any floats as uint8, `low` and what is below as 0, `high` and above as 255, NaN as 0."""
    factor = np.float32(255 / max(high - low, 1e-6))
    values = matte.reshape(-1)
    shown = np.empty(values.shape, np.uint8)
    for begin in range(0, values.size, _BAND):
        band = values[begin : begin + _BAND].astype(np.float32)
        band -= np.float32(low)
        band *= factor
        band += np.float32(0.5)
        np.fmax(band, 0, out=band)  # of NaN and 0 it is 0
        shown[begin : begin + _BAND] = np.minimum(band, 255, out=band)
    return shown.reshape(matte.shape)


def finite_range(matte: np.ndarray) -> tuple[float, float]:
    """Return the smallest and the largest number in it; (0, 1) where there is none."""
    values, low, high = matte.reshape(-1), np.inf, -np.inf
    for begin in range(0, values.size, _BAND):
        band = values[begin : begin + _BAND].astype(np.float32)
        finite = np.isfinite(band)
        low = min(low, float(np.min(band, where=finite, initial=np.inf)))
        high = max(high, float(np.max(band, where=finite, initial=-np.inf)))
    return (low, high) if high >= low else (0.0, 1.0)


class StepMattes:
    """One step of the refinement: H x W float16 mattes, unclipped; None where the loop computes none.

    A run keeps the values of unknown pixels only; a matte asked for shows the trimap's value elsewhere.

    Args:
        t: noise level.
        index: 0 for the first step, at T.
        denoised: a whole map; or, with `trimap`, the values of its unknown pixels, row by row.
        corrected: likewise.
        propagated: likewise.
        alpha0: likewise.
        trimap: H x W uint8, or where it is unknown, which the steps of a run may share; or None.
    """

    def __init__(
        self,
        t: int,
        index: int,
        denoised: np.ndarray,
        corrected: np.ndarray | None,
        propagated: np.ndarray | None,
        alpha0: np.ndarray,
        trimap: np.ndarray | UnknownPixels | None = None,
    ) -> None:
        self.t, self.index = t, index
        self._unknown = UnknownPixels(trimap) if isinstance(trimap, np.ndarray) else trimap
        self._values = dict(zip(MATTE_KINDS, (denoised, corrected, propagated, alpha0), strict=True))

    @classmethod
    def of(
        cls,
        t: int,
        index: int,
        mattes: Mapping[str, np.ndarray | None],
        trimap: np.ndarray | UnknownPixels | None = None,
    ) -> StepMattes:
        """A step of mattes by their kinds, of which `denoised` and `alpha0` must be there."""
        denoised, alpha0 = mattes["denoised"], mattes["alpha0"]
        assert denoised is not None and alpha0 is not None
        return cls(t, index, denoised, mattes.get("corrected"), mattes.get("propagated"), alpha0, trimap)

    @property
    def denoised(self) -> np.ndarray:
        """m_t as it arrives."""
        return self._there("denoised")

    @property
    def corrected(self) -> np.ndarray | None:
        """After C."""
        return self._whole("corrected")

    @property
    def propagated(self) -> np.ndarray | None:
        """After ARP."""
        return self._whole("propagated")

    @property
    def alpha0(self) -> np.ndarray:
        """The one-step estimate of the matte."""
        return self._there("alpha0")

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which of MATTE_KINDS the step has."""
        return tuple(kind for kind, values in self._values.items() if values is not None)

    @property
    def nbytes(self) -> int:
        """Memory the values take."""
        return sum(values.nbytes for values in self._values.values() if values is not None)

    @property
    def unknown(self) -> UnknownPixels | None:
        """Whose pixels the values are; None where whole maps are kept."""
        return self._unknown

    def values(self, kind: str) -> np.ndarray | None:
        """One of MATTE_KINDS as given, not to be written: the values of `unknown`, or a whole map."""
        return self._values[kind]

    def matte(self, kind: str) -> SparseMatte | np.ndarray | None:
        """One of MATTE_KINDS as it is kept: for a screen, which does not need the whole of it."""
        values = self._values[kind]
        return values if values is None or self._unknown is None else SparseMatte(values, self._unknown)

    def mended(self, previous: np.ndarray, region: tuple[int, int, int, int]) -> StepMattes:
        """The same with `previous` (H x W) around `region`: x, y, width, height."""
        x, y, width, height = region
        around = np.ones(previous.shape, bool)
        around[y : y + height, x : x + width] = False
        rest = previous.astype(np.float16)
        if self._unknown is not None:
            places = self._unknown.places
            around, rest = around.reshape(-1)[places], rest.reshape(-1)[places]
        mattes = {
            kind: None if values is None else np.where(around, rest, values)
            for kind, values in self._values.items()
        }
        return StepMattes.of(self.t, self.index, mattes, self._unknown)

    def _there(self, kind: str) -> np.ndarray:
        """One of the two mattes that every step has."""
        whole = self._whole(kind)
        assert whole is not None
        return whole

    def _whole(self, kind: str) -> np.ndarray | None:
        matte = self.matte(kind)
        return np.asarray(matte) if isinstance(matte, SparseMatte) else matte
