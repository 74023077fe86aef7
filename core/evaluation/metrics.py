"""The four matting errors, in the two conventions that papers use.

alphamatting.com's, over unknown pixels (`score_unknown`), and that of the P3M-10k and AIM-500 benchmarks over
the whole picture (`score_whole`), whose gradient error differs. They are not comparable with each other.

Mattes are H×W: floating point in [0, 1], or uint8 or uint16 at full scale. All comparisons are made in
float32: in float64, 153/255 falls below the threshold .6. Every function raises DataError for mattes of
different sizes or values outside [0, 1].
"""

import itertools
import math
from dataclasses import asdict, dataclass

import cv2
import numpy as np
from scipy.ndimage import gaussian_filter

from core.errors import DataError
from core.imaging.trimap import UNKNOWN

SIGMA = 1.4
CONNECTED_WITHIN = np.float32(0.15)
THRESHOLDS = np.arange(11, dtype=np.float32) / np.float32(10)


@dataclass(frozen=True)
class Scores:
    """sad: Σ|Δ|/1000; mse: ΣΔ² per pixel (plain, not ×1e-3); grad and conn as their functions below."""

    sad: float
    mse: float
    grad: float
    conn: float

    def to_json(self) -> dict[str, float] | None:
        """As JSON values; None for the mean of what no case was scored for."""
        return None if math.isnan(self.sad) else asdict(self)


def score_unknown(alpha: np.ndarray, truth: np.ndarray, trimap: np.ndarray) -> Scores:
    """alphamatting.com's convention: all four over pixels where the trimap (uint8 H×W) is 128."""
    if trimap.shape != np.shape(truth):
        raise DataError(f"The trimap's shape {trimap.shape} is not the truth's {np.shape(truth)}.")
    region = trimap == UNKNOWN
    return Scores(
        sad(alpha, truth, region),
        mse(alpha, truth, region),
        gradient_error(alpha, truth, region),
        connectivity_error(alpha, truth, region),
    )


def score_whole(alpha: np.ndarray, truth: np.ndarray) -> Scores:
    """P3M-10k's and AIM-500's convention: all four over the whole picture."""
    return Scores(
        sad(alpha, truth),
        mse(alpha, truth),
        gradient_error_whole(alpha, truth),
        connectivity_error(alpha, truth),
    )


def sad(alpha: np.ndarray, truth: np.ndarray, region: np.ndarray | None = None) -> float:
    """Sum of absolute differences over `region` (bool H×W; None: everywhere), in thousands."""
    alpha, truth, region = _checked(alpha, truth, region)
    return float(np.abs(alpha - truth)[region].sum(dtype=np.float64) / 1000)


def mse(alpha: np.ndarray, truth: np.ndarray, region: np.ndarray | None = None) -> float:
    """Mean squared difference over `region` (bool H×W; None: everywhere); 0 for an empty region."""
    alpha, truth, region = _checked(alpha, truth, region)
    count = int(region.sum())
    return float(np.square(alpha - truth)[region].sum(dtype=np.float64) / count) if count else 0.0


def gradient_error(alpha: np.ndarray, truth: np.ndarray, region: np.ndarray | None = None) -> float:
    """Squared differences of gradient magnitudes over `region`, in thousands (alphamatting.com's)."""
    alpha, truth, region = _checked(alpha, truth, region)
    difference = _gradient_magnitude(_stretched(alpha)) - _gradient_magnitude(_stretched(truth))
    return float(np.square(difference)[region].sum(dtype=np.float64) / 1000)


def gradient_error_whole(alpha: np.ndarray, truth: np.ndarray) -> float:
    """Squared differences of gradient magnitudes over the picture, in tens (P3M-10k's: another filter)."""
    alpha, truth, _ = _checked(alpha, truth, None)
    magnitudes = []
    for matte in (alpha, truth):
        across = gaussian_filter(matte, SIGMA, order=(0, 1), output=np.float32)
        down = gaussian_filter(matte, SIGMA, order=(1, 0), output=np.float32)
        magnitudes.append(np.hypot(across, down))
    return float(np.square(magnitudes[0] - magnitudes[1]).sum(dtype=np.float64) / 10)


def connectivity_error(alpha: np.ndarray, truth: np.ndarray, region: np.ndarray | None = None) -> float:
    """Differences in how far pixels are cut off from the common solid part, over `region`, in thousands.

    A pixel's level is the last threshold at which it belongs to the largest 4-connected component of both
    mattes; what it has above its level counts from .15 on. Components are found in the whole picture.
    """
    alpha, truth, region = _checked(alpha, truth, region)
    common = np.minimum(alpha, truth)
    level = np.ones_like(alpha)
    settled = np.zeros(alpha.shape, bool)
    for below, threshold in itertools.pairwise(THRESHOLDS):
        cut_off = ~settled & ~_largest_component(common >= threshold)
        level[cut_off] = below
        settled |= cut_off
    difference = _connectedness(alpha, level) - _connectedness(truth, level)
    return float(np.abs(difference)[region].sum(dtype=np.float64) / 1000)


def _connectedness(matte: np.ndarray, level: np.ndarray) -> np.ndarray:
    distance = matte - level
    return 1 - distance * (distance >= CONNECTED_WITHIN)


def _largest_component(mask: np.ndarray) -> np.ndarray:
    """The largest 4-connected set of true pixels; the background is none, however large."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=4)
    if count < 2:
        return np.zeros_like(mask)
    return labels == 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())


def _stretched(matte: np.ndarray) -> np.ndarray:
    """Min-max normalised, as the benchmark's own code does; a flat matte as it is."""
    low, high = matte.min(), matte.max()
    return (matte - low) / (high - low) if high > low else matte


def _gradient_magnitude(matte: np.ndarray) -> np.ndarray:
    smooth, slope = _derivative_filters()
    across = cv2.sepFilter2D(matte, cv2.CV_32F, slope, smooth, borderType=cv2.BORDER_REPLICATE)
    down = cv2.sepFilter2D(matte, cv2.CV_32F, smooth, slope, borderType=cv2.BORDER_REPLICATE)
    return np.hypot(across, down)


def _derivative_filters() -> tuple[np.ndarray, np.ndarray]:
    """Gaussian and its derivative, sampled and scaled so that their outer product has norm 1."""
    epsilon = 0.01
    half = int(np.ceil(SIGMA * np.sqrt(-2 * np.log(np.sqrt(2 * np.pi) * SIGMA * epsilon))))
    x = np.arange(-half, half + 1, dtype=np.float64)
    smooth = np.exp(-(x**2) / (2 * SIGMA**2))
    slope = -x * smooth
    return smooth / np.linalg.norm(smooth), slope / np.linalg.norm(slope)


def _checked(
    alpha: np.ndarray, truth: np.ndarray, region: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    alpha, truth = _unit(alpha, "predicted matte"), _unit(truth, "true matte")
    if alpha.shape != truth.shape:
        raise DataError(f"The predicted matte's shape {alpha.shape} is not the true matte's {truth.shape}.")
    if region is None:
        region = np.ones(truth.shape, bool)
    elif region.shape != truth.shape or region.dtype != bool:
        raise DataError(
            f"A region to score must be bool of shape {truth.shape}, not {region.dtype} of {region.shape}."
        )
    return alpha, truth, region


def _unit(matte: np.ndarray, name: str) -> np.ndarray:
    matte = np.asarray(matte)
    if matte.ndim != 2:
        raise DataError(f"The {name} must be height × width, not of shape {matte.shape}.")
    if matte.dtype in (np.uint8, np.uint16):
        return matte.astype(np.float32) / np.float32(np.iinfo(matte.dtype).max)
    matte = matte.astype(np.float32)
    if matte.size and not (matte.min() >= 0 and matte.max() <= 1):  # catches NaN as well
        raise DataError(
            f"The {name} holds values from {matte.min():g} to {matte.max():g}: they must lie between 0 and 1."
        )
    return matte
