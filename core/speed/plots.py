"""The curves of `dmat bench`: time against a picture's size, and against how much of it is unknown."""

import io
from pathlib import Path
from statistics import median

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from core.files import replacing
from core.speed.report import Report

_COLOURS = ("#2b6cb0", "#7aa6d6", "#173f6d", "#c2571a", "#3f7d3a")
_DPI = 150


def save_plots(report: Report, folder: Path) -> list[Path]:
    """Write `speed-size.png` and `speed-unknown.png` of what was measured; returns their paths."""
    by_size: dict[str, list[tuple[float, float]]] = {}
    by_unknown: dict[str, list[tuple[float, float]]] = {}
    for case, found in report.results:
        if case.kind != "runs" or "rows" not in found:
            continue
        cpu = median(row["cpu"] for row in found["rows"])
        if case.unknown is None or case.width * case.height > 2048**2:
            by_size.setdefault(case.methods[0], []).append((case.width * case.height / 1e6, cpu))
        else:
            share = 100 * median(row["unknown"] for row in found["rows"])
            by_unknown.setdefault(case.methods[0], []).append((share, cpu))
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


def _figure(curves: dict[str, list[tuple[float, float]]], title: str) -> Figure:
    figure = Figure(figsize=(8.6, 3.8), layout="constrained")
    axes = figure.add_subplot()
    for colour, (method, points) in zip(_COLOURS, curves.items(), strict=False):
        axes.plot(*zip(*sorted(points), strict=True), "o-", color=colour, linewidth=1.8, label=method)
    axes.set_xscale("log")
    axes.set_yscale("log")
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
