"""What was measured, as a table for people and as JSON."""

import os
import platform
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import torch
from tabulate import tabulate

from core.speed.cases import CLOSED_FORM, OURS, Case


def this_machine() -> dict[str, str]:
    """What times depend on, in words; no names of machines or people."""
    return {
        "Processor": f"{platform.machine()}, {os.cpu_count()} cores, {torch.get_num_threads()} threads",
        "System": f"{platform.system()}, Python {platform.python_version()}, torch {torch.__version__}",
    }


@dataclass
class Report:
    """Cases and their numbers. pictures: what was measured on, in a sentence; loads: before and after."""

    pictures: str
    results: list[tuple[Case, dict[str, Any]]] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)
    machine: dict[str, str] = field(default_factory=this_machine)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Report":
        """The report that `to_json` wrote."""
        results = []
        for found in values["results"]:
            numbers = dict(found)
            results.append((Case.from_json(numbers.pop("case")), numbers))
        return cls(values["pictures"], results, values["load"], values["machine"])

    def ratio(self) -> float | None:
        """Our seconds over closed-form's at 512 x 512, the median over pictures; None if not measured."""
        for case, found in self.results:
            if case.kind == "beside" and case.width == case.height == 512 and "rows" in found:
                return median(row[OURS[0]]["seconds"] / row[CLOSED_FORM]["seconds"] for row in found["rows"])
        return None

    def to_json(self) -> dict[str, Any]:
        """Everything, as plain JSON values."""
        return {
            "ratio_to_closed_form_512": self.ratio(),
            "machine": self.machine,
            "load": self.loads,
            "pictures": self.pictures,
            "results": [{"case": case.to_json(), **found} for case, found in self.results],
        }

    def markdown(self) -> str:
        """Tables, one per kind of case that was measured, with what is to be said of them."""
        facts = [f"- {title}: {words}" for title, words in self.machine.items()]
        loads = " and ".join(f"{load:.1f}" for load in self.loads)
        parts = [
            "\n".join([*facts, f"- Load average, before and after: {loads or 'unknown'}"]),
            self.pictures,
        ]
        makers = (self._beside, self._runs, self._promises, self._throughput)
        return "\n\n".join(parts + [part for make in makers if (part := make())])

    def _of(self, kind: str) -> list[tuple[Case, dict[str, Any]]]:
        return [(case, found) for case, found in self.results if case.kind == kind]

    def _beside(self) -> str:
        lines = []
        for case, found in self._of("beside"):
            if "words" in found:
                lines.append([", ".join(case.methods), found["words"], "", ""])
                continue
            for method in case.methods:
                times = [row[method] for row in found["rows"]]
                ratios = [row[method]["seconds"] / row[CLOSED_FORM]["seconds"] for row in found["rows"]]
                lines.append(
                    [method, *(f"{median(time[key] for time in times):.2f}" for key in ("seconds", "cpu")),
                     f"{median(ratios):.2f}"]
                )  # fmt: skip
        headers = ["512 × 512, in turns on each picture", "seconds", "CPU seconds", "over closed-form's"]
        return _table(lines, headers)

    def _runs(self) -> str:
        lines = []
        for case, found in self._of("runs"):
            lines.append([f"{case.width} × {case.height}", *_unknown(case, found), case.methods[0]])
            lines[-1] += _cells(found)
        headers = ["picture", "unknown", "method", "seconds", "CPU seconds", "peak MB", "above loaded",
                   "GMAC", "crops of 512² a second"]  # fmt: skip
        return _table(lines, headers, left=3)

    def _promises(self) -> str:
        lines = []
        for case, found in self._of("tiles"):
            lines.append([case.title, _tiles_line(found)])
        for case, found in self._of("agreement"):
            words = found.get("words") or f"{_difference(found)}, tiles of {found['tile']}"
            if not found.get("trained", True):
                words += ", with random weights and in one step"
            lines.append([case.title, words])
        for case, found in self._of("faster"):
            words = found.get("words") or f"{_difference(found)}, {len(found['rows'])} pictures"
            lines.append([case.title, words])
        for case, found in self._of("export"):
            words = found.get("words") or (
                f"peak {found['peak_mb']:,.0f} MB, {found['seconds']:.0f} s, one step"
            )
            lines.append([case.title, words])
        return "\n".join(f"- {title}: {words}." for title, words in lines)

    def _throughput(self) -> str:
        parts = []
        for case, found in self._of("throughput"):
            if "words" in found:
                parts.append(f"{case.title}: {found['words']}.")
                continue
            lines = [[str(row["batch"]), f"{1000 * row['seconds']:.1f}"] for row in found["rows"]]
            parts.append(_table(lines, [f"{case.title}: crops at once", "ms per crop"]))
            if found.get("too_many"):
                parts.append(f"There was no memory for {found['too_many']} at once.")
            if "compiled" in found:
                parts.append(_compiled_words(found["compiled"]))
            parts.append(_throughput_words(found))
        return "\n\n".join(parts)


def _compiled_words(found: dict[str, Any]) -> str:
    if "words" in found:
        return found["words"]
    return f"Compiled networks: {found['batch']} at once, {1000 * found['seconds']:.1f} ms per crop."


def _throughput_words(found: dict[str, Any]) -> str:
    return (
        f"Weights: {found['weights']}; {found['steps']} steps, {found['macs'] / 1e9:,.0f} GMAC a crop, and "
        f"{found['moved'] / 1e9:.2f} GB read and written by its layers. One large product reaches "
        f"{found['ceiling'] / 1e12:.2f} TMAC a second, in {found['precision']}, and one large copy "
        f"{found['bandwidth'] / 1e9:,.0f} GB: a crop takes {1000 * found['floor']:.1f} ms at the least. The "
        f"best of these reaches {100 * found['share_of_ceiling']:.0f} % of that product, and "
        f"{100 * found['share_of_floor']:.0f} % of that floor."
    )


def _difference(found: dict[str, Any]) -> str:
    return f"differs by {255 * found['mean']:.2g} / 255, at most {255 * found['largest']:.2g} / 255"


def _cells(found: dict[str, Any]) -> list[str]:
    if "words" in found:
        return [found["words"], "", "", "", "", ""]
    rows = found["rows"]
    seconds, cpu = (median(row[key] for row in rows) for key in ("seconds", "cpu"))
    peak, loaded = found["peak_mb"], found["loaded_mb"]
    cells = [f"{seconds:.2f}", f"{cpu:.2f}"]
    cells += ["", ""] if None in (peak, loaded) else [f"{peak:,.0f}", f"{peak - loaded:,.0f}"]
    macs = rows[0]["macs"]
    if macs is None:
        return [*cells, "", ""]
    total = median(row["macs"] for row in rows)
    return [*cells, f"{total / 1e9:,.0f}", f"{total / seconds / _macs_of_a_crop():.2f}"]


def _macs_of_a_crop() -> int:
    from core.evaluation.macs import macs_run
    from core.models.config import COMPACT

    return macs_run(COMPACT, 512, 512)


def _unknown(case: Case, found: dict[str, Any]) -> list[str]:
    if "rows" in found:
        return [f"{100 * median(row['unknown'] for row in found['rows']):.1f} %"]
    return ["" if case.unknown is None else f"{100 * case.unknown:g} %"]


def _tiles_line(found: dict[str, Any]) -> str:
    if "words" in found:
        return found["words"]
    lines = []
    for key, name in (("seconds", "s"), ("cpu", "CPU s")):
        allowed = 1.15 * found["tiles_worth"] * found["tile"][key] + 1 + found["start"][key]
        lines.append(
            f"{found['all'][key]:.1f} {name} of {allowed:.1f} allowed (1.15 × {found['tiles_worth']:.2f} "
            f"whole tiles' worth × {found['tile'][key]:.2f} + 1 + start {found['start'][key]:.2f})"
        )
    if None not in (found["peak_mb"], found["loaded_mb"]):
        lines.append(f"peak {found['peak_mb'] - found['loaded_mb']:,.0f} MB above the loaded program")
    return f"{found['tiles']} tiles; {'; '.join(lines)}"


def _table(lines: list[list[str]], headers: list[str], left: int = 1) -> str:
    if not lines:
        return ""
    align = ["left"] * left + ["right"] * (len(headers) - left)
    return tabulate(lines, headers, tablefmt="github", disable_numparse=True, colalign=align)
