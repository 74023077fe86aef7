"""What the window says can be translated: a literal that goes to a widget as it is would be found here."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
LEFT_OUT = {"bench", "demo"}  # they drive the window, and say what they do on the terminal
WIDGETS = (
    "QAction", "QCheckBox", "QGroupBox", "QLabel", "QPushButton", "QRadioButton", "QToolButton",
    "QDockWidget", "heading", "muted", "Collapsible", "Message", "ask", "ask_to_save", "message_box",
)  # fmt: skip
SETTERS = (
    "setText", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setWindowTitle",
    "setPlaceholderText", "setStatusTip", "setTitle", "setInformativeText", "setSuffix", "setPrefix",
    "addRow", "addTab", "addMenu", "addButton", "addAction", "addItem", "setHeaderLabels",
    "setHorizontalHeaderLabels", "show_text", "begin_edit", "showMessage",
)  # fmt: skip
KEYWORDS = (
    "text", "toolTip", "accessibleName", "title", "suffix", "prefix", "placeholderText", "windowTitle",
)  # fmt: skip
DIALOGS = (
    "getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory", "getColor",
)  # fmt: skip
NAMES = re.compile(r"DiffusionMat|<[^>]*>")
"""What is the same in every language: the program's name, and marks of how words are shown."""
WORD = re.compile(r"[^\W\d_]{2,}")


def literals(node: ast.expr) -> list[ast.expr]:
    """The literals that an argument may be: itself, or what a condition chooses between or joins."""
    if isinstance(node, ast.IfExp):
        return [*literals(node.body), *literals(node.orelse)]
    if isinstance(node, ast.BoolOp):
        return [found for value in node.values for found in literals(value)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*literals(node.left), *literals(node.right)]
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return [node]
    return []


def said(node: ast.expr) -> str:
    """A literal's own words."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(part.value for part in parts if isinstance(part, ast.Constant))


def arguments(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that the user reads."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    named = [keyword.value for keyword in call.keywords if keyword.arg in KEYWORDS]
    if name == "Message":
        return call.args[1:2]  # its key comes first, its tone behind
    if name == "addItem":
        return call.args[:1]
    if name == "message_box":
        return call.args[1:2]
    if name in WIDGETS or name in SETTERS or name in DIALOGS:
        return [*call.args, *named]
    return named if name.startswith("Q") else []


def untranslatable(code: str) -> list[tuple[int, str]]:
    """(line, words) of the literals in a module that go to a widget as they are."""
    found = []
    for call in ast.walk(ast.parse(code)):
        if isinstance(call, ast.Call):
            for node in (each for argument in arguments(call) for each in literals(argument)):
                if WORD.search(NAMES.sub("", said(node))):
                    found.append((node.lineno, said(node)))
    return sorted(found)


def test_it_finds_what_cannot_be_translated() -> None:
    code = """
label.setText("Some words")
label.setText(f"Some {words}" if words else self.tr("None"))
button = QPushButton(self.tr("Go"), toolTip="Go on")
show(Message("key", "Some words", "warning"))
ask(self, self.tr("Really?"), detail, "Do it")
"""
    assert [line for line, _words in untranslatable(code)] == [2, 3, 4, 5, 6]


def test_all_that_the_window_says_can_be_translated() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {words}"
        for path in sorted((ROOT / "dmat_gui").rglob("*.py"))
        if not LEFT_OUT & set(path.parts)
        for line, words in untranslatable(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)
