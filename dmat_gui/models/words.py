"""How the window of models says what a model is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from dmat_gui.translations import numeral, say

if TYPE_CHECKING:
    from core.evaluation.model_details import ModelDetails
    from core.models.registry import ModelEntry


_KINDS = {
    "bundled": QT_TRANSLATE_NOOP("ModelWords", "Comes with the program"),
    "authors": QT_TRANSLATE_NOOP("ModelWords", "Weights by the authors"),
    "fine-tuned": QT_TRANSLATE_NOOP("ModelWords", "Fine-tuned"),
    "imported": QT_TRANSLATE_NOOP("ModelWords", "Imported"),
    "baseline": QT_TRANSLATE_NOOP("ModelWords", "No network"),
    "unreadable": QT_TRANSLATE_NOOP("ModelWords", "Cannot be read"),
}
_TERMS = {
    "bundled": QT_TRANSLATE_NOOP("ModelWords", "MIT, as the program"),
    "authors": QT_TRANSLATE_NOOP("ModelWords", "The authors' own; cite their paper"),
    "fine-tuned": QT_TRANSLATE_NOOP("ModelWords", "Those of the model that it began from"),
    "imported": QT_TRANSLATE_NOOP("ModelWords", "Those of whoever made it"),
    "baseline": QT_TRANSLATE_NOOP("ModelWords", "MIT, as the program"),
}
_ROWS = {
    "terms": QT_TRANSLATE_NOOP("ModelWords", "Terms"),
    "by": QT_TRANSLATE_NOOP("ModelWords", "Weights by"),
    "trained": QT_TRANSLATE_NOOP("ModelWords", "Trained for"),
    "start": QT_TRANSLATE_NOOP("ModelWords", "Begins from"),
    "parameters": QT_TRANSLATE_NOOP("ModelWords", "Parameters"),
    "cost": QT_TRANSLATE_NOOP("ModelWords", "Cost of a run"),
    "large": QT_TRANSLATE_NOOP("ModelWords", "Large pictures"),
    "architecture": QT_TRANSLATE_NOOP("ModelWords", "Architecture"),
    "size": QT_TRANSLATE_NOOP("ModelWords", "Size on disk"),
    "file": QT_TRANSLATE_NOOP("ModelWords", "File"),
}
_ONE_STEP = QT_TRANSLATE_NOOP("ModelWords", "T = {levels}; 1 step")
_STEPS = QT_TRANSLATE_NOOP("ModelWords", "T = {levels}; {counts} steps")
_COARSE = QT_TRANSLATE_NOOP("ModelWords", "a coarse matte")
_TRIMAP = QT_TRANSLATE_NOOP("ModelWords", "the trimap, as in the paper")
_PARAMETERS = QT_TRANSLATE_NOOP(
    "ModelWords", "{all} million: encoder {encoder}, corrector {corrector}, prior {prior}"
)
_COST = QT_TRANSLATE_NOOP(
    "ModelWords", "{giga} billion multiply-accumulates at 512 × 512, T and S as trained"
)
_WITH_PROGRAM = QT_TRANSLATE_NOOP("ModelWords", "{name}, in the program's own folder")
_COUNTING = QT_TRANSLATE_NOOP("ModelWords", "being counted…")
_LARGE = QT_TRANSLATE_NOOP(
    "ModelWords", "in one piece up to {megapixels} megapixels, above that in tiles of {tile} pixels"
)


def title_in_words(entry: ModelEntry) -> str:
    """What a model is called: as its user called it, or, if it is the program's, in the window's language."""
    return entry.title if entry.origin == "user" else say(entry.title)


def kind_in_words(details: ModelDetails) -> str:
    """Where a model is from."""
    return _translated(_KINDS[details.kind])


def size_in_words(size: int | None) -> str:
    """Bytes as megabytes, or kilobytes where those are few; "" for none."""
    if size is None:
        return ""
    return numeral(f"{size / 1e6:.1f} MB") if size >= 100_000 else f"{max(1, round(size / 1000))} kB"


def facts_of(details: ModelDetails, macs: int | None) -> list[tuple[str, str]]:
    """The rows of the details: what is told, and what there is to tell.

    macs: None while they are not counted.
    """
    facts = []
    config = details.config
    if details.kind in _TERMS:
        facts.append(("terms", _translated(_TERMS[details.kind])))
    if config is not None:
        counts = dict(details.parameters)
        millions = {
            name: numeral(f"{count / 1e6:.1f}")
            for name, count in {"all": sum(counts.values()), **counts}.items()
        }
        giga = numeral(f"{macs / 1e9:,.0f}") if macs else ""
        megapixels = numeral(f"{config.whole_up_to / 1e6:.1f}")
        facts += [
            ("by", config.weights_by),
            ("trained", _trained(config.trained_t_starts, config.trained_steps)),
            ("start", _translated(_COARSE if config.start == "coarse" else _TRIMAP)),
            ("parameters", _translated(_PARAMETERS).format(**millions)),
            ("cost", _translated(_COST).format(giga=giga) if giga else _translated(_COUNTING)),
            ("large", _translated(_LARGE).format(megapixels=megapixels, tile=config.tile)),
            ("architecture", config.name),
        ]
    facts.append(("size", size_in_words(details.size)))
    if details.kind == "bundled" and details.entry.path is not None:
        facts.append(("file", _translated(_WITH_PROGRAM).format(name=details.entry.path.name)))
    else:
        facts.append(("file", str(details.entry.path or "")))
    return [(_translated(_ROWS[name]), text) for name, text in facts if text]


def _trained(levels: tuple[int, ...], counts: tuple[int, ...]) -> str:
    text = _ONE_STEP if counts == (1,) else _STEPS
    return _translated(text).format(levels=_listed(levels), counts=_listed(counts))


def _listed(values: tuple[int, ...]) -> str:
    return ", ".join(map(str, values))


def _translated(text: str) -> str:
    return QCoreApplication.translate("ModelWords", text)
