"""Stand-ins for torch.compile, which takes minutes."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
import torch


@dataclass
class Compiler:
    """Takes torch.compile's place, compiles nothing, and notes the shapes that networks are given.

    fails: raised by what was "compiled" in the place of a result.
    """

    fails: Exception | None = None
    seen: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)

    def __call__(self, forward: Callable, *, dynamic: bool | None = None) -> Callable:
        assert dynamic is False
        network = forward.__self__

        def compiled(*inputs: torch.Tensor | None) -> torch.Tensor:
            self.seen.append((type(network).__name__, tuple(inputs[0].shape)))
            if self.fails is not None:
                raise self.fails
            return forward(*inputs)

        return compiled

    def in_place(self, monkeypatch: pytest.MonkeyPatch) -> "Compiler":
        """From here on, in torch's place."""
        monkeypatch.setattr(torch, "compile", self)
        return self
