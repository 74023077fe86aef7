"""Measuring a matting function on a folder of pictures with known mattes.

Layout: ``image/``, ``alpha/`` and a folder per kind of trimap (``trimap1/``, ``trimap2/``), with the same
file stems in each. Predictions are quantised to 8 bits before they are scored, as a saved matte is.
"""

import glob
import json
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from core.errors import DataError
from core.evaluation.metrics import Scores, score_unknown
from core.imaging.reading import READABLE_SUFFIXES, read_alpha, read_picture
from core.imaging.trimap import read_trimap

log = logging.getLogger(__name__)

# (image H×W×3 in the depth read, trimap uint8 H×W of 0, 128, 255) -> alpha H×W in [0, 1]
Predict = Callable[[np.ndarray, np.ndarray], np.ndarray]
METRICS = ("sad", "mse", "grad", "conn")


@dataclass(frozen=True)
class Row:
    """One picture under one trimap; seconds is the prediction alone."""

    picture: str
    trimap: str
    scores: Scores
    seconds: float


@dataclass(frozen=True)
class Table:
    """Rows in the order measured; all scores over unknown pixels (alphamatting.com's convention)."""

    rows: tuple[Row, ...]

    def trimap_names(self) -> tuple[str, ...]:
        """The kinds of trimap, in order of first appearance."""
        return tuple(dict.fromkeys(row.trimap for row in self.rows))

    def mean(self, trimap: str | None = None) -> Scores:
        """Means over the pictures of one kind of trimap, or over all rows. Raises DataError if none."""
        rows = [row.scores for row in self.rows if trimap in (None, row.trimap)]
        if not rows:
            raise DataError(f"No picture was measured with the trimap {trimap!r}.")
        return Scores(*(float(np.mean([getattr(row, name) for row in rows])) for name in METRICS))

    def to_json(self) -> str:
        """Rows and means as JSON text."""
        means = {name: asdict(self.mean(name)) for name in self.trimap_names()}
        rows = [
            {"picture": row.picture, "trimap": row.trimap, **asdict(row.scores), "seconds": row.seconds}
            for row in self.rows
        ]
        return json.dumps({"convention": "unknown pixels", "rows": rows, "mean": means}, indent=1)

    def to_text(self) -> str:
        """A table for people: a line per row, then a line of means per kind of trimap."""
        width = max([len(row.picture) for row in self.rows] + [len("picture")])
        lines = [f"{'picture':{width}}  {'trimap':10}{'SAD':>8}{'MSE':>9}{'Grad':>8}{'Conn':>8}{'s':>7}"]
        for row in self.rows:
            lines.append(f"{row.picture:{width}}  {row.trimap:10}{_cells(row.scores)}{row.seconds:7.2f}")
        lines += [f"{'mean':{width}}  {name:10}{_cells(self.mean(name))}" for name in self.trimap_names()]
        return "\n".join(lines)


def measure_folder(
    predict: Predict,
    root: Path | str,
    trimap_names: tuple[str, ...] = ("trimap1", "trimap2"),
    *,
    quantise: bool = True,
    on_row: Callable[[Row], None] | None = None,
) -> Table:
    """Scores `predict` on every picture under `root`, with every kind of trimap.

    on_row is called after each prediction. Raises DataError if a folder or a file is missing, or if a
    prediction has another size than its picture.
    """
    root = Path(root)
    rows = []
    for picture in _pictures(root / "image"):
        image = read_picture(picture).pixels
        size = (image.shape[1], image.shape[0])
        truth = read_alpha(_partner(root / "alpha", picture.stem))
        for name in trimap_names:
            trimap, note = read_trimap(_partner(root / name, picture.stem), size)
            if note:
                log.info("%s, %s: %s", picture.stem, name, note)
            started = time.perf_counter()
            alpha = predict(image, trimap)
            seconds = time.perf_counter() - started
            if quantise:
                alpha = np.rint(np.clip(alpha, 0, 1) * 255).astype(np.uint8)
            rows.append(Row(picture.stem, name, score_unknown(alpha, truth, trimap), seconds))
            if on_row:
                on_row(rows[-1])
    return Table(tuple(rows))


def _cells(scores: Scores) -> str:
    return f"{scores.sad:8.2f}{scores.mse:9.4f}{scores.grad:8.2f}{scores.conn:8.2f}"


def _pictures(folder: Path) -> list[Path]:
    found = sorted(p for p in folder.glob("*") if p.suffix.lower() in READABLE_SUFFIXES)
    if not found:
        raise DataError(f"No pictures to measure on in {folder}.")
    return found


def _partner(folder: Path, stem: str) -> Path:
    for path in sorted(folder.glob(f"{glob.escape(stem)}.*")):
        if path.suffix.lower() in READABLE_SUFFIXES:
            return path
    raise DataError(f"No picture named {stem} in {folder}.")
