"""What is told of a finished fine-tuning: the scores of its report in a few numbers. Without torch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def summary(report: Mapping[str, Any]) -> dict[str, Any]:
    """The report of `core.training.finetune_result.report_of` without its single rows.

    parts: by name, how many cases, the mean scores before and after, and by how much of itself SAD rose
    (None where it is no number). better, forgot, judged_on, left_out, steps: as in the report.
    Raises KeyError, TypeError for what is no such report.
    """
    parts = {
        part: {
            "cases": len(after["rows"]),
            "before": dict(report["before"][part]["mean"]),
            "after": dict(after["mean"]),
            "change": report["change"][part],
        }
        for part, after in report["after"].items()
    }
    names = ("better", "forgot", "judged_on", "left_out", "steps")
    return {"parts": parts, **{name: report[name] for name in names}}
