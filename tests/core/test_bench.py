"""`dmat bench`: cases measured in processes of their own, small; no time is judged."""

import contextlib
import json
import os
import time
from dataclasses import replace

import numpy as np
import psutil
import pytest
import torch
from compilers_for_tests import Compiler
from models_for_tests import TINY_GUIDED, tiny_model

from core import cli
from core.errors import DmatError
from core.evaluation.macs import macs_run
from core.imaging.trimap import unknown_fraction
from core.models.config import COMPACT
from core.speed import cases, measuring, methods, plots, processes, throughput
from core.speed.cases import CLOSED_FORM, KNN, OURS, Case
from core.speed.measuring import measure
from core.speed.methods import model_of
from core.speed.pictures import pictures
from core.speed.report import Report

TIMES = {"seconds", "cpu"}


@pytest.fixture(autouse=True)
def bundled_samples_alone(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.delenv("DMAT_DATA", raising=False)
    monkeypatch.setattr("core.speed.pictures.user_cache_path", lambda name: tmp_path)


def test_pictures_come_in_any_size_with_the_share_asked_for() -> None:
    for share in (0.02, 0.2):
        ((image, trimap),) = pictures(300, 200, share, 1)
        assert image.shape == (200, 300, 3) and image.dtype == np.uint8
        assert unknown_fraction(trimap) == pytest.approx(share, rel=0.35)
        assert set(np.unique(trimap)) == {0, 128, 255}


def test_methods_are_run_in_turns_and_the_ratio_is_of_the_same_run() -> None:
    case = Case("beside", (OURS[0], CLOSED_FORM), 96, 96, pictures=2)
    found = measure(case)
    assert len(found["rows"]) == 2 and set(found["rows"][0][CLOSED_FORM]) == TIMES
    report = Report("", [(replace(case, width=512, height=512), found)])
    ratios = [row[OURS[0]]["seconds"] / row[CLOSED_FORM]["seconds"] for row in found["rows"]]
    assert report.ratio() == pytest.approx(np.median(ratios))
    assert "in turns" in report.markdown()


def test_a_run_tells_its_memory_its_tiles_and_what_they_multiply() -> None:
    ours = measure(Case("runs", (OURS[0],), 128, 96))
    assert ours["peak_mb"] > ours["loaded_mb"] > 100
    assert ours["rows"][0]["tiles"] == 1 and ours["rows"][0]["macs"] == macs_run(COMPACT, 96, 128)
    theirs = measure(Case("runs", (KNN,), 64, 64))
    text = Report(
        "", [(Case("runs", (OURS[0],), 128, 96), ours), (Case("runs", (KNN,), 64, 64), theirs)]
    ).markdown()
    assert KNN in text and OURS[0] in text


def test_what_is_promised_of_large_pictures_is_measured() -> None:
    tiles = Case("tiles", (OURS[0],), 192, 128, unknown=0.1)
    agreement = Case("agreement", (OURS[0],), 768, 384)
    found = [(case, measure(case)) for case in (tiles, agreement)]
    assert set(found[0][1]["all"]) == TIMES and found[0][1]["tiles_worth"] <= 1
    assert 0 < found[1][1]["mean"] < 1 / 255
    text = Report("", found).markdown()
    assert "allowed" in text and "differs by" in text


def test_a_model_without_weights_is_held_against_its_tiles_with_random_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(measuring, "model_of", lambda method: (tiny_model(), False))
    case = Case("agreement", ("released, float32",), 384, 192)
    found = measure(case)
    assert found["tile"] == 192 and found["mean"] > 0 and not found["trained"]
    text = Report("", [(case, found)]).markdown()
    assert "differs by" in text and "random weights and in one step" in text
    assert "random weights" not in Report("", [(case, {**found, "trained": True})]).markdown()


def test_bfloat16_is_held_against_float32_on_the_same_noise() -> None:
    case = Case("faster", OURS[:2], 96, 64, pictures=2)
    found = measure(case)
    assert len(found["rows"]) == 2
    assert 0 < found["mean"] < 1 / 255 and found["mean"] < found["largest"] < 0.1
    assert "2 pictures" in Report("", [(case, found)]).markdown()


def test_compiled_networks_are_timed_and_held_against_plain_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the compiler, which takes minutes: that is for `dmat bench`."""
    compiler = Compiler().in_place(monkeypatch)
    config = replace(TINY_GUIDED, steps=1, tile=192)
    monkeypatch.setattr(methods, "load_model", lambda name: tiny_model(config))
    found = measure(Case("faster", (OURS[0], OURS[2]), 192, 192))
    assert {name for name, _ in compiler.seen} == {"SwinUnet", "UNet"} and found["mean"] < 1 / 255
    assert measure(Case("runs", (OURS[2],), 64, 64))["rows"][0]["tiles"] == 1


def test_networks_that_cannot_be_compiled_are_not_timed_as_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    Compiler(fails=RuntimeError("no compiler")).in_place(monkeypatch)
    monkeypatch.setattr(methods, "load_model", lambda name: tiny_model(replace(TINY_GUIDED, steps=1)))
    for case in (Case("runs", (OURS[2],), 64, 64), Case("faster", (OURS[0], OURS[2]), 64, 64)):
        found = measure(case)
        assert set(found) == {"words"} and "could not be compiled here (no compiler)" in found["words"]
        text = Report("", [(case, found)]).markdown()
        assert found["words"] in text and ".." not in text


def test_a_picture_is_matted_from_files_to_a_file_in_another_process() -> None:
    found = measure(Case("export", (OURS[0],), 96, 64))
    assert found["written"] and found["peak_mb"] > 100
    with pytest.raises(DmatError, match="no-such-model"):
        measure(Case("export", ("no-such-model, float32",), 96, 64))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (None, "Compiled networks: "),
        (RuntimeError("no compiler"), "could not be compiled here (no compiler)"),
        (torch.OutOfMemoryError("CUDA out of memory."), "no memory for compiled networks"),
    ],
)
def test_the_gpus_script_runs_small_on_a_cpu(
    error: Exception | None, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiler = Compiler(fails=error).in_place(monkeypatch)
    (case,) = cases.gpu_cases("cpu", small=True)
    found = measure(replace(case, width=32, height=32, methods=("compact",)))
    assert compiler.seen and ("seconds" in found["compiled"]) == (error is None)
    assert [row["batch"] for row in found["rows"]] == [1, 2] and found["ceiling"] > 0
    assert found["macs"] == macs_run(COMPACT, 32, 32) and found["share_of_floor"] > 0
    text = Report("", [(case, found)]).markdown()
    assert "of that product" in text and "ms at the least" in text and said in text
    model, trained = model_of(*case.methods)
    assert model.config.name == "released" and not trained  # no weights are here, and random ones will do


@pytest.mark.parametrize(("ceiling", "bandwidth", "by"), [(1e9, 1e15, "macs"), (1e15, 1e6, "moved")])
def test_the_floor_is_the_larger_of_what_products_and_what_copies_take(
    ceiling: float, bandwidth: float, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throughput, "_ceiling", lambda device, precision: ceiling)
    monkeypatch.setattr(throughput, "_bandwidth", lambda device: bandwidth)
    found = measure(Case("throughput", ("compact",), 32, 32))
    a_second = {"macs": ceiling, "moved": bandwidth}[by]
    assert found["floor"] == pytest.approx(found[by] / a_second)


def test_of_batches_up_to_one_too_large_the_numbers_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    room = 1

    def refined(model, case, precision, count) -> None:
        if count > room:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 3.00 GiB.")

    monkeypatch.setattr(throughput, "_refined", refined)
    case = Case("throughput", ("compact",), 32, 32, pictures=8)
    found = measure(case)
    assert [row["batch"] for row in found["rows"]] == [1] and found["too_many"] == 2
    assert "no memory for 2 at once" in Report("", [(case, found)]).markdown()
    room = 0
    with pytest.raises(torch.OutOfMemoryError):
        measure(case)


def test_a_case_has_a_process_of_its_own_with_an_end_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case("runs", (CLOSED_FORM,), 64, 64)
    assert set(processes.measured(case)["rows"][0]) >= TIMES
    monkeypatch.setattr(processes, "STARTING", 0.1)
    assert processes.measured(replace(case, limit=0.0)) == {"words": "over 0 min with loading"}


@pytest.mark.skipif(os.name != "posix", reason="groups of processes are POSIX's")
def test_what_a_case_has_started_ends_with_it() -> None:
    command = ["sh", "-c", "sleep 600 > /dev/null 2>&1 & echo $! >&2"]
    code, said = processes._ended(command, 60)
    assert code == 0
    with contextlib.suppress(psutil.NoSuchProcess):
        left = psutil.Process(int(said))
        for _ in range(1000):
            if left.status() == psutil.STATUS_ZOMBIE:
                break
            time.sleep(0.01)
        else:
            left.kill()
            pytest.fail("the process lives on")


@pytest.mark.parametrize(
    ("limit", "taken", "found"), [(120.0, 50.0, 2), (120.0, 130.0, "over 2 min"), (240.0, 50.0, 3)]
)
def test_no_run_longer_than_its_limit_is_given_a_number(
    limit: float, taken: float, found: int | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = {"seconds": taken, "cpu": taken}
    monkeypatch.setattr(measuring, "_watched", lambda *_: ([], times))
    told = measure(Case("runs", (CLOSED_FORM,), 64, 64, pictures=3, limit=limit))
    assert (told["words"] if "words" in told else len(told["rows"])) == found


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ("numpy._core._exceptions._ArrayMemoryError: no", "does not fit"),
        ("core.errors.DmatError: dmat: picture.png needs more memory than there is.", "does not fit"),
        ("ImportError: no compiler", "does not work here"),
    ],
)
def test_failures_are_cells(monkeypatch: pytest.MonkeyPatch, last: str, words: str) -> None:
    monkeypatch.setattr(processes, "_ended", lambda *_: (1, f"Traceback\n{last}\n"))
    found = processes.measured(Case("runs", (KNN,), 4000, 3000))
    assert found == {"words": words}
    assert words in Report("", [(Case("runs", (KNN,), 4000, 3000), found)]).markdown()


def test_a_method_without_a_colour_of_its_own_is_drawn_too(tmp_path, monkeypatch) -> None:
    figures = []
    monkeypatch.setattr(plots, "_save", lambda figure, path: figures.append(figure))
    case = Case("runs", ("another",), 512, 512)
    plots.save_plots(
        Report("", [(case, {"rows": [{"cpu": 1.0, "seconds": 1.0, "unknown": 0.05}]})]), tmp_path
    )
    assert [line.get_label() for line in figures[0].axes[0].lines] == ["another"]


def test_what_another_share_is_unknown_of_is_no_point_of_a_sizes_line(tmp_path, monkeypatch) -> None:
    figures = []
    monkeypatch.setattr(plots, "_save", lambda figure, path: figures.append(figure))
    found = {"rows": [{"cpu": 1.0, "seconds": 1.0, "unknown": 0.05}]}
    wanted = [Case("runs", (method,), side, side) for side in (512, 1024) for method in (KNN, OURS[0])]
    wanted += [Case("runs", (method,), 4000, 3000, unknown=0.05) for method in (KNN, OURS[0])]
    plots.save_plots(Report("", [(case, found) for case in wanted]), tmp_path)
    (axes,) = figures[0].axes
    drawn = {line.get_label(): (line.get_linestyle(), list(line.get_xdata())) for line in axes.lines}
    for method in (KNN, OURS[0]):
        assert drawn[method] == ("-", [512**2 / 1e6, 1024**2 / 1e6])
        assert drawn[f"{method}, 5 % unknown"] == ("None", [12])


def test_the_command_writes_json_and_curves(monkeypatch: pytest.MonkeyPatch, tmp_path, capsys) -> None:
    monkeypatch.setattr(processes, "measured", measure)
    small = [
        Case("beside", (OURS[0], CLOSED_FORM), 64, 64),
        Case("runs", (CLOSED_FORM,), 64, 64),
        Case("runs", (CLOSED_FORM,), 96, 96, unknown=0.2),
    ]
    monkeypatch.setattr(cases, "full_cases", lambda: small)
    out = tmp_path / "bench.json"
    assert cli.main(["bench", "--json", str(out), "--plots", str(tmp_path / "plots")]) == 0
    told = capsys.readouterr()
    assert "sample pictures that come with the program" in told.out and "3 of 3" in told.err
    facts = json.loads(out.read_text(encoding="utf-8"))
    assert [found["case"]["kind"] for found in facts["results"]] == ["beside", "runs", "runs"]
    assert {path.name for path in (tmp_path / "plots").iterdir()} == {"speed-size.png", "speed-unknown.png"}
    again = Report.from_json(facts)  # curves can be drawn anew, and nothing is measured for it
    assert json.loads(json.dumps(again.to_json())) == facts
    assert told.out.endswith(again.markdown() + "\n")
    assert [path.name for path in plots.save_plots(again, tmp_path)] == [
        "speed-size.png",
        "speed-unknown.png",
    ]
    assert len(cases.quick_cases()) == 1 and len(cases.acceptance_cases()) == 6
