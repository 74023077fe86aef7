"""What a fine-tuning gained and lost: scores before and after, on the same pictures."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.evaluation.measure import Table
from core.training.finetune_request import Part
from core.training.stopping import Reason

MOST_LOST = 0.02
"""By so much of itself may the guard's SAD rise before the model is said to have forgotten something."""


@dataclass(frozen=True)
class FinetuneResult:
    """How a fine-tuning ended.

    Attributes:
        model: the fine-tuned model's file; None if it was stopped early: the same call goes on from there.
        before, after: scores by part, on the same pictures; `after` is empty if it was stopped.
        stopped: why it ended early, or None.
        left_out: sentences on pictures that could not be used or measured.
    """

    model: Path | None
    before: dict[Part, Table]
    after: dict[Part, Table]
    stopped: Reason | None
    left_out: tuple[str, ...] = ()

    @property
    def judged_on(self) -> Part:
        """The part that decides which model is the better one: the held-out pictures if there are any."""
        return "held out" if "held out" in self.after else "trained on"

    @property
    def better(self) -> bool:
        """Whether SAD fell on the pictures judged on."""
        return self.judged_on in self.after and self.change(self.judged_on) < 0

    @property
    def forgot(self) -> bool:
        """Whether SAD on the guard rose by more than MOST_LOST."""
        return "guard" in self.after and self.change("guard") > MOST_LOST

    def change(self, part: Part) -> float:
        """How much the mean SAD of a part rose, as a share of what it was."""
        was, is_ = self.before[part].mean().sad, self.after[part].mean().sad
        return (is_ - was) / max(was, 1e-9)


def on_the_same(
    before: dict[Part, Table], after: dict[Part, Table]
) -> tuple[dict[Part, Table], dict[Part, Table]]:
    """Both tables of every part with the pictures alone that were measured both times."""
    kept: tuple[dict[Part, Table], dict[Part, Table]] = ({}, {})
    for part in (part for part in before if part in after):
        both = {row.case for row in before[part].rows} & {row.case for row in after[part].rows}
        for tables, table in zip(kept, (before[part], after[part]), strict=True):
            rows = tuple(row for row in table.rows if row.case in both)
            tables.update({part: replace(table, rows=rows)} if rows else {})
    return kept


def report_of(result: FinetuneResult, plan: Mapping[str, Any]) -> dict[str, Any]:
    """All of it as JSON values, with what the plan knows of the run's length."""

    def scores(tables: dict[Part, Table]) -> dict[str, Any]:
        return {
            part: {"mean": table.mean().to_json(), "rows": [row.to_dict() for row in table.rows]}
            for part, table in tables.items()
        }

    return {
        "steps": plan["steps"],
        "seconds_per_step": plan["seconds_per_step"],
        "better": result.better,
        "judged_on": result.judged_on,
        "forgot": result.forgot,
        "change": {
            part: None if math.isnan(change) else change
            for part, change in ((part, result.change(part)) for part in result.after)
        },
        "left_out": list(result.left_out),
        "before": scores(result.before),
        "after": scores(result.after),
    }
