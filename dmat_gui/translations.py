"""The window's language: which ones there are, which one is used, and what is said from below in it.

Widgets ask Qt for their words (`tr`). What comes from `core`, and what jobs say of themselves, is English
where it arises, as the log and the command line want it; `say` puts it into the window's language where it is
shown.
"""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

import resources

ENGLISH = "en"
CORE = "core"
"""The context, in the translation files, of what comes from below."""
_FOLDER = "translations"
_PREFIX = "dmat_"
_MOST_NESTED = 3
_NUMBER = re.compile(r"-?(\d+\.\d+|\d{1,3}(,\d{3})+(\.\d+)?)")
NUMBERS = frozenset(
    (
        "available", "checked", "count", "free", "free_gb", "len", "max", "max_pixels", "min", "minutes",
        "most", "most_error", "needed", "needed_gb", "off", "own_share", "share", "snapped", "total",
    )
)  # fmt: skip
"""What only numbers fill, in the sentences of `core`; a name, a folder or a file may look like one."""


def languages() -> list[str]:
    """The codes of the languages there are, as "de": English, which needs no file, and those with one."""
    found = resources.path(_FOLDER).glob(f"{_PREFIX}*.qm")
    return [ENGLISH, *sorted(path.stem.removeprefix(_PREFIX) for path in found)]


def native_name(language: str) -> str:
    """What a language calls itself: "Deutsch"."""
    name = "English" if language == ENGLISH else QLocale(language).nativeLanguageName()
    return name[:1].upper() + name[1:]


def chosen(wanted: str) -> str:
    """The language to use where `wanted` is asked for, "" being the system's; English where there is none."""
    there = languages()
    if wanted in there:
        return wanted
    theirs = (name.replace("-", "_") for name in QLocale.system().uiLanguages())
    asked = [] if wanted else [code for name in theirs for code in (name, name.split("_")[0])]
    return next((code for code in asked if code in there), ENGLISH)


def install(app: QCoreApplication, wanted: str) -> str:
    """Have `app` speak a language from now on, Qt's own dialogs too; give its code.

    It is to be called before any widget is made: those there are keep their words.
    """
    global _language  # the application has one, as it has one translator
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.setParent(None)
    _language = chosen(wanted)
    _patterns.cache_clear()
    if _language != ENGLISH:
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        ours = str(resources.path(_FOLDER))
        for name, folder in ((f"qtbase_{_language}", qt), (f"{_PREFIX}{_language}", ours)):
            translator = QTranslator(app)
            if translator.load(name, folder):
                app.installTranslator(translator)
    return _language


_language = ENGLISH


def language() -> str:
    """The code of the language in use."""
    return _language


def numeral(digits: str) -> str:
    """A number written as in English, "1,234.5", as the window's language writes it: "1.234,5"."""
    locale = QLocale(_language)
    return digits.translate({ord("."): locale.decimalPoint(), ord(","): locale.groupSeparator()})


def within(title: str) -> str:
    """A title as it stands within a sentence: small in English, as it is where nouns are written large."""
    return title.lower() if _language == ENGLISH else title


def say(words: str) -> str:
    """Words from below in the window's language; as they are where it has none for them."""
    return words if _language == ENGLISH or not words else _said(words, _MOST_NESTED)


def _said(words: str, nested: int) -> str:
    """Find the template that words were made from, and fill its translation with what fills them."""
    plain = QCoreApplication.translate(CORE, words)
    if plain != words or not nested:
        return plain
    for pattern, template in _patterns():
        match = pattern.fullmatch(words)
        if match is not None:
            values = {name: _filling(name, value, nested - 1) for name, value in match.groupdict().items()}
            return QCoreApplication.translate(CORE, template).format(**values)
    parts = re.split(r"((?<=[.!?]) +|\n)", words)  # every other one is what stands between two sentences
    return "".join(_said(part, nested - 1) for part in parts) if len(parts) > 1 else words


def _filling(name: str, value: str, nested: int) -> str:
    """What fills a template's "{name}" in the window's language."""
    if name in NUMBERS and _NUMBER.fullmatch(value):
        return numeral(value)
    return _said(value, nested)


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """What matches the sentences that each template makes; those with most words of their own first."""
    text = resources.path(f"{_FOLDER}/core.txt").read_text(encoding="utf-8")
    templates = [line.replace("\\n", "\n") for line in text.splitlines() if "{" in line]
    templates.sort(key=lambda template: -len(re.sub(r"\{\w*\}", "", template)))
    return [(_pattern(template), template) for template in templates if all(_names(template))]


def _names(template: str) -> list[bool]:
    """Whether each of the braces holds a name, as they do in a template; others are braces that are said."""
    return [name.isidentifier() for _words, name, _spec, _conversion in Formatter().parse(template) if name]


def _pattern(template: str) -> re.Pattern[str]:
    """Match what a template makes, "{name}" standing for any words, and the same ones each time."""
    seen: set[str] = set()
    made = []
    for words, name, _spec, _conversion in Formatter().parse(template):
        made.append(re.escape(words))
        if name is not None:
            made.append(f"(?P={name})" if name in seen else f"(?P<{name}>.*?)")
            seen.add(name)
    return re.compile("".join(made), re.DOTALL)
