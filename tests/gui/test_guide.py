"""The user guide speaks in the window's own words: menus, keys, buttons, sentences and pictures are there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from core.imaging.reading import read_picture
from dmat_gui.demo.guide import PICTURES

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide.md"
PAGE = GUIDE.read_text(encoding="utf-8")
TEXT = " ".join(re.sub(r"`[^`]*`", "", PAGE).replace("**", "").split())
"""Without line breaks, code, and bold, which is marked by asterisks too."""

SAID = re.findall(r"\*([^*|]+)\*", TEXT)
PATHS = re.findall(r"\*([^*|]+ › [^*|]+)\*(?:(?: \(|, )([^() ]+)\))?", TEXT)
"""Menu paths, and the key behind each, "" where there is none."""

ROWS = re.findall(r"^\| \*([^*]+)\* \| (\*.* [^|]+) \|$", PAGE.split("## Keys")[1], re.M)
BARE_KEYS = re.findall(r"(?:(?:Ctrl|Shift|Alt)\+)+(?:F\d|[A-Z][a-z]+|\S)|\bF\d\b", TEXT)


def menu_actions(menu: QMenu, path: str) -> dict[str, QAction]:
    """Everything in a menu and in the menus within it, by its path."""
    found = {}
    for action in menu.actions():
        name = f"{path} › {action.text()}"
        found[name] = action
        if action.menu() is not None:
            found |= menu_actions(action.menu(), name)
    return found


@pytest.fixture
def menus(driver) -> dict[str, QAction]:
    found = {}
    for action in driver.window.menuBar().actions():
        found |= menu_actions(action.menu(), action.text())
    return found


def keys_of(action: QAction) -> set[str]:
    return {key.toString(QKeySequence.SequenceFormat.PortableText) for key in action.shortcuts()}


def as_key(words: str) -> str:
    """A key as the guide writes it, as Qt does."""
    return QKeySequence(words).toString(QKeySequence.SequenceFormat.PortableText)


@cache
def words_of_the_window() -> tuple[str, ...]:
    """Every text in the sources of the window, and of what it takes its words from."""
    found = []
    for folder in ("dmat_gui", "core/exporting", "core/imaging", "core/models"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.append(node.value)
    return tuple(found)


def test_every_menu_path_is_in_the_menus(menus):
    assert len(PATHS) > 40
    assert not [path for path, _key in PATHS if path not in menus]


def test_every_key_behind_a_path_is_its_own(menus):
    with_keys = [(path, key) for path, key in PATHS if key]
    assert len(with_keys) > 30
    assert not [(path, key) for path, key in with_keys if as_key(key) not in keys_of(menus[path])]


def test_the_table_of_keys_is_that_of_the_menus(menus):
    named = {}
    for menu, row in ROWS:
        for item in row.split(" · "):
            text, keys = re.fullmatch(r"\*([^*]+)\* (.+)", item).groups()
            named[f"{menu} › {text}"] = {as_key(key) for key in keys.split(" or ")}
    assert {menu for menu, _row in ROWS} >= {"File", "Edit", "View", "Tools", "Trimap", "Run", "Help"}
    assert set(named) <= set(menus)
    assert named == {path: keys_of(menus[path]) for path in named}


def test_every_other_key_is_one_of_the_window(menus):
    known = set().union(*map(keys_of, menus.values()))
    assert len(BARE_KEYS) > 40
    assert not [
        key for key in BARE_KEYS if as_key(key.rstrip(").,")) not in known and as_key(key) not in known
    ]


def test_every_other_word_in_italics_stands_in_the_window():
    words = [said for said in SAID if " › " not in said]
    assert len(set(words)) > 40
    assert not [said for said in words if said not in words_of_the_window()]


def test_every_sentence_quoted_is_one_of_the_window():
    quoted = re.findall(r"“([^”]+)”", TEXT)
    assert len(quoted) > 3
    assert not [said for said in quoted if not any(said in text for text in words_of_the_window())]


def test_every_picture_is_there_and_is_one_of_the_demonstration():
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", PAGE)
    assert {Path(name).name for name in shown} == set(PICTURES)
    assert {Path(name).parent.as_posix() for name in shown} == {"images/guide"}
    files = [GUIDE.parent / name for name in shown]
    assert all(read_picture(file).width >= 512 for file in files)
    assert sum(file.stat().st_size for file in files) < 1_700_000
    assert {file.name for file in files[0].parent.iterdir()} == set(PICTURES)


def test_every_place_that_is_linked_to_is_there():
    headings = {
        re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-")
        for line in re.findall(r"^#+ (.+)$", PAGE, re.M)
    }
    links = re.findall(r"\]\(#([^)]+)\)", PAGE)
    assert links and set(links) <= headings
