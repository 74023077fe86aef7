"""The pages for those who change, cite or hand on the project say what is so."""

import re
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
