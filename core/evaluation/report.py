"""Tables for people, in Markdown: means and case by case, one per convention, the data set's own first."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from tabulate import tabulate

from core.data.cases import Case, Convention, DataSet
from core.evaluation.measure import METRICS, Table
from core.evaluation.metrics import Scores

if TYPE_CHECKING:
    from core.evaluation.methods import Method

HEADING = "# dmat evaluate: "
LINE = 100
"""Characters in a line of what is written."""
IN_WORDS: dict[Convention, str] = {"unknown": "unknown pixels", "whole": "the whole picture"}
CONVENTIONS = (
    "SAD in thousands; MSE ×1e-3 (0.0118 is printed as 11.80; JSON files hold it plain); Grad and Conn in "
    "thousands, but Grad over the whole picture in tens and of another filter (P3M-10k, AIM-500). "
    "Predictions are rounded to 8 bits."
)
USERS_OWN = ("folders", "beside", "rgba", "cutouts")
"""Layouts of anybody's folders, which no paper scores."""
_TITLES = {"sad": "SAD", "mse": "MSE ×1e-3", "grad": "Grad", "conn": "Conn"}
_NONE = "-"


def scored_over(data_set: DataSet) -> str:
    """The sentence on which convention comes first."""
    if data_set.layout in USERS_OWN:
        return "Scores over unknown pixels come first, those over the whole picture after them."
    own = IN_WORDS[data_set.convention]
    return f"This set's papers score over {own}: these tables come first, the other convention's after them."


def conventions_of(table: Table) -> tuple[Convention, Convention]:
    """The data set's own convention, then the other."""
    return ("whole", "unknown") if table.convention == "whole" else ("unknown", "whole")


def evaluation_markdown(
    data_set: DataSet, cases: Sequence[Case], methods: Sequence[Method], tables: Mapping[str, Table]
) -> str:
    """All of an evaluation: what was measured on what, the means, and each method case by case."""
    caption = (
        f"{data_set.title} (layout {data_set.layout}), {len(cases)} of {len(data_set.cases)} cases. "
        f"Measured: {', '.join(method.title for method in methods)}. {scored_over(data_set)} {CONVENTIONS}"
    )
    lines = textwrap.fill(caption, LINE, break_long_words=False, break_on_hyphens=False)
    parts = [f"{HEADING}{data_set.title}", lines[:1].upper() + lines[1:]]
    if tables:
        parts.append(means_markdown(tables))
    parts += [rows_markdown(name, table) for name, table in tables.items()]
    return "\n\n".join(parts)


def means_markdown(tables: Mapping[str, Table]) -> str:
    """A line per method and group, and one over all groups, in each convention, with headings and notes."""
    first = next(iter(tables.values()))
    parts = []
    for convention in conventions_of(first):
        parts += [f"## Means over {IN_WORDS[convention]}", _means(tables, convention)]
        note = _without_unknown(tables) if convention == "unknown" else ""
        parts += [note] if note else []
    return "\n\n".join(parts)


def rows_markdown(name: str, table: Table) -> str:
    """A line per case, in each convention, with headings. `name` is the method's."""
    parts = []
    for convention in conventions_of(table):
        lines = [
            [row.name, row.group, *cells(row.scores(convention)), f"{row.seconds:.2f}"] for row in table.rows
        ]
        headers = ["case", "group", *metric_titles(), "seconds"]
        parts += [
            f"## {name}, case by case, over {IN_WORDS[convention]}",
            _table(headers, lines, with_group=table.groups() != ("",)),
        ]
    return "\n\n".join(parts)


def cells(scores: Scores | None) -> list[str]:
    """The four scores as tables print them."""
    return [_NONE if scores is None else number(name, getattr(scores, name)) for name in METRICS]


def number(metric: str, value: float) -> str:
    """A score as tables print it: MSE ×1e-3, the others as they are, and a dash for NaN."""
    if np.isnan(value):
        return _NONE
    return f"{value * 1000:.2f}" if metric == "mse" else f"{value:.2f}"


def metric_titles() -> list[str]:
    """The four columns' titles."""
    return [_TITLES[name] for name in METRICS]


def _means(tables: Mapping[str, Table], convention: Convention) -> str:
    lines = []
    for name, table in tables.items():
        groups = table.groups()
        wanted: list[str | None] = [None] if len(groups) == 1 else [*groups, None]
        for group in wanted:
            rows = [row for row in table.rows if group in (None, row.group)]
            count = sum(row.scores(convention) is not None for row in rows)
            label = "all" if group is None and len(groups) > 1 else group or groups[0]
            scores = cells(table.mean(group, convention))
            lines.append([name, label, count, *scores, f"{table.seconds(group):.2f}"])
    headers = ["method", "group", "cases", *metric_titles(), "seconds"]
    return _table(headers, lines, with_group=any(table.groups() != ("",) for table in tables.values()))


def _without_unknown(tables: Mapping[str, Table]) -> str:
    """The note on cases that do not count over unknown pixels; "" where all do."""
    names = {row.case for table in tables.values() for row in table.rows if not row.has_unknown}
    if not names:
        return ""
    found = sorted(names)
    told = ", ".join(found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")
    return f"Left out, since their trimaps have no unknown pixels to score: {told}."


def _table(headers: Sequence[str], lines: Sequence[Sequence[object]], *, with_group: bool) -> str:
    """Two columns of text, the second of groups, which may be left out, and numbers."""
    align = ["left"] * 2 + ["right"] * (len(headers) - 2)
    kept = [at for at, title in enumerate(headers) if title != "group" or with_group]
    chosen = [[line[at] for at in kept] for line in (headers, *lines)]
    return tabulate(
        chosen[1:],
        chosen[0],
        tablefmt="github",
        disable_numparse=True,
        colalign=[align[at] for at in kept] if lines else None,
    )
