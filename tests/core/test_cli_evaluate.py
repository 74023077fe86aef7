"""`dmat evaluate`: tables, files, going on, several processes, and what it refuses."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from compilers_for_tests import Compiler
from models_for_tests import tiny_model

from core import cli
from core.evaluation import measure as measuring
from core.evaluation.choosing import choose_methods
from core.models.checkpoints import save_model
from core.tiled_refinement import RunSettings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three pictures of 64 × 64 with a soft edge, a matte and a trimap each, as plain folders."""
    folder = tmp_path / "set"
    for number in range(3):
        alpha = np.tile(np.clip((np.arange(64) - 20 - 4 * number) * 20, 0, 255).astype(np.uint8), (64, 1))
        trimap = np.where(alpha > 127, 255, 0).astype(np.uint8)
        trimap[:, 14:50] = 128
        colours = cv2.merge([alpha, alpha // 2 + 40, 200 - alpha // 2])
        for name, pixels in (("images", colours), ("alphas", alpha), ("trimaps", trimap)):
            (folder / name).mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(folder / name / f"p{number}.png"), pixels)
    return folder


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.safetensors"
    save_model(tiny_model(), path)
    return path


def evaluate(root: Path, *options: object) -> int:
    return cli.main(["evaluate", str(root), "--device", "cpu", *map(str, options)])


def test_models_and_baselines_in_one_table(root: Path, model: Path, tmp_path: Path, capsys) -> None:
    out, text, mattes = tmp_path / "o" / "out.json", tmp_path / "out.md", tmp_path / "mattes"
    options = ["--model", model, "--baseline", "trimap", "--baseline", "start", "--baseline", "closed-form"]
    assert evaluate(root, *options, "--json", out, "--markdown", text, "--save-alphas", mattes) == 0
    printed = capsys.readouterr().out
    assert printed == text.read_text()
    assert "3 of 3 cases" in printed and "tiny (T = 250, 3 steps, seed 0, " in " ".join(printed.split())
    assert printed.count("case by case") == 4 * 2  # conventions
    assert "papers" not in printed and "seconds" in printed and "group" not in printed
    assert max(map(len, printed.splitlines())) <= 100
    data = json.loads(out.read_text())
    results = {result["method"]: result for result in data["results"]}
    assert list(results) == ["tiny", "trimap", "start", "closed-form"]
    assert results["trimap"]["mean"]["all"]["unknown"]["sad"] > 0.1
    assert [t for t, _ in results["tiny"]["estimates"]] == [250, 166, 83, 0]
    assert results["tiny"]["estimates"][-1][1] == pytest.approx(
        results["tiny"]["mean"]["all"]["unknown"]["sad"],
        rel=1e-3,  # steps are kept as half floats
    )
    assert (
        sorted(path.relative_to(mattes).as_posix() for path in mattes.rglob("*.png"))[0]
        == "closed-form/p0.png"
    )
    saved = cv2.imread(str(mattes / "trimap" / "p1.png"), cv2.IMREAD_UNCHANGED)
    assert sorted(np.unique(saved)) == [0, 128, 255]


def test_a_model_that_is_called_as_a_baseline_has_a_line_of_its_own(model: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copy(model, tmp_path / "trimap.safetensors"))
    methods = choose_methods([str(copied)], ["trimap"], RunSettings())
    assert [method.name for method in methods] == ["trimap+", "trimap"]


def test_rows_measured_are_not_measured_again(root: Path, tmp_path: Path, monkeypatch, capsys) -> None:
    out = tmp_path / "out.json"
    options = ["--model", "none", "--baseline", "trimap", "--json", out]
    assert evaluate(root, *options, "--limit", 2) == 0
    measured = []
    whole = measuring._measure_one

    def spy(predict, case, save):
        measured.append(case.name)
        return whole(predict, case, save)

    monkeypatch.setattr(measuring, "_measure_one", spy)
    assert evaluate(root, *options) == 0
    assert measured == ["p2"]
    assert "3 of 3 cases" in capsys.readouterr().out
    assert evaluate(root, *options, "--save-alphas", tmp_path / "mattes") == 0
    assert measured == ["p2", "p0", "p1", "p2"]  # their mattes were not there
    assert evaluate(root, *options, "--save-alphas", tmp_path / "mattes") == 0
    assert len(measured) == 4


def test_methods_are_added_to_a_file_of_results(root: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "k.json"
    for baseline in ("trimap", "start"):
        options = ["--limit", 1, "--model", "none", "--baseline", baseline, "--json", out]
        assert evaluate(root, *options) == 0
    assert "trimap" not in capsys.readouterr().out.split("## start")[-1]
    data = json.loads(out.read_text())
    assert [(result["method"], result["cases"]) for result in data["results"]] == [
        ("trimap", 1),
        ("start", 1),
    ]
    assert [result["key"] for result in data["results"]] == [method["key"] for method in data["methods"]]


def test_another_folder_is_refused_a_file_of_results(root: Path, tmp_path: Path, capsys) -> None:
    out, other = tmp_path / "k.json", tmp_path / "other"
    options = ["--model", "none", "--baseline", "trimap", "--json", out]
    assert evaluate(root, *options) == 0
    before = out.read_bytes()
    shutil.copytree(root, other)
    for path in (other / "images").iterdir():
        cv2.imwrite(str(path), 255 - cv2.imread(str(path)))
    assert evaluate(other, *options) == 1
    assert "name another file" in capsys.readouterr().err
    assert out.read_bytes() == before


def test_mattes_are_not_saved_among_the_data_set(root: Path, capsys) -> None:
    before = sorted(root.rglob("*"))
    for folder in (root, root / "alphas", root / "images" / "mattes"):
        assert evaluate(root, "--model", "none", "--baseline", "trimap", "--save-alphas", folder) == 1
        assert "is a folder of the data set" in capsys.readouterr().err
    assert sorted(root.rglob("*")) == before
    assert evaluate(root, "--model", "none", "--baseline", "trimap", "--save-alphas", root / "results") == 0


def test_other_code_measures_again(root: Path, tmp_path: Path, monkeypatch) -> None:
    """A changed start gives other scores; the digest of the sources tells it from the file's."""
    out = tmp_path / "out.json"
    options = ["--model", "none", "--baseline", "start", "--json", out]
    assert evaluate(root, *options) == 0
    before = json.loads(out.read_text())["results"][0]["mean"]
    monkeypatch.setattr("core.evaluation.methods.coarse_matte", lambda image, trimap: trimap / 255)
    monkeypatch.setattr("core.evaluation.methods.code_digest", lambda: "other code")
    assert evaluate(root, *options) == 0
    assert json.loads(out.read_text())["results"][0]["mean"] != before


def test_saved_mattes_are_those_of_the_model_measured(root: Path, tmp_path: Path, monkeypatch) -> None:
    """Two models in files of one name, into one folder of mattes."""
    options, contents = [], []
    for seed in (0, 1):
        path, alone = tmp_path / str(seed) / "model.safetensors", tmp_path / f"alone{seed}"
        path.parent.mkdir()
        save_model(tiny_model(seed=seed), path)
        options.append(["--model", path, "--json", tmp_path / f"{seed}.json"])
        assert evaluate(root, *options[-1], "--save-alphas", alone) == 0
        contents.append([matte.read_bytes() for matte in sorted((alone / "model").iterdir())])
    assert len(contents[0]) == 3 and contents[0] != contents[1]
    mattes = tmp_path / "mattes"
    for turn in (0, 1, 0):
        assert evaluate(root, *options[turn], "--save-alphas", mattes) == 0
        assert [matte.read_bytes() for matte in sorted((mattes / "model").iterdir())] == contents[turn]
    measured = []
    whole = measuring._measure_one

    def spy(predict, case, save):
        measured.append(case.name)
        return whole(predict, case, save)

    monkeypatch.setattr(measuring, "_measure_one", spy)
    (mattes / "model" / "p1.png").write_bytes(b"cut off")
    assert evaluate(root, *options[0], "--save-alphas", mattes) == 0
    assert measured == ["p1"]


def test_an_interrupted_run_keeps_its_rows(root: Path, tmp_path: Path, monkeypatch, capsys) -> None:
    out = tmp_path / "out.json"
    options = ["--model", "none", "--baseline", "trimap", "--json", out]
    whole = measuring._measure_one

    def stop(predict, case, save):
        if case.name == "p2":
            raise KeyboardInterrupt
        return whole(predict, case, save)

    monkeypatch.setattr(measuring, "_measure_one", stop)
    assert evaluate(root, *options) == 130
    assert "the same command goes on" in capsys.readouterr().err
    assert len(json.loads(out.read_text())["methods"][0]["rows"]) == 2
    monkeypatch.setattr(measuring, "_measure_one", whole)
    assert evaluate(root, *options) == 0


def test_a_case_that_fails_is_named_and_the_others_are_measured(root: Path, tmp_path: Path, capsys) -> None:
    (root / "images" / "p1.png").write_bytes(b"no picture")
    out = tmp_path / "out.json"
    assert evaluate(root, "--model", "none", "--baseline", "trimap", "--json", out) == 1
    said = capsys.readouterr()
    assert "p1" in said.err and "1 of 3 failed" in said.err
    assert json.loads(out.read_text())["results"][0]["cases"] == 2


def test_nothing_of_the_user_is_overwritten(root: Path, tmp_path: Path, capsys) -> None:
    fast = ["--model", "none", "--baseline", "trimap"]
    before = {path: path.read_bytes() for path in root.rglob("*.png")}
    notes = tmp_path / "notes.md"
    notes.write_text("# Mine")
    for options, said in (
        (["--json", root / "alphas" / "p0.png"], "is a file of the data set"),
        (["--markdown", notes], "not a table of this command"),
        (["--json", tmp_path], "is a folder"),
    ):
        assert evaluate(root, *fast, *options) == 1
        assert said in capsys.readouterr().err
    # A folder around the data set, which is called after the method: trimap/p0.png would be an input.
    (root / "trimaps").rename(root.parent / "trimap")
    folders = [
        "--images", root / "images", "--alphas", root / "alphas", "--trimaps", root.parent / "trimap"
    ]  # fmt: skip
    assert evaluate(root, *folders, *fast, "--save-alphas", root.parent) == 1
    assert "would overwrite" in capsys.readouterr().err
    (root.parent / "trimap").rename(root / "trimaps")
    assert {path: path.read_bytes() for path in root.rglob("*.png")} == before
    assert notes.read_text() == "# Mine"


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--model", "none"], 1, "name a --model or a --baseline"),
        (["--model", "nonsense"], 1, "There is no model 'nonsense'"),
        (["--baseline", "nonsense"], 2, "invalid choice"),
        (["--steps", "0"], 2, "--steps: 0 is not from 1"),
        (["--layout", "nonsense"], 1, "nonsense"),
        (["--limit", "0"], 2, "--limit: 0 is not from 1"),
    ],
)
def test_what_cannot_be_done_is_said(root: Path, capsys, options: list[str], code: int, said: str) -> None:
    assert evaluate(root, *options) == code
    error = capsys.readouterr().err
    assert said in error and "Traceback" not in error


def test_knn_without_pymatting_says_what_to_install(root: Path, monkeypatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "pymatting", None)
    assert evaluate(root, "--model", "none", "--baseline", "knn") == 1
    assert "pip install pymatting" in capsys.readouterr().err


def test_compiled_networks_are_measured_as_a_method_of_their_own(
    root: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    compiler = Compiler().in_place(monkeypatch)
    out = tmp_path / "out.json"
    for options in ([], ["--compile"], ["--compile"]):  # the last has its rows already
        assert evaluate(root, "--limit", 1, "--model", model, "--steps", 1, "--json", out, *options) == 0
        assert ("compiled" in capsys.readouterr().out) == bool(options)
    networks = [name for name, _ in compiler.seen]
    assert networks and len(networks) <= 3


def test_networks_that_cannot_be_compiled_are_not_measured_as_compiled(
    root: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    compiler = Compiler(fails=RuntimeError("no compiler")).in_place(monkeypatch)
    out = tmp_path / "out.json"
    assert evaluate(root, "--model", model, "--steps", 1, "--json", out, "--compile") == 1
    told = capsys.readouterr().err
    assert "could not be compiled here (no compiler)" in told and "without --compile" in told
    assert "3 of 3 failed" in told and len(compiler.seen) == 1
    assert not any(result["rows"] for result in json.loads(out.read_text())["results"])


def test_two_processes_measure_what_one_does(root: Path, model: Path, tmp_path: Path) -> None:
    """Under torchrun on the CPU (gloo), each takes every other case; process 0 prints and writes."""
    (root / "images" / "p2.png").write_bytes(b"no picture")
    command = [root, "--device", "cpu", "--precision", "float32", "--model", model, "--baseline", "trimap"]
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    assert evaluate(*command, "--json", one) == 1
    launch = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc_per_node", "2"]
    launch += ["-m", "core.cli", "evaluate", *map(str, command), "--json", str(two)]
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    ran = subprocess.run(launch, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode != 0  # the broken picture
    assert ran.stdout.count("# dmat evaluate") == 1
    assert ran.stderr.count("p2.png") >= 1
    first, second = ({r["method"]: r for r in json.loads(p.read_text())["results"]} for p in (one, two))
    assert set(first) == set(second) == {"tiny", "trimap"}
    for name, result in first.items():
        assert result["cases"] == second[name]["cases"] == 2
        for convention, scores in result["mean"]["all"].items():
            assert second[name]["mean"]["all"][convention] == pytest.approx(scores, rel=1e-4)
    assert not list(tmp_path.glob("two.json.rank*"))
