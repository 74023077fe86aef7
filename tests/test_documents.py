"""The pages for those who change, cite or hand on the project say what is so."""

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
VERSION = PROJECT["project"]["version"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_citation_is_of_this_version_and_names_the_paper() -> None:
    citation = yaml.safe_load(text("CITATION.cff"))
    assert citation["version"] == VERSION
    paper = citation["preferred-citation"]
    names = [author["family-names"] for author in paper["authors"]]
    assert names == ["Xu", "He", "Shao", "Wong", "Qiao", "Luo"]
    assert paper["title"] in text("README.md").replace("\n", " ")
    assert re.search(r"\d{4}\.\d{5}", paper["url"]).group() in text("README.md")


def test_the_changes_begin_with_this_version() -> None:
    assert re.search(r"^## (\S+)", text("CHANGELOG.md"), re.MULTILINE).group(1) == VERSION


@pytest.mark.parametrize("page", ["docs/architecture.md", "CONTRIBUTING.md"])
def test_what_a_page_names_is_there(page: str) -> None:
    named = set(re.findall(r"`((?:core|dmat_gui|resources|tests)/[\w/.]*)`", text(page)))
    named |= {link.split("#")[0] for link in re.findall(r"\]\(([^)h][^)]*)\)", text(page))}
    folder = (ROOT / page).parent
    assert len(named) > 3
    assert not [name for name in named if not (ROOT / name).exists() and not (folder / name).exists()]


def test_the_picture_of_the_house_has_every_package() -> None:
    packages = {init.parent.name for init in (ROOT / "core").glob("*/__init__.py")} | {
        "dmat_gui",
        "resources",
    }
    words = " ".join(re.findall(r">([^<]+)</text>", text("docs/images/architecture.svg")))
    shown = set(re.findall(r"[a-z_]+", words))
    missing = packages - shown
    assert not missing


@pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("mkdocs", "material", "mkdocstrings")),
    reason="the extra `docs` is not installed",
)
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    command = (sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site"))
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    found = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    page = (tmp_path / "site/api/index.html").read_text(encoding="utf-8")
    assert 'id="core.predictor.matte"' in page and "known pixels exactly 0 or 1" in page


def test_every_page_is_on_the_site() -> None:
    site = text("mkdocs.yml")
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert not [page for page in pages if not re.search(rf"(: |- ){re.escape(page)}$", site, re.MULTILINE)]
