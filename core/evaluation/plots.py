"""The ablation as pictures: variants, noise levels, steps, seeds, and the estimate from step to step."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from core.evaluation.ablation import AS_TRAINED, Entry, Section
from core.evaluation.ablation_report import groups_shown
from core.evaluation.measure import Table
from core.files import replacing

_COLOURS = ("#2b6cb0", "#c2571a", "#3f7d3a")
_PALE = ("#a9c3e0", "#e8bda4", "#b5d1b2")
_GREY, _INK = "#b8bec7", "#22272e"
_DPI = 150
_BESIDE: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 8, "color": _INK}
_ABOVE = _BESIDE | {"ha": "center", "va": "bottom"}


def save_plots(sections: tuple[Section, ...], tables: Mapping[str, Table], folder: Path) -> list[Path]:
    """Write a PNG per plot that something was measured for; returns their paths.

    tables: by the methods' names.
    """
    tables = {name: table for name, table in tables.items() if not np.isnan(table.mean().sad)}
    by_name = {section.name: section for section in sections}
    figures = {
        "variants": _variants([by_name[name] for name in ("table-4", "table-5", "table-8")], tables),
        "noise-level": _against(by_name["table-6"], tables, "noise level T", by_macs=False),
        "steps": _against(by_name["table-7"], tables, "steps S", by_macs=True),
        "seeds": _seeds(by_name["figure-6"], tables),
        "estimates": _estimates(by_name["figure-7"], tables),
    }
    written = []
    for name, figure in figures.items():
        if figure is not None:
            written.append(folder / f"{name}.png")
            _save(figure, written[-1])
    return written


def _measured(section: Section, tables: Mapping[str, Table]) -> list[tuple[Entry, Table]]:
    return [
        (entry, tables[entry.method.name])
        for entry in section.entries
        if entry.method is not None and entry.method.name in tables
    ]


def _variants(sections: list[Section], tables: Mapping[str, Table]) -> Figure | None:
    """Bars of mean SAD, a block per table; lines without weights say so."""
    if not any(_measured(section, tables) for section in sections):
        return None
    rows = [(section, entry) for section in sections for entry in section.entries]
    gaps = [
        sum(section is not earlier for earlier in sections[: sections.index(section)]) for section, _ in rows
    ]
    places = [number + 0.9 * gap for number, gap in enumerate(gaps)]
    figure = Figure(figsize=(8.6, 0.44 * (places[-1] + 3)), layout="constrained")
    axes = figure.add_subplot()
    groups = groups_shown(next(table for s in sections for _, table in _measured(s, tables)))
    height = 0.76 / len(groups)
    for place, (_, entry) in zip(places, rows, strict=True):
        table = tables.get(entry.method.name) if entry.method else None
        if table is None:
            axes.text(
                0, place, f"  {entry.standing}", va="center", color="#7b828c", style="italic", fontsize=9
            )
            continue
        for number, group in enumerate(groups):
            error = table.mean(group).sad
            at = place + (number - (len(groups) - 1) / 2) * height
            colour = _COLOURS[number] if entry.standing == AS_TRAINED else _PALE[number]
            axes.barh(at, error, height * 0.9, color=colour)
            axes.text(error, at, f" {error:.2f}", va="center", color=_INK, fontsize=8)
    for section in sections:
        top = next(place for place, (own, _) in zip(places, rows, strict=True) if own is section)
        axes.text(0, top - 0.62, section.title, va="center", fontweight="bold", fontsize=9, color=_INK)
    axes.set_yticks(places, [entry.label for _, entry in rows])
    axes.set_ylim(places[-1] + 0.6, -1)
    axes.set_xlabel("mean SAD (thousands)")
    axes.margins(x=0.1)
    _name_groups(axes, groups, "lower right")
    note = "Pale: the same weights without what they were trained with (inference-only)"
    axes.text(1, 1.005, note, transform=axes.transAxes, ha="right", va="bottom", fontsize=8, color="#5b626c")
    _tidy(axes, grid="x")
    return figure


def _against(section: Section, tables: Mapping[str, Table], title: str, by_macs: bool) -> Figure | None:
    """Mean SAD and MSE against T or S; hollow points were not trained for."""
    measured = _measured(section, tables)
    if not measured:
        return None
    groups = groups_shown(measured[0][1])
    figure = Figure(figsize=(8.6, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    for axes, metric, scale in ((left, "sad", 1), (right, "mse", 1000)):
        for number, group in enumerate(groups):
            x = [entry.value for entry, _ in measured]
            y = [getattr(table.mean(group), metric) * scale for _, table in measured]
            colour = _COLOURS[number]
            axes.plot(x, y, color=colour, linewidth=1.8, label=_group_name(group))
            for entry, at, error in zip((entry for entry, _ in measured), x, y, strict=True):
                face = colour if entry.standing == AS_TRAINED else "white"
                axes.plot(at, error, "o", color=colour, markerfacecolor=face, markersize=6.5)
                axes.annotate(f"{error:.2f}", (at, error), (0, 7), **_ABOVE)
        axes.set_xticks([entry.value for entry, _ in measured])
        axes.set_xlabel(title)
        axes.set_ylim(
            0, 1.2 * max(getattr(table.mean(g), metric) * scale for _, table in measured for g in groups)
        )
        axes.margins(x=0.08)
        _tidy(axes, grid="y")
    left.set_ylabel("mean SAD (thousands)")
    right.set_ylabel("mean MSE ×1e-3")
    if by_macs:
        labels = [f"{entry.value}\n{(entry.macs or 0) / 1e9:,.0f} G" for entry, _ in measured]
        for axes in (left, right):
            axes.set_xticks([entry.value for entry, _ in measured], labels, fontsize=8)
            axes.set_xlabel(f"{title}, and multiply-accumulates at 512 × 512")
    if groups != (None,):
        left.legend(frameon=False, fontsize=9)
    figure.suptitle(f"{section.title}   (filled: trained for, hollow: not)", fontsize=10, color=_INK)
    return figure


def _seeds(section: Section, tables: Mapping[str, Table]) -> Figure | None:
    """Mean MSE of each noise seed, and their mean, by training."""
    measured = _measured(section, tables)
    if not measured:
        return None
    groups = groups_shown(measured[0][1])
    trainings = list(dict.fromkeys(entry.label.split(",")[0] for entry in section.entries))
    figure = Figure(figsize=(8.6, 3.6), layout="constrained")
    axes = figure.add_subplot()
    highest = 0.0
    for place, training in enumerate(trainings):
        found = [(e, table) for e, table in measured if e.label.split(",")[0] == training]
        if not found:
            axes.text(place, 0, "not\ntrained", ha="center", va="bottom", color="#7b828c", style="italic")
            continue
        for number, group in enumerate(groups):
            errors = np.array([table.mean(group).mse for _, table in found]) * 1000
            middle = place + (number - (len(groups) - 1) / 2) * 0.3
            spread = np.linspace(-0.08, 0.08, len(errors)) if len(errors) > 1 else np.zeros(1)
            axes.bar(middle, errors.mean(), 0.26, color=_PALE[number])
            axes.plot(middle + spread, errors, "o", color=_COLOURS[number], markersize=4.5)
            text = f"{errors.mean():.2f}\n± {errors.std():.3f}"
            axes.annotate(text, (middle, errors.max()), (0, 6), **_ABOVE)
            highest = max(highest, errors.max())
    axes.set_xticks(range(len(trainings)), trainings)
    axes.set_xlim(-0.6, len(trainings) - 0.4)
    axes.set_ylim(0, highest * 1.25)
    axes.set_ylabel("mean MSE ×1e-3")
    axes.set_title(f"{section.title}   (a point per noise seed)", fontsize=10, color=_INK)
    _name_groups(axes, groups, "upper right")
    _tidy(axes, grid="y")
    return figure


def _estimates(section: Section, tables: Mapping[str, Table]) -> Figure | None:
    """Mean SAD of α̃₀ against the noise level, from T down to 0, corrected and not."""
    measured = [(entry, table) for entry, table in _measured(section, tables) if table.estimates()]
    if not measured:
        return None
    groups = groups_shown(measured[0][1])
    figure = Figure(figsize=(8.6, 3.8), layout="constrained")
    axes = figure.add_subplot()
    for style, (entry, table) in zip(("-", "--"), measured, strict=False):
        for number, group in enumerate(groups):
            levels, errors = zip(*table.estimates(group), strict=True)
            colour = _COLOURS[number]
            axes.plot(levels, errors, style, marker="o", color=colour, linewidth=1.8, markersize=5.5)
            last = (levels[-1], errors[-1])
            axes.annotate(f"{errors[-1]:.2f}", last, (6, 0), **_BESIDE)
        axes.plot([], [], style, color=_GREY, label=entry.label)
    for number, group in enumerate(groups if groups != (None,) else ()):
        axes.plot([], [], "s", color=_COLOURS[number], label=group)
    axes.invert_xaxis()
    axes.set_xticks([t for t, _ in measured[0][1].estimates()])
    axes.margins(x=0.08)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("noise level t")
    axes.set_ylabel("mean SAD of α̃₀, unknown pixels")
    axes.set_title(section.title, fontsize=10, color=_INK)
    axes.legend(frameon=False, fontsize=9)
    _tidy(axes, grid="y")
    return figure


def _group_name(group: str | None) -> str:
    return group or "all cases"


def _name_groups(axes: Axes, groups: tuple[str | None, ...], loc: Any) -> None:
    """A legend of the groups' colours, unless there is only one."""
    if groups == (None,):
        return
    patches = [Patch(color=_COLOURS[number], label=group) for number, group in enumerate(groups)]
    axes.legend(handles=[*patches], frameon=False, fontsize=9, loc=loc)


def _tidy(axes: Axes, grid: Literal["both", "x", "y"]) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(_GREY)
    axes.tick_params(color=_GREY, labelsize=9)
    axes.grid(axis=grid, color="#e4e7eb", linewidth=0.8)
    axes.set_axisbelow(True)


def _save(figure: Figure, path: Path) -> None:
    buffer = io.BytesIO()
    FigureCanvasAgg(figure).print_figure(buffer, dpi=_DPI, format="png", facecolor="white")
    with replacing(path) as temporary:
        temporary.write_bytes(buffer.getvalue())
