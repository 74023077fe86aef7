"""The rules of the house: imports, style, what a wheel holds, and what is imported when."""

import ast
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = PROJECT["tool"]["setuptools"]["packages"]


def run(*command: str, cwd: Path = ROOT, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=timeout, check=False)


def python(code: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-c", code, cwd=cwd)


def test_imports_keep_their_direction() -> None:
    found = run(sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()")
    assert found.returncode == 0, found.stdout + found.stderr
    assert "0 broken" in found.stdout


def test_style() -> None:
    found = run(sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "concise", ".")
    assert found.returncode == 0, found.stdout + found.stderr


def test_hints_are_true() -> None:
    found = run(sys.executable, "-m", "mypy", "--no-error-summary", timeout=1200)  # torch's hints are many
    assert found.returncode == 0, found.stdout + found.stderr


def test_files_keep_to_one_subject() -> None:
    tops = "core", "dmat_gui", "resources", "scripts", "tests"
    files = [path for top in tops for path in (ROOT / top).rglob("*.py")]
    long = {
        str(path.relative_to(ROOT)): lines
        for path in files
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 350
    }
    assert not long


def test_public_modules_say_what_they_are() -> None:
    files = [path for top in ("core", "dmat_gui", "resources") for path in (ROOT / top).rglob("*.py")]
    silent = [
        str(path.relative_to(ROOT))
        for path in files
        if (text := path.read_text(encoding="utf-8").strip()) and not ast.get_docstring(ast.parse(text))
    ]
    assert not silent


def test_tests_hide_no_package() -> None:
    # With an __init__.py, tests/core would be imported under the name `core`.
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_every_package_is_listed() -> None:
    tree = {
        ".".join(init.parent.relative_to(ROOT).parts)
        for top in ("core", "dmat_gui", "resources")
        for init in (ROOT / top).rglob("__init__.py")
    }
    assert tree == set(PACKAGES)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from a copy of the sources, so that no build folder is left in them."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("core", "dmat_gui", "resources", "tests"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "main.py"):
        shutil.copy(ROOT / name, source / name)
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(target), str(source))
    built = run(sys.executable, "-m", "pip", "wheel", *options, cwd=source)
    assert built.returncode == 0, built.stdout + built.stderr
    return zipfile.ZipFile(next(target.glob("dmat-*.whl")))


def test_a_wheel_holds_three_packages_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    version = PROJECT["project"]["version"]
    assert tops == {"core", "dmat_gui", "resources", f"dmat-{version}.dist-info"}


def test_a_wheel_is_complete(wheel: zipfile.ZipFile) -> None:
    tree = {
        path.relative_to(ROOT).as_posix()
        for top in ("core", "dmat_gui", "resources")
        for path in (ROOT / top).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert tree == {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())


def test_the_entry_point_is_the_windows_package(wheel: zipfile.ZipFile) -> None:
    name = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert wheel.read(name).decode().split() == ["[console_scripts]", "dmat", "=", "dmat_gui.__main__:main"]


WITHOUT_QT = """
import sys
for name in "PySide6 shiboken6 qtawesome superqt pymatting OpenEXR tifffile imagecodecs".split():
    sys.modules[name] = None
"""


def test_core_is_imported_without_qt_and_the_optional_codecs() -> None:
    found = python(
        WITHOUT_QT + "import importlib, pkgutil, core\n"
        "for module in pkgutil.walk_packages(core.__path__, 'core.'): importlib.import_module(module.name)\n"
        "core.load_model, core.refine, core.matte\n"
    )
    assert found.returncode == 0, found.stderr


def test_the_command_line_runs_without_qt() -> None:
    found = python(WITHOUT_QT + "from dmat_gui.__main__ import main\nsys.exit(main(['matte', '--help']))")
    assert found.returncode == 0, found.stderr
    assert "--trimap" in found.stdout


def test_help_loads_neither_torch_nor_qt() -> None:
    found = python(
        "import sys\nfrom dmat_gui.__main__ import main\nmain(['--help'])\n"
        "sys.exit(any(name in sys.modules for name in ('torch', 'PySide6', 'scipy')))"
    )
    assert found.returncode == 0, found.stderr


def test_another_core_is_named_instead_of_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "__init__.py").touch()
    found = python(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nimport dmat_gui.__main__ as entry\n"
        f"sys.path.insert(0, {str(tmp_path)!r})\nsys.exit(entry.main(['info']))",
        cwd=tmp_path,
    )
    assert found.returncode == 1
    assert str(tmp_path / "core") in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize("line", ["mate", "-v mate", "mate main.py", "mate main.py --model compact -o out"])
def test_a_mistyped_command_is_not_taken_for_a_window_that_cannot_open(line: str) -> None:
    found = run(sys.executable, "main.py", *line.split())
    assert found.returncode == 1
    assert "neither a picture nor a command 'mate'" in found.stderr
    assert "unrecognized" not in found.stderr


def test_a_picture_that_is_not_there_is_not_opened() -> None:
    found = run(sys.executable, "main.py", "open", "nosuch.jpg")
    assert found.returncode == 1
    assert "no picture 'nosuch.jpg'" in found.stderr


def test_main_py_is_the_same_program() -> None:
    found = run(sys.executable, "main.py", "--version")
    assert found.returncode == 0
    assert found.stdout.startswith("dmat ")
