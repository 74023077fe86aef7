"""What a data set on disk offers, as files: nothing is decoded before it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

import numpy as np

Item = TypeVar("Item")
Convention = Literal["unknown", "whole"]
"""Where a data set's papers score: its unknown pixels, or the whole picture (`core.evaluation.metrics`)."""


@dataclass(frozen=True)
class Case:
    """One matte of a data set, under one trimap, with the files that go with it.

    A project file stands for its Result as `alpha`, for its trimap as `trimap`, and for the picture that it
    holds as `image`.

    Attributes:
        name: unique among the cases of its group, for instance "GT01" or "clip3/00012".
        group: what means are taken over: a kind of trimap, a split, a clip; "" where there is only one.
        alpha: a grey matte, or a cut-out whose transparency is the matte.
        image: the photograph, or the ready composite; None: it is composed of foreground and background.
        foreground: the foreground's colours; None where they are not known.
        background: the picture behind a composed case, or the known one behind a ready case; else None.
        trimap: None: one is derived from the matte.
    """

    name: str
    group: str
    alpha: Path
    image: Path | None = None
    foreground: Path | None = None
    background: Path | None = None
    trimap: Path | None = None


@dataclass(frozen=True)
class DataSet:
    """A root folder as its layout reads it.

    Attributes:
        layout: the layout's name, as `--layout` takes it.
        title: the data set's name for people, for instance "P3M-10k".
        root: the folder named by the user.
        cases: in a fixed order.
        backgrounds: pictures to compose foregrounds onto; empty where there are none.
        convention: where the data set's papers score.
        problems: sentences that name files left out, and why (no partner, unreadable kind ...).
        notes: sentences about what is left out because it belongs so.
    """

    layout: str
    title: str
    root: Path
    cases: tuple[Case, ...]
    backgrounds: tuple[Path, ...] = ()
    convention: Convention = "unknown"
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LoadedCase:
    """A case decoded; all arrays of one height and width.

    Attributes:
        image: H×W×3 RGB in the depth read.
        alpha: H×W, uint8, uint16 or float32 in [0, 1].
        trimap: H×W uint8 of 0, 128, 255.
        foreground, background: H×W×3 float32 in [0, 1], or None.
        notes: sentences about what had to be derived, resized or snapped.
    """

    image: np.ndarray
    alpha: np.ndarray
    trimap: np.ndarray
    foreground: np.ndarray | None
    background: np.ndarray | None
    notes: tuple[str, ...]


def evenly_chosen(items: Sequence[Item], count: int | None) -> list[Item]:
    """At most `count` of the items, spread evenly from the first to the last; all for None."""
    if count is None or len(items) <= count:
        return list(items)
    return [items[int(at)] for at in np.linspace(0, len(items) - 1, count)]
