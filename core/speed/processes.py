"""A case's process: started, waited for, ended when it takes too long; and what its failure means."""

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from core.errors import is_out_of_memory
from core.speed.cases import Case

log = logging.getLogger(__name__)

STARTING = 180.0
"""Seconds for loading and warming up, beyond a case's own limit."""
_NO_MEMORY = ("MemoryError", "more memory than there is")
"""As Python says it, and our own sentences."""
DOES_NOT_FIT, DOES_NOT_WORK = "does not fit", "does not work here"


def measured(case: Case) -> dict[str, Any]:
    """The numbers of `measuring.measure`, or {"words": why there are none}.

    Whatever ends the waiting, an interrupt too, ends the case's process and those that it started.
    """
    with tempfile.TemporaryDirectory() as folder:
        asked, answer = Path(folder) / "case.json", Path(folder) / "result.json"
        asked.write_text(json.dumps(case.to_json()), encoding="utf-8")
        command = [sys.executable, "-m", "core.speed.measuring", str(asked), str(answer)]
        most = case.limit + STARTING
        try:
            code, complained = _ended(command, most)
        except subprocess.TimeoutExpired:
            return {"words": f"over {most / 60:.0f} min with loading"}
        if code == 0:
            return json.loads(answer.read_text(encoding="utf-8"))
    last = (complained.strip().splitlines() or [f"code {code}"])[-1]
    log.warning("%s: %s", case.title, last)
    no_memory = code == -9 or any(words in last for words in _NO_MEMORY)
    no_memory = no_memory or is_out_of_memory(RuntimeError(last))
    return {"words": DOES_NOT_FIT if no_memory else DOES_NOT_WORK}


def _ended(command: list[str], timeout: float) -> tuple[int, str]:
    """Wait for a process; its exit code and what it said on standard error. Raises TimeoutExpired."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    with process:
        try:
            _, complained = process.communicate(timeout=timeout)
        finally:
            _kill(process)
    return process.returncode, complained


def _kill(process: subprocess.Popen[str]) -> None:
    """End a process that leads a session, and all that is left of its group; on Windows the process alone."""
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError):  # nothing is left
        os.killpg(process.pid, signal.SIGKILL)
