"""`dmat bench --gui` on small pictures, with the fake predictor: every row is there; no time is judged."""

import json

import numpy as np
import pytest

from dmat_gui import __main__ as program
from dmat_gui.bench import run
from dmat_gui.bench.report import Report
from dmat_gui.bench.samples import Row, Sample
from dmat_gui.bench.subjects import Sizes, picture_of, run_of, trimap_of
from tests.gui.conftest import MODELS
from tests.gui.fake_predictor import FakePredictor

SMALL = Sizes(large=(360, 240), middle=(240, 180), matted=60)
MOVES, STEPS = 59, 2 * 5
ROWS = {
    "A stroke, small brush (2 px), fit: a mouse move": MOVES,
    "A stroke, large brush (48 px), fit: a mouse move": MOVES,
    "A stroke, small brush (2 px), 100 %: a mouse move": MOVES,
    "A stroke, large brush (48 px), 100 %: a mouse move": MOVES,
    "The end of a stroke": 4,
    "The preview after a stroke": 4,
    "Retouch, brush of 18 px: a mouse move": MOVES,
    "Retouch, brush of 18 px: the end of a stroke": 1,
    "Retouch, brush of 60 px: a mouse move": MOVES,
    "Retouch, brush of 60 px: the end of a stroke": 1,
    "A step shown, alpha": STEPS,
    "A step shown, composite": STEPS,
    "Without an event while matting, at the longest": 1,
    "The same, painting meanwhile, at the longest": 1,
    "A mouse move of a stroke while matting": None,  # as many as there is time for
    "Opening a picture, at the longest": 1,
    "Loading a trimap, at the longest": 1,
    "Undoing that, at the longest": 1,
    "Redoing it, at the longest": 1,
    "Auto trimap, its preview, at the longest": 1,
    "Auto trimap, applied, at the longest": 1,
    "A very large lasso, closed, at the longest": 1,
    "The lasso undone, at the longest": 1,
    "A run taken in, at the longest": 1,
    "A first look at its alpha, at the longest": 1,
    "The Export dialog, at the longest": 1,
}


def test_every_row_is_measured_and_written(qapp, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("core.models.registry.available_models", lambda: MODELS)
    monkeypatch.setattr("core.imaging.compositing.estimate_foreground", lambda image, _alpha: image)
    small = run.run_bench
    monkeypatch.setattr(run, "run_bench", lambda repeat, tell: small(repeat, SMALL, FakePredictor, tell=tell))
    out = tmp_path / "times.json"
    assert program.main(["bench", "--gui", "--repeat", "1", "--json", str(out)]) == 0
    told = capsys.readouterr()
    facts = json.loads(out.read_text(encoding="utf-8"))
    counts = {row["name"]: len(row["wall_ms"]) for row in facts["rows"]}
    assert {name: ROWS[name] and count for name, count in counts.items()} == ROWS
    assert all(min(row["wall_ms"]) > 0 and len(row["cpu_ms"]) == len(row["wall_ms"]) for row in facts["rows"])
    assert all(f"| {name} " in told.out for name in ROWS)
    assert all(f"- {title}: {words}" in told.out for title, words in facts["machine"].items())
    assert "360 × 240" in told.out and "Qt's platform" in told.out
    assert "Measuring steps (3 of 5)" in told.err and "Measuring" not in told.out


def test_the_window_is_one_more_thing_that_bench_measures(capsys):
    assert program.main(["bench", "--gui", "--repeat", "0"]) == 2
    capsys.readouterr()
    assert program.main(["bench", "--help"]) == 0
    told = capsys.readouterr().out
    assert "--gui" in told and "--quick" in told


def test_where_nothing_can_be_written_nothing_is_measured(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(run, "run_bench", lambda *_args, **_options: pytest.fail("it was measured"))
    (tmp_path / "file").touch()
    for place, why in ((tmp_path, "is a folder"), (tmp_path / "file" / "times.json", "is a file")):
        assert program.main(["bench", "--gui", "--json", str(place)]) == 1
        assert why in capsys.readouterr().err


def test_its_pictures_are_the_same_every_time_and_can_be_matted():
    size = SMALL.large
    assert np.array_equal(picture_of(size), picture_of(size))
    trimap = trimap_of(size)
    assert set(np.unique(trimap)) == {0, 128, 255}
    made = run_of(trimap)
    assert np.array_equal(made.alpha[trimap != 128], (trimap[trimap != 128] == 255).astype(np.float32))
    assert made.steps[0].alpha0.shape == trimap.shape


def test_the_table_tells_the_clock_from_the_work():
    row = Row("A wait", 50, [Sample(10, 1), Sample(20, 2), Sample(90, 3)])
    table = Report(SMALL, {"Processor": "one"}, [1.5, 2.5], [row]).markdown()
    cells = next(line for line in table.splitlines() if "A wait" in line)
    assert [cell.strip() for cell in cells.strip("| ").split("|")] == [
        "A wait", "50", "20.0", "83.0", "90.0", "2.0", "2.9", "67 %", "3",
    ]  # fmt: skip
    assert "- Load average, before and after: 1.5 and 2.5" in table


@pytest.mark.parametrize("of", [picture_of, trimap_of])
def test_its_pictures_have_the_size_asked_for(of):
    assert of((301, 203)).shape[:2] == (203, 301)
