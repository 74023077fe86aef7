"""The sizes of the brush: one for each tool, kept in the picture or on the screen. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

MIN_SIZE, MAX_SIZE = 1, 2000
SIZE_STEP = 1.15

T = TypeVar("T")


def stepped_size(size: int, up: bool) -> int:
    """Return the next larger or smaller brush size: by 15 %, at least by 1, from 1 to 2000 pixels."""
    if up:
        return min(MAX_SIZE, max(size + 1, round(size * SIZE_STEP)))
    return max(MIN_SIZE, min(size - 1, round(size / SIZE_STEP)))


class BrushSizes(Generic[T]):
    """A diameter for each tool, in picture pixels, or in screen pixels if it is to follow the screen."""

    def __init__(self, tools: Iterable[T], size: int) -> None:
        self._sizes: dict[T, float] = dict.fromkeys(tools, float(size))
        self._zoom = 1.0
        self._on_screen = False

    @property
    def on_screen(self) -> bool:
        """True while the sizes stay the same on the screen when zooming."""
        return self._on_screen

    def get(self, tool: T) -> int:
        """Return a tool's diameter in picture pixels, 1 to 2000."""
        return _within(self._sizes[tool] / self._unit)

    def set(self, tool: T, size: int) -> None:
        """Set a tool's diameter in picture pixels."""
        self._sizes[tool] = _within(size) * self._unit

    def set_all(self, size: int) -> None:
        """Set every tool's diameter in picture pixels."""
        for tool in self._sizes:
            self.set(tool, size)

    def set_zoom(self, zoom: float) -> None:
        """Take another zoom, in screen pixels per picture pixel."""
        self._zoom = zoom

    def follow_screen(self, on: bool) -> None:
        """Keep the sizes as they are now, from here on in screen pixels or in picture pixels."""
        factor = self._zoom if on and not self._on_screen else 1.0
        factor = 1 / self._zoom if self._on_screen and not on else factor
        self._sizes = {tool: size * factor for tool, size in self._sizes.items()}
        self._on_screen = on

    @property
    def _unit(self) -> float:
        return self._zoom if self._on_screen else 1.0


def _within(size: float) -> int:
    return min(max(round(size), MIN_SIZE), MAX_SIZE)
