"""The window in German: nothing of it left in English, nothing cut off."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QTableView,
    QToolBar,
    QToolButton,
    QTreeWidget,
    QWidget,
)

from core.exporting.words import MATTE_TITLES
from core.models.registry import ModelEntry
from dmat_gui import translations
from dmat_gui.dialogs.about import AboutDialog, ShortcutsDialog
from dmat_gui.dialogs.ask import message_box
from dmat_gui.models.words import title_in_words
from dmat_gui.preferences.keys import KeysPage
from dmat_gui.project_content import frozen_work, saved_work
from dmat_gui.side_windows import MAKERS
from dmat_gui.translations import say
from tests.gui.export_steps import opened
from tests.gui.german import entries

SAME = {"-", "100 %", "About DiffusionMat", "Compact", "Closed-form (no network)", "Broken"}
"""What is English in a window in German: the names of the tests' models."""
_ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly
_ITEM_MARGINS = 16
"""What the style keeps free beside the name of a step: border, padding, and the margins of its text."""


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
    window.panel.section.set_open(True)
    driver.qtbot.wait(50)
    area = window.panel.findChild(QScrollArea)
    assert area.widget().minimumSizeHint().width() <= area.viewport().width(), "it has no bar"
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


def test_what_is_chosen_under_advanced_and_the_names_of_the_steps_are_read_whole(
    german, driver, known_trimap
) -> None:
    driver.open(known_trimap)
    panel = driver.window.panel
    panel.section.set_open(True)
    panel.advanced.t_start.setValue(300)
    driver.matte()
    driver.qtbot.wait(50)
    for box in (panel.advanced.device, panel.advanced.precision):
        for row in range(box.count()):
            box.setCurrentIndex(row)
            assert box.shown_text == box.currentText()
    film = driver.window.film.film
    for row in range(film.count()):
        room = film.visualItemRect(film.item(row)).width() - _ITEM_MARGINS
        assert film.fontMetrics().horizontalAdvance(film.item(row).text()) <= room
