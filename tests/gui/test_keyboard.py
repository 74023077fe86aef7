"""The window without a mouse: Tab reaches what menus do not, in the order it is seen, and all has a name."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QTextBrowser,
    QWidget,
)

from dmat_gui.action_specs import SPECS
from dmat_gui.canvas.canvas import CanvasView
from dmat_gui.dialogs.about import AboutDialog, ShortcutsDialog
from dmat_gui.dialogs.ask import message_box
from dmat_gui.dialogs.overlay_look import OverlayLook, OverlayLookDialog
from dmat_gui.panels.message_bar import Message
from dmat_gui.preferences.brush import BrushPage
from dmat_gui.preferences.colours import ColoursPage
from dmat_gui.preferences.computing import ComputingPage
from dmat_gui.preferences.general import GeneralPage
from dmat_gui.preferences.keys import KeysPage

_CONTROLS = (
    QAbstractButton, QComboBox, QAbstractSlider, QAbstractSpinBox, QLineEdit, QAbstractItemView, CanvasView,
    QTabBar,
)  # fmt: skip
_PARTS = (QScrollBar, QHeaderView)
"""Of other controls, which have the keys themselves."""


def controls(root: QWidget) -> list[QWidget]:
    """Whatever takes input in a window, seen or not, but for the parts of spin boxes and lists."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, _CONTROLS)
        and not isinstance(widget, _PARTS)
        and not isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
        and not widget.objectName().startswith("qt_")
        and not widget.parent().inherits("QComboBoxPrivateContainer")
    ]


def name_of(widget: QWidget) -> str:
    """What a screen reader says; Qt takes a button's text and the label whose buddy it is."""
    buddies = [label for label in widget.window().findChildren(QLabel) if label.buddy() is widget]
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text or "".join(label.text() for label in buddies)


def walked(start: QWidget) -> list[QWidget]:
    """Whatever Tab goes to from here, until it comes round."""
    start.setFocus()
    order = [start]
    for _ in range(200):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            return order
        if isinstance(order[-1], QTextBrowser | QLabel) and order[-1].hasFocus():
            continue  # it goes from link to link within a page
        assert QApplication.focusWidget() not in order, f"Tab turns back: {order}"
        order.append(QApplication.focusWidget())
    raise AssertionError("Tab never comes round")


def opened(driver, known_trimap):
    """The window with all of its sections, bars and a message."""
    driver.open(known_trimap)
    driver.matte()
    driver.trigger("auto_trimap")
    window = driver.window
    for section in (window.panel.section, window.panel.runs_section, window.panel.history_section):
        section.set_open(True)
    message = Message("note", "Something to be answered.", "info", (window.actions_["open"],))
    window.messages.show_message(message)
    driver.qtbot.waitUntil(window.messages.isVisible)
    return window


def in_a_menu(window, widget: QWidget) -> bool:
    """Whether a button does what an action of the menus does."""
    ours = {id(window.actions_[spec.id]) for spec in SPECS}
    menu = widget.menu() if hasattr(widget, "menu") else None
    actions = menu.actions() if menu else [getattr(widget, "defaultAction", lambda: None)()]
    return bool(actions) and all(id(action) in ours for action in actions)


def test_tab_reaches_whatever_no_menu_has(driver, known_trimap):
    window = opened(driver, known_trimap)
    reached = walked(window.canvas)
    missed = [
        (type(widget).__name__, name_of(widget))
        for widget in controls(window)
        if widget.isVisible()
        and widget.isEnabled()
        and widget not in reached
        and widget.focusProxy() is None
        and not in_a_menu(window, widget)
    ]
    assert missed == []


def test_tab_goes_from_the_canvas_through_the_strip_and_down_the_panel(driver, known_trimap):
    window = opened(driver, known_trimap)
    order = walked(window.canvas)
    for part in (window.film, window.panel, window.top_bar, window.auto_bar, window.messages):
        places = [row for row, widget in enumerate(order) if part.isAncestorOf(widget)]
        assert places, part
        assert places == list(range(places[0], places[-1] + 1)), f"{part} is left and come back to"
    inner = window.findChild(QWidget, "sideInner")  # what scrolls: its places in the window change under way
    tops = [widget.mapTo(inner, QPoint(0, 0)).y() for widget in order if inner.isAncestorOf(widget)]
    assert all(after >= before - 8 for before, after in zip(tops, tops[1:], strict=False)), tops
    for bar in (window.top_bar, window.auto_bar):
        lefts = [widget.mapTo(window, QPoint(0, 0)).x() for widget in order if bar.isAncestorOf(widget)]
        assert lefts == sorted(lefts)


def test_tab_leaves_a_number_for_the_next_field_and_return_for_the_canvas(driver, known_trimap):
    window = opened(driver, known_trimap)
    advanced = window.panel.advanced
    advanced.t_start.setFocus()
    QTest.keyClick(advanced.t_start, Qt.Key.Key_Tab)
    assert advanced.steps.hasFocus()
    QTest.keyClick(advanced.steps, Qt.Key.Key_Return)
    assert window.canvas.hasFocus()


def test_arrows_on_a_closed_list_go_on_and_a_choice_in_the_open_one_leaves_it(driver, known_trimap):
    window = opened(driver, known_trimap)
    box = window.film.kind_box
    box.setFocus()
    for _ in range(2):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.hasFocus() and box.currentIndex() == 2
    box.showPopup()
    QTest.keyClick(box.view(), Qt.Key.Key_Up)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    assert box.currentIndex() == 1
    assert window.canvas.hasFocus()


PAGES = {
    "general": GeneralPage, "computing": ComputingPage, "colours": ColoursPage, "brush": BrushPage,
    "keys": KeysPage,
}  # fmt: skip


def page(window, kind) -> QWidget:
    preferences = window.side["preferences"]
    preferences.show_page(kind)
    return preferences


@pytest.mark.parametrize(
    "part",
    [
        "window",
        "export",
        "shortcuts",
        "about",
        "models",
        "released",
        "check",
        "overlay",
        "question",
        "finetune",
        *PAGES,
    ],
)
def test_whatever_takes_input_has_a_name(driver, known_trimap, part):
    window = opened(driver, known_trimap)
    make = {
        "window": lambda: window,
        "export": window.exports.dialog,
        "shortcuts": lambda: ShortcutsDialog(window.actions_, window),
        "about": lambda: AboutDialog("CPU", window),
        "models": lambda: window.side["model_manager"],
        "released": lambda: window.side["model_manager"].choose_released(),
        "check": lambda: window.side["self_check"],
        "overlay": lambda: OverlayLookDialog(OverlayLook(), window),
        "finetune": lambda: window.side["finetune"],
        **{name: partial(page, window, kind) for name, kind in PAGES.items()},
        "question": lambda: message_box("question", "Close?", window),
    }
    root = make[part]()
    nameless = [(type(widget).__name__, widget.parent()) for widget in controls(root) if not name_of(widget)]
    assert nameless == []
    if root is not window:
        root.show()
        usable = [widget for widget in controls(root) if widget.isVisible() and widget.isEnabled()]
        first = next(widget for widget in usable if widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        root.activateWindow()
        driver.qtbot.waitUntil(root.isActiveWindow)
        reached = walked(first)
        seen = [widget for widget in controls(root) if widget.isVisible() and widget.isEnabled()]
        assert [name_of(widget) for widget in seen if widget not in reached] == []
        root.close()
