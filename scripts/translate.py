"""Bring the translations up to date: what can be said into the .ts files, what was translated into the .qm.

    python scripts/translate.py            update every .ts file, then make the .qm files
    python scripts/translate.py --new fr   begin another language
    python scripts/translate.py --check    change nothing; exit with 1 if anything would change

Qt's own lupdate finds what widgets say. What it does not know is found here: the words of actions and menus,
and the sentences of `core` and of jobs, which are English where they arise (see dmat_gui.translations).
"""

from __future__ import annotations

import argparse
import ast
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # this tree, whatever is installed

FOLDER = ROOT / "resources" / "translations"
SENTENCES = "core.txt"
_LEFT_ENGLISH = (
    "citation.py", "cli.py", "compiled.py", "cpu_speed.py", "files.py", "logs.py", "refinement.py",
    "commands/", "speed/", "models/config_checks.py", "models/pretrained.py",
    "data/composites.py", "data/contact_sheet.py", "data/drawing.py", "data/fields.py", "data/recipe.py",
    "data/synthetic.py", "evaluation/ablation", "evaluation/one_shot.py", "evaluation/plots.py",
    "evaluation/macs.py", "evaluation/metrics.py", "evaluation/stand_ins.py", "evaluation/report.py",
    "training/best.py", "training/crops.py", "training/draws.py", "training/feed.py", "training/loop.py",
    "training/losses.py", "training/objectives.py", "training/presets.py", "training/progress.py",
    "training/records.py", "training/reporter.py", "training/results.py", "training/runs.py",
    "training/settings.py", "training/sheets.py", "training/state.py", "training/validation.py",
)  # fmt: skip
"""Of core: what is said on the terminal, or to those who write models and programs."""
_IN_THE_WINDOW_TOO = ("commands/arguments.py",)
"""But for these: the window's fine-tuning is a command, and what it refuses is shown."""
_OTHERS_ERRORS = (
    "ValueError", "TypeError", "RuntimeError", "AttributeError", "NotImplementedError",
    "argparse.ArgumentTypeError",
)  # fmt: skip
"""They say that the program, or a command that was typed, is wrong, and to whoever writes it."""
_WORDS_ALONE = ("exporting/words.py", "self_check.py")
"""Where a single word is said too; elsewhere it is a name for the program's own use."""
_LEAST_OWN = 6
_SAID = re.compile(r"[^\W\d_]{2,}\W* \W*\w|\w \W*[^\W\d_]{2,}")  # two words, one of them of two letters


def sentences() -> list[str]:
    """What core and jobs say, and the samples are called: "{name} is empty: choose another file."."""
    import resources

    found: dict[str, None] = {}
    for path in sorted((ROOT / "core").rglob("*.py")):
        place = path.relative_to(ROOT / "core").as_posix()
        if place in _IN_THE_WINDOW_TOO or not place.startswith(_LEFT_ENGLISH):
            found.update(dict.fromkeys(_of_core(_tree(path), words=place in _WORDS_ALONE)))
    for path in sorted((ROOT / "dmat_gui").rglob("*.py")):
        if not {"bench", "demo"} & set(path.parts) and path.name != "__main__.py":
            found.update(dict.fromkeys(_of_jobs(_tree(path))))
    for sample in resources.samples():
        found.update(dict.fromkeys((sample.title, sample.credit)))
    return list(found)


def _tree(path: Path) -> ast.Module:
    """A module with each node's `parent` named in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node
    return tree


def _of_core(tree: ast.Module, *, words: bool) -> Iterator[str]:
    for node in ast.walk(tree):
        template = _template(node)
        is_said = _SAID.search(template) or (template.strip()[:1].isupper() and (words or _is_progress(node)))
        if is_said and not _is_for_programmers(node):
            yield template


def _of_jobs(tree: ast.Module) -> Iterator[str]:
    """What jobs call themselves, say on their way, and raise."""
    for node in ast.walk(tree):
        template = _template(node)
        if template and _SAID.search(template) and _is_of_job(node) and not _is_for_programmers(node):
            yield template


def _template(node: ast.AST) -> str:
    """A literal's text, with the names of what is filled in; "" for what is none, or a docstring."""
    if isinstance(node.__dict__.get("parent"), ast.JoinedStr | ast.Expr):
        return ""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if "np." not in node.value else ""  # that is a type
    if not isinstance(node, ast.JoinedStr) or isinstance(node.parent, ast.FormattedValue):
        return ""
    text, filled = "", {}
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += part.value.replace("{", "{{").replace("}", "}}")
        else:
            text += f"{{{_name(part.value, filled)}}}"
    own = len(re.sub(r"\{\w*\}|[\W\d_]", "", text))  # with few letters of its own it would match anything
    return text if own >= (_LEAST_OWN if text.startswith("{") else 1) else ""


def _name(value: ast.expr, filled: dict[str, str]) -> str:
    """What an expression is called in a template: by its last name, numbered where that is taken."""
    names = [node for node in ast.walk(value) if isinstance(node, ast.Name | ast.Attribute)]
    first = names[0] if names else None
    name = first.attr if isinstance(first, ast.Attribute) else first.id if first is not None else "value"
    name, source = name.strip("_").lower(), ast.unparse(value)
    while filled.setdefault(name, source) != source:
        name += "_2"
    return name


def _ancestors(node: ast.AST) -> Iterator[ast.AST]:
    while (node := node.__dict__.get("parent")) is not None:
        yield node


def _callee(node: ast.AST) -> str:
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def _is_for_programmers(node: ast.AST) -> bool:
    """True for what goes to the log, to a pattern or a key, or into an error that is none of ours."""
    for above in _ancestors(node):
        callee = _callee(above)
        if callee.startswith(("log.", "re.", "struct.")) or callee.endswith(("translate", ".tr", "_NOOP")):
            return True
        if callee in _OTHERS_ERRORS:
            return True
    return False


def _is_progress(node: ast.AST) -> bool:
    return _callee(node.parent).endswith(("report", "on_progress"))


def _is_of_job(node: ast.AST) -> bool:
    for above in _ancestors(node):
        if isinstance(above, ast.AnnAssign) and ast.unparse(above.target) == "title":
            return True
        if isinstance(above, ast.Assign) and ast.unparse(above.targets[0]) in ("note", "advice"):
            return True
        if isinstance(above, ast.FunctionDef):
            return above.name == "title"
        if _callee(above).endswith((".progress", "Error")):
            return True
    return False


def action_words() -> list[str]:
    """The texts and tips of actions, and the titles of menus."""
    from dmat_gui.action_specs import MENUS, RETOUCH_SPECS, SPECS, SUBMENUS

    specs = [*SPECS, *RETOUCH_SPECS]
    menus = [title for title, _names in (*MENUS, *SUBMENUS.values())]
    return list(dict.fromkeys([*menus, *(word for spec in specs for word in (spec.text, spec.tip))]))


def update(folder: Path) -> None:
    """Bring the files of a folder up to date."""
    from dmat_gui.translations import CORE

    said = sentences()
    lines = [sentence.replace("\n", "\\n") for sentence in said]
    (folder / SENTENCES).write_text("\n".join(lines) + "\n", encoding="utf-8")
    files = sorted(folder.glob("dmat_*.ts"))
    with tempfile.TemporaryDirectory() as kept:
        marked = Path(kept) / "marked.py"
        pairs = [(CORE, words) for words in said] + [("actions", words) for words in action_words()]
        code = [f"QT_TRANSLATE_NOOP({_quoted(context)}, {_quoted(words)})" for context, words in pairs]
        marked.write_text("\n".join(code) + "\n", encoding="utf-8")
        sources = [str(path) for path in sorted((ROOT / "dmat_gui").rglob("*.py"))]
        for file in files:
            options = ("-locations", "none", "-no-obsolete", "-silent", "-ts", str(file))
            _run("lupdate", *sources, str(marked), *options)
    for file in files:
        _run("lrelease", "-silent", str(file), "-qm", str(file.with_suffix(".qm")))


def _quoted(words: str) -> str:
    """A literal that lupdate reads: in double quotes, all but a line's end as it is."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _run(tool: str, *arguments: str) -> None:
    command = Path(sys.executable).with_name(f"pyside6-{tool}")
    done = subprocess.run([str(command), *arguments], capture_output=True, text=True, check=False)
    if done.returncode or done.stderr.strip():
        raise SystemExit(f"{tool} failed: {done.stdout}{done.stderr}")


def changed() -> list[str]:
    """The names of the files that `update` would change."""
    with tempfile.TemporaryDirectory() as kept:
        copy = Path(kept) / "translations"
        shutil.copytree(FOLDER, copy)
        update(copy)
        names = sorted({path.name for folder in (FOLDER, copy) for path in folder.iterdir()})
        return [name for name in names if _content(FOLDER / name) != _content(copy / name)]


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def main() -> int:
    """Do what the arguments ask for; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, name what would change")
    parser.add_argument("--new", metavar="CODE", help="begin another language, as fr")
    chosen = parser.parse_args()
    if chosen.check:
        for name in (names := changed()):
            print(f"{name} is not up to date: run scripts/translate.py")
        return 1 if names else 0
    if chosen.new:
        empty = f'<TS version="2.1" language="{chosen.new}"></TS>\n'
        (FOLDER / f"dmat_{chosen.new}.ts").write_text(empty, encoding="utf-8")
    update(FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main())
