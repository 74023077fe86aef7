"""A fine-tuning that another program follows and steers: `dmat finetune … --events`.

Each event is a line of JSON on standard output, an object whose "event" says which it is:

    stage     stage ("checking" … "measuring after"), done, of
    progress  step, steps, losses (means by name), crops_per_second, seconds_left
    estimate  steps, seconds_per_step: all that `--estimate` is about
    preview   step, steps, name, size, folder, and the files in it: picture, truth, before, now
    paused, resumed
    result    the model's file, and what `core.training.results.summary` says of the scores
    stopped   all is kept: the same command goes on from there
    error     sentence

Commands are lines on standard input: pause, resume, stop. Its end, as when the other program is gone, is a
stop. Between two steps or pictures they are heeded, within seconds.
"""

from __future__ import annotations

import json
import logging
import math
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TextIO

from core.errors import Cancelled, DmatError, is_device_lost, is_out_of_memory, sentence_for
from core.training.finetune import REPORT, estimate, finetune
from core.training.finetune_request import FinetuneRequest
from core.training.loop import Hooks
from core.training.previews import Previews
from core.training.progress import Progress
from core.training.results import summary

log = logging.getLogger(__name__)

DONE, FAILED, STOPPED = 0, 1, 130


class Remote:
    """The channel: tells events, and listens for commands in a thread of its own.

    out: where events go.
    commands: gives the lines of what comes in. Unbuffered where it is a file: a thread that waits within a
        buffer's lock would abort the process at its end.
    """

    def __init__(self, out: TextIO, commands: Iterable[bytes]) -> None:
        self._out, self._commands = out, commands
        self._pause, self._stop = threading.Event(), threading.Event()
        self._is_paused = False
        threading.Thread(target=self._listen, name="commands", daemon=True).start()

    def tell(self, event: str, **values: Any) -> None:
        """Write an event, numbers that are none as null. Nobody there to read it is a stop."""
        try:
            self._out.write(json.dumps(_plain({"event": event, **values})) + "\n")
            self._out.flush()
        except (OSError, ValueError):  # a pipe whose other end is closed, or was
            self._stop.set()

    def stage(self, stage: str, done: int, of: int) -> None:
        """Tell how far a stage is."""
        self.tell("stage", stage=stage, done=done, of=of)

    def hooks(self, previews: Callable[[int, int, Any], None] | None = None) -> Hooks:
        """What a training asks and tells."""
        return Hooks(
            on_progress=self._progress, paused=self._paused, cancelled=self._stop.is_set, preview=previews
        )

    def _listen(self) -> None:
        for line in self._commands:
            word = line.decode(errors="replace").strip()
            if word == "pause":
                self._pause.set()
            elif word == "resume":
                self._pause.clear()
            elif word == "stop":
                break
            else:
                log.warning("There is no command %r: pause, resume or stop.", word)
        self._stop.set()

    def _paused(self) -> bool:
        paused = self._pause.is_set() and not self._stop.is_set()
        if paused != self._is_paused:
            self._is_paused = paused
            self.tell("paused" if paused else "resumed")
        return paused

    def _progress(self, now: Progress) -> None:
        self.tell(
            "progress",
            step=now.step,
            steps=now.steps,
            losses=now.losses,
            crops_per_second=now.crops_per_second,
            seconds_left=now.seconds_left,
        )


def serve(
    make_request: Callable[[], FinetuneRequest], folder: Path, remote: Remote, *, only_estimate: bool = False
) -> int:
    """Fine-tune, or estimate, for another program; whatever goes wrong is an event. Returns the exit code."""
    try:
        request = make_request()
        if only_estimate:
            found = estimate(request, hooks=remote.hooks(), on_stage=remote.stage)
            remote.tell("estimate", steps=found.steps, seconds_per_step=found.seconds_per_step)
            return DONE
        previews = Previews(request, folder / "previews", remote.tell)
        result = finetune(request, folder, hooks=remote.hooks(previews), on_stage=remote.stage)
        if result.model is None:
            raise Cancelled("Stopped; started again, it goes on from there.")
        report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        remote.tell("result", model=str(result.model), **summary(report))
    except Cancelled:
        remote.tell("stopped")
        return STOPPED
    except DmatError as error:
        remote.tell("error", sentence=str(error))
        return FAILED
    except Exception as error:  # the libraries have no common class for a lack of memory
        if not (isinstance(error, OSError) or is_out_of_memory(error) or is_device_lost(error)):
            raise
        remote.tell("error", sentence=sentence_for(error, "The fine-tuning"))
        return FAILED
    return DONE


def refuse(remote: Remote, folder: Path) -> int:
    """Tell another program that a folder is taken. Returns the exit code."""
    remote.tell("error", sentence=f"Another process trains in {folder}: wait until it has ended.")
    return FAILED


def _plain(value: Any) -> Any:
    """JSON knows neither infinity nor what is no number."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
