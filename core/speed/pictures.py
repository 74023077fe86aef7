"""Pictures and trimaps of any size, and any share unknown, to measure on."""

import os
from pathlib import Path

import cv2
import numpy as np
from platformdirs import user_cache_path

from core.data.cases import DataSet
from core.data.layouts import open_data_set
from core.data.loading import load_case
from core.evaluation.stand_ins import samples_data_set
from core.imaging.band import narrowed, widened
from core.imaging.colour import from_unit, to_unit
from core.imaging.trimap import unknown_fraction

_JUDGED = 1200
"""The longer side at which a band's width is sought."""


def data_set() -> DataSet:
    """$DMAT_DATA/dev where that is; else the bundled samples, put over one another."""
    dev = Path(os.environ.get("DMAT_DATA", "")) / "dev"
    if "DMAT_DATA" in os.environ and dev.is_dir():
        return open_data_set(dev)
    return samples_data_set(user_cache_path("dmat") / "bench")


def about(found: DataSet) -> str:
    """What the pictures are, in a sentence."""
    if found.layout == "samples":
        return (
            "There is no $DMAT_DATA/dev here, so this is measured on the sample pictures that come with the "
            "program, put over one another."
        )
    return "Measured on the pictures of $DMAT_DATA/dev, with their narrow trimaps."


def pictures(
    width: int, height: int, unknown: float | None, count: int
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Pictures (uint8 RGB) and trimaps of one size, each with this share unknown; None leaves it as it is."""
    found = data_set()
    groups = {case.group for case in found.cases}
    cases = [case for case in found.cases if case.group == min(groups)][:count]
    prepared = []
    for case in cases:
        loaded = load_case(case)
        image = from_unit(to_unit(loaded.image), np.uint8)
        trimap = loaded.trimap
        if unknown is not None:
            trimap = _with_share(trimap, unknown)
        method = cv2.INTER_AREA if width * height < trimap.size else cv2.INTER_CUBIC
        image = cv2.resize(image, (width, height), interpolation=method)
        prepared.append((image, cv2.resize(trimap, (width, height), interpolation=cv2.INTER_NEAREST)))
    return prepared


def _with_share(trimap: np.ndarray, share: float) -> np.ndarray:
    """The trimap with its band made as much wider or narrower as brings it nearest to a share."""
    scale = _JUDGED / max(trimap.shape)
    size = (round(trimap.shape[1] * scale), round(trimap.shape[0] * scale))
    trimap = cv2.resize(trimap, size, interpolation=cv2.INTER_NEAREST)
    change = narrowed if unknown_fraction(trimap) > share else widened
    least, most = 0, min(size)
    while most - least > 1:
        middle = (least + most) // 2
        above = unknown_fraction(change(trimap, middle)) > share
        if above == (change is narrowed):
            least = middle
        else:
            most = middle
    return min((change(trimap, pixels) for pixels in (least, most)), key=lambda found: _off(found, share))


def _off(trimap: np.ndarray, share: float) -> float:
    return abs(unknown_fraction(trimap) - share)
