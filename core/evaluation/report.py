"""Tables for people, in Markdown: means, and picture by picture."""

from collections.abc import Mapping, Sequence

from tabulate import tabulate

from core.data.cases import Convention
from core.evaluation.measure import METRICS, Table
from core.evaluation.metrics import Scores

IN_WORDS: dict[Convention, str] = {"unknown": "unknown pixels", "whole": "whole picture"}
CONVENTIONS = (
    "SAD in thousands; MSE ×1e-3 (0.0118 is printed as 11.80; JSON files hold it plain); Grad and Conn in "
    "thousands, but Grad over the whole picture in tens and of another filter (P3M-10k, AIM-500). "
    "Predictions are rounded to 8 bits."
)
_TITLES = {"sad": "SAD", "mse": "MSE ×1e-3", "grad": "Grad", "conn": "Conn"}


def conventions_of(table: Table) -> tuple[Convention, Convention]:
    """The data set's own convention, then the other."""
    return ("whole", "unknown") if table.convention == "whole" else ("unknown", "whole")


def means_markdown(tables: Mapping[str, Table]) -> str:
    """A line per method and group, and one over all groups; the data set's own convention first."""
    lines, first = [], next(iter(tables.values()))
    for name, table in tables.items():
        groups = table.groups()
        wanted: list[str | None] = [None] if len(groups) == 1 else [*groups, None]
        for group in wanted:
            count = sum(group in (None, row.group) for row in table.rows)
            label = "all" if group is None and len(groups) > 1 else group or groups[0]
            both = [cell for own in conventions_of(first) for cell in cells(table.mean(group, own))]
            lines.append([name, label, count, *both, f"{table.seconds(group):.2f}"])
    return _table(["method", "group", "cases", *_headers(first), "s"], lines, texts=2)


def rows_markdown(table: Table) -> str:
    """A line per case; the data set's own convention first."""
    lines = [
        [
            row.name,
            row.group,
            *(cell for own in conventions_of(table) for cell in cells(row.scores(own))),
            f"{row.seconds:.2f}",
        ]
        for row in table.rows
    ]
    return _table(["case", "group", *_headers(table), "s"], lines, texts=2)


def cells(scores: Scores) -> list[str]:
    """The four scores as tables print them."""
    return [number(name, getattr(scores, name)) for name in METRICS]


def number(metric: str, value: float) -> str:
    """A score as tables print it: MSE ×1e-3, the others as they are."""
    return f"{value * 1000:.2f}" if metric == "mse" else f"{value:.2f}"


def metric_titles() -> list[str]:
    """The four columns' titles."""
    return [_TITLES[name] for name in METRICS]


def _headers(table: Table) -> list[str]:
    return [f"{title}, {own}" for own in conventions_of(table) for title in metric_titles()]


def _table(headers: Sequence[str], lines: Sequence[Sequence[object]], texts: int) -> str:
    align = ["left"] * texts + ["right"] * (len(headers) - texts)
    return tabulate(
        lines, headers, tablefmt="github", disable_numparse=True, colalign=align if lines else None
    )
