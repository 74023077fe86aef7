"""Another language: its files complete and up to date, what `core` says in it, and when it is spoken."""

import ast
import importlib.util
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialogButtonBox

from core.commands.arguments import check_model_file, check_place
from core.errors import DmatError, PictureError, sentence_for
from core.exporting.words import step_title
from core.imaging.reading import decode_picture
from core.self_check import CHECKS
from dmat_gui import translations
from dmat_gui.dialogs.self_check import check_window
from dmat_gui.translations import numeral, say
from tests.gui.german import FILE, entries

ROOT = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"\{[^{}]*\}")


# ---- the files -----------------------------------------------------------------------------------------


def test_all_that_is_said_is_in_the_files_and_the_files_are_what_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "translate.py"), "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_left_to_be_translated() -> None:
    unfinished = [
        message.findtext("source")
        for message in ElementTree.parse(FILE).getroot().iter("message")
        if message.find("translation").get("type") is not None or not message.findtext("translation")
    ]
    assert not unfinished


def test_what_is_filled_in_is_the_same_in_both_languages() -> None:
    for context, source, german in entries():
        assert sorted(PLACEHOLDER.findall(source)) == sorted(PLACEHOLDER.findall(german)), (context, source)
        assert source.endswith("…") == german.endswith("…"), (context, source)
        assert source.startswith((" ", ", ")) == german.startswith((" ", ", ")), (context, source)


# ---- what is said from below ---------------------------------------------------------------------------


def test_sentences_of_core_are_said_in_german_whatever_fills_them(german) -> None:
    templates = {source: text for context, source, text in entries() if context == translations.CORE}
    for source, text in templates.items():
        names = {name for _words, name, _spec, _conversion in Formatter().parse(source) if name}
        values = {name: f"»{place}«" for place, name in enumerate(sorted(names))}
        is_template = (
            names
            and all(name.isidentifier() for name in names)
            and source
            not in (
                "Give the files a name, such as {name}_{kind}.",  # braces that are meant
                "A brace has no partner: write fields as {name}, braces on both sides.",
            )
        )
        if is_template:
            assert say(source.format(**values)) == text.format(**values), source
        else:
            assert say(source) == text, source


def test_what_a_sentence_of_core_is_filled_with_is_german_too(german) -> None:
    assert say("The trimap has no foreground: paint some pixels that are surely foreground.") == (
        "In der Trimap fehlt die Klasse Vordergrund: "
        "Malen Sie einige Pixel, die sicher zu Vordergrund gehören."
    )
    with pytest.raises(PictureError) as raised:
        decode_picture(b"", "The picture on the clipboard")
    assert say(str(raised.value)) == (
        "Das Bild in der Zwischenablage ist leer: Wählen Sie eine andere Datei."
    )
    assert say(sentence_for(MemoryError(), "The run")).startswith("Der Durchlauf: braucht mehr Speicher")


def test_what_a_command_refuses_is_german_in_the_window_that_runs_it(german, tmp_path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    for check, said in (
        (lambda: check_model_file("gone.safetensors"), "Es gibt keine Modelldatei gone.safetensors: Prüfen"),
        (lambda: check_place(file / "run"), f"kann nichts geschrieben werden: {file} ist"),
    ):
        with pytest.raises(DmatError) as raised:
            check()
        assert said in say(str(raised.value))
    assert say(sentence_for(MemoryError(), "The fine-tuning")).startswith("Das Nachtrainieren: braucht mehr")


def test_numbers_are_written_as_the_language_does(german) -> None:
    assert numeral("−1,234.5 %") == "−1.234,5 %"
    assert "1,25" in say("The share of one's own pictures is 1.25; take above 0 up to 1.")
    assert "400.000.000" in say("9 × 9 is more than 400,000,000 pixels")


def test_names_that_look_like_numbers_are_left_as_they_are(german) -> None:
    assert "Einen Ordner 2024.11 gibt es nicht" in say("There is no folder 2024.11: check its name.")
    assert say("There is no file 2.5.") == "Eine Datei 2.5 gibt es nicht."
    assert say("10,000 is empty: choose another file.").startswith("10,000 ist leer")
    both = say("2.5 needs 12.5 GB of memory, and 1.5 GB are free: close other programs and open it again. "
               "If the file itself is small, it is made to fill memory.")  # fmt: skip
    assert "2.5" in both and "12,5" in both and "1,5" in both
    assert say("2.5") == "2.5", "whatever it is"


def test_what_core_formats_as_a_number_is_known_to_be_one() -> None:
    """Each placeholder with a number's format, by the name that scripts/translate.py gives it."""
    place = importlib.util.spec_from_file_location("translate", ROOT / "scripts" / "translate.py")
    script = importlib.util.module_from_spec(place)
    place.loader.exec_module(script)
    said, found = set(script.sentences()), set()
    trees = [script._tree(path) for folder in ("core", "dmat_gui") for path in (ROOT / folder).rglob("*.py")]
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.JoinedStr) and script._template(node) in said:
            filled: dict[str, str] = {}
            fields = [part for part in node.values if isinstance(part, ast.FormattedValue)]
            names = [script._name(field.value, filled) for field in fields]
            found |= {name for name, field in zip(names, fields, strict=True) if field.format_spec}
    assert found | {"most_error"} == translations.NUMBERS


def test_no_number_with_a_point_is_shown_as_it_is() -> None:
    written = re.compile(r"\{[^{}]*:\+?,?(\.[1-9]\d*f|g)\}")
    kept = "settings.py", "self_check.py"  # in a file, and among what a machine calls its parts
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted((ROOT / "dmat_gui").rglob("*.py"))
        if not {"bench", "demo"} & set(path.parts) and path.name not in kept
        for line in path.read_text(encoding="utf-8").splitlines()
        if written.search(line) and "numeral(" not in line
    ]
    assert not found, "\n".join(found)


def test_sentences_that_follow_one_another_are_said_one_by_one(german) -> None:
    both = "White is kept, black is cut away. Every level of grey is kept."
    assert say(both) == "Weiß bleibt, Schwarz fällt weg. Jede Graustufe bleibt erhalten."


def test_what_nobody_translated_stays_as_it_is(german) -> None:
    assert say("cuDNN error: CUDNN_STATUS_EXECUTION_FAILED") == "cuDNN error: CUDNN_STATUS_EXECUTION_FAILED"
    assert say("") == ""


def test_in_english_nothing_is_changed(qapp) -> None:
    translations.install(qapp, translations.ENGLISH)
    assert say(f"{step_title(3, 100)}") == "Step 3 (t = 100)"


def test_the_lines_of_the_self_check_are_german(german) -> None:
    names = {name: say(name) for name in (*CHECKS, check_window().name)}
    assert [name for name, word in names.items() if name == word] == ["Installation"]


# ---- which language ------------------------------------------------------------------------------------


def test_the_language_is_the_one_chosen_else_the_systems_else_english(monkeypatch) -> None:
    assert translations.languages() == ["en", "de"]
    assert translations.chosen("de") == "de"
    for locale, language in (("de_AT", "de"), ("fr_FR", "en"), ("en_GB", "en")):
        monkeypatch.setattr(QLocale, "system", staticmethod(lambda name=locale: QLocale(name)))
        assert translations.chosen("") == language
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: QLocale("de_DE")))
    assert translations.chosen("en") == "en"
    assert translations.chosen("xx") == "en"  # chosen once, and not there any more


def test_the_settings_remember_the_language(settings) -> None:
    assert settings.language == ""
    settings.language = "de"
    assert settings.language == "de"


def test_qts_own_words_are_german(german, qtbot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == "Abbrechen"
