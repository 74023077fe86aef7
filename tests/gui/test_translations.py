"""The window in another language: complete, up to date, nothing of it left in English, nothing cut off."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialogButtonBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QTableView,
    QToolBar,
    QToolButton,
    QTreeWidget,
    QWidget,
)

import resources
from core.errors import PictureError, sentence_for
from core.exporting.words import MATTE_TITLES, step_title
from core.imaging.reading import decode_picture
from core.models.registry import ModelEntry
from core.self_check import CHECKS
from dmat_gui import translations
from dmat_gui.dialogs.about import AboutDialog, ShortcutsDialog
from dmat_gui.dialogs.ask import message_box
from dmat_gui.dialogs.self_check import check_window
from dmat_gui.models.words import title_in_words
from dmat_gui.preferences.keys import KeysPage
from dmat_gui.project_content import frozen_work, saved_work
from dmat_gui.side_windows import MAKERS
from dmat_gui.translations import say
from tests.gui.export_steps import opened

ROOT = Path(__file__).parents[2]
FILE = resources.path("translations/dmat_de.ts")
SAME = {"-", "100 %", "About DiffusionMat", "Compact", "Closed-form (no network)", "Broken"}
"""What is English in a window in German: the names of the tests' models."""
_ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly
PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def entries() -> list[tuple[str, str, str]]:
    """(context, source, German) of all that is in the file."""
    return [
        (context.findtext("name"), message.findtext("source"), message.findtext("translation"))
        for context in ElementTree.parse(FILE).getroot().iter("context")
        for message in context.iter("message")
    ]


@pytest.fixture
def german(qapp, settings):
    """The application speaks German, and the windows made from now on."""
    settings.language = "de"
    assert translations.install(qapp, "de") == "de"
    yield
    translations.install(qapp, translations.ENGLISH)


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


def test_sentences_that_follow_one_another_are_said_one_by_one(german) -> None:
    both = "White is kept, black is cut away. Every level of grey is kept."
    assert say(both) == "Weiß bleibt, Schwarz fällt weg. Jede Graustufe bleibt erhalten."


def test_what_nobody_translated_stays_as_it_is(german) -> None:
    assert say("cuDNN error: CUDNN_STATUS_EXECUTION_FAILED") == "cuDNN error: CUDNN_STATUS_EXECUTION_FAILED"
    assert say("") == ""


def test_in_english_nothing_is_changed(qapp) -> None:
    translations.install(qapp, translations.ENGLISH)
    assert say(f"{step_title(3, 100)}") == "Step 3 (t = 100)"


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


# ---- the window ----------------------------------------------------------------------------------------


def words_of(widget: QWidget) -> list[str]:
    """All that a widget shows or tells a screen reader."""
    found = [widget.toolTip(), widget.accessibleName(), widget.windowTitle(), widget.statusTip()]
    if isinstance(widget, QAbstractButton | QLabel):
        found.append(widget.text())
    if isinstance(widget, QGroupBox | QMenu):
        found.append(widget.title())
    if isinstance(widget, QLineEdit):
        found.append(widget.placeholderText())
    if isinstance(widget, QComboBox):
        found += [widget.itemText(row) for row in range(widget.count())]
    if isinstance(widget, QListWidget):
        found += [line for row in range(widget.count()) for line in widget.item(row).text().split("\n")]
    if isinstance(widget, QTreeWidget):
        found += [widget.headerItem().text(column) for column in range(widget.columnCount())]
    if isinstance(widget, QTableView) and widget.model() is not None:
        columns = range(widget.model().columnCount())
        found += [
            str(widget.model().headerData(column, widget.horizontalHeader().orientation()))
            for column in columns
        ]
    return found


def english_in(*tops: QWidget) -> set[str]:
    """The English sources that can be read in these and in all that is in them."""
    german = {text for _context, _source, text in entries()}
    sources = {source for _context, source, text in entries() if source != text} - german - SAME
    found = set()
    for widget in (each for top in tops for each in (top, *top.findChildren(QWidget))):
        for words in words_of(widget):
            found |= {words, words.split(" (")[0]} & sources  # tips end with the key
        for action in widget.actions():
            found |= {action.text(), action.statusTip(), action.toolTip().split(" (")[0]} & sources
    return found


def test_the_window_is_german_throughout(german, driver, known_trimap, tmp_path) -> None:
    window = driver.window
    assert [menu.text() for menu in window.menuBar().actions()][:3] == ["Datei", "Bearbeiten", "Ansicht"]
    assert window.panel.matte_button.text() == "Freistellen"
    driver.open(known_trimap)
    driver.paint((30, 30), (40, 40))
    driver.matte()
    driver.trigger("use_step")
    driver.trigger("retouch")
    driver.trigger("auto_trimap")
    driver.trigger("overlay_look")
    driver.trigger("palette")
    assert window.document.current_run.name == "Durchlauf 1"
    assert window.document.undo_text.startswith("Freistellen")
    assert not english_in(window)


def test_the_dialogs_are_german_throughout(german, driver, known_trimap, tmp_path) -> None:
    dialogs = [
        opened(driver, known_trimap, tmp_path, "alpha", "cutout"),
        ShortcutsDialog(driver.window.actions_, driver.window),
        AboutDialog("CPU", driver.window),
        message_box("question", "", driver.window),
    ]
    assert not english_in(*dialogs)


def test_steps_are_called_in_german(german, driver, known_trimap) -> None:
    driver.open(known_trimap)
    driver.matte()
    labels = [driver.window.film.film.item(row).text() for row in range(driver.window.film.film.count())]
    assert labels[0] in ("Start", "Verrauschter Start") and labels[-1] == "Ergebnis"
    kinds = [driver.window.film.kind_box.itemText(row) for row in range(len(MATTE_TITLES))]
    assert "Schätzung (α̃₀)" in kinds


def cut_off(top: QWidget) -> list[str]:
    """The words in a window that have less room than they need, and what a tool bar has no room for."""
    found = []
    for widget in top.findChildren(QWidget):
        if isinstance(widget, QToolBar) and widget.isVisible():
            extension = widget.findChild(QAbstractButton, "qt_toolbar_ext_button")
            found += [f"{widget.windowTitle()}: not all of it"] if extension.isVisible() else []
        if not isinstance(widget, QAbstractButton | QLabel) or not widget.isVisible() or not widget.text():
            continue
        if isinstance(widget, QLabel) and (widget.wordWrap() or "<" in widget.text()):
            continue
        if isinstance(widget, QToolButton) and widget.toolButtonStyle() == _ICON_ONLY:
            continue
        metrics = QFontMetrics(widget.font())
        lines = widget.text().replace("&", "").split("\n")
        needed = max(metrics.horizontalAdvance(line) for line in lines)
        if isinstance(widget, QPushButton) and not widget.icon().isNull():
            needed += widget.iconSize().width()
        if widget.width() < needed and widget.sizePolicy().horizontalPolicy() != QSizePolicy.Policy.Ignored:
            found.append(f"{widget.text()}: {widget.width()} of {needed}")
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_cut_off_in_a_small_window(german, driver, known_trimap, theme) -> None:
    window = driver.window
    window.theme.set_mode(theme)
    driver.open(known_trimap)
    driver.paint((30, 30), (40, 40))
    driver.matte()
    assert (window.width(), window.height()) == (1280, 720)
    assert not cut_off(window)
    window.panel.set_state("running")
    driver.trigger("retouch")
    driver.trigger("auto_trimap")
    driver.qtbot.wait(50)
    assert not cut_off(window)
    film = window.film.film
    for label in (film.item(row).text() for row in range(film.count())):
        assert film.fontMetrics().horizontalAdvance(label) <= film.iconSize().width(), label


def test_the_windows_beside_it_are_german_throughout_and_nothing_in_them_is_cut_off(german, driver) -> None:
    for name in MAKERS:
        shown = driver.window.side.show(name)
        driver.qtbot.waitExposed(shown)
        driver.qtbot.wait(50)
        assert not english_in(shown), name
        assert not cut_off(shown), name
        shown.hide()


def shortened(tree: QTreeWidget) -> list[str]:
    """The words of a list's first column that end in dots, as they have less room than they need."""
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    room = tree.header().sectionSize(0) - tree.iconSize().width() - 2 * tree.style().pixelMetric(
        QStyle.PixelMetric.PM_FocusFrameHMargin
    )  # fmt: skip
    return [item.text(0) for item in items if tree.fontMetrics().horizontalAdvance(item.text(0)) > room]


def test_every_action_can_be_told_from_the_others_where_keys_and_actions_are_chosen(german, driver) -> None:
    preferences = driver.window.side.show("preferences")
    keys = preferences.show_page(KeysPage)
    driver.qtbot.waitUntil(keys.table.isVisible)
    preferences.resize(840, 560)
    assert not shortened(keys.table)
    driver.trigger("palette")
    popup = driver.window.palette_.popup
    driver.qtbot.waitUntil(popup.isVisible)
    assert not shortened(popup.list)


def test_a_model_of_ones_own_keeps_the_name_that_it_was_given(german, driver) -> None:
    own = ModelEntry("Memory", "Memory", None, "user", "A fake.")
    driver.window.models.show_models([own])
    assert driver.window.panel.model_box.itemText(0) == title_in_words(own) == "Memory" != say("Memory")


def test_the_lines_of_the_self_check_are_german(german) -> None:
    names = {name: say(name) for name in (*CHECKS, check_window().name)}
    assert [name for name, word in names.items() if name == word] == ["Installation"]


def test_a_run_is_called_in_the_language_of_whoever_opens_the_project(
    german, qapp, driver, known_trimap
) -> None:
    driver.open(known_trimap)
    driver.matte()
    document = driver.document
    document.add_run(document.current_run.result, known_trimap)
    document.rename_run(document.runs[1], "Mein bester")
    project = frozen_work(document, None, steps=False).project
    assert [run.name for run in project.runs] == ["Run 1", "Mein bester"]
    translations.install(qapp, translations.ENGLISH)
    assert [run.name for run in saved_work(project, None, is_saved=True).runs] == ["Run 1", "Mein bester"]
    translations.install(qapp, "de")
    assert [run.name for run in saved_work(project, None, is_saved=True).runs] == [
        "Durchlauf 1",
        "Mein bester",
    ]
