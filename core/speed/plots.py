"""The curves of `dmat bench`: time against a picture's size, and against how much of it is unknown.

From the JSON of an earlier measurement:
`save_plots(Report.from_json(json.loads(Path("bench.json").read_text())), Path("plots"))`.
"""

import io
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from statistics import median

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter

from core.files import replacing
from core.speed.cases import CLOSED_FORM, KNN, OURS
from core.speed.report import Report

_COLOURS = dict(
    zip((*OURS, CLOSED_FORM, KNN), ("#2b6cb0", "#7aa6d6", "#173f6d", "#c2571a", "#3f7d3a"), strict=True)
)
_OTHER = "#555555"
_DPI = 120


Point = tuple[float, float, str]
"""Across, CPU seconds, and what sets the points of a line apart from the method's other ones, or ""."""


def save_plots(report: Report, folder: Path) -> list[Path]:
    """Write `speed-size.png` and `speed-unknown.png` of what was measured; returns their paths.

    Sizes that were measured with another share unknown than the trimaps' own are points apart.
    """
    by_size: dict[str, list[Point]] = {}
    by_unknown: dict[str, list[Point]] = {}
    for case, found in report.results:
        if case.kind != "runs" or "rows" not in found:
            continue
        cpu = median(row["cpu"] for row in found["rows"])
        if case.unknown is None or case.width * case.height > 2048**2:
            apart = "" if case.unknown is None else f"{100 * case.unknown:g} % unknown"
            by_size.setdefault(case.methods[0], []).append((case.width * case.height / 1e6, cpu, apart))
        else:
            share = 100 * median(row["unknown"] for row in found["rows"])
            by_unknown.setdefault(case.methods[0], []).append((share, cpu, ""))
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, curves, title in (
        ("speed-size", by_size, "megapixels"),
        ("speed-unknown", by_unknown, "unknown, % of 2048 × 2048 pixels"),
    ):
        if curves:
            written.append(folder / f"{name}.png")
            _save(_figure(curves, title), written[-1])
    return written


def _figure(curves: dict[str, list[Point]], title: str) -> Figure:
    """A line per method, with diamonds of its colour for the points that are set apart."""
    figure = Figure(figsize=(8.6, 3.8), layout="constrained")
    axes = figure.add_subplot()
    for method, points in curves.items():
        for apart, of_one_kind in groupby(sorted(points, key=itemgetter(2, 0)), key=itemgetter(2)):
            across, up, _ = zip(*of_one_kind, strict=True)
            label, style = (f"{method}, {apart}", "D") if apart else (method, "o-")
            axes.plot(across, up, style, color=_COLOURS.get(method, _OTHER), linewidth=1.8, label=label)
    axes.set_xscale("log")
    axes.set_yscale("log")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axis.set_major_formatter("{x:g}")
        axis.set_minor_formatter(NullFormatter())
    axes.set_xlabel(title)
    axes.set_ylabel("CPU seconds, all threads")
    axes.grid(color="#e4e7eb", linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.legend(frameon=False, fontsize=9)
    return figure


def _save(figure: Figure, path: Path) -> None:
    buffer = io.BytesIO()
    FigureCanvasAgg(figure).print_figure(buffer, dpi=_DPI, format="png", facecolor="white")
    with replacing(path) as temporary:
        temporary.write_bytes(buffer.getvalue())
