"""How long something will yet take, in a few letters."""

from __future__ import annotations


def duration(seconds: float) -> str:
    """Seconds as "40 s", "12 min" or "3 h 20 min", at least a second."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"
