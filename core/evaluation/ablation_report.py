"""The ablation's sections as Markdown and as plain JSON values."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from tabulate import tabulate

from core.evaluation.ablation import Section
from core.evaluation.benchmark import means_of
from core.evaluation.measure import METRICS, Table
from core.evaluation.metrics import Scores
from core.evaluation.report import cells, metric_titles, number

MOST_GROUPS = 3
"""Up to so many groups stand in one cell, as in "4.57 / 5.59"; of more, only the mean over all."""


def groups_shown(table: Table) -> tuple[str | None, ...]:
    """The groups that tables and plots tell apart, of those with scores; (None,) for all in one."""
    groups = tuple(group for group in table.groups() if not np.isnan(table.mean(group).sad))
    return groups if 1 < len(groups) <= MOST_GROUPS else (None,)


def section_markdown(section: Section, tables: Mapping[str, Table]) -> str:
    """A section's table, with what is to be said of it. `tables` by the methods' names."""
    if section.name == "figure-7":
        return f"## {section.title}\n\n{_estimates(section, tables)}"
    with_macs = any(entry.macs for entry in section.entries)
    headers = ["variant", "weights", *metric_titles()]
    headers += (["GMAC at 512²"] if with_macs else []) + ["seconds", f"Paper: {' / '.join(metric_titles())}"]
    lines = []
    for entry in section.entries:
        table = None if entry.method is None else tables.get(entry.method.name)
        if table is None:
            measured = ["-"] * 4
        else:
            means = [cells(table.mean(group)) for group in groups_shown(table)]
            measured = [" / ".join(column) for column in zip(*means, strict=True)]
        macs = [f"{entry.macs / 1e9:.1f}" if entry.macs else ""] if with_macs else []
        seconds = "-" if table is None else f"{table.seconds():.1f}"
        lines.append([entry.label, entry.standing, *measured, *macs, seconds, _published(entry.published)])
    text = tabulate(
        lines,
        headers,
        tablefmt="github",
        disable_numparse=True,
        colalign=["left"] * 2 + ["right"] * (len(headers) - 2),
    )
    parts = [f"## {section.title}", text]
    if section.name == "figure-6":
        parts += [spread] if (spread := _spread(section, tables)) else []
    return "\n\n".join(parts)


def sections_as_json(sections: tuple[Section, ...], tables: Mapping[str, Table]) -> list[dict[str, Any]]:
    """Everything the tables say, MSE plain."""
    return [
        {
            "name": section.name,
            "title": section.title,
            "entries": [
                {
                    "label": entry.label,
                    "weights": entry.standing,
                    "macs": entry.macs,
                    "published": None if entry.published is None else vars(entry.published),
                    "measured": means_of({entry.method.name: tables[entry.method.name]})[0]
                    if entry.method is not None and entry.method.name in tables
                    else None,
                }
                for entry in section.entries
            ],
        }
        for section in sections
    ]


def _published(scores: Scores | None) -> str:
    if scores is None:
        return ""
    return " / ".join(number(name, getattr(scores, name)) for name in METRICS)


def _spread(section: Section, tables: Mapping[str, Table]) -> str:
    """Mean and standard deviation of the mean MSE over noise seeds, by training."""
    by_training: dict[str, list[Table]] = {}
    for entry in section.entries:
        if entry.method is not None and entry.method.name in tables:
            by_training.setdefault(entry.label.split(",")[0], []).append(tables[entry.method.name])
    sentences = []
    for training, found in by_training.items():
        for group in groups_shown(found[0]):
            errors = np.array([table.mean(group).mse for table in found]) * 1000
            if np.isnan(errors).any():  # no unknown pixels to score
                continue
            where = f", {group}" if group else ""
            sentences.append(
                f"{training}{where}: MSE ×1e-3 {errors.mean():.3f} ± {errors.std():.3f} over "
                f"{len(found)} noise seeds."
            )
    return " ".join(sentences)


def _estimates(section: Section, tables: Mapping[str, Table]) -> str:
    """Mean SAD over unknown pixels of each step's estimate."""
    lines, levels = [], []
    for entry in section.entries:
        table = tables.get(entry.method.name) if entry.method else None
        if table is None:
            continue
        curves = [table.estimates(group) for group in groups_shown(table)]
        levels = [t for t, _ in curves[0]]
        errors = zip(*([error for _, error in curve] for curve in curves), strict=True)
        lines.append([entry.label, entry.standing, *(" / ".join(f"{e:.2f}" for e in at) for at in errors)])
    headers = ["SAD over unknown pixels of α̃₀ at", "weights", *(f"t = {t}" for t in levels)]
    return tabulate(lines, headers, tablefmt="github", disable_numparse=True)
