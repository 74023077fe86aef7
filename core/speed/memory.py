"""How much memory this process takes, and how much it may take."""

import sys
from pathlib import Path

_STATUS, _MEMORY = Path("/proc/self/status"), Path("/proc/meminfo")
_PEAK = Path("/proc/self/clear_refs")
_SPARED = 0.85
"""Share of the free memory that a case may take: others live here too."""


def peak_mb() -> float | None:
    """The most that this process had in memory so far, in MB; None where the system does not say."""
    kb = _field(_STATUS, "VmHWM")
    if kb is not None:
        return kb / 1000 * 1.024
    return None if sys.platform == "win32" else _rusage_mb(children=False)


def childrens_peak_mb() -> float | None:
    """The most that any one process had that this one started and that has ended; None on Windows."""
    return None if sys.platform == "win32" else _rusage_mb(children=True)


def present_mb() -> float | None:
    """What it has in memory now, from where `peak_mb` counts on; None where the system does not say."""
    if _PEAK.exists():
        _PEAK.write_text("5", encoding="utf-8")  # Linux: the peak becomes what is there now
    kb = _field(_STATUS, "VmRSS")
    return None if kb is None else kb / 1000 * 1.024


def allow_what_is_free() -> None:
    """Let this process take no more than is free now: beyond, it gets an error, and nobody else is ended."""
    free, taken = _field(_MEMORY, "MemAvailable"), _field(_STATUS, "VmData")
    if free is None or taken is None:
        return
    import resource

    most = int((taken + _SPARED * free) * 1024)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard < 0 else min(most, hard), hard))


def _rusage_mb(children: bool) -> float:
    import resource

    most = resource.getrusage(resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1.024 / 1000


def _field(file: Path, name: str) -> int | None:
    if not file.exists():
        return None
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    return None
