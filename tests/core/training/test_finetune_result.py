"""What a fine-tuning is said to have gained and lost."""

from pathlib import Path

import pytest

from core.evaluation.measure import Row, Table
from core.evaluation.metrics import Scores
from core.training.finetune_result import FinetuneResult, on_the_same


def table(**sads: float) -> Table:
    """A row by each name."""
    rows = []
    for name, sad in sads.items():
        scores = Scores(sad, 0.01, 2.0, 3.0)
        rows.append(Row(name, "", scores, scores, 1.0))
    return Table(tuple(rows))


def test_the_same_pictures_are_compared() -> None:
    before = {"held out": table(a=9), "trained on": table(b=1, c=2, d=3), "guard": table(e=4)}
    after = {"trained on": table(b=0.5, d=1.5, x=7), "guard": table(e=4)}
    was, is_ = on_the_same(before, after)
    assert was == {"trained on": table(b=1, d=3), "guard": table(e=4)}
    assert is_ == {"trained on": table(b=0.5, d=1.5), "guard": table(e=4)}
    assert on_the_same({"guard": table(a=1)}, {"guard": table(b=1)}) == ({}, {})


@pytest.mark.parametrize(
    ("held_out", "trained_on", "guard", "better", "forgot"),
    [
        ((4, 3), (4, 5), (5, 5.1), True, False),  # 2 % is not yet more than that
        ((4, 5), (4, 3), (5, 5.11), False, True),
        ((4, 4), (4, 3), (5, 4), False, False),
        (None, (4, 3), (5, 6), True, True),
        (None, (4, 5), (5, 5), False, False),
    ],
)
def test_what_is_said(held_out, trained_on, guard, better: bool, forgot: bool) -> None:
    pairs = {"held out": held_out, "trained on": trained_on, "guard": guard}
    before, after = ({part: table(a=pair[i]) for part, pair in pairs.items() if pair} for i in (0, 1))
    result = FinetuneResult(Path("model"), before, after, None)
    assert (result.better, result.forgot) == (better, forgot)
    assert result.judged_on == ("held out" if held_out else "trained on")


def test_a_stopped_one_says_nothing() -> None:
    result = FinetuneResult(None, {"trained on": table(a=1)}, {}, "cancelled")
    assert not result.better and not result.forgot
