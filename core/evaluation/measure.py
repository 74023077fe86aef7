"""Measuring a matting function on a data set's cases, in both conventions of the field.

Predictions are quantised to 8 bits before they are scored, as a saved matte is.
"""

import hashlib
import logging
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from core.data.cases import Case, Convention, DataSet
from core.data.loading import load_case
from core.errors import Cancelled, DataError, DmatError, is_out_of_memory
from core.evaluation.metrics import Scores, sad, score_unknown, score_whole
from core.imaging.trimap import unknown_mask

log = logging.getLogger(__name__)

METRICS = ("sad", "mse", "grad", "conn")


@dataclass(frozen=True)
class Prediction:
    """A matte, and what the method took it to be on the way.

    Attributes:
        alpha: H×W in [0, 1].
        estimates: (t, H×W one-step estimate at that noise level, unclipped), from T down to 0.
    """

    alpha: np.ndarray
    estimates: tuple[tuple[int, np.ndarray], ...] = ()


# (image H×W×3 in the depth read, trimap uint8 H×W of 0, 128, 255) -> alpha H×W in [0, 1], or a Prediction
Predict = Callable[[np.ndarray, np.ndarray], np.ndarray | Prediction]


@dataclass(frozen=True)
class Row:
    """One case measured.

    Attributes:
        name, group: the case's.
        unknown, whole: scores over unknown pixels, and over the whole picture.
        seconds: of the prediction alone.
        estimates: (t, SAD over unknown pixels) of each step's estimate; empty for methods without steps.
        matte: `matte_digest` of what was scored, by which a saved matte is known; "" in older files.
        has_unknown: False if the trimap has no unknown pixels: nothing was scored over them, and `unknown`
            (all 0) counts in no mean.
    """

    name: str
    group: str
    unknown: Scores
    whole: Scores
    seconds: float
    estimates: tuple[tuple[int, float], ...] = ()
    matte: str = ""
    has_unknown: bool = True

    @property
    def case(self) -> str:
        """What names the case in its data set."""
        return case_id(self)

    def scores(self, convention: Convention) -> Scores | None:
        """The scores in one of the conventions; None over unknown pixels where there are none."""
        if convention == "whole":
            return self.whole
        return self.unknown if self.has_unknown else None

    def to_dict(self) -> dict[str, Any]:
        """As plain JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Row":
        """The row that `to_dict` wrote. Raises DataError."""
        try:
            scores = {name: Scores(**values[name]) for name in ("unknown", "whole")}
            estimates = tuple((int(t), float(error)) for t, error in values["estimates"])
            return cls(
                values["name"],
                values["group"],
                **scores,
                seconds=values["seconds"],
                estimates=estimates,
                matte=values.get("matte", ""),
                has_unknown=values.get("has_unknown", True),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(f"A row of the results cannot be read ({error!r}).") from error


@dataclass(frozen=True)
class Table:
    """One method's rows, in the order of the data set's cases."""

    rows: tuple[Row, ...]
    convention: Convention = "unknown"

    def groups(self) -> tuple[str, ...]:
        """The groups (kinds of trimap, splits, clips) in order of first appearance."""
        return tuple(dict.fromkeys(row.group for row in self.rows))

    def mean(self, group: str | None = None, convention: Convention | None = None) -> Scores:
        """Means over the cases of a group, or over all; in the data set's own convention unless named.

        Cases without unknown pixels are left out of those over unknown pixels, which are NaN if no others
        are there. Raises DataError if there is no row at all.
        """
        found = (row.scores(convention or self.convention) for row in self._of(group))
        scores = [score for score in found if score is not None]
        if not scores:
            return Scores(*(math.nan for _ in METRICS))
        return Scores(*(float(np.mean([getattr(score, name) for score in scores])) for name in METRICS))

    def seconds(self, group: str | None = None) -> float:
        """Mean seconds of a prediction."""
        return float(np.mean([row.seconds for row in self._of(group)]))

    def estimates(self, group: str | None = None) -> tuple[tuple[int, float], ...]:
        """Mean SAD over unknown pixels of the steps' estimates, by noise level from T down to 0."""
        rows = [row for row in self._of(group) if row.has_unknown]
        if not rows or any(len(row.estimates) != len(rows[0].estimates) for row in rows):
            return ()
        steps = zip(*(row.estimates for row in rows), strict=True)
        return tuple((step[0][0], float(np.mean([error for _, error in step]))) for step in steps)

    def _of(self, group: str | None) -> list[Row]:
        rows = [row for row in self.rows if group in (None, row.group)]
        if not rows:
            raise DataError("No case was measured" + (f" in the group {group!r}." if group else "."))
        return rows


def case_id(case: Case | Row) -> str:
    """What names a case in its data set: its group and its name."""
    return f"{case.group}/{case.name}" if case.group else case.name


def matte_digest(alpha: np.ndarray) -> str:
    """A short digest of a matte's size and pixels, uint8 H×W."""
    return hashlib.sha256(f"{alpha.shape}".encode() + alpha.tobytes()).hexdigest()[:16]


def measure(
    predict: Predict,
    data_set: DataSet,
    *,
    cases: Sequence[Case] | None = None,
    done: Mapping[str, Row] | None = None,
    on_row: Callable[[Row], None] | None = None,
    on_failure: Callable[[Case, Exception], None] | None = None,
    save: Callable[[Case, np.ndarray], None] | None = None,
) -> Table:
    """Score `predict` on a data set's cases.

    Args:
        cases: only these of the data set's; None for all.
        done: rows measured earlier, by `case_id`, taken as they are.
        on_row: told each row as it is measured.
        on_failure: told the cases that cannot be read or matted, which are then left out; None raises.
        save: given each prediction, uint8 H×W, as it is scored.

    Raises:
        DmatError, OSError: without `on_failure`, what went wrong with a case.
        Cancelled: by `predict` or by what is told.
    """
    rows = []
    for case in data_set.cases if cases is None else cases:
        row = (done or {}).get(case_id(case))
        if row is None:
            try:
                row = _measure_one(predict, case, save)
            except Cancelled:
                raise
            except Exception as error:  # the libraries have no common class for a lack of memory
                foreseen = isinstance(error, (DmatError, OSError)) or is_out_of_memory(error)
                if on_failure is None or not foreseen:
                    raise
                on_failure(case, error)
                continue
            if on_row is not None:
                on_row(row)
        rows.append(row)
    return Table(tuple(rows), data_set.convention)


def _measure_one(predict: Predict, case: Case, save: Callable[[Case, np.ndarray], None] | None) -> Row:
    loaded = load_case(case)
    for note in loaded.notes:
        log.info("%s: %s", case_id(case), note)
    started = time.perf_counter()
    prediction = predict(loaded.image, loaded.trimap)
    seconds = time.perf_counter() - started
    if not isinstance(prediction, Prediction):
        prediction = Prediction(prediction)
    alpha = _eight_bits(prediction.alpha)
    unknown = unknown_mask(loaded.trimap)
    row = Row(
        case.name,
        case.group,
        score_unknown(alpha, loaded.alpha, loaded.trimap),
        score_whole(alpha, loaded.alpha),
        seconds,
        tuple((t, sad(_eight_bits(matte), loaded.alpha, unknown)) for t, matte in prediction.estimates),
        matte_digest(alpha),
        bool(unknown.any()),
    )
    if save is not None:
        save(case, alpha)
    return row


def _eight_bits(alpha: np.ndarray) -> np.ndarray:
    return np.rint(np.clip(alpha, 0, 1, dtype=np.float32) * np.float32(255)).astype(np.uint8)
