"""The digest of the code that made a score: what it covers, and that it changes with it."""

import subprocess
import sys
from pathlib import Path

import core
from core.evaluation.methods import baseline_method
from core.evaluation.revision import SOURCES, code_digest

CORE = Path(core.__file__).parent
NO_MATTER = {
    "core", "core.errors", "core.data", "core.data.cases", "core.evaluation", "core.evaluation.macs",
    "core.evaluation.revision",
}  # fmt: skip
"""Imported for measuring, without a say in the scores; nor have the layouts, which only name the files."""


def covered(module: str) -> bool:
    path = module.removeprefix("core.").replace(".", "/")
    return any(name in (f"{path}.py", path) or path.startswith(f"{name}/") for name in SOURCES)


def test_every_source_is_there() -> None:
    assert [name for name in SOURCES if not (CORE / name).exists()] == []


def test_all_that_measuring_imports_counts() -> None:
    script = "import sys, core.evaluation.methods, core.evaluation.measure; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=CORE.parent, capture_output=True, text=True, check=True
    )
    modules = {name for name in ran.stdout.split() if name.split(".")[0] == "core"} - NO_MATTER
    assert "core.imaging.coarse" in modules
    assert [m for m in sorted(modules) if not covered(m) and not m.startswith("core.data.layouts")] == []


def test_another_line_of_code_is_another_digest(tmp_path: Path) -> None:
    digests = []
    for number, weight in enumerate(("1.0", "1.5")):
        root = tmp_path / str(number)
        (root / "imaging").mkdir(parents=True)
        (root / "imaging" / "coarse.py").write_text(f"LIKENESS_WEIGHT = {weight}\n")
        (root / "predictor.py").write_text("pass\n")
        digests.append(code_digest(root))
    assert len(set(digests)) == 2
    copy = (tmp_path / "1").rename(tmp_path / "elsewhere")
    assert code_digest(copy) == digests[1]


def test_the_digest_is_part_of_every_key(monkeypatch) -> None:
    method = baseline_method("start")
    assert method.settings["code"] == code_digest()
    monkeypatch.setattr("core.evaluation.methods.code_digest", lambda: "other code")
    assert baseline_method("start").key != method.key
