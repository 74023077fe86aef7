"""When a run ends before its last step: time, a signal, the application's wish; all processes agree on it."""

import signal
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, Literal

import torch
from torch import distributed

Reason = Literal["time", "cancelled", "interrupted"]
_REASONS: tuple[Reason | None, ...] = (None, "time", "cancelled", "interrupted")
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_PAUSE = 0.05
"""Seconds between two looks at whether a pause is over."""


class Stopping:
    """Asked between steps whether to go on; a context in which Ctrl-C and SIGTERM only ask to stop.

    A second Ctrl-C does what it does elsewhere. Outside of the main thread signals are left alone.

    Args:
        minutes: end after so long, pauses not counted; None never does.
        paused, cancelled: asked between steps; None for never.
    """

    def __init__(
        self,
        minutes: float | None = None,
        paused: Callable[[], bool] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._deadline = None if minutes is None else time.monotonic() + minutes * 60
        self._paused, self._cancelled = paused, cancelled
        self._interrupted = False
        self._before: dict[signal.Signals, Any] = {}
        self._group: Any = None
        if distributed.is_available() and distributed.is_initialized():
            # On the CPU, so that agreeing never waits for a graphics card.
            self._group = distributed.new_group(backend="gloo")

    def __enter__(self) -> "Stopping":
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.signal(number, self._on_signal) for number in _SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        self._restore()

    def wait_while_paused(self) -> None:
        """Return at once, or when a pause is over or the run is to end."""
        began = time.monotonic()
        while self._paused is not None and self._paused() and not self._own_reason():
            time.sleep(_PAUSE)
            if self._deadline is not None:
                self._deadline += time.monotonic() - began
            began = time.monotonic()

    def reason(self) -> Reason | None:
        """Why to stop, None to go on; the same for every process, all of which must ask equally often."""
        code = _REASONS.index(self._own_reason())
        if self._group is not None:
            agreed = torch.tensor(code)
            distributed.all_reduce(agreed, distributed.ReduceOp.MAX, group=self._group)
            code = int(agreed)
        return _REASONS[code]

    def _own_reason(self) -> Reason | None:
        if self._interrupted:
            return "interrupted"
        if self._cancelled is not None and self._cancelled():
            return "cancelled"
        if self._deadline is not None and time.monotonic() > self._deadline:
            return "time"
        return None

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._interrupted = True
        self._restore()

    def _restore(self) -> None:
        for number, handler in self._before.items():
            # None: somebody set it outside of Python, and it cannot be put back.
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        self._before = {}
